"""Opens the database: engine check, is it ours, pragmas, migrations, and transactions."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.core.session.terms import Terms
from bot.storage.encryption import kind_of
from bot.storage.migrations import migrations

log = logging.getLogger(__name__)
StorageError = sqlite3.OperationalError
EngineError = sqlite3.DatabaseError
# The first whose search index can overwrite what is removed from it.
OLDEST_ENGINE = (3, 42, 0)
SAFE_ENGINE = (3, 51, 3)
BACKPORTED = ((3, 50, 7), (3, 44, 6))
# What SQLite calls what comes of files, disks and locks.
OF_FILE = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN"),
    *("SQLITE_PROTOCOL", "SQLITE_NOMEM", "SQLITE_CORRUPT", "SQLITE_NOTADB"),
)
# What SQLite says of files, disks and locks; other messages of its may quote words from a statement.
PLAIN_REASONS = (
    "database is locked",
    "database or disk is full",
    "database disk image is malformed",
    "attempt to write a readonly database",
    "disk I/O error",
    "file is not a database",
    "unable to open database file",
    "no such table",
    "already exists",
    "duplicate column name",
)
LATEST_BACKUP = "Stop the bot and put your latest backup in its place with `leerkring restore`."
A_START = "Start the bot once, which brings it up to date."
ANOTHER = "Correct LEERKRING_DATABASE, or put a backup in its place with `leerkring restore`."


class DatabaseBusyError(Exception):
    """Another Leerkring runs on this database."""


class UnusableDatabaseError(Exception):
    """A file that can't serve as our database: the fact, and what to do about it."""

    def __init__(self, fact: str, mend: str) -> None:
        super().__init__(f"{fact} {mend}")
        self.fact, self.mend = fact, mend


class OutdatedDatabaseError(UnusableDatabaseError):
    """A database from an older version, which the bot brings up to date at its start."""


def is_of_file(error: BaseException) -> bool:
    """Tell whether an error is about the file, the disk or a lock, and so may be gone on the next try.

    What the engine says of a statement of ours is none of that, and would never be gone.
    """
    return str(getattr(error, "sqlite_errorname", "")).startswith(OF_FILE)


def is_damage(error: BaseException) -> bool:
    """Tell whether the engine says that what it read is damaged."""
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT")


def is_safe_engine(version: tuple[int, ...]) -> bool:
    """Tell whether an SQLite version is free of the fault that can corrupt a database in WAL mode."""
    return version >= SAFE_ENGINE or any(version[:2] == fixed[:2] and version >= fixed for fixed in BACKPORTED)


def reason_of(error: EngineError) -> str:
    """Return why the database could not be used, in words that quote nobody."""
    return next((reason for reason in PLAIN_REASONS if reason in str(error)), type(error).__name__)


def engine_version() -> tuple[int, ...]:
    """Return the version of the SQLite engine in use."""
    return tuple(int(part) for part in sqlite3.sqlite_version.split("."))


def require_engine(version: tuple[int, ...]) -> None:
    """Raise UnusableDatabaseError if an SQLite version can't do what the schema asks of it."""
    if version < OLDEST_ENGINE:
        found = ".".join(map(str, version))
        mend = "Install the pysqlite3 package or a newer system; see docs/administrators.md."
        raise UnusableDatabaseError(f"SQLite {found} is older than 3.42.", mend)


def open_for_writing(path: Path) -> Database:
    """Return the one writing connection, migrated to the newest schema; only this account may read the file.

    Raises UnusableDatabaseError, before anything is written, for a file that is not ours or newer than this program,
    and where SQLite itself is too old; also for one that can't be brought up to date.
    """
    require_engine(engine_version())
    path.touch(mode=0o600)
    with said_of(path, ANOTHER):
        # All that the bot asks stays prepared: by default the engine remembers a fraction of that.
        database = Database(sqlite3.connect(path, isolation_level=None, cached_statements=2000))
        if not is_fresh(database):
            recognise(database, path, ANOTHER)
    # Where the engine has the WAL fault a rollback journal is safe, and fast enough for one school.
    journal = "WAL" if is_safe_engine(engine_version()) else "TRUNCATE"
    if journal == "TRUNCATE":
        log.warning("SQLite %s is older than 3.51.3: using a rollback journal instead of WAL.", sqlite3.sqlite_version)
    database.execute(f"PRAGMA journal_mode = {journal}").fetchall()
    # Whatever the engine lays aside for a moment, when it rewrites the file above all, it lays aside in memory.
    kept = "temp_store = MEMORY"
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 5000", kept):
        database.execute(f"PRAGMA {pragma}").fetchall()
    with FileLock(f"{path}.migrating"):
        is_new = is_fresh(database)
        bring_up_to_date(database, path, LATEST_BACKUP)
        if is_new:
            # What never held words is not to be written anew.
            database.execute("UPDATE wiping SET owed = 0")
    return database


def bring_up_to_date(database: Database, path: Path, mend: str) -> None:
    """Migrate what was opened at a path to the newest schema.

    Raises UnusableDatabaseError where it can't be, as where something broke that off before; EngineError where the
    disk or another program is in the way.
    """
    try:
        migrations.apply(database)
    except EngineError as error:
        if is_of_file(error) and not is_damage(error):
            raise
        raise UnusableDatabaseError(f"{path} can't be brought up to date ({reason_of(error)}).", mend) from error


def open_for_reading(path: Path) -> Database:
    """Return a connection that cannot write.

    Raises FileNotFoundError if there is no database yet, UnusableDatabaseError if it can't be read by this program.
    """
    with said_of(path, ANOTHER), ExitStack() as refused:
        database = connect_reading(path)
        refused.callback(database.close)
        recognise(database, path, ANOTHER)
        if migrations.pending(database):
            raise OutdatedDatabaseError(f"{path} is from an older Leerkring.", A_START)
        refused.pop_all()
    return database


def connect_reading(path: Path) -> Database:
    """Return a connection that cannot write, to whatever file stands there. Raises FileNotFoundError if none does.

    It waits up to a minute for a writer: without WAL they take turns.
    """
    if not path.exists():
        raise FileNotFoundError(f"There is no database at {path}. Start the bot once, or set LEERKRING_DATABASE.")
    return Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=60))


def recognise(database: Database, path: Path, mend: str) -> None:
    """Raise UnusableDatabaseError unless this is a Leerkring database with a schema this program knows."""
    applied = {migration.name for migration in migrations.applied(database)}
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    if not applied:
        raise UnusableDatabaseError(f"{path} is not a Leerkring database.", mend)
    if applied - known:
        raise UnusableDatabaseError(
            f"{path} was made by a newer Leerkring than this one.",
            "Upgrade this one first; see docs/administrators.md.",
        )


def is_fresh(database: Database) -> bool:
    """Whether nothing was ever stored here: a first start may have ended before the first table."""
    return set(database.table_names()) <= {migrations.migrations_table} and not migrations.applied(database)


@contextmanager
def said_of(path: Path, mend: str) -> Iterator[None]:
    """Turn the engine's complaint about a file, where it is the file's fault, into an UnusableDatabaseError."""
    try:
        yield
    except EngineError as error:
        name = str(error.sqlite_errorname)
        if name.startswith("SQLITE_NOTADB"):
            raise UnusableDatabaseError(f"{path} is {kind_of(path)}.", mend) from error
        if name.startswith("SQLITE_CORRUPT"):
            raise UnusableDatabaseError(f"{path} is damaged ({error}).", mend) from error
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_READONLY")):
            place = "It must be a file of this account's, in a folder it may write to."
            raise UnusableDatabaseError(f"{path} can't be opened ({error}).", place) from error
        raise


def health(database: Database) -> str:
    """Return "ok", or what SQLite finds wrong with the file. Raises EngineError while another process keeps it shut."""
    # One reading transaction: a writer that got in between would look like damage to the search index.
    database.execute("BEGIN")
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return str(database.execute("PRAGMA quick_check").fetchone()[0])
    except EngineError as error:
        if is_busy(error):
            raise
        return str(error)
    finally:
        if database.conn.in_transaction:
            database.execute("ROLLBACK")


def is_busy(error: Exception) -> bool:
    """Whether the engine refused because another process was at work on the file."""
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


class _UndoneError(Exception):
    """What was only tried is undone."""


@contextmanager
def tried(database: Database) -> Iterator[None]:
    """Run a block of which nothing stays: to see what would be."""
    with suppress(_UndoneError), transaction(database):
        yield
        raise _UndoneError


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run a block in one IMMEDIATE transaction: all of it is stored, or nothing.

    Inside another it is a part of that: where it fails, its part is undone, and the rest stands.
    """
    if database.conn.in_transaction:
        with _part(database):
            yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # SQLite rolls some failures back by itself, a full disk for one.
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def _part(database: Database) -> Iterator[None]:
    database.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if database.conn.in_transaction:
            database.execute("ROLLBACK TO part")
            database.execute("RELEASE part")
        raise
    # What fails here is the search index's, and the part stands already: what is around it has to go as a whole.
    database.execute("RELEASE part")


def among(terms: Iterable[Terms]) -> str:
    """Return terms as a query has a list of them."""
    return ", ".join(f"'{one.name}'" for one in terms)


def select(database: Database, query: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query as dicts.

    The library's own `query` puts a savepoint around each SELECT, which triples the statements of a hot path.
    """
    cursor = database.execute(query, parameters)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def stamp(at: datetime) -> str:
    """Return an instant as stored: ISO 8601 in UTC with milliseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def instant(text: str) -> datetime:
    """Return the instant that `stamp` wrote."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Return the instant that `stamp` wrote, or None where nothing is stored."""
    return datetime.fromisoformat(text) if text else None
