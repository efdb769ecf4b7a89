"""Measurements: what a group marked in an instrument, counted, and of nobody."""

from collections.abc import Iterable

from sqlite_utils import Database

from bot.core.profile import Measured
from bot.core.session.state import Session
from bot.storage.database import select


def keep(database: Database, session_id: int, found: Iterable[Measured]) -> None:
    """Keep what a session's marks came to."""
    for one in found:
        database.execute(
            "INSERT OR REPLACE INTO measurements (session_id, passing, item, role, value, people)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [session_id, one.passing, one.item, one.role, one.value, one.people],
        )


def of_session(database: Database, session_id: int) -> list[Measured]:
    """Return what a session's marks came to, in the order of its lines."""
    rows = select(
        database,
        "SELECT * FROM measurements WHERE session_id = ? ORDER BY passing, item, role, value",
        [session_id],
    )
    return [Measured(row["passing"], row["item"], row["value"], row["people"], row["role"]) for row in rows]


def before(database: Database, session: Session) -> int | None:
    """Return the number of the last session before this one in which the team filled in the same instrument, and of
    which something could be shown."""
    row = database.execute(
        "SELECT max(id) FROM sessions WHERE team_id = ? AND id < ? AND method = ? AND terms = 'instrument'"
        " AND EXISTS (SELECT 1 FROM measurements WHERE session_id = sessions.id)",
        [session.team_id, session.id, session.method],
    ).fetchone()
    return row[0] if row else None
