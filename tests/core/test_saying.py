"""What people say of days, stretches, times and rhythms is heard as it is meant, asked about, or refused."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Every, Rhythm
from bot.core.saying.bygone import as_stretch
from bot.core.saying.days import as_named_stay, as_stay
from bot.core.saying.lengths import as_minutes, as_time_there_is
from bot.core.saying.moments import as_moment
from bot.core.saying.rhythms import MONTHLY, as_rhythm, in_words
from bot.core.saying.words import Unclear

NOW = datetime(2027, 3, 3, 10, 20)  # noqa: DTZ001
TABLE = tomllib.loads((Path(__file__).parents[1] / "data" / "saying.toml").read_text(encoding="utf-8"))

moderately = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def shown(rhythm: Rhythm) -> str:
    nth = {1: "", -1: "last "}.get(rhythm.nth, f"{rhythm.nth} ")
    ends = f" until {rhythm.until}" if rhythm.until else ""
    moves = "" if rhythm.on_free == "skip" else f" {rhythm.on_free}"
    return f"{rhythm.every} {nth}{' '.join(rhythm.days)} {rhythm.at.hour}:{rhythm.at:%M}{ends}{moves}"


def meant(unclear: Unclear) -> str:
    """Return why something is refused, or all that may be meant by it."""
    choices = [*unclear.days, *(f"{one:%Y-%m-%dT%H:%M}" for one in unclear.moments), *map(shown, unclear.rhythms)]
    return f"?{' '.join(map(str, choices))}" if unclear.why in ("two", "hour") else f"!{unclear.why}"


def day(text: str) -> str:
    found = as_stay(text, NOW.date())
    return meant(found) if isinstance(found, Unclear) else str(found.last) if found.first is None else f"from {found}"


def stretch(text: str) -> str:
    found = as_stay(text, NOW.date())
    return meant(found) if isinstance(found, Unclear) else f"{found.first} {found.last}"


def moment(text: str) -> str:
    found = as_moment(text, NOW)
    return meant(found) if isinstance(found, Unclear) else f"{found:%Y-%m-%dT%H:%M}"


def rhythm(text: str) -> str:
    found = as_rhythm(text, today=NOW.date())
    return meant(found) if isinstance(found, Unclear) else shown(found)


def bygone(text: str) -> str:
    found = as_stretch(text, NOW.date())
    return f"{found[0]} {found[1]}" if found else "!"


def length(text: str) -> str:
    return str(as_minutes(text) or "!")


READERS: dict[str, Callable[[str], str]] = {
    "days": day,
    "stretches": stretch,
    "moments": moment,
    "rhythms": rhythm,
    "bygone": bygone,
    "lengths": length,
}


@pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in TABLE for language in TABLE[kind]])
def test_each_way_to_say_it_is_heard_as_it_is_meant_or_refused(kind: str, language: str) -> None:
    rows = TABLE[kind][language]
    assert [[text, READERS[kind](text)] for text, _ in rows] == rows


def test_the_table_is_of_both_languages_and_a_quarter_is_refused() -> None:
    rows = {language: [row for kind in TABLE.values() for row in kind[language]] for language in ("nl", "en")}
    count = sum(map(len, rows.values()))
    refused = sum(row[1].startswith("!") for some in rows.values() for row in some)
    assert (count >= 200, min(map(len, rows.values())) * 5 >= count * 2, refused * 4 >= count) == (True, True, True)


@moderately
@given(st.sampled_from([reader for name, reader in READERS.items()]), st.text(max_size=40))
def test_no_text_is_too_odd(read: Callable[[str], str], text: str) -> None:
    read(text)


known = st.sampled_from([str(row[0]) for kind in TABLE.values() for rows in kind.values() for row in rows])
odd = st.sampled_from(["misschien", "of", "niet", "maybe", "not", "leerlingen", "ongeveer", "7b", "?", "x"])


@moderately
@given(known, odd, st.booleans())
def test_one_word_too_many_is_never_passed_over(text: str, word: str, is_first: bool) -> None:
    whole = f"{word} {text}" if is_first else f"{text} {word}"
    assert {read(whole)[0] for read in READERS.values()} == {"!"}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20", 20),
        ("we hebben een half uur de tijd", 30),
        ("hooguit vijf kwartier", 75),
        ("in about 20 minutes", 20),
        ("we have an hour", 60),
        ("1000", None),
        ("we hebben de tijd", None),
        ("", None),
    ],
)
def test_the_time_there_is_is_heard_in_a_sentence_too(text: str, minutes: int | None) -> None:
    assert as_time_there_is(text) == minutes


def test_what_is_far_too_long_is_refused() -> None:
    assert [read("9" * 5000) for read in READERS.values()] == ["!unknown"] * 4 + ["!", "!"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13:00", "two weeks tue thu 13:00"),
        ("at half past one", "two weeks tue thu 13:30"),
        ("wo", "two weeks wed 12:30"),
        ("wo 13:00", "two weeks wed 13:00"),
        ("elke wo", "week wed 12:30"),
        ("maandelijks", "month tue thu 12:30"),
        ("twee keer per jaar", "half year tue thu 12:30"),
        ("once a year", "year tue thu 12:30"),
        ("elk blok", "term tue thu 12:30"),
        ("every week", "week tue thu 12:30"),
        ("2:30", "?two weeks tue thu 2:30 two weeks tue thu 14:30"),
        ("anders", "!unknown"),
    ],
)
def test_what_is_not_said_of_a_rhythm_stays(text: str, expected: str) -> None:
    now = as_rhythm("two weeks tue thu 12:30")
    assert isinstance(now, Rhythm)
    found = as_rhythm(text, now)
    assert (meant(found) if isinstance(found, Unclear) else shown(found)) == expected


@moderately
@given(st.times(), st.sampled_from([every for every in get_args(Every) if every != "dates"]), st.data())
def test_a_rhythm_on_a_button_is_taken_without_asking(at: Any, every: Any, data: Any) -> None:
    nth = data.draw(st.sampled_from([1, 2, 3, 4, -1])) if every in MONTHLY else 1
    until = data.draw(st.none() | st.dates(date(2027, 3, 5), date(2030, 1, 1)))
    on_free = data.draw(st.sampled_from(["skip", "before", "after"]))
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    wanted = Rhythm(every, ("mon", "fri"), at, nth, until, on_free)
    assert as_rhythm(in_words(wanted), today=date(2027, 3, 4)) == wanted


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("elke dinsdag om 12.30 uur, tien keer", 10),
        ("om de week do 13:00 voor 6x", 6),
        ("every Tuesday at noon six times", 6),
        ("week di 12:30 5 maal", 5),
    ],
)
def test_a_rhythm_may_come_so_many_times(text: str, times: int) -> None:
    found = as_rhythm(text, today=date(2027, 3, 4))
    assert isinstance(found, Rhythm)
    assert (found.times, found.until) == (times, None)
    assert as_rhythm(in_words(found), today=date(2027, 3, 4)) == found


@pytest.mark.parametrize("text", ["week di 12:30 0 keer", "week di 12:30 t/m 1 juni 5 keer", "week di 12:30 keer"])
def test_how_many_times_is_never_taken_for_something_near(text: str) -> None:
    assert isinstance(as_rhythm(text, today=date(2027, 3, 4)), Unclear)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5 januari groep 3", "groep 3"),
        ("groep 3 5 januari", "groep 3"),
        ("kamp groep 7/8 14 t/m 16 december", "kamp groep 7/8"),
        ("year 4 camp 14 to 16 December", "year 4 camp"),
        ("5 januari 3", ""),
        ("vrij 5", ""),
    ],
)
def test_a_class_in_the_name_of_free_days_is_no_day(text: str, name: str) -> None:
    found = as_named_stay(text, date(2026, 11, 27))
    assert (found[1] if not isinstance(found, Unclear) else "") == name


def test_a_day_that_is_today_counts_from_the_day_it_is_said_on() -> None:
    assert as_stay("vandaag", date(2027, 3, 4)) == (None, date(2027, 3, 4))


@pytest.mark.parametrize(("language", "hour"), [("nl", 15), ("en", 16)])
def test_half_four_in_figures_is_as_in_the_language_of_the_speaker(language: Any, hour: int) -> None:
    at_half = datetime(2027, 3, 4, hour, 30)  # noqa: DTZ001
    assert as_moment("morgen half 4", NOW, language) == at_half
    assert as_rhythm("di half 4", None, language) == Rhythm("week", ("tue",), at_half.time())
