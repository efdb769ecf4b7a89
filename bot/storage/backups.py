"""Makes checked copies of the database beside the running bot, and puts one back in its place."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.storage import encryption, ledger, numbering, ties
from bot.storage.database import (
    LATEST_BACKUP,
    DatabaseBusyError,
    EngineError,
    UnusableDatabaseError,
    bring_up_to_date,
    connect_reading,
    health,
    is_busy,
    recognise,
    said_of,
    transaction,
)
from bot.storage.ledger import Ledger
from bot.storage.locking import hold_lock
from bot.storage.migrations import migrations
from bot.storage.thinning import MARK, SIDES, beside, free_name

OTHERS = (*SIDES, ".lock", ".migrating", ".access.log", ".access.log.lock")
PARTIAL = (".leerkring-", ".partial")
A_DAY = 24 * 60 * 60
# What is laid in a database: its kind, its name, and how.
Laid = tuple[str, str, str | None]


def refuse_in_use(database: Path, target: Path, what: str) -> None:
    """Raise FileExistsError for a file that is the database in use, or belongs to it."""
    whole = database.resolve()
    if target.resolve() in [whole, *(beside(whole, end) for end in OTHERS), ledger.file_of(whole)]:
        raise FileExistsError(f"{target} belongs to the database in use. Choose another name for {what}.")


def back_up(source: Path, target: Path, *, force: bool = False, recipient: str | None = None) -> None:
    """Write a checked copy of the database to `target`, which only this account may read; encrypted to a key, if given.

    The bot may go on working on `source`. The copy is one file in rollback mode, so that it can be read from anywhere.
    Raises FileExistsError if `target` is there and not forced, or is the database itself; UnusableDatabaseError,
    UnusableKeyError.
    """
    whole = source.resolve()
    refuse_in_use(whole, target, "the backup")
    if not force:
        _refuse_taken(target)
    elif target.exists() and not target.is_file():
        raise FileExistsError(f"{target} is not an ordinary file. Choose another name.")
    with _partial(target.parent) as partial:
        mend = LATEST_BACKUP
        if recipient:
            # What is readable never lies anywhere but beside the database itself.
            with _partial(whole.parent) as plain:
                number = _copy(source, plain, MARK, mend, ties.cut_in_copy)
                encryption.encrypt(plain, partial, recipient)
        else:
            number = _copy(source, partial, MARK, mend, ties.cut_in_copy)
        if force:
            for end in SIDES:
                beside(target, end).unlink(missing_ok=True)
        else:
            _refuse_taken(target)
        partial.replace(target)
        _store(target.parent)
    ledger.note_backup(whole, target, number, datetime.now(UTC).date())


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the database that was replaced is kept, if there was one, and how much had been erased since the backup;
    None where nothing tells what was."""

    kept: Path | None
    erased_since: int | None


def put_back(path: Path, backup: Path, at: datetime, key: Path | None = None) -> Restored:
    """Let a backup take the database's place, without what was erased since; return what became of what stood there.

    An encrypted one is opened with the key in a file. Raises DatabaseBusyError while a bot or another program has the
    database open, UnusableDatabaseError for a backup that is damaged, newer than this program or none of ours,
    UnusableKeyError for a key that does not open it; then nothing has changed.
    """
    if not backup.is_file():
        raise FileNotFoundError(f"There is no file {backup}. Name a backup that `leerkring backup` made.")
    _refuse_stranger(path)
    lock = hold_lock(path, f"on {path}", "restore elsewhere by setting LEERKRING_DATABASE")
    try:
        if not encryption.is_encrypted(backup):
            return _exchange(path.resolve(), backup, at)
        with _partial(path.resolve().parent) as plain:
            encryption.decrypt(backup, plain, key)
            return _exchange(path.resolve(), plain, at)
    finally:
        lock.release()


def _exchange(path: Path, backup: Path, at: datetime) -> Restored:
    if path.exists() and not path.is_file():
        raise UnusableDatabaseError(f"{path} is not a file.", "Correct LEERKRING_DATABASE.")
    if path.exists() and path.samefile(backup):
        raise UnusableDatabaseError(f"{backup} is the database in use.", "Name a backup.")
    with _partial(path.parent) as partial:
        counted: list[int] = []
        today = at.date()
        _copy(backup, partial, 0, "Choose another backup.", lambda copy: counted.append(_catch_up(copy, path, today)))
        _settle(path)
        # What only the replaced one knew of is wanted for older backups still.
        noted = _erased(path, today)
        kept = free_name(path.parent, path, at, between=".replaced-", end=path.suffix)
        # What a killed run left beside an unreadable database belongs to it, and would ruin the one that comes.
        for end in SIDES:
            with contextlib.suppress(FileNotFoundError):
                beside(path, end).rename(beside(kept, end))
        if is_there := path.exists():
            _keep(path, kept)
        if noted.marks:
            ledger.keep(path, noted)
        partial.replace(path)
        _store(path.parent)
    is_known = is_there or bool(noted.salt)
    return Restored(kept if is_there else None, counted[0] if is_known else None)


def _keep(path: Path, kept: Path) -> None:
    """Give what stands at `path` a second name, so that at no moment there is no database; rename where it can't."""
    try:
        kept.hardlink_to(path)
    except OSError:
        path.rename(kept)


def _settle(path: Path) -> None:
    """Bring what a killed run left in the log into the database file; one that is not sound stays as it is."""
    if not _is_sound(path):
        return
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=2)) as connection:
        try:
            # This also asks for the file for oneself alone, and so finds out about other programs.
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        except EngineError as error:
            raise _in_use(path, error) from error


def _is_sound(path: Path) -> bool:
    try:
        with contextlib.closing(connect_reading(path)) as database:
            return health(database) == "ok"
    except FileNotFoundError:
        return False
    except EngineError as error:
        if is_busy(error):
            raise _in_use(path, error) from error
        return False


def _in_use(path: Path, error: Exception) -> DatabaseBusyError:
    return DatabaseBusyError(f"Another program has {path} open ({error}). Close it first.")


def _refuse_stranger(path: Path) -> None:
    """Keep the superuser from leaving a database that the bot's own account can't open."""
    place = path if path.exists() else path.parent
    if hasattr(os, "geteuid") and os.geteuid() == 0 and place.exists() and place.stat().st_uid != 0:
        number = place.stat().st_uid
        raise PermissionError(f"{place} belongs to another account. Give the command as it: sudo -u '#{number}' …")


def _erased(path: Path, today: date) -> Ledger:
    """Return all that is known to be erased from the database at a path, whether it is there and sound or not."""
    with (
        contextlib.suppress(EngineError, UnusableDatabaseError, FileNotFoundError),
        contextlib.closing(connect_reading(path)) as database,
    ):
        recognise(database, path, "")
        if "erased" in database.table_names():
            return ledger.gather(database, path, today)
    return ledger.read(path)


def _catch_up(copy: Database, path: Path, today: date) -> int:
    """Cut the ties in a copy, and erase in it what was erased from the database since it was made; return how much."""
    _refuse_otherwise_laid(copy)
    erased = _erased(path, today)
    ties.cut_in_copy(copy)
    numbering.leave_room(copy)
    return ledger.apply(copy, erased, ledger.latest(copy))


def _copy(source: Path, partial: Path, mark: int, mend: str, finish: Callable[[Database], object]) -> int:
    """Fill an empty file with a copy of a database: in one moment, brought up to date, finished by a function, written
    anew, checked, and on the disk; return the last erasure that it knows of."""
    with said_of(source, mend), contextlib.closing(connect_reading(source)) as database:
        _check(database, source, mend)
        database.execute("VACUUM INTO ?", [str(partial)])
    with contextlib.closing(Database(sqlite3.connect(partial, isolation_level=None))) as copy:
        # What is laid aside while it is finished would stay in files of its own.
        for pragma in ("journal_mode = MEMORY", "temp_store = MEMORY", "secure_delete = ON"):
            copy.execute(f"PRAGMA {pragma}").fetchall()
        bring_up_to_date(copy, source, mend)
        copy.execute("PRAGMA foreign_keys = ON").fetchall()
        number = ledger.latest(copy)
        with transaction(copy):
            finish(copy)
        copy.execute(f"PRAGMA application_id = {mark}")
        # Gaps in its pages still hold what was cut.
        copy.execute("VACUUM")
        _check(copy, partial, "Look whether the disk is sound, and try again.")
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    return number


def _refuse_otherwise_laid(copy: Database) -> None:
    """Raise UnusableDatabaseError for what is to be put back and isn't laid as ours: a trigger acts, a column lacks."""
    if odd := sorted(name for _, name, _ in _laid(copy) ^ _ours()):
        fact = f"The backup is not laid as Leerkring’s databases are ({', '.join(odd[:3])})."
        raise UnusableDatabaseError(fact, "Put back another one.")


@cache
def _ours() -> frozenset[Laid]:
    fresh = Database(memory=True)
    migrations.apply(fresh)
    return _laid(fresh)


def _laid(database: Database) -> frozenset[Laid]:
    """Return all that is laid in a database: of each thing its kind, its name, and how it was laid.

    What the engine lays for itself, and an index that only finds, change nothing.
    """
    rows = database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    laid = ((kind, name, " ".join(sql.split()) if sql else None) for kind, name, sql in rows)
    return frozenset(one for one in laid if one[0] != "index" or "UNIQUE" in (one[2] or ""))


def _check(database: Database, path: Path, mend: str) -> None:
    recognise(database, path, mend)
    verdict = health(database)
    if verdict != "ok":
        raise UnusableDatabaseError(f"{path} is damaged ({verdict.splitlines()[-1]}).", mend)


@contextmanager
def _partial(folder: Path) -> Iterator[Path]:
    """Make an empty file that only this account may read; it is gone after the block.

    What a killed command left of one is removed a day later, since it may hold words that were erased meanwhile.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. Make it, or choose another.")
    number, name = tempfile.mkstemp(PARTIAL[1], PARTIAL[0], folder)
    os.close(number)
    try:
        now = Path(name).stat().st_mtime
        for left in folder.glob("*".join(PARTIAL) + "*"):
            if left.stat().st_mtime < now - A_DAY:
                left.unlink(missing_ok=True)
        yield Path(name)
    finally:
        for end in (*SIDES, ""):
            Path(name + end).unlink(missing_ok=True)


def _refuse_taken(target: Path) -> None:
    """Raise FileExistsError if a file stands there, or beside it what would be taken for its latest changes."""
    for end in ("", *SIDES):
        path = beside(target, end)
        if path.is_symlink() or path.exists():
            raise FileExistsError(f"{path} exists already. Choose another name, or overwrite it with --force.")


def _store(folder: Path) -> None:
    """Have a new name in a folder written to the disk, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
