"""Agreements: who accepted the rules of a team's consultation, and which version of them."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import select, stamp


def accept(database: Database, team_id: int, person_id: int, version: int, now: datetime) -> None:
    """Keep that somebody accepted a version of the rules."""
    database.execute(
        "INSERT INTO agreements (team_id, person_id, version, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (team_id, person_id) DO UPDATE SET version = excluded.version, at = excluded.at"
        " WHERE version < excluded.version",
        [team_id, person_id, version, stamp(now)],
    )


def accepted_by(database: Database, team_id: int, version: int) -> frozenset[int]:
    """Return who accepted this version of the rules, or a later one."""
    where = [team_id, version]
    rows = select(database, "SELECT person_id FROM agreements WHERE team_id = ? AND version >= ?", where)
    return frozenset(row["person_id"] for row in rows)
