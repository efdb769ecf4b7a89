"""The words that days, times and rhythms are said in, and what is said of a text that is not understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.core.model import WEEKDAYS, Rhythm, Weekday

Why = Literal[
    "unknown",
    "over",
    "weekday",
    "no_day",
    "two",
    "no_end",
    "backwards",
    "too_far",
    "no_time",
    "no_days",
    "hour",
    "every",
    "ended",
    "meeting",
    "reach",
    "weekend",
    "several",
    "no_date",
]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is not taken, and what may have been meant.

    `unknown`: `words` mean nothing here. `over`: the day or instant has passed. `weekday`: `days` holds the date, which
    falls on another weekday. `no_day`: no such day is in the calendar. `two`: `days` or `moments` holds both readings.
    `no_end`: a beginning only. `backwards`: it ends before it begins, or lasts over a year. `too_far`: it is over a
    year away. `no_time`, `no_days`: what is left out. `hour`: outside school hours, with the `rhythms` that may be
    meant. `every`: how often is none of ours. `ended`: it is over before it comes once. `meeting`: it
    is ahead of a meeting that nothing can be ahead of, or that isn't understood. `reach`: the day in `days` alone, or
    up to it. `weekend`: on a day without school in any week, with the `rhythms` that were said.
    `several`: more than one, where one is taken. `no_date`: none is named.
    """

    why: Why
    words: str = ""
    days: tuple[date, ...] = ()
    moments: tuple[datetime, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()


# What takes something away again that was said before.
DROP = ("drop", "wis", "weg", "remove", "verwijder")
# Longer than anybody says a day or a rhythm.
LONGEST = 200
DUTCH = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES: dict[str, Weekday] = {
    name: day
    for day, dutch, english in zip(WEEKDAYS, DUTCH, ENGLISH, strict=True)
    for name in (
        *(dutch, dutch[:2], f"{dutch}en", f"{dutch}s", f"'s {dutch}s"),
        *(english, english[:3], f"{english[:3]}s", f"{english}s", english[:4]),
    )
} | {"thurs": "thu", "woe": "wed", "vrij": "fri"}
DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORTEST_MONTH = 3
MONTHS: dict[str, int] = {
    name[:length]: number
    for names in (DUTCH_MONTHS, ENGLISH_MONTHS)
    for number, name in enumerate(names, start=1)
    for length in range(SHORTEST_MONTH, len(name) + 1)
} | {"mrt": 3}
COUNTED: dict[str, int] = {
    **{
        word: number
        for words in (
            "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien",
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        )
        for number, word in enumerate(words.split(), start=1)
    },
    **dict.fromkeys(("één", "a", "an", "another"), 1),
    **{
        word: number
        for words in ("twintig dertig veertig vijftig zestig", "twenty thirty forty fifty sixty")
        for number, word in zip(range(20, 70, 10), words.split(), strict=True)
    },
    **dict.fromkeys(("vijfenveertig", "forty-five"), 45),
    **dict.fromkeys(("negentig", "ninety"), 90),
}


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


WEEKDAY, MONTH, COUNT = one_of(DAY_NAMES), one_of(MONTHS), rf"(?:[0-9]{{1,3}}|{one_of(COUNTED)})"


def plain(text: str) -> str:
    """Return a text in small letters, with single spaces and without what closes a word; nothing if it is too long."""
    if len(text) > LONGEST:
        return ""
    lower = text.lower().replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[,.;]+(?=\s|$)", " ", lower).split())


def few(text: str, most: int) -> str:
    """Return a text as plain words without the signs between them; nothing where they are more than so many."""
    said = plain(re.sub("[,;:!?…]+", " ", text))
    return said if len(said.split()) <= most else ""


def number(word: str) -> int:
    """Return the number that a word of COUNT stands for."""
    return COUNTED[word] if word in COUNTED else int(word)


def as_weekday(word: str) -> Weekday | None:
    """Return the weekday that a Dutch or English word names, in full or by its first letters."""
    return DAY_NAMES.get(word.rstrip("."))


def as_weekdays(text: str) -> tuple[Weekday, ...] | None:
    """Return the days that words such as 'ma di do', 'mon-thu' or 'maandag t/m woensdag' name; None if one is none."""
    spaced = re.sub(r"\s*(?:-|–|—|t/m|tot en met|through|to)\s*(?=[a-z])", "-", text.lower().replace("’", "'"))
    found: set[Weekday] = set()
    for word in re.split(r"[\s,]+", re.sub(r"'s (?=[a-z]+dags)", "", spaced).strip()):
        if word in ("en", "and", ""):
            continue
        first, _, last = word.partition("-")
        start, end = as_weekday(first), as_weekday(last or first)
        if start is None or end is None:
            return None
        span = (WEEKDAYS.index(end) - WEEKDAYS.index(start)) % 7
        found |= {WEEKDAYS[(WEEKDAYS.index(start) + ahead) % 7] for ahead in range(span + 1)}
    return tuple(day for day in WEEKDAYS if day in found)
