"""Entries: the log of a team, corrected by its authors, and searched in plain words inside one team only."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.core.model import Audience, Entry, Person, Place
from bot.core.session.state import Session
from bot.storage import entries, people, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.search_index import SIGN, query_of, rebuild

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BRAM = Person(1, "Anna"), Person(2, "Bram")
OUR_PLACE, THEIR_PLACE = Place(-100), Place(-200)

moderately = settings(max_examples=150, deadline=None, database=None, derandomize=True)
OPERATORS = ['"', "'", "*", "AND", "OR", "NOT", "NEAR", "NEAR(", ")", "(", "^", ":", "-", "text:", "{", "+", ";", "--"]
scraps = st.sampled_from([*OPERATORS, "toets", "kring", "één", "%", "_", "\\", "\x00", "😀", "", "rang", "''"])
odd_words = st.one_of(st.lists(scraps, min_size=1, max_size=6).map(" ".join), st.text(max_size=20))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return prepared(tmp_path)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a database that tests only search in: the same words in the logs of two teams."""
    database = prepared(tmp_path_factory.mktemp("searched"))
    for team_id in (1, 2):
        session = opened(database, team_id)
        for text in ("De toets in de kring.", "Eén toets; AND OR NOT.", 'Ze zei: "kring" (text: 100%).'):
            add(database, session, text)
    yield database
    database.close()


def prepared(folder: Path) -> Database:
    database = open_for_writing(lay(folder / "leerkring.db"))
    for place in (OUR_PLACE, THEIR_PLACE):
        teams.add(database, place, "Team", "nl", "Europe/Amsterdam", "nl-midden")
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    return database


def opened(database: Database, team_id: int = 1) -> Session:
    return ask(database, team_id, "eerste-stap", NOON, NOON + DAY)


def add(
    database: Database,
    session: Session,
    text: str,
    author: Person | None = ANNA,
    source: tuple[Place, int] | None = None,
    at: datetime = NOON,
) -> bool:
    return entries.add(database, session, author, Audience.TEAM, "answer", text, at, source)


def texts(found: list[Entry]) -> list[str]:
    return [entry.text for entry in found]


def test_an_entry_is_kept_as_it_was_given(database: Database) -> None:
    session = opened(database)
    add(database, session, "Ik telde tot vijf.", source=(OUR_PLACE, 55))
    expected = Entry(
        1,
        1,
        session.id,
        "eerste-stap",
        1,
        ANNA,
        Audience.TEAM,
        "answer",
        "Ik telde tot vijf.",
        None,
        NOON,
        voice=ANNA.id,
        is_settled=False,
    )
    assert entries.of_session(database, session.id) == [expected]


def test_an_entry_without_a_name_has_no_author(database: Database) -> None:
    session = opened(database)
    add(database, session, "Ik ook.", author=None)
    assert [entry.author for entry in entries.of_session(database, session.id)] == [None]


def test_a_message_leaves_one_entry_however_often_it_comes(database: Database) -> None:
    session = opened(database)
    added = [add(database, session, text, source=(OUR_PLACE, 55)) for text in ("Een.", "Twee.")]
    assert (added, texts(entries.of_session(database, session.id))) == ([True, False], ["Een."])


def test_the_same_message_number_in_another_chat_is_another_entry(database: Database) -> None:
    ours, theirs = opened(database, 1), opened(database, 2)
    added = [
        add(database, ours, "Wij.", source=(OUR_PLACE, 55)),
        add(database, theirs, "Zij.", source=(THEIR_PLACE, 55)),
    ]
    found = [texts(entries.of_session(database, session.id)) for session in (ours, theirs)]
    assert (added, found) == ([True, True], [["Wij."], ["Zij."]])


def test_entries_without_a_source_are_all_kept(database: Database) -> None:
    session = opened(database)
    assert [add(database, session, text) for text in ("Een.", "Twee.")] == [True, True]


@pytest.mark.parametrize(
    ("place", "message_id", "person", "expected"),
    [
        (OUR_PLACE, 55, ANNA, ["Beter."]),
        (OUR_PLACE, 55, BRAM, ["Eerst."]),
        (OUR_PLACE, 56, ANNA, ["Eerst."]),
        (THEIR_PLACE, 55, ANNA, ["Eerst."]),
    ],
)
def test_only_its_author_corrects_an_entry(
    database: Database, place: Place, message_id: int, person: Person, expected: list[str]
) -> None:
    session = opened(database)
    add(database, session, "Eerst.", source=(OUR_PLACE, 55))
    corrected = entries.correct(database, place, message_id, person.id, "Beter.")
    found = (1, session.id) if expected == ["Beter."] else None
    assert (corrected, texts(entries.of_session(database, session.id))) == (found, expected)


def test_an_entry_without_a_name_is_corrected_by_nobody(database: Database) -> None:
    add(database, opened(database), "Eerst.", author=None, source=(OUR_PLACE, 55))
    assert entries.correct(database, OUR_PLACE, 55, ANNA.id, "Beter.") is None


def test_after_a_correction_only_the_new_words_are_found(database: Database) -> None:
    add(database, opened(database), "Over de toets.", source=(OUR_PLACE, 55))
    entries.correct(database, OUR_PLACE, 55, ANNA.id, "Over de kring.")
    found = {words: texts(entries.search(database, 1, words)) for words in ("toets", "kring")}
    assert found == {"toets": [], "kring": ["Over de kring."]}


def test_erased_words_are_found_no_more(database: Database) -> None:
    add(database, opened(database), "Over de toets.")
    database.execute("DELETE FROM entries")
    assert entries.search(database, 1, "toets") == []


def test_a_stretch_of_a_teams_log_holds_its_first_instant_and_not_its_last(database: Database) -> None:
    ours, theirs = opened(database, 1), opened(database, 2)
    ages = {"voor": -DAY, "eerste": 0 * DAY, "laatste": DAY - timedelta(milliseconds=1), "na": DAY}
    for text, age in ages.items():
        add(database, ours, text, at=NOON + age)
    add(database, theirs, "zij")
    assert texts(entries.of_team(database, 1, NOON, NOON + DAY)) == ["eerste", "laatste"]


def test_somebodys_entries_are_counted_in_one_team(database: Database) -> None:
    ours, theirs = opened(database, 1), opened(database, 2)
    add(database, ours, "Een."), add(database, ours, "Twee."), add(database, theirs, "Drie.")
    add(database, ours, "Vier.", author=BRAM), add(database, ours, "Vijf.", author=None)
    assert [entries.count_of(database, 1, person) for person in (1, 2, 99)] == [2, 1, 0]


def test_every_entry_is_told_of_one_team_or_of_all(database: Database) -> None:
    ours, theirs = opened(database, 1), opened(database, 2)
    add(database, theirs, "Zij."), add(database, ours, "Wij.")
    told = [texts(list(entries.every(database, team_id))) for team_id in (1, 2, 3, None)]
    assert told == [["Wij."], ["Zij."], [], ["Zij.", "Wij."]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("toets", [2, 1]),
        ("TOETS", [2, 1]),
        ("een", [2]),
        ("één", [2]),
        ('"', []),
        (" ", []),
        ("toets kring", [1]),
        ("kring toets", [1]),
        ("kring", [3, 1]),
        ("toe", []),
        ("toe*", []),
        ("toets OR zei", []),
        ("AND", [2]),
        ("NOT toets", [2]),
        ("NEAR(toets kring)", []),
        ("text:100", [3]),
        ('"kring', [3, 1]),
        ("100%", [3]),
        ("'; DROP TABLE entries; --", []),
    ],
)
def test_a_search_finds_what_holds_all_words_newest_first(searched: Database, words: str, expected: list[int]) -> None:
    assert [entry.id for entry in entries.search(searched, 1, words)] == expected


def test_the_index_finds_of_one_team_no_more_than_that_one_holds(searched: Database) -> None:
    matching = "SELECT count(*) FROM entries_fts WHERE entries_fts MATCH ?"
    teams_asked = (1, 2, 3, None)
    counts = [searched.execute(matching, [query_of("toets", team)]).fetchone()[0] for team in teams_asked]
    assert counts == [2, 2, 0, 4]


@pytest.mark.parametrize(
    "words", ["1", "2", "team_word", f"team_word:{SIGN}1", f"{SIGN}1", f'x" AND team_word : "{SIGN}2']
)
def test_what_a_team_is_in_the_index_is_no_word_in_it(searched: Database, words: str) -> None:
    told = [[entry.id for entry in entries.search(searched, team_id, words)] for team_id in (1, 2)]
    assert (told, list(entries.every(searched, None, words))) == ([[], []], [])


def test_whoever_asks_the_index_itself_for_a_number_finds_what_holds_it(database: Database) -> None:
    add(database, opened(database, 1), "Groep 2."), add(database, opened(database, 2), "Groep 3.")
    told = database.execute("SELECT rowid FROM entries_fts WHERE entries_fts MATCH '2'").fetchall()
    assert told == [(1,)]


def test_a_number_that_is_written_is_found(database: Database) -> None:
    add(database, opened(database, 2), "Groep 1 en 2."), add(database, opened(database, 1), "Groep 3.")
    found = [texts(entries.search(database, team_id, "2")) for team_id in (1, 2)]
    assert found == [[], ["Groep 1 en 2."]]


def test_an_index_made_anew_still_knows_the_teams(database: Database) -> None:
    add(database, opened(database, 1), "Over de toets."), add(database, opened(database, 2), "De toets.")
    database.execute("UPDATE entries_fts_data SET block = x'00ff00ff' WHERE id > 1")
    rebuild(database)
    database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    assert [texts(entries.search(database, team_id, "toets")) for team_id in (1, 2)] == [
        ["Over de toets."],
        ["De toets."],
    ]


def test_a_search_is_limited(searched: Database) -> None:
    limits = (0, 1, 2, -1)
    assert [len(entries.search(searched, 1, "kring", limit)) for limit in limits] == [0, 1, 2, 2]


@moderately
@given(words=odd_words, team_id=st.integers(0, 3))
def test_a_search_never_crosses_teams_and_takes_any_words(searched: Database, words: str, team_id: int) -> None:
    assert {entry.team_id for entry in entries.search(searched, team_id, words)} <= {team_id}


@moderately
@given(words=odd_words)
def test_both_teams_find_the_same_in_the_same_words(searched: Database, words: str) -> None:
    ours, theirs = (texts(entries.search(searched, team_id, words)) for team_id in (1, 2))
    assert ours == theirs


@moderately
@given(operator=st.sampled_from(OPERATORS), word=st.sampled_from(["toets", "kring", "zei"]))
def test_an_operator_never_finds_more_than_the_word_beside_it(searched: Database, operator: str, word: str) -> None:
    with_operator = {entry.id for entry in entries.search(searched, 1, f"{word} {operator} vergadering")}
    assert with_operator <= {entry.id for entry in entries.search(searched, 1, "vergadering")}
