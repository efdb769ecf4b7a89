"""Proposals: a day and a time said at once, side by side, in two messages, or such as there isn’t."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.saying.moments import names_day
from bot.core.saying.proposals import Half, as_half, as_number, as_proposal, half_said, in_sentence, is_proposal
from bot.core.saying.words import Unclear

# A Monday, at nine.
NOW = datetime(2026, 11, 30, 9)  # noqa: DTZ001
FIRST, HALF_PAST_TEN = date(2026, 12, 1), time(10, 30)
moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)


def read(text: str, half: Half | None = None, now: datetime = NOW) -> str:
    """Return what a text stands for: a moment, or why it is unclear, with the days or moments that may be meant."""
    found = as_proposal(text, now, "nl", half)
    if isinstance(found, Unclear) and found.why == "unknown":
        found = in_sentence(text, now, "nl", half) or found
    if isinstance(found, datetime):
        return f"{found:%Y-%m-%d %H:%M}"
    there = [f"{one:%m-%d %H:%M}" for one in found.moments] or [f"{one:%m-%d}" for one in found.days]
    return " ".join([found.why, *there])


@pytest.mark.parametrize(
    "time", ["kwart over 9", "tien over 9", "10 over 9", "vijf over half tien", "twintig over 9", "5 minuten over 9"]
)
def test_a_time_with_over_is_of_the_day_that_was_said_before(time: str) -> None:
    assert read(time, date(2026, 12, 15)).startswith("2026-12-15 09:")
    assert read(time).startswith("two ")


@pytest.mark.parametrize("text", ["over een uur", "over 2 uur", "over tien minuten", "om 9 over 2 weken"])
def test_a_length_of_time_from_now_is_of_a_day(text: str) -> None:
    assert names_day(text)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("vrijdag van half 3 tot kwart over 3", "2026-12-04 14:30"),
        ("vr 4 dec 14.30-15.15", "2026-12-04 14:30"),
        ("vrijdag 4 december, 9.00 - 9.45 uur", "2026-12-04 09:00"),
        ("vrijdag 2-3 uur", "2026-12-04 14:00"),
        ("vrijdag van elf tot één", "2026-12-04 11:00"),
        ("van 14 tot 15 uur op vrijdag", "2026-12-04 14:00"),
        ("Friday from half past two to quarter past three", "2026-12-04 14:30"),
        ("Friday 2-3pm", "2026-12-04 14:00"),
        ("dinsdag 10 of 11 uur", "two 12-01 10:00 12-01 11:00"),
        ("Tuesday 10 or 11 o'clock", "two 12-01 10:00 12-01 11:00"),
        # Between two times it may be any; what doesn’t end after it begins is none; a hyphen stands in dates too.
        ("vrijdag tussen half drie en drie", "two 12-04 14:30"),
        ("Friday between two and three", "two 12-04 14:00"),
        ("vrijdag van 3 tot half 3", "unknown"),
        ("di 1-12 om 10 uur", "2026-12-01 10:00"),
        ("1-12-2026 10.00", "2026-12-01 10:00"),
        ("2026-12-01T10:30", "2026-12-01 10:30"),
    ],
)
def test_of_a_stretch_of_time_the_beginning_is_the_moment(text: str, begins: str) -> None:
    assert read(text) == begins


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("dinsdag of donderdag rond tien", "two 12-01 10:00 12-03 10:00"),
        ("Tuesday or Thursday around ten", "two 12-01 10:00 12-03 10:00"),
        ("Kan het dinsdag 1 of donderdag 3 december om 10.15?", "two 12-01 10:15 12-03 10:15"),
        ("1 of 3 december om 10.00", "two 12-01 10:00 12-03 10:00"),
        ("dinsdag, woensdag of donderdag half elf", "two 12-01 10:30 12-02 10:30 12-03 10:30"),
        ("dinsdag om 9 of 10 uur", "two 12-01 09:00 12-01 10:00"),
        ("dinsdag om tien of donderdag", "two 12-01 10:00 12-03 10:00"),
        ("Tuesday at ten or Thursday", "two 12-01 10:00 12-03 10:00"),
        ("dinsdag om 9 of 10 december om 10 uur", "two 12-01 09:00 12-10 10:00"),
        ("dinsdag of donderdag van 2 tot 3 uur", "two 12-01 14:00 12-03 14:00"),
    ],
)
def test_days_and_times_side_by_side_are_all_offered(text: str, offered: str) -> None:
    assert read(text) == offered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("di 9 december", "weekday 12-09 12-08"),
        ("di 9 december 10.00", "weekday 12-08 10:00 12-09 10:00"),
        ("Tuesday 9 December at ten", "weekday 12-08 10:00 12-09 10:00"),
        ("kan het di 9 december om 10 uur?", "weekday 12-08 10:00 12-09 10:00"),
        # The Friday before it is over.
        ("vr 30 november 10.00", "weekday 11-30 10:00"),
        ("za 1 december 10.00", "weekday 12-01 10:00"),
        ("31 november", "no_day"),
        ("kan het op 31 november om 10 uur?", "no_day"),
        ("30 februari 9.00", "no_day"),
        ("30 February at 9.00", "no_day"),
        # "Tuesday 9" may as well be at nine.
        ("dinsdag 9", "unknown"),
        ("vrijdag 10-11", "unknown"),
        ("di 9 december om 10 uur, of do 10 december om 10 uur", "two 12-10 10:00"),
    ],
)
def test_a_date_that_there_is_not_is_told_apart_from_one_that_is_not_so(text: str, said: str) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8 januari om 10.00", "2027-01-08 10:00"),
        ("8 January at 10", "2027-01-08 10:00"),
        # Half a year is 183 days.
        ("1 juni 10.00", "2027-06-01 10:00"),
        ("2 juni 10.00", "two 06-02 10:00"),
        ("2 juni 2027 10.00", "2027-06-02 10:00"),
        ("2-6-27 10.00", "2027-06-02 10:00"),
        # What is over this year is next year’s only once somebody says so.
        ("9 november om 10.00", "over 11-09 10:00"),
        ("9 november", "over 11-09"),
        ("kan het 9 november om 10 uur?", "over 11-09 10:00"),
        ("9 november 2026 10.00", "over 11-09"),
        ("9 november 2027 10.00", "2027-11-09 10:00"),
    ],
)
def test_a_date_without_a_year_is_asked_about_where_it_is_far(text: str, said: str) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "half", "said"),
    [
        ("half elf", FIRST, "2026-12-01 10:30"),
        ("om 10.30", FIRST, "2026-12-01 10:30"),
        ("10?", FIRST, "2026-12-01 10:00"),
        ("tien", FIRST, "2026-12-01 10:00"),
        ("half past ten", FIRST, "2026-12-01 10:30"),
        ("half 3 tot kwart over 3", FIRST, "2026-12-01 14:30"),
        ("3.30", FIRST, "two 12-01 03:30 12-01 15:30"),
        ("doe maar 10.30", FIRST, "two 12-01 10:30"),
        ("half elf graag", FIRST, "two 12-01 10:30"),
        ("dinsdag 1 december", HALF_PAST_TEN, "2026-12-01 10:30"),
        ("Tuesday", HALF_PAST_TEN, "2026-12-01 10:30"),
        ("dinsdag", time(3, 30), "two 12-01 03:30 12-01 15:30"),
        ("doe dan maar dinsdag", HALF_PAST_TEN, "two 12-01 10:30"),
        # What is whole by itself needs no half, and what says neither completes none.
        ("do 3 december 9.00", FIRST, "2026-12-03 09:00"),
        ("of toch woensdag om 11 uur", FIRST, "two 12-02 11:00"),
        ("weet ik nog niet", FIRST, "unknown"),
    ],
)
def test_the_other_half_of_a_moment_completes_it(text: str, half: Half, said: str) -> None:
    assert read(text, half) == said


@pytest.mark.parametrize(
    ("text", "before", "half"),
    [
        ("dinsdag 1 december", None, FIRST),
        ("om half elf", None, HALF_PAST_TEN),
        ("3.30", None, time(3, 30)),
        ("vrijdagmiddag", None, date(2026, 12, 4)),
        ("31 november om 10.30", None, HALF_PAST_TEN),
        ("9 november 10.30", None, HALF_PAST_TEN),
        ("di 9 december 10.30", None, HALF_PAST_TEN),
        ("weet ik nog niet", FIRST, FIRST),
        ("3.30", FIRST, FIRST),
        ("di 8 dec of do 10 dec 10.30", None, None),
        ("30 november 8.00", None, None),
    ],
)
def test_of_what_is_unclear_the_half_that_is_clear_is_known(text: str, before: Half | None, half: Half | None) -> None:
    found = as_proposal(text, NOW, "nl", before)
    assert isinstance(found, Unclear)
    assert half_said(text, found, NOW, "nl", before) == half


@pytest.mark.parametrize(
    ("text", "half", "is_one"),
    [
        ("di 1 december 10.30", None, True),
        ("vrijdagmiddag", None, True),
        ("di 9 december 10.30", None, True),
        ("half elf", FIRST, True),
        ("half elf", None, False),
        ("dinsdag 1 december", None, False),
        ("Dinsdag 1 december 10.30 keken we naar de film", None, False),
    ],
)
def test_only_a_day_and_a_time_are_a_proposal(text: str, half: Half | None, is_one: bool) -> None:
    assert is_proposal(text, NOW, "nl", half) == is_one


@moderately
@given(st.dates(date(2020, 1, 1)) | st.integers(0, 24 * 60 - 1).map(lambda minutes: time(*divmod(minutes, 60))))
def test_a_half_is_read_back_from_its_number(half: Half) -> None:
    assert as_half(as_number(half)) == half


@moderately
@given(st.text(max_size=60), st.sampled_from([None, FIRST, HALF_PAST_TEN]))
def test_no_text_is_too_odd_for_a_proposal(text: str, half: Half | None) -> None:
    found = as_proposal(text, NOW, None, half)
    in_sentence(text, NOW, None, half)
    if isinstance(found, Unclear):
        half_said(text, found, NOW, None, half)
    else:
        assert timedelta() < found - NOW < timedelta(days=367)
