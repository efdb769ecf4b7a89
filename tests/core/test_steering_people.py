"""Who leads a session, comes into it, leaves it or is silent, and what that does to it."""

from dataclasses import replace
from datetime import date

import pytest
from core.moving import (
    ALL,
    ALWAYS,
    AMSTERDAM,
    ANNA,
    AUTUMN,
    BRAM,
    CHECK_OUT,
    CHRIS,
    DEMI,
    ELIF,
    GATHER,
    MONDAY,
    STRANGER,
    TUESDAY,
    WEDNESDAY,
    begun,
    heard,
    in_turns,
    on,
    own,
    step,
)
from up_to import up_to

from bot.core.model import Person
from bot.core.session.deadlines import Calendar
from bot.core.session.moving import (
    advance,
    back,
    begin,
    choose_owners,
    hand_over,
    join,
    leave,
    pass_by,
    wrap_up,
)
from bot.core.session.silence import silent_twice
from bot.core.session.steerers import is_facilitator_silent, may_steer
from bot.core.session.taking_part import addressed, awaited, contribute, is_complete, notice, pass_on
from bot.core.step import Step

# Leading


def test_another_facilitator_starts_with_a_clean_slate() -> None:
    state = replace(on(begun(*own(step(), step(), step())), 2), facilitator=BRAM, is_stuck=True)
    assert hand_over(state, CHRIS) == replace(state, facilitator=CHRIS, seen=2, is_stuck=False)


def test_others_may_steer_when_the_facilitator_is_silent_for_a_whole_step() -> None:
    first = hand_over(begun(*own(step(), step(), step(), step())), BRAM)
    second, third = on(first), on(first, 2)
    taken_over = hand_over(third, CHRIS)
    found = [may_steer(one, CHRIS) for one in (first, second, third, taken_over)]
    assert [*found, may_steer(taken_over, BRAM)] == [False, False, True, True, False]


def test_a_sign_of_life_in_a_step_keeps_others_from_taking_over_in_the_next() -> None:
    third = on(notice(on(hand_over(begun(*own(step(), step(), step(), step())), BRAM)), BRAM))
    assert [may_steer(third, CHRIS), may_steer(on(third), CHRIS)] == [False, True]


def test_steps_that_were_skipped_are_no_silence_of_the_facilitator() -> None:
    extra = step(optional=True)
    first = hand_over(begun(*own(step(), extra, extra, step(), step(), step()), CHECK_OUT), BRAM)
    skipped, rounded_off = on(first), wrap_up(first, TUESDAY, ALWAYS)
    assert [may_steer(one, CHRIS) for one in (skipped, on(skipped), rounded_off)] == [False, True, False]


def test_going_back_does_not_let_a_facilitator_be_silent_longer() -> None:
    last = hand_over(on(begun(*own(step(), step(), step(), step(), step())), 3), BRAM)
    earlier = back(back(last, TUESDAY, ALWAYS), TUESDAY, ALWAYS)
    assert [may_steer(on(earlier, times), CHRIS) for times in (0, 1, 2)] == [False, False, True]


@pytest.mark.parametrize(
    ("facilitator", "owners", "expected"),
    [(BRAM, (ANNA,), BRAM), (ANNA, (ANNA,), None), (ANNA, (BRAM, ANNA), None), (None, (ANNA,), None)],
)
def test_who_brings_the_case_does_not_facilitate_as_well(
    facilitator: int | None, owners: tuple[int, ...], expected: int | None
) -> None:
    state = replace(begun(GATHER, *own(step("owner")), owner=None), facilitator=facilitator)
    assert choose_owners(state, owners) == replace(state, owners=owners, facilitator=expected)


def test_where_owners_take_turns_one_of_them_may_facilitate() -> None:
    state = replace(in_turns(1, step("owner")), facilitator=ANNA)
    assert choose_owners(state, (ANNA, BRAM)) == replace(state, owners=(ANNA, BRAM))


# Coming and going


def test_who_comes_in_midway_is_addressed_and_awaited() -> None:
    state = heard(begun(*own(step("helpers"))), BRAM, CHRIS, DEMI)
    joined = join(state, ELIF)
    found = (is_complete(state), is_complete(joined), awaited(joined))
    assert found == (True, False, frozenset({ELIF}))


def test_who_leaves_is_neither_counted_nor_waited_for() -> None:
    state = replace(heard(begun(*own(step())), BRAM), away=frozenset({BRAM}), lately_silent=frozenset({BRAM}))
    expected = replace(state, people=ALL - {BRAM}, heard=frozenset(), given=frozenset(), away=frozenset())
    assert leave(state, BRAM) == replace(expected, lately_silent=frozenset())


def test_a_step_is_complete_when_the_last_one_awaited_leaves() -> None:
    state = heard(begun(*own(step("helpers"))), BRAM, CHRIS)
    assert [is_complete(state), is_complete(leave(state, DEMI))] == [False, True]


def test_the_bot_leads_on_when_the_facilitator_leaves_and_waits_for_no_answer() -> None:
    state = replace(on(begun(*own(step("helpers"), step("helpers")))), facilitator=BRAM, is_stuck=True)
    left = leave(state, BRAM)
    assert (left.phase, left.facilitator, left.is_stuck, left.seen) == ("running", None, False, 1)


def test_when_somebody_else_leaves_the_facilitator_is_still_asked() -> None:
    state = replace(begun(*own(step("helpers"))), facilitator=BRAM, is_stuck=True)
    assert leave(state, CHRIS).is_stuck is True


@pytest.mark.parametrize(
    ("owners", "people", "leaves", "expected"),
    [
        ((ANNA,), ALL, [ANNA], "cancelled"),
        ((ANNA,), ALL, [BRAM], "running"),
        ((ANNA,), ALL, [BRAM, CHRIS], "running"),
        ((ANNA,), ALL, [BRAM, CHRIS, DEMI], "cancelled"),
        ((ANNA, BRAM), ALL, [ANNA], "running"),
        ((ANNA, BRAM), ALL, [ANNA, BRAM], "cancelled"),
        ((), ALL, [ANNA, BRAM], "running"),
        ((), ALL, [ANNA, BRAM, CHRIS], "cancelled"),
        ((ANNA,), ALL, [STRANGER], "running"),
        ((ANNA,), ALL, [BRAM, BRAM, BRAM], "running"),
    ],
)
def test_without_an_owner_or_alone_nobody_can_go_on(
    owners: tuple[int, ...], people: frozenset[int], leaves: list[int], expected: str
) -> None:
    state = replace(begun(*own(step()), people=people), owners=owners)
    for person in leaves:
        state = leave(state, person)
    assert state.phase == expected


def test_when_an_owner_leaves_in_their_turn_the_next_turn_follows() -> None:
    left = leave(in_turns(2, step("owner"), step("helpers")), ANNA)
    assert (is_complete(left), on(left).position) == (True, 3)


def test_who_comes_back_has_their_turn_again() -> None:
    state = join(leave(in_turns(1, step("owner")), BRAM), BRAM)
    assert (on(state).position, addressed(on(state))) == (2, frozenset({BRAM}))


# Silence


def silent_after(*closed: tuple[Step, list[int]]) -> frozenset[int]:
    """Return who is to be asked whether they are still in, after the last of some steps with who was heard in each."""
    before = after = begun(*own(*(one for one, _ in closed), step()))
    for _, spoke in closed:
        before = heard(after, *spoke)
        after = on(before)
    return silent_twice(before, after)


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ([(step("helpers"), [])], set()),
        ([(step("helpers"), [BRAM]), (step("helpers"), [CHRIS])], {DEMI}),
        ([(step("helpers"), []), (step("helpers"), [])], {BRAM, CHRIS, DEMI}),
        ([(step("helpers"), [BRAM]), (step("all"), [CHRIS])], {DEMI}),
        # Somebody else's step in between, or one in which nobody has to speak, does not break the row.
        ([(step("helpers"), [BRAM]), (step("owner"), [ANNA]), (step("helpers"), [BRAM])], {CHRIS, DEMI}),
        ([(step("owner"), []), (step("helpers"), [BRAM, CHRIS, DEMI]), (step("owner"), [])], {ANNA}),
        ([(step("helpers"), [BRAM]), (step(mode="open"), []), (step("helpers"), [BRAM])], {CHRIS, DEMI}),
        ([(step("helpers"), [BRAM]), (step("facilitator"), [BRAM]), (step("helpers"), [BRAM])], {CHRIS, DEMI}),
        # Whoever speaks in it does break it, and nobody is asked for being silent in it.
        ([(step("helpers"), [BRAM]), (step(mode="open"), [DEMI]), (step("helpers"), [BRAM])], {CHRIS}),
        ([(step("helpers"), [BRAM]), (step(mode="open"), [])], set()),
        ([(step("helpers"), [BRAM]), (step(mode="quiet"), [])], set()),
        ([(step("helpers"), [BRAM]), (step("facilitator"), [])], set()),
        ([(step("helpers"), [BRAM]), (step("helpers"), [CHRIS, DEMI]), (step("helpers"), [BRAM])], set()),
        ([(step("helpers"), []), (step("helpers"), [BRAM, CHRIS]), (step("helpers"), [BRAM])], {DEMI}),
    ],
)
def test_somebody_is_asked_about_silence_in_two_steps_in_a_row_that_waited_for_them(
    closed: list[tuple[Step, list[int]]], expected: set[int]
) -> None:
    assert silent_after(*closed) == expected


def test_passing_is_not_silence() -> None:
    first = on(begun(*own(step("helpers"), step("helpers"), step())))
    passed = pass_on(pass_on(first, BRAM), CHRIS)
    assert silent_twice(passed, on(passed)) == {DEMI}


def test_who_said_something_and_might_have_said_more_is_not_silent() -> None:
    second = on(begun(*own(step("owner"), step("helpers"), step("owner"), step())), 2)
    told = contribute(second, ANNA, "Een.", 0).state
    found = [(silent_twice(one, on(one)), ANNA in on(one).lately_silent) for one in (second, told)]
    assert found == [(frozenset({ANNA}), True), (frozenset(), False)]


def test_who_is_away_is_not_silent() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", leave=up_to(date(2026, 12, 31)))})
    first = begin(own(step("helpers"), step("helpers"), step()), "calm", ALL, MONDAY, calendar, ANNA)
    second = advance(first, TUESDAY, calendar)
    assert silent_twice(second, advance(second, WEDNESDAY, calendar)) == {CHRIS, DEMI}


def test_who_is_no_longer_in_is_not_asked_about_silence() -> None:
    second = on(begun(*own(step("helpers"), step("helpers"), step("owner"), step())))
    fewer = replace(second, people=ALL - {DEMI})
    third = on(fewer)
    found = (silent_twice(second, third), silent_twice(fewer, third), on(third).lately_silent - {ANNA})
    assert found == (frozenset({BRAM, CHRIS}),) * 3


def test_somebody_dropped_between_two_steps_is_no_longer_remembered_as_silent() -> None:
    fewer = replace(on(begun(*own(step("helpers"), step("owner"), step()))), people=ALL - {DEMI})
    assert on(fewer).lately_silent == {ANNA, BRAM, CHRIS}


def test_going_back_asks_nobody_about_silence() -> None:
    second = on(begun(*own(step("helpers"), step("helpers"))))
    assert silent_twice(second, back(second, WEDNESDAY, ALWAYS)) == set()


def test_a_step_that_is_skipped_by_itself_silences_nobody() -> None:
    first = replace(begun(*own(step("helpers"), step(), step(), step())), facilitator=BRAM)
    first = notice(first, BRAM)
    third = pass_by(on(first), TUESDAY, ALWAYS)
    assert (third.position, is_facilitator_silent(third), is_facilitator_silent(on(third))) == (2, False, True)
    assert third.lately_silent == on(first).lately_silent


def test_whoever_leads_is_silent_where_they_missed_the_step_before_what_was_skipped() -> None:
    missed = on(replace(begun(*own(step(), step(), step(), step())), facilitator=BRAM), 2)
    assert is_facilitator_silent(pass_by(on(missed), TUESDAY, ALWAYS))
