"""How a consultation moves: from step to step, back, longer, paused, led by others, and to its end."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.consultation import (
    Consultation,
    Planned,
    addressed,
    awaited,
    concerns_anybody,
    contribute,
    done,
    hear,
    is_complete,
    may_facilitate,
    may_steer,
    notice,
    pass_on,
)
from bot.core.deadlines import Calendar
from bot.core.method import Bilingual, Mode, Step, Who
from bot.core.model import PACES, SCHOOL_WEEK, Pace, Person
from bot.core.steering import (
    AtDeadline,
    advance,
    at_deadline,
    back,
    begin,
    cancel,
    choose_owners,
    extend,
    finish,
    go_on_longer,
    hand_over,
    join,
    leave,
    pause,
    resume,
    silent_twice,
    timed,
    want,
    wrap_up,
)
from bot.core.timing import FreeDays, is_school_day

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
ANNA, BRAM, CHRIS, DEMI, ELIF, FARID, GIJS, STRANGER = 1, 2, 3, 4, 5, 6, 7, 99
ALL = frozenset({ANNA, BRAM, CHRIS, DEMI})
ALWAYS = Calendar(AMSTERDAM, FreeDays())
SAID = Bilingual(nl="Wat zie je?", en="What do you see?")
MOVE_ON, EXTEND, ASK = AtDeadline.MOVE_ON, AtDeadline.EXTEND, AtDeadline.ASK


def local(text: str) -> datetime:
    """Return the instant at which a clock in Amsterdam shows a date and time."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def shown(instant: datetime) -> str:
    return f"{instant.astimezone(AMSTERDAM):%a %m-%d %H:%M}"


MONDAY, TUESDAY, WEDNESDAY = local("2026-11-23 10:00"), local("2026-11-24 10:00"), local("2026-11-25 10:00")


def step(
    who: Who = "all", mode: Mode = "post", window: int = 1, minutes: int | None = 10, optional: bool = False
) -> Step:
    who = {"quiet": "helpers", "label": "owner"}.get(mode, who)
    labels, items_from = ((SAID, SAID), 1) if mode == "label" else ((), None)
    options = (SAID, SAID) if mode == "poll" else ()
    return Step(
        who=who,
        mode=mode,
        window=window,
        minutes=minutes,
        optional=optional,
        labels=labels,
        items_from=items_from,
        options=options,
        ask=SAID,
    )


GATHER, ROLES = Planned("gather", step("all", "confirm")), Planned("roles", step("all", "confirm"))
CHECK_OUT, COMMIT = Planned("check_out", step("all", "rate")), Planned("commit", step("owner", "post"))


def own(*steps: Step) -> tuple[Planned, ...]:
    return tuple(Planned(str(number), one) for number, one in enumerate(steps, start=1))


def begun(*plan: Planned, pace: Pace = "calm", owner: int | None = ANNA, people: frozenset[int] = ALL) -> Consultation:
    return begin(plan, pace, people, MONDAY, ALWAYS, owner)


def on(consultation: Consultation, times: int = 1, now: datetime = TUESDAY) -> Consultation:
    """Return a consultation some steps further."""
    for _ in range(times):
        consultation = advance(consultation, now, ALWAYS)
    return consultation


def heard(consultation: Consultation, *people: int) -> Consultation:
    for person in people:
        consultation = hear(consultation, person)
    return consultation


def in_turns(position: int, *steps: Step, owners: tuple[int, ...] = (ANNA, BRAM, CHRIS)) -> Consultation:
    """Return a consultation that gathers, goes through some steps for each of three owners, and then checks out."""
    rounds = tuple(Planned(str(key), one, turn) for turn in range(3) for key, one in enumerate(steps, start=1))
    return replace(begun(GATHER, *rounds, CHECK_OUT), position=position, owners=owners)


# From step to step


def test_a_session_begins_at_its_first_step() -> None:
    plan = (GATHER, *own(step("owner"), step("helpers")), CHECK_OUT)
    due_at, stops_at = local("2026-11-24 16:00"), local("2026-12-13 10:00")
    expected = Consultation(plan, "calm", ALL, MONDAY, stops_at, MONDAY, due_at, owners=(ANNA,))
    assert begin(plan, "calm", ALL, MONDAY, ALWAYS, ANNA) == expected


def test_a_live_session_lasts_twice_its_minutes_and_an_hour_at_most() -> None:
    consultation = begun(*own(step(minutes=10), step(minutes=15)), CHECK_OUT, pace="live")
    lasts = consultation.stops_at - MONDAY, consultation.due_at - MONDAY
    assert lasts == (timedelta(minutes=130), timedelta(minutes=10))


def test_without_an_owner_a_session_begins_at_the_first_step_that_is_somebodys() -> None:
    consultation = begun(*own(step("owner"), step("owner"), step("helpers")), owner=None)
    assert (consultation.position, consultation.state, consultation.owners) == (2, "running", ())


def test_a_session_of_steps_that_are_nobodys_ends_at_once() -> None:
    consultation = begun(*own(step("owner"), step(optional=True)), owner=None)
    assert (consultation.position, consultation.state, consultation.due_at) == (2, "ended", MONDAY)


def test_the_next_step_opens_with_nobody_heard_and_all_its_time() -> None:
    first = begun(*own(step("all"), step("helpers", window=2)))
    used = replace(heard(first, *ALL), extensions=2, is_reminded=True, is_stuck=True, away=frozenset({BRAM}))
    expected = replace(first, position=1, opened_at=TUESDAY, due_at=local("2026-11-26 16:00"))
    assert advance(used, TUESDAY, ALWAYS) == expected


def test_a_step_opens_with_those_away_who_can_not_be_waited_for() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", away_until=date(2026, 12, 31))})
    consultation = begin(own(step("helpers")), "calm", ALL, MONDAY, calendar, ANNA)
    assert (consultation.away, awaited(consultation)) == ({BRAM}, {CHRIS, DEMI})


def test_a_new_leave_changes_the_deadline_and_who_is_away() -> None:
    consultation = begun(*own(step("owner")))
    calendar = Calendar(AMSTERDAM, AUTUMN, {ANNA: Person(ANNA, "Anna", away_until=date(2026, 11, 30))})
    assert timed(consultation, calendar) == replace(consultation, due_at=local("2026-12-01 16:00"))


@pytest.mark.parametrize(
    ("wanted", "expected"), [(set(), [0, 3, 5]), ({1}, [0, 1, 3, 5]), ({1, 2, 4}, [0, 1, 2, 3, 4, 5]), ({3}, [0, 3, 5])]
)
def test_optional_steps_are_skipped_unless_they_are_wanted(wanted: set[int], expected: list[int]) -> None:
    extra = step(optional=True)
    consultation = replace(begun(*own(step(), extra, extra, step(), extra)), wanted=frozenset(wanted))
    positions = [consultation.position]
    while not consultation.is_over:
        consultation = on(consultation)
        positions.append(consultation.position)
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
    consultation = replace(in_turns(0, step("owner"), step("helpers")), people=ALL - left)
    positions = [consultation.position]
    while not consultation.is_over:
        consultation = on(consultation)
        positions.append(consultation.position)
    assert positions == expected


def test_each_turn_is_its_owners() -> None:
    found = [addressed(in_turns(position, step("owner"))) for position in (1, 2, 3)]
    assert found == [{ANNA}, {BRAM}, {CHRIS}]


def test_after_its_last_step_a_session_has_ended() -> None:
    consultation = on(begun(*own(step(), step())), 2)
    ended = (consultation.state, consultation.position, consultation.due_at, consultation.is_over)
    assert ended == ("ended", 2, TUESDAY, True)


def test_a_session_can_be_finished_anywhere() -> None:
    consultation = begun(*own(step(), step()), CHECK_OUT)
    assert finish(consultation, TUESDAY) == replace(consultation, state="ended", position=3, due_at=TUESDAY)


@pytest.mark.parametrize("over", [lambda one: on(one, 9), lambda one: finish(one, TUESDAY), cancel])
def test_what_is_over_stays_as_it_is(over: object) -> None:
    consultation = over(hand_over(begun(*own(step(), step()), CHECK_OUT), BRAM))
    moved = [
        advance(consultation, WEDNESDAY, ALWAYS),
        back(consultation, WEDNESDAY, ALWAYS),
        extend(consultation, WEDNESDAY, ALWAYS),
        pause(consultation, WEDNESDAY),
        resume(consultation, WEDNESDAY, ALWAYS),
        wrap_up(consultation, WEDNESDAY, ALWAYS),
        leave(consultation, BRAM),
        pass_on(consultation, BRAM),
        cancel(consultation),
    ]
    assert moved == [consultation] * 9


# Back


@pytest.mark.parametrize(
    ("position", "wanted", "expected"),
    [(1, set(), 1), (2, set(), 1), (4, set(), 2), (4, {3}, 3), (5, set(), 4), (6, set(), 4)],
)
def test_back_goes_to_the_methods_step_before(position: int, wanted: set[int], expected: int) -> None:
    plan = (ROLES, *own(step(), step(), step(optional=True), step()), CHECK_OUT, COMMIT)
    consultation = replace(begun(*plan), position=position, wanted=frozenset(wanted))
    assert back(consultation, TUESDAY, ALWAYS).position == expected


@pytest.mark.parametrize("position", [0, 1, 2])
def test_before_the_methods_first_step_there_is_no_way_back(position: int) -> None:
    consultation = replace(begun(GATHER, ROLES, *own(step())), position=position)
    assert back(consultation, TUESDAY, ALWAYS) == consultation


def test_back_opens_the_step_anew() -> None:
    consultation = begun(*own(step(), step()))
    assert back(heard(on(consultation), BRAM), WEDNESDAY, ALWAYS) == replace(
        consultation, opened_at=WEDNESDAY, due_at=local("2026-11-26 16:00"), lately_silent=ALL
    )


def test_back_passes_over_the_turn_of_an_owner_who_left() -> None:
    consultation = leave(in_turns(3, step("owner")), BRAM)
    assert back(consultation, TUESDAY, ALWAYS).position == 1


# Longer


def test_an_extended_step_is_open_longer_by_half() -> None:
    consultation = replace(begun(*own(step(window=2))), is_reminded=True, is_stuck=True)
    assert extend(consultation, TUESDAY, ALWAYS) == replace(
        consultation, extensions=1, due_at=local("2026-11-26 16:00"), is_stuck=False
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
    consultation = begun(*own(step()))
    for _ in range(3):
        consultation = extend(consultation, TUESDAY, ALWAYS)
    assert shown(consultation.due_at) == "Fri 11-27 16:00"


def test_a_step_that_waited_for_a_part_timer_is_extended_beyond_that() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", working_days=("mon", "thu"))})
    consultation = begin(own(step("helpers")), "calm", ALL, local("2026-11-26 16:00"), calendar, ANNA)
    longer = extend(consultation, consultation.due_at, calendar)
    assert (shown(consultation.due_at), shown(longer.due_at), longer.extensions) == (
        "Mon 11-30 16:00",
        "Tue 12-01 16:00",
        1,
    )


def test_a_live_step_gets_half_its_minutes_more() -> None:
    consultation = begun(*own(step(minutes=10)), pace="live")
    over = extend(consultation, MONDAY + timedelta(minutes=30), ALWAYS)
    in_time = extend(consultation, MONDAY + timedelta(minutes=10), ALWAYS)
    assert [one.due_at - MONDAY for one in (in_time, over)] == [timedelta(minutes=15), timedelta(minutes=40)]


# Pause and resume


def test_a_pause_stops_the_clock_and_contributions_still_count() -> None:
    paused = pause(begun(*own(step("helpers"))), TUESDAY)
    after = contribute(paused, BRAM, "Ja.", 0).consultation
    assert (paused.state, paused.paused_at, after.given) == ("paused", TUESDAY, {BRAM})


def test_a_pause_within_a_pause_changes_nothing() -> None:
    paused = pause(begun(*own(step())), MONDAY)
    assert pause(paused, TUESDAY) == paused


def test_what_runs_needs_no_resuming() -> None:
    consultation = begun(*own(step()))
    assert resume(consultation, TUESDAY, ALWAYS) == consultation


def test_a_live_session_resumes_with_the_minutes_that_were_left() -> None:
    consultation = begun(*own(step(minutes=10)), pace="live")
    paused = pause(consultation, MONDAY + timedelta(minutes=4))
    stood = timedelta(minutes=30)
    assert resume(paused, MONDAY + timedelta(minutes=34), ALWAYS) == replace(
        consultation,
        opened_at=MONDAY + stood,
        due_at=MONDAY + timedelta(minutes=40),
        stops_at=consultation.stops_at + stood,
    )


def test_a_written_step_opens_anew_after_a_pause_and_keeps_who_was_heard() -> None:
    consultation = replace(heard(begun(*own(step(window=2))), BRAM), is_reminded=True)
    monday = local("2026-11-30 10:00")
    assert resume(pause(consultation, TUESDAY), monday, ALWAYS) == replace(
        consultation,
        opened_at=monday,
        due_at=local("2026-12-02 16:00"),
        stops_at=consultation.stops_at + timedelta(days=6),
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
def test_moving_on_from_a_pause_ends_it_and_it_does_not_count_towards_the_hard_stop(move: object) -> None:
    consultation = on(begun(*own(step(), step(), step()), CHECK_OUT))
    moved = move(pause(consultation, TUESDAY), TUESDAY + timedelta(days=15), ALWAYS)
    going = (moved.state, moved.paused_at, moved.stops_at - consultation.stops_at)
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
    consultation = replace(begun(*own(step(who))), facilitator=facilitator, extensions=extensions)
    assert at_deadline(heard(consultation, *sorted(addressed(consultation))[:gave])) is expected


@pytest.mark.parametrize("mode", ["open", "quiet", "live"])
def test_a_talk_is_over_when_its_time_is_up(mode: Mode) -> None:
    assert at_deadline(hand_over(begun(*own(step("helpers", mode))), BRAM)) is MOVE_ON


@pytest.mark.parametrize("planned", [GATHER, ROLES, CHECK_OUT, COMMIT, Planned("1", step(optional=True))])
def test_steps_of_the_frame_and_optional_ones_are_not_insisted_on(planned: Planned) -> None:
    assert at_deadline(replace(begun(ROLES, planned), position=1, facilitator=BRAM)) is MOVE_ON


@pytest.mark.parametrize(
    ("people", "gave", "expected"),
    [({ANNA, BRAM}, [BRAM], MOVE_ON), ({ANNA, BRAM}, [], EXTEND), ({ANNA, BRAM, CHRIS}, [BRAM], EXTEND)],
)
def test_a_single_helper_is_enough_where_there_is_only_one(
    people: set[int], gave: list[int], expected: AtDeadline
) -> None:
    consultation = begun(*own(step("helpers")), people=frozenset(people))
    assert at_deadline(heard(consultation, *gave)) is expected


def test_who_passed_does_not_count_as_a_contribution() -> None:
    consultation = pass_on(heard(begun(*own(step("helpers"))), BRAM), CHRIS)
    assert at_deadline(consultation) is EXTEND


def test_nobody_insists_on_the_turn_of_an_owner_who_left() -> None:
    consultation = leave(pause(in_turns(2, step("owner")), TUESDAY), BRAM)
    assert at_deadline(resume(consultation, WEDNESDAY, ALWAYS)) is MOVE_ON


# Rounding off


@pytest.mark.parametrize(
    ("position", "expected"), [(0, (4, "running")), (1, (4, "running")), (4, (5, "running")), (5, (6, "ended"))]
)
def test_wrapping_up_goes_to_the_check_out_and_from_there_on(position: int, expected: tuple[int, str]) -> None:
    plan = (ROLES, *own(step(), step(), step()), CHECK_OUT, COMMIT)
    after = wrap_up(replace(begun(*plan), position=position), TUESDAY, ALWAYS)
    assert (after.position, after.state) == expected


def test_wrapping_up_without_a_check_out_is_the_end() -> None:
    consultation = begun(*own(step(), step(), step()))
    assert wrap_up(consultation, TUESDAY, ALWAYS) == finish(consultation, TUESDAY)


def test_wrapping_up_remembers_who_was_silent_in_the_step_that_was_on() -> None:
    consultation = begun(*own(step("helpers"), step(), step("owner")), CHECK_OUT)
    assert wrap_up(heard(consultation, BRAM), TUESDAY, ALWAYS).lately_silent == {CHRIS, DEMI}


def test_what_is_broken_off_is_over() -> None:
    consultation = begun(*own(step()))
    assert cancel(consultation) == replace(consultation, state="cancelled")


@pytest.mark.parametrize(
    ("now", "expected"), [("2026-12-13 10:00", "12-20 10:00"), ("2026-11-24 10:00", "12-13 10:00")]
)
def test_a_session_that_is_to_go_on_longer_is_asked_again_in_a_week_and_not_sooner_than_before(
    now: str, expected: str
) -> None:
    consultation = replace(begun(*own(step())), is_asked_to_stop=True)
    assert go_on_longer(consultation, local(now)) == replace(
        consultation, is_asked_to_stop=False, stops_at=local(f"2026-{expected}")
    )


def test_an_optional_step_is_asked_for_and_not_after_all() -> None:
    asked = want(begun(*own(step(), step(optional=True))), 1)
    assert [asked.wanted, want(asked, 1).wanted] == [{1}, set()]


# Leading


def test_another_facilitator_starts_with_a_clean_slate() -> None:
    consultation = replace(on(begun(*own(step(), step(), step())), 2), facilitator=BRAM, is_stuck=True)
    assert hand_over(consultation, CHRIS) == replace(consultation, facilitator=CHRIS, seen=2, is_stuck=False)


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
    consultation = replace(begun(GATHER, *own(step("owner")), owner=None), facilitator=facilitator)
    assert choose_owners(consultation, owners) == replace(consultation, owners=owners, facilitator=expected)


def test_where_owners_take_turns_one_of_them_may_facilitate() -> None:
    consultation = replace(in_turns(1, step("owner")), facilitator=ANNA)
    assert choose_owners(consultation, (ANNA, BRAM)) == replace(consultation, owners=(ANNA, BRAM))


# Coming and going


def test_who_comes_in_midway_is_addressed_and_awaited() -> None:
    consultation = heard(begun(*own(step("helpers"))), BRAM, CHRIS, DEMI)
    joined = join(consultation, ELIF)
    found = (is_complete(consultation), is_complete(joined), awaited(joined))
    assert found == (True, False, {ELIF})


def test_who_leaves_is_neither_counted_nor_waited_for() -> None:
    consultation = replace(heard(begun(*own(step())), BRAM), away=frozenset({BRAM}), lately_silent=frozenset({BRAM}))
    expected = replace(consultation, people=ALL - {BRAM}, heard=frozenset(), given=frozenset(), away=frozenset())
    assert leave(consultation, BRAM) == replace(expected, lately_silent=frozenset())


def test_a_step_is_complete_when_the_last_one_awaited_leaves() -> None:
    consultation = heard(begun(*own(step("helpers"))), BRAM, CHRIS)
    assert [is_complete(consultation), is_complete(leave(consultation, DEMI))] == [False, True]


def test_the_bot_leads_on_when_the_facilitator_leaves_and_waits_for_no_answer() -> None:
    consultation = replace(on(begun(*own(step("helpers"), step("helpers")))), facilitator=BRAM, is_stuck=True)
    left = leave(consultation, BRAM)
    assert (left.state, left.facilitator, left.is_stuck, left.seen) == ("running", None, False, 1)


def test_when_somebody_else_leaves_the_facilitator_is_still_asked() -> None:
    consultation = replace(begun(*own(step("helpers"))), facilitator=BRAM, is_stuck=True)
    assert leave(consultation, CHRIS).is_stuck is True


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
    consultation = replace(begun(*own(step()), people=people), owners=owners)
    for person in leaves:
        consultation = leave(consultation, person)
    assert consultation.state == expected


def test_when_an_owner_leaves_in_their_turn_the_next_turn_follows() -> None:
    left = leave(in_turns(2, step("owner"), step("helpers")), ANNA)
    assert (is_complete(left), on(left).position) == (True, 3)


def test_who_comes_back_has_their_turn_again() -> None:
    consultation = join(leave(in_turns(1, step("owner")), BRAM), BRAM)
    assert (on(consultation).position, addressed(on(consultation))) == (2, {BRAM})


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
    told = contribute(second, ANNA, "Een.", 0).consultation
    found = [(silent_twice(one, on(one)), ANNA in on(one).lately_silent) for one in (second, told)]
    assert found == [({ANNA}, True), (set(), False)]


def test_who_is_away_is_not_silent() -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, {BRAM: Person(BRAM, "Bram", away_until=date(2026, 12, 31))})
    first = begin(own(step("helpers"), step("helpers"), step()), "calm", ALL, MONDAY, calendar, ANNA)
    second = advance(first, TUESDAY, calendar)
    assert silent_twice(second, advance(second, WEDNESDAY, calendar)) == {CHRIS, DEMI}


def test_who_is_no_longer_in_is_not_asked_about_silence() -> None:
    second = on(begun(*own(step("helpers"), step("helpers"), step("owner"), step())))
    fewer = replace(second, people=ALL - {DEMI})
    third = on(fewer)
    found = (silent_twice(second, third), silent_twice(fewer, third), on(third).lately_silent - {ANNA})
    assert found == ({BRAM, CHRIS},) * 3


def test_somebody_dropped_between_two_steps_is_no_longer_remembered_as_silent() -> None:
    fewer = replace(on(begun(*own(step("helpers"), step("owner"), step()))), people=ALL - {DEMI})
    assert on(fewer).lately_silent == {ANNA, BRAM, CHRIS}


def test_going_back_asks_nobody_about_silence() -> None:
    second = on(begun(*own(step("helpers"), step("helpers"))))
    assert silent_twice(second, back(second, WEDNESDAY, ALWAYS)) == set()


# A long one

SIX = frozenset({ANNA, BRAM, CHRIS, DEMI, ELIF, FARID})
LONG_PLAN = (
    GATHER,
    ROLES,
    *own(
        step("owner"),
        step("helpers", "hidden"),
        step("owner"),
        step("helpers", "hidden", window=2),
        step("owner", "label"),
        step("helpers", "hidden"),
        step("owner"),
    ),
    CHECK_OUT,
)


def calendar_of_six(
    paused_until: date | None = None, bram: date | None = date(2026, 11, 11), anna: date | None = None
) -> Calendar:
    """Return the calendar of six people, three of them part-time; Bram is on leave till Wednesday 11 November."""
    everyone = {
        ANNA: Person(ANNA, "Anna", away_until=anna),
        BRAM: Person(BRAM, "Bram", away_until=bram),
        CHRIS: Person(CHRIS, "Chris"),
        DEMI: Person(DEMI, "Demi", working_days=("mon", "tue")),
        ELIF: Person(ELIF, "Elif", working_days=("wed", "thu")),
        FARID: Person(FARID, "Farid", working_days=("thu", "fri")),
    }
    return Calendar(AMSTERDAM, AUTUMN, everyone, paused_until)


def test_a_calm_session_of_ten_steps_over_a_pause_and_two_leaves_of_six_people_of_whom_three_work_part_time() -> None:
    dates: list[tuple[int, str, str, set[int]]] = []
    calendar = calendar_of_six()

    def note(one: Consultation) -> Consultation:
        dates.append((one.position, shown(one.opened_at), shown(one.due_at), set(one.away)))
        return one

    def next_at(one: Consultation, when: str) -> Consultation:
        return note(advance(one, local(when), calendar))

    # Farid is the last, on Thursday; of those six only Bram is away till a week later.
    stand = note(begin(LONG_PLAN, "calm", SIX, local("2026-11-02 09:00"), calendar, ANNA))
    stand = next_at(heard(stand, ANNA, CHRIS, DEMI, ELIF, FARID), "2026-11-05 10:00")
    stand = next_at(heard(hand_over(stand, CHRIS), CHRIS), "2026-11-05 10:30")
    stand = next_at(heard(stand, ANNA), "2026-11-06 09:00")
    # Farid works again on Thursday, and so does Bram; neither is heard, three others are.
    stand = heard(stand, CHRIS, DEMI, ELIF)
    decisions = [at_deadline(stand)]
    stand = next_at(stand, "2026-11-12 16:00")
    # Anna says nothing: once longer, into the team's pause, and then she is on leave till Tuesday.
    decisions.append(at_deadline(stand))
    stand = note(extend(stand, local("2026-11-13 16:00"), calendar))
    calendar = calendar_of_six(paused_until=date(2026, 11, 20))
    stand = note(timed(stand, calendar))
    calendar = calendar_of_six(paused_until=date(2026, 11, 20), anna=date(2026, 11, 24))
    stand = note(timed(stand, calendar))
    stand = next_at(heard(stand, ANNA), "2026-11-25 11:00")
    stand = next_at(heard(stand, BRAM, CHRIS, DEMI, ELIF, FARID), "2026-11-30 12:00")
    stand = next_at(heard(stand, ANNA), "2026-12-01 08:30")
    # Only Chris is in time, and Demi a day later.
    stand = heard(stand, CHRIS)
    decisions.append(at_deadline(stand))
    stand = heard(note(extend(stand, local("2026-12-07 16:00"), calendar)), DEMI)
    decisions.append(at_deadline(stand))
    stand = next_at(stand, "2026-12-08 16:00")
    stand = next_at(heard(stand, ANNA), "2026-12-09 10:00")
    stand = heard(stand, ANNA, CHRIS, DEMI, ELIF)
    decisions.append(at_deadline(stand))
    ended = next_at(stand, "2026-12-14 16:00")

    assert dates == [
        (0, "Mon 11-02 09:00", "Thu 11-05 16:00", {BRAM}),
        (1, "Thu 11-05 10:00", "Wed 11-11 16:00", {BRAM}),
        (2, "Thu 11-05 10:30", "Fri 11-06 16:00", set()),
        (3, "Fri 11-06 09:00", "Thu 11-12 16:00", set()),
        (4, "Thu 11-12 16:00", "Fri 11-13 16:00", set()),
        (4, "Thu 11-12 16:00", "Mon 11-16 16:00", set()),
        (4, "Thu 11-12 16:00", "Tue 11-24 16:00", set()),
        (4, "Thu 11-12 16:00", "Thu 11-26 16:00", set()),
        (5, "Wed 11-25 11:00", "Mon 11-30 16:00", set()),
        (6, "Mon 11-30 12:00", "Tue 12-01 16:00", set()),
        (7, "Tue 12-01 08:30", "Mon 12-07 16:00", set()),
        (7, "Tue 12-01 08:30", "Tue 12-08 16:00", set()),
        (8, "Tue 12-08 16:00", "Wed 12-09 16:00", set()),
        (9, "Wed 12-09 10:00", "Mon 12-14 16:00", set()),
        (10, "Wed 12-09 10:00", "Mon 12-14 16:00", set()),
    ]
    assert decisions == [MOVE_ON, EXTEND, EXTEND, MOVE_ON, MOVE_ON]
    assert silent_twice(stand, ended) == {BRAM, FARID}
    assert (ended.state, shown(ended.stops_at)) == ("ended", "Sun 11-22 09:00")


def test_a_sprint_of_five_steps_waits_for_those_who_work_part_time_as_well() -> None:
    stand = begin((*LONG_PLAN[2:6], CHECK_OUT), "sprint", SIX, local("2026-11-23 09:00"), calendar_of_six(), ANNA)
    dues = [shown(stand.due_at)]
    while stand.state == "running":
        stand = advance(stand, stand.due_at, calendar_of_six())
        dues.append(shown(stand.due_at))
    # Anna; then till Farid works, on Thursday; Anna; till Elif does, on Wednesday; and till Demi does, on Monday.
    assert dues == [
        "Mon 11-23 12:30",
        "Thu 11-26 12:30",
        "Thu 11-26 16:00",
        "Wed 12-02 12:30",
        "Mon 12-07 12:30",
        "Mon 12-07 12:30",
    ]


# Whatever happens

moderately = settings(max_examples=60, deadline=None, database=None, derandomize=True)
KINDS: tuple[tuple[Who, Mode], ...] = (
    ("owner", "post"),
    ("owner", "hidden"),
    ("owner", "label"),
    ("helpers", "post"),
    ("helpers", "hidden"),
    ("helpers", "open"),
    ("helpers", "quiet"),
    ("all", "post"),
    ("all", "poll"),
    ("all", "rate"),
    ("facilitator", "post"),
    ("facilitator", "confirm"),
)
POOL = [step(who, mode, 1 + at % 3, 1 + at) for at, (who, mode) in enumerate(KINDS)]
OPTIONAL = [step(who, mode, optional=True) for who, mode in KINDS[:5]]
paces: st.SearchStrategy[Pace] = st.sampled_from(PACES)
steps = st.sampled_from(POOL + OPTIONAL)
working_days = st.lists(st.sampled_from(SCHOOL_WEEK), max_size=5, unique=True).map(tuple)
leaves = st.none() | st.dates(date(2026, 9, 20), date(2026, 11, 10))
persons = st.builds(Person, id=st.just(0), name=st.just(""), working_days=working_days, away_until=leaves)
calendars = st.builds(
    Calendar, st.just(AMSTERDAM), st.just(AUTUMN), st.dictionaries(st.integers(1, 6), persons, max_size=6), leaves
)
starts = st.datetimes(datetime(2026, 9, 20), datetime(2026, 11, 10), timezones=st.just(UTC))  # noqa: DTZ001
groups = st.frozensets(st.integers(1, 5), min_size=3)
SAYING = ("write", "write", "write", "hear", "hear", "pass", "done")
DEEDS = (*SAYING, "notice", "want", "choose", "hand over", "join", "leave", "cancel")
TURNS = ("advance", "back", "back", "extend", "pause", "resume", "wrap up", "timed", "deadline")
moves = st.tuples(
    st.sampled_from(DEEDS + TURNS),
    st.integers(1, 5),
    st.sampled_from([0.01, 0.2, 1, 3, 30, 70]).map(lambda hours: timedelta(hours=hours)),
)

# Of itself hypothesis draws short lists, in which little happens.
histories = st.lists(moves, min_size=12, max_size=30)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Planned, ...]:
    method = draw(st.lists(steps, min_size=2, max_size=6))
    turns = draw(st.sampled_from([1, 1, 3]))
    rounds = tuple(Planned(one.key, one.step, turn) for turn in range(turns) for one in own(*method))
    before = draw(st.sampled_from([(), (GATHER,), (GATHER, ROLES)]))
    return before + rounds + draw(st.sampled_from([(), (CHECK_OUT,), (CHECK_OUT, COMMIT)]))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Consultation, Calendar]:
    """Draw a consultation that has just begun, and the calendar of its people."""
    calendar, owner = draw(calendars), draw(st.none() | st.integers(1, 4))
    return begin(draw(plans()), draw(paces), draw(groups), draw(starts), calendar, owner), calendar


def acted(stand: Consultation, deed: str, person: int) -> Consultation:
    """Return a consultation after what somebody did, if it is something that the session allows at all."""
    match deed:
        case "write":
            return contribute(stand, person, "Ja.", 0).consultation
        case "pass":
            return pass_on(stand, person)
        case "done":
            return done(stand, person)
        case "notice":
            return notice(stand, person)
        case "want":
            return want(stand, person)
        case "leave":
            return leave(stand, person)
        case "cancel" if person == 1:
            return cancel(stand)
    return stand if stand.is_over else acted_within(stand, deed, person)


def acted_within(stand: Consultation, deed: str, person: int) -> Consultation:
    """Return a consultation after what can only be done while it lasts."""
    match deed:
        case "hear" if person in addressed(stand):
            return hear(stand, person)
        case "choose":
            return choose_owners(stand, tuple(sorted(stand.people))[: 1 + person % 3])
        case "join":
            return join(stand, person)
        case "hand over" if may_facilitate(stand, person):
            return hand_over(stand, person)
    return stand


def turned(stand: Consultation, move: str, now: datetime, calendar: Calendar) -> Consultation:
    """Return a consultation after somebody steered it, or time did."""
    match move:
        case "pause":
            return pause(stand, now)
        case "timed" if stand.state == "running":
            return timed(stand, calendar)
        case "deadline" if stand.state == "running":
            return after_deadline(stand, max(now, stand.due_at), calendar)
    moves = {"advance": advance, "back": back, "extend": extend, "resume": resume, "wrap up": wrap_up}
    return moves[move](stand, now, calendar) if move in moves else stand


def after_deadline(stand: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return a consultation after its deadline, or if nobody answers what to do then, after its hard stop."""
    match at_deadline(stand):
        case AtDeadline.MOVE_ON:
            return advance(stand, now, calendar)
        case AtDeadline.EXTEND:
            return extend(stand, now, calendar)
        case AtDeadline.ASK:
            return wrap_up(replace(stand, is_stuck=True), max(now, stand.stops_at), calendar)


Move = tuple[str, int, timedelta]


def history(scene: tuple[Consultation, Calendar], what: list[Move]) -> list[Consultation]:
    """Return a consultation after each of some moves, some time apart."""
    begun, calendar = scene
    stands, now = [begun], begun.started_at
    for move, person, later in what:
        now += later
        stand = stands[-1]
        stands.append(turned(stand, move, now, calendar) if move in TURNS else acted(stand, move, person))
    return stands


@moderately
@given(scenes(), histories)
def test_a_session_is_always_at_a_step_of_its_plan_unless_it_has_ended(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    for stand in history(scene, what):
        assert (stand.position == len(stand.plan)) == (stand.state == "ended")
        assert 0 <= stand.position <= len(stand.plan)
        assert (stand.paused_at is not None) == (stand.state == "paused") or stand.state == "cancelled"


@moderately
@given(scenes(), histories)
def test_only_people_who_are_in_and_there_are_addressed_awaited_or_counted(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    for stand in history(scene, what):
        if not stand.is_over:
            assert awaited(stand) <= addressed(stand) <= stand.people
            assert not awaited(stand) & stand.away
        assert stand.given | stand.heard <= stand.people
        assert stand.lately_silent | ({stand.facilitator} - {None}) <= stand.people


@moderately
@given(scenes(), histories)
def test_somebody_who_left_is_nobodys_concern_until_they_come_back(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    stands, gone = history(scene, what), frozenset[int]()
    for (move, person, _), (before, stand) in zip(what, pairwise(stands), strict=True):
        if move == "leave" and not before.is_over:
            gone |= {person}
        elif move == "join":
            gone -= {person}
        if not stand.is_over:
            assert not gone & (addressed(stand) | awaited(stand) | silent_twice(before, stand))
            assert not any(may_steer(stand, one) or may_facilitate(stand, one) for one in gone)


@moderately
@given(scenes(), histories)
def test_a_step_that_opens_concerns_somebody_and_is_wanted(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    for before, stand in pairwise(history(scene, what)):
        if stand.position != before.position and not stand.is_over:
            assert concerns_anybody(stand)
            assert not stand.now_on.step.optional or stand.position in stand.wanted
            assert stand.heard == stand.given == frozenset()


@moderately
@given(scenes(), histories)
def test_a_written_step_is_due_at_a_closing_time_of_a_school_day_after_it_opened(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    closings = {"calm": {time(16)}, "sprint": {time(12, 30), time(16)}}
    for stand in history(scene, what):
        here = stand.due_at.astimezone(AMSTERDAM)
        assert stand.due_at > stand.opened_at or stand.is_over
        if stand.pace in closings and not stand.is_over:
            assert is_school_day(here.date(), AUTUMN)
            assert here.time() in closings[stand.pace]


@moderately
@given(scenes(), histories)
def test_the_same_moves_lead_to_the_same_place(scene: tuple[Consultation, Calendar], what: list[Move]) -> None:
    assert history(scene, what) == history(scene, what)


@moderately
@given(scenes(), histories, st.lists(moves, min_size=4, max_size=8))
def test_what_is_over_is_over(scene: tuple[Consultation, Calendar], what: list[Move], later: list[Move]) -> None:
    over = finish(history(scene, what)[-1], scene[0].due_at)
    moves_left = [move for move in later if move[0] not in ("want", "notice", "done")]
    assert history((over, scene[1]), moves_left)[-1] == over


@moderately
@given(scenes(), histories)
def test_a_session_ends_when_time_passes(scene: tuple[Consultation, Calendar], what: list[Move]) -> None:
    stand, calendar = history(scene, what)[-1], scene[1]
    stand = resume(stand, stand.paused_at or stand.opened_at, calendar)
    for _ in range(2 * len(stand.plan) + 1):
        if not stand.is_over:
            stand = after_deadline(stand, stand.due_at, calendar)
    assert stand.state in ("ended", "cancelled")


@moderately
@given(scenes(), histories)
def test_a_step_that_nobody_contributes_to_is_extended_once_and_then_it_moves_on_or_asks(
    scene: tuple[Consultation, Calendar], what: list[Move]
) -> None:
    stand, calendar = history(scene, what)[-1], scene[1]
    if stand.state == "running":
        at_first = replace(stand, extensions=0, given=frozenset())
        longer = extend(timed(at_first, calendar), timed(at_first, calendar).due_at, calendar)
        assert at_deadline(longer) is not EXTEND
