"""Unheard: saying why a day, a time or a rhythm isn't taken, with what may have been meant on buttons."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.model import Days
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.saying.absences import ALONE, UP_TO, as_absence, said_reach
from bot.core.saying.rhythms import in_words
from bot.core.saying.words import Unclear
from bot.rendering import shortened

SHOWN = 80
# Why a date is none, or none to come.
NO_DATES = ("over", "no_day", "weekday", "two", "backwards", "too_far")


def quoted(wanted: str) -> str:
    """Return what somebody typed as an answer repeats it, and shows where it is cut off."""
    return shortened(wanted, SHOWN)


def date_in(wanted: str, unclear: Unclear) -> str:
    """Return which of the dates that somebody typed is none, as it stands there; else all that they typed."""
    begins = wanted.lower().find(unclear.words) if unclear.words and unclear.why in NO_DATES else -1
    return wanted if begins < 0 else wanted[begins : begins + len(unclear.words)]


def as_days(occasion: Occasion, wanted: str, command: str) -> Days | None:
    """Return the days on which somebody or something is to be away, from today on and within a year; where they are
    unclear, say why."""
    said = as_absence(wanted, occasion.today)
    if isinstance(said, Unclear):
        answer(occasion, "planning.bad_date", said, wanted, f"{command} {said_reach(wanted)}".strip())
        return None
    return Days(max(said.first or occasion.today, occasion.today), said.last)


def answer(
    occasion: Occasion, key: str, unclear: Unclear, wanted: str, command: str, none: Keyboard = (), /, **more: Any
) -> None:
    """Say why what was `wanted` isn't taken. Where it may be two things, a button for each gives the command anew;
    below these, those for whoever means `none` of them."""
    rows = choices(occasion, unclear, command)
    names: dict[str, Any] = {"why": unclear.why, "wanted": quoted(wanted), "days": list(unclear.days), **more}
    if rows:
        occasion.show(key, (*rows, *none), **names)
    else:
        occasion.hint(key, **names)


def choices(occasion: Occasion, unclear: Unclear, command: str) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each thing that may have been meant, where a button can carry it."""
    days = unclear.days if unclear.why == "two" else ()
    moments = unclear.moments if unclear.why == "two" else ()
    instants = [timing.wall_clock(moment.date(), moment.time(), occasion.zone) for moment in moments]
    reach = unclear.days if unclear.why == "reach" else ()
    labelled = [
        *((occasion.label("only_day", day=day), f"{ALONE}{day}") for day in reach),
        *((occasion.label("until_day", day=day), f"{UP_TO}{day}") for day in reach),
        *((occasion.label("on_day", day=day), str(day)) for day in days),
        *(
            (occasion.label("at", at=at), f"{moment:%Y-%m-%dT%H:%M}")
            for at, moment in zip(instants, moments, strict=True)
        ),
        *((occasion.label("preset", words=occasion.rhythm_in_words(one)), in_words(one)) for one in unclear.rhythms),
    ]
    said = [(label, f"{command} {words}") for label, words in labelled]
    return tuple((Button(label=label, command=one),) for label, one in said if len(one.encode()) <= BUTTON_BYTES)
