"""Removing on the machine itself: what is old, by dates and numbers, and what somebody asked to have erased."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commandline.kept import terminal_with_something_kept
from commandline.terminal import Terminal

from bot.core.timing import HOME_ZONE
from bot.storage import pruning
from bot.storage.database import open_for_reading, open_for_writing, transaction
from bot.storage.laying import lay
from bot.storage.locking import hold_lock

NOW = datetime.now(UTC)
TODAY = f"{NOW.astimezone(HOME_ZONE):%Y-%m-%d}"
WORDS = ("kwam binnen", "zelf", "huilde", "moeder", "ZO")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return terminal_with_something_kept(tmp_path)


def told(terminal: Terminal) -> None:
    """Let the team have been told long enough ago."""
    database = open_for_writing(lay(terminal.folder / "own.db"))
    with transaction(database):
        pruning.note_notice(database, 1, NOW - timedelta(days=40), NOW - timedelta(days=10))
        pruning.note_heard(database, 1)
    database.close()


def counted(terminal: Terminal, table: str) -> int:
    database = open_for_reading(terminal.folder / "own.db")
    number = int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    database.close()
    return number


def test_a_dry_run_shows_numbers_and_dates_and_no_words(terminal: Terminal) -> None:
    found = terminal.read_here("prune", "--dry-run")
    team, _ = found["teams"]
    due = {kind: one["due"] for kind, one in team["kinds"].items() if one["due"]}
    assert (due, team["is_held_back"], team["removed"], counted(terminal, "entries")) == (
        {"answers": 3, "commitments": 1},
        True,
        0,
        3,
    )
    _, out, _ = terminal.give_here("prune", "--dry-run")
    assert [word in out for word in WORDS] == [False] * len(WORDS)
    assert "Held back: the bot tells the coordinators the next night" in out


def test_what_nobody_was_told_of_stays(terminal: Terminal) -> None:
    assert (terminal.read_here("prune")["teams"][0]["removed"], counted(terminal, "entries")) == (0, 3)


def test_what_is_owed_goes_at_once_and_leaves_nothing_in_the_files(terminal: Terminal) -> None:
    told(terminal)
    done = terminal.read_here("prune")["teams"][0]
    left = (done["removed"], counted(terminal, "entries"), counted(terminal, "sessions"))
    raw = b"".join(path.read_bytes() for path in terminal.folder.glob("own.db*"))
    assert (left, b"Over Zoe zelf" in raw, b"de moeder van" in raw) == ((4, 0, 1), False, False)


def test_of_another_team_nothing_goes(terminal: Terminal) -> None:
    told(terminal)
    [other] = terminal.read_here("prune", "--team", "2")["teams"]
    assert (other["team"], other["removed"], counted(terminal, "entries")) == (2, 0, 3)


@pytest.mark.parametrize("words", [("prune",), ("erase", "--entry", "1", "--yes"), ("erase", "--entry", "1")])
def test_beside_a_running_bot_nothing_is_removed(terminal: Terminal, words: tuple[str, ...]) -> None:
    told(terminal)
    lock = hold_lock(terminal.folder / "own.db", "here", "wait")
    code, _, errors = terminal.give_here(*words)
    looked, *_ = terminal.give_here("prune", "--dry-run")
    lock.release()
    assert (code, "already running on own.db. Stop it first, or" in errors, looked) == (3, True, 0), errors
    assert "for good?" not in errors
    assert counted(terminal, "entries") == 3


@pytest.mark.parametrize(
    ("words", "table", "left", "waiting"),
    [
        (("--entry", "1"), "entries", 2, 1),
        (("--entry", "2"), "entries", 2, 2),
        (("--commitment", "1"), "commitments", 0, 2),
        (("--message", "1"), "outbox", 1, 1),
        (("--person", "11"), "people", 1, 1),
        (("--person", "12"), "people", 1, 2),
        (("--question", "1"), "own_questions", 0, 2),
        (("--draft", "1"), "question_drafts", 0, 2),
        (("--unplaced", "1"), "unplaced", 0, 2),
        (("--update", "7"), "inbox WHERE raw IS NOT NULL", 0, 2),
    ],
)
def test_one_thing_is_erased_and_what_quotes_it_is_taken_back(
    terminal: Terminal, words: tuple[str, ...], table: str, left: int, waiting: int
) -> None:
    code, out, _ = terminal.give_here("erase", *words, "--yes")
    # What waits and quotes something else is left alone.
    assert (code, counted(terminal, table), counted(terminal, "outbox")) == (0, left, waiting)
    assert "Still to do by hand: what people wrote in Telegram" in out


def test_with_a_person_goes_all_that_bears_their_name(terminal: Terminal) -> None:
    terminal.give_here("erase", "--person", "12", "--yes")
    raw = b"".join(path.read_bytes() for path in terminal.folder.glob("own.db*") if "access" not in path.name)
    found = [text.encode() in raw for text in ("Bram", "Over Zoe zelf", "de moeder van", "kwam binnen")]
    assert found == [False, False, False, True]


@pytest.mark.parametrize(
    "thing", ["entry", "commitment", "question", "draft", "unplaced", "person", "update", "message"]
)
@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_what_is_not_there_is_said_and_not_asked_about(terminal: Terminal, thing: str, more: tuple[str, ...]) -> None:
    told = terminal.give_here("erase", f"--{thing}", "99", *more, typed="y\n")
    assert told == (1, f"There is no {thing} 99. `leerkring find` tells numbers.\n", "")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--entry", "2"), "entry 2 (answer, team 1 “Onderbouw”, 2020-11-24)"),
        (("--commitment", "1"), "commitment 1 (team 1 “Onderbouw”, 2020-11-24)"),
        (("--message", "2"), f"message 2 (team 2 “Bovenbouw”, {TODAY})"),
        (("--question", "1"), f"question 1 (team 1 “Onderbouw”, {TODAY})"),
        (("--draft", "1"), f"draft 1 (team 1 “Onderbouw”, {TODAY})"),
        (("--update", "7"), f"update 7 ({TODAY})"),
        (("--person", "11"), "person 11 (Anna, team 1 “Onderbouw”, 1 contribution)"),
        (("--person", "12"), "person 12 (Bram, 1 contribution)"),
    ],
)
def test_it_asks_with_the_kind_the_team_and_the_date_and_never_the_words(
    terminal: Terminal, words: tuple[str, ...], asked: str
) -> None:
    _, out, err = terminal.give_here("erase", *words, typed="n\n")
    assert (out, err.startswith(f"Erase {asked} for good? [y/N]")) == ("", True), err
    assert [word in err for word in WORDS] == [False] * len(WORDS)


@pytest.mark.parametrize("words", [(), ("--entry", "1", "--person", "12")])
def test_exactly_one_thing_is_named(terminal: Terminal, words: tuple[str, ...]) -> None:
    code, _, errors = terminal.give_here("erase", *words, "--yes")
    assert (code, "Name one thing to erase" in errors) == (2, True)


def test_without_a_yes_nothing_is_erased(terminal: Terminal) -> None:
    code, _, _ = terminal.give_here("erase", "--entry", "1")
    assert (code, counted(terminal, "entries")) == (1, 3)
