"""What can be said of the weeks of a term and of a school year, and that no picture says more than the words may."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from asked import a_question
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import summary, weeks
from bot.core.pictures import TermWeek
from bot.core.session import moving
from bot.core.session.state import Session
from bot.core.timing import FreeDays

ZONE = ZoneInfo("Europe/Amsterdam")
# A Friday at half past three in Amsterdam.
FRIDAY = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
WEEK = timedelta(days=7)

moderately = settings(max_examples=200, deadline=None, database=None, derandomize=True)


def asked(at: datetime, available: int | None = None, took_part: int = 0) -> Session:
    """Return a question asked at an instant: closed with numbers, or open without."""
    state = a_question(at, at + timedelta(days=1))
    closed = moving.finish(state, at + timedelta(days=1)) if available is not None else state
    return Session(1, 7, "m", str(at), closed, available=available, took_part=took_part)


def told(*sessions: Session, free: FreeDays = AUTUMN, now: datetime = FRIDAY) -> list[tuple[int, str]]:
    closed = [session for session in sessions if session.state.is_over]
    return [(week.number, week.what) for week in weeks.of_term(sessions, closed, now, ZONE, free)]


def test_a_term_tells_bands_holidays_and_weeks_without_a_question() -> None:
    ago = [FRIDAY - timedelta(days=3) - number * WEEK for number in range(8)]
    found = told(asked(ago[7], 6, 6), asked(ago[4], 6, 1), asked(ago[3], 6, 3), asked(ago[1], 4, 4), asked(ago[0]))
    assert found == [
        *((41, "most"), (42, "none"), (43, "free"), (44, "few"), (45, "half")),
        *((46, "none"), (47, "untold"), (48, "open")),
    ]


def test_a_term_begins_with_its_first_question_and_has_fourteen_weeks() -> None:
    every = [asked(FRIDAY - timedelta(hours=1) - number * WEEK, 6, 6) for number in reversed(range(20))]
    assert ([number for number, _ in told(*every)], told()) == (list(range(35, 49)), [])


def test_what_a_reader_may_not_know_is_untold() -> None:
    one = asked(FRIDAY - timedelta(days=2), 6, 6)
    assert [week.what for week in weeks.of_term([one], [], FRIDAY, ZONE, AUTUMN)] == ["untold"]


def test_in_a_holiday_a_question_still_counts() -> None:
    at = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)
    assert told(asked(at, 6, 6), now=at + timedelta(days=3)) == [(43, "most")]


@pytest.mark.parametrize("at", [FRIDAY, FRIDAY - WEEK])
def test_the_last_week_is_the_one_that_the_words_are_about(at: datetime) -> None:
    assert told(asked(at, 6, 6)) == [(48, "most")]


numbers = st.tuples(st.integers(0, 13 * 7), st.integers(0, 9), st.integers(0, 9))


@moderately
@given(st.lists(numbers, max_size=20))
def test_a_picture_never_says_another_band_than_the_words(drawn: list[tuple[int, int, int]]) -> None:
    sessions = sorted(
        (asked(FRIDAY - timedelta(days=ago), available, min(took, available)) for ago, available, took in drawn),
        key=lambda one: one.state.started_at,
    )
    latest = [one for one in sessions if one.state.started_at >= FRIDAY - WEEK]
    shown = [what for _, what in told(*sessions)][-1:]
    assert shown == [summary.band(latest) or ("untold" if latest else "none")] or (not sessions and shown == [])


@moderately
@given(st.integers(5, 9), st.integers(0, 9))
def test_nobody_and_one_and_all_and_all_but_one_show_alike(available: int, took_part: int) -> None:
    at = FRIDAY - timedelta(days=2)
    shown = [told(asked(at, available, took)) for took in range(available + 1)]
    assert (shown[0], shown[-1]) == (shown[1], shown[-2])


def test_weeks_are_told_together_by_their_band() -> None:
    term = [TermWeek(number=n, what=what) for n, what in ((51, "most"), (52, "free"), (53, "free"), (1, "most"))]
    found = [(part.what, part.count, part.stretches) for part in weeks.told_by_band(term)]
    assert found == [("most", 2, ((51, 51), (1, 1))), ("free", 2, ((52, 53),))]


def test_a_balance_names_what_was_not_asked_about() -> None:
    counts = weeks.of_balance(["reflecting", "dialogue", "reflecting"])
    assert counts == {"creating": 0, "organising": 0, "reflecting": 2, "dialogue": 1}


def test_a_school_year_has_its_months_holidays_and_what_took_place() -> None:
    year = weeks.of_year([FRIDAY - timedelta(days=3)], [FRIDAY - timedelta(days=60)], FRIDAY, ZONE, AUTUMN)
    assert [week.month for week in year if week.is_first] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert [(week.monday, week.what) for week in year if week.what] == [
        (date(2026, 9, 28), ("consultation",)),
        (date(2026, 10, 19), ("free",)),
        (date(2026, 11, 23), ("question",)),
    ]
    told = weeks.told_by_month(year)
    assert told == {"question": {11: 1}, "consultation": {10: 1}, "free": {10: 1}}


@moderately
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_every_school_year_is_whole(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    year = weeks.of_year([now], [], now, ZONE, FreeDays())
    mondays = [week.monday for week in year]
    assert all(later - earlier == WEEK for earlier, later in pairwise(mondays))
    assert (len(year) in (52, 53, 54), [week.month for week in year if week.is_first]) == (
        True,
        [*range(8, 13), *range(1, 8)],
    )
    assert [week.monday for week in year if week.what] == [day - timedelta(days=day.weekday())]
