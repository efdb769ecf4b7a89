"""Until when steps are open: minutes, half days and days, part-timers, leave, holidays, pauses and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from up_to import up_to

from bot.core.model import SCHOOL_WEEK, Pace, Person
from bot.core.session.deadlines import Calendar, hard_stop, next_mark, remind_at, window
from bot.core.step import Bilingual, Step
from bot.core.timing import FreeDays, is_school_day

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NO_HOLIDAYS = FreeDays()
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
ANNA, BRAM, CHRIS, DEMI, ELIF, FARID, GIJS, HANNA, IDLE, STRANGER = 1, 2, 3, 4, 5, 6, 7, 8, 9, 99
TEAM = {
    ANNA: Person(ANNA, "Anna"),
    BRAM: Person(BRAM, "Bram"),
    CHRIS: Person(CHRIS, "Chris"),
    DEMI: Person(DEMI, "Demi", working_days=("mon", "tue")),
    ELIF: Person(ELIF, "Elif", working_days=("wed", "thu")),
    FARID: Person(FARID, "Farid", working_days=("thu", "fri")),
    GIJS: Person(GIJS, "Gijs", working_days=("fri",)),
    HANNA: Person(HANNA, "Hanna", working_days=("mon",)),
    IDLE: Person(IDLE, "Idle", working_days=()),
}
CLOSINGS: dict[Pace, set[time]] = {"calm": {time(16)}, "sprint": {time(12, 30), time(16)}}

moderately = settings(max_examples=120, deadline=None, database=None, derandomize=True)
written = st.sampled_from(["calm", "sprint"])
# A leave of more than half a year is looked at above.
leaves = st.none() | st.dates(date(2026, 9, 1), date(2026, 11, 1))
pauses = (st.none() | st.dates(date(2026, 9, 1), date(2027, 3, 1))).map(up_to)
opened = st.datetimes(datetime(2026, 10, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
working_days = st.lists(st.sampled_from(SCHOOL_WEEK), max_size=5, unique=True).map(tuple)
teams = st.dictionaries(
    st.integers(1, 6),
    st.builds(Person, id=st.just(0), name=st.just(""), working_days=working_days, leave=leaves.map(up_to)),
    max_size=6,
)
calendars = st.builds(Calendar, st.just(AMSTERDAM), st.just(AUTUMN), teams, pauses)


def step(days: int = 1, minutes: int | None = None) -> Step:
    return Step(window=days, minutes=minutes, ask=Bilingual(nl="Wat zie je?", en="What do you see?"))


def local(text: str) -> datetime:
    """Return the instant at which a clock in Amsterdam shows a date and time."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def shown(instant: datetime) -> str:
    return f"{instant.astimezone(AMSTERDAM):%a %Y-%m-%d %H:%M}"


def until(
    pace: Pace,
    at: str,
    days: int,
    people: set[int],
    longer: int = 0,
    free: FreeDays = NO_HOLIDAYS,
    paused_until: date | None = None,
    leave: dict[int, date] | None = None,
) -> tuple[str, set[int]]:
    """Return when a step of some days ends, and who is away."""
    everyone = TEAM | {who: replace(TEAM[who], leave=up_to(last)) for who, last in (leave or {}).items()}
    found = window(
        step(days), pace, local(at), people, Calendar(AMSTERDAM, free, everyone, up_to(paused_until)), longer
    )
    return shown(found.due_at), set(found.away)


@pytest.mark.parametrize(
    ("at", "days", "people", "expected", "away"),
    [
        ("2026-11-23 10:00", 1, {ANNA, BRAM, CHRIS}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 10:00", 2, {ANNA, BRAM, CHRIS}, "Wed 2026-11-25 16:00", set()),
        ("2026-11-23 10:00", 5, {ANNA, BRAM, CHRIS}, "Mon 2026-11-30 16:00", set()),
        # The day of opening never counts, however early it is, and the next one does, however late.
        ("2026-11-23 00:05", 1, {ANNA, BRAM}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 23:55", 1, {ANNA, BRAM}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-27 15:59", 1, {ANNA, BRAM}, "Mon 2026-11-30 16:00", set()),
        ("2026-11-28 12:00", 1, {ANNA, BRAM}, "Mon 2026-11-30 16:00", set()),
        ("2026-11-29 23:00", 1, {ANNA, BRAM}, "Mon 2026-11-30 16:00", set()),
        # Somebody who works within three school days more is waited for.
        ("2026-11-23 10:00", 1, {ANNA, DEMI}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 10:00", 1, {ANNA, ELIF}, "Wed 2026-11-25 16:00", set()),
        ("2026-11-23 10:00", 1, {ANNA, FARID}, "Thu 2026-11-26 16:00", set()),
        ("2026-11-23 10:00", 1, {ANNA, GIJS}, "Fri 2026-11-27 16:00", set()),
        ("2026-11-23 10:00", 1, {ANNA, HANNA}, "Tue 2026-11-24 16:00", {HANNA}),
        ("2026-11-23 10:00", 2, {ANNA, HANNA}, "Mon 2026-11-30 16:00", set()),
        ("2026-11-24 10:00", 1, {ANNA, HANNA}, "Mon 2026-11-30 16:00", set()),
        # Three part-timers with different days, opened on each day of a week.
        ("2026-11-23 10:00", 1, {DEMI, ELIF, FARID}, "Thu 2026-11-26 16:00", set()),
        ("2026-11-24 10:00", 1, {DEMI, ELIF, FARID}, "Mon 2026-11-30 16:00", set()),
        ("2026-11-25 10:00", 1, {DEMI, ELIF, FARID}, "Mon 2026-11-30 16:00", set()),
        ("2026-11-26 10:00", 1, {DEMI, ELIF, FARID}, "Wed 2026-12-02 16:00", set()),
        ("2026-11-27 10:00", 1, {DEMI, ELIF, FARID}, "Thu 2026-12-03 16:00", set()),
        # Those who can't be waited for don't lengthen it either.
        ("2026-11-23 10:00", 1, {ANNA, ELIF, HANNA}, "Wed 2026-11-25 16:00", {HANNA}),
        ("2026-11-23 10:00", 1, {ANNA, IDLE}, "Tue 2026-11-24 16:00", {IDLE}),
        ("2026-11-23 10:00", 1, {IDLE, HANNA}, "Tue 2026-11-24 16:00", {IDLE, HANNA}),
        ("2026-11-23 10:00", 1, {ANNA, STRANGER}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 10:00", 3, set(), "Thu 2026-11-26 16:00", set()),
    ],
)
def test_a_calm_step_for_a_group_gives_everybody_a_working_day_within_three_days_of_patience(
    at: str, days: int, people: set[int], expected: str, away: set[int]
) -> None:
    assert until("calm", at, days, people) == (expected, away)


@pytest.mark.parametrize(
    ("at", "days", "person", "expected", "away"),
    [
        ("2026-11-23 10:00", 1, ANNA, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 10:00", 3, ANNA, "Thu 2026-11-26 16:00", set()),
        ("2026-11-23 10:00", 1, DEMI, "Tue 2026-11-24 16:00", set()),
        ("2026-11-23 10:00", 2, DEMI, "Mon 2026-11-30 16:00", set()),
        ("2026-11-23 10:00", 3, DEMI, "Tue 2026-12-01 16:00", set()),
        ("2026-11-23 10:00", 2, FARID, "Fri 2026-11-27 16:00", set()),
        ("2026-11-23 10:00", 1, HANNA, "Mon 2026-11-30 16:00", set()),
        ("2026-11-23 10:00", 3, HANNA, "Mon 2026-12-14 16:00", set()),
        ("2026-11-23 10:00", 2, STRANGER, "Wed 2026-11-25 16:00", set()),
        ("2026-11-23 10:00", 2, IDLE, "Wed 2026-11-25 16:00", {IDLE}),
    ],
)
def test_who_works_alone_on_a_calm_step_gets_all_of_it_in_working_days_of_their_own(
    at: str, days: int, person: int, expected: str, away: set[int]
) -> None:
    assert until("calm", at, days, {person}) == (expected, away)


@pytest.mark.parametrize(
    ("days", "people", "leave", "expected", "away"),
    [
        (1, {ANNA, BRAM}, {BRAM: date(2026, 11, 23)}, "Tue 2026-11-24 16:00", set()),
        (1, {ANNA, BRAM}, {BRAM: date(2026, 11, 24)}, "Wed 2026-11-25 16:00", set()),
        (1, {ANNA, BRAM}, {BRAM: date(2026, 11, 26)}, "Fri 2026-11-27 16:00", set()),
        (1, {ANNA, BRAM}, {BRAM: date(2026, 11, 27)}, "Tue 2026-11-24 16:00", {BRAM}),
        (2, {ANNA, BRAM}, {BRAM: date(2026, 11, 29)}, "Mon 2026-11-30 16:00", set()),
        (1, {ANNA, BRAM}, {ANNA: date(2026, 12, 31), BRAM: date(2026, 12, 31)}, "Tue 2026-11-24 16:00", {ANNA, BRAM}),
        (1, {ANNA, FARID}, {FARID: date(2026, 11, 26)}, "Fri 2026-11-27 16:00", set()),
        (1, {ANNA, FARID}, {FARID: date(2026, 11, 27)}, "Tue 2026-11-24 16:00", {FARID}),
        (1, {BRAM}, {BRAM: date(2026, 11, 27)}, "Mon 2026-11-30 16:00", set()),
        (2, {BRAM}, {BRAM: date(2026, 12, 18)}, "Tue 2026-12-22 16:00", set()),
        (2, {DEMI}, {DEMI: date(2026, 11, 30)}, "Mon 2026-12-07 16:00", set()),
        (1, {BRAM}, {BRAM: date(2027, 11, 23)}, "Tue 2026-11-24 16:00", {BRAM}),
    ],
)
def test_leave_is_waited_for_as_long_as_days_off(
    days: int, people: set[int], leave: dict[int, date], expected: str, away: set[int]
) -> None:
    assert until("calm", "2026-11-23 10:00", days, people, leave=leave) == (expected, away)


@pytest.mark.parametrize(
    ("pace", "at", "days", "people", "expected"),
    [
        ("calm", "2026-10-16 10:00", 1, {ANNA, BRAM}, "Mon 2026-10-26 16:00"),
        ("calm", "2026-10-15 10:00", 2, {ANNA, BRAM}, "Mon 2026-10-26 16:00"),
        ("calm", "2026-10-20 10:00", 1, {ANNA, BRAM}, "Mon 2026-10-26 16:00"),
        ("calm", "2026-10-15 10:00", 1, {ANNA, ELIF}, "Wed 2026-10-28 16:00"),
        ("calm", "2026-10-15 10:00", 2, {FARID}, "Thu 2026-10-29 16:00"),
        ("calm", "2026-10-14 10:00", 1, {DEMI}, "Mon 2026-10-26 16:00"),
        ("sprint", "2026-10-16 12:00", 1, {ANNA, BRAM}, "Fri 2026-10-16 16:00"),
        ("sprint", "2026-10-16 14:00", 1, {ANNA, BRAM}, "Mon 2026-10-26 12:30"),
        ("sprint", "2026-10-16 14:00", 3, {ANNA, BRAM}, "Tue 2026-10-27 12:30"),
    ],
)
def test_a_holiday_does_not_count(pace: Pace, at: str, days: int, people: set[int], expected: str) -> None:
    assert until(pace, at, days, people, free=AUTUMN) == (expected, set())


@pytest.mark.parametrize(
    ("pace", "at", "days", "people", "paused_until", "expected"),
    [
        ("calm", "2026-11-25 10:00", 1, {ANNA, BRAM}, date(2026, 11, 24), "Thu 2026-11-26 16:00"),
        ("calm", "2026-11-25 10:00", 1, {ANNA, BRAM}, date(2026, 11, 27), "Mon 2026-11-30 16:00"),
        ("calm", "2026-11-25 10:00", 1, {ANNA, BRAM}, date(2026, 11, 30), "Tue 2026-12-01 16:00"),
        ("calm", "2026-11-25 10:00", 2, {DEMI}, date(2026, 11, 27), "Tue 2026-12-01 16:00"),
        ("calm", "2026-11-25 10:00", 1, {ANNA, ELIF}, date(2026, 11, 27), "Wed 2026-12-02 16:00"),
        ("sprint", "2026-11-23 09:00", 1, {ANNA, BRAM}, date(2026, 11, 23), "Tue 2026-11-24 12:30"),
        ("calm", "2026-11-25 10:00", 1, {ANNA, BRAM}, date(2027, 11, 25), "Fri 2027-11-26 16:00"),
    ],
)
def test_a_teams_pause_does_not_count_up_to_and_with_its_last_day(
    pace: Pace, at: str, days: int, people: set[int], paused_until: date, expected: str
) -> None:
    assert until(pace, at, days, people, paused_until=paused_until) == (expected, set())


@pytest.mark.parametrize(
    ("at", "halves", "people", "expected", "away"),
    [
        ("2026-11-23 00:30", 1, {ANNA, BRAM}, "Mon 2026-11-23 12:30", set()),
        ("2026-11-23 09:30", 1, {ANNA, BRAM}, "Mon 2026-11-23 12:30", set()),
        ("2026-11-23 09:31", 1, {ANNA, BRAM}, "Mon 2026-11-23 16:00", set()),
        ("2026-11-23 10:15", 1, {ANNA, BRAM}, "Mon 2026-11-23 16:00", set()),
        ("2026-11-23 13:00", 1, {ANNA, BRAM}, "Mon 2026-11-23 16:00", set()),
        ("2026-11-23 13:01", 1, {ANNA, BRAM}, "Tue 2026-11-24 12:30", set()),
        ("2026-11-23 09:00", 2, {ANNA, BRAM}, "Mon 2026-11-23 16:00", set()),
        ("2026-11-23 10:15", 2, {ANNA, BRAM}, "Tue 2026-11-24 12:30", set()),
        ("2026-11-23 10:15", 3, {ANNA, BRAM}, "Tue 2026-11-24 16:00", set()),
        ("2026-11-27 15:00", 1, {ANNA, BRAM}, "Mon 2026-11-30 12:30", set()),
        ("2026-11-29 20:00", 1, {ANNA, BRAM}, "Mon 2026-11-30 12:30", set()),
        # Three school days of patience are six half days.
        ("2026-11-23 09:00", 1, {ANNA, ELIF}, "Wed 2026-11-25 12:30", set()),
        ("2026-11-23 09:00", 1, {ANNA, FARID}, "Thu 2026-11-26 12:30", set()),
        ("2026-11-23 09:00", 1, {ANNA, GIJS}, "Mon 2026-11-23 12:30", {GIJS}),
        ("2026-11-23 09:00", 3, {ANNA, GIJS}, "Fri 2026-11-27 12:30", set()),
        ("2026-11-23 09:00", 2, {ELIF}, "Wed 2026-11-25 16:00", set()),
        ("2026-11-23 09:00", 3, {ELIF}, "Thu 2026-11-26 12:30", set()),
    ],
)
def test_a_sprint_counts_half_days_that_end_at_lunch_and_at_four_and_last_three_hours_at_least(
    at: str, halves: int, people: set[int], expected: str, away: set[int]
) -> None:
    assert until("sprint", at, halves, people) == (expected, away)


@pytest.mark.parametrize("pace", ["calm", "sprint"])
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23 08:40", "Mon 2026-11-23 16:00"),
        ("2026-11-23 13:00", "Mon 2026-11-23 16:00"),
        ("2026-11-23 13:01", "Tue 2026-11-24 16:00"),
    ],
)
def test_what_counts_days_from_today_lasts_until_the_end_of_one_at_both_paces(
    pace: Pace, at: str, expected: str
) -> None:
    bringing = step(1).model_copy(update={"counts": "days from today"})
    there = Calendar(AMSTERDAM, NO_HOLIDAYS, TEAM)
    assert shown(window(bringing, pace, local(at), {ANNA, BRAM}, there).due_at) == expected


@pytest.mark.parametrize(
    ("pace", "days", "expected"),
    [
        ("calm", 1, (2027, 3, 26, 15, 0)),
        ("calm", 2, (2027, 3, 29, 14, 0)),
        ("sprint", 3, (2027, 3, 26, 15, 0)),
        ("sprint", 4, (2027, 3, 29, 10, 30)),
    ],
)
def test_a_step_ends_at_local_time_over_a_clock_change(
    pace: Pace, days: int, expected: tuple[int, int, int, int, int]
) -> None:
    opened_at = local("2027-03-25 10:00")
    found = window(step(days), pace, opened_at, {ANNA, BRAM}, Calendar(AMSTERDAM, NO_HOLIDAYS, TEAM))
    assert found.due_at == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pace", "at", "days", "people", "longer", "expected", "away"),
    [
        ("calm", "2026-11-23 10:00", 1, {ANNA, BRAM}, 1, "Wed 2026-11-25 16:00", set()),
        ("calm", "2026-11-23 10:00", 1, {ANNA, BRAM}, 2, "Thu 2026-11-26 16:00", set()),
        ("calm", "2026-11-23 10:00", 2, {ANNA, BRAM}, 1, "Thu 2026-11-26 16:00", set()),
        ("calm", "2026-11-23 10:00", 3, {ANNA, BRAM}, 1, "Fri 2026-11-27 16:00", set()),
        ("calm", "2026-11-23 10:00", 4, {ANNA, BRAM}, 1, "Tue 2026-12-01 16:00", set()),
        # It comes after the wait for whoever works few days, and brings no new wait.
        ("calm", "2026-11-23 10:00", 1, {ANNA, ELIF}, 1, "Thu 2026-11-26 16:00", set()),
        ("calm", "2026-11-23 10:00", 1, {ANNA, GIJS}, 1, "Mon 2026-11-30 16:00", set()),
        ("calm", "2026-11-23 10:00", 1, {ANNA, HANNA}, 1, "Wed 2026-11-25 16:00", {HANNA}),
        ("calm", "2026-11-23 10:00", 1, {ANNA, HANNA}, 4, "Mon 2026-11-30 16:00", set()),
        ("calm", "2026-11-23 10:00", 1, {DEMI}, 1, "Mon 2026-11-30 16:00", set()),
        ("calm", "2026-11-23 10:00", 2, {HANNA}, 1, "Mon 2026-12-14 16:00", set()),
        ("sprint", "2026-11-23 09:00", 1, {ANNA, BRAM}, 1, "Mon 2026-11-23 16:00", set()),
        ("sprint", "2026-11-23 09:00", 2, {ANNA, BRAM}, 1, "Tue 2026-11-24 12:30", set()),
        ("sprint", "2026-11-23 09:00", 1, {ANNA, ELIF}, 1, "Wed 2026-11-25 16:00", set()),
    ],
)
def test_an_extension_is_half_the_window_and_at_least_one(
    pace: Pace, at: str, days: int, people: set[int], longer: int, expected: str, away: set[int]
) -> None:
    assert until(pace, at, days, people, longer) == (expected, away)


@pytest.mark.parametrize(
    ("minutes", "longer", "expected"),
    [(10, 0, 10), (10, 1, 15), (10, 2, 20), (3, 0, 3), (3, 1, 5), (5, 1, 7), (60, 2, 120), (None, 0, 5), (None, 1, 7)],
)
def test_a_live_step_is_open_for_minutes_whoever_works_when(minutes: int | None, longer: int, expected: int) -> None:
    sunday = local("2026-11-29 22:00")
    found = window(step(3, minutes), "live", sunday, {ANNA, IDLE}, Calendar(AMSTERDAM, NO_HOLIDAYS, TEAM), longer)
    assert (found.due_at - sunday, found.away) == (timedelta(minutes=expected), frozenset())


@pytest.mark.parametrize(
    ("pace", "opened_at", "due_at", "expected"),
    [
        ("calm", "2026-11-23 10:00", "2026-11-24 16:00", "Tue 2026-11-24 06:00"),
        ("calm", "2026-11-27 16:00", "2026-11-30 16:00", "Sun 2026-11-29 16:00"),
        ("sprint", "2026-11-23 09:30", "2026-11-23 12:30", "Mon 2026-11-23 11:30"),
        # 71 hours, since the clock skips one.
        ("calm", "2027-03-26 16:00", "2027-03-29 16:00", "Sun 2027-03-28 16:20"),
    ],
)
def test_a_reminder_is_due_when_two_thirds_of_the_time_have_passed(
    pace: Pace, opened_at: str, due_at: str, expected: str
) -> None:
    reminder = remind_at(local(opened_at), local(due_at), pace)
    assert reminder is not None
    assert shown(reminder) == expected


def test_a_live_step_has_no_reminder() -> None:
    assert remind_at(local("2026-11-23 10:00"), local("2026-11-23 10:15"), "live") is None


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("00:20:00", "00:15:00"),
        ("00:19:59", "00:15:00"),
        ("00:15:01", "00:15:00"),
        ("00:15:00", "00:10:00"),
        ("00:10:00", "00:05:00"),
        ("00:07:30", "00:05:00"),
        ("00:05:01", "00:05:00"),
        ("00:05:00", "00:04:00"),
        ("00:04:30", "00:04:00"),
        ("00:01:00", "00:00:00"),
        ("00:00:10", "00:00:00"),
    ],
)
def test_a_live_clock_is_shown_every_five_minutes_and_each_of_the_last_five(left: str, expected: str) -> None:
    due_at = local("2026-11-23 10:30")
    mark = next_mark(due_at, due_at - _span(left))
    assert due_at - mark == _span(expected)


@pytest.mark.parametrize(
    ("pace", "minutes", "expected"),
    [
        ("calm", 50, timedelta(days=20)),
        ("sprint", 50, timedelta(days=20)),
        ("live", 50, timedelta(minutes=160)),
        ("live", 0, timedelta(minutes=60)),
    ],
)
def test_a_session_has_lasted_long_enough_after_twenty_days_or_twice_its_minutes_and_an_hour(
    pace: Pace, minutes: int, expected: timedelta
) -> None:
    started_at = local("2027-03-15 10:00")
    assert hard_stop(started_at, pace, minutes, Calendar(AMSTERDAM, FreeDays())) - started_at == expected


def test_days_of_a_holiday_and_of_a_pause_do_not_count_towards_the_twenty() -> None:
    holiday = (date(2027, 3, 22), date(2027, 3, 28), "voorjaar")
    calendar = Calendar(AMSTERDAM, FreeDays((holiday,)), pauses=up_to(date(2027, 3, 17)))
    assert hard_stop(local("2027-03-15 10:00"), "calm", 50, calendar) - local("2027-03-15 10:00") == timedelta(days=29)


@pytest.mark.parametrize(("last", "days"), [("2027-09-30", 199 + 20), ("2033-01-01", 4 * 366 - 1)])
def test_a_session_outlasts_any_pause(last: str, days: int) -> None:
    calendar = Calendar(AMSTERDAM, FreeDays(), pauses=up_to(date.fromisoformat(last)))
    assert hard_stop(local("2027-03-15 10:00"), "calm", 50, calendar) - local("2027-03-15 10:00") == timedelta(
        days=days
    )


@pytest.mark.parametrize(
    ("day", "paused_until", "expected"),
    [
        (date(2026, 10, 16), None, True),
        (date(2026, 10, 17), None, False),
        (date(2026, 10, 20), None, False),
        (date(2026, 10, 26), None, True),
        (date(2026, 10, 26), date(2026, 10, 26), False),
        (date(2026, 10, 27), date(2026, 10, 26), True),
    ],
)
def test_a_team_works_on_school_days_after_its_pause(day: date, paused_until: date | None, expected: bool) -> None:
    assert Calendar(AMSTERDAM, AUTUMN, pauses=up_to(paused_until)).is_on(day) is expected


@pytest.mark.parametrize(
    ("person", "day", "expected"),
    [
        (ANNA, date(2026, 11, 25), True),
        (DEMI, date(2026, 11, 25), False),
        (ELIF, date(2026, 11, 25), True),
        (ELIF, date(2026, 10, 21), False),
        (IDLE, date(2026, 11, 25), False),
        (STRANGER, date(2026, 11, 25), True),
    ],
)
def test_somebody_works_on_days_of_their_own_and_a_stranger_on_any(person: int, day: date, expected: bool) -> None:
    assert Calendar(AMSTERDAM, AUTUMN, TEAM).works(person, day) is expected


@moderately
@given(written, opened, st.integers(1, 4), st.sets(st.integers(1, 7)), calendars, st.integers(0, 3))
def test_a_written_step_ends_at_a_closing_time_of_a_day_the_team_is_on_and_lasts_three_hours(
    pace: Pace, opened_at: datetime, days: int, people: set[int], calendar: Calendar, longer: int
) -> None:
    due_at = window(step(days), pace, opened_at, people, calendar, longer).due_at
    here = due_at.astimezone(AMSTERDAM)
    assert is_school_day(here.date(), AUTUMN)
    assert calendar.is_on(here.date())
    assert here.time() in CLOSINGS[pace]
    assert due_at >= opened_at + timedelta(hours=3)


@moderately
@given(written, opened, st.integers(1, 4), st.sets(st.integers(1, 7)), calendars, st.integers(0, 3))
def test_somebody_is_away_exactly_if_they_work_at_no_closing_time_of_the_window(
    pace: Pace, opened_at: datetime, days: int, people: set[int], calendar: Calendar, longer: int
) -> None:
    found = window(step(days), pace, opened_at, people, calendar, longer)
    within = _closing_days(pace, opened_at, found.due_at, calendar)
    assert found.away == {one for one in people if not any(calendar.works(one, day) for day in within)}


@moderately
@given(written, opened, st.integers(1, 4), st.sets(st.integers(1, 7), min_size=2), calendars, st.integers(0, 3))
def test_nobody_makes_a_group_wait_more_than_three_school_days_longer(
    pace: Pace, opened_at: datetime, days: int, people: set[int], calendar: Calendar, longer: int
) -> None:
    due_at = window(step(days), pace, opened_at, people, calendar, longer).due_at
    extra = longer * max(1, days // 2)
    waited = len(_closing_days(pace, opened_at, due_at, calendar))
    assert days + extra <= waited <= days + extra + 3 * len(CLOSINGS[pace])


@moderately
@given(written, opened, st.integers(1, 4), calendars)
def test_who_works_alone_and_is_not_away_gets_all_of_the_window_in_days_of_their_own(
    pace: Pace, opened_at: datetime, days: int, calendar: Calendar
) -> None:
    found = window(step(days), pace, opened_at, {1}, calendar)
    own = [day for day in _closing_days(pace, opened_at, found.due_at, calendar) if calendar.works(1, day)]
    assert len(own) == days or found.away


@moderately
@given(
    st.sampled_from(["calm", "sprint", "live"]),
    opened,
    st.integers(1, 4),
    st.sets(st.integers(1, 7)),
    calendars,
    st.integers(0, 3),
)
def test_one_extension_more_always_ends_later(
    pace: Pace, opened_at: datetime, days: int, people: set[int], calendar: Calendar, longer: int
) -> None:
    less = window(step(days, 5), pace, opened_at, people, calendar, longer)
    more = window(step(days, 5), pace, opened_at, people, calendar, longer + 1)
    assert less.due_at < more.due_at
    assert more.away <= less.away


@moderately
@given(st.timedeltas(timedelta(seconds=1), timedelta(hours=2)))
def test_the_next_mark_comes_within_five_minutes_and_not_after_the_end(left: timedelta) -> None:
    due_at = local("2026-11-23 10:30")
    mark = next_mark(due_at, due_at - left)
    assert timedelta(0) < mark - (due_at - left) <= timedelta(minutes=5)
    assert mark <= due_at


def _span(text: str) -> timedelta:
    hours, minutes, seconds = map(int, text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _closing_days(pace: Pace, opened_at: datetime, due_at: datetime, calendar: Calendar) -> list[date]:
    """Return the local date of each closing time in a window, counted anew here."""
    today, last = (at.astimezone(AMSTERDAM).date() for at in (opened_at, due_at))
    ends = [
        datetime.combine(today + timedelta(days=ahead), at, AMSTERDAM).astimezone(UTC)
        for ahead in range(pace == "calm", (last - today).days + 1)
        for at in sorted(CLOSINGS[pace])
    ]
    dates = [end.astimezone(AMSTERDAM).date() for end in ends if opened_at + timedelta(hours=3) <= end <= due_at]
    return [day for day in dates if calendar.is_on(day)]
