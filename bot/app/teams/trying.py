"""Trying: a coordinator gets in private what the group will get next, marked as a test and counted nowhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.app import owed
from bot.app.context.occasion import Occasion
from bot.app.rhythm import skipping
from bot.app.rhythm.outlook import Planned, next_start
from bot.core.outgoing import Button, Keyboard, Say
from bot.core.purposes import Purpose
from bot.core.rights import Right, may
from bot.storage import members, messages, schedules
from bot.storage.database import tried

WORDS = ("test", "proef")
# What a button under a test carries: it does nothing, and says so.
INERT = "test button"


def send_test(occasion: Occasion) -> None:
    """Send a coordinator of the team what it gets next; in the group it is only said that this was done."""
    held = members.roles_of(occasion.database, occasion.here.id, occasion.who.id)
    upcoming = next_start(occasion.house, occasion.here, occasion.now)
    said = _would_say(occasion, upcoming) if upcoming and may(held, Right.SET_UP) else []
    if not may(held, Right.SET_UP):
        occasion.hint("planning.test_for_coordinators")
    elif not occasion.who.is_reachable:
        occasion.hint("planning.test_needs_private")
    elif not said:
        occasion.hint("planning.test_of_nothing")
    else:
        occasion.whisper(occasion.who, "planning.test", team=occasion.here.name, upcoming=skipping.told(upcoming))
        show(occasion, said)
        if not occasion.is_private:
            occasion.hint("planning.test_sent")


def _would_say(occasion: Occasion, item: Planned) -> list[Say]:
    """Return what would be said in the group if something began at its moment, as things stand; nothing of it stays."""
    schedule = replace(item.schedule, next_slot=item.slot)

    def begin(there: Occasion) -> None:
        moment_id = schedules.claim(occasion.database, schedule, item.slot, "started", item.at)
        owed.STARTERS[schedule.kind](there, schedule, item.at, moment_id)

    return would_say(occasion, item.at, begin)


def would_say(occasion: Occasion, at: datetime, begin: Callable[[Occasion], object]) -> list[Say]:
    """Return what would be said in the team's group if something began at an instant; nothing of it stays."""
    database, said = occasion.database, list[Say]()
    with tried(database):
        before = messages.last_number(database)
        begin(Occasion(occasion.house, at, team=occasion.here))
        said += messages.said_since(database, before, occasion.here.place.chat_id)
    return said


def show(occasion: Occasion, said: Iterable[Say]) -> None:
    """Show somebody in private what would be said, under buttons that do nothing."""
    for one in said:
        purpose = Purpose("planning.test")
        occasion.whisper_html(occasion.who, one.text, _inert(one.keyboard), purpose=purpose, picture=one.picture)


def _inert(keyboard: Keyboard) -> Keyboard:
    return tuple(tuple(Button(label=button.label, command=f"plan {INERT}") for button in row) for row in keyboard)
