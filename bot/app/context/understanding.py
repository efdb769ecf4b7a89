"""Understanding what people type: weekdays, rhythms and times, in Dutch and English."""

import re
from datetime import datetime, time, timedelta

from bot.app.context.days import NEARBY, as_weekday
from bot.core.model import WEEKDAYS, Every, Rhythm, Weekday

EVERY_WORDS: dict[str, Every] = {
    **dict.fromkeys(("week", "weekly", "wekelijks"), "week"),
    **dict.fromkeys(("2", "two", "twee", "other", "fortnight", "fortnightly", "tweewekelijks"), "two weeks"),
    **dict.fromkeys(("month", "monthly", "maand", "maandelijks"), "month"),
}
FILLERS = frozenset(
    [
        "weeks",
        "weken",
        "elke",
        "iedere",
        "every",
        "de",
        "het",
        "the",
        "van",
        "of",
        "om",
        "op",
        "at",
        "on",
        "and",
        "en",
        "in",
        "per",
        "uur",
        "u",
    ]
) | {*("eerste", "first", "a", "een")}
AT = re.compile(r"^(\d{1,2})[:.u](\d{2})u?$")


def as_rhythm(text: str) -> Rhythm | None:
    """Return the rhythm that words such as 'two weeks tue, thu 12:30' or 'maand di 12.30' stand for."""
    every: Every = "week"
    days: list[Weekday] = []
    at = None
    # In Dutch "om de week" is every other week.
    for word in re.split(r"[\s,]+", text.lower().replace("om de week", "twee").strip()):
        if clock := AT.match(word):
            at = time(int(clock[1]), int(clock[2])) if int(clock[1]) < 24 and int(clock[2]) < 60 else None
        elif word in EVERY_WORDS:
            every = EVERY_WORDS[word] if every == "week" else every
        elif day := as_weekday(word):
            days.append(day)
        elif word and word not in FILLERS:
            return None
    if at is None or not days:
        return None
    return Rhythm(every, tuple(sorted(set(days), key=WEEKDAYS.index)), at)


def as_weekdays(text: str) -> tuple[Weekday, ...] | None:
    """Return the days that words such as 'ma di do', 'mon-thu' or 'maandag t/m woensdag' name; None if one is none."""
    spaced = re.sub(r"\s*(?:-|–|t/m|tot en met|through|to)\s*(?=[a-z])", "-", text.lower())
    found: set[Weekday] = set()
    for word in re.split(r"[\s,]+", spaced.strip()):
        if word in ("en", "and", ""):
            continue
        first, _, last = word.partition("-")
        start, end = as_weekday(first), as_weekday(last or first)
        if start is None or end is None:
            return None
        span = (WEEKDAYS.index(end) - WEEKDAYS.index(start)) % 7
        found |= {WEEKDAYS[(WEEKDAYS.index(start) + ahead) % 7] for ahead in range(span + 1)}
    return tuple(day for day in WEEKDAYS if day in found)


# No farther than this, in a year that every clock knows.
FURTHEST = timedelta(days=366)


def as_moment(text: str, now: datetime) -> datetime | None:
    """Return the local time that '15:30', 'morgen 8.30', 'wed 16:00' or '2026-11-24T15:30' stands for.

    `now` is local and without a zone, and so is what comes back. A time that is over today is tomorrow's, and on a
    weekday next week's; a date is taken as it is, within a year.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return _coming(text, now)
    return found if found.tzinfo is None and abs(found - now) < FURTHEST else None


def _coming(text: str, now: datetime) -> datetime | None:
    words = [word for word in re.split(r"[\s,]+", text.lower()) if word and word not in FILLERS]
    clocks = [found for found in (AT.match(word) for word in words) if found]
    others = [word for word in words if not AT.match(word)]
    if len(clocks) != 1 or int(clocks[0][1]) > 23 or int(clocks[0][2]) > 59 or len(others) > 1:
        return None
    today = datetime.combine(now.date(), time(int(clocks[0][1]), int(clocks[0][2])))
    if not others:
        return today if today > now else today + timedelta(days=1)
    if others[0] in NEARBY:
        return today + timedelta(days=NEARBY[others[0]])
    if day := as_weekday(others[0]):
        found = today + timedelta(days=(WEEKDAYS.index(day) - now.weekday()) % 7)
        return found if found > now else found + timedelta(days=7)
    return None
