"""A long log on the command line: printed as it is read, a page at a time, while others go on writing."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from commandline.terminal import CLEAN, Terminal
from sqlite_utils import Database

from bot.commandline import reading
from bot.commandline.shell import progress
from bot.core.model import Audience, Person, Place
from bot.storage import entries, people, teams
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
ANNA = Person(11, "Anna")
# More than a page, in entries that come by turns from three teams.
MANY = 2 * entries.PAGE + 500


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_for_writing(lay(tmp_path / "own.db"))) as database:
        with transaction(database):
            people.meet(database, ANNA.id, ANNA.name, None)
            for number in range(3):
                teams.add(database, Place(-100 - number), f"Team {number}", "nl", "Europe/Amsterdam", "nl-midden")
            sessions = [ask(database, team, "eerste-stap", NOON, NOON + timedelta(days=1)) for team in (1, 2, 3)]
            for number in range(MANY):
                text = f"Woord {number}, «één»" + ("\nen nog een regel" if number % 7 == 0 else "")
                audience = Audience.AUTHOR if number % 5 == 4 else Audience.TEAM
                author = ANNA if number % 11 else None
                entries.add(database, sessions[number % 3], author, audience, "answer", text, NOON, None)
            database.execute("UPDATE sessions SET state = 'closed', crowd = 3 WHERE id <> 2")
        yield database


@pytest.fixture
def terminal(database: Database, tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"})


def readable(number: int) -> bool:
    """Tell whether an entry is for the team, and no nameless one of the question that is open."""
    return number % 5 != 4 and (number % 11 != 0 or number % 3 != 1)


@pytest.mark.parametrize(
    "words", [(), ("--team", "2"), ("--search", "een"), ("--team", "3", "--search", "woord regel")]
)
def test_as_json_it_is_one_list_as_other_lists_are(terminal: Terminal, words: tuple[str, ...]) -> None:
    code, out, _ = terminal.give_here("log", *words, "--json")
    found = json.loads(out)
    assert (code, out) == (0, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    assert [list(one) for one in found[:1]] == [
        ["id", "at", "team", "session", "method", "step", "author", "audience", "kind", "text", "value"]
    ]


def test_nothing_is_an_empty_list_and_said_to_people(terminal: Terminal) -> None:
    said = [terminal.give_here("log", "--search", "nergens", *how)[1] for how in ((), ("--json",))]
    assert said == ["There are no entries.\n", "[]\n"]


def test_the_log_is_told_in_the_order_of_time_and_a_search_team_by_team(terminal: Terminal) -> None:
    told, found = terminal.read_here("log"), terminal.read_here("log", "--search", "woord")
    expected = [number + 1 for number in range(MANY) if readable(number)]
    assert [one["id"] for one in told] == expected
    assert [one["id"] for one in found] == sorted(expected, key=lambda number: ((number - 1) % 3, number))


def test_to_people_each_entry_is_a_line_with_its_team(terminal: Terminal) -> None:
    lines = terminal.give_here("log", "--team", "2")[1].splitlines()
    assert lines[0] == "2026-11-24T12:00:00+01:00  team 2 (Team 1)  eerste-stap  Anna: Woord 1, «één»"


def test_while_it_is_read_the_files_can_be_brought_back_to_one(
    database: Database, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEERKRING_DATABASE", str(terminal.folder / "own.db"))
    monkeypatch.chdir(terminal.folder)
    for items in (
        reading.logged(None, None),
        reading.logged(None, "woord"),
        reading.found_places("woord", None, shows_words=True),
    ):
        first = next(items)
        database.execute("UPDATE teams SET name = 'Anders' WHERE id = 1")
        # Busy, pages in the log, pages brought back: after a whole one the log holds none.
        assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
        assert (first["id"], len(list(items)) > entries.PAGE) == (1, True)


def test_what_is_erased_meanwhile_is_printed_no_more(
    database: Database, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEERKRING_DATABASE", str(terminal.folder / "own.db"))
    items = reading.logged(None, None)
    first = next(items)
    entries.erase(database, MANY - 2)
    assert (first["id"], MANY - 2 in {one["id"] for one in items}) == (1, False)


def test_whoever_has_seen_enough_hears_no_complaint(terminal: Terminal) -> None:
    command, pipe = [sys.executable, "-m", "bot", "log", "--json"], subprocess.PIPE
    with subprocess.Popen(command, env=CLEAN | terminal.settings, cwd=terminal.folder, stdout=pipe, stderr=pipe) as one:
        assert one.stdout
        assert one.stderr
        first = one.stdout.readline()
        one.stdout.close()
        errors = one.stderr.read()
    assert (first, errors) == (b"[\n", b"")


class Screen(io.StringIO):
    """A terminal that keeps what was written on it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "is_screen", "is_wanted", "shown"),
    [(1.0, True, True, ""), (9.0, False, True, ""), (9.0, True, False, ""), (9.0, True, True, "Reading  [")],
)
def test_a_bar_shows_on_a_terminal_where_work_takes_long(
    monkeypatch: pytest.MonkeyPatch, seconds: float, is_screen: bool, is_wanted: bool, shown: str
) -> None:
    screen = Screen() if is_screen else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    clock = iter([0.0, *[seconds] * 4])
    with progress("Reading", is_wanted=is_wanted, clock=lambda: next(clock)) as came:
        for done in (1000, 2000, 4000):
            came(done, 4000)
    written = screen.getvalue()
    assert (shown in written, "100%" in written, bool(written)) == (True, bool(shown), bool(shown))
