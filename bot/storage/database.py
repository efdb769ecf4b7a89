"""Opens the database: engine check, pragmas, migrations under a lock, and transactions."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.storage.migrations import migrations

log = logging.getLogger(__name__)
SAFE_ENGINE = (3, 51, 3)
BACKPORTED = ((3, 50, 7), (3, 44, 6))


class DatabaseBusyError(Exception):
    """Another Leerkring runs on this database."""


def is_safe_engine(version: tuple[int, ...]) -> bool:
    """Tell whether an SQLite version is free of the fault that can corrupt a database in WAL mode."""
    return version >= SAFE_ENGINE or any(version[:2] == fixed[:2] and version >= fixed for fixed in BACKPORTED)


def engine_version() -> tuple[int, ...]:
    """Return the version of the SQLite engine in use."""
    return tuple(int(part) for part in sqlite3.sqlite_version.split("."))


def hold_lock(path: Path) -> FileLock:
    """Return a held lock that ends with the process; raise DatabaseBusyError if another process has it."""
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DatabaseBusyError(
            f"Another Leerkring is already running on {path}. Stop it first, or point LEERKRING_DATABASE elsewhere."
        ) from error
    return lock


def open_for_writing(path: Path) -> Database:
    """Return the one writing connection, migrated to the newest schema."""
    database = Database(sqlite3.connect(path, isolation_level=None))
    # Where the engine has the WAL fault a rollback journal is safe, and fast enough for one school.
    journal = "WAL" if is_safe_engine(engine_version()) else "TRUNCATE"
    if journal == "TRUNCATE":
        log.warning("SQLite %s is older than 3.51.3: using a rollback journal instead of WAL.", sqlite3.sqlite_version)
    database.execute(f"PRAGMA journal_mode = {journal}").fetchall()
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 5000"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    with FileLock(f"{path}.migrating"):
        migrations.apply(database)
    return database


def open_for_reading(path: Path) -> Database:
    """Return a connection that cannot write. Raises FileNotFoundError if there is no database yet."""
    if not path.exists():
        raise FileNotFoundError(f"There is no database at {path}. Start the bot once, or set LEERKRING_DATABASE.")
    return Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None))


def health(database: Database) -> str:
    """Return "ok", or what SQLite finds wrong with the file."""
    return str(database.execute("PRAGMA quick_check").fetchone()[0])


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run a block in one IMMEDIATE transaction: all of it is stored, or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def stamp(at: datetime) -> str:
    """Return an instant as stored: ISO 8601 in UTC with milliseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def instant(text: str) -> datetime:
    """Return the instant that `stamp` wrote."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Return the instant that `stamp` wrote, or None where nothing is stored."""
    return datetime.fromisoformat(text) if text else None
