"""Chosen: which of the days and moments that somebody was offered their words mean: by place, by day or by time."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from bot.core.model import WEEKDAYS, Language
from bot.core.saying.days import one_day
from bot.core.saying.moments import OVER_HOUR, names_day
from bot.core.saying.proposals import as_proposal
from bot.core.saying.words import DAY_NAMES, Unclear, plain

PLACES = {
    **dict.fromkeys(("eerste", "first"), 0),
    **dict.fromkeys(("tweede", "second"), 1),
    **dict.fromkeys(("derde", "third"), 2),
    **dict.fromkeys(("laatste", "last"), -1),
}
LEADS = "ja|nee|doe|doe maar|liever|graag|dan|maar|toch|alleen|yes|no|let's say|rather|only|op|on"
TAILS = (
    r"dan|maar|graag|wel|hoor|ook|is (?:goed|prima|beter|fine|good|better)|past(?: (?:mij|me))?|lukt(?: (?:mij|me))?"
    r"|kan(?: ik)?|beter|prima|goed|please|then|works|suits(?: me)?"
)
SAID = re.compile(rf"(?:(?:{LEADS}) )*(?P<said>.+?)(?: (?:{TAILS}))*")
PLACE = re.compile(
    rf"(?:de|die|the|that)? ?(?P<place>{'|'.join(PLACES)})"
    r"(?: (?:dag|datum|tijd|optie|van de twee|one|day|date|time|option|of the two))?"
)
# What points at the only one there is.
THIS = re.compile(r"(?:die|deze|dit|dat|that|this)(?: (?:dag|datum|tijd|one|day|date|time))?")
# What says by today which day is meant, and so none that was offered.
FROM_TODAY = re.compile(
    r"\b(?:vandaag|(?:over)?morgen|van(?:ochtend|morgen|middag|avond)|over|week|weken"
    r"|today|tomorrow|tonight|this|in|weeks?)\b"
)


def among(text: str, offered: Sequence[datetime], language: Language | None = None) -> tuple[datetime, ...]:
    """Return what a text means of some moments that were offered, or at which other time on one of their days; the
    first minute of a day stands for that day. None where it names another day, or none of them."""
    said = SAID.fullmatch(plain(text.replace(",", " ")).strip(" !?"))
    if said is None or not offered or FROM_TODAY.search(OVER_HOUR.sub(" ", said["said"])):
        return ()
    if found := PLACE.fullmatch(said["said"]):
        at = PLACES[found["place"]]
        return (offered[at],) if at < len(offered) else ()
    if THIS.fullmatch(said["said"]):
        return tuple(offered) if len(offered) == 1 else ()
    days = dict.fromkeys(one.date() for one in offered)
    named = dict.fromkeys(at for day in days for at in _on(said["said"], day, offered, language))
    return tuple(at for at in named if at in offered) or tuple(named)


def _on(said: str, day: date, offered: Sequence[datetime], language: Language | None) -> list[datetime]:
    # Early that day, its own weekday is that day.
    found = as_proposal(said, datetime.combine(day, time.min), language)
    if isinstance(found, datetime):
        return [found] if found.date() == day else []
    if found.why == "no_time":
        is_this = one_day(said, day) == day or DAY_NAMES.get(said) == WEEKDAYS[day.weekday()]
        return [one for one in offered if is_this and one.date() == day]
    is_clock = found.why == "two" and not names_day(said)
    return [one for one in found.moments if is_clock and one in offered]


def as_read(chosen: Sequence[datetime]) -> Unclear:
    """Return what may still be meant of some that were offered, to be asked about."""
    if all(one.time() == time.min for one in chosen):
        return Unclear("two", days=tuple(one.date() for one in chosen))
    return Unclear("two", moments=tuple(chosen))
