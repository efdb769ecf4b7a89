"""Putting off: what waits to be said in a private chat at some later hour, and is to wait longer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.core.purposes import PAIR_DATE
from bot.storage.database import instant, select, stamp


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for its hour: for which team, when it may go, until when; it `lapses` where what it reminds
    of is over by then."""

    id: int
    team_id: int | None
    send_after: datetime
    expires_at: datetime
    lapses: bool


def waiting_for(database: Database, person_id: int, now: datetime) -> Iterator[Waiting]:
    """Yield what waits to be said to somebody after an instant, as it was decided; nothing that is tried once more."""
    rows = select(
        database,
        "SELECT id, team_id, send_after, expires_at, purpose FROM outbox WHERE chat_id = ? AND state = 'waiting'"
        " AND kind = 'say' AND attempts = 0 AND send_after > ? ORDER BY id",
        [person_id, stamp(now)],
    )
    for row in list(rows):
        times = instant(row["send_after"]), instant(row["expires_at"])
        yield Waiting(row["id"], row["team_id"], *times, lapses=row["purpose"] == PAIR_DATE.name)


def put_off(database: Database, waiting: Waiting, until: datetime) -> None:
    """Let a message wait until an instant; but for one that lapses, it has as long after that as it had before."""
    ends = waiting.expires_at if waiting.lapses else waiting.expires_at + (until - waiting.send_after)
    database.execute(
        "UPDATE outbox SET send_after = ?, expires_at = ? WHERE id = ?", [stamp(until), stamp(ends), waiting.id]
    )
