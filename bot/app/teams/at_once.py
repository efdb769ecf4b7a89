"""At once: what comes at the time of something else, or may find something that still goes on in its way."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import cast

from bot.app.context.occasion import Occasion
from bot.app.rhythm import counting
from bot.app.rhythm.outlook import Planned
from bot.app.sessions import going_on
from bot.core import recurrence
from bot.core.model import Pace, Rhythm, ScheduleKind
from bot.core.session import lasting, plans
from bot.storage import schedules, sessions

# What the group gets to do by itself, and how many times each is looked ahead.
BEGINNING: tuple[ScheduleKind, ...] = ("prompt", "method", "scan")
LOOKED_AHEAD = 30


def what_else_comes(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...] = ()) -> str:
    """Return, as HTML, that something else comes at a time of a rhythm that is to be set, and when first; nothing where
    nothing does."""
    first = counting.first(occasion, kind, rhythm, what)
    if first is None:
        return ""
    own = set(islice(recurrence.slots(rhythm, first[1], occasion.zone, occasion.now, occasion.free), LOOKED_AHEAD))
    for other in BEGINNING:
        there = schedules.find(occasion.database, occasion.here.id, other) if other != kind else None
        coming = (
            recurrence.slots(there.rhythm, there.anchor, occasion.zone, occasion.now, occasion.free) if there else ()
        )
        if both := own.intersection(islice(coming, LOOKED_AHEAD)):
            return occasion.words("setting_up.what_else_comes", kind=kind, other=other, at=min(both))
    return ""


def may_wait(occasion: Occasion, coming: Iterable[Planned]) -> set[datetime]:
    """Return when methods are to begin by themselves that find one in their way by then, if it takes its time: one that
    goes on now, or the one that began the time before."""
    found: set[datetime] = set()
    free_at = occasion.now
    there = sessions.walkthroughs_in(occasion.database, occasion.here.id)
    until = occasion.now + max((_takes(occasion, one.method, one.state.pace) for one in there), default=timedelta())
    for item in coming:
        method = occasion.house.content.walkthroughs.get(item.method or "")
        if item.schedule.kind != "method" or item.skipped or method is None:
            continue
        pace = cast("Pace", item.schedule.what[1])
        if item.at < free_at or (item.at < until and going_on.in_the_way(occasion, method, pace)):
            found.add(item.at)
        free_at = item.at + _takes(occasion, method.id, pace)
    return found


def _takes(occasion: Occasion, method_id: str, pace: Pace) -> timedelta:
    """Return how long a method may take from when it gathers: a week to bring a case, and that in writing."""
    method = occasion.house.content.walkthroughs.get(method_id)
    if method is None or pace == "live":
        return timedelta(days=1)
    return timedelta(weeks=lasting.weeks(plans.plan_of(method, occasion.house.content.frame), pace) + 1)
