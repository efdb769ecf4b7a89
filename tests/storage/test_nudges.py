"""Nudges: one for each person and session, owed once, and gone with what they are about."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Place
from bot.storage import nudges, people, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.nudges import Nudge

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANNA, BRAM = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with two teams; sessions 1 and 2 are the first team's, session 3 the other's."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id, name in ((-100, "Onderbouw"), (-200, "Bovenbouw")):
        teams.add(database, Place(chat_id), name, "nl", "Europe/Amsterdam", "nl-midden")
    for team_id in (1, 1, 2):
        ask(database, team_id, "eerste-stap", NOON, NOON + DAY)
    for number, name in ((ANNA, "Anna"), (BRAM, "Bram")):
        people.meet(database, number, name, None)
    return database


def all_of(database: Database) -> list[tuple[int, int]]:
    found = database.query("SELECT person_id, session_id FROM nudges ORDER BY 1, 2")
    return [(row["person_id"], row["session_id"]) for row in found]


def test_there_is_one_nudge_and_the_last_choice_holds(database: Database) -> None:
    for at in (NOON + 3 * HOUR, NOON + HOUR, NOON + 2 * HOUR):
        nudges.put(database, ANNA, 1, at)
    assert nudges.of_person(database, ANNA) == [("Onderbouw", NOON + 2 * HOUR)]


def test_teams_are_owed_a_nudge_from_its_instant_on(database: Database) -> None:
    nudges.put(database, ANNA, 1, NOON)
    nudges.put(database, BRAM, 2, NOON)
    nudges.put(database, BRAM, 3, NOON + HOUR)
    moments = (NOON - MINUTE, NOON, NOON + HOUR)
    assert [sorted(nudges.owed(database, now)) for now in moments] == [[], [1], [1, 2]]


def test_the_next_owed_instant_is_the_earliest(database: Database) -> None:
    nothing = nudges.next_owed(database)
    nudges.put(database, ANNA, 1, NOON + HOUR)
    nudges.put(database, BRAM, 3, NOON)
    assert (nothing, nudges.next_owed(database)) == (None, NOON)


def test_what_is_owed_is_taken_once_in_its_order_and_of_one_team(database: Database) -> None:
    for person, session, at in ((BRAM, 1, NOON), (ANNA, 2, NOON), (ANNA, 1, NOON - HOUR), (ANNA, 3, NOON)):
        nudges.put(database, person, session, at)
    nudges.put(database, BRAM, 2, NOON + HOUR)
    taken = [nudges.take_owed(database, 1, NOON) for _ in range(2)]
    first = [Nudge(ANNA, 1, NOON - HOUR), Nudge(ANNA, 2, NOON), Nudge(BRAM, 1, NOON)]
    assert (taken, all_of(database)) == ([first, []], [(ANNA, 3), (BRAM, 2)])


def test_somebodys_nudges_come_in_order_with_their_teams(database: Database) -> None:
    nudges.put(database, ANNA, 1, NOON + HOUR)
    nudges.put(database, ANNA, 3, NOON)
    nudges.put(database, BRAM, 1, NOON)
    assert nudges.of_person(database, ANNA) == [("Bovenbouw", NOON), ("Onderbouw", NOON + HOUR)]


def test_dropped_is_one_persons_of_one_session_or_of_one_team(database: Database) -> None:
    for person in (ANNA, BRAM):
        for session in (1, 2, 3):
            nudges.put(database, person, session, NOON)
    nudges.drop(database, ANNA, 1)
    nudges.drop(database, ANNA, 99)
    nudges.drop_all_in(database, 1, BRAM)
    assert all_of(database) == [(ANNA, 2), (ANNA, 3), (BRAM, 3)]


@pytest.mark.parametrize("gone", ["sessions WHERE id = 1", "teams WHERE id = 1", "people WHERE id = 1"])
def test_a_nudge_goes_with_its_session_team_or_person(database: Database, gone: str) -> None:
    nudges.put(database, ANNA, 1, NOON)
    database.execute(f"DELETE FROM {gone}")
    assert (all_of(database), nudges.next_owed(database)) == ([], None)
