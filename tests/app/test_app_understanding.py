"""What people type as a rhythm, a weekday or a date, in Dutch and English."""

from datetime import date, time

import pytest

from bot.app.planning import PRESETS
from bot.app.understanding import as_date, as_rhythm, as_weekday
from bot.core.model import Rhythm

TODAY = date(2026, 11, 23)


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


def test_every_preset_reads_back_as_another_rhythm() -> None:
    assert len({as_rhythm(preset) for preset in PRESETS} - {None}) == len(PRESETS)


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
        ("gisteren", None),
    ],
)
def test_a_date_is_read_or_refused(text: str, expected: date | None) -> None:
    assert as_date(text, TODAY) == expected
