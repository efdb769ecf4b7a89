"""From step to step: on, back, longer, paused, at its deadline, and to its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from core.moving import (
    ALL,
    ALWAYS,
    AMSTERDAM,
    ANNA,
    ASK,
    AUTUMN,
    BRAM,
    CHECK_OUT,
    CHRIS,
    COMMIT,
    DEMI,
    EXTEND,
    GATHER,
    MONDAY,
    MOVE_ON,
    ROLES,
    TUESDAY,
    WEDNESDAY,
    begun,
    heard,
    in_turns,
    local,
    on,
    own,
    shown,
    step,
)
from up_to import up_to

from bot.core.model import Kind, Person, Who
from bot.core.session.deadlines import Calendar
from bot.core.session.moving import (
    AtDeadline,
    advance,
    at_deadline,
    back,
    begin,
    cancel,
    extend,
    finish,
    go_on_longer,
    hand_over,
    leave,
    pause,
    resume,
    timed,
    want,
    wrap_up,
)
from bot.core.session.state import Planned, State
from bot.core.session.taking_part import addressed, awaited, contribute, pass_on

# From step to step


def test_a_session_begins_at_its_first_step() -> None:
    plan = (GATHER, *own(step("owner"), step("helpers")), CHECK_OUT)
    due_at, stops_at = local("2026-11-24 16:00"), local("2026-12-13 10:00")
    expected = State(plan, "calm", ALL, MONDAY, stops_at, MONDAY, due_at, owners=(ANNA,))
    assert begin(plan, "calm", ALL, MONDAY, ALWAYS, ANNA) == expected


def test_a_live_session_lasts_twice_its_minutes_and_an_hour_at_most() -> None:
    state = begun(*own(step(minutes=10), step(minutes=15)), CHECK_OUT, pace="live")
    lasts = state.stops_at - MONDAY, state.due_at - MONDAY
    assert lasts == (timedelta(minutes=130), timedelta(minutes=10))


def test_without_an_owner_a_session_begins_at_the_first_step_that_is_somebodys() -> None:
    state = begun(*own(step("owner"), step("owner"), step("helpers")), owner=None)
    assert (state.position, state.phase, state.owners) == (2, "running", ())


def test_a_session_of_steps_that_are_nobodys_ends_at_once() -> None:
    state = begun(*own(step("owner"), step(optional=True)), owner=None)
    assert (state.position, state.phase, state.due_at) == (2, "ended", MONDAY)


def test_the_next_step_opens_with_nobody_heard_and_all_its_time() -> None:
    first = begun(*own(step("all"), step("helpers", window=2)))
    used = replace(heard(first, *ALL), extensions=2, is_reminded=True, is_stuck=True, away=frozenset({BRAM}))
    expected = replace(first, position=1, opened_at=TUESDAY, due_at=local("2026-11-26 16:00"))
    assert advance(used, TUESDAY, ALWAYS) == expected


def test_a_step_opens_with_those_away_who_can_not_be_waited_for() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", leave=up_to(date(2026, 12, 31)))})
    state = begin(own(step("helpers")), "calm", ALL, MONDAY, calendar, ANNA)
    assert (state.away, awaited(state)) == (frozenset({BRAM}), frozenset({CHRIS, DEMI}))


def test_a_new_leave_changes_the_deadline_and_who_is_away() -> None:
    state = begun(*own(step("owner")))
    calendar = Calendar(AMSTERDAM, AUTUMN, {ANNA: Person(ANNA, "Anna", leave=up_to(date(2026, 11, 30)))})
    assert timed(state, calendar) == replace(state, due_at=local("2026-12-01 16:00"))


@pytest.mark.parametrize(
    ("wanted", "expected"), [(set(), [0, 3, 5]), ({1}, [0, 1, 3, 5]), ({1, 2, 4}, [0, 1, 2, 3, 4, 5]), ({3}, [0, 3, 5])]
)
def test_optional_steps_are_skipped_unless_they_are_wanted(wanted: set[int], expected: list[int]) -> None:
    extra = step(optional=True)
    state = replace(begun(*own(step(), extra, extra, step(), extra)), wanted=frozenset(wanted))
    positions = [state.position]
    while not state.is_over:
        state = on(state)
        positions.append(state.position)
    assert positions == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (set(), [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ({BRAM}, [0, 1, 2, 5, 6, 7, 8]),
        ({ANNA}, [0, 3, 4, 5, 6, 7, 8]),
        ({ANNA, CHRIS}, [0, 3, 4, 7, 8]),
        ({DEMI}, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_owners_take_turns_and_the_turn_of_one_who_left_is_skipped(left: set[int], expected: list[int]) -> None:
    state = replace(in_turns(0, step("owner"), step("helpers")), people=ALL - left)
    positions = [state.position]
    while not state.is_over:
        state = on(state)
        positions.append(state.position)
    assert positions == expected


def test_each_turn_is_its_owners() -> None:
    found = [addressed(in_turns(position, step("owner"))) for position in (1, 2, 3)]
    assert found == [{ANNA}, {BRAM}, {CHRIS}]


def test_after_its_last_step_a_session_has_ended() -> None:
    state = on(begun(*own(step(), step())), 2)
    ended = (state.phase, state.position, state.due_at, state.is_over)
    assert ended == ("ended", 2, TUESDAY, True)


def test_a_session_can_be_finished_anywhere() -> None:
    state = begun(*own(step(), step()), CHECK_OUT)
    assert finish(state, TUESDAY) == replace(state, phase="ended", position=3, due_at=TUESDAY)


@pytest.mark.parametrize("over", [lambda one: on(one, 9), lambda one: finish(one, TUESDAY), cancel])
def test_what_is_over_stays_as_it_is(over: Callable[[State], State]) -> None:
    state = over(hand_over(begun(*own(step(), step()), CHECK_OUT), BRAM))
    moved = [
        advance(state, WEDNESDAY, ALWAYS),
        back(state, WEDNESDAY, ALWAYS),
        extend(state, WEDNESDAY, ALWAYS),
        pause(state, WEDNESDAY),
        resume(state, WEDNESDAY, ALWAYS),
        wrap_up(state, WEDNESDAY, ALWAYS),
        leave(state, BRAM),
        pass_on(state, BRAM),
        cancel(state),
    ]
    assert moved == [state] * 9


# Back


@pytest.mark.parametrize(
    ("position", "wanted", "expected"),
    [(1, set(), 1), (2, set(), 1), (4, set(), 2), (4, {3}, 3), (5, set(), 4), (6, set(), 4)],
)
def test_back_goes_to_the_methods_step_before(position: int, wanted: set[int], expected: int) -> None:
    plan = (ROLES, *own(step(), step(), step(optional=True), step()), CHECK_OUT, COMMIT)
    state = replace(begun(*plan), position=position, wanted=frozenset(wanted))
    assert back(state, TUESDAY, ALWAYS).position == expected


@pytest.mark.parametrize("position", [0, 1, 2])
def test_before_the_methods_first_step_there_is_no_way_back(position: int) -> None:
    state = replace(begun(GATHER, ROLES, *own(step())), position=position)
    assert back(state, TUESDAY, ALWAYS) == state


def test_back_opens_the_step_anew() -> None:
    state = begun(*own(step(), step()))
    assert back(heard(on(state), BRAM), WEDNESDAY, ALWAYS) == replace(
        state, opened_at=WEDNESDAY, due_at=local("2026-11-26 16:00"), lately_silent=ALL
    )


def test_back_passes_over_the_turn_of_an_owner_who_left() -> None:
    state = leave(in_turns(3, step("owner")), BRAM)
    assert back(state, TUESDAY, ALWAYS).position == 1


# Longer


def test_an_extended_step_is_open_longer_by_half() -> None:
    state = replace(begun(*own(step(window=2))), is_reminded=True, is_stuck=True)
    assert extend(state, TUESDAY, ALWAYS) == replace(
        state, extensions=1, due_at=local("2026-11-26 16:00"), is_stuck=False
    )


@pytest.mark.parametrize(
    ("now", "expected", "extensions"),
    [
        ("2026-11-24 15:59", "Wed 11-25 16:00", 1),
        ("2026-11-24 16:00", "Wed 11-25 16:00", 1),
        ("2026-11-25 15:59", "Wed 11-25 16:00", 1),
        ("2026-11-25 16:00", "Thu 11-26 16:00", 0),
        ("2026-11-27 17:00", "Mon 11-30 16:00", 0),
    ],
)
def test_a_step_that_is_over_all_the_same_gets_its_time_anew(now: str, expected: str, extensions: int) -> None:
    longer = extend(begun(*own(step())), local(now), ALWAYS)
    assert (shown(longer.due_at), longer.extensions) == (expected, extensions)


def test_a_step_can_be_extended_more_than_once() -> None:
    state = begun(*own(step()))
    for _ in range(3):
        state = extend(state, TUESDAY, ALWAYS)
    assert shown(state.due_at) == "Fri 11-27 16:00"


def test_a_step_that_waited_for_a_part_timer_is_extended_beyond_that() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", working_days=("mon", "thu"))})
    state = begin(own(step("helpers")), "calm", ALL, local("2026-11-26 16:00"), calendar, ANNA)
    longer = extend(state, state.due_at, calendar)
    assert (shown(state.due_at), shown(longer.due_at), longer.extensions) == (
        "Mon 11-30 16:00",
        "Tue 12-01 16:00",
        1,
    )


def test_a_live_step_gets_half_its_minutes_more() -> None:
    state = begun(*own(step(minutes=10)), pace="live")
    over = extend(state, MONDAY + timedelta(minutes=30), ALWAYS)
    in_time = extend(state, MONDAY + timedelta(minutes=10), ALWAYS)
    assert [one.due_at - MONDAY for one in (in_time, over)] == [timedelta(minutes=15), timedelta(minutes=40)]


# Pause and resume


def test_a_pause_stops_the_clock_and_contributions_still_count() -> None:
    paused = pause(begun(*own(step("helpers"))), TUESDAY)
    after = contribute(paused, BRAM, "Ja.", 0).state
    assert (paused.phase, paused.paused_at, after.given) == ("paused", TUESDAY, frozenset({BRAM}))


def test_a_pause_within_a_pause_changes_nothing() -> None:
    paused = pause(begun(*own(step())), MONDAY)
    assert pause(paused, TUESDAY) == paused


def test_what_runs_needs_no_resuming() -> None:
    state = begun(*own(step()))
    assert resume(state, TUESDAY, ALWAYS) == state


def test_a_live_session_resumes_with_the_minutes_that_were_left() -> None:
    state = begun(*own(step(minutes=10)), pace="live")
    paused = pause(state, MONDAY + timedelta(minutes=4))
    stood = timedelta(minutes=30)
    assert resume(paused, MONDAY + timedelta(minutes=34), ALWAYS) == replace(
        state,
        opened_at=MONDAY + stood,
        due_at=MONDAY + timedelta(minutes=40),
        stops_at=state.stops_at + stood,
    )


def test_a_written_step_opens_anew_after_a_pause_and_keeps_who_was_heard() -> None:
    state = replace(heard(begun(*own(step(window=2))), BRAM), is_reminded=True)
    monday = local("2026-11-30 10:00")
    assert resume(pause(state, TUESDAY), monday, ALWAYS) == replace(
        state,
        opened_at=monday,
        due_at=local("2026-12-02 16:00"),
        stops_at=state.stops_at + timedelta(days=6),
        is_reminded=False,
    )


def test_what_a_step_was_extended_by_stays_with_it_after_a_pause() -> None:
    longer = extend(begun(*own(step())), MONDAY, ALWAYS)
    resumed = resume(pause(longer, TUESDAY), WEDNESDAY, ALWAYS)
    assert (shown(resumed.due_at), resumed.extensions) == ("Fri 11-27 16:00", 1)


def test_a_step_that_is_extended_in_a_pause_has_that_much_more_left_after_it() -> None:
    paused = pause(begun(*own(step(minutes=10)), pace="live"), MONDAY + timedelta(minutes=4))
    longer = extend(paused, MONDAY + timedelta(minutes=60), ALWAYS)
    resumed_at = MONDAY + timedelta(minutes=64)
    assert resume(longer, resumed_at, ALWAYS).due_at - resumed_at == timedelta(minutes=11)


@pytest.mark.parametrize("move", [advance, back, wrap_up])
def test_moving_on_from_a_pause_ends_it_and_it_does_not_count_towards_the_hard_stop(
    move: Callable[[State, datetime, Calendar], State],
) -> None:
    state = on(begun(*own(step(), step(), step()), CHECK_OUT))
    moved = move(pause(state, TUESDAY), TUESDAY + timedelta(days=15), ALWAYS)
    going = (moved.phase, moved.paused_at, moved.stops_at - state.stops_at)
    assert going == ("running", None, timedelta(days=15))


# When time is up


@pytest.mark.parametrize(
    ("who", "facilitator", "gave", "extensions", "expected"),
    [
        ("helpers", None, 2, 0, MOVE_ON),
        ("helpers", None, 3, 0, MOVE_ON),
        ("helpers", None, 1, 0, EXTEND),
        ("helpers", None, 0, 0, EXTEND),
        ("helpers", None, 1, 1, MOVE_ON),
        ("helpers", None, 0, 1, MOVE_ON),
        ("helpers", BRAM, 1, 1, ASK),
        ("helpers", BRAM, 0, 2, ASK),
        ("helpers", BRAM, 2, 1, MOVE_ON),
        ("all", BRAM, 2, 0, MOVE_ON),
        ("all", BRAM, 1, 0, EXTEND),
        ("all", BRAM, 1, 1, ASK),
        ("owner", BRAM, 1, 0, MOVE_ON),
        ("owner", BRAM, 0, 0, EXTEND),
        ("owner", BRAM, 0, 1, ASK),
        # Without the owner there is nothing to go on with, so then everybody is asked.
        ("owner", None, 0, 1, ASK),
        ("facilitator", BRAM, 0, 0, EXTEND),
        ("facilitator", BRAM, 0, 1, ASK),
        ("facilitator", None, 1, 0, MOVE_ON),
        ("facilitator", None, 0, 0, EXTEND),
        ("facilitator", None, 0, 1, MOVE_ON),
    ],
)
def test_when_time_is_up_a_step_goes_on_with_enough_or_is_extended_once_or_is_asked_about(
    who: Who, facilitator: int | None, gave: int, extensions: int, expected: AtDeadline
) -> None:
    state = replace(begun(*own(step(who))), facilitator=facilitator, extensions=extensions)
    assert at_deadline(heard(state, *sorted(addressed(state))[:gave])) is expected


@pytest.mark.parametrize("keeps", ["outcome", "commitment"])
def test_what_one_puts_down_for_all_to_stay_is_asked_about_whoever_leads(keeps: Kind) -> None:
    state = replace(begun(*own(step("facilitator").model_copy(update={"keeps": keeps}))), extensions=1)
    assert (at_deadline(state), at_deadline(heard(state, BRAM))) == (ASK, MOVE_ON)


@pytest.mark.parametrize("mode", ["open", "quiet", "live"])
def test_a_talk_is_over_when_its_time_is_up(mode: str) -> None:
    assert at_deadline(hand_over(begun(*own(step("helpers", mode))), BRAM)) is MOVE_ON


@pytest.mark.parametrize("planned", [GATHER, ROLES, CHECK_OUT, COMMIT, Planned.own(1, step(optional=True))])
def test_steps_of_the_frame_and_optional_ones_are_not_insisted_on(planned: Planned) -> None:
    assert at_deadline(replace(begun(ROLES, planned), position=1, facilitator=BRAM)) is MOVE_ON


@pytest.mark.parametrize(
    ("people", "gave", "expected"),
    [({ANNA, BRAM}, [BRAM], MOVE_ON), ({ANNA, BRAM}, [], EXTEND), ({ANNA, BRAM, CHRIS}, [BRAM], EXTEND)],
)
def test_a_single_helper_is_enough_where_there_is_only_one(
    people: set[int], gave: list[int], expected: AtDeadline
) -> None:
    state = begun(*own(step("helpers")), people=frozenset(people))
    assert at_deadline(heard(state, *gave)) is expected


def test_who_passed_does_not_count_as_a_contribution() -> None:
    state = pass_on(heard(begun(*own(step("helpers"))), BRAM), CHRIS)
    assert at_deadline(state) is EXTEND


def test_nobody_insists_on_the_turn_of_an_owner_who_left() -> None:
    state = leave(pause(in_turns(2, step("owner")), TUESDAY), BRAM)
    assert at_deadline(resume(state, WEDNESDAY, ALWAYS)) is MOVE_ON


# Rounding off


@pytest.mark.parametrize(
    ("position", "expected"), [(0, (4, "running")), (1, (4, "running")), (4, (5, "running")), (5, (6, "ended"))]
)
def test_wrapping_up_goes_to_the_check_out_and_from_there_on(position: int, expected: tuple[int, str]) -> None:
    plan = (ROLES, *own(step(), step(), step()), CHECK_OUT, COMMIT)
    after = wrap_up(replace(begun(*plan), position=position), TUESDAY, ALWAYS)
    assert (after.position, after.phase) == expected


def test_wrapping_up_without_a_check_out_is_the_end() -> None:
    state = begun(*own(step(), step(), step()))
    assert wrap_up(state, TUESDAY, ALWAYS) == finish(state, TUESDAY)


def test_wrapping_up_remembers_who_was_silent_in_the_step_that_was_on() -> None:
    state = begun(*own(step("helpers"), step(), step("owner")), CHECK_OUT)
    assert wrap_up(heard(state, BRAM), TUESDAY, ALWAYS).lately_silent == {CHRIS, DEMI}


def test_what_is_broken_off_is_over() -> None:
    state = begun(*own(step()))
    assert cancel(state) == replace(state, phase="cancelled")


@pytest.mark.parametrize(
    ("now", "expected"), [("2026-12-13 10:00", "12-20 10:00"), ("2026-11-24 10:00", "12-13 10:00")]
)
def test_a_session_that_is_to_go_on_longer_is_asked_again_in_a_week_and_not_sooner_than_before(
    now: str, expected: str
) -> None:
    state = replace(begun(*own(step())), is_asked_to_stop=True)
    assert go_on_longer(state, local(now)) == replace(state, is_asked_to_stop=False, stops_at=local(f"2026-{expected}"))


def test_an_optional_step_is_asked_for_and_not_after_all() -> None:
    asked = want(begun(*own(step(), step(optional=True))), [1], is_wanted=True)
    twice, not_after_all = (want(asked, [1], is_wanted=is_wanted).wanted for is_wanted in (True, False))
    assert [asked.wanted, twice, not_after_all] == [{1}, {1}, set()]
