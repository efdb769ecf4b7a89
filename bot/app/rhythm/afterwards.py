"""Afterwards: a question that follows each consultation after some weeks, where a team wants that."""

from datetime import date, timedelta

from bot.app.context.occasion import Occasion
from bot.app.rhythm import planning
from bot.core import timing
from bot.core.model import Rhythm
from bot.storage import schedules


def follow(occasion: Occasion, families: tuple[str, ...]) -> None:
    """Let a question come so many weeks after the consultation that has just ended, at the hour of questions."""
    weeks = occasion.here.after_case
    if weeks is None:
        return
    now = schedules.find(occasion.database, occasion.here.id, "after")
    asked = schedules.find(occasion.database, occasion.here.id, "prompt")
    at = asked.rhythm.at if asked else planning.DEFAULT_DIGEST.at
    day = _free_of_others(occasion, occasion.today + timedelta(weeks=weeks))
    dates = tuple(sorted({*(now.rhythm.dates if now else ()), day}))
    rhythm = Rhythm("dates", (), at, on_free="after", dates=dates)
    planning.put_back(occasion, "after", rhythm, families, occasion.today)


def _free_of_others(occasion: Occasion, day: date) -> date:
    """Return the first school day from a day on that has no question of the team's rhythm."""
    asked = schedules.find(occasion.database, occasion.here.id, "prompt")
    busy = asked.rhythm.days if asked else ()
    days = (day + timedelta(days=ahead) for ahead in range(60))
    fitting = (one for one in days if timing.is_school_day(one, occasion.free) and timing.weekday(one) not in busy)
    return next(fitting, day)
