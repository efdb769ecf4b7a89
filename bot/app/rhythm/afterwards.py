"""Afterwards: a question that follows each consultation after some weeks, where a team wants that."""

from datetime import date, timedelta
from itertools import takewhile

from bot.app.context.occasion import Occasion
from bot.app.rhythm import counting, planning
from bot.core import recurrence, timing
from bot.core.model import Rhythm
from bot.storage import schedules

# Within so many days one is found that has no question yet.
LOOKED_THROUGH = 60


def follow(occasion: Occasion) -> None:
    """Let a question come so many weeks after the consultation that has just ended, at the hour of questions."""
    weeks = occasion.here.after_case
    if weeks is None:
        return
    now = schedules.find(occasion.database, occasion.here.id, "after")
    asked = schedules.find(occasion.database, occasion.here.id, "prompt")
    at = asked.rhythm.at if asked else counting.DEFAULT_DIGEST.at
    day = _without_question(occasion, occasion.today + timedelta(weeks=weeks))
    if now:
        slot = timing.wall_clock(day, now.rhythm.at, occasion.zone)
        schedules.add_date(occasion.database, now, day, slot)
    else:
        rhythm = Rhythm("dates", (), at, on_free="after", dates=(day,))
        planning.put_back(occasion, "after", rhythm, (), occasion.today)


def _without_question(occasion: Occasion, day: date) -> date:
    """Return the first school day from a day on without a question, by the rhythm or after another consultation."""
    last = day + timedelta(days=LOOKED_THROUGH)
    busy = set[date]()
    for kind in ("prompt", "after"):
        if found := schedules.find(occasion.database, occasion.here.id, kind):
            slots = recurrence.slots(found.rhythm, found.anchor, occasion.zone, occasion.now, occasion.free)
            busy |= set(takewhile(lambda one: one <= last, (slot.astimezone(occasion.zone).date() for slot in slots)))
    days = (day + timedelta(days=ahead) for ahead in range(LOOKED_THROUGH))
    return next((one for one in days if timing.is_school_day(one, occasion.free) and one not in busy), day)
