"""Wiping: the database file written anew and its log emptied, so that no file holds what the rows no longer do."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.storage import ledger
from bot.storage.database import StorageError, instant_or_none, is_busy, select, stamp, transaction

log = logging.getLogger(__name__)
# A file up to this many bytes is rewritten at once, in a fifth of a second; a larger one in the coming night.
SMALL = 25 * 2**20
# A copy takes minutes to make; what is older was left by a command that was killed.
LEFT_BEHIND = timedelta(hours=1)
# How long the database that a restore replaced stays beside the one that took its place.
REPLACED_STAYS = timedelta(days=14)
REPLACED = re.compile(r"\.replaced-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.")
# Rewriting takes at most a tenth of the time that really passes, and is tried at most once a second.
SHARE, PAUSE = 10, 1.0


@dataclass(frozen=True, slots=True)
class Wiping:
    """What is owed: how many removals since the file was last written anew, since when, and when that was."""

    owed: int
    since: datetime | None
    done_at: datetime | None


def state(database: Database) -> Wiping:
    """Return what is owed to the files."""
    row = next(select(database, "SELECT owed, since, done_at FROM wiping"))
    return Wiping(row["owed"], instant_or_none(row["since"]), instant_or_none(row["done_at"]))


def owe(database: Database) -> None:
    """Owe the files a rewriting, as every removal does by itself."""
    database.execute("UPDATE wiping SET owed = owed + 1 WHERE id = 1")


def wipe(database: Database, now: datetime, *, whole: bool = False) -> bool:
    """Write the file anew and empty its log if that is owed; return whether nothing is owed any more.

    After SQLite has split a page, moved rows stay readable in the gaps of the old one, and a log keeps what it held
    until it is cut short: neither `secure_delete` nor a checkpoint removes that. A large file waits until `whole` is
    asked for, in the night or at a stop. While somebody reads an older state, nothing can be emptied: it stays owed.
    """
    owed = state(database).owed
    if not owed:
        return True
    try:
        is_done = rewrite(database, at_most=None if whole else SMALL)
    except StorageError as error:
        if not is_busy(error):
            log.error("The database file could not be written anew (%s); it stays owed.", error.sqlite_errorname)
        is_done = False
    with suppress(StorageError), transaction(database):
        if is_done:
            database.execute(
                "UPDATE wiping SET owed = owed - ?, since = NULL, done_at = ? WHERE id = 1", [owed, stamp(now)]
            )
        else:
            database.execute("UPDATE wiping SET since = ? WHERE id = 1 AND since IS NULL", [stamp(now)])
    return is_done


def rewrite(database: Database, at_most: int | None = None) -> bool:
    """Write a file of at most so many bytes anew and empty its log; return whether both was done.

    Raises StorageError where another process writes, or there is no room.
    """
    with _impatient(database):
        # A reader on an older state would keep the whole new file in the log as well.
        if not _empty_log(database):
            return False
        if at_most is not None and _size(database) > at_most:
            return False
        database.execute("VACUUM")
        return _empty_log(database)


def _empty_log(database: Database) -> bool:
    """Bring the log into the file and cut it to nothing; return whether no reader was in the way."""
    return not database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def _size(database: Database) -> int:
    pages, bytes_each = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * bytes_each)


@contextmanager
def _impatient(database: Database) -> Iterator[None]:
    """Wait for nobody during a block: what can't be done now is tried again, and meanwhile the bot goes on."""
    before = database.execute("PRAGMA busy_timeout").fetchone()[0]
    database.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {before}").fetchall()


def settle(database: Database, now: datetime, *, whole: bool = False) -> bool:
    """Note in the ledger what was erased, and wipe it from the files; return whether nothing is owed any more."""
    if not state(database).owed:
        return True
    with suppress(OSError):
        # Kept in the database until the disk takes it.
        ledger.move_out(database, Path(database.execute("PRAGMA database_list").fetchone()[2]), now.date())
    return wipe(database, now, whole=whole)


class Wiper:
    """Looks again and again whether a wiping is owed, and does it without holding the bot up."""

    def __init__(
        self, database: Database, *, is_kept: bool = True, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Look at a database; one that is thrown away anyhow is not rewritten. `seconds` counts real ones."""
        self._database, self._is_kept, self._seconds = database, is_kept, seconds
        self._not_before = seconds()
        self._is_night = False

    def look(self, now: datetime) -> None:
        """Wipe if that is owed and the last time is long enough ago."""
        began = self._seconds()
        if not self._is_kept or began < self._not_before:
            return
        if settle(self._database, now, whole=self._is_night):
            self._is_night = False
        ended = self._seconds()
        self._not_before = ended + max(PAUSE, SHARE * (ended - began))

    def have_night(self) -> None:
        """Let the next time write the file anew whatever its size: what was only emptied leaves traces too."""
        with transaction(self._database):
            owe(self._database)
        self._is_night = True

    def finish(self, now: datetime) -> None:
        """Wipe what is owed at a start or a stop, whatever the size."""
        if self._is_kept:
            settle(self._database, now, whole=True)


def clear_folder(path: Path) -> None:
    """Remove what lies beside a database and may hold words that are gone from it: copies of commands that were killed,
    and what a restore replaced two weeks ago."""
    now = datetime.now(UTC)
    for left in path.parent.glob(".leerkring-*.partial*"):
        with suppress(OSError):
            if datetime.fromtimestamp(left.stat().st_mtime, UTC) < now - LEFT_BEHIND:
                left.unlink()
    for kept in path.parent.glob(f"{path.stem}.replaced-*"):
        named = REPLACED.search(kept.name)
        at = datetime.strptime(named[1], "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC) if named else now
        if at < now - REPLACED_STAYS:
            with suppress(OSError):
                kept.unlink()
