"""Question drafts: a question that a coordinator is writing for a team, step by step, until it is kept or let go."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from bot.core.method import Family
from bot.storage.database import instant, instant_or_none, select, stamp

# So long after its last step a draft is still gone on with.
LASTS = timedelta(days=7)
DraftStep = Literal["text", "follow_up", "family", "ready"]
Doubt = Literal["alarm", "names"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote so far, and the step that they are at.

    `follow_up` is None for the usual line. A `doubt` is what its writer is asked first about what they wrote last:
    whether it is about somebody's safety, or names somebody. Of a question that is being changed, `question_id`, and
    since when that has read as it did when this was begun (`read_at`).
    """

    person_id: int
    team_id: int
    since: datetime
    step: DraftStep = "text"
    title: str = ""
    text: str = ""
    follow_up: str | None = None
    family: Family | None = None
    doubt: Doubt | None = None
    question_id: int | None = None
    read_at: datetime | None = None


NAMES = tuple(field.name for field in fields(Draft))


def put(database: Database, draft: Draft) -> None:
    """Keep a draft, in place of what its writer had for that team."""
    values = [getattr(draft, name) for name in NAMES]
    stored = [stamp(value) if isinstance(value, datetime) else value for value in values]
    anew = ", ".join(f"{name} = excluded.{name}" for name in NAMES)
    database.execute(
        f"INSERT INTO question_drafts ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(NAMES))})"
        f" ON CONFLICT (person_id, team_id) DO UPDATE SET {anew}",
        stored,
    )


def find(database: Database, person_id: int, team_id: int, now: datetime) -> Draft | None:
    """Return what somebody is writing for a team, unless that was too long ago."""
    where = "person_id = ? AND team_id = ? AND since > ?"
    return next(iter(_several(database, where, [person_id, team_id, stamp(now - LASTS)])), None)


def of_person(database: Database, person_id: int) -> list[Draft]:
    """Return all that somebody is writing."""
    return _several(database, "person_id = ?", [person_id])


def drop(database: Database, person_id: int, team_id: int) -> None:
    """Let go of what somebody was writing for a team."""
    database.execute("DELETE FROM question_drafts WHERE person_id = ? AND team_id = ?", [person_id, team_id])


def erase(database: Database, number: int) -> None:
    """Let go of what somebody was writing, by its number."""
    database.execute("DELETE FROM question_drafts WHERE id = ?", [number])


def forget_old(database: Database, now: datetime) -> None:
    """Let go of what nobody went on with."""
    database.execute("DELETE FROM question_drafts WHERE since <= ?", [stamp(now - LASTS)])


def _several(database: Database, where: str, values: list[object]) -> list[Draft]:
    rows = select(database, f"SELECT {', '.join(NAMES)} FROM question_drafts WHERE {where} ORDER BY team_id", values)
    return [
        Draft(
            **{
                **row,
                "since": instant(row["since"]),
                "read_at": instant_or_none(row["read_at"]),
            }
        )
        for row in rows
    ]
