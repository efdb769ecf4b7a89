"""How a question moves: who is heard, what comes too late, and that its hour never moves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from asked import a_question
from hypothesis import given, settings
from hypothesis import strategies as st
from up_to import up_to

from bot.core.model import Person
from bot.core.session import moving
from bot.core.session.deadlines import Calendar
from bot.core.session.state import State
from bot.core.session.taking_part import Verdict, hear, is_complete, judge, pass_on, take_back, takes
from bot.core.timing import FreeDays

OPENED = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
DUE = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
ANNA, BRAM, CHRIS = 1, 2, 3
CALENDAR = Calendar(ZoneInfo("Europe/Amsterdam"), FreeDays())

moderately = settings(max_examples=150, deadline=None, database=None, derandomize=True)
people = st.integers(1, 6)
acts = st.lists(st.tuples(st.sampled_from([hear, pass_on, take_back]), people), max_size=20)


def opened() -> State:
    return a_question(OPENED, DUE)


def after(state: State, *what: tuple[Any, int]) -> State:
    for act, person in what:
        state = act(state, person)
    return state


def judged(state: State, text: str = "Ik telde tot vijf.", at: datetime = OPENED) -> Verdict:
    return judge(state, 0, ANNA, text, at=at)


def test_anybody_may_answer_and_is_heard() -> None:
    expected = replace(opened(), heard=frozenset({ANNA}), given=frozenset({ANNA}))
    assert (judged(opened()), hear(opened(), ANNA)) == (Verdict.NOTED, expected)


def test_who_skips_is_heard_and_has_not_answered() -> None:
    assert pass_on(opened(), ANNA) == replace(opened(), heard=frozenset({ANNA}))


def test_who_takes_back_all_they_said_was_heard_as_if_they_had_skipped() -> None:
    state = after(opened(), (hear, ANNA), (hear, BRAM))
    assert take_back(state, ANNA) == replace(state, given=frozenset({BRAM}))


def test_who_said_nothing_takes_nothing_back() -> None:
    state = after(opened(), (hear, ANNA), (pass_on, BRAM))
    assert [take_back(state, person) for person in (BRAM, CHRIS)] == [state, state]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_a_message_without_words_is_none(text: str) -> None:
    assert judged(opened(), text) is Verdict.WORDLESS


@pytest.mark.parametrize(
    ("at", "expected"),
    [(OPENED - MOMENT, True), (OPENED, True), (DUE - MOMENT, True), (DUE, False), (DUE + MOMENT, False)],
)
def test_it_takes_what_was_done_before_its_hour_whatever_a_messengers_clock_says(at: datetime, expected: bool) -> None:
    verdict = Verdict.NOTED if expected else Verdict.OVER
    assert (takes(opened(), at), judged(opened(), at=at)) == (expected, verdict)


def test_what_was_sent_in_time_still_counts_after_it_closed() -> None:
    assert judged(moving.finish(opened(), DUE + 5 * MOMENT), at=DUE - MOMENT) is Verdict.NOTED


def test_a_cancelled_one_takes_nothing() -> None:
    assert judged(moving.cancel(opened())) is Verdict.OVER


def test_it_never_closes_early_whoever_was_heard() -> None:
    assert not any(is_complete(after(opened(), *((hear, person) for person in range(1, count)))) for count in range(9))


def test_its_hour_is_fixed_whoever_is_away() -> None:
    away = Person(ANNA, "Anna", leave=up_to(DUE.date() + timedelta(days=3)))
    later = replace(CALENDAR, everyone={ANNA: away}, pauses=up_to(DUE.date()))
    assert moving.timed(opened(), later) == opened()


def test_it_closes_at_four_on_the_last_day_of_its_window_and_moves_on_to_its_end() -> None:
    begun = moving.begin(opened().plan, "calm", frozenset(), OPENED, CALENDAR, terms=opened().terms)
    assert (begun.position, begun.due_at) == (0, DUE)
    ended = moving.advance(after(begun, (hear, ANNA)), DUE + MOMENT, CALENDAR)
    assert (ended.phase, ended.due_at, ended.heard, ended.given) == ("ended", DUE, frozenset(), frozenset())


@moderately
@given(acts)
def test_whoever_answered_was_heard_and_nobody_who_did_nothing(what: list[tuple[Any, int]]) -> None:
    state = after(opened(), *what)
    acted = {person for act, person in what if act in (hear, pass_on)}
    answered = {person for act, person in what if act is hear}
    assert state.given <= state.heard <= acted
    assert state.given <= answered


@moderately
@given(acts)
def test_one_that_is_over_keeps_nobody(what: list[tuple[Any, int]]) -> None:
    ended = moving.finish(after(opened(), *what), DUE)
    assert (ended.heard, ended.given, ended.people) == (frozenset(),) * 3
