"""Upgrading: an older database is brought up to date at a start; where that broke off, a backup is the way on."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from commandline.terminal import Terminal
from sqlite_utils import Database

from bot.storage import upgrading
from bot.storage.database import open_for_reading, open_for_writing
from bot.storage.laying import lay
from bot.storage.migrations import migrations

LAST = "pairs_nameless"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    nowhere = {"LEERKRING_BOT_TOKEN": "1:x", "LEERKRING_API_URL": "http://127.0.0.1:9"}
    return Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"} | nowhere)


def break_off(path: Path) -> None:
    """Let a database be as one where a start was cut off after a change to it, and before that was noted."""
    with closing(open_for_writing(lay(path)).conn) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [LAST])


def found(terminal: Terminal) -> tuple[str, str]:
    [one] = [one for one in terminal.doctor() if one["what"] == "database"]
    return one["found"], one["do"]


def test_an_older_one_is_brought_up_to_date_by_a_start(terminal: Terminal) -> None:
    path = terminal.folder / "own.db"
    with closing(Database(path).conn):
        migrations.apply(Database(path), stop_before=LAST)
    assert upgrading.what_stops(path) is None
    assert found(terminal) == ("own.db is from an older Leerkring.", "Start the bot once, which brings it up to date.")
    open_for_writing(path).close()
    assert found(terminal) == ("ok", "")


async def test_one_where_that_broke_off_leads_to_a_backup_and_not_round_in_circles(terminal: Terminal) -> None:
    lay(terminal.folder / "own.db")
    terminal.give_here("backup", "copy.db")
    break_off(terminal.folder / "own.db")
    fact = "own.db can't be brought up to date (duplicate column name)."
    mend = "Stop the bot and put your latest backup in its place with `leerkring restore`."
    code, _, err = await terminal.give("run")
    assert (code, err, await asyncio.to_thread(found, terminal)) == (1, f"{fact} {mend}\n", (fact, mend))
    assert terminal.give_here("restore", "copy.db")[0] == 0
    open_for_reading(terminal.folder / "own.db").close()
