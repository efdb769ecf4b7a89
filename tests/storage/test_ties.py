"""Ties: while a question is open its nameless answers are somebody's; cut, nothing tells whose, in whatever column."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place, Role
from bot.core.nameless import Fallback
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.core.session.state import Session
from bot.storage import (
    contributions,
    entries,
    members,
    nudges,
    outbox,
    participants,
    people,
    talks,
    teams,
    ties,
)
from bot.storage.database import open_for_writing, stamp
from bot.storage.laying import lay
from bot.storage.ties import Fallen

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GROUP = Place(-100)
ANNA, BRAM, CHRIS, DEWI = (Person(number, name) for number, name in enumerate(("Anna", "Bram", "Chris", "Dewi"), 1))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a team of four, members since the day before."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    teams.add(database, GROUP, "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    for person in (ANNA, BRAM, CHRIS, DEWI):
        people.meet(database, person.id, person.name, None)
        members.give_role(database, 1, person.id, Role.MEMBER, NOON - DAY)
    return database


def opened(database: Database) -> Session:
    return ask(database, 1, "eerste-stap", NOON, NOON + DAY)


def nameless(database: Database, session: Session, person: Person, text: str, fallback: Fallback = "gone") -> None:
    """Let somebody answer in private, to go without a name, and choose what becomes of it if too few do."""
    number = 1 + (database.execute("SELECT max(id) FROM entries").fetchone()[0] or 0)
    source = (Place(person.id), number)
    entries.add(database, session, person, Audience.AUTHOR, "answer", text, NOON + HOUR, source)
    contributions.share_without_name(database, number, person.id)
    ties.set_fallback(database, number, person.id, fallback)


def rows(database: Database, columns: str) -> list[tuple[object, ...]]:
    return list(database.execute(f"SELECT {columns} FROM entries ORDER BY id").fetchall())


def test_of_three_nothing_tells_whose_it_was_or_who_was_first(database: Database) -> None:
    session = opened(database)
    for person, text in ((CHRIS, "c eerst"), (ANNA, "b"), (CHRIS, "a daarna"), (BRAM, "a")):
        nameless(database, session, person, text)
    fallen = ties.cut(database, session.id)
    bare = (None, None, None, 1, stamp(session.state.started_at))
    expected = [(text, *bare) for text in ("a", "b", "c eerst\n\na daarna")]
    assert rows(database, "text, person_id, chat_id, message_id, is_nameless, at") == expected
    assert (fallen, rows(database, "fallback")) == ([], [(None,)] * 3)


def test_of_two_each_takes_the_way_its_writer_chose(database: Database) -> None:
    session = opened(database)
    nameless(database, session, ANNA, "a", "named")
    nameless(database, session, BRAM, "b", "author")
    nameless(database, session, BRAM, "weg ermee", "gone")
    fallen = ties.cut(database, session.id)
    assert rows(database, "text, person_id, audience, is_nameless") == [("a", 1, "team", 0), ("b", 2, "author", 0)]
    assert fallen == [Fallen(1, "named"), Fallen(2, "author"), Fallen(2, "gone")]


def test_cut_twice_is_cut_once_and_the_words_can_still_be_found(database: Database) -> None:
    session = opened(database)
    for person in (ANNA, BRAM, CHRIS):
        nameless(database, session, person, "Over de toets.")
    ties.cut(database, session.id)
    once = rows(database, "*")
    assert (ties.cut(database, session.id), rows(database, "*")) == ([], once)
    assert len({entry.voice for entry in entries.search(database, 1, "toets")}) == 3


def test_what_has_a_name_what_is_ones_own_and_other_sessions_stay_as_they_are(database: Database) -> None:
    session, other = opened(database), opened(database)
    entries.add(database, session, ANNA, Audience.TEAM, "answer", "In de groep.", NOON, (GROUP, 55))
    entries.add(database, session, ANNA, Audience.AUTHOR, "answer", "Voor mij.", NOON, (Place(1), 56))
    nameless(database, other, ANNA, "Zonder naam daar.")
    before = rows(database, "*")
    ties.cut(database, session.id)
    assert rows(database, "*") == before


def test_who_came_later_left_or_leads_hides_nobody(database: Database) -> None:
    session = opened(database)
    members.take_role(database, 1, CHRIS.id, Role.MEMBER)
    members.give_role(database, 1, CHRIS.id, Role.MEMBER, NOON + HOUR)
    members.give_role(database, 1, DEWI.id, Role.LEADER, NOON + HOUR)
    for person in (ANNA, BRAM, CHRIS, DEWI):
        nameless(database, session, person, f"van {person.name}", "author")
    # Two can't hide one another.
    assert (ties.peers(database, session.id), len(ties.cut(database, session.id))) == (frozenset(), 4)


def test_those_who_can_hide_one_another_are_three_and_nobody_once_it_is_cut(database: Database) -> None:
    session = opened(database)
    peers = ties.peers(database, session.id)
    ties.cut(database, session.id)
    # As in a copy that is put back.
    assert (len(peers) >= 3, ties.peers(database, session.id)) == (True, frozenset())


@pytest.mark.parametrize("role", [Role.LEADER, Role.COORDINATOR, Role.OBSERVER])
def test_who_is_no_member_hides_nobody(database: Database, role: Role) -> None:
    session = opened(database)
    members.take_role(database, 1, CHRIS.id, Role.MEMBER)
    members.give_role(database, 1, CHRIS.id, role, NOON - DAY)
    for person in (ANNA, BRAM, CHRIS):
        nameless(database, session, person, f"van {person.name}", "author")
    assert len(ties.cut(database, session.id)) == 3


def test_who_led_while_it_was_open_and_laid_that_down_hides_nobody(database: Database) -> None:
    session = opened(database)
    participants.keep_out(database, 1, CHRIS.id)
    for person in (ANNA, BRAM, CHRIS):
        nameless(database, session, person, f"van {person.name}", "author")
    assert len(ties.cut(database, session.id)) == 3


def test_everything_that_could_tell_who_answered_goes_with_the_ties(database: Database) -> None:
    session = opened(database)
    for person in (ANNA, BRAM, CHRIS):
        nameless(database, session, person, person.name)
        talks.begin(database, person.id, NOON, session_id=session.id)
        nudges.put(database, person.id, session.id, NOON)
        outbox.add(database, Say(text="Bewaard"), person.id, Purpose("question"), NOON, session_id=session.id)
        database.execute("INSERT INTO heard VALUES (?, 0, ?, 'given')", [session.id, person.id])
    ties.cut(database, session.id)
    counts = [
        database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("talks", "nudges", "outbox", "heard")
    ]
    assert counts == [0, 0, 0, 0]


@pytest.mark.parametrize("is_copy", [False, True])
def test_what_waits_for_the_close_shows_by_name_then_and_its_writer_hides_nobody(
    database: Database, is_copy: bool
) -> None:
    session = opened(database)
    for person in (ANNA, BRAM, CHRIS):
        nameless(database, session, person, f"zonder naam {person.name}")
    nameless(database, session, CHRIS, "met naam")
    contributions.share_at_close(database, 4, CHRIS.id, NOON + HOUR)
    assert rows(database, "audience, is_nameless, fallback, at")[3] == ("author", 0, "named", stamp(NOON + HOUR))
    ties.cut(database, session.id, is_copy=is_copy)
    # A copy outlasts the question: there it waits on, and goes with all else that is its writer's alone.
    left = ("author", "named") if is_copy else ("team", None)
    assert rows(database, "person_id, text, audience, fallback") == [(CHRIS.id, "met naam", *left)]


def test_what_is_given_after_a_restore_to_show_at_the_close_shows_then(database: Database) -> None:
    session = opened(database)
    ties.cut(database, session.id, is_copy=True)
    entries.add(database, session, ANNA, Audience.AUTHOR, "answer", "met naam", NOON + HOUR, (Place(ANNA.id), 1))
    contributions.share_at_close(database, 1, ANNA.id, NOON + HOUR)
    ties.cut(database, session.id)
    assert rows(database, "person_id, text, audience, fallback") == [(ANNA.id, "met naam", "team", None)]
