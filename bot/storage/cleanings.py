"""Cleanings: when the words of a case are to be erased, and whether they have been."""

from datetime import datetime

from sqlite_utils import Database

from bot.core.session.terms import WALKTHROUGHS
from bot.storage.database import among, instant_or_none, select, stamp


def holds_words(database: Database, session_id: int) -> bool:
    """Tell whether the words of a case have not been erased yet."""
    where = f"id = ? AND terms IN ({among(WALKTHROUGHS)}) AND (sessions.state = 'open' OR to_clean_at IS NOT NULL)"
    found = database.execute(f"SELECT 1 FROM sessions JOIN states ON session_id = id WHERE {where}", [session_id])
    return found.fetchone() is not None


def put(database: Database, session_id: int, at: datetime | None) -> None:
    """Keep when the words of a case are to be erased; None once they are."""
    database.execute("UPDATE states SET to_clean_at = ? WHERE session_id = ?", [stamp(at) if at else None, session_id])


def move(database: Database, session_id: int, at: datetime) -> None:
    """Keep another time at which the words of a case are to be erased, unless they are already."""
    still_there = "session_id = ? AND to_clean_at IS NOT NULL"
    database.execute(f"UPDATE states SET to_clean_at = ? WHERE {still_there}", [stamp(at), session_id])


def owed_at(database: Database, session_id: int) -> datetime | None:
    """Return when the words of a case are to be erased; None once they are, or while it goes on."""
    row = database.execute("SELECT to_clean_at FROM states WHERE session_id = ?", [session_id]).fetchone()
    return instant_or_none(row[0]) if row else None


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with words of a case that are to be erased by now."""
    query = "SELECT team_id FROM states JOIN sessions ON sessions.id = session_id WHERE to_clean_at <= ?"
    return list(dict.fromkeys(row["team_id"] for row in select(database, query, [stamp(now)])))


def next_owed(database: Database) -> datetime | None:
    """Return when the words of a case are next to be erased."""
    return instant_or_none(database.execute("SELECT min(to_clean_at) FROM states").fetchone()[0])
