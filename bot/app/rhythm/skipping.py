"""Skipping: the next question, consultation or scan is let pass, and taken back as long as its moment is to come."""

import re
from datetime import datetime

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import BEGINNING, FAR_ENOUGH, SKIPPED, Planned, is_for_pairs, next_start, outlook
from bot.core import timing
from bot.core.outgoing import Button, Keyboard
from bot.core.rights import Right
from bot.storage import schedules

UNDO = ("undo", "terug", "back")
# What a button carries.
SLOT = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d")


def skip_next(occasion: Occasion, argument: str) -> None:
    """Answer /skipnext and its buttons: the next question, consultation or scan is skipped; with `undo`, it isn't after
    all.

    A button names the moment it stood for. Without one, what comes next is skipped once: the second time says so, also
    where its time has just come.
    """
    wanted = argument.strip().lower()
    word, _, rest = wanted.partition(" ")
    upcoming, skipped = next_start(occasion.house, occasion.here, occasion.now), skipped_ahead(occasion)
    already = [*_just_skipped(occasion), *skipped]
    if word in UNDO:
        _take_back(occasion, next((one for one in reversed(skipped) if rest in ("", one.key)), None))
    elif upcoming and (wanted == upcoming.key or not (wanted or already)):
        schedules.claim(occasion.database, upcoming.schedule, upcoming.slot, "skipped", occasion.now, schedules.BY_HAND)
        _tell(occasion, "planning.skipped_next", upcoming, next_start(occasion.house, occasion.here, occasion.now))
    elif upcoming and wanted and not SLOT.fullmatch(wanted):
        occasion.hint("planning.skips_next_only", upcoming=told(upcoming))
    elif already and not wanted:
        _tell(occasion, "planning.skipped_already", already[-1], upcoming)
    else:
        occasion.hint("planning.nothing_to_skip")


def skipped_ahead(occasion: Occasion) -> list[Planned]:
    """Return what is to come and was skipped by hand, in order."""
    items = outlook(occasion.house, occasion.here, occasion.now, FAR_ENOUGH)
    return [one for one in items if one.skipped == "skipped" and one.at > occasion.now and is_start(one)]


def _just_skipped(occasion: Occasion) -> list[Planned]:
    """Return what was skipped by hand and would have come by now, or in these minutes."""
    since = occasion.now - timing.PUNCTUAL
    return [
        Planned(slot, slot, schedule, None, SKIPPED, is_call=is_for_pairs(occasion.house, schedule))
        for schedule in schedules.of_team(occasion.database, occasion.here.id)
        for slot in schedules.skipped_by_hand(occasion.database, schedule, since)
        if slot <= occasion.now and schedule.kind in BEGINNING
    ]


def is_start(item: Planned) -> bool:
    """Tell whether it is a question, a consultation or a scan, which is what can be skipped."""
    return item.schedule.kind in BEGINNING


def told(item: Planned | None) -> dict[str, datetime | str] | None:
    """Return what a sentence needs to know of something that comes."""
    return {"at": item.at, "kind": item.called} if item else None


def take_back_button(occasion: Occasion, item: Planned) -> Button:
    """Return the button that lets something go ahead after all."""
    return occasion.button("skip_undo", f"skipnext {UNDO[0]} {item.key}")


def skip_button(occasion: Occasion, item: Planned | None) -> Button:
    """Return the button that skips what comes next; pressed twice, it skips one."""
    return occasion.button("skip_next", f"skipnext {item.key if item else ''}".strip())


def _tell(occasion: Occasion, key: str, item: Planned, upcoming: Planned | None) -> None:
    rows: Keyboard = ((take_back_button(occasion, item),),) if item.at > occasion.now else ()
    if upcoming and key == "planning.skipped_already":
        rows = (*rows, (occasion.button("skip_too", f"skipnext {upcoming.key}"),))
    occasion.answer(key, rows, skipped=told(item), upcoming=told(upcoming))


def _take_back(occasion: Occasion, item: Planned | None) -> None:
    if item is None or not schedules.take_back(occasion.database, item.schedule, item.slot):
        occasion.hint("planning.nothing_skipped")
    else:
        occasion.show("planning.goes_ahead", (), skipped=told(item))


COMMANDS = (Command("skipnext", "volgendeoverslaan", steered(skip_next, "skipnext"), Right.SET_UP, GROUP, place=250),)
