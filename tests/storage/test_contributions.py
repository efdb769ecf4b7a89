"""Contributions: what is one's own, to read, change, share or withdraw, and at last nobody can tell whose it was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask, close
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place
from bot.core.session.state import Session
from bot.storage import contributions, entries, people, teams
from bot.storage.contributions import Contribution
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANNA, BRAM, CHRIS = Person(1, "Anna"), Person(2, "Bram"), Person(3, "Chris")
GROUP = Place(-100)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id, name in ((GROUP.chat_id, "Onderbouw"), (-200, "Bovenbouw")):
        teams.add(database, Place(chat_id), name, "nl", "Europe/Amsterdam", "nl-midden")
    for person in (ANNA, BRAM, CHRIS):
        people.meet(database, person.id, person.name, None)
    return database


def opened(database: Database, team_id: int = 1) -> Session:
    return ask(database, team_id, "eerste-stap", NOON, NOON + DAY)


def private(
    database: Database, session: Session, person: Person, text: str, at: datetime = NOON + HOUR, nameless: bool = False
) -> None:
    """Add what somebody wrote in private: for that person alone, or without a name."""
    number = 1 + (database.execute("SELECT max(id) FROM entries").fetchone()[0] or 0)
    entries.add(database, session, person, Audience.AUTHOR, "answer", text, at, (Place(person.id), number))
    if nameless:
        contributions.share_without_name(database, number, person.id)


def said(database: Database, session: Session, person: Person, text: str, message_id: int = 55) -> None:
    """Add what somebody wrote in the group."""
    entries.add(database, session, person, Audience.TEAM, "answer", text, NOON, (GROUP, message_id))


def rows(database: Database, columns: str) -> list[tuple[object, ...]]:
    return list(database.execute(f"SELECT {columns} FROM entries ORDER BY id").fetchall())


def test_a_contribution_is_told_with_its_team_and_session(database: Database) -> None:
    session = opened(database)
    said(database, session, ANNA, "Ik telde.")
    where = (1, "Onderbouw", session.id, session.code, "eerste-stap", 1)
    expected = Contribution(
        1, *where, "answer", False, Audience.TEAM, False, "gone", "Ik telde.", NOON, is_open=True, in_group=True
    )
    assert contributions.of_person(database, ANNA.id) == [expected]


def test_what_was_written_in_private_was_not_said_in_the_group(database: Database) -> None:
    session = opened(database)
    private(database, session, ANNA, "Voor mij.")
    close(database, session, NOON + DAY)
    told = contributions.find(database, 1, ANNA.id)
    assert told is not None
    assert (told.audience, told.is_nameless, told.is_open, told.in_group) == (Audience.AUTHOR, False, False, False)


def test_they_come_newest_first_and_by_pages(database: Database) -> None:
    session = opened(database)
    for number in range(1, 8):
        private(database, session, ANNA, str(number))
    private(database, session, BRAM, "van Bram")
    pages = [[one.text for one in contributions.of_person(database, ANNA.id, start, 3)] for start in (0, 3, 6, 9)]
    assert (pages, contributions.count(database, ANNA.id)) == ([["7", "6", "5"], ["4", "3", "2"], ["1"], []], 7)


def test_those_of_one_session_come_oldest_first_and_are_ones_own(database: Database) -> None:
    session, other = opened(database), opened(database, 2)
    for where, person, text in (
        (session, ANNA, "een"),
        (other, ANNA, "daar"),
        (session, BRAM, "B"),
        (session, ANNA, "twee"),
    ):
        private(database, where, person, text)
    found = [one.text for one in contributions.in_session(database, session.id, ANNA.id)]
    assert found == ["een", "twee"]


@pytest.mark.parametrize(("entry_id", "person"), [(1, BRAM), (2, ANNA), (0, ANNA), (-1, ANNA)])
def test_nobody_finds_changes_releases_or_withdraws_what_is_not_theirs(
    database: Database, entry_id: int, person: Person
) -> None:
    said(database, opened(database), ANNA, "Ik telde.")
    before = rows(database, "*")
    found = contributions.find(database, entry_id, person.id)
    contributions.rewrite(database, entry_id, person.id, "Anders.")
    contributions.release(database, entry_id, person.id, Audience.LEADER, NOON)
    contributions.withdraw(database, entry_id, person.id)
    assert (found, rows(database, "*")) == (None, before)


def test_rewritten_words_take_the_place_of_the_old_in_the_search_too(database: Database) -> None:
    said(database, opened(database), ANNA, "Over de toets.")
    contributions.rewrite(database, 1, ANNA.id, "Over de kring.")
    found = {words: len(entries.search(database, 1, words)) for words in ("toets", "kring")}
    assert found == {"toets": 0, "kring": 1}


def test_rewritten_words_leave_no_trace_of_when(database: Database) -> None:
    said(database, opened(database), ANNA, "Over de toets.")
    before = next(iter(database.query("SELECT * FROM entries")))
    contributions.rewrite(database, 1, ANNA.id, "Over de kring.")
    assert next(iter(database.query("SELECT * FROM entries"))) == before | {"text": "Over de kring."}


def test_released_and_taken_back_leaves_no_trace_of_when(database: Database) -> None:
    said(database, opened(database), ANNA, "Ik telde.")
    contributions.release(database, 1, ANNA.id, Audience.LEADER, NOON + HOUR)
    between = [entry.id for entry in entries.released_to(database, 1, NOON, NOON + DAY)]
    contributions.release(database, 1, ANNA.id, Audience.TEAM, NOON + 2 * HOUR)
    assert (between, rows(database, "audience, released_at")) == ([1], [("team", None)])


def test_shared_without_a_name_it_takes_the_hour_of_the_session(database: Database) -> None:
    session, other = opened(database), opened(database)
    private(database, session, ANNA, "Zonder naam.")
    private(database, other, ANNA, "Daar.")
    private(database, session, BRAM, "Van Bram.")
    said(database, session, ANNA, "In de groep.")
    contributions.share_without_name(database, 1, ANNA.id)
    shown = [
        (entry.text, entry.author and entry.author.id, entry.at) for entry in entries.of_session(database, session.id)
    ]
    assert shown == [("Zonder naam.", None, NOON), ("Van Bram.", 2, NOON + HOUR), ("In de groep.", 1, NOON)]
    assert [one.audience for one in contributions.in_session(database, other.id, ANNA.id)] == [Audience.AUTHOR]


def test_kept_to_its_author_it_is_nobody_elses_again(database: Database) -> None:
    session = opened(database)
    for person in (ANNA, BRAM):
        private(database, session, person, f"Van {person.name}.", nameless=True)
    said(database, session, ANNA, "In de groep.")
    contributions.keep_to_author(database, 1, ANNA.id, NOON)
    assert rows(database, "audience, is_nameless") == [("author", 0), ("team", 1), ("team", 0)]


def test_withdrawn_is_gone_and_erased_is_all_that_bears_a_name(database: Database) -> None:
    session = opened(database)
    for text in ("een", "twee"):
        private(database, session, ANNA, text)
    private(database, session, BRAM, "van Bram")
    contributions.withdraw(database, 1, ANNA.id)
    left = [row[0] for row in rows(database, "text")]
    contributions.erase_all(database, ANNA.id)
    assert (left, rows(database, "text")) == (["twee", "van Bram"], [("van Bram",)])
