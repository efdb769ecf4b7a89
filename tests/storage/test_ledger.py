"""What was erased stays erased: an older backup comes back without it, and nobody can read what was from the marks."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place
from bot.core.outgoing import Say
from bot.core.purposes import SUMMARY, Purpose
from bot.core.session.state import Session
from bot.storage import (
    commitments,
    contributions,
    entries,
    ledger,
    outbox,
    people,
    quotes,
    sessions,
    teams,
    wiping,
)
from bot.storage.backups import back_up, put_back
from bot.storage.database import open_for_reading, open_for_writing, transaction
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
ANNA, BRAM = Person(4711, "Anna"), Person(4712, "Bram")
GROUP = Place(-100)
HERS, OTHER, HIS = "Merelwoorden van Anna.", "Nog iets van Anna.", "Sperwerwoorden van Bram."
MEANT = "Ik wacht langer."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a database with two people, what they said and what one of them intends, and a backup beside it."""
    path = tmp_path / "own.db"
    database = open_for_writing(lay(path))
    teams.add(database, GROUP, "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    session = ask(database, 1, "eerste-stap", NOON, NOON + timedelta(days=1))
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    for number, (person, text) in enumerate(((ANNA, HERS), (ANNA, OTHER), (BRAM, HIS))):
        entries.add(database, session, person, Audience.TEAM, "answer", text, NOON, (GROUP, number))
    contributions.release(database, 3, BRAM.id, Audience.LEADER, NOON)
    commitments.add(database, 1, session.id, BRAM.id, MEANT, LATER)
    database.close()
    back_up(path, tmp_path / "copy.db")
    return path


def changed(path: Path, change: Callable[[Database], object], settled: bool = True) -> None:
    """Change something in a database as the bot does, and settle what that removed unless the bot was killed first."""
    with contextlib.closing(open_for_writing(path)) as database:
        with transaction(database):
            change(database)
        if settled:
            wiping.settle(database, LATER)


def kept(path: Path) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return who is in a database, what they said, whom it is for, and what they intend."""
    with contextlib.closing(open_for_reading(path)) as database:
        queries = (
            "SELECT name FROM people ORDER BY id",
            "SELECT text FROM entries ORDER BY id",
            "SELECT audience FROM entries ORDER BY id",
            "SELECT text FROM commitments",
        )
        names, texts, audiences, meant = ([row[0] for row in database.execute(query)] for query in queries)
        return names, texts, audiences, meant


def forgotten(database: Database) -> None:
    contributions.erase_all(database, ANNA.id)
    people.erase(database, ANNA.id)


WHOLE = (["Anna", "Bram"], [HERS, OTHER, HIS], ["team", "team", "leader"], [MEANT])
WITHOUT = {
    "a person": (
        forgotten,
        (["Bram"], [HIS], ["leader"], [MEANT]),
    ),
    "an answer": (
        lambda database: contributions.withdraw(database, 1, ANNA.id),
        (["Anna", "Bram"], [OTHER, HIS], ["team", "leader"], [MEANT]),
    ),
    "older words": (
        lambda database: contributions.rewrite(database, 1, ANNA.id, "Andere woorden."),
        (["Anna", "Bram"], [OTHER, HIS], ["team", "leader"], [MEANT]),
    ),
    "a release": (
        lambda database: contributions.release(database, 3, BRAM.id, Audience.TEAM, LATER),
        (["Anna", "Bram"], [HERS, OTHER, HIS], ["team", "team", "team"], [MEANT]),
    ),
    "a commitment": (
        lambda database: commitments.erase(database, 1),
        (["Anna", "Bram"], [HERS, OTHER, HIS], ["team", "team", "leader"], []),
    ),
}


@pytest.mark.parametrize("settled", [True, False], ids=["settled", "killed before"])
@pytest.mark.parametrize("what", WITHOUT)
def test_a_restore_brings_back_nothing_that_was_erased_since(own: Path, what: str, settled: bool) -> None:
    copy = own.with_name("copy.db")
    change, expected = WITHOUT[what]
    before = kept(copy)
    changed(own, change, settled)
    done = put_back(own, copy, LATER)
    assert (before, kept(own), done.erased_since) == (WHOLE, expected, 1)


def test_what_only_came_anew_or_stayed_as_it_was_is_not_lost_by_a_restore(own: Path) -> None:
    def keep(database: Database) -> None:
        contributions.rewrite(database, 1, ANNA.id, HERS)
        entries.correct(database, GROUP, 1, ANNA.id, OTHER)
        commitments.set_text(database, 1, MEANT)
        commitments.tell_result(database, 1, "Het lukte.")

    changed(own, keep)
    assert (put_back(own, own.with_name("copy.db"), LATER).erased_since, kept(own)) == (0, WHOLE)


def test_where_nothing_tells_what_was_erased_that_is_said(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "own.db"
    assert put_back(elsewhere, own.with_name("copy.db"), LATER).erased_since is None


def test_a_line_that_was_cut_short_takes_no_other_along(own: Path) -> None:
    changed(own, forgotten)
    with ledger.file_of(own).open("a") as file:
        file.write('{"seq": 99, "ma')
    assert put_back(own, own.with_name("copy.db"), LATER).erased_since == 1
    assert kept(own)[0] == ["Bram"]


def test_what_a_backup_was_about_to_say_goes_with_what_it_quotes(own: Path) -> None:
    with contextlib.closing(open_for_writing(own)) as database:
        parcel = outbox.add(database, Say(text=HERS), GROUP.chat_id, SUMMARY, NOON, team_id=1)
        quotes.add(database, parcel, {("entry", 1)})
        outbox.add(database, Say(text="Hallo"), GROUP.chat_id, Purpose("hello"), NOON, team_id=1)
    back_up(own, own.with_name("second.db"))
    changed(own, lambda database: contributions.withdraw(database, 1, ANNA.id))
    put_back(own, own.with_name("second.db"), LATER)
    with contextlib.closing(open_for_reading(own)) as database:
        assert [row[0] for row in database.execute("SELECT purpose FROM outbox")] == ["hello"]


def test_what_was_erased_before_a_backup_and_said_anew_after_comes_back(own: Path) -> None:
    changed(own, lambda database: contributions.withdraw(database, 1, ANNA.id))
    add = (HERS, NOON, (GROUP, 9))
    changed(own, lambda database: entries.add(database, _session(database), ANNA, Audience.TEAM, "answer", *add))
    back_up(own, own.with_name("second.db"))
    assert put_back(own, own.with_name("second.db"), LATER).erased_since == 0
    assert kept(own)[1] == [OTHER, HIS, HERS]


def _session(database: Database) -> Session:
    found = sessions.find(database, 1)
    assert found is not None
    return found


def test_after_a_restore_the_backups_before_still_come_back_without_it(own: Path) -> None:
    copy = own.with_name("copy.db")
    changed(own, forgotten)
    put_back(own, copy, LATER)
    changed(own, lambda database: contributions.withdraw(database, 3, BRAM.id))
    put_back(own, copy, LATER + timedelta(seconds=1))
    assert kept(own) == (["Bram"], [], [], [MEANT])


def test_a_lost_database_is_replaced_without_what_was_erased_from_it(own: Path) -> None:
    changed(own, forgotten)
    own.write_text("A letter to the parents, and no database at all.")
    put_back(own, own.with_name("copy.db"), LATER)
    assert kept(own)[0] == ["Bram"]


def test_the_marks_hold_no_words_and_no_numbers_and_only_this_account_may_read_them(own: Path) -> None:
    changed(own, forgotten)
    file = ledger.file_of(own)
    text = file.read_text()
    found = [word for word in (HERS, "Merel", "Anna", str(ANNA.id)) if word in text]
    assert (found, text.count('"mark"') >= 3, file.stat().st_mode & 0o777) == ([], True, 0o600)


@pytest.mark.parametrize(
    ("is_there", "days", "left"),
    [(True, 400, True), (False, 30, True), (False, 400, False)],
    ids=["a backup from before is there", "a copy of one may be elsewhere", "none is left"],
)
def test_marks_stay_as_long_as_a_backup_from_before_may_be(own: Path, is_there: bool, days: int, left: bool) -> None:
    changed(own, lambda database: contributions.withdraw(database, 1, ANNA.id))
    if not is_there:
        own.with_name("copy.db").unlink()
    changed(own, lambda database: contributions.withdraw(database, 2, ANNA.id))
    today = datetime.now(UTC).date() + timedelta(days=days)
    with contextlib.closing(open_for_writing(own)) as database:
        ledger.move_out(database, own, today)
    assert bool(ledger.read(own).marks) is left
