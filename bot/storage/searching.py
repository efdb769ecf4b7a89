"""Searching: whether the search index beside the log is damaged."""

from sqlite_utils import Database

from bot.storage.database import EngineError, is_damage

# What the engine says where it meets a damaged index.
SIGNS = ("SQLITE_CORRUPT", "SQLITE_CONSTRAINT")


class IndexDamagedError(Exception):
    """The index is damaged, while the log is whole: it can be made anew once nothing else is under way."""


def refuse_damaged(database: Database, error: BaseException) -> None:
    """Raise IndexDamagedError where what the engine said comes of a damaged index."""
    is_sign = isinstance(error, EngineError) and str(error.sqlite_errorname).startswith(SIGNS)
    if is_sign and _is_damaged(database):
        raise IndexDamagedError from error


def _is_damaged(database: Database) -> bool:
    """Tell whether the index holds anything else than the log does."""
    try:
        database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    except EngineError as error:
        return is_damage(error)
    return False
