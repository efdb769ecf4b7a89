"""Beforehand: what was decided of a moment before it comes: another time, and which question it asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.core.model import Schedule
from bot.core.timing import spread
from bot.storage.database import instant, instant_or_none, select, stamp


@dataclass(frozen=True, slots=True)
class Decided:
    """When a moment comes instead, and the id of the question that it asks; None where nothing was decided."""

    at: datetime | None = None
    method: str | None = None


NOTHING = Decided()


def of_schedule(database: Database, schedule_id: int) -> dict[datetime, Decided]:
    """Return what was decided of the moments of a schedule, by the instants at which they fall."""
    rows = select(database, "SELECT slot, comes_at, method FROM beforehand WHERE schedule_id = ?", [schedule_id])
    return {instant(row["slot"]): Decided(instant_or_none(row["comes_at"]), row["method"]) for row in rows}


def find(database: Database, schedule_id: int, slot: datetime) -> Decided:
    """Return what was decided of one moment."""
    query = "SELECT comes_at, method FROM beforehand WHERE schedule_id = ? AND slot = ?"
    row = database.execute(query, [schedule_id, stamp(slot)]).fetchone()
    return Decided(instant_or_none(row[0]), row[1]) if row else NOTHING


def forget(database: Database, schedule_id: int, slot: datetime) -> None:
    """Keep no longer what was decided of a moment that has been."""
    database.execute("DELETE FROM beforehand WHERE schedule_id = ? AND slot = ?", [schedule_id, stamp(slot)])


def method_of(database: Database, moment_id: int) -> str | None:
    """Return the id of the question that was chosen for a moment."""
    row = database.execute(
        "SELECT method FROM beforehand JOIN moments USING (schedule_id, slot) WHERE moments.id = ?", [moment_id]
    ).fetchone()
    return row[0] if row else None


def choose_no_more(database: Database, team_id: int, method: str) -> None:
    """Let turns decide again where a question was chosen for a moment to come of a team."""
    where = "schedule_id IN (SELECT id FROM schedules WHERE team_id = ?) AND method = ?"
    database.execute(f"UPDATE beforehand SET method = NULL WHERE {where}", [team_id, method])
    database.execute(
        "DELETE FROM beforehand WHERE schedule_id IN (SELECT id FROM schedules WHERE team_id = ?)"
        " AND comes_at IS NULL AND method IS NULL",
        [team_id],
    )


def decide(database: Database, schedule: Schedule, slot: datetime, decided: Decided) -> None:
    """Keep what is decided of a moment, in place of what was; the clock acts on it at its time."""
    where = [schedule.id, stamp(slot)]
    if decided == NOTHING:
        database.execute("DELETE FROM beforehand WHERE schedule_id = ? AND slot = ?", where)
    else:
        at = stamp(decided.at) if decided.at else None
        database.execute("INSERT OR REPLACE INTO beforehand VALUES (?, ?, ?, ?)", [*where, at, decided.method])
    acts = "UPDATE schedules SET next_at = ? WHERE id = ? AND next_slot = ?"
    database.execute(acts, [stamp((decided.at or slot) + spread(schedule.team_id)), *where])
