"""Programmes: which one a team goes through, as it was when it began or was changed since, and where it is in it."""

from typing import Any

from sqlite_utils import Database

from bot.core.programme import Course, Programme
from bot.storage.database import select


def of_team(database: Database, team_id: int) -> Course | None:
    """Return where a team is in its programme, if it has one."""
    row = next(select(database, "SELECT * FROM programmes WHERE team_id = ?", [team_id]), None)
    return _as_course(row) if row else None


def put(database: Database, team_id: int, course: Course) -> None:
    """Let a team be somewhere in a programme, in place of any other."""
    values = [team_id, course.programme.model_dump_json(), course.phase, course.step, course.were_told]
    columns = "team_id, programme, phase, step, were_told"
    database.execute(f"INSERT OR REPLACE INTO programmes ({columns}) VALUES (?, ?, ?, ?, ?)", values)


def end(database: Database, team_id: int) -> None:
    """Let a team have no programme any more."""
    database.execute("DELETE FROM programmes WHERE team_id = ?", [team_id])


def as_kept(database: Database, team_id: int) -> dict[str, Any] | None:
    """Return a team's programme as an arrangement keeps it."""
    query = "SELECT programme, phase, step FROM programmes WHERE team_id = ?"
    return next(select(database, query, [team_id]), None)


def from_kept(kept: dict[str, Any]) -> Course:
    """Return where a team was in a programme, from what an arrangement kept of it."""
    return Course(Programme.model_validate_json(kept["programme"]), kept["phase"], kept["step"])


def _as_course(row: dict[str, Any]) -> Course:
    return Course(
        Programme.model_validate_json(row["programme"]), row["phase"], row["step"], were_told=bool(row["were_told"])
    )
