"""Set back: what the outbox holds that was decided by a clock that was ahead."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import instant, select, stamp


def bring_back(database: Database, now: datetime) -> None:
    """Let what was decided, or put back, by a clock that was ahead and has been set back wait no longer than it was to.

    Nothing that is tried again waits for more than an hour.
    """
    ahead = "created_at > ? OR (attempts > 0 AND send_after > ?)"
    until = [stamp(now), stamp(now + timedelta(hours=1))]
    for row in list(select(database, f"SELECT * FROM outbox WHERE state = 'waiting' AND ({ahead})", until)):
        decided_at, start, end = (instant(row[name]) for name in ("created_at", "send_after", "expires_at"))
        by = decided_at - now if decided_at > now else start - now
        database.execute(
            "UPDATE outbox SET created_at = ?, send_after = ?, expires_at = ? WHERE id = ?",
            [stamp(min(decided_at, now)), stamp(start - by), stamp(max(end - by, now + timedelta(hours=1))), row["id"]],
        )
