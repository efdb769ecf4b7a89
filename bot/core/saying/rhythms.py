"""Rhythms as people write them: how often, on which days, at what time; what is not said stays as it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.core.model import SCHOOL_WEEK, Every, Language, Rhythm, Weekday
from bot.core.saying.clocks import Clock, halves, is_at_school, said_at
from bot.core.saying.words import WEEKDAY, Unclear, as_weekdays, plain

ON = r"(?: (?:op|on))?(?: (?:de|the))?"
EACH = r"(?:elke|iedere|every|each)"
ONCE = r"(?:eens|een keer|één keer|once)(?: (?:per|in de|every|a))?"
OF_MONTH = rf"(?:van|of|in) (?:(?:de|the|{EACH}) )?(?:maand|month)"
OF_TERM = (
    r"(?:van|of|in) (?:december maart juni en september|december march june and september"
    r"|(?:het|elk|ieder|the|each|every) (?:blok|kwartaal|term))"
)
FIRST = rf"(?:(?:op|on) )?(?:(?:de|the|{EACH}) )?(?:eerste|first|1e|1ste|1st)"
# How often, with the days where they stand in what is said.
PATTERNS: tuple[tuple[Every | None, str], ...] = (
    (None, r"(?:(?:op|on) )?(?P<days>.+)"),
    ("week", rf"(?:week|wekelijks|weekly|(?:{EACH}|per|{ONCE}) week|{EACH}){ON} (?P<days>.+)"),
    ("week", rf"(?:op |on )?(?P<days>.+) (?:wekelijks|weekly|(?:{EACH}|per|{ONCE}) week)"),
    ("week", rf"(?P<none>week|wekelijks|weekly|(?:{EACH}|per|{ONCE}) week)"),
    (
        "month",
        rf"(?:maand|maandelijks|month|monthly|(?:{EACH}|per|{ONCE}) (?:maand|month)){ON}"
        r"(?: (?:eerste|first))? (?P<days>.+)",
    ),
    ("month", rf"(?P<none>maandelijks|monthly|(?:{EACH}|per|{ONCE}) (?:maand|month))"),
    ("month", rf"{FIRST} (?P<days>.+?)(?: {OF_MONTH})?"),
    ("term", rf"{FIRST} (?P<days>.+?) {OF_TERM}"),
)
FORTNIGHTS = (
    rf"(?:(?:om de|{EACH}|{ONCE}) )?(?:twee|2|two) (?:weken|weeks)|om de(?: andere)? week|tweewekelijks"
    r"|every (?:other|second) week|fortnightly|fortnight|every fortnight|once a fortnight"
)
FORTNIGHTLY: tuple[tuple[Every | None, str], ...] = (
    ("two weeks", rf"(?:{FORTNIGHTS}){ON} (?P<days>.+)"),
    ("two weeks", r"every other (?P<days>.+)"),
    ("two weeks", rf"(?:op |on )?(?P<days>.+) (?:{FORTNIGHTS})"),
    ("two weeks", rf"(?P<none>{FORTNIGHTS})"),
)
READINGS = tuple((every, re.compile(pattern)) for every, pattern in (*FORTNIGHTLY, *PATTERNS))
# How often people want it too, and none of ours is near it.
OTHERS = re.compile(
    r"\b(?:om de (?:andere )?(?:maand|dag)|every (?:other|second) (?:month|day)|every second|dagelijks|daily"
    rf"|(?:{EACH}) (?:dag|day)|(?:tweede|derde|vierde|laatste|second|third|fourth|last)"
    r"|(?:drie|vier|3|4|three|four) (?:weken|weeks)|(?:twee|drie|2|3|two|three) (?:maanden|months)"
    rf"|tweemaandelijks|jaarlijks|yearly|(?:{EACH}) (?:jaar|year))\b"
)
WORKDAYS = ("werkdag", "werkdagen", "weekday", "weekdays", "schooldag", "schooldagen", "school day", "school days")
DAYS = re.compile(rf"(?:{WEEKDAY})(?:(?: en | and | t/m | tot en met | to | through | ?[-–—,] ?| )(?:{WEEKDAY}))*")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a rhythm; None is what they left out."""

    every: Every | None = None
    days: tuple[Weekday, ...] | None = None
    clock: Clock | None = None


def as_rhythm(text: str, now: Rhythm | None = None, language: Language | None = None) -> Rhythm | Unclear:
    """Return the rhythm that 'om de week op dinsdag 12.30 uur', 'every Tuesday at noon' or 'eerste dinsdag van de
    maand, half vier' stands for, or why that is unclear.

    What isn't said stays as it is in `now`; "half 4" is as in the `language` of the speaker. A time outside school
    hours is taken only with its part of the day.
    """
    whole = halves(plain(text), language)
    found = {said for said in _readings(whole) if said != Said()}
    if len(found) != 1:
        return Unclear("every" if OTHERS.search(whole) else "unknown", whole)
    said = found.pop()
    days, clock = said.days or (now.days if now else None), said.clock
    at = clock.at if clock else now.at if now else None
    if days is None or at is None:
        return Unclear("no_time" if at is None else "no_days", whole)
    rhythm = Rhythm(said.every or (now.every if now else "week"), days, at)
    if clock is None or clock.is_sure or (clock.other is None and is_at_school(at)):
        return rhythm
    others = (replace(rhythm, at=clock.other),) if clock.other else ()
    return Unclear("hour", whole, rhythms=(rhythm, *others))


def in_words(rhythm: Rhythm) -> str:
    """Return a rhythm as `as_rhythm` takes it without asking, short enough for a button."""
    half = "a.m." if rhythm.at.hour < 12 else "p.m."
    return f"{rhythm.every} {' '.join(rhythm.days)} {rhythm.at.hour % 12 or 12}:{rhythm.at:%M} {half}"


def _readings(whole: str) -> Iterator[Said]:
    """Yield each way to read a text as how often and on which days, with a time of day anywhere or none."""
    words = whole.split()
    yield from _how_often(whole)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            spoken, rest = " ".join(words[start:end]), " ".join([*words[:start], *words[end:]])
            clock = said_at(spoken)
            if clock and not rest:
                yield Said(clock=clock)
            elif clock:
                yield from (replace(said, clock=clock) for said in _how_often(rest))


def _how_often(text: str) -> Iterator[Said]:
    for every, pattern in READINGS:
        found = pattern.fullmatch(text)
        if found and "days" in pattern.groupindex:
            if days := _days(found["days"]):
                yield Said(every, days)
        elif found:
            yield Said(every)


def _days(text: str) -> tuple[Weekday, ...] | None:
    if text in WORKDAYS:
        return SCHOOL_WEEK
    return as_weekdays(text) if DAYS.fullmatch(text) else None
