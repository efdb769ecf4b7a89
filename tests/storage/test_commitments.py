"""Commitments: what people intend, when they are asked, what came of it, and who may see that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from sqlite_utils import Database

from bot.core.model import Place
from bot.core.session.state import Planned, State
from bot.core.step import Bilingual, Step
from bot.storage import commitments, people, sessions, talks, teams
from bot.storage.commitments import Commitment
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
THEN = NOON + timedelta(weeks=3)
ANNA, BRAM = 1, 2
TEXT = "Ik bel eerst."


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    plan = (Planned.own(1, Step(ask=Bilingual(nl="Wat?", en="What?"))),)
    for number, name in enumerate(["Anna", "Bram"], 1):
        people.meet(database, number, name, None)
    for team_id, chat_id in ((1, -100), (2, -200)):
        teams.add(database, Place(chat_id), f"Team {team_id}", "nl", "Europe/Amsterdam", "nl-midden")
        state = State(plan, "calm", frozenset({ANNA}), NOON, NOON, NOON, NOON)
        assert sessions.add(database, team_id, "incident", state)
    return database


def intended(database: Database, person: int = ANNA, team: int = 1, at: datetime = THEN) -> int:
    return commitments.add(database, team, team, person, TEXT, at)


def found(database: Database, commitment_id: int, person: int = ANNA) -> Commitment:
    one = commitments.find(database, commitment_id, person)
    assert one
    return one


def test_an_intention_is_at_first_for_oneself_alone(database: Database) -> None:
    one = found(database, intended(database))
    expected = Commitment(
        id=one.id,
        team_id=1,
        team="Team 1",
        session_id=1,
        person_id=ANNA,
        name="Anna",
        text=TEXT,
        state="open",
        ask_at=THEN,
        asked_at=None,
        answered_at=None,
        is_shared=False,
        result=None,
    )
    assert (one, commitments.shared_in(database, 1)) == (expected, [])


def test_nobody_else_finds_it(database: Database) -> None:
    assert commitments.find(database, intended(database), BRAM) is None


def test_other_words_in_the_same_session_change_nothing_else(database: Database) -> None:
    one = intended(database)
    commitments.share(database, one, is_shared=True)
    again = commitments.add(database, 1, 1, ANNA, "Ik wacht.", NOON)
    assert [(each.id, each.text, each.is_shared) for each in commitments.of_session(database, 1)] == [
        (one, "Ik wacht.", True)
    ]
    assert again == one


def test_it_is_asked_about_once(database: Database) -> None:
    one = intended(database)
    early, late = THEN - timedelta(seconds=1), THEN
    owed = [commitments.owed(database, at) for at in (early, late)]
    to_ask = [[each.id for each in commitments.to_ask(database, team, late)] for team in (1, 2)]
    next_at = commitments.next_owed(database)
    commitments.mark_asked(database, one, late)
    assert (owed, to_ask, next_at) == ([[], [1]], [[one], []], THEN)
    assert (commitments.owed(database, late), commitments.next_owed(database)) == ([], None)


def test_another_date_lets_it_be_asked_anew(database: Database) -> None:
    one = intended(database)
    commitments.mark_asked(database, one, THEN)
    later = THEN + timedelta(weeks=1)
    commitments.set_date(database, one, later)
    assert (found(database, one).ask_at, found(database, one).asked_at) == (later, None)
    assert commitments.next_owed(database) == later


def test_what_is_answered_is_not_asked_any_more(database: Database) -> None:
    one = intended(database)
    commitments.answer(database, one, "kept", NOON)
    commitments.tell_result(database, one, "Het hielp.")
    expected = replace(found(database, one), state="kept", answered_at=NOON, result="Het hielp.")
    assert (found(database, one), commitments.owed(database, THEN)) == (expected, [])


def test_what_came_of_it_is_told_once_and_only_if_shared(database: Database) -> None:
    shared, own, unanswered = intended(database), intended(database, BRAM), intended(database, ANNA, 2)
    for one in (shared, unanswered):
        commitments.share(database, one, is_shared=True)
    for one in (shared, own):
        commitments.answer(database, one, "partly", NOON)
    told = [[each.id for each in commitments.take_untold(database, team)] for team in (1, 1, 2)]
    assert told == [[shared], [], []]


def test_counts_tell_what_is_open_due_kept_and_in_part_and_of_how_many_people(database: Database) -> None:
    one, _ = intended(database), intended(database, BRAM)
    seen = []
    came_of_it: tuple[Literal["partly", "kept", "dropped"], ...] = ("partly", "kept", "dropped")
    for state in came_of_it:
        commitments.answer(database, one, state, NOON)
        seen.append(commitments.counts(database, 1, NOON, besides=()))
    assert seen == [{"partly": (1, 1), "open": (1, 1)}, {"kept": (1, 1), "open": (1, 1)}, {"open": (1, 1)}]
    assert commitments.counts(database, 1, THEN, besides=()) == {"due": (1, 1)}
    assert commitments.counts(database, 1, NOON, besides={BRAM}) == {}
    assert [commitments.people_with(database, 1, besides) for besides in ((), {BRAM}, {99})] == [2, 1, 2]
    assert (commitments.count_unshared(database, 1), commitments.count_unshared(database, 2)) == ((2, 2), (0, 0))


def test_what_was_intended_in_a_session_that_was_broken_off_goes(database: Database) -> None:
    intended(database)
    other = intended(database, team=2)
    commitments.forget_session(database, 1)
    assert [one.id for one in commitments.of_person(database, ANNA)] == [other]


def test_whoever_is_erased_takes_it_along_and_the_talk_about_it(database: Database) -> None:
    one, other = intended(database), intended(database, BRAM)
    talks.begin(database, BRAM, NOON, commitment_id=other)
    people.erase(database, ANNA)
    commitments.erase(database, other)
    assert (commitments.of_session(database, 1), talks.find(database, BRAM), one == other) == ([], None, False)
