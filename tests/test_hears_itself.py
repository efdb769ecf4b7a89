"""Whatever the bot itself shows as a day, a stretch, a time or a rhythm, it understands when that is typed back."""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.app.log.retention import CHOICES
from bot.app.rhythm.planning import PRESETS
from bot.core.model import LANGUAGES, SCHOOL_WEEK, WEEKDAYS, Every, Language, Rhythm, Term
from bot.core.retention import as_term
from bot.core.saying.bygone import as_stretch
from bot.core.saying.days import as_stay
from bot.core.saying.meetings import AS_OFTEN, as_questions
from bot.core.saying.moments import as_moment
from bot.core.saying.rhythms import MONTHLY, as_rhythm, in_words
from bot.core.saying.words import Unclear, as_weekdays
from bot.rendering import Renderer, visible_text

ROOT = Path(__file__).parents[1]
ZONE = ZoneInfo("Europe/Amsterdam")
RENDERER = Renderer(content.load().sentences)
NOW = datetime(2027, 3, 3, 10, 20)  # noqa: DTZ001
TODAY = NOW.date()
# What a sentence fills in of time: an expression and its filters.
FILLED = re.compile(r"\{\{ ?[^}|]+\|((?:day|date|moment|deadline)(?:\|capitalize)?)(?: if [^}]*)? ?\}\}")

often = settings(max_examples=25, deadline=None, database=None, derandomize=True)


def filters() -> list[str]:
    """Return how instants and days are shown, over all sentences in both languages."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "prompts").rglob("*.toml"))]
    return sorted({found for text in texts for found in FILLED.findall(text)})


def shown(language: Language, template: str, **names: Any) -> str:
    return visible_text(RENDERER.text(language, template, ZONE, **names))


def in_zone(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE).astimezone(UTC)


def heard_days(text: str) -> set[object]:
    found = as_stay(text, TODAY)
    return {found.why} if isinstance(found, Unclear) else {found.last}


def heard_moments(text: str) -> set[object]:
    found = as_moment(text, NOW)
    return set(found.moments) or {found.why} if isinstance(found, Unclear) else {found}


def heard_rhythms(text: str) -> set[object]:
    found = as_rhythm(text, today=TODAY)
    return set(found.rhythms) or {found.why} if isinstance(found, Unclear) else {found}


def test_all_ways_to_show_a_time_are_found() -> None:
    assert set(filters()) >= {"day", "date", "moment", "deadline"}


# How far ahead each is shown, in days, and what hears it.
SHOWN: dict[str, tuple[int, Callable[[str], set[object]]]] = {
    "day": (182, heard_days),
    "date": (366, heard_days),
    "moment": (182, heard_moments),
    "deadline": (6, heard_moments),
}


@pytest.mark.parametrize("name", filters())
@pytest.mark.parametrize("language", LANGUAGES)
@often
@given(ahead=st.integers(1, 366), at=st.times())
def test_a_day_or_a_time_that_is_shown_is_heard(name: str, language: Language, ahead: int, at: time) -> None:
    furthest, heard = SHOWN[name.partition("|")[0]]
    moment = datetime.combine(TODAY + timedelta(days=ahead % furthest + 1), at.replace(second=0, microsecond=0))
    wanted: object = moment.date() if heard is heard_days else moment
    value = moment.date() if heard is heard_days else in_zone(moment)
    # Two hours before the clock goes forward there is no such time.
    if value is not moment and isinstance(value, datetime) and value.astimezone(ZONE).replace(tzinfo=None) != moment:
        return
    assert wanted in heard(shown(language, f"{{{{ x|{name} }}}}", x=value))


days_of_week = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(
    lambda days: tuple(sorted(days, key=WEEKDAYS.index))
)
rhythms = st.builds(
    Rhythm,
    st.sampled_from([every for every in get_args(Every) if every != "dates"]),
    days_of_week,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([1, 2, 3, 4, -1]),
    st.none() | st.dates(TODAY, TODAY + timedelta(days=180)),
    st.sampled_from(["skip", "before", "after"]),
).map(lambda rhythm: rhythm if rhythm.every in MONTHLY else replace(rhythm, nth=1))


@pytest.mark.parametrize("language", LANGUAGES)
@often
@given(rhythm=rhythms)
def test_a_rhythm_that_is_shown_is_heard(language: Language, rhythm: Rhythm) -> None:
    told = visible_text(RENDERER.say(language, "rhythms.in_words", ZONE, **asdict(rhythm)))
    button = visible_text(RENDERER.say(language, "buttons.preset", ZONE, words=told))
    assert [rhythm in heard_rhythms(text) for text in (told, button)] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
@often
@given(
    meeting=st.builds(
        Rhythm,
        st.sampled_from(AS_OFTEN),
        st.sampled_from(SCHOOL_WEEK).map(lambda day: (day,)),
        st.times(time(8), time(17)).map(lambda at: at.replace(second=0, microsecond=0)),
        st.sampled_from([1, 2, 3, 4, -1]),
        st.none() | st.dates(TODAY, TODAY + timedelta(days=180)),
        meets_at=st.times(time(8), time(18)).map(lambda at: at.replace(second=0, microsecond=0)),
    ).map(lambda rhythm: rhythm if rhythm.every in MONTHLY else replace(rhythm, nth=1))
)
def test_a_rhythm_ahead_of_a_meeting_is_heard_as_it_is_shown(language: Language, meeting: Rhythm) -> None:
    told = visible_text(RENDERER.say(language, "rhythms.in_words", ZONE, **asdict(meeting)))
    button = visible_text(RENDERER.say(language, "buttons.preset", ZONE, words=told))
    heard = [as_questions(text, None, language, TODAY) for text in (told, button, in_words(meeting))]
    assert heard == [meeting, meeting, meeting]


@pytest.mark.parametrize("language", LANGUAGES)
@often
@given(first=st.dates(date(2020, 1, 1), TODAY), length=st.integers(0, 400))
def test_a_stretch_that_the_log_shows_is_heard(language: Language, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    between = "{{ first|date }}{% if last != first %} tot en met {{ last|date }}{% endif %}"
    said = between if language == "nl" else between.replace("tot en met", "to")
    assert as_stretch(shown(language, said, first=first, last=last), TODAY) == (first, last)


@pytest.mark.parametrize("language", LANGUAGES)
@often
@given(days=days_of_week)
def test_days_of_the_week_that_are_shown_are_heard(language: Language, days: tuple[str, ...]) -> None:
    assert as_weekdays(shown(language, "{{ days|weekdays }}", days=list(days))) == days


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term", [*CHOICES, Term(3, "months"), Term(12, "months"), Term(18, "months")])
def test_for_how_long_words_are_kept_is_heard(language: Language, term: Term) -> None:
    told = visible_text(RENDERER.say(language, "retention.term", ZONE, number=term.number, unit=term.unit))
    assert as_term(told) == term


def test_every_preset_is_another_rhythm() -> None:
    heard = {as_rhythm(preset) for preset in PRESETS}
    assert (len(heard), any(isinstance(one, Unclear) for one in heard)) == (len(PRESETS), False)
