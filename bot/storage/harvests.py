"""Harvests: which stretches of its log a team has gathered, so that the next one goes on from there."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, select, stamp


@dataclass(frozen=True, slots=True)
class Harvest:
    """One harvest of a team: from when on, and when it was."""

    id: int
    since: datetime
    at: datetime


def add(database: Database, team_id: int, since: datetime, at: datetime) -> Harvest:
    """Keep that a team harvests now."""
    cursor = database.execute(
        "INSERT INTO harvests (team_id, since, at) VALUES (?, ?, ?)", [team_id, stamp(since), stamp(at)]
    )
    return Harvest(int(cursor.lastrowid or 0), since, at)


def find(database: Database, team_id: int, harvest_id: int) -> Harvest | None:
    """Return a harvest of a team by its number."""
    return _one(database, "team_id = ? AND id = ?", [team_id, harvest_id])


def latest(database: Database, team_id: int, before: datetime) -> Harvest | None:
    """Return the last harvest of a team before an instant."""
    return _one(database, "team_id = ? AND at < ?", [team_id, stamp(before)])


def _one(database: Database, where: str, values: list[object]) -> Harvest | None:
    query = f"SELECT id, since, at FROM harvests WHERE {where} ORDER BY at DESC, id DESC LIMIT 1"
    row = next(select(database, query, values), None)
    return Harvest(row["id"], instant(row["since"]), instant(row["at"])) if row else None
