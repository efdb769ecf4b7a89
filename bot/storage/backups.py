"""Makes checked copies of the database beside the running bot, thins them out, and puts one back in its place."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.storage.database import (
    DatabaseBusyError,
    EngineError,
    UnusableDatabaseError,
    connect_reading,
    health,
    hold_lock,
    is_busy,
    recognise,
    said_of,
)

# Stands in the header of each backup (SQLite's application_id), so that only what was made here is ever thinned out.
MARK = int.from_bytes(b"LkBk", "big")
MARK_AT = 68
SIDES = ("-wal", "-shm", "-journal")
OTHERS = (*SIDES, ".lock", ".migrating", ".access.log", ".access.log.lock")
PARTIAL = (".leerkring-", ".partial")
A_DAY = 24 * 60 * 60


def back_up(source: Path, target: Path, *, force: bool = False) -> None:
    """Write a checked copy of the database to `target`, which only this account may read.

    The bot may go on working on `source`. The copy is one file in rollback mode, so that it can be read from anywhere.
    Raises FileExistsError if `target` is there and not forced, or is the database itself; UnusableDatabaseError.
    """
    whole = source.resolve()
    if target.resolve() in [whole, *(_beside(whole, end) for end in OTHERS)]:
        raise FileExistsError(f"{target} belongs to the database in use. Choose another name for the backup.")
    if not force:
        _refuse_taken(target)
    elif target.exists() and not target.is_file():
        raise FileExistsError(f"{target} is not an ordinary file. Choose another name.")
    with _partial(target.parent) as partial:
        _copy(source, partial, MARK, "Stop the bot and put your latest backup in its place with `leerkring restore`.")
        if force:
            for end in SIDES:
                _beside(target, end).unlink(missing_ok=True)
        else:
            _refuse_taken(target)
        partial.replace(target)
        _store(target.parent)


def free_name(folder: Path, source: Path, at: datetime, *, between: str = "-", end: str = ".db") -> Path:
    """Return a name in a folder by date and time in UTC: the first second from `at` on that is not taken."""
    second = at.astimezone(UTC)
    while (path := folder / f"{source.stem}{between}{second:%Y-%m-%dT%H-%M-%SZ}{end}").exists():
        second += timedelta(seconds=1)
    return path


def thin_out(folder: Path, source: Path, newest: Path, keep: int) -> list[Path]:
    """Remove all but `keep` of the backups of this database that were made in this folder; return what went.

    `newest` always stays.
    """
    older = [path for path in _made_here(folder, source) if path.name != newest.name]
    gone = older[: max(len(older) - (keep - 1), 0)]
    for path in gone:
        for end in (*SIDES, ""):
            _beside(path, end).unlink(missing_ok=True)
    return gone


def _made_here(folder: Path, source: Path) -> list[Path]:
    name = re.compile(re.escape(source.stem) + r"-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db")
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name) and _is_marked(path))


def _is_marked(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(MARK_AT + 4)[MARK_AT:] == MARK.to_bytes(4, "big")


def put_back(path: Path, backup: Path, at: datetime) -> Path | None:
    """Let a backup take the database's place, and return where what stood there is kept, if anything did.

    Raises DatabaseBusyError while a bot or another program has the database open, UnusableDatabaseError for a backup
    that is damaged, newer than this program or none of ours; then nothing has changed.
    """
    if not backup.is_file():
        raise FileNotFoundError(f"There is no file {backup}. Name a backup that `leerkring backup` made.")
    _refuse_stranger(path)
    lock = hold_lock(path, f"on {path}", "restore elsewhere by setting LEERKRING_DATABASE")
    try:
        return _exchange(path.resolve(), backup, at)
    finally:
        lock.release()


def _exchange(path: Path, backup: Path, at: datetime) -> Path | None:
    if path.exists() and not path.is_file():
        raise UnusableDatabaseError(f"{path} is not a file.", "Correct LEERKRING_DATABASE.")
    if path.exists() and path.samefile(backup):
        raise UnusableDatabaseError(f"{backup} is the database in use.", "Name a backup.")
    with _partial(path.parent) as partial:
        _copy(backup, partial, 0, "Choose another backup.")
        _settle(path)
        kept = free_name(path.parent, path, at, between=".replaced-", end=path.suffix)
        # What a killed run left beside an unreadable database belongs to it, and would ruin the one that comes.
        for end in SIDES:
            with contextlib.suppress(FileNotFoundError):
                _beside(path, end).rename(_beside(kept, end))
        if is_there := path.exists():
            _keep(path, kept)
        partial.replace(path)
        _store(path.parent)
    return kept if is_there else None


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


def _copy(source: Path, partial: Path, mark: int, mend: str) -> None:
    """Fill an empty file with a copy of a database: in one moment, without free pages, checked, and on the disk."""
    with said_of(source, mend), contextlib.closing(connect_reading(source)) as database:
        _check(database, source, mend)
        database.execute("VACUUM INTO ?", [str(partial)])
    with contextlib.closing(Database(sqlite3.connect(partial, isolation_level=None))) as copy:
        _cut_ties(copy)
        copy.execute(f"PRAGMA application_id = {mark}")
        _check(copy, partial, "Look whether the disk is sound, and try again.")
    with partial.open("rb+") as file:
        os.fsync(file.fileno())


def _cut_ties(copy: Database) -> None:
    """Forget in a copy whose the nameless answers are: it lasts longer than the questions they were given to."""
    if "is_nameless" not in copy.table("entries").columns_dict:
        return
    copy.execute("PRAGMA secure_delete = ON").fetchall()
    copy.execute("UPDATE entries SET person_id = NULL, chat_id = NULL, message_id = NULL WHERE is_nameless")
    copy.execute("DELETE FROM talks")
    if "marks" in copy.table_names():
        copy.execute("DELETE FROM marks")
    # Private messages about a question; a person's private chat has that person's own, positive number.
    copy.execute("DELETE FROM outbox WHERE chat_id > 0 AND session_id IS NOT NULL")


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
        path = _beside(target, end)
        if path.is_symlink() or path.exists():
            raise FileExistsError(f"{path} exists already. Choose another name, or overwrite it with --force.")


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _store(folder: Path) -> None:
    """Have a new name in a folder written to the disk, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
