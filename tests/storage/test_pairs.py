"""Pairs and calls as they are kept: where each stands, who met whom, and what grows old of that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot import content
from bot.core.model import Place
from bot.core.session import moving, pair, taking_part
from bot.core.session.deadlines import Calendar
from bot.core.session.pair import Pair
from bot.core.timing import FreeDays
from bot.storage import calls, pairs, people, pruning, sessions, teams
from bot.storage.database import EngineError, open_for_writing
from bot.storage.laying import lay

OLD, NEW = datetime(2024, 11, 25, 11, 0, tzinfo=UTC), datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
BETWEEN = datetime(2025, 8, 1, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Europe/Amsterdam"), FreeDays())
ANNA, BRAM, CHRIS = 11, 12, 13
READ = content.load()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for number, name in ((ANNA, "Anna"), (BRAM, "Bram"), (CHRIS, "Chris")):
        people.meet(database, number, name, None)
    teams.add(database, Place(-100), "Team", "nl", "Europe/Amsterdam", "nl-midden")
    return database


def begun(database: Database, *who: int, at: datetime = NEW) -> Pair:
    method = READ.in_pairs["lesbezoek"]
    return pairs.add(database, 1, method.id, pair.begin(method, READ.frame, who, at, CALENDAR))


def test_what_is_saved_is_read_back_equal(database: Database) -> None:
    here = begun(database, ANNA, BRAM)
    heard = here.at(taking_part.contribute(here.state, ANNA, "Wie begint er?", 0).state)
    saved = pairs.save(database, heard)
    found = pairs.find(database, here.id)
    assert found == replace(saved, state=replace(saved.state, stops_at=saved.state.due_at))
    saved = pairs.save(database, pair.next_of(saved, NEW, CALENDAR))
    wanted = pairs.want(database, saved, {BRAM: NEW + timedelta(days=3)})
    found = pairs.find(database, here.id)
    assert found == replace(wanted, state=replace(wanted.state, stops_at=wanted.state.due_at))


def test_its_words_stand_in_a_session_that_is_no_question_and_no_case(database: Database) -> None:
    here = begun(database, ANNA, BRAM)
    assert (sessions.find(database, here.id), sessions.running_for(database, ANNA)) == (None, [])
    assert sessions.latest_methods(database, 1) == []


def test_a_date_is_agreed_once_everybody_is_for_the_same_one(database: Database) -> None:
    here, at = begun(database, ANNA, BRAM, CHRIS), NEW + timedelta(days=3)
    wants = [
        {ANNA: at},
        {ANNA: at, BRAM: at + timedelta(hours=1)},
        {ANNA: at, BRAM: at},
        {ANNA: at, BRAM: at, CHRIS: at},
    ]
    assert [replace(here, wants=one).agreed() for one in wants] == [None, None, None, at]


def test_who_met_whom_is_counted_in_threes_too(database: Database) -> None:
    begun(database, ANNA, BRAM)
    begun(database, ANNA, BRAM, CHRIS)
    assert pairs.met(database, (ANNA, BRAM, CHRIS, 4, 5)) == {
        frozenset((ANNA, BRAM)): 2,
        frozenset((ANNA, CHRIS)): 1,
        frozenset((BRAM, CHRIS)): 1,
    }


def test_time_owes_a_pair_its_steps_end_and_nothing_once_it_is_over(database: Database) -> None:
    here = begun(database, ANNA, BRAM)
    due_at = here.state.due_at
    assert (pairs.next_owed(database), pairs.owed(database, due_at - timedelta(seconds=1))) == (due_at, [])
    assert (pairs.owed(database, due_at), [one.id for one in pairs.awake(database, 1, due_at)]) == ([1], [here.id])
    pairs.save(database, here.at(moving.cancel(here.state)))
    assert (pairs.next_owed(database), pairs.running_in(database, 1)) == (None, [])


def test_the_turn_of_somebody_who_is_erased_stays_nobodys(database: Database) -> None:
    here = begun(database, ANNA, BRAM, CHRIS)
    people.erase(database, BRAM)
    found = pairs.find(database, here.id)
    assert found
    assert (found.people, found.state.owners) == ((ANNA, CHRIS), (ANNA, 0, CHRIS))


def test_what_is_over_grows_old_and_what_goes_on_does_not(database: Database) -> None:
    over, on = begun(database, ANNA, BRAM, at=OLD), begun(database, ANNA, CHRIS, at=OLD)
    pairs.sleep(database, pairs.save(database, over.at(moving.cancel(over.state))), None)
    assert pruning.count(database, 1, BETWEEN)["pairs"] == 1
    pruning.remove(database, 1, BETWEEN, limit=100)
    assert [pairs.find(database, one.id) is not None for one in (over, on)] == [False, True]
    assert pairs.met(database, (ANNA, BRAM, CHRIS)) == {frozenset((ANNA, CHRIS)): 1}


def test_a_team_is_called_for_each_practice_once_at_a_time_and_a_closed_call_forgets_who_joined(
    database: Database,
) -> None:
    made = calls.add(database, 1, "lesbezoek", NEW, NEW + timedelta(days=7))
    calls.add(database, 1, "samen-lesgeven", NEW, NEW + timedelta(days=8))
    with pytest.raises(EngineError):
        calls.add(database, 1, "lesbezoek", NEW, NEW)
    for person in (ANNA, BRAM, ANNA):
        calls.join(database, made.id, person)
    calls.leave(database, made.id, BRAM)
    assert [call.people for call in calls.open_in(database, 1)] == [{ANNA}, set()]
    calls.close(database, made.id)
    assert (calls.owed(database, NEW + timedelta(days=7)), calls.next_owed(database)) == ([], NEW + timedelta(days=8))
    assert database.execute("SELECT count(*) FROM called").fetchone()[0] == 0
