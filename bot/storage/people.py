"""People: everybody the bot has met, with their language, working days and leave."""

from datetime import date
from typing import Any, cast

from sqlite_utils import Database

from bot.core.model import Language, Person, Weekday
from bot.core.sources import sourced
from bot.storage import ledger
from bot.storage.database import instant_or_none, select


def meet(database: Database, person_id: int, name: str, username: str | None) -> Person:
    """Return a person, added or renamed to what the messenger says now; a username is one person's at a time."""
    if username:
        database.execute(
            "UPDATE people SET username = NULL WHERE username = ? COLLATE NOCASE AND id <> ?", [username, person_id]
        )
    database.execute(
        "INSERT INTO people (id, name, username) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, username = excluded.username"
        " WHERE name <> excluded.name OR username IS NOT excluded.username",
        [person_id, name, username],
    )
    found = find(database, person_id)
    if found is None:
        raise LookupError(f"person {person_id} was stored and is not there")
    return found


def find(database: Database, person_id: int) -> Person | None:
    """Return a person by id."""
    row = next(select(database, "SELECT * FROM people WHERE id = ?", [person_id]), None)
    return as_person(row) if row else None


def find_by_username(database: Database, username: str) -> Person | None:
    """Return the person who last used a username, with or without @."""
    name = username.removeprefix("@")
    row = next(select(database, "SELECT * FROM people WHERE username = ? COLLATE NOCASE", [name]), None)
    return as_person(row) if row else None


def username_of(database: Database, person_id: int) -> str | None:
    """Return the username somebody last used, without @."""
    row = database.execute("SELECT username FROM people WHERE id = ?", [person_id]).fetchone()
    return row[0] if row else None


def set_language(database: Database, person_id: int, language: Language) -> None:
    """Keep the language somebody chose for private talk."""
    database.execute("UPDATE people SET language = ? WHERE id = ?", [language, person_id])


def set_working_days(database: Database, person_id: int, days: tuple[Weekday, ...]) -> None:
    """Keep the days on which somebody works."""
    database.execute("UPDATE people SET working_days = ? WHERE id = ?", [" ".join(days), person_id])


def set_away(database: Database, person_id: int, until: date | None) -> None:
    """Keep the last day of somebody's leave; None ends it."""
    database.execute("UPDATE people SET away_until = ? WHERE id = ?", [until.isoformat() if until else None, person_id])


def set_reachable(database: Database, person_id: int, is_reachable: bool) -> None:
    """Keep whether the bot may write to somebody in private."""
    database.execute("UPDATE people SET is_reachable = ? WHERE id = ?", [int(is_reachable), person_id])


def erase(database: Database, person_id: int) -> None:
    """Erase somebody: with the person go roles, invitations, nudges, turns and what a private talk was about."""
    ledger.note_person(database, person_id)
    database.execute("DELETE FROM people WHERE id = ?", [person_id])


def as_person(row: dict[str, Any]) -> Person:
    """Return the person that a row of `people` stands for."""
    return Person(
        id=row["id"],
        name=sourced(row["name"], "person", row["id"]) if row["id"] is not None else row["name"],
        language=row["language"],
        working_days=cast("tuple[Weekday, ...]", tuple(row["working_days"].split())),
        away_until=date.fromisoformat(row["away_until"]) if row["away_until"] else None,
        is_reachable=bool(row["is_reachable"]),
        no_marks_until=instant_or_none(row["marks_refused_until"]),
    )
