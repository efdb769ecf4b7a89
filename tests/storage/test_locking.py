"""Locking: where this account may not write it is said whose the place is, and what makes it right."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commandline.terminal import Terminal

from bot.storage.database import UnusableDatabaseError
from bot.storage.laying import lay
from bot.storage.locking import hold_lock, name_of, not_ours

NOBODY = 65534
IS_ROOT = os.geteuid() == 0


@contextmanager
def without_the_right_to_write(place: Path) -> Iterator[None]:
    """Be somebody who may read a place and not write there."""
    before = place.stat().st_mode
    place.chmod(0o555 if place.is_dir() else 0o444)
    if IS_ROOT:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if IS_ROOT:
            os.seteuid(0)
        place.chmod(before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account can go into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


def told(place: Path, what: str) -> tuple[str, str]:
    """Return what is to be said of a place of one's own that is shut, or of one of root's."""
    if not IS_ROOT:
        return f"{place} can't be written to.", f"Let its account do so: `chmod u+w{'x' * place.is_dir()} {place}`."
    me = name_of(NOBODY)
    return (
        f"{place} belongs to root, and {me} can't write to it.",
        "Give the command as the account the bot runs under."
        f" If that is {me}, make {what} its own first: `sudo chown {me} {place}`.",
    )


def test_whose_a_folder_is_and_what_to_do_is_said_before_a_first_start(folder: Path) -> None:
    with without_the_right_to_write(folder):
        with pytest.raises(UnusableDatabaseError) as refused:
            hold_lock(folder / "own.db", "here", "wait")
        settings = {"LEERKRING_BOT_TOKEN": "1:x", "LEERKRING_DATABASE": str(folder / "own.db")}
        code, _, err = Terminal(Path("/"), settings).give_here("run")
    fact, mend = told(folder, "the folder")
    assert (refused.value.fact, refused.value.mend) == (fact, mend)
    assert (code, err) == (1, f"{fact} {mend}\n")


@pytest.mark.parametrize("end", ["", "-wal", ".lock"])
def test_so_is_whose_a_file_is_that_lies_there_already(folder: Path, end: str) -> None:
    folder.chmod(0o777)
    (folder / f"own.db{end}").touch()
    with without_the_right_to_write(folder / f"own.db{end}"):
        assert not_ours(folder / "own.db") == told(folder / f"own.db{end}", "the file")


def test_where_this_account_may_write_nothing_is_in_the_way(folder: Path) -> None:
    assert not_ours(lay(folder / "own.db")) is None


@pytest.mark.parametrize("is_there", [True, False])
def test_the_doctor_looks_whether_this_account_can_write_there(folder: Path, is_there: bool) -> None:
    if is_there:
        lay(folder / "own.db").chmod(0o666)
    terminal = Terminal(Path("/"), {"LEERKRING_DATABASE": str(folder / "own.db")})
    well = next(one for one in terminal.doctor() if one["what"] == "folder")
    with without_the_right_to_write(folder):
        ill = next(one for one in terminal.doctor() if one["what"] == "folder")
    fact, mend = told(folder, "the folder")
    assert (well["ok"], ill) == (True, {"what": "folder", "ok": False, "found": fact, "do": mend})
