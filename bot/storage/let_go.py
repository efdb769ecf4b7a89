"""Let go: which messages held words that their writer, or time, took away; no words, and nobody."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import stamp

# Whoever tidies up a message of their own does so soon.
LASTS = timedelta(days=60)


def holds(database: Database, chat_id: int, message_id: int) -> bool:
    """Tell whether what stood in a message was let go."""
    where = [chat_id, message_id]
    return bool(database.execute("SELECT 1 FROM let_go WHERE chat_id = ? AND message_id = ?", where).fetchone())


def forget_old(database: Database, now: datetime) -> None:
    """Remove what is older than two months."""
    database.execute("DELETE FROM let_go WHERE day < ?", [stamp(now - LASTS)[:10]])
