"""Rounds: what a team's consultations amounted to: how many, how safe, and who had which turn."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.session.terms import CASE, WALKTHROUGHS, Terms
from bot.storage.database import among, instant, select, stamp


def count_ended(database: Database, team_id: int) -> int:
    """Return how many walkthroughs a team has completed, about a case or none."""
    where = f"team_id = ? AND terms IN ({among(WALKTHROUGHS)}) AND state = 'closed'"
    return int(database.execute(f"SELECT count(*) FROM sessions WHERE {where}", [team_id]).fetchone()[0])


def ended_between(database: Database, team_id: int, start: datetime, end: datetime) -> int:
    """Return how many consultations a team completed in a stretch of time."""
    return len(when_ended(database, team_id, start, end))


def when_ended(database: Database, team_id: int, start: datetime, end: datetime) -> list[datetime]:
    """Return when a team completed consultations in a stretch of time."""
    return [instant(row["closed_at"]) for row in _ended(database, team_id, start, end, (CASE,))]


def methods_ended(database: Database, team_id: int, start: datetime, end: datetime) -> list[str]:
    """Return which methods a team went through to the end in a stretch of time, each as often as it did."""
    return [row["method"] for row in _ended(database, team_id, start, end, WALKTHROUGHS)]


def _ended(
    database: Database, team_id: int, start: datetime, end: datetime, terms: Iterable[Terms]
) -> Iterator[dict[str, Any]]:
    return select(
        database,
        f"SELECT method, closed_at FROM sessions WHERE team_id = ? AND terms IN ({among(terms)}) AND state = 'closed'"
        " AND closed_at >= ? AND closed_at < ?",
        [team_id, stamp(start), stamp(end)],
    )


def last_ended(database: Database, team_id: int) -> datetime | None:
    """Return when a team last completed a consultation."""
    where = f"team_id = ? AND terms = '{CASE.name}' AND state = 'closed'"
    row = database.execute(f"SELECT max(closed_at) FROM sessions WHERE {where}", [team_id]).fetchone()
    return instant(row[0]) if row[0] else None


def latest_safety(database: Database, team_id: int) -> float | None:
    """Return how safe a team found its last consultation, if enough of them said so: nothing else asks."""
    row = database.execute(
        "SELECT safety FROM states JOIN sessions ON sessions.id = session_id"
        f" WHERE team_id = ? AND terms = '{CASE.name}' AND state = 'closed'"
        " ORDER BY sessions.closed_at DESC, session_id DESC LIMIT 1",
        [team_id],
    ).fetchone()
    return row[0] if row else None


def turns_taken(database: Database, team_id: int) -> dict[int, int]:
    """Return how often each person brought a case to a completed consultation."""
    rows = select(
        database,
        "SELECT person_id AS person, count(*) AS times FROM participants JOIN sessions ON sessions.id = session_id"
        " WHERE team_id = ? AND state = 'closed' AND turn IS NOT NULL GROUP BY person_id",
        [team_id],
    )
    return {row["person"]: row["times"] for row in rows}


def times_led(database: Database, team_id: int) -> dict[int, int]:
    """Return how often each person led a completed consultation."""
    rows = select(
        database,
        "SELECT facilitator_id AS person, count(*) AS times FROM states"
        " JOIN sessions ON sessions.id = session_id WHERE team_id = ? AND state = 'closed'"
        " AND facilitator_id IS NOT NULL GROUP BY facilitator_id",
        [team_id],
    )
    return {row["person"]: row["times"] for row in rows}
