"""Nudges: one private reminder of an open session, at a time that somebody chose."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select, stamp


@dataclass(frozen=True, slots=True)
class Nudge:
    """Somebody asked to be reminded of a session at an instant."""

    person_id: int
    session_id: int
    at: datetime


def put(database: Database, person_id: int, session_id: int, at: datetime) -> None:
    """Store when to remind somebody of a session; there is one nudge, and the last choice holds."""
    database.execute(
        "INSERT INTO nudges (person_id, session_id, at) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, session_id) DO UPDATE SET at = excluded.at",
        [person_id, session_id, stamp(at)],
    )


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams in whose sessions somebody is to be reminded by now."""
    rows = select(
        database,
        "SELECT DISTINCT sessions.team_id FROM nudges JOIN sessions ON sessions.id = nudges.session_id"
        " WHERE nudges.at <= ?",
        [stamp(now)],
    )
    return [row["team_id"] for row in rows]


def next_owed(database: Database) -> datetime | None:
    """Return the earliest instant at which somebody is to be reminded."""
    return instant_or_none(database.execute("SELECT min(at) FROM nudges").fetchone()[0])


def take_owed(database: Database, team_id: int, now: datetime) -> list[Nudge]:
    """Remove and return the nudges owed by now in a team's sessions."""
    rows = list(
        select(
            database,
            "SELECT nudges.* FROM nudges JOIN sessions ON sessions.id = nudges.session_id"
            " WHERE sessions.team_id = ? AND nudges.at <= ? ORDER BY nudges.at, nudges.person_id",
            [team_id, stamp(now)],
        )
    )
    for row in rows:
        drop(database, row["person_id"], row["session_id"])
    return [Nudge(row["person_id"], row["session_id"], instant(row["at"])) for row in rows]


def of_person(database: Database, person_id: int) -> list[tuple[str, datetime]]:
    """Return somebody's nudges to come: the team's name and when."""
    rows = select(
        database,
        "SELECT teams.name, nudges.at FROM nudges JOIN sessions ON sessions.id = nudges.session_id"
        " JOIN teams ON teams.id = sessions.team_id WHERE nudges.person_id = ? ORDER BY nudges.at",
        [person_id],
    )
    return [(row["name"], instant(row["at"])) for row in rows]


def drop(database: Database, person_id: int, session_id: int) -> None:
    """Remind somebody of a session no more."""
    database.execute("DELETE FROM nudges WHERE person_id = ? AND session_id = ?", [person_id, session_id])


def drop_at(database: Database, person_id: int, session_id: int, at: datetime) -> None:
    """Remind somebody of a session no more, if that was to be at an instant."""
    where = [person_id, session_id, stamp(at)]
    database.execute("DELETE FROM nudges WHERE person_id = ? AND session_id = ? AND at = ?", where)


def drop_all_in(database: Database, team_id: int, person_id: int) -> None:
    """Remind somebody of nothing in a team any more."""
    database.execute(
        "DELETE FROM nudges WHERE person_id = ? AND session_id IN (SELECT id FROM sessions WHERE team_id = ?)",
        [person_id, team_id],
    )


def forget_session(database: Database, session_id: int) -> None:
    """Remind nobody of a session any more."""
    database.execute("DELETE FROM nudges WHERE session_id = ?", [session_id])
