"""Times of day as people write and speak them: 12.30 uur, 9u30, half vier, quarter past three, 3 p.m., noon."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.core.model import Language
from bot.core.saying.words import COUNTED, number, one_of

Part = Literal["morning", "afternoon", "evening", "night"]
NOON, HALF_A_DAY, DAY = 12 * 60, 12 * 60, 24 * 60
# From and before which minute of the day.
WINDOWS: dict[Part, tuple[int, int]] = {
    "morning": (5 * 60, NOON),
    "afternoon": (NOON, 18 * 60),
    "evening": (18 * 60, DAY),
    "night": (0, 5 * 60),
}
# An hour that is spoken without a part of the day falls here.
AT_SCHOOL = (7 * 60, 19 * 60)
PARTS: dict[str, Part] = {
    **dict.fromkeys(("'s ochtends", "'s morgens", "in the morning"), "morning"),
    **dict.fromkeys(("'s middags", "in the afternoon"), "afternoon"),
    **dict.fromkeys(("'s avonds", "in the evening"), "evening"),
    **dict.fromkeys(("'s nachts", "in the night"), "night"),
}
WITH_PART = re.compile(rf"(?P<clock>.+) (?P<part>{one_of(PARTS)})|(?P<before>{one_of(PARTS)}) (?:om |at )?(?P<then>.+)")
NUMBERS = {word: count for word, count in COUNTED.items() if word not in ("a", "an", "another")}
HOURS = [word for word, count in NUMBERS.items() if count <= 12]
DUTCH_ONLY = ("een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
ENGLISH_ONLY = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOUR = rf"(?P<hour>[0-9]{{1,2}}|{one_of(HOURS)})"
MINUTES = rf"(?:(?P<minutes>[0-9]{{1,2}}|{one_of(NUMBERS)})(?: minuten| minutes)?|(?P<quarter>kwart|a quarter|quarter))"
DIGITAL = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]| ?(?:u|h|uur) ?)(?P<minute>[0-9]{2})(?: ?(?:uur|u|h))?")
TWELVE = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>[ap])\.?m")
FULL = re.compile(rf"{HOUR} ?(?:uur|u|h|o'clock|oclock)")
HALF = re.compile(rf"(?:{MINUTES} (?P<side>voor|over) )?half (?P<whole>{HOUR})(?: uur)?")
HALF_PAST = re.compile(rf"half past {HOUR}")
AROUND = re.compile(rf"{MINUTES} (?P<side>voor|over|na|past|after|to|before) {HOUR}(?: uur| o'clock)?")
NOONS = ("noon", "midday", "12 noon", "at noon", "12 uur 's middags")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `other` may be meant as well. It `is_sure` where morning or night were told apart, and of a clock
    that `is_twelve` hours long where twelve hours later has the same figures."""

    at: time
    other: time | None = None
    is_sure: bool = False
    is_twelve: bool = False

    def within(self, part: Part) -> "Clock | None":
        """Return the time that it is in a part of the day, or None if that contradicts it."""
        start, end = WINDOWS[part]
        minutes = {_minutes(one) for one in (self.at, self.other) if one}
        if self.is_twelve:
            minutes |= {(one + HALF_A_DAY) % DAY for one in minutes}
        fitting = [one for one in sorted(minutes) if start <= one < end]
        if len(fitting) not in (1, 2):
            return None
        return Clock(_time(fitting[0]), _time(fitting[1]) if len(fitting) == 2 else None, is_sure=True)


def as_clock(text: str) -> Clock | None:
    """Return the time of day that a plain text names, or None; with two where both may be meant."""
    if text in NOONS:
        return Clock(time(12), is_sure=True)
    if found := WITH_PART.fullmatch(text):
        clock = as_clock(found["clock"] or found["then"])
        return clock.within(PARTS[found["part"] or found["before"]]) if clock and not clock.is_sure else None
    return _twelve(text) or _digital(text) or _spoken(text)


def said_at(text: str) -> Clock | None:
    """Return the time of day that follows 'om' or 'at', where the hour may stand alone, or that is said without."""
    at = re.fullmatch("(?:om|at|@) (.+)", text)
    if at and re.fullmatch(HOUR, at[1]):
        return _at(at[1], 0)
    return as_clock(at[1] if at else text)


def halves(text: str, language: Language | None) -> str:
    """Return a plain text in which 'half 4' is half past three for who speaks Dutch, and half past four in English."""
    words = {"nl": DUTCH_ONLY[:1] + DUTCH_ONLY[2:], "en": ENGLISH_ONLY}.get(language or "", ())
    hours = {str(hour): word for hour, word in enumerate(words, start=1)}
    return re.sub(r"\bhalf ([0-9]{1,2})\b", lambda found: f"half {hours.get(found[1], found[1])}", text)


def is_at_school(at: time) -> bool:
    """Tell whether a time of day is one at which somebody may be at school, from seven to seven."""
    return AT_SCHOOL[0] <= _minutes(at) < AT_SCHOOL[1]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _twelve(text: str) -> Clock | None:
    found = TWELVE.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return Clock(time(hour % 12 + (12 if found["half"] == "p" else 0), minute), is_sure=True)


def _digital(text: str) -> Clock | None:
    found = DIGITAL.fullmatch(text)
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    hour, at = found["hour"], time(int(found["hour"]), int(found["minute"]))
    # Whoever writes 3:30 may mean the afternoon; 03:30 is at night.
    may_be_later = hour[0] != "0" and int(hour) * 60 < AT_SCHOOL[0]
    return Clock(at, time(at.hour + 12, at.minute) if may_be_later else None, is_twelve=0 < int(hour) <= 12)


def _spoken(text: str) -> Clock | None:
    if found := FULL.fullmatch(text):
        return _at(found["hour"], 0)
    if found := HALF_PAST.fullmatch(text):
        return _at(found["hour"], 30)
    if found := HALF.fullmatch(text):
        return _half(found)
    if found := AROUND.fullmatch(text):
        minutes = 15 if found["quarter"] else number(found["minutes"])
        before = found["side"] in ("voor", "to", "before")
        return _at(found["hour"], -minutes if before else minutes) if 0 < minutes < 60 else None
    return None


def _half(found: re.Match[str]) -> Clock | None:
    """Return what 'half vier' is: half past three in Dutch, and in English half past four."""
    aside = 15 if found["quarter"] else number(found["minutes"]) if found["minutes"] else 0
    if found["quarter"] or aside > 15:
        return None
    hour, ahead = found["hour"], -aside if found["side"] == "voor" else aside
    if hour in ENGLISH_ONLY:
        return _at(hour, 30) if not aside else None
    dutch, english = _at(hour, ahead - 30), _at(hour, 30)
    if hour in DUTCH_ONLY or found["side"] or dutch is None or english is None:
        return dutch
    return Clock(dutch.at, english.at, is_twelve=dutch.is_twelve)


def _at(word: str, ahead: int) -> Clock | None:
    """Return the time some minutes from an hour; of one up to twelve the one at school, unless a part is said."""
    hour = number(word)
    if hour > 23:
        return None
    minutes = (hour * 60 + ahead) % DAY
    if not 1 <= hour <= 12:
        return Clock(_time(minutes))
    morning = minutes % HALF_A_DAY
    return Clock(_time(morning if morning >= AT_SCHOOL[0] else morning + HALF_A_DAY), is_twelve=True)
