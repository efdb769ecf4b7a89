"""Looks for words in every file beside a database, and in the database as it was at every commit of its log."""

import contextlib
import shutil
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

WAL_HEADER, FRAME_HEADER = 32, 24


def found_in_bytes(path: Path, words: Iterable[str]) -> set[str]:
    """Return which words stand in any file of a database's folder, in whatever case: the search index folds it."""
    wanted = {word: word.lower().encode() for word in words}
    found = set()
    for file in path.parent.iterdir():
        if file.is_file():
            held = file.read_bytes().lower()
            found |= {word for word, raw in wanted.items() if raw in held}
    return found


def found_in_rows(path: Path, scratch: Path, words: Iterable[str]) -> set[str]:
    """Return which words plain SQLite reads in any table, of the database as it was at each commit of its log."""
    wanted, found = set(words), set[str]()
    for database in at_each_commit(path, scratch):
        if found == wanted:
            break
        text = "\n".join(str(row) for row in _rows(database)).lower()
        found |= {word for word in wanted if word.lower() in text}
    return found


def at_each_commit(path: Path, scratch: Path) -> Iterator[sqlite3.Connection]:
    """Yield a database as it was at each commit of its log, as plain SQLite reads it."""
    for number in range(_commits(path) + 1):
        copy = scratch / f"at-{number}.db"
        _cut(path, copy, number)
        with contextlib.closing(sqlite3.connect(copy)) as database:
            yield database
        for end in ("", "-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)


def _rows(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        with contextlib.suppress(sqlite3.OperationalError):
            yield from database.execute(f'SELECT * FROM "{table}"')


def _frames(path: Path) -> list[bool]:
    """Return, for each frame of the log, whether a commit ends with it; stale ones of an earlier round as well."""
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size <= WAL_HEADER:
        return []
    held = log.read_bytes()
    size = struct.unpack(">I", held[8:12])[0] + FRAME_HEADER
    starts = range(WAL_HEADER, len(held) - size + 1, size)
    return [struct.unpack(">I", held[start + 4 : start + 8])[0] != 0 for start in starts]


def _commits(path: Path) -> int:
    return sum(_frames(path))


def _cut(path: Path, copy: Path, commits: int) -> None:
    """Copy a database with its log up to a number of commits."""
    shutil.copy(path, copy)
    frames, log = _frames(path), path.with_name(path.name + "-wal")
    if not frames or not commits:
        return
    ends = [at for at, is_commit in enumerate(frames, start=1) if is_commit]
    held = log.read_bytes()
    size = struct.unpack(">I", held[8:12])[0] + FRAME_HEADER
    copy.with_name(copy.name + "-wal").write_bytes(held[: WAL_HEADER + ends[commits - 1] * size])
