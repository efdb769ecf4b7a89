"""Offers: what was offered to a team unasked, and when last."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, stamp


def last(database: Database, team_id: int, what: str) -> datetime | None:
    """Return when something was last offered to a team; None where it never was."""
    row = database.execute("SELECT at FROM offers WHERE team_id = ? AND what = ?", [team_id, what]).fetchone()
    return instant(row[0]) if row else None


def note(database: Database, team_id: int, what: str, now: datetime) -> None:
    """Note that something is offered to a team now."""
    database.execute(
        "INSERT INTO offers (team_id, what, at) VALUES (?, ?, ?)"
        " ON CONFLICT (team_id, what) DO UPDATE SET at = excluded.at",
        [team_id, what, stamp(now)],
    )
