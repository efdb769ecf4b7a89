"""When: on which day somebody is asked about what they intend, by weeks from now or by a day that their words name."""

from datetime import datetime, time, timedelta

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.saying.mentioned import dates_in

WEEKS = (1, 2, 3)
# What a group agrees on after an instrument takes longer to show.
WEEKS_OF_AGREEMENT = (2, 4, 8)


def in_weeks(occasion: Occasion, weeks: int) -> datetime:
    """Return when somebody is asked some weeks from now: on a working day of theirs, by day."""
    later = occasion.now + timedelta(weeks=weeks)
    return timing.in_daytime(later, occasion.zone, occasion.free, occasion.who)


def after_date_in(occasion: Occasion, text: str) -> datetime | None:
    """Return when to ask about words that name a date: the day after the last one; None where they name none, or one so
    far ahead that what was said around them would have to stay for it."""
    named = dates_in(text, occasion.today)
    if not named or too_far_in(occasion, text):
        return None
    next_day = timing.wall_clock(named[-1] + timedelta(days=1), time(12), occasion.zone)
    return timing.in_daytime(next_day, occasion.zone, occasion.free, occasion.who)


def too_far_in(occasion: Occasion, text: str) -> datetime | None:
    """Return the last day that words name where it is so far ahead that one isn't asked then; None otherwise."""
    named = dates_in(text, occasion.today)
    is_too_far = bool(named) and named[-1] - occasion.today > timedelta(weeks=WEEKS_OF_AGREEMENT[-1])
    return timing.wall_clock(named[-1], time(12), occasion.zone) if is_too_far else None
