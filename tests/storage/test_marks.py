"""Marks and agreements: what people chose, without whose it is, and who accepted which rules."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.core.model import Place
from bot.core.session.state import Planned, State
from bot.core.step import Bilingual, Step
from bot.storage import agreements, marks, people, sessions, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
ANNA, BRAM, CHRIS = 1, 2, 3


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    plan = (Planned.own(1, Step(ask=Bilingual(nl="Wat?", en="What?"))),)
    for number, name in enumerate(["Anna", "Bram", "Chris"], 1):
        people.meet(database, number, name, None)
    for team_id, chat_id in ((1, -100), (2, -200)):
        teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
        state = State(plan, "calm", frozenset({ANNA}), NOON, NOON, NOON, NOON)
        assert sessions.add(database, team_id, "incident", state)
    return database


def test_a_choice_takes_the_place_of_the_one_before(database: Database) -> None:
    marks.put(database, 1, 0, ANNA, 7, 1)
    marks.put(database, 1, 0, ANNA, 7, 2)
    marks.put(database, 1, 0, ANNA, 8, 3)
    assert marks.of_person(database, 1, 0, ANNA) == {7: 2, 8: 3}


def test_a_choice_is_dropped_alone(database: Database) -> None:
    for person, item in ((ANNA, 7), (ANNA, 8), (BRAM, 7)):
        marks.put(database, 1, 0, person, item, 1)
    marks.drop(database, 1, 0, ANNA, 7)
    assert (marks.of_person(database, 1, 0, ANNA), marks.tally(database, 1, 0)) == ({8: 1}, {7: [1], 8: [1]})


def test_a_tally_tells_values_in_order_of_size(database: Database) -> None:
    for person, value in ((ANNA, 5), (BRAM, 1), (CHRIS, 3)):
        marks.put(database, 1, 2, person, 0, value)
    assert marks.tally(database, 1, 2) == {0: [1, 3, 5]}


def test_choices_stand_in_no_order_of_coming(database: Database) -> None:
    for person in (CHRIS, ANNA, BRAM):
        marks.put(database, 1, 2, person, 0, 1)
    # As they lie, without any order asked for.
    assert [row["person_id"] for row in database.query("SELECT * FROM marks")] == [ANNA, BRAM, CHRIS]


def test_steps_and_sessions_stand_apart(database: Database) -> None:
    for session, position in ((1, 0), (1, 1), (2, 0)):
        marks.put(database, session, position, ANNA, session, position + 1)
    seen = [marks.tally(database, session, position) for session, position in ((1, 0), (1, 1), (2, 0), (2, 1))]
    assert seen == [{1: [1]}, {1: [2]}, {2: [1]}, {}]


@pytest.mark.parametrize(("position", "left"), [(0, [(1, 1), (2, 0)]), (None, [(2, 0)])])
def test_forgetting_reaches_one_step_or_all(
    database: Database, position: int | None, left: list[tuple[int, int]]
) -> None:
    for session, at in ((1, 0), (1, 1), (2, 0)):
        marks.put(database, session, at, ANNA, 1, 1)
    marks.forget(database, 1, position)
    rows = database.query("SELECT session_id, position FROM marks ORDER BY session_id, position")
    assert [(row["session_id"], row["position"]) for row in rows] == left


def test_the_choices_of_somebody_who_is_erased_go_along(database: Database) -> None:
    marks.put(database, 1, 0, ANNA, 1, 1)
    marks.put(database, 1, 0, BRAM, 1, 2)
    people.erase(database, ANNA)
    assert marks.tally(database, 1, 0) == {1: [2]}


def test_rules_are_accepted_per_team_and_version(database: Database) -> None:
    agreements.accept(database, 1, ANNA, 1, NOON)
    agreements.accept(database, 1, BRAM, 2, NOON)
    agreements.accept(database, 2, CHRIS, 1, NOON)
    found = [agreements.accepted_by(database, *which) for which in ((1, 1), (1, 2), (1, 3), (2, 1))]
    assert found == [{ANNA, BRAM}, {BRAM}, frozenset(), {CHRIS}]


def test_newer_rules_are_never_taken_back_by_older_ones(database: Database) -> None:
    for version in (1, 3, 2):
        agreements.accept(database, 1, ANNA, version, NOON)
    assert agreements.accepted_by(database, 1, 3) == {ANNA}
