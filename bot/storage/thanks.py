"""Thanks: on their way from one person to another for what they wrote by name, and gone once they are passed on."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select, stamp


@dataclass(frozen=True, slots=True)
class Thanks:
    """Somebody thanked somebody else at an instant for what they wrote to a question."""

    session_id: int
    by_person: int
    to_person: int
    at: datetime


def add(database: Database, session_id: int, by_person: int, to_person: int, now: datetime, send_at: datetime) -> None:
    """Store thanks to be passed on; twice for the same they stay one."""
    database.execute(
        "INSERT INTO thanks (session_id, by_person, to_person, at, send_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [session_id, by_person, to_person, stamp(now), stamp(send_at)],
    )


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams in which thanks are to be passed on by now."""
    query = "SELECT DISTINCT team_id FROM thanks JOIN sessions ON sessions.id = session_id WHERE send_at <= ?"
    return [row["team_id"] for row in select(database, query, [stamp(now)])]


def next_owed(database: Database) -> datetime | None:
    """Return when thanks are next to be passed on."""
    return instant_or_none(database.execute("SELECT min(send_at) FROM thanks").fetchone()[0])


def of_team(database: Database, team_id: int, now: datetime) -> list[Thanks]:
    """Return the thanks that are to be passed on in a team by now, oldest first."""
    rows = select(
        database,
        "SELECT thanks.* FROM thanks JOIN sessions ON sessions.id = session_id WHERE team_id = ? AND send_at <= ?"
        " ORDER BY at, session_id, by_person",
        [team_id, stamp(now)],
    )
    return [Thanks(row["session_id"], row["by_person"], row["to_person"], instant(row["at"])) for row in rows]


def put_off(database: Database, one: Thanks, send_at: datetime) -> None:
    """Let thanks wait until another instant."""
    database.execute(
        "UPDATE thanks SET send_at = ? WHERE session_id = ? AND by_person = ? AND to_person = ?",
        [stamp(send_at), one.session_id, one.by_person, one.to_person],
    )


def drop(database: Database, one: Thanks) -> None:
    """Forget thanks that are passed on, or won't be."""
    database.execute(
        "DELETE FROM thanks WHERE session_id = ? AND by_person = ? AND to_person = ?",
        [one.session_id, one.by_person, one.to_person],
    )


def drop_all_in(database: Database, team_id: int, person_id: int) -> None:
    """Forget the thanks to and by somebody in a team."""
    in_team = "session_id IN (SELECT id FROM sessions WHERE team_id = ?)"
    for side in ("by_person", "to_person"):
        database.execute(f"DELETE FROM thanks WHERE {side} = ? AND {in_team}", [person_id, team_id])


def set_wanted(database: Database, person_id: int, is_wanted: bool) -> None:
    """Keep whether somebody wants to hear of thanks; those on their way to somebody who doesn't go."""
    database.execute("UPDATE people SET takes_thanks = ? WHERE id = ?", [int(is_wanted), person_id])
    if not is_wanted:
        database.execute("DELETE FROM thanks WHERE to_person = ?", [person_id])


def are_wanted(database: Database, person_id: int) -> bool:
    """Tell whether somebody wants to hear of thanks."""
    row = database.execute("SELECT takes_thanks FROM people WHERE id = ?", [person_id]).fetchone()
    return bool(row and row[0])


def last_told(database: Database, person_id: int) -> datetime | None:
    """Return when somebody last heard of thanks."""
    row = database.execute("SELECT thanked_at FROM people WHERE id = ?", [person_id]).fetchone()
    return instant_or_none(row[0]) if row else None


def note_told(database: Database, person_id: int, now: datetime) -> None:
    """Keep that somebody hears of thanks now."""
    database.execute("UPDATE people SET thanked_at = ? WHERE id = ?", [stamp(now), person_id])
