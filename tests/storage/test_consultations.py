"""Consultations: what is saved is read back equal, one at a time in a team, and what a team did before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.core.model import Place
from bot.core.session.state import Planned, Session, State
from bot.core.session.terms import CASE, REFLECTION
from bot.core.step import Bilingual, Step
from bot.storage import cleanings, people, rounds, sessions, states, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
DAY = timedelta(days=1)
SAID = Bilingual(nl="Wat zie je?", en="What do you see?")
ANNA, BRAM, CHRIS, DEWI = 1, 2, 3, 4
ALL = frozenset({ANNA, BRAM, CHRIS, DEWI})
PLAN = (
    Planned("gather", Step(mode="confirm", ask=SAID, minutes=3)),
    Planned.own(1, Step(who="owner", keeps="case", ask=SAID, title=SAID, window=2)),
    Planned.own(2, Step(who="helpers", mode="hidden", at_most=2, ask=SAID, meanwhile=SAID)),
    Planned.own(3, Step(who="owner", mode="label", items_from=2, labels=(SAID, SAID), ask=SAID, optional=True)),
    Planned.own(4, Step(mode="poll", options=(SAID, SAID), choose=2, ask=SAID), 1),
)


def laid_down(path: Path) -> Database:
    database = open_for_writing(lay(path))
    for chat_id in (-100, -200):
        teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
    for number, name in enumerate(["Anna", "Bram", "Chris", "Dewi"], 1):
        people.meet(database, number, name, None)
    return database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return laid_down(tmp_path / "leerkring.db")


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Session]:
    """Return a walkthrough in a database of its own, to be saved over and over."""
    database = laid_down(tmp_path_factory.mktemp("walks") / "leerkring.db")
    return database, begun(database)


def state(position: int = 0, owners: tuple[int, ...] = ()) -> State:
    return State(PLAN, "calm", ALL, NOON, NOON + 20 * DAY, NOON, NOON + DAY, position, owners=owners)


def begun(database: Database, team_id: int = 1, owners: tuple[int, ...] = ()) -> Session:
    walk = sessions.add(database, team_id, "incident", state(owners=owners))
    sessions.save(database, walk, walk.state.due_at, NOON)
    return walk


def ended(database: Database, owners: tuple[int, ...], facilitator: int | None = None, at: datetime = NOON) -> Session:
    walk = begun(database, owners=owners)
    over = replace(walk, state=replace(walk.state, phase="ended", position=len(PLAN), facilitator=facilitator))
    sessions.save(database, over, at, at)
    return over


some = st.frozensets(st.sampled_from(sorted(ALL)))
instants = st.datetimes(datetime(2026, 8, 1), datetime(2027, 8, 1), timezones=st.just(UTC))  # noqa: DTZ001
moments = instants.map(lambda at: at.replace(microsecond=0))


@st.composite
def stands(draw: st.DrawFn) -> State:
    """Return any consultation of which everything fits together."""
    there, owners = draw(some), draw(st.lists(st.sampled_from(sorted(ALL)), unique=True).map(tuple))
    known = st.frozensets(st.sampled_from(sorted(there))) if there else st.just(frozenset())
    return State(
        plan=draw(st.lists(st.sampled_from(PLAN)).map(tuple)),
        # Neither the pace nor the start of a session ever changes.
        pace="calm",
        people=there,
        started_at=NOON,
        stops_at=draw(moments),
        opened_at=draw(moments),
        due_at=draw(moments),
        position=draw(st.integers(0, len(PLAN))),
        phase=draw(st.sampled_from(["running", "paused", "ended", "cancelled"])),
        owners=owners,
        facilitator=draw(st.none() | st.sampled_from(sorted(ALL))),
        seen=draw(st.integers(0, 5)),
        heard=draw(known),
        given=draw(known),
        away=draw(known),
        lately_silent=draw(known),
        wanted=draw(st.frozensets(st.integers(0, 5))),
        extensions=draw(st.integers(0, 3)),
        is_reminded=draw(st.booleans()),
        is_stuck=draw(st.booleans()),
        is_asked_to_stop=draw(st.booleans()),
        paused_at=draw(st.none() | moments),
    )


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(state=stands())
def test_what_is_saved_is_read_back_equal(lasting: tuple[Database, Session], state: State) -> None:
    database, walk = lasting
    before = sessions.find(database, walk.id)
    assert before
    saved = sessions.save(database, before.at(state), NOON, NOON)
    # Of one that is over, who was heard last is nobody's business.
    left = replace(state, heard=frozenset(), given=frozenset()) if state.is_over else state
    assert (sessions.find(database, walk.id), saved.state) == (replace(walk, state=left), state)


def test_a_team_is_at_one_at_a_time(database: Database) -> None:
    first = begun(database)
    with pytest.raises(sqlite3.IntegrityError):
        sessions.add(database, 1, "incident", state())
    other = sessions.add(database, 2, "incident", state())
    assert [sessions.case_in(database, team) for team in (1, 2)] == [first, other]


def test_after_the_end_another_can_begin(database: Database) -> None:
    over = ended(database, (ANNA,))
    fresh = begun(database)
    assert (sessions.case_in(database, 1), sessions.find(database, over.id)) == (fresh, over)


def test_it_is_no_prompt(database: Database) -> None:
    begun(database)
    assert (sessions.open_in(database, 1, REFLECTION), sessions.latest_methods(database, 1)) == ([], [])


def test_a_step_that_is_due_wakes_its_team(database: Database) -> None:
    walk = begun(database)
    due = walk.state.due_at
    before, after = due - timedelta(seconds=1), due
    seen = [(sessions.owed(database, at), sessions.awake(database, 1, at)) for at in (before, after)]
    assert (seen, sessions.next_owed(database)) == ([([], []), ([1], [walk])], due)


def test_it_is_found_by_its_code_and_by_whoever_is_in(database: Database) -> None:
    walk = begun(database)
    fewer = replace(walk, state=replace(walk.state, people=ALL - {DEWI}))
    sessions.save(database, fewer, NOON, NOON)
    by_code = [sessions.find_by_code(database, code, CASE) for code in (walk.code, walk.code[:-1], "")]
    by_person = [sessions.running_for(database, person) for person in (ANNA, DEWI, 99)]
    assert (by_code, by_person) == ([fewer, None, None], [[fewer], [], []])


def test_its_topic_leads_to_it_in_its_own_chat_only(database: Database) -> None:
    walk = begun(database)
    states.set_topic(database, walk.id, 77)
    found = [sessions.case_in_topic(database, *where) for where in ((-100, 77), (-200, 77), (-100, 78))]
    assert found == [replace(walk, topic_id=77), None, None]


def test_what_is_to_be_cleaned_is_owed_until_it_is(database: Database) -> None:
    over = ended(database, (ANNA,))
    cleanings.put(database, over.id, NOON + 14 * DAY)
    soon, then = NOON + 13 * DAY, NOON + 14 * DAY
    owed = [cleanings.owed(database, at) for at in (soon, then)]
    found = [sessions.to_clean(database, team_id, then) for team_id in (1, 2)]
    at = cleanings.next_owed(database)
    cleanings.put(database, over.id, None)
    assert (owed, found, at) == ([[], [1]], [[over], []], then)
    assert (cleanings.owed(database, then), cleanings.next_owed(database)) == ([], None)


def test_turns_count_completed_ones_only(database: Database) -> None:
    ended(database, (ANNA,), BRAM)
    ended(database, (ANNA, CHRIS), BRAM)
    cancelled = begun(database, owners=(DEWI,))
    stopped = replace(cancelled.state, phase="cancelled", facilitator=CHRIS)
    sessions.save(database, replace(cancelled, state=stopped), NOON, NOON)
    found = (rounds.turns_taken(database, 1), rounds.times_led(database, 1), rounds.count_ended(database, 1))
    assert found == ({ANNA: 2, CHRIS: 1}, {BRAM: 2}, 2)
    assert (rounds.turns_taken(database, 2), rounds.count_ended(database, 2)) == ({}, 0)


def test_the_last_one_tells_how_safe_it_was(database: Database) -> None:
    first, second = ended(database, (ANNA,)), ended(database, (BRAM,))
    states.set_safety(database, first.id, 2.0)
    before = rounds.latest_safety(database, 1)
    states.set_safety(database, second.id, 4.2)
    assert (before, rounds.latest_safety(database, 1), rounds.latest_safety(database, 2)) == (None, 4.2, None)


def test_those_that_ended_in_a_week_are_counted(database: Database) -> None:
    for day in (0, 3, 7):
        ended(database, (ANNA,), at=NOON + day * DAY)
    assert rounds.ended_between(database, 1, NOON, NOON + 7 * DAY) == 2


def test_whoever_is_erased_is_in_it_no_more(database: Database) -> None:
    walk = begun(database, owners=(ANNA,))
    led = replace(walk, state=replace(walk.state, facilitator=DEWI, given=ALL, heard=ALL))
    sessions.save(database, led, NOON, NOON)
    people.erase(database, DEWI)
    found = sessions.find(database, walk.id)
    left = ALL - {DEWI}
    assert found == replace(walk, state=replace(walk.state, people=left, heard=left, given=left))
