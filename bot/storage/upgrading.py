"""Upgrading: whether a database from an older version can be brought up to date, tried on a copy in memory."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from bot.storage.database import LATEST_BACKUP, UnusableDatabaseError, bring_up_to_date, connect_reading


def what_stops(path: Path) -> UnusableDatabaseError | None:
    """Return why a database can't be brought up to date, as where something broke that off; None where it can."""
    copy = Database(memory=True)
    with closing(connect_reading(path).conn) as readable, closing(copy.conn):
        readable.backup(copy.conn)
        try:
            bring_up_to_date(copy, path, LATEST_BACKUP)
        except UnusableDatabaseError as error:
            return error
    return None
