"""Beforehand: what comes next comes at another time, once; and what else is decided of a moment."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import Planned, next_start
from bot.app.rhythm.skipping import UNDO, told
from bot.core import recurrence, timing
from bot.core.outgoing import Button
from bot.core.rights import Right
from bot.core.saying.clocks import said_at
from bot.core.saying.days import one_day
from bot.core.saying.moments import as_moment
from bot.core.saying.words import Unclear, plain
from bot.storage import beforehand, sessions
from bot.storage.beforehand import Decided

# A button says of which moment it is: the next one may be another by the time it is pressed.
OF_MOMENT = re.compile(r"(?P<slot>\d{4}-\d\d-\d\dt\d\d:\d\d)(?: (?P<rest>.*))?")
# So many days are a list that can be read.
DAYS_OFFERED = 5
DAY = timedelta(days=1)


def move_next(occasion: Occasion, argument: str) -> None:
    """Answer /movenext and its buttons: what comes next comes at another time, once; with `undo`, at its own."""
    item, wanted = meant(occasion, argument, next_start(occasion.house, occasion.here, occasion.now))
    if item is None:
        occasion.hint("planning.nothing_to_move")
    elif wanted.lower() in UNDO and item.at == item.slot:
        occasion.hint("planning.moved_nowhere", at=item.at)
    elif wanted.lower() in UNDO and item.slot <= occasion.now:
        occasion.hint("planning.moved_back_late", at=item.at)
    elif wanted.lower() in UNDO:
        decide(occasion, item, None, kept(occasion, item).method)
        occasion.show("planning.moved_back", (), item=told(replace(item, at=item.slot)))
    elif not wanted:
        _ask_when(occasion, item)
    else:
        _move(occasion, item, wanted)


def meant(occasion: Occasion, argument: str, upcoming: Planned | None) -> tuple[Planned | None, str]:
    """Return the moment that somebody means, if it is still the next one, and what they want of it."""
    found = OF_MOMENT.fullmatch(argument.strip())
    if found is None or upcoming is None:
        return upcoming, argument.strip()
    return (upcoming if found["slot"] == upcoming.key else None), found["rest"] or ""


def kept(occasion: Occasion, item: Planned) -> Decided:
    """Return what was decided of a moment."""
    return beforehand.find(occasion.database, item.schedule.id, item.slot)


def decide(occasion: Occasion, item: Planned, at: datetime | None, method: str | None) -> None:
    """Let a moment come at another time, and ask a question that was chosen; at its own, and by turn, for None."""
    beforehand.decide(occasion.database, item.schedule, item.slot, Decided(at, method))


def _following(occasion: Occasion, item: Planned) -> datetime | None:
    """Return when the moment after one falls; what comes before that stays in its place."""
    schedule = item.schedule
    return recurrence.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, item.slot, occasion.free)


def _ask_when(occasion: Occasion, item: Planned) -> None:
    """Offer the school days nearby, at the same hour."""
    local = item.at.astimezone(occasion.zone)
    days = (occasion.today + timedelta(days=ahead) for ahead in range(1, 15))
    instants = [timing.wall_clock(day, local.time(), occasion.zone) for day in days if _is_open(occasion, day)]
    near = [at for at in instants if _obstacle(occasion, item, at) is None]
    rows = tuple(
        (
            Button(
                label=occasion.label("at", at=at),
                command=f"movenext {item.key} {at.astimezone(occasion.zone):%Y-%m-%dT%H:%M}",
            ),
        )
        for at in near[:DAYS_OFFERED]
    )
    occasion.show("planning.move_when", rows, item=told(item))


def _is_open(occasion: Occasion, day: date) -> bool:
    """Tell whether something may come on a day: school is on, and the team doesn't pause."""
    return timing.is_school_day(day, occasion.free) and not timing.is_among(occasion.here.pauses, day)


def _move(occasion: Occasion, item: Planned, wanted: str) -> None:
    """Let something come at the time that is wanted, on a day that is open, before that of the one after it."""
    at = _as_instant(occasion, item, wanted)
    if isinstance(at, Unclear):
        unheard.answer(occasion, "planning.bad_moment", at, wanted, f"movenext {item.key}")
    elif obstacle := _obstacle(occasion, item, at):
        occasion.hint(obstacle, at=at, following=_following(occasion, item))
    else:
        decide(occasion, item, at if at != item.slot else None, kept(occasion, item).method)
        back = occasion.button("move_undo", f"movenext {item.key} {UNDO[0]}", at=item.slot)
        rows = ((back,),) if item.slot > occasion.now and at != item.slot else ()
        occasion.show("planning.moved_to", rows, item=told(item), at=at)


def _obstacle(occasion: Occasion, item: Planned, at: datetime) -> str | None:
    """Return the sentence that says why something can't come at a time; None where it can."""
    day, following = at.astimezone(occasion.zone).date(), _following(occasion, item)
    if at == item.at:
        return "planning.moved_nowhere"
    if not _is_open(occasion, day):
        return "planning.moved_to_free"
    if not _is_decent(occasion, item, at):
        return "planning.moved_to_night"
    if following and day >= following.astimezone(occasion.zone).date():
        return "planning.moved_too_far"
    asked = sessions.asked_between(occasion.database, occasion.here.id, occasion.now - DAY, occasion.now)
    is_asked = any(one.state.started_at.astimezone(occasion.zone).date() == day for one in asked)
    return "planning.moved_to_same_day" if is_asked and item.schedule.kind == "prompt" else None


def _is_decent(occasion: Occasion, item: Planned, at: datetime) -> bool:
    """Tell whether a time is one of a school day, or the hour that the rhythm has anyway."""
    clock = at.astimezone(occasion.zone).time()
    return timing.DAY_STARTS <= clock <= timing.DAY_ENDS or clock == item.schedule.rhythm.at


def _as_instant(occasion: Occasion, item: Planned, wanted: str) -> datetime | Unclear:
    """Return the instant that somebody means; a day alone is at the hour that it has, and an hour on the day."""
    now, hour = occasion.now.astimezone(occasion.zone), item.at.astimezone(occasion.zone).time()
    day = one_day(wanted.lower(), occasion.today)
    if not isinstance(day, Unclear) and day is not None:
        at = timing.wall_clock(day, hour, occasion.zone)
        return at if at > occasion.now else Unclear("over")
    if clock := said_at(plain(wanted)):
        at = timing.wall_clock(item.at.astimezone(occasion.zone).date(), clock.at, occasion.zone)
        return at if at > occasion.now else Unclear("over")
    found = as_moment(wanted, now.replace(tzinfo=None), occasion.language)
    return found if isinstance(found, Unclear) else timing.wall_clock(found.date(), found.time(), occasion.zone)


COMMANDS = (Command("movenext", "volgendeverzetten", steered(move_next, "movenext"), Right.SET_UP, GROUP, place=252),)
