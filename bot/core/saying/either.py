"""Either: days and times that people write side by side, each spelled out, and stretches of time by their beginning."""

import re

from bot.core.saying.clocks import AROUND, DIGITAL, FULL, HALF, HALF_PAST, HOURS, TWELVE, said_at
from bot.core.saying.days import SUFFIX
from bot.core.saying.moments import ABOUT
from bot.core.saying.words import LONGEST, MONTH, WEEKDAY, one_of, plain


def _any(*patterns: re.Pattern[str]) -> str:
    """Return what any of some patterns matches, as part of a larger one."""
    return "|".join(re.sub(r"\?P<\w+>", "?:", one.pattern) for one in patterns)


BARE = rf"(?:[0-9]{{1,2}}(?![0-9])|{one_of(HOURS)})"
SPOKEN = rf"(?:{_any(TWELVE, DIGITAL, HALF, HALF_PAST, AROUND, FULL)})(?![0-9])"
CLOCK = rf"(?:(?:om |at )?{SPOKEN}|(?:om|at) {BARE})"
TO = r"(?: ?[-–—] ?| (?:tot|t/m|to|until|till|til) )"
# "2 tot 3 uur" begins at two o’clock, also where only the end says so; "1-12" alone is a day.
FROM_TO = re.compile(
    rf"(?<![0-9.:/-])(?:(?:van|vanaf|from|om|at) (?P<first>{SPOKEN}|{BARE}){TO}(?P<last>{SPOKEN}|{BARE})"
    rf"|(?P<start>{SPOKEN}){TO}(?P<end>{SPOKEN}|{BARE})|(?P<hour>{BARE}){TO}(?P<hours>{SPOKEN}))(?![0-9]|[-/.:][0-9])",
    re.IGNORECASE,
)
AMONG = re.compile(
    rf"\b(?:tussen|between) (?P<first>{SPOKEN}|{BARE}) (?:en|and) (?P<last>{SPOKEN}|{BARE})(?![0-9])", re.IGNORECASE
)
# "Kwart over3".
RUN_ON = re.compile(r"\b(half|over|voor|past)(?=[0-9])", re.IGNORECASE)
# "At 10ish", "10 uur-ish".
ISH = re.compile(r"(?:\b(?:om|at) )?\b(?P<clock>[0-9]{1,2}(?:[:.][0-9]{2})?)(?: ?uur)?[ -]?ish\b", re.IGNORECASE)
# What follows a number that is an hour and no date, and "10 of 11 uur", in which the hour is said once.
UNIT = r"(?:uur|u|h|o['’]?clock|[ap]m)\b"
HOUR_ONCE = re.compile(
    rf"(?<![0-9.:])(?P<first>[0-9]{{1,2}}) (?P<or>of|or) (?P<last>[0-9]{{1,2}}) ?(?P<unit>{UNIT})", re.IGNORECASE
)
NUMBER = rf"(?:de |the )?[0-9]{{1,2}}{SUFFIX}"
DATED = rf"{NUMBER} (?:{MONTH})|(?:{MONTH}) [0-9]{{1,2}}{SUFFIX}|[0-9]{{1,2}}[-/][0-9]{{1,2}}"
DAY = (
    rf"(?:(?:op |on )?(?:(?:{WEEKDAY})(?: (?:{DATED}|{NUMBER}(?! ?{UNIT})))?|{DATED}"
    r"|overmorgen|morgen|vandaag|tomorrow|today)(?![0-9a-z]))"
)
OR = r"(?: ?, ?(?:of |or )?| (?:of|or|en anders|or else) )"
CLOCKS = rf"{CLOCK}(?:{OR}(?:{CLOCK}|{BARE}(?!{SUFFIX} ?(?:{MONTH}))))"
DAYS_THEN_CLOCK = re.compile(rf"\b(?P<days>{DAY}(?:{OR}{DAY})+),? (?P<clocks>{CLOCKS}*(?![0-9]))", re.IGNORECASE)
DAY_THEN_CLOCKS = re.compile(rf"\b(?P<day>{DAY}) (?P<clocks>{CLOCKS}+)\b", re.IGNORECASE)
MOMENT_THEN_DAY = re.compile(
    rf"\b(?P<first>{DAY}) (?P<clock>{CLOCK}) (?:of|or) (?P<day>(?>{DAY}))"
    rf"(?! (?:{CLOCK}|na|voor|vanaf|after|before|from)\b)",
    re.IGNORECASE,
)
# The month is said once: "1 of 3 december".
MONTH_ONCE = re.compile(
    rf"(?<!om )(?<!at )\b(?P<first>{NUMBER}) (?P<word>of|or) (?=(?:{NUMBER}) (?P<month>{MONTH})\b)", re.IGNORECASE
)


def begun(text: str) -> str:
    """Return a text in which a stretch of time is only the time at which it begins: "half 3 tot kwart over 3"."""
    return FROM_TO.sub(_beginning, RUN_ON.sub(r"\g<1> ", text)) if len(text) <= LONGEST else text


def spelled_out(text: str) -> str:
    """Return a text in which each day that shares a time with others has it beside it, and each time its day: "dinsdag
    of donderdag om tien" has two moments, and "between two and three" begins at two."""
    whole = ABOUT.sub("om ", AMONG.sub(_beginning, begun(ISH.sub(r"om \g<clock>", text[:LONGEST]))))
    whole = HOUR_ONCE.sub(r"\g<first> \g<unit> \g<or> \g<last> \g<unit>", whole)
    whole = MONTH_ONCE.sub(r"\g<first> \g<month> \g<word> ", whole)
    whole = MOMENT_THEN_DAY.sub(r"\g<first> \g<clock> of \g<day> \g<clock>", whole)
    whole = DAYS_THEN_CLOCK.sub(_each_day, whole)
    return DAY_THEN_CLOCKS.sub(_each_clock, whole)


def _beginning(found: re.Match[str]) -> str:
    """Return the time at which a stretch begins; all of it where that is no time, or not before its end."""
    first, last = [one for one in found.groups() if one]
    starts, ends = _clock_like(first, last), _clock_like(last, first)
    begins, stops = said_at(plain(starts)), said_at(plain(ends))
    return f"om {starts}" if begins and stops and begins.at < stops.at else found[0]


def _clock_like(one: str, other: str) -> str:
    """Return a time that may leave "uur" or "pm" to the one beside it."""
    half = re.search(r" ?[ap]\.?m$", other, re.IGNORECASE)
    return f"{one}{half[0] if half else ' uur'}" if re.fullmatch(BARE, one, re.IGNORECASE) else one


def _each_day(found: re.Match[str]) -> str:
    days = re.findall(DAY, found["days"], re.IGNORECASE)
    return " of ".join(f"{day} {_with_hour(one)}" for day in days for one in _clocks(found))


def _each_clock(found: re.Match[str]) -> str:
    return " of ".join(f"{found['day']} {_with_hour(one)}" for one in _clocks(found))


def _clocks(found: re.Match[str]) -> list[str]:
    return re.findall(rf"{CLOCK}|{BARE}", found["clocks"], re.IGNORECASE)


def _with_hour(clock: str) -> str:
    return f"{clock} uur" if re.fullmatch(BARE, clock, re.IGNORECASE) else clock
