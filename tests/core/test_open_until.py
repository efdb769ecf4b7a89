"""Until when a question is open: a working day for everybody, in few lengths, and never past the next question."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from up_to import up_to

from bot.core import timing
from bot.core.model import SCHOOL_WEEK, Person, Weekday
from bot.core.session.deadlines import LENGTHS, Calendar, open_until
from bot.core.timing import FreeDays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOLIDAY = FreeDays(((date(2026, 12, 19), date(2027, 1, 3), "kerstvakantie"),))
TUESDAY = "2026-11-24 12:30"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def shown(instant: datetime) -> str:
    return f"{instant.astimezone(AMSTERDAM):%a %Y-%m-%d %H:%M}"


def team(*weeks: str, away_until: date | None = None) -> Calendar:
    people = (
        Person(number, "", working_days=days(week), leave=up_to(away_until) if number == 1 else ())
        for number, week in enumerate(weeks, 1)
    )
    return Calendar(AMSTERDAM, HOLIDAY, {person.id: person for person in people})


def days(week: str) -> tuple[Weekday, ...]:
    return SCHOOL_WEEK if week == "all" else tuple(day for day in SCHOOL_WEEK if day in week.split())


@pytest.mark.parametrize(
    ("weeks", "opened_at", "expected"),
    [
        (("all", "all"), TUESDAY, "Wed 2026-11-25 16:00"),
        ((), TUESDAY, "Wed 2026-11-25 16:00"),
        (("all", "thu fri"), TUESDAY, "Thu 2026-11-26 16:00"),
        (("all", "fri"), TUESDAY, "Mon 2026-11-30 16:00"),
        (("all", "mon"), TUESDAY, "Mon 2026-11-30 16:00"),
        # Its own day is one of somebody's working days while three hours of it are left.
        (("all", "tue"), "2026-11-24 13:00", "Wed 2026-11-25 16:00"),
        (("all", "tue"), "2026-11-24 13:01", "Wed 2026-11-25 16:00"),
        (("tue thu", "all"), "2026-11-24 14:00", "Thu 2026-11-26 16:00"),
        # Whoever works on none of its five days isn't waited for.
        (("all", ""), TUESDAY, "Wed 2026-11-25 16:00"),
        (("all", "all"), "2026-11-28 10:00", "Mon 2026-11-30 16:00"),
        (("all", "fri"), "2026-12-17 12:30", "Fri 2026-12-18 16:00"),
        (("all", "mon"), "2026-12-17 12:30", "Mon 2027-01-04 16:00"),
    ],
)
def test_everybody_has_a_working_day_for_it(weeks: tuple[str, ...], opened_at: str, expected: str) -> None:
    assert shown(open_until(local(opened_at), team(*weeks))) == expected


@pytest.mark.parametrize("week", ["all", "tue", "thu fri"])
@pytest.mark.parametrize("until", [date(2026, 11, day) for day in (26, 27, 29)] + [date(2026, 12, 4)])
def test_whoever_is_away_isnt_waited_for_however_soon_they_are_back(week: str, until: date) -> None:
    assert shown(open_until(local(TUESDAY), team(week, "all", away_until=until))) == "Wed 2026-11-25 16:00"


def test_whoever_is_back_before_their_own_day_is_waited_for() -> None:
    there = team("thu fri", "all", away_until=date(2026, 11, 25))
    assert shown(open_until(local(TUESDAY), there)) == "Thu 2026-11-26 16:00"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Tue 2026-11-24 16:00"),
        (2, "Wed 2026-11-25 16:00"),
        (3, "Thu 2026-11-26 16:00"),
        (5, "Mon 2026-11-30 16:00"),
    ],
)
def test_a_team_chooses_for_how_many_days(number: int, expected: str) -> None:
    assert shown(open_until(local(TUESDAY), team("all", "mon"), number)) == expected


@pytest.mark.parametrize(
    ("next_at", "expected"),
    [
        ("2026-12-01 12:30", "Mon 2026-11-30 16:00"),
        ("2026-11-26 12:30", "Wed 2026-11-25 16:00"),
        ("2026-11-25 12:30", "Tue 2026-11-24 16:00"),
        # Where no closing hour falls between, it isn't cut to nothing.
        ("2026-11-24 15:00", "Wed 2026-11-25 16:00"),
    ],
)
def test_it_closes_before_the_next_question_comes(next_at: str, expected: str) -> None:
    assert shown(open_until(local(TUESDAY), team("all", "mon"), next_at=local(next_at))) == expected


weeks_of_people = st.lists(st.lists(st.sampled_from(SCHOOL_WEEK), unique=True).map(tuple), max_size=6)
instants = st.datetimes(datetime(2026, 10, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(weeks_of_people, instants)
def test_of_few_lengths_it_is_the_shortest_that_does(weeks: list[tuple[Weekday, ...]], opened_at: datetime) -> None:
    people = {number: Person(number, "", working_days=week) for number, week in enumerate(weeks)}
    calendar = Calendar(AMSTERDAM, HOLIDAY, people)
    due_at = open_until(opened_at, calendar)
    everywhere = [open_until(opened_at, calendar, length) for length in LENGTHS]

    def has_worked(person: Person, until: datetime) -> bool:
        window = timing.days_between(opened_at, until, AMSTERDAM)
        own_day, *later = window
        is_early = timing.wall_clock(own_day, timing.CLOSING_TIME, AMSTERDAM) >= opened_at + timing.GRACE["prompt"]
        return any(timing.works(person, day, HOLIDAY) for day in ([own_day] if is_early else []) + later)

    assert due_at in everywhere
    shorter = everywhere[: everywhere.index(due_at)]
    reachable = [person for person in people.values() if has_worked(person, everywhere[-1])]
    assert all(has_worked(person, due_at) for person in reachable)
    assert not any(all(has_worked(person, until) for person in reachable) for until in shorter)


@pytest.mark.parametrize(
    ("opened_at", "meets_at", "expected"),
    [
        ("2026-11-23 12:30", "2026-11-26 15:30", "Wed 2026-11-25 16:00"),
        # After a holiday there is a day, and its end falls before the meeting, or an hour before that.
        ("2026-11-23 12:30", "2026-11-24 15:30", "Mon 2026-11-23 16:00"),
        ("2026-11-23 14:00", "2026-11-24 15:30", "Tue 2026-11-24 14:30"),
        # With less than three hours, or only the night, left for it, it is open as usual.
        ("2026-11-24 12:30", "2026-11-24 15:30", "Wed 2026-11-25 16:00"),
        ("2026-11-23 15:00", "2026-11-24 08:30", "Tue 2026-11-24 16:00"),
    ],
)
def test_what_prepares_a_meeting_closes_before_it_where_there_is_time(
    opened_at: str, meets_at: str, expected: str
) -> None:
    assert shown(open_until(local(opened_at), team("all", "all"), meeting_at=local(meets_at))) == expected
