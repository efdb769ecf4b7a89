"""Schedules and their moments: what is owed when, and that each moment is claimed once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Literal, cast

from sqlite_utils import Database

from bot.core.model import Rhythm, Schedule, ScheduleKind, Weekday
from bot.core.timing import spread
from bot.storage.database import instant, instant_or_none, select, stamp

MomentState = Literal["started", "missed", "skipped"]
# Why somebody let a moment pass beforehand, which can be taken back.
BY_HAND = "by hand"
# Why one is let pass when it comes: nobody who takes part works on its day.
NOBODY = "nobody works"


def put(
    database: Database,
    team_id: int,
    kind: ScheduleKind,
    rhythm: Rhythm,
    what: Iterable[str],
    anchor: date,
    next_slot: datetime,
) -> None:
    """Give a team the one schedule of a kind, in place of the one it had."""
    row = as_row(rhythm, what, anchor)
    row |= {"next_slot": stamp(next_slot), "next_at": stamp(next_slot + spread(team_id))}
    columns = tuple(row)
    assigned = ", ".join(f"{column} = ?" for column in columns)
    where = [*row.values(), team_id, kind]
    of_kind = "SELECT id FROM schedules WHERE team_id = ? AND kind = ?"
    database.execute(f"DELETE FROM beforehand WHERE schedule_id IN ({of_kind})", [team_id, kind])
    updated = database.execute(f"UPDATE schedules SET {assigned} WHERE team_id = ? AND kind = ?", where)
    if not updated.rowcount:
        marks = ", ".join("?" * len(where))
        database.execute(f"INSERT INTO schedules ({', '.join(columns)}, team_id, kind) VALUES ({marks})", where)


def set_what(database: Database, team_id: int, families: Iterable[str]) -> None:
    """Let a team's questions be of some families, or of all where none is named; what is decided of moments stays."""
    values = [" ".join(families), team_id]
    database.execute("UPDATE schedules SET what = ? WHERE team_id = ? AND kind = 'prompt'", values)


def add_date(database: Database, schedule: Schedule, day: date, slot: datetime) -> None:
    """Let a schedule of dates come on one more, at an instant; what is due or decided of the others stays."""
    dates = sorted({*schedule.rhythm.dates, day})
    row = {"dates": " ".join(one.isoformat() for one in dates)}
    if slot < schedule.next_slot:
        row |= {"next_slot": stamp(slot), "next_at": stamp(slot + spread(schedule.team_id))}
    assigned = ", ".join(f"{column} = ?" for column in row)
    database.execute(f"UPDATE schedules SET {assigned} WHERE id = ?", [*row.values(), schedule.id])


def as_row(rhythm: Rhythm, what: Iterable[str], anchor: date) -> dict[str, Any]:
    """Return what the columns of a schedule hold of a rhythm, and of what it starts."""
    return {
        "what": " ".join(what),
        "every": rhythm.every,
        "days": " ".join(rhythm.days),
        "at": rhythm.at.isoformat("minutes"),
        "nth": rhythm.nth,
        "until": rhythm.until.isoformat() if rhythm.until else None,
        "on_free": rhythm.on_free,
        "dates": " ".join(day.isoformat() for day in rhythm.dates),
        "anchor": anchor.isoformat(),
        "meets_at": rhythm.meets_at.isoformat("minutes") if rhythm.meets_at else None,
    }


def drop(database: Database, team_id: int, kind: ScheduleKind) -> bool:
    """Take a team's schedule of a kind away; return whether it had one."""
    return bool(database.execute("DELETE FROM schedules WHERE team_id = ? AND kind = ?", [team_id, kind]).rowcount)


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with a schedule to act on now, by index, in the order it is owed."""
    rows = select(database, "SELECT team_id FROM schedules WHERE next_at <= ? ORDER BY next_at", [stamp(now)])
    return list(dict.fromkeys(row["team_id"] for row in rows))


def next_owed(database: Database) -> datetime | None:
    """Return when the clock has to act on a schedule next."""
    return instant_or_none(database.execute("SELECT min(next_at) FROM schedules").fetchone()[0])


def of_team(database: Database, team_id: int) -> list[Schedule]:
    """Return a team's schedules, prompts first and scans last."""
    order = "ORDER BY kind = 'scan', kind DESC, id"
    rows = select(database, f"SELECT * FROM schedules WHERE team_id = ? {order}", [team_id])
    return [_as_schedule(row) for row in rows]


def find(database: Database, team_id: int, kind: ScheduleKind) -> Schedule | None:
    """Return a team's schedule of a kind; there is one at most."""
    return next((schedule for schedule in of_team(database, team_id) if schedule.kind == kind), None)


def every(database: Database) -> Iterator[Schedule]:
    """Yield all schedules."""
    return (_as_schedule(row) for row in select(database, "SELECT * FROM schedules ORDER BY id"))


def advance(database: Database, schedule: Schedule, next_slot: datetime, comes_at: datetime | None = None) -> Schedule:
    """Move a schedule on to its next slot, which may come at another instant; return it."""
    next_at = (comes_at or next_slot) + spread(schedule.team_id)
    database.execute(
        "UPDATE schedules SET next_slot = ?, next_at = ? WHERE id = ?",
        [stamp(next_slot), stamp(next_at), schedule.id],
    )
    return replace(schedule, next_slot=next_slot, next_at=next_at)


def claim(
    database: Database,
    schedule: Schedule,
    slot: datetime,
    state: MomentState,
    now: datetime,
    reason: str | None = None,
) -> int | None:
    """Record what became of a moment and return its id; None if it was decided before."""
    cursor = database.execute(
        "INSERT INTO moments (schedule_id, slot, state, reason, decided_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (schedule_id, slot) DO NOTHING",
        [schedule.id, stamp(slot), state, reason, stamp(now)],
    )
    return int(cursor.lastrowid or 0) if cursor.rowcount else None


def is_decided(database: Database, schedule: Schedule, slot: datetime) -> bool:
    """Tell whether a moment was decided already, for instance skipped in advance."""
    where = [schedule.id, stamp(slot)]
    return bool(database.execute("SELECT 1 FROM moments WHERE schedule_id = ? AND slot = ?", where).fetchone())


def skipped_by_hand(database: Database, schedule: Schedule, since: datetime) -> list[datetime]:
    """Return which moments of a schedule after an instant were skipped by hand."""
    where = "SELECT slot FROM moments WHERE schedule_id = ? AND reason = ? AND slot > ?"
    return [instant(row[0]) for row in database.execute(where, [schedule.id, BY_HAND, stamp(since)]).fetchall()]


def latest_start(database: Database, schedule: Schedule) -> datetime | None:
    """Return for when the latest of a schedule's moments was that has started; it may have come sooner."""
    where = "SELECT max(slot) FROM moments WHERE schedule_id = ? AND state = 'started'"
    return instant_or_none(database.execute(where, [schedule.id]).fetchone()[0])


def latest_had(database: Database, schedule: Schedule, now: datetime) -> datetime | None:
    """Return for when the latest of a schedule's moments was that has started, maybe sooner, or whose time has passed
    with something decided of it."""
    where = "SELECT max(slot) FROM moments WHERE schedule_id = ? AND (state = 'started' OR slot <= ?)"
    return instant_or_none(database.execute(where, [schedule.id, stamp(now)]).fetchone()[0])


def take_back(database: Database, schedule: Schedule, slot: datetime) -> bool:
    """Let a moment that was skipped by hand be owed again; return whether it was."""
    where = [schedule.id, stamp(slot), BY_HAND]
    deleted = database.execute("DELETE FROM moments WHERE schedule_id = ? AND slot = ? AND reason = ?", where)
    return bool(deleted.rowcount)


def without_anybody(database: Database, team_id: int, since: datetime) -> list[datetime]:
    """Return the moments of a team that passed since an instant because nobody worked on their day, in order."""
    rows = database.execute(
        "SELECT slot FROM moments JOIN schedules ON schedules.id = schedule_id"
        " WHERE team_id = ? AND reason = ? AND moments.decided_at >= ? ORDER BY slot",
        [team_id, NOBODY, stamp(since)],
    )
    return [instant(row[0]) for row in rows.fetchall()]


def mark_missed(database: Database, moment_id: int, reason: str) -> None:
    """Record that a moment which had started never reached the chat."""
    database.execute("UPDATE moments SET state = 'missed', reason = ? WHERE id = ?", [reason, moment_id])


def mark_skipped(database: Database, moment_id: int, reason: str) -> None:
    """Record that a moment was let pass when it came, and why."""
    database.execute("UPDATE moments SET state = 'skipped', reason = ? WHERE id = ?", [reason, moment_id])


def rhythm_of(row: dict[str, Any]) -> Rhythm:
    """Return the rhythm that a row of `schedules`, or what was kept of one at any time, stands for."""
    days = cast("tuple[Weekday, ...]", tuple(row["days"].split()))
    until = date.fromisoformat(row["until"]) if row["until"] else None
    dates = tuple(date.fromisoformat(day) for day in row["dates"].split())
    meets_at = time.fromisoformat(row["meets_at"]) if row.get("meets_at") else None
    at = time.fromisoformat(row["at"])
    return Rhythm(row["every"], days, at, row["nth"], until, row["on_free"], dates=dates, meets_at=meets_at)


def _as_schedule(row: dict[str, Any]) -> Schedule:
    return Schedule(
        id=row["id"],
        team_id=row["team_id"],
        kind=row["kind"],
        rhythm=rhythm_of(row),
        anchor=date.fromisoformat(row["anchor"]),
        what=tuple(row["what"].split()),
        next_slot=instant(row["next_slot"]),
        next_at=instant(row["next_at"]),
    )


def last_digest(database: Database, team_id: int, before: datetime) -> datetime | None:
    """Return when a team's latest digest before an instant was decided on."""
    row = database.execute(
        "SELECT max(moments.decided_at) FROM moments JOIN schedules ON schedules.id = moments.schedule_id"
        " WHERE schedules.team_id = ? AND schedules.kind = 'digest' AND moments.state = 'started'"
        " AND moments.decided_at < ?",
        [team_id, stamp(before)],
    ).fetchone()
    return instant_or_none(row[0])
