"""Moments to come as people write them: a day and a time of day, a part of a day, or so many hours ahead."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.core.model import WEEKDAYS, Language
from bot.core.saying.clocks import HOURS, NUMBERS, Clock, Part, halves, said_at
from bot.core.saying.days import one_day
from bot.core.saying.lengths import as_minutes
from bot.core.saying.words import DAY_NAMES, LONGEST, MONTH, WEEKDAY, Unclear, plain

# No farther than this, in a year that every clock knows.
FURTHEST = timedelta(days=366)
# Outside these hours colleagues rarely meet, or want to be reminded of something.
EARLY, LATE = time(6, 30), time(21, 30)
# In a sentence a moment takes so many words.
FEWEST_WORDS, MOST_WORDS, MOST_MOMENTS = 2, 8, 3
USUAL: dict[Part, time] = {"morning": time(8, 15), "afternoon": time(15, 30), "evening": time(19, 30)}
TODAY_PARTS: dict[str, Part] = {
    **dict.fromkeys(("vanochtend", "vanmorgen", "this morning"), "morning"),
    **dict.fromkeys(("vanmiddag", "this afternoon"), "afternoon"),
    **dict.fromkeys(("vanavond", "this evening", "tonight"), "evening"),
}
ENDINGS: dict[str, Part] = {
    **dict.fromkeys(("ochtend", "morgen", "vroeg", "morning"), "morning"),
    **dict.fromkeys(("middag", "afternoon"), "afternoon"),
    **dict.fromkeys(("avond", "evening"), "evening"),
}
PART = re.compile(
    rf"(?P<day>(?:(?:op|on) )?(?:overmorgen|morgen|tomorrow|{WEEKDAY}|.*[^a-z].*?)) ?(?P<part>{'|'.join(ENDINGS)})"
)
DAY_WORD = re.compile(
    rf"\b(?:vandaag|morgen|overmorgen|today|tomorrow|tonight|{WEEKDAY}|{MONTH}|over|in|from now)\b|"
    rf"(?:{WEEKDAY})(?:{'|'.join(ENDINGS)})|\d[-/]\d|\b\d+(?:e|de|ste|st|nd|rd|th)\b"
)
# "Kwart over negen", "vijf over half tien": that "over" counts no days.
OVER_HOUR = re.compile(
    rf"\b(?:kwart|minuten|[0-9]{{1,2}}|{'|'.join(NUMBERS)}) over (?=(?:half )?(?:[0-9]{{1,2}}|{'|'.join(HOURS)})\b"
    r"(?! (?:week|weken|dag|dagen|maand|maanden|minuten|min|kwartier)\b))"
)
# What lets the day and time that follow be of another day than they say by themselves: one that is over, or weeks on.
LATELY = rf"(?:vorige|afgelopen|verleden|last)(?: (?:{WEEKDAY}|week|maand|month))?"
BYGONE = f"eergisteren|gisteren|yesterday|geleden|ago|{LATELY}"
ELSEWHEN = re.compile(rf"(?:^| )(?:{BYGONE}|(?:over|in) [^ ]+ (?:weken|week|weeks))(?: om| at| op| on)?$")
AHEAD = re.compile(r"(?:over|in) (?P<length>.+)|(?P<then>.+) from now")
# Within a sentence about a time of day, or an hour alone after a date, is taken for one: it is asked about anyway.
ABOUT = re.compile(
    r"\b(?:zo )?(?:rond|omstreeks|tegen|around|about)(?: om)? "
    rf"(?=[0-9]|(?:half|kwart|(?:a )?quarter|{'|'.join(HOURS)})\b)",
    re.IGNORECASE,
)
HOUR_AFTER_DATE = re.compile(rf"(?:\b(?:{MONTH})|[0-9][-/][0-9]{{1,2}}) [0-9]{{1,2}}$", re.IGNORECASE)


def as_moment(text: str, now: datetime, language: Language | None = None) -> datetime | Unclear:
    """Return the local time that '15:30', 'morgenochtend', 'wed half past three' or 'over een uur' stands for, or why
    that is unclear.

    `now` is local and without a zone, and so is what comes back. A time that is over today is tomorrow's, and on a
    weekday next week's; a date has to be within a year. What may mean two moments is given as both, unless it means one
    in the `language` of the speaker.
    """
    whole = halves(plain(text), language)
    found = _written(text) or _ahead(whole, now) or _said(whole, now)
    if isinstance(found, Unclear):
        return found
    if abs(found - now) > FURTHEST:
        return Unclear("unknown", text[:LONGEST])
    return found if found > now else Unclear("over", moments=(found,))


def as_likely_moment(text: str, now: datetime, language: Language | None = None) -> datetime | Unclear:
    """Return the same, but of what people type a time early or late enough to be a slip as one that they may mean."""
    found = as_moment(text, now, language)
    if isinstance(found, datetime) and not EARLY <= found.time() <= LATE and _written(text) is None:
        return Unclear("two", moments=(found,))
    return found


def names_day(text: str) -> bool:
    """Tell whether a text that is a moment says of which day, and not only at what time."""
    return DAY_WORD.search(OVER_HOUR.sub(" ", plain(text))) is not None


def names_clock(text: str) -> bool:
    """Tell whether a text that is a moment says at what time of the clock, and not only in which part of a day."""
    return any(clock for _, clock in _splits(plain(text))) or _written(text) is not None


def is_bygone(text: str) -> bool:
    """Tell whether a sentence speaks of a day that is over: "gisteren", "last Tuesday"."""
    return re.search(rf"\b(?:{BYGONE})\b", plain(text)) is not None


def moments_in(text: str, now: datetime, language: Language | None = None) -> tuple[datetime, ...]:
    """Return the moments to come that are named somewhere in a sentence, at most three, as `all_in` does."""
    return all_in(text, now, language)[:MOST_MOMENTS]


def all_in(text: str, now: datetime, language: Language | None = None) -> tuple[datetime, ...]:
    """Return the moments to come that are named somewhere in a sentence: of what stands within a longer one that is
    understood, only that; none that is said to be of a day that is over, or of weeks from now."""
    raw = ABOUT.sub("om ", text[:LONGEST]).split()
    words, taken = [word.strip(".,;:!?()") for word in raw], set[int]()
    found: list[tuple[datetime, bool]] = []
    for length in range(min(len(words), MOST_WORDS), FEWEST_WORDS - 1, -1):
        for start in range(len(words) - length + 1):
            span, said = range(start, start + length), " ".join(words[start : start + length])
            if taken.isdisjoint(span):
                is_hour = HOUR_AFTER_DATE.search(said) and _ends_there(raw, start + length)
                read = as_moment(f"{said} uur" if is_hour else said, now, language)
                named = read.moments if isinstance(read, Unclear) and read.why == "two" else (read,)
                is_elsewhen = ELSEWHEN.search(" ".join(words[:start]).lower())
                moments = [(one, names_day(said)) for one in named if isinstance(one, datetime)]
                taken |= set(span) if moments else set()
                found += [] if is_elsewhen else moments
    # Beside a day that is named, a time alone is of no other.
    has_day = names_day(text[:LONGEST])
    return tuple(sorted({one for one, is_dated in found if is_dated or not has_day}))


def _ends_there(raw: list[str], end: int) -> bool:
    """Tell whether nothing follows that a number may count: what is said ends there, or goes on after a stop."""
    return end == len(raw) or raw[end - 1][-1] in ".,;:!?)"


def _written(text: str) -> datetime | None:
    """Return the moment that stands there as a button carries it."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo is None and ":" in text else None


def _ahead(text: str, now: datetime) -> datetime | None:
    found = AHEAD.fullmatch(text)
    minutes = as_minutes(found["length"] or found["then"]) if found else None
    return (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0) if minutes else None


def _said(text: str, now: datetime) -> datetime | Unclear:
    """Return the moment of a day and a time of day in either order, or of one of them."""
    readings = [_joined(day, clock, now) for day, clock in _splits(text)]
    readings = [found for found in readings if not isinstance(found, Unclear) or found.why != "unknown"]
    if readings and all(found == readings[0] for found in readings):
        return readings[0]
    if readings:
        return Unclear("unknown", text)
    day = one_day(re.sub("^(?:op|on) ", "", text), now.date())
    return day if isinstance(day, Unclear) else Unclear("no_time", text)


def _splits(text: str) -> Iterator[tuple[str, Clock | None]]:
    """Yield each way to read a text as the words of a day, or none, and a time of day, or none."""
    words = text.split()
    for place in range(len(words) + 1):
        before, after = " ".join(words[:place]), " ".join(words[place:])
        for day, said in {(before, after), (after, before)}:
            clock = said_at(said) if said else None
            if bool(said) == bool(clock):
                yield re.sub("^(?:op|on) ", "", day), clock


def _joined(day: str, clock: Clock | None, now: datetime) -> datetime | Unclear:
    rest, part = _with_part(day)
    if part:
        chosen = clock.within(part) if clock else Clock(USUAL[part], is_sure=True)
        return _on(rest, chosen, now) if chosen else Unclear("unknown", day)
    return _on(day, clock, now) if clock else Unclear("unknown", day)


def _with_part(day: str) -> tuple[str, Part | None]:
    if day in TODAY_PARTS:
        return "vandaag", TODAY_PARTS[day]
    found = PART.fullmatch(day)
    return (found["day"].strip(), ENDINGS[found["part"]]) if found else (day, None)


def _on(day: str, clock: Clock, now: datetime) -> datetime | Unclear:
    found = _days(day, clock, now)
    if isinstance(found, Unclear):
        return found
    times = [clock.at, *([clock.other] if clock.other else [])]
    moments = tuple(_coming(day, datetime.combine(one, at), now) for one in found for at in times)
    later = tuple(sorted({moment for moment in moments if moment > now}))
    if len(moments) == 1 or not later:
        return moments[0]
    return Unclear("two", moments=later)


def _days(day: str, clock: Clock, now: datetime) -> tuple[date, ...] | Unclear:
    if not day or day in DAY_NAMES:
        return (now.date(),)
    found = one_day(day, now.date())
    if isinstance(found, Unclear):
        return found.days if found.why == "two" else found
    return (found,)


def _coming(day: str, moment: datetime, now: datetime) -> datetime:
    """Return a time of today on the weekday that is said, or tomorrow where none is said and it is over."""
    if not day:
        return moment if moment > now else moment + timedelta(days=1)
    if day not in DAY_NAMES:
        return moment
    moment += timedelta(days=(WEEKDAYS.index(DAY_NAMES[day]) - now.weekday()) % 7)
    return moment if moment > now else moment + timedelta(days=7)
