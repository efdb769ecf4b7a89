"""Putting a backup back: never beside a running bot, never a wrong file, and nothing of what stood there is lost."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose
from storage.copies import AT, add, busy, damage, files, names

from bot.storage import people
from bot.storage.backups import back_up, put_back
from bot.storage.database import (
    DatabaseBusyError,
    UnusableDatabaseError,
    engine_version,
    is_safe_engine,
    open_for_writing,
)
from bot.storage.locking import hold_lock
from bot.storage.thinning import thin_out


def make_newer(path: Path) -> None:
    with contextlib.closing(open_for_writing(path)) as database:
        database.table("_sqlite_migrations").insert(
            {"migration_set": "leerkring", "name": "of_later", "applied_at": "2027"}
        )


def make_foreign(path: Path) -> None:
    path.unlink()
    Database(path).table("recipes").insert({"name": "soup"})


def test_a_restore_brings_back_what_was_and_keeps_what_stood_there(path: Path, copy: Path) -> None:
    kept = put_back(path, copy, AT).kept
    assert kept == path.parent / "own.replaced-2026-11-24T02-30-00Z.db"
    assert (names(path), names(kept), names(copy)) == (["Anna"], ["Anna", "Bram"], ["Anna"])
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_restored_database_takes_new_words_and_is_thinned_out_by_nobody(path: Path, copy: Path) -> None:
    put_back(path, copy, AT)
    add(path, 3, "Chris")
    plain = path.parent / "own-2025-01-01T00-00-00Z.db"
    shutil.copy(path, plain)
    assert (thin_out(path.parent, path, copy, 1), names(path)) == ([], ["Anna", "Chris"])


def test_a_restore_where_nothing_stood_keeps_nothing(copy: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    assert (put_back(fresh, copy, AT).kept, names(fresh)) == (None, ["Anna"])


def test_what_a_killed_bot_left_in_its_log_is_kept_and_does_not_leak_into_the_backup(tmp_path: Path) -> None:
    path, copy = tmp_path / "own.db", tmp_path / "copy.db"
    with busy(path):
        back_up(path, copy)
    before, left = names(copy), files(tmp_path)
    kept = put_back(path, copy, AT).kept
    assert kept is not None
    assert ("own.db-wal" in left) is is_safe_engine(engine_version())
    assert (names(path) == before, len(names(kept)) >= len(before)) == (True, True)
    assert files(tmp_path) - {f"{kept.name}-wal", f"{kept.name}-shm"} == {"own.db", "copy.db", kept.name}


def test_leftovers_of_an_unreadable_database_go_along_with_it(path: Path, copy: Path) -> None:
    path.write_text("A letter to the parents, and no database at all.")
    path.with_name("own.db-wal").write_text("its changes")
    path.with_name("own.db-shm").write_text("its index")
    kept = put_back(path, copy, AT).kept
    assert kept is not None
    assert (kept.read_text()[:8], kept.with_name(f"{kept.name}-wal").read_text()) == ("A letter", "its changes")
    assert (names(path), path.with_name("own.db-wal").exists()) == (["Anna"], False)


def test_a_copy_by_hand_is_restored_with_the_changes_beside_it(tmp_path: Path) -> None:
    path, hand = tmp_path / "own.db", tmp_path / "hand"
    hand.mkdir()
    database = open_for_writing(path)
    people.meet(database, 1, "Anna", None)
    for end in ("", "-wal", "-shm"):
        if (side := path.with_name(path.name + end)).exists():
            shutil.copy(side, hand / side.name)
    database.close()
    put_back(path, hand / "own.db", AT)
    assert names(path) == ["Anna"]


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (damage, "copy.db is damaged"),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:30000]), "copy.db is damaged"),
        (lambda copy: copy.write_bytes(b""), "is not a Leerkring database"),
        (lambda copy: copy.write_text("A letter to the parents, and no database at all."), "is not an SQLite database"),
        (make_foreign, "is not a Leerkring database"),
        (make_newer, "was made by a newer Leerkring"),
    ],
)
def test_a_backup_that_cannot_serve_changes_nothing(
    path: Path, copy: Path, spoil: Callable[[Path], object], fact: str
) -> None:
    spoil(copy)
    before = path.read_bytes()
    with pytest.raises(UnusableDatabaseError, match=fact):
        put_back(path, copy, AT)
    assert (path.read_bytes(), files(path.parent) - {"copy.db-wal", "copy.db-shm"}) == (before, {"own.db", "copy.db"})


def test_a_backup_that_is_not_there_or_is_the_database_itself_is_refused(path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="There is no file"):
        put_back(path, path.parent / "none.db", AT)
    with pytest.raises(UnusableDatabaseError, match="is the database in use"):
        put_back(path, path, AT)
    assert names(path) == ["Anna"]


def test_a_restore_is_refused_while_a_bot_holds_the_database(path: Path, copy: Path) -> None:
    lock = hold_lock(path, f"on {path}", "wait")
    with pytest.raises(DatabaseBusyError, match="already running"):
        put_back(path, copy, AT)
    lock.release()
    assert names(path) == ["Anna", "Bram"]


@pytest.mark.skipif(not is_safe_engine(engine_version()), reason="only in WAL mode do open files stand in the way")
def test_a_restore_is_refused_while_another_program_has_the_database_open(path: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL").fetchall()
        other.execute("SELECT * FROM people").fetchall()
        with pytest.raises(DatabaseBusyError, match="Another program has"):
            put_back(path, copy, AT)
    assert names(path) == ["Anna", "Bram"]


def test_root_leaves_no_database_that_the_bots_own_account_cannot_open(path: Path, copy: Path) -> None:
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(path, 12345, -1)
    refusal = pytest.raises(PermissionError, match="#12345") if is_root else contextlib.nullcontext()
    with refusal:
        put_back(path, copy, AT)
    assert names(path) == (["Anna", "Bram"] if is_root else ["Anna"])
