"""Pending: what is to be said in a chat later, such as on somebody's next working morning."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlite_utils import Database

from bot.core.purposes import Purpose
from bot.storage.database import instant_or_none, stamp

WAITS = "chat_id = ? AND purpose = ? AND kind = 'say' AND state = 'waiting'"


def let_go_out(database: Database, chat_id: int, purposes: Collection[Purpose], now: datetime) -> bool:
    """Let what waits to be said in a chat for some purposes, of whatever, go out now; return whether any did."""
    cursors = [
        database.execute(
            f"UPDATE outbox SET send_after = ? WHERE {WAITS} AND send_after > ?",
            [stamp(now), chat_id, purpose.name, stamp(now)],
        )
        for purpose in purposes
    ]
    return any(cursor.rowcount > 0 for cursor in cursors)


def comes_at(database: Database, chat_id: int, purposes: Iterable[Purpose]) -> datetime | None:
    """Return when the first of what waits to be said in a chat for some purposes, about one thing each, may go out."""
    found = [
        instant_or_none(
            database.execute(
                f"SELECT min(send_after) FROM outbox WHERE {WAITS} AND about IS ?", [chat_id, one.name, one.number]
            ).fetchone()[0]
        )
        for one in purposes
    ]
    return min((at for at in found if at), default=None)
