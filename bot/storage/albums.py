"""Albums: pictures sent in one go come piece by piece, in any order; what was seen of each, and what waits for it."""

import json
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import stamp

REMEMBERED = timedelta(days=1)


def is_known(database: Database, chat_id: int, album: str) -> bool:
    """Tell whether a piece of an album came before."""
    where = [chat_id, album]
    return database.execute("SELECT 1 FROM albums WHERE chat_id = ? AND album = ?", where).fetchone() is not None


def hold(database: Database, chat_id: int, album: str, parcel_ids: list[int], now: datetime) -> None:
    """Note a piece without words, and what is said about that unless words come."""
    database.execute(
        "INSERT OR IGNORE INTO albums (chat_id, album, at, held) VALUES (?, ?, ?, ?)",
        [chat_id, album, stamp(now), json.dumps(parcel_ids)],
    )


def take_words(database: Database, chat_id: int, album: str, now: datetime) -> None:
    """Note that words came under a piece of an album, and take back what waits to be said for want of them."""
    row = database.execute("SELECT held FROM albums WHERE chat_id = ? AND album = ?", [chat_id, album]).fetchone()
    for parcel_id in json.loads(row[0]) if row else ():
        database.execute("DELETE FROM outbox WHERE id = ? AND state = 'waiting'", [parcel_id])
    database.execute(
        "INSERT INTO albums (chat_id, album, at, held) VALUES (?, ?, ?, '[]')"
        " ON CONFLICT (chat_id, album) DO UPDATE SET held = '[]'",
        [chat_id, album, stamp(now)],
    )


def forget_old(database: Database, now: datetime) -> None:
    """Remove what was seen of albums whose pieces have long come."""
    database.execute("DELETE FROM albums WHERE at < ?", [stamp(now - REMEMBERED)])


def forget_chat(database: Database, chat_id: int) -> None:
    """Remove what was seen of the albums in a chat."""
    database.execute("DELETE FROM albums WHERE chat_id = ?", [chat_id])
