"""Backups: whole copies beside a busy bot, for one account's eyes, and thinned out with care."""

import contextlib
import os
import shutil
import time
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database
from storage.copies import AT, busy, damage, files, names

from bot.storage.backups import back_up
from bot.storage.database import UnusableDatabaseError, health, open_for_reading
from bot.storage.thinning import free_name, thin_out


def test_a_backup_beside_a_writing_process_is_whole_each_time(tmp_path: Path) -> None:
    source = tmp_path / "own.db"
    with busy(source) as writer:
        for number in range(5):
            back_up(source, tmp_path / f"{number}.db")
        assert writer.poll() is None
    counts = [len(names(tmp_path / f"{number}.db")) for number in range(5)]
    assert (counts == sorted(counts), [count % 2 for count in counts], counts[0] >= 100) == (True, [0] * 5, True)


def test_a_backup_is_one_healthy_file_that_only_this_account_may_read(path: Path, copy: Path) -> None:
    with contextlib.closing(open_for_reading(copy)) as database:
        found = (health(database), database.execute("PRAGMA journal_mode").fetchone()[0])
    assert (found, copy.stat().st_mode & 0o777) == (("ok", "delete"), 0o600)
    assert files(path.parent) == {"own.db", "copy.db"}


def test_a_backup_can_be_searched_like_the_original(path: Path, copy: Path) -> None:
    tables = [
        [row["name"] for row in Database(one).query("SELECT name FROM sqlite_master ORDER BY name")]
        for one in (path, copy)
    ]
    assert (tables[0] == tables[1], "entries_fts" in tables[1]) == (True, True)


def test_a_backup_overwrites_nothing_unless_forced(path: Path, copy: Path) -> None:
    with pytest.raises(FileExistsError, match="exists already"):
        back_up(path, copy)
    before = names(copy)
    back_up(path, copy, force=True)
    assert (before, names(copy)) == (["Anna"], ["Anna", "Bram"])


def test_leftovers_of_another_file_never_become_part_of_a_backup(path: Path, copy: Path) -> None:
    copy.unlink()
    stale = copy.with_name("copy.db-wal")
    stale.write_bytes(b"changes of another file")
    with pytest.raises(FileExistsError, match=r"copy\.db-wal exists already"):
        back_up(path, copy)
    back_up(path, copy, force=True)
    assert (names(copy), stale.exists()) == (["Anna", "Bram"], False)


@pytest.mark.parametrize("end", ["", "-wal", "-shm", ".lock"])
@pytest.mark.parametrize("force", [False, True])
def test_the_database_in_use_is_never_overwritten_by_its_own_backup(path: Path, end: str, force: bool) -> None:
    alias = path.parent / "alias"
    alias.symlink_to(path.parent)
    with pytest.raises(FileExistsError, match="belongs to the database in use"):
        back_up(path, alias / f"own.db{end}", force=force)
    assert names(path) == ["Anna"]


def test_not_even_by_force_is_anything_but_a_file_overwritten(path: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileExistsError, match="not an ordinary file"):
        back_up(path, pipe, force=True)
    assert pipe.is_fifo()


def test_a_damaged_database_gives_no_backup_and_leaves_nothing_behind(path: Path) -> None:
    damage(path)
    before = files(path.parent)
    with pytest.raises(UnusableDatabaseError, match="is damaged"):
        back_up(path, path.parent / "copy.db")
    assert files(path.parent) - {"own.db-wal", "own.db-shm"} == before


def test_what_a_killed_backup_left_goes_a_day_later_and_no_sooner(path: Path) -> None:
    old, recent, strange = (path.parent / name for name in (".leerkring-a.partial", ".leerkring-b.partial", ".c"))
    for left in (old, recent, strange):
        left.write_text("words")
    for left in (old, strange):
        os.utime(left, (time.time() - 2 * 86400,) * 2)
    back_up(path, path.parent / "copy.db")
    assert [left.exists() for left in (old, recent, strange)] == [False, True, True]


def test_a_backup_in_a_folder_is_named_by_the_first_free_second_in_utc(path: Path, tmp_path: Path) -> None:
    here = AT.astimezone(timezone(timedelta(hours=1)))
    first = free_name(tmp_path, path, here)
    first.touch()
    assert [first.name, free_name(tmp_path, path, here).name] == [
        "own-2026-11-24T02-30-00Z.db",
        "own-2026-11-24T02-30-01Z.db",
    ]


def nightly(path: Path, folder: Path, nights: int) -> list[Path]:
    """Make a backup each night and return them, oldest first."""
    folder.mkdir(exist_ok=True)
    made = [free_name(folder, path, AT + timedelta(days=day)) for day in range(nights)]
    for file in made:
        back_up(path, file)
    return made


@pytest.mark.parametrize(("keep", "gone"), [(1, 3), (3, 1), (4, 0), (9, 0)])
def test_thinning_out_leaves_the_newest(path: Path, tmp_path: Path, keep: int, gone: int) -> None:
    made = nightly(path, tmp_path / "backups", 4)
    removed = thin_out(tmp_path / "backups", path, made[-1], keep)
    assert (removed, files(tmp_path / "backups")) == (made[:gone], {file.name for file in made[gone:]})


def test_thinning_out_removes_nothing_that_was_not_made_by_it(path: Path, tmp_path: Path) -> None:
    made = nightly(path, tmp_path / "backups", 2)
    folder = tmp_path / "backups"
    (folder / "own-2025-01-01T00-00-00Z.db").write_bytes(path.read_bytes())
    (folder / "own-2025-01-02T00-00-00Z.db").mkdir()
    (folder / "own-2025-01-03T00-00-00Z.db").symlink_to(made[0])
    (folder / "own-2025-01-04T00-00-00Z.db").write_text("notes")
    shutil.copy(made[0], folder / "own-2025-01-05T00-00-00Z.db.txt")
    shutil.copy(made[0], folder / "before the holidays.db")
    shutil.copy(made[0], folder / "other-2025-01-01T00-00-00Z.db")
    before = files(folder)
    assert (thin_out(folder, path, made[-1], 1), files(folder)) == (made[:1], before - {made[0].name})


def test_the_newest_backup_stays_when_the_clock_was_wrong_before(path: Path, tmp_path: Path) -> None:
    ahead, made = reversed(nightly(path, tmp_path / "backups", 2))
    assert (thin_out(tmp_path / "backups", path, made, 1), made.exists()) == ([ahead], True)
