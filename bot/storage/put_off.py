"""Putting off: what waits in a private chat for its hour, and may have to wait for another one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.core.session.terms import WALKTHROUGHS
from bot.storage.database import among, instant, select, stamp
from bot.storage.retraction import TURNS


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits: for which team, what for, when it was decided for, when it may go, and until when; and
    whether it `pauses` when its team does, as what is of something that people go through together."""

    id: int
    team_id: int | None
    purpose: str
    wanted_at: datetime
    send_after: datetime
    expires_at: datetime
    pauses: bool


def waiting_for(database: Database, person_id: int, now: datetime) -> Iterator[Waiting]:
    """Yield what waits to be said to somebody after an instant; nothing that is tried once more."""
    rows = select(
        database,
        "SELECT id, team_id, purpose, coalesce(wanted_at, send_after) AS wanted_at, send_after, expires_at,"
        " EXISTS (SELECT 1 FROM sessions WHERE sessions.id = session_id"
        f" AND terms IN ({among(WALKTHROUGHS)})) AS pauses FROM outbox"
        " WHERE chat_id = ? AND state = 'waiting' AND kind = 'say' AND attempts = 0 AND send_after > ? ORDER BY id",
        [person_id, stamp(now)],
    )
    for row in list(rows):
        wanted_at, send_after, until = (instant(row[name]) for name in ("wanted_at", "send_after", "expires_at"))
        pauses = bool(row["pauses"])
        yield Waiting(row["id"], row["team_id"], row["purpose"], wanted_at, send_after, until, pauses)


def wait_until(database: Database, waiting: Waiting, at: datetime, expires_at: datetime) -> None:
    """Let a message wait until an instant, and last until another; for when it was decided stays known."""
    database.execute(
        "UPDATE outbox SET send_after = ?, expires_at = ?, wanted_at = ? WHERE id = ?",
        [stamp(at), stamp(expires_at), stamp(waiting.wanted_at), waiting.id],
    )


def hold(database: Database, session_id: int, until: datetime) -> None:
    """Let what waits to tell somebody in private of a step wait until an instant, whatever days are theirs."""
    held = [stamp(until), stamp(until + timedelta(hours=1))]
    where = f"session_id = ? AND {TURNS}"
    database.execute(
        f"UPDATE outbox SET send_after = ?, expires_at = ?, wanted_at = NULL WHERE {where}", [*held, session_id]
    )


def drop_of_no_use(database: Database, now: datetime) -> None:
    """Remove what somebody's free days put off until it was of no use any more: nothing failed to arrive."""
    put_off = "state = 'waiting' AND attempts = 0 AND wanted_at IS NOT NULL AND send_after >= expires_at"
    database.execute(f"DELETE FROM outbox WHERE {put_off} AND expires_at <= ?", [stamp(now)])
