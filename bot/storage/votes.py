"""Votes: whether a group passes on what it marked to those who lead it, and until when it may say so."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select, stamp


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote of a group: until when it is open, and what it came to; None as long as nobody knows."""

    closes_at: datetime
    is_passed_on: bool | None

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.is_passed_on is None


def open_until(database: Database, session_id: int, closes_at: datetime) -> None:
    """Begin the one vote on what a session came to."""
    values = [session_id, stamp(closes_at)]
    database.execute("INSERT INTO votes (session_id, closes_at) VALUES (?, ?) ON CONFLICT DO NOTHING", values)


def find(database: Database, session_id: int) -> Vote | None:
    """Return the vote on what a session came to, if there is one."""
    row = next(select(database, "SELECT * FROM votes WHERE session_id = ?", [session_id]), None)
    if row is None:
        return None
    outcome = row["is_passed_on"]
    return Vote(instant(row["closes_at"]), None if outcome is None else bool(outcome))


def close(database: Database, session_id: int, *, is_passed_on: bool) -> None:
    """Keep what a vote came to."""
    database.execute("UPDATE votes SET is_passed_on = ? WHERE session_id = ?", [is_passed_on, session_id])


def due(database: Database, team_id: int, now: datetime) -> list[int]:
    """Return the sessions of a team on whose vote is to be decided by now."""
    rows = select(
        database,
        "SELECT session_id FROM votes JOIN sessions ON sessions.id = session_id"
        " WHERE is_passed_on IS NULL AND closes_at <= ? AND team_id = ? ORDER BY session_id",
        [stamp(now), team_id],
    )
    return [row["session_id"] for row in rows]


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams of which a vote is to be decided by now."""
    query = (
        "SELECT DISTINCT team_id FROM votes JOIN sessions ON sessions.id = session_id"
        " WHERE is_passed_on IS NULL AND closes_at <= ?"
    )
    return [row["team_id"] for row in select(database, query, [stamp(now)])]


def next_owed(database: Database) -> datetime | None:
    """Return when a vote is next to be decided."""
    query = "SELECT min(closes_at) FROM votes WHERE is_passed_on IS NULL"
    return instant_or_none(database.execute(query).fetchone()[0])
