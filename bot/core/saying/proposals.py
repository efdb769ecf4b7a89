"""Proposals: which day and time somebody means who looks for one with others, said at once or in two messages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.core.model import WEEKDAYS, Language
from bot.core.saying.clocks import said_at
from bot.core.saying.days import dated, in_year, one_day
from bot.core.saying.either import BARE, DATED, begun, spelled_out
from bot.core.saying.moments import (
    MOST_MOMENTS,
    MOST_WORDS,
    all_in,
    as_likely_moment,
    moments_in,
    names_clock,
    names_day,
)
from bot.core.saying.words import DAY_NAMES, MONTH, Unclear, plain

# A day without a time, or a time without a day.
Half = date | time
MINUTES_A_DAY = 24 * 60
# "At a quarter past three", "Thursday the third of December".
HALF_WORDS = 5
# A day farther ahead whose year is left out is asked about: colleagues who look for a date mean one that is near.
HALF_A_YEAR = timedelta(days=183)
WITH_YEAR = re.compile(r"\b20[0-9]{2}\b|'[0-9]{2}\b|[0-9][-/.][0-9]{1,2}[-/.][0-9]{2}\b")
CLOSES = " .,;:!?"
# What lets a day or a time sound less hard, and changes nothing.
SOFT = re.compile(
    r"\b(?:doe(?:n we)?(?: dan)? maar|liever|dan maar|maar dan|misschien|of zo|dan|nee wacht|wacht|oeps|foutje"
    r"|ik bedoel(?:de)?)\b,? ?|\b(?:let's say|make it|rather|then|no wait|oops|i mean(?:t)?)\b,? ?",
    re.IGNORECASE,
)
OR = re.compile(r",| (?:of|or) ", re.IGNORECASE)
# "Maar" is "but", and no March.
BUT = re.compile(r"\bmaar\b", re.IGNORECASE)


def as_proposal(
    text: str, now: datetime, language: Language | None = None, half: Half | None = None
) -> datetime | Unclear:
    """Return the local moment that a whole text stands for, perhaps with the `half` that was said before, or why that
    is unclear: also where a time has no day, a part of a day no time, or a day so far ahead no year.

    Of a date on another weekday `days` has the date first and then the weekday near it; where these, or a date that is
    over in the coming year, have a time, `moments` holds them. `now` is local and without a zone.
    """
    said = whole_of(text, half)
    found = as_likely_moment(said, now, language)
    # Another day takes the place of the one that was said before.
    is_anew = half is None or (isinstance(half, date) and names_day(_softened(text)))
    if is_anew and isinstance(found, Unclear) and found.why == "unknown":
        said = _softened(text)
        found = as_likely_moment(said, now, language)
    if isinstance(found, datetime):
        is_sure = names_day(said) and names_clock(said) and not _is_far(said, found, now)
        return found if is_sure else Unclear("two", moments=(found,))
    if found.why in ("weekday", "over") and found.days and dated(found.words):
        return _with_readings(found, plain(said), now, language)
    # "Tuesday 9" is a time as likely as a date.
    return Unclear("unknown", found.words) if found.why == "weekday" else found


def is_proposal(text: str, now: datetime, language: Language | None = None, half: Half | None = None) -> bool:
    """Tell whether a text is a day and a time and nothing else, or what was left to say of them, even if no such moment
    is to come."""
    said = whole_of(text, half)
    found = as_proposal(said, now, language)
    if isinstance(found, datetime) or not names_day(said):
        return isinstance(found, datetime)
    return found.why == "two" or (names_clock(said) and found.why in ("weekday", "no_day", "over"))


def are_proposals(text: str, now: datetime, language: Language | None = None) -> bool:
    """Tell whether a text is nothing but days with a date, or a day and a time: one, or several side by side."""
    pieces = [one.strip(CLOSES) for one in OR.split(spelled_out(_softened(text)))]
    return bool(pieces) and all(_is_dated(one, now, language) for one in pieces)


def _is_dated(text: str, now: datetime, language: Language | None) -> bool:
    found = as_proposal(text, now, language)
    is_day = isinstance(found, Unclear) and found.why in ("no_time", "weekday", "no_day", "over")
    return is_proposal(text, now, language) or (is_day and re.search("[0-9]", text) is not None)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day and nothing else."""
    return said_at(plain(begun(text)).strip(CLOSES)) is not None


def is_bare_number(text: str) -> bool:
    """Tell whether a text is a number and nothing else, which may be an hour and much besides."""
    return re.fullmatch(BARE, text.strip(CLOSES), re.IGNORECASE) is not None


def in_sentence(text: str, now: datetime, language: Language | None = None, half: Half | None = None) -> Unclear | None:
    """Return the moments that a sentence names, to be asked about, or a date in it that there isn't; None if neither.
    What completes the `half` that was said before is a moment too."""
    spelled = spelled_out(text)
    words = [word.strip(CLOSES) for word in spelled.split()]
    if half is not None and (joined := _joined_in(words, now, language, half)):
        return Unclear("two", moments=joined)
    if impossible := _impossible_in(words, now, language):
        found, rest = impossible
        moments = moments_in(rest, now, language)
        return Unclear("two", moments=moments) if moments else found
    moments = all_in(spelled, now, language)
    days = tuple(dict.fromkeys(one.date() for one in moments))
    if len(moments) > MOST_MOMENTS >= len(days) > 1:
        # Rather the days alone than some of the times, of which others would be lost.
        return Unclear("two", days=days)
    return Unclear("two", moments=moments[:MOST_MOMENTS]) if moments else None


def half_said(
    text: str, found: Unclear, now: datetime, language: Language | None = None, before: Half | None = None
) -> Half | None:
    """Return the half of a moment that is known once a text was found unclear: what it says itself, or what was said
    `before` it."""
    said, is_joined = plain(_softened(text)), whole_of(text, before) != begun(text)
    if found.why == "unknown" or (found.why == "two" and is_joined):
        return before
    if found.why == "no_time":
        day = one_day(re.sub("^(?:op|on) ", "", said), now.date())
        return None if isinstance(day, Unclear) else day
    if found.why in ("no_day", "weekday", "over") and found.words:
        beside = as_likely_moment(said.replace(found.words, str(now.date() + timedelta(days=1)), 1), now, language)
        return _first_time(beside.moments if isinstance(beside, Unclear) else (beside,))
    if found.why == "two" and names_day(said) != names_clock(said) and not _is_sentence(said, now, language):
        return _first_time(found.moments) if names_clock(said) else _only_day(found.moments)
    return None


def whole_of(text: str, half: Half | None) -> str:
    """Return what is said with the half that was said before it, where it is the other half; else what is said."""
    said = begun(text)
    bare = said.strip(CLOSES)
    if isinstance(half, date) and not names_day(said):
        return f"{half} {bare} uur" if re.fullmatch(BARE, bare, re.IGNORECASE) else f"{half} {bare}"
    if isinstance(half, time) and names_day(said) and not names_clock(said):
        # Without a zero in front it may be in the afternoon, as it was written.
        return f"{bare} {half.hour}.{half.minute:02}"
    return said


def _softened(text: str) -> str:
    """Return a text with a stretch of time as its beginning, and without words that only soften."""
    whole = begun(text)
    left = SOFT.sub("", whole).strip(CLOSES)
    return left if left and left != whole.strip(CLOSES) else whole


def as_number(half: Half) -> int:
    """Return the number that a half is kept as."""
    return half.toordinal() if isinstance(half, date) else half.hour * 60 + half.minute


def as_half(kept: int) -> Half:
    """Return the half that a number stands for."""
    return date.fromordinal(kept) if kept >= MINUTES_A_DAY else time(*divmod(kept, 60))


def is_far_ahead(found: datetime, now: datetime) -> bool:
    """Tell whether a day is so far ahead that its year has to be said."""
    return found.date() - now.date() > HALF_A_YEAR


def _is_far(said: str, found: datetime, now: datetime) -> bool:
    return is_far_ahead(found, now) and WITH_YEAR.search(said) is None


def _with_readings(found: Unclear, said: str, now: datetime, language: Language | None) -> Unclear:
    """Return what may be meant by a date that falls on another weekday, or that is over."""
    day, today = found.days[0], now.date()
    if found.why == "weekday" and day < today:
        # "Friday 10-11" is more likely an hour.
        is_date = re.search(rf"\b(?:{MONTH})\b", found.words) is not None
        return replace(found, why="over") if is_date else Unclear("unknown", found.words)
    days = _near(found.words, day, today) if found.why == "weekday" else _next_year(found.words, today)
    moments = tuple(
        moment
        for one in sorted(days)
        for read in (as_likely_moment(said.replace(found.words, str(one), 1), now, language),)
        for moment in (read.moments if isinstance(read, Unclear) else (read,))
        if moment > now
    )
    return replace(found, days=days or found.days, moments=moments)


def _near(words: str, day: date, today: date) -> tuple[date, ...]:
    """Return a date, and the day near it that falls on the weekday that was said, unless that is over."""
    weekday = (dated(words) or {}).get("weekday") or ""
    ahead = (WEEKDAYS.index(DAY_NAMES[weekday]) - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=ahead)
    return (day, other) if other >= today else (day,)


def _next_year(words: str, today: date) -> tuple[date, ...]:
    """Return the day of the coming year that a date without a year may be, if it is there."""
    year = (dated(words) or {}).get("year")
    found = in_year(words, today.year + 1) if year is None else None
    return (found,) if isinstance(found, date) else ()


def _spans(words: list[str], longest: int) -> Iterator[tuple[int, int]]:
    """Yield from where until where so many words in a row stand at most, the longest first."""
    for length in range(min(len(words), longest), 0, -1):
        yield from ((start, start + length) for start in range(len(words) - length + 1))


def _impossible_in(words: list[str], now: datetime, language: Language | None) -> tuple[Unclear, str] | None:
    """Return the date in a sentence that there isn't or isn't so, and the rest of the sentence."""
    if re.search(DATED, " ".join(words), re.IGNORECASE) is None:
        return None
    for start, end in _spans(words, MOST_WORDS):
        said = " ".join(words[start:end])
        found = as_proposal(said, now, language) if re.search("[0-9]", said) else None
        if isinstance(found, Unclear) and found.why in ("weekday", "no_day", "over") and dated(found.words):
            # Of what is over people speak as well, unless they say at what time.
            if found.why == "over" and not names_clock(said):
                continue
            return found, " ".join([*words[:start], "/", *words[end:]])
    return None


def _joined_in(words: list[str], now: datetime, language: Language | None, half: Half) -> tuple[datetime, ...]:
    """Return the moments that a half makes with the other half somewhere in a sentence; none where it has both."""
    sentence = BUT.sub("", " ".join(words))
    if names_day(sentence) == isinstance(half, date):
        return ()
    for start, end in _spans(words, HALF_WORDS):
        said = " ".join(words[start:end])
        if (whole := whole_of(said, half)) != said:
            read = as_proposal(whole, now, language)
            moments = read.moments if isinstance(read, Unclear) and read.why == "two" else (read,)
            if found := tuple(one for one in moments if isinstance(one, datetime)):
                return found[:MOST_MOMENTS]
    return ()


def _is_sentence(said: str, now: datetime, language: Language | None) -> bool:
    found = as_likely_moment(said, now, language)
    return isinstance(found, Unclear) and found.why == "unknown"


def _first_time(moments: tuple[datetime, ...]) -> time | None:
    """Return the time of some moments that read the same on a clock; None where they don't."""
    times = {moment.time() for moment in moments}
    is_one = len({(at.hour % 12, at.minute) for at in times}) == 1
    return min(times) if is_one else None


def _only_day(moments: tuple[datetime, ...]) -> date | None:
    days = {moment.date() for moment in moments}
    return days.pop() if len(days) == 1 else None
