"""Days of the week, dates, stretches, rhythms and moments, written in more ways, from other days."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import WEEKDAYS, Rhythm
from bot.core.saying import days, moments, rhythms
from bot.core.saying.bygone import as_stretch
from bot.core.saying.mentioned import dates_in
from bot.core.saying.words import Unclear, as_weekday, as_weekdays

TODAY = date(2026, 11, 23)
# A Monday, at half past eleven.
NOW = datetime(2026, 11, 23, 11, 30)  # noqa: DTZ001


def as_date(text: str, today: date) -> date | None:
    found = days.as_stay(text, today)
    return None if isinstance(found, Unclear) else found.last


def as_moment(text: str, now: datetime) -> datetime | None:
    found = moments.as_moment(text, now)
    return None if isinstance(found, Unclear) else found


def as_rhythm(text: str) -> Rhythm | None:
    found = rhythms.as_rhythm(text)
    return None if isinstance(found, Unclear) else found


moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("month tue 12:30", Rhythm("month", ("tue",), time(12, 30))),
        ("monthly tuesday 12.30", Rhythm("month", ("tue",), time(12, 30))),
        ("maand di 12:30", Rhythm("month", ("tue",), time(12, 30))),
        ("week do 13:00", Rhythm("week", ("thu",), time(13))),
        ("twee weken ma 12:15", Rhythm("two weeks", ("mon",), time(12, 15))),
        ("two weeks mon, thu 12:15", Rhythm("two weeks", ("mon", "thu"), time(12, 15))),
        ("om de week op dinsdag om 12u30", Rhythm("two weeks", ("tue",), time(12, 30))),
        ("elke dinsdag 12.30 uur", Rhythm("week", ("tue",), time(12, 30))),
        ("every other friday at 9:05", Rhythm("two weeks", ("fri",), time(9, 5))),
        ("niet op dinsdag 12:30", None),
        ("soms", None),
        ("week di", None),
        ("week 12:30", None),
        ("week di 25:00", None),
        ("week di 12:75", None),
        ("", None),
    ],
)
def test_a_rhythm_is_read_as_it_is_meant_or_not_at_all(text: str, expected: Rhythm | None) -> None:
    assert as_rhythm(text) == expected


@pytest.mark.parametrize(
    ("word", "day"),
    [("ma", "mon"), ("woensdag", "wed"), ("thu", "thu"), ("Fridays".lower(), "fri"), ("month", None), ("m", None)],
)
def test_a_weekday_is_named_in_full_or_by_its_first_letters(word: str, day: str | None) -> None:
    assert as_weekday(word) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-12-2026", date(2026, 12, 18)),
        ("2026-12-18", date(2026, 12, 18)),
        ("18/12", date(2026, 12, 18)),
        ("5-1", date(2027, 1, 5)),
        ("20-11", None),
        ("31-2-2027", None),
        ("99999999999999999999-12-18", None),
        ("9" * 5000, None),
        ("gisteren", None),
    ],
)
def test_a_date_is_read_or_refused(text: str, expected: date | None) -> None:
    assert as_date(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ma di do", "mon tue thu"),
        ("do, ma en di", "mon tue thu"),
        ("maandag", "mon"),
        ("Mon THU", "mon thu"),
        ("mondays and fridays", "mon fri"),
        ("ma. wo.", "mon wed"),
        ("ma-wo", "mon tue wed"),
        ("ma - wo", "mon tue wed"),
        ("ma–wo, vr", "mon tue wed fri"),
        ("maandag t/m woensdag", "mon tue wed"),
        ("maandag tot en met woensdag", "mon tue wed"),
        ("mon to wed", "mon tue wed"),
        ("mon through wed", "mon tue wed"),
        ("vr-ma", "mon fri sat sun"),
        ("do-wo", "mon tue wed thu fri sat sun"),
        ("di-di", "tue"),
        ("di di", "tue"),
        ("", ""),
        ("en", ""),
    ],
)
def test_weekdays_are_read_in_the_order_of_the_week(text: str, days: str) -> None:
    assert as_weekdays(text) == tuple(days.split())


@pytest.mark.parametrize("text", ["soms", "ma soms", "-ma", "ma-wo-vr", "ma-feest", "1", "maandagen?", "ma;di"])
def test_where_one_word_is_no_weekday_none_is_read(text: str) -> None:
    assert as_weekdays(text) is None


day_words = st.sampled_from(["ma", "dinsdag", "wed", "thursdays", "vr.", "zaterdag", "Sun"])
in_days = st.lists(st.one_of(day_words, st.tuples(day_words, day_words).map("-".join)), max_size=5)


@moderately
@given(in_days, st.sampled_from([" ", ", ", " en ", " and "]))
def test_weekdays_come_in_week_order_and_each_once(words: list[str], between: str) -> None:
    found = as_weekdays(between.join(words))
    assert found is not None
    assert list(found) == [day for day in WEEKDAYS if day in found]


@moderately
@given(st.one_of(st.text(max_size=30), in_days.map(" ".join)))
def test_no_words_for_weekdays_are_too_odd(text: str) -> None:
    found = as_weekdays(text)
    assert found is None or set(found) <= set(WEEKDAYS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15:30", "2026-11-23T15:30"),
        ("om 15.30 uur", "2026-11-23T15:30"),
        ("15u30", "2026-11-23T15:30"),
        ("at 15:30", "2026-11-23T15:30"),
        ("11:30", "2026-11-24T11:30"),
        ("8.30", "2026-11-24T08:30"),
        ("0:00", "2026-11-24T00:00"),
        ("vandaag 15:30", "2026-11-23T15:30"),
        ("15:30 today", "2026-11-23T15:30"),
        ("Morgen 8.30", "2026-11-24T08:30"),
        ("tomorrow at 8:30", "2026-11-24T08:30"),
        ("overmorgen 8:30", "2026-11-25T08:30"),
        ("wo 16:00", "2026-11-25T16:00"),
        ("wednesday, 16:00", "2026-11-25T16:00"),
        ("ma 15:30", "2026-11-23T15:30"),
        ("ma 8:30", "2026-11-30T08:30"),
        ("ma 11:30", "2026-11-30T11:30"),
        ("2026-11-24T15:30", "2026-11-24T15:30"),
        ("2026-11-24 15:30", "2026-11-24T15:30"),
        ("2026-11-20T15:30", None),
        ("24:00", None),
        ("15:60", None),
        ("15", None),
        ("soms", None),
        ("soms 15:30", None),
        ("15:30 16:30", None),
        ("di wo 15:30", None),
        ("gisteren 15:30", None),
        ("0001-01-01", None),
        ("9999-12-31T23:59", None),
        ("2026-11-24T15:30+01:00", None),
        ("²:30", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_a_moment_is_read_or_refused(text: str, expected: str | None) -> None:
    assert as_moment(text, NOW) == (datetime.fromisoformat(expected) if expected else None)


nows = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001
clocks = st.tuples(st.integers(0, 23), st.sampled_from(":.u"), st.integers(0, 59))
on_days = st.sampled_from(["", "morgen", "tomorrow", "overmorgen", "ma", "tuesday", "wo", "do", "fri", "za", "zondag"])


@moderately
@given(nows, clocks, on_days)
def test_a_moment_without_a_date_is_never_in_the_past_and_shows_the_time_asked_for(
    now: datetime, clock: tuple[int, str, int], day: str
) -> None:
    hour, between, minute = clock
    found = as_moment(f"{day} {hour:02}{between}{minute:02}", now)
    assert found is not None
    assert (found > now, found - now <= timedelta(days=7), found.time()) == (True, True, time(hour, minute))


@moderately
@given(nows, st.text(max_size=30))
def test_no_words_for_a_moment_are_too_odd(now: datetime, text: str) -> None:
    found = as_moment(text, now)
    assert found is None or abs(found - now) < timedelta(days=367)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("morgen", date(2026, 11, 24)),
        ("vandaag", date(2026, 11, 23)),
        ("t/m vrijdag", date(2026, 11, 27)),
        ("until wednesday", date(2026, 11, 25)),
        ("maandag", date(2026, 11, 30)),
        ("een week", date(2026, 11, 30)),
        ("twee weken", date(2026, 12, 7)),
        ("3 weeks", date(2026, 12, 14)),
        ("ooit", None),
        ("99 weken te veel", None),
    ],
)
def test_a_date_said_in_words_counts_from_today(words: str, expected: date | None) -> None:
    assert as_date(words, date(2026, 11, 23)) == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("1 dec t/m 12 dec", date(2026, 12, 5), date(2026, 12, 12)),
        ("20 december tot en met 3 januari", date(2026, 12, 22), date(2027, 1, 3)),
        ("20 december tot en met 3 januari", date(2026, 12, 1), date(2027, 1, 3)),
        ("van 1 t/m 12 december", date(2026, 12, 5), date(2026, 12, 12)),
        ("maandag t/m vrijdag", date(2026, 12, 7), date(2026, 12, 11)),
        ("maandag t/m vrijdag", date(2026, 12, 9), date(2026, 12, 11)),
        ("12 t/m 3 december", date(2026, 12, 1), None),
        ("ooit t/m 12 december", date(2026, 12, 1), None),
        ("1 t/m 2 t/m 3 december", date(2026, 12, 1), None),
    ],
)
def test_a_stretch_may_have_begun(text: str, today: date, expected: date | None) -> None:
    assert as_date(text, today) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maart", (date(2026, 3, 1), date(2026, 3, 31))),
        ("November", (date(2026, 11, 1), date(2026, 11, 30))),
        ("december", (date(2025, 12, 1), date(2025, 12, 31))),
        ("feb 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("maart - mei", (date(2026, 3, 1), date(2026, 5, 31))),
        ("from march to may", (date(2026, 3, 1), date(2026, 5, 31))),
        ("1 dec - 5 dec", (date(2025, 12, 1), date(2025, 12, 5))),
        ("3 t/m 12 december", (date(2025, 12, 3), date(2025, 12, 12))),
        ("24 dec - 3 jan", (date(2025, 12, 24), date(2026, 1, 3))),
        ("20 nov tot en met 3 december", (date(2026, 11, 20), date(2026, 12, 3))),
        ("2026-03-01 - 2026-03-31", (date(2026, 3, 1), date(2026, 3, 31))),
        ("maandag 23 november", (date(2026, 11, 23), date(2026, 11, 23))),
        ("dinsdag 23 november", None),
        ("gisteren", (date(2026, 11, 22), date(2026, 11, 22))),
        ("today", (date(2026, 11, 23), date(2026, 11, 23))),
        ("sinds 1 mei", (date(2026, 5, 1), date(2026, 11, 23))),
        ("vanaf maart", (date(2026, 3, 1), date(2026, 11, 23))),
        ("12 maart - 3 maart", (date(2026, 3, 12), date(2027, 3, 3))),
        ("12 t/m 3 maart", None),
        ("maart 2030", None),
        ("29 feb", None),
        ("mei en wachten", None),
        ("1 t/m 2 t/m 3 maart", None),
        ("december 9999", None),
        ("jan 0000", None),
        ("wachten", None),
        ("2026", None),
        ("7", None),
        ("", None),
    ],
)
def test_a_stretch_is_the_latest_that_has_begun(text: str, expected: tuple[date, date] | None) -> None:
    assert as_stretch(text, TODAY) == expected


@given(st.text(max_size=30))
@moderately
def test_no_text_breaks_the_reading_of_a_stretch(text: str) -> None:
    found = as_stretch(text, TODAY)
    assert found is None or found[0] <= TODAY


@given(st.dates(date(2020, 1, 1), TODAY), st.integers(0, 400))
@moderately
def test_a_stretch_as_a_button_carries_it_is_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert as_stretch(f"{first} - {last}", TODAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nee, dan heb ik gym. Liever woensdag 25 november om 9.15, kan dat?", ["2026-11-25 09:15"]),
        ("How about Tuesday at half past nine?", ["2026-11-24 09:30"]),
        ("niet donderdag 9.00, maar vrijdag 10.00", ["2026-11-26 09:00", "2026-11-27 10:00"]),
        ("dat weet ik nog niet", []),
        ("Gisteren 10 uur was het druk", []),
        ("We zagen elkaar vorige week dinsdag om 10 uur", []),
        ("I was there last Tuesday at 10:00", []),
        ("over twee weken dinsdag 10 uur", []),
        ("Past donderdag 26 november 10:15?", ["2026-11-26 10:15"]),
        ("Ik las gisteren je bericht, donderdag 15:30 kan ik", ["2026-11-26 15:30"]),
        ("", []),
    ],
)
def test_the_moments_that_a_sentence_names(text: str, named: list[str]) -> None:
    assert [f"{one:%Y-%m-%d %H:%M}" for one in moments.moments_in(text, NOW, "nl")] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vóór 15 januari belt Anna de ouders.", ["2027-01-15"]),
        ("By the 3rd of March, or else April 7th.", ["2027-03-03", "2027-04-07"]),
        ("Op 12 november begonnen we, en op 1 december kijken we terug.", ["2026-12-01"]),
        ("In mei 3 keer, en 14 dagen lang elke maandag", []),
        ("31 februari", []),
        ("Vanaf 1 december, een uur per week; starting on Monday 3 May", []),
        ("Met ingang van 4 januari. Op 1 maart kijken we terug.", ["2027-03-01"]),
        ("Ik wil minstens 2 maar liever 3 leerlingen spreken, en of my 3 may be one", []),
        ("Vóór 15 januari 2028, en op 3 May", ["2027-05-03", "2028-01-15"]),
        ("", []),
    ],
)
def test_the_days_that_a_sentence_names_by_their_month(text: str, named: list[str]) -> None:
    assert [str(day) for day in dates_in(text, TODAY)] == named
