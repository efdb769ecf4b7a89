"""Rhythms as people write them: how often, on which days, at what time; what is not said stays as it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Every, Language, OnFree, Rhythm, Weekday
from bot.core.saying.clocks import Clock, halves, is_at_school, said_at
from bot.core.saying.days import dated, one_day
from bot.core.saying.often import NTHS, OTHERS, READINGS
from bot.core.saying.weekends import MEANT, SURELY, is_at_weekend
from bot.core.saying.words import COUNT, DAY_NAMES, MONTHS, WEEKDAY, Unclear, as_weekdays, number, plain

# Of these any weekday of a month may be meant, not the first alone.
MONTHLY = ("month", "two months", "half year", "year")
# With these something of time begins, and so no name of a team.
OFTEN = (
    "week",
    "weken",
    "wekelijks",
    "weekly",
    "maand",
    "month",
    "maandelijks",
    "monthly",
    "om",
    "elke",
    "elk",
    "iedere",
    "ieder",
    "every",
    "half",
    "halfjaarlijks",
    "jaar",
    "jaarlijks",
    "year",
    "yearly",
    "annually",
    "once",
    "twice",
)
OF_TIME = frozenset((*NTHS, *DAY_NAMES, *MONTHS, *OFTEN))
# What becomes of it on a free day, and until when it lasts, as the last of what is said.
FREE_WORDS: dict[str, OnFree] = {
    **dict.fromkeys(("ervoor", "before", "the day before"), "before"),
    **dict.fromkeys(("erna", "after", "the day after"), "after"),
    **dict.fromkeys(("niet", "overslaan", "not", "skip"), "skip"),
}
ON_FREE = re.compile(rf"(?:^|[ ,;])(?:op vrije dagen|on free days|free) (?P<free>{'|'.join(FREE_WORDS)})$")
ENDS = re.compile(
    r"(?:^|[ ,])(?:tot en met|t/m|tot|until|till|through|up to and including) (?P<until>[^,]*?[a-z0-9])(?: inclusive)?$"
)
BEGINS = re.compile(
    r"(?:^|[ ,])(?:vanaf|te beginnen op|beginnend op|met ingang van|from|starting(?: on)?|as of|beginning(?: on)?)"
    r" (?P<begins>[^,]*?[a-z0-9])$"
)
TIMES = re.compile(rf"(?:^|[ ,])(?:(?:voor|for) )?(?P<times>{COUNT}) ?(?:keer|maal|times|x|×)$")
ENDLESS = re.compile(
    r"(?:^|[ ,])(?:zonder eind(?:e|datum)?|(?:voor )?altijd|without (?:an? )?end(?: date)?|forever|for good)$"
)
NEXT_WEEK = ("volgende week", "de volgende week", "next week")
NEXT_MONTH = ("volgende maand", "de volgende maand", "next month")
# What stands between dates and tells nothing, and of how many words a date is.
AMONG, LONGEST_DATE = ("op", "on", "en", "and", "om", "at"), 5
WORKDAYS = ("werkdag", "werkdagen", "weekday", "weekdays", "schooldag", "schooldagen", "school day", "school days")
DAYS = re.compile(rf"(?:{WEEKDAY})(?:(?: en | and | t/m | tot en met | to | through | ?[-–—,] ?| )(?:{WEEKDAY}))*")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a rhythm; None is what they left out."""

    every: Every | None = None
    days: tuple[Weekday, ...] | None = None
    clock: Clock | None = None
    nth: int | None = None
    dates: tuple[date, ...] = ()


def as_rhythm(
    text: str, now: Rhythm | None = None, language: Language | None = None, today: date | None = None
) -> Rhythm | Unclear:
    """Return the rhythm that 'om de week op dinsdag 12.30 uur', 'every Tuesday at noon' or 'laatste dinsdag van de
    maand, half vier' stands for, or why that is unclear.

    What isn't said stays as it is in `now`; "half 4" is as in the `language` of the speaker. A time outside school
    hours is taken only with its part of the day. Until when it lasts is understood where `today` is known; an end stays
    only while its days do, as does how many times it comes.
    """
    whole, _ = _apart(SURELY, halves(plain(text), language))
    rest, bounds = _bounded(whole, today)
    if isinstance(bounds, Unclear):
        return bounds
    found = {said for said in _readings(rest) if said != Said()}
    if not found and today:
        own = _own_dates(rest, today)
        if isinstance(own, Unclear):
            return own
        found = {own} if own else found
    if not rest and bounds and now:
        return replace(now, **bounds)
    if len(found) != 1:
        return Unclear("every" if OTHERS.search(rest) else "unknown", whole)
    said = found.pop()
    has_dates = bool(said.dates or (now and now.dates and said.every is None and said.days is None))
    days, clock = () if has_dates else said.days or (now.days if now else None), said.clock
    at = clock.at if clock else now.at if now else None
    if days is None or at is None or not (days or has_dates):
        return Unclear("no_time" if at is None else "no_days", whole)
    rhythm = replace(_like(now, said, days, at), **bounds)
    if clock is None or clock.is_sure or (clock.other is None and is_at_school(at)):
        return rhythm
    others = (replace(rhythm, at=clock.other),) if clock.other else ()
    return Unclear("hour", whole, rhythms=(rhythm, *others))


def _bounded(whole: str, today: date | None) -> tuple[str, dict[str, Any] | Unclear]:
    """Return a text without what it says of the beginning, the end and free days, in any order, and that."""
    bounds: dict[str, Any] = {}
    for _ in ("the end", "the beginning", "free days"):
        whole, on_free = _apart(ON_FREE, whole)
        if on_free:
            bounds["on_free"] = FREE_WORDS[on_free["free"]]
        whole, counted = _apart(TIMES, whole) if today else (whole, None)
        whole, endless = _apart(ENDLESS, whole)
        # "ma t/m do" are days, and no end.
        is_whole = today is None or any(said != Said() for said in _readings(whole))
        rest, ends = (whole, None) if is_whole else _apart(ENDS, whole)
        until = one_day(ends["until"], today) if ends and today else None
        rest, begun = (rest, None) if is_whole else _apart(BEGINS, rest)
        begins = _beginning(begun["begins"], today) if begun and today else None
        if isinstance(until, Unclear):
            return whole, until
        if isinstance(begins, Unclear):
            return whole, begins
        whole = rest
        bounds |= {"until": until} if endless or until else {}
        bounds |= {"begins": begins} if begins else {}
        bounds |= {"times": number(counted["times"])} if counted else {}
    if "times" in bounds and (bounds.setdefault("until", None) or not bounds["times"]):
        return whole, Unclear("unknown")
    return whole, bounds


def _beginning(text: str, today: date) -> date | Unclear:
    """Return the day from which a rhythm is to count: one that is named, or the first of the week or month to come."""
    if text in NEXT_WEEK:
        return today + timedelta(days=len(WEEKDAYS) - today.weekday())
    if text in NEXT_MONTH:
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return one_day(text, today)


def _apart(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """Return a text without what it says at its end in the way of a pattern, and that."""
    found = pattern.search(text)
    return (text[: found.start()].rstrip(" ,"), found) if found else (text, None)


def _like(now: Rhythm | None, said: Said, days: tuple[Weekday, ...], at: time) -> Rhythm:
    """Return what somebody said as a rhythm; in a rhythm of months the same weekday of the month stays, unless said."""
    every = said.every or (now.every if now and not (said.days and now.dates) else "week")
    kept = now.nth if now and now.every == every else 1
    rhythm = replace(now, every=every, days=days, at=at) if now else Rhythm(every, days, at)
    if said.every or said.days:
        rhythm = replace(rhythm, until=None, dates=said.dates)
    if said.days or said.dates:
        rhythm = replace(rhythm, meets_at=None)
    return replace(rhythm, nth=(said.nth or kept) if every in MONTHLY else 1)


def in_words(rhythm: Rhythm) -> str:
    """Return a rhythm as `as_rhythm` takes it without asking, or `as_questions` where it is ahead of a meeting; short
    enough for a button."""
    if rhythm.meets_at:
        return f"{_clock(rhythm.at)} before meeting {in_words(replace(rhythm, at=rhythm.meets_at, meets_at=None))}"
    named = (f"{day.day} {day:%B} {day.year}" for day in rhythm.dates)
    days, clock = " ".join(rhythm.days) or " and ".join(named), _clock(rhythm.at)
    clock += f" from {rhythm.begins}" if rhythm.begins else ""
    clock += f" until {rhythm.until}" if rhythm.until else ""
    clock += f" {rhythm.times} times" if rhythm.times else ""
    clock += f" free {rhythm.on_free}" if rhythm.on_free != "skip" else ""
    clock += f" {MEANT}" if is_at_weekend(rhythm) else ""
    if rhythm.every in MONTHLY and rhythm.nth != 1:
        of = "of the month" if rhythm.every == "month" else rhythm.every
        return f"{next(word for word, nth in NTHS.items() if nth == rhythm.nth)} {days} {of} {clock}"
    return f"{rhythm.every} {days} {clock}" if rhythm.days else f"{days} {clock}"


def _clock(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'a.m.' if at.hour < 12 else 'p.m.'}"


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


def _own_dates(whole: str, today: date) -> Said | Unclear | None:
    """Return the dates of one's own that a text names, with a time of day at its end or its beginning or none; why they
    are none where all of it looks like dates; None where it doesn't."""
    words = whole.split()
    found = list(_as_dates(words, None, today))
    for at in range(1, len(words)):
        for spoken, rest in ((words[at:], words[:at]), (words[:at], words[at:])):
            if clock := said_at(" ".join(spoken)):
                found += _as_dates(rest, clock, today)
    heard = {one for one in found if isinstance(one, Said)}
    if len(heard) == 1:
        return heard.pop()
    return Unclear("unknown", whole) if heard else next((one for one in found if isinstance(one, Unclear)), None)


def _as_dates(words: list[str], clock: Clock | None, today: date) -> Iterator[Said | Unclear]:
    """Yield each way to read all of some words as dates: those that they name, or why one of these is none."""
    for parts in _apart_in_dates([word for word in words if word not in AMONG]):
        days = [one_day(part, today) for part in parts]
        named = zip(days, parts, strict=True)
        unclear = next((replace(day, words=part) for day, part in named if isinstance(day, Unclear)), None)
        dates = tuple(sorted({day for day in days if isinstance(day, date)}))
        yield unclear or Said("dates", clock=clock, dates=dates)


def _apart_in_dates(words: list[str]) -> Iterator[list[str]]:
    """Yield each way to take some words apart into dates."""
    for end in range(1, min(len(words), LONGEST_DATE) + 1):
        if dated(part := " ".join(words[:end])):
            if end == len(words):
                yield [part]
            yield from ([part, *rest] for rest in _apart_in_dates(words[end:]))


def _how_often(text: str) -> Iterator[Said]:
    for every, pattern in READINGS:
        found = pattern.fullmatch(text)
        if found and "days" in pattern.groupindex:
            if days := _days(found["days"]):
                yield Said(every, days, nth=NTHS[found["nth"]] if "nth" in pattern.groupindex else None)
        elif found:
            yield Said(every)


def _days(text: str) -> tuple[Weekday, ...] | None:
    if text in WORKDAYS:
        return SCHOOL_WEEK
    return as_weekdays(text) if DAYS.fullmatch(text) else None
