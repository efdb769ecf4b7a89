"""Digests: what each reader was last told of a team, kept so that it can be shown again as it was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import instant, stamp

# As long as messages are remembered in which one may have to be put right.
LASTS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest: for whom, of which team, when; its facts as JSON, with only the numbers of what was released."""

    id: int
    team_id: int
    person_id: int
    at: datetime
    facts: str


def add(database: Database, team_id: int, person_id: int, at: datetime, facts: str) -> Digest:
    """Keep a digest that is being sent."""
    cursor = database.execute(
        "INSERT INTO digests (team_id, person_id, at, facts) VALUES (?, ?, ?, ?)",
        [team_id, person_id, stamp(at), facts],
    )
    return Digest(int(cursor.lastrowid or 0), team_id, person_id, at, facts)


def find(database: Database, digest_id: int) -> Digest | None:
    """Return one digest."""
    return _one(database, "id = ?", [digest_id])


def latest(database: Database, team_id: int, person_id: int) -> Digest | None:
    """Return the last digest that somebody was sent about a team."""
    return _one(database, "team_id = ? AND person_id = ?", [team_id, person_id])


def _one(database: Database, where: str, values: list[int]) -> Digest | None:
    row = database.execute(
        f"SELECT id, team_id, person_id, at, facts FROM digests WHERE {where} ORDER BY id DESC LIMIT 1", values
    ).fetchone()
    return Digest(row[0], row[1], row[2], instant(row[3]), row[4]) if row else None


def forget_old(database: Database, now: datetime) -> None:
    """Remove digests of more than a year ago."""
    database.execute("DELETE FROM digests WHERE at < ?", [stamp(now - LASTS)])
