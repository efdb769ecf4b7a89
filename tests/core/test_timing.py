"""When something is owed: rhythms over clock changes and years, working days, holidays, and lateness."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from up_to import up_to

from bot.core.model import WEEKDAYS, Days, OnFree, Person, Rhythm, Weekday
from bot.core.recurrence import moved_from, next_slot, slots
from bot.core.timing import (
    GRACE,
    PUNCTUAL,
    SPREAD_SECONDS,
    WAITING,
    FreeDays,
    Lateness,
    days_between,
    in_daytime,
    is_available,
    is_school_day,
    lateness,
    next_school_day,
    spread,
    wall_clock,
    window_end,
    works,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = [AMSTERDAM, ZoneInfo("America/Curacao"), ZoneInfo("Pacific/Auckland"), ZoneInfo("Asia/Kolkata")]
SUMMER_ENDS, SUMMER_STARTS = date(2026, 10, 25), date(2027, 3, 28)
NO_HOLIDAYS = FreeDays()
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
MONDAY = date(2026, 11, 23)

moderately = settings(max_examples=80, deadline=None, database=None, derandomize=True)
zones = st.sampled_from(ZONES)
days = st.dates(date(2026, 8, 1), date(2028, 8, 1))
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2026, 8, 1), datetime(2028, 8, 1), timezones=st.just(UTC))  # noqa: DTZ001
named_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(tuple)
rhythms = st.builds(Rhythm, st.sampled_from(["week", "two weeks", "month"]), named_days, clock_times)
people = st.builds(
    Person,
    id=st.integers(1, 9),
    name=st.just("Anna"),
    working_days=named_days,
    leave=(st.none() | days).map(up_to),
)


def local(day: date, at: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), zone).astimezone(UTC)


def shown(instant: datetime, zone: ZoneInfo = AMSTERDAM) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"


def first(count: int, rhythm: Rhythm, anchor: date, after: datetime, zone: ZoneInfo = AMSTERDAM) -> list[str]:
    return [shown(slot, zone) for slot in islice(slots(rhythm, anchor, zone, after), count)]


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("week", ("tue",), time(12, 30)), ["2026-11-24 12:30", "2026-12-01 12:30", "2026-12-08 12:30"]),
        (Rhythm("week", ("fri", "mon"), time(8)), ["2026-11-23 08:00", "2026-11-27 08:00", "2026-11-30 08:00"]),
        (Rhythm("two weeks", ("tue",), time(12, 30)), ["2026-11-24 12:30", "2026-12-08 12:30", "2026-12-22 12:30"]),
        (Rhythm("two weeks", ("mon", "thu"), time(9)), ["2026-11-23 09:00", "2026-11-26 09:00", "2026-12-07 09:00"]),
        (Rhythm("month", ("tue",), time(12, 30)), ["2026-12-01 12:30", "2027-01-05 12:30", "2027-02-02 12:30"]),
        (Rhythm("term", ("thu",), time(12, 30)), ["2027-02-04 12:30", "2027-05-06 12:30", "2027-08-05 12:30"]),
        (Rhythm("half year", ("tue",), time(9)), ["2027-05-04 09:00", "2027-11-02 09:00", "2028-05-02 09:00"]),
        (Rhythm("half year", ("fri",), time(9), -1), ["2026-11-27 09:00", "2027-05-28 09:00", "2027-11-26 09:00"]),
        (Rhythm("year", ("tue",), time(9), 4), ["2026-11-24 09:00", "2027-11-23 09:00", "2028-11-28 09:00"]),
        (Rhythm("month", ("tue", "thu"), time(9)), ["2026-12-01 09:00", "2026-12-03 09:00", "2027-01-05 09:00"]),
    ],
)
def test_a_rhythm_falls_on_its_named_days(rhythm: Rhythm, expected: list[str]) -> None:
    assert first(3, rhythm, anchor=MONDAY, after=local(MONDAY, "00:00")) == expected


def test_a_slot_at_this_very_instant_is_not_the_next_one() -> None:
    rhythm = Rhythm("week", ("mon",), time(12, 30))
    assert shown(next(slots(rhythm, MONDAY, AMSTERDAM, local(MONDAY, "12:30")))) == "2026-11-30 12:30"


def test_a_slot_a_second_away_is_the_next_one() -> None:
    rhythm = Rhythm("week", ("mon",), time(12, 30))
    just_before = local(MONDAY, "12:30") - timedelta(seconds=1)
    assert shown(next(slots(rhythm, MONDAY, AMSTERDAM, just_before))) == "2026-11-23 12:30"


def test_nothing_falls_before_the_week_of_the_anchor() -> None:
    rhythm = Rhythm("week", ("tue",), time(12, 30))
    assert first(1, rhythm, anchor=date(2026, 12, 9), after=local(MONDAY, "00:00")) == ["2026-12-08 12:30"]


@pytest.mark.parametrize("anchor", [date(2026, 12, 14) + timedelta(days=ahead) for ahead in range(7)])
def test_every_second_week_keeps_fourteen_days_over_a_year_of_fifty_three_weeks(anchor: date) -> None:
    rhythm = Rhythm("two weeks", ("wed",), time(12, 30))
    expected = ["2026-12-16 12:30", "2026-12-30 12:30", "2027-01-13 12:30", "2027-01-27 12:30"]
    assert first(4, rhythm, anchor, after=local(date(2026, 12, 14), "00:00")) == expected


@pytest.mark.parametrize("change", [SUMMER_ENDS, SUMMER_STARTS])
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_local_time_is_kept_over_a_clock_change(change: date, zone: ZoneInfo) -> None:
    rhythm = Rhythm("week", WEEKDAYS, time(12, 30))
    after = local(change - timedelta(days=4), "00:00", zone)
    expected = [f"{change + timedelta(days=ahead)} 12:30" for ahead in range(-4, 4)]
    assert first(8, rhythm, change - timedelta(days=14), after, zone) == expected


def test_a_time_that_the_clock_skips_goes_out_at_the_first_minute_after_it() -> None:
    rhythm = Rhythm("week", ("sat", "sun", "mon"), time(2, 30))
    after = local(SUMMER_STARTS - timedelta(days=1), "00:00")
    expected = ["2027-03-27 02:30", "2027-03-28 03:00", "2027-03-29 02:30"]
    assert first(3, rhythm, SUMMER_STARTS - timedelta(days=7), after) == expected


def test_a_time_that_occurs_twice_goes_out_once_at_the_first_of_the_two() -> None:
    rhythm = Rhythm("week", ("sat", "sun", "mon"), time(2, 30))
    after = local(SUMMER_ENDS - timedelta(days=1), "00:00")
    found = list(islice(slots(rhythm, SUMMER_ENDS - timedelta(days=7), AMSTERDAM, after), 3))
    assert [f"{slot:%d %H:%M}" for slot in found] == ["24 00:30", "25 00:30", "26 01:30"]


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Amsterdam", date(2027, 3, 28), "02:00", "2027-03-28 03:00"),
        ("Europe/Amsterdam", date(2027, 3, 28), "02:59", "2027-03-28 03:00"),
        ("Europe/Amsterdam", date(2027, 3, 28), "01:59", "2027-03-28 01:59"),
        ("Pacific/Auckland", date(2026, 9, 27), "02:30", "2026-09-27 03:00"),
        ("Pacific/Auckland", date(2027, 4, 4), "02:30", "2027-04-04 02:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", "2026-10-04 02:30"),
        ("Asia/Kolkata", date(2027, 3, 28), "02:30", "2027-03-28 02:30"),
        ("America/Curacao", date(2027, 3, 14), "02:30", "2027-03-14 02:30"),
    ],
)
def test_the_local_clock_shows_the_wanted_time_or_the_first_one_after_it(
    zone: str, day: date, at: str, expected: str
) -> None:
    assert shown(wall_clock(day, time.fromisoformat(at), ZoneInfo(zone)), ZoneInfo(zone)) == expected


@moderately
@given(rhythms, days, zones, instants)
def test_every_slot_shows_the_rhythms_time_on_one_of_its_days(
    rhythm: Rhythm, anchor: date, zone: ZoneInfo, after: datetime
) -> None:
    for slot in islice(slots(rhythm, anchor, zone, after), 6):
        here = slot.astimezone(zone)
        assert slot == wall_clock(here.date(), rhythm.at, zone)
        assert WEEKDAYS[here.weekday()] in rhythm.days


@moderately
@given(rhythms, days, zones, instants)
def test_slots_are_after_the_start_and_each_later_than_the_last(
    rhythm: Rhythm, anchor: date, zone: ZoneInfo, after: datetime
) -> None:
    found = [after, *islice(slots(rhythm, anchor, zone, after), 8)]
    assert found == sorted(set(found))


@moderately
@given(rhythms, days, zones, instants, st.integers(0, 5))
def test_going_on_from_any_slot_gives_the_same_slots(
    rhythm: Rhythm, anchor: date, zone: ZoneInfo, after: datetime, taken: int
) -> None:
    found = list(islice(slots(rhythm, anchor, zone, after), 8))
    assert next_slot(rhythm, anchor, zone, found[taken]) == found[taken + 1]


@moderately
@given(named_days, days, zones, instants)
def test_every_second_week_leaves_every_other_week_alone(
    chosen: tuple[Weekday, ...], anchor: date, zone: ZoneInfo, after: datetime
) -> None:
    rhythm = Rhythm("two weeks", chosen, time(12, 30))
    monday = anchor - timedelta(days=anchor.weekday())
    found = [slot.astimezone(zone).date() for slot in islice(slots(rhythm, anchor, zone, after), 8)]
    assert {(day - monday).days // 7 % 2 for day in found} == {0}


@moderately
@given(st.sampled_from(WEEKDAYS), days, zones, instants)
def test_a_month_gets_one_slot_in_its_first_week(day: Weekday, anchor: date, zone: ZoneInfo, after: datetime) -> None:
    rhythm = Rhythm("month", (day,), time(12, 30))
    found = [slot.astimezone(zone).date() for slot in islice(slots(rhythm, anchor, zone, after), 6)]
    months = [one.year * 12 + one.month for one in found]
    assert all(one.day <= 7 for one in found)
    assert months == list(range(months[0], months[0] + 6))


@pytest.mark.parametrize("team_id", [0, 1, 7, 8, 50, 123456])
def test_a_teams_delay_is_stable_and_under_a_minute(team_id: int) -> None:
    assert timedelta(0) <= spread(team_id) == spread(team_id) < timedelta(seconds=SPREAD_SECONDS)


@pytest.mark.parametrize(
    ("opened", "window", "free", "expected"),
    [
        (("2026-11-24", "12:30"), 1, NO_HOLIDAYS, "2026-11-25 16:00"),
        (("2026-11-24", "12:30"), 3, NO_HOLIDAYS, "2026-11-27 16:00"),
        (("2026-11-27", "12:30"), 1, NO_HOLIDAYS, "2026-11-30 16:00"),
        (("2026-11-27", "15:59"), 2, NO_HOLIDAYS, "2026-12-01 16:00"),
        (("2026-11-28", "10:00"), 1, NO_HOLIDAYS, "2026-11-30 16:00"),
        (("2026-10-16", "12:30"), 1, AUTUMN, "2026-10-26 16:00"),
        (("2026-10-15", "12:30"), 2, AUTUMN, "2026-10-26 16:00"),
        (("2026-10-20", "12:30"), 1, AUTUMN, "2026-10-26 16:00"),
        (("2027-03-26", "12:30"), 1, NO_HOLIDAYS, "2027-03-29 16:00"),
    ],
)
def test_a_window_closes_at_four_on_its_last_working_day(
    opened: tuple[str, str], window: int, free: FreeDays, expected: str
) -> None:
    opened_at = local(date.fromisoformat(opened[0]), opened[1])
    assert shown(window_end(opened_at, window, AMSTERDAM, free)) == expected


@moderately
@given(instants, st.integers(1, 10), zones)
def test_a_window_closes_on_a_later_school_day_with_as_many_school_days_in_it(
    opened_at: datetime, window: int, zone: ZoneInfo
) -> None:
    ends = window_end(opened_at, window, zone, AUTUMN).astimezone(zone)
    touched = days_between(opened_at, ends, zone)[1:]
    assert (ends.time(), sum(is_school_day(day, AUTUMN) for day in touched)) == (time(16, 0), window)
    assert is_school_day(ends.date(), AUTUMN)


def test_a_year_of_holidays_still_lets_a_window_close() -> None:
    forever = FreeDays(((date(2026, 1, 1), date(2029, 1, 1), "altijd vrij"),))
    assert next_school_day(MONDAY, forever) == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-10-16", True), ("2026-10-17", False), ("2026-10-19", False), ("2026-10-26", True), ("2026-11-28", False)],
)
def test_school_is_on_from_monday_to_friday_outside_holidays(day: str, expected: bool) -> None:
    assert is_school_day(date.fromisoformat(day), AUTUMN) is expected


@pytest.mark.parametrize(
    ("working_days", "away_until", "free", "expected"),
    [
        (("tue",), None, NO_HOLIDAYS, True),
        (("wed",), None, NO_HOLIDAYS, True),
        (("mon", "thu", "fri"), None, NO_HOLIDAYS, False),
        ((), None, NO_HOLIDAYS, False),
        (("tue", "wed"), "2026-11-23", NO_HOLIDAYS, True),
        (("tue", "wed"), "2026-11-24", NO_HOLIDAYS, True),
        (("tue", "wed"), "2026-11-25", NO_HOLIDAYS, False),
        (("tue",), "2026-11-24", NO_HOLIDAYS, False),
        (("tue", "wed"), None, FreeDays(((date(2026, 11, 24), date(2026, 11, 25), "vrij"),)), False),
        (("tue", "wed"), None, FreeDays(((date(2026, 11, 24), date(2026, 11, 24), "vrij"),)), True),
    ],
)
def test_somebody_is_available_if_they_work_on_a_day_of_the_window(
    working_days: tuple[Weekday, ...], away_until: str | None, free: FreeDays, expected: bool
) -> None:
    away = date.fromisoformat(away_until) if away_until else None
    anna = Person(1, "Anna", working_days=working_days, leave=up_to(away))
    tuesday, wednesday = local(date(2026, 11, 24), "12:30"), local(date(2026, 11, 25), "16:00")
    assert is_available(anna, tuesday, wednesday, AMSTERDAM, free) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (("2026-11-24", "12:30"), "2026-11-24 12:30"),
        (("2026-11-24", "08:30"), "2026-11-24 08:30"),
        (("2026-11-24", "08:29"), "2026-11-24 08:30"),
        (("2026-11-24", "16:59"), "2026-11-24 16:59"),
        (("2026-11-24", "17:00"), "2026-11-25 08:30"),
        (("2026-11-24", "23:59"), "2026-11-25 08:30"),
        (("2026-11-27", "18:00"), "2026-11-30 08:30"),
        (("2026-11-28", "12:00"), "2026-11-30 08:30"),
        (("2026-10-16", "18:00"), "2026-10-26 08:30"),
        (("2027-03-26", "18:00"), "2027-03-29 08:30"),
    ],
)
def test_something_late_waits_for_a_school_day_by_day(now: tuple[str, str], expected: str) -> None:
    asked_at = local(date.fromisoformat(now[0]), now[1])
    assert shown(in_daytime(asked_at, AMSTERDAM, AUTUMN)) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person(1, "Anna"), "2026-11-24 12:30"),
        (Person(1, "Anna", working_days=("thu",)), "2026-11-26 08:30"),
        (Person(1, "Anna", working_days=("sat",)), "2026-11-28 08:30"),
        (Person(1, "Anna", leave=up_to(date(2026, 12, 18))), "2026-12-21 08:30"),
        (Person(1, "Anna", working_days=("mon",), leave=up_to(date(2026, 12, 21))), "2026-12-28 08:30"),
    ],
)
def test_a_word_to_one_person_waits_for_their_next_working_day(person: Person, expected: str) -> None:
    asked_at = local(date(2026, 11, 24), "12:30")
    assert shown(in_daytime(asked_at, AMSTERDAM, NO_HOLIDAYS, person)) == expected


def test_somebody_on_a_very_long_leave_is_written_to_after_it() -> None:
    asked_at, anna = local(MONDAY, "12:30"), Person(1, "Anna", leave=up_to(date(2028, 1, 1)))
    assert in_daytime(asked_at, AMSTERDAM, NO_HOLIDAYS, anna) == local(date(2028, 1, 3), "08:30")


def test_somebody_without_working_days_is_not_written_to_at_night() -> None:
    asked_at, anna = local(MONDAY, "23:30"), Person(1, "Anna", working_days=())
    assert in_daytime(asked_at, AMSTERDAM, NO_HOLIDAYS, anna) == local(MONDAY + timedelta(days=1), "08:30")


@moderately
@given(instants, zones, people)
def test_daytime_is_never_before_now_and_always_on_a_working_day_by_day(
    now: datetime, zone: ZoneInfo, person: Person
) -> None:
    at = in_daytime(now, zone, AUTUMN, person)
    here = at.astimezone(zone)
    is_decent = works(person, here.date(), AUTUMN) and time(8) <= here.time() < time(17, 30)
    assert at >= now
    assert is_decent or at == now
    assert in_daytime(at, zone, AUTUMN, person) == at


ON_TIME, LATE, MISSED = Lateness.ON_TIME, Lateness.LATE, Lateness.MISSED


@pytest.mark.parametrize(
    ("kind", "slot", "now", "expected"),
    [
        ("prompt", ("2026-11-24", "12:30"), ("2026-11-24", "12:30"), ON_TIME),
        ("prompt", ("2026-11-24", "12:30"), ("2026-11-24", "12:35"), ON_TIME),
        ("prompt", ("2026-11-24", "12:30"), ("2026-11-24", "12:36"), LATE),
        ("prompt", ("2026-11-24", "12:30"), ("2026-11-24", "15:30"), LATE),
        ("prompt", ("2026-11-24", "12:30"), ("2026-11-24", "15:31"), MISSED),
        ("prompt", ("2026-11-24", "16:00"), ("2026-11-24", "16:59"), LATE),
        ("prompt", ("2026-11-24", "16:00"), ("2026-11-24", "17:00"), MISSED),
        ("prompt", ("2026-11-24", "07:00"), ("2026-11-24", "07:10"), MISSED),
        ("prompt", ("2026-11-24", "07:00"), ("2026-11-24", "08:30"), LATE),
        ("prompt", ("2026-11-24", "22:00"), ("2026-11-24", "22:04"), ON_TIME),
        ("prompt", ("2026-11-28", "12:30"), ("2026-11-28", "13:30"), MISSED),
        ("prompt", ("2026-10-20", "12:30"), ("2026-10-20", "13:30"), MISSED),
        ("digest", ("2026-11-27", "15:30"), ("2026-11-27", "23:30"), LATE),
        ("digest", ("2026-11-27", "15:30"), ("2026-11-30", "15:30"), LATE),
        ("digest", ("2026-11-27", "15:30"), ("2026-11-30", "15:31"), MISSED),
        ("scan", ("2026-11-24", "12:30"), ("2026-11-25", "03:00"), LATE),
        ("scan", ("2026-11-27", "12:30"), ("2026-11-28", "03:00"), LATE),
        ("scan", ("2026-11-27", "12:30"), ("2026-11-30", "12:31"), MISSED),
        # By day on a school day it would come more than three days late.
        ("scan", ("2026-11-27", "07:00"), ("2026-11-28", "03:00"), MISSED),
        ("scan", ("2026-10-16", "12:30"), ("2026-10-17", "12:30"), MISSED),
    ],
)
def test_an_owed_moment_is_on_time_or_late_or_missed(
    kind: str, slot: tuple[str, str], now: tuple[str, str], expected: Lateness
) -> None:
    owed_at, found_at = (local(date.fromisoformat(day), at) for day, at in (slot, now))
    assert lateness(kind, owed_at, found_at, AMSTERDAM, AUTUMN) is expected


def test_lateness_is_counted_in_elapsed_time_over_a_clock_change() -> None:
    # From 02:30 summer time to 05:30 winter time the clock shows three hours, and four have passed.
    owed_at, found_at = wall_clock(SUMMER_ENDS, time(2, 30), AMSTERDAM), local(SUMMER_ENDS, "05:30")
    late_by = found_at.astimezone(AMSTERDAM) - owed_at
    assert (late_by, lateness("prompt", owed_at, found_at, AMSTERDAM, NO_HOLIDAYS)) == (timedelta(hours=4), MISSED)


@moderately
@given(instants, st.timedeltas(timedelta(0), timedelta(days=5)), zones, st.sampled_from(sorted(GRACE)))
def test_a_late_prompt_never_goes_out_at_night_or_on_a_free_day_or_after_grace(
    slot: datetime, late_by: timedelta, zone: ZoneInfo, kind: str
) -> None:
    verdict = lateness(kind, slot, slot + late_by, zone, AUTUMN)
    # A scan has to be there by day within grace.
    comes_late_by = in_daytime(slot + late_by, zone, AUTUMN) - slot if kind == "scan" else late_by
    here = (slot + late_by).astimezone(zone)
    is_decent = is_school_day(here.date(), AUTUMN) and time(8) <= here.time() < time(17, 30)
    if late_by <= PUNCTUAL:
        expected = ON_TIME
    elif comes_late_by > GRACE[kind] or (kind not in WAITING and not is_decent):
        expected = MISSED
    else:
        expected = LATE
    assert verdict is expected


def falls(rhythm: Rhythm, anchor: date, day: date) -> bool:
    """Tell, by counting on one's fingers, whether a rhythm has something on a day."""
    if WEEKDAYS[day.weekday()] not in rhythm.days or (rhythm.until and day > rhythm.until):
        return False
    monday = anchor - timedelta(days=anchor.weekday())
    if rhythm.every in WEEKS:
        return day >= monday and (day - monday).days // 7 % WEEKS[rhythm.every] == 0
    begins = monday if rhythm.every == "month" else anchor.replace(day=1)
    months = (day.year - begins.year) * 12 + day.month - begins.month
    same = [one for one in range(1, 32) if is_same_weekday(day, one)]
    return day >= begins and months % MONTHS[rhythm.every] == 0 and same[NTH[rhythm.nth]] == day.day


def is_same_weekday(day: date, number: int) -> bool:
    try:
        return day.replace(day=number).weekday() == day.weekday()
    except ValueError:
        return False


WEEKS = {"week": 1, "two weeks": 2, "three weeks": 3, "four weeks": 4}
MONTHS = {"month": 1, "two months": 2, "term": 3, "half year": 6, "year": 12}
NTH = {1: 0, 2: 1, 3: 2, 4: 3, -1: -1}
FREE = FreeDays(
    (
        (date(2026, 10, 17), date(2026, 10, 25), "herfst"),
        (date(2026, 12, 19), date(2027, 1, 3), "kerst"),
        (date(2027, 4, 27), date(2027, 4, 27), "Koningsdag"),
    ),
    (Days(date(2026, 12, 4), date(2026, 12, 4), "studiedag"),),
)


def by_hand(rhythm: Rhythm, anchor: date, first_day: date, last_day: date) -> list[date]:
    """Return on which days a rhythm has something, free days and all, day by day."""
    around = [first_day + timedelta(days=ahead) for ahead in range(-120, (last_day - first_day).days + 120)]
    own = [day for day in around if falls(replace(rhythm, until=None), anchor, day)]
    found = []
    for before, day, after in zip([date.min, *own], own, [*own[1:], date.max], strict=False):
        if rhythm.until and day > rhythm.until:
            break
        step = {"skip": 0, "before": -1, "after": 1}[rhythm.on_free]
        moved = next(
            (
                to
                for ahead in range(1, 7)
                if step and before < (to := day + timedelta(days=step * ahead)) < after and is_school_day(to, FREE)
            ),
            day,
        )
        found.append(moved if FREE.name(day) else day)
    return [day for day in found if first_day < day < last_day]


@moderately
@given(
    st.builds(
        Rhythm,
        st.sampled_from([*WEEKS, *MONTHS]),
        named_days,
        st.just(time(12, 30)),
        st.sampled_from([*NTH]),
        st.none() | st.dates(date(2026, 9, 1), date(2027, 8, 1)),
        st.sampled_from(["skip", "before", "after"]),
    ).map(lambda one: replace(one, nth=1) if one.every in (*WEEKS, "term") else one),
    st.dates(date(2026, 8, 1), date(2026, 11, 1)),
    st.dates(date(2026, 11, 2), date(2027, 2, 1)),
)
def test_a_rhythm_falls_where_it_does_by_hand(rhythm: Rhythm, anchor: date, begin: date) -> None:
    end = begin + timedelta(days=200)
    found = []
    for slot in slots(rhythm, anchor, AMSTERDAM, local(begin, "23:59"), FREE):
        if (day := slot.astimezone(AMSTERDAM).date()) >= end:
            break
        assert f"{slot.astimezone(AMSTERDAM):%H:%M}" == "12:30"
        found.append(day)
    assert found == by_hand(rhythm, anchor, begin, end)


@pytest.mark.parametrize(
    ("on_free", "day", "expected"),
    [
        ("skip", "2027-04-27", "2027-04-27"),
        ("before", "2027-04-27", "2027-04-26"),
        ("after", "2027-04-27", "2027-04-28"),
        # A holiday of two weeks would make two of one day: the first moves out of it, if near enough.
        ("before", "2026-12-22", "2026-12-18"),
        ("after", "2026-12-29", "2027-01-04"),
        ("after", "2026-12-22", "2026-12-22"),
    ],
)
def test_what_falls_on_a_free_day_moves_to_the_nearest_school_day_there_is(
    on_free: OnFree, day: str, expected: str
) -> None:
    wanted = date.fromisoformat(day)
    rhythm = Rhythm("week", ("tue",), time(12, 30), on_free=on_free)
    begins = local(wanted - timedelta(days=8), "13:00")
    found = [slot.date().isoformat() for slot in islice(slots(rhythm, wanted, AMSTERDAM, begins, FREE), 2)]
    moved = moved_from(rhythm, wanted, date.fromisoformat(expected), FREE)
    assert (expected in found, moved) == (True, wanted if expected != day else None)
