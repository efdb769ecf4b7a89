"""The search index beside the log: whether it is damaged, and made anew."""

from sqlite_utils import Database

from bot.storage.database import EngineError, is_busy


class IndexDamagedError(Exception):
    """The index is damaged, while the log is whole: it can be made anew once nothing else is under way."""


def is_damaged(database: Database) -> bool:
    """Tell whether the index holds anything else than the log does."""
    try:
        database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    except EngineError as error:
        return not is_busy(error)
    return False


def rebuild(database: Database) -> None:
    """Make the index anew of all entries."""
    database.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
