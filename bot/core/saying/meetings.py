"""Rhythms as people say them of questions: by themselves, or some school days ahead of a meeting that the team has."""

import re
from dataclasses import replace
from datetime import date, time

from bot.core.model import SCHOOL_WEEK, Language, Rhythm
from bot.core.saying.clocks import halves, is_at_school, said_at
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.words import Unclear, one_of, plain

# When a question comes where nobody said an hour.
NOON = time(12, 30)
MEETINGS = (
    *("overleg", "teamoverleg", "werkoverleg", "bouwoverleg", "sectieoverleg", "vergadering", "teamvergadering"),
    *("bijeenkomst", "teambijeenkomst", "meeting", "team meeting", "staff meeting"),
)
WHOSE = r"(?:het|de|ons|onze|jullie|elk|elke|ieder|iedere|the|our|your|each|every)"
MEETING = rf"(?:{one_of(MEETINGS)}):?"
BEFORE = r"(?:(?:drie|3|three) (?:school ?)?(?:dagen|days) )?(?:voor|vóór|before|ahead of)"
AHEAD = re.compile(
    rf"{BEFORE} (?:{WHOSE} )?{MEETING} \((?P<inside>.+)\)(?: (?P<then>.+))?"
    rf"|(?:(?:om |at )?(?P<first>.+?) )??{BEFORE} (?:{WHOSE} )?{MEETING} (?:(?:van|op|of|on) )?(?P<meeting>.+)"
    rf"|{MEETING} (?:(?:van|op|of|on) )?(?P<its>.+?)(?: (?:de |the )?(?:vraag|question) (?:om|at) (?P<last>.+))?"
)
# How often a meeting may be: further apart, or on dates of their own, no question prepares it.
AS_OFTEN = ("week", "two weeks", "three weeks", "four weeks", "month", "two months")


def as_questions(
    text: str, now: Rhythm | None = None, language: Language | None = None, today: date | None = None
) -> Rhythm | Unclear:
    """Return the rhythm of questions that a text stands for, as `as_rhythm` does, or why that is unclear.

    "Drie schooldagen voor het overleg op donderdag 15.30 uur" and "meeting every other Tuesday 2 p.m." are ahead of a
    meeting on one day; the hour of the question stays, and what isn't said of the meeting does.
    """
    whole = halves(plain(text), language)
    ahead = AHEAD.fullmatch(whole)
    if ahead is None:
        found = as_rhythm(text, now, language, today)
        # A meeting on a free day takes place on no other.
        is_moved = isinstance(found, Rhythm) and found.meets_at is not None and found.on_free != "skip"
        return Unclear("meeting", whole) if is_moved else found
    asked_at = now.at if now else NOON
    if spoken := ahead["first"] or ahead["last"] or ahead["then"]:
        clock = said_at(spoken)
        if clock is None or not (clock.is_sure or (clock.other is None and is_at_school(clock.at))):
            return Unclear("meeting", whole)
        asked_at = clock.at
    kept = replace(now, at=now.meets_at, meets_at=None, on_free="skip") if now and now.meets_at else None
    return _ahead_of(
        as_rhythm(ahead["inside"] or ahead["meeting"] or ahead["its"], kept, language, today), asked_at, whole
    )


def _ahead_of(meeting: Rhythm | Unclear, asked_at: time, whole: str) -> Rhythm | Unclear:
    """Return the rhythm of what comes ahead of a meeting; why not, where the meeting is unclear or none of those."""
    if isinstance(meeting, Unclear):
        found = (_ahead_of(one, asked_at, whole) for one in meeting.rhythms)
        meant = tuple(one for one in found if isinstance(one, Rhythm))
        return Unclear("hour", whole, rhythms=meant) if meant else Unclear("meeting", whole)
    is_one = len(meeting.days) == 1 and meeting.days[0] in SCHOOL_WEEK
    if meeting.every not in AS_OFTEN or not is_one or meeting.on_free != "skip":
        return Unclear("meeting", whole)
    return replace(meeting, at=asked_at, meets_at=meeting.at)
