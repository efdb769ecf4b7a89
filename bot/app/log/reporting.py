"""Reporting: an overview as an answer, and one that comes by itself at the rhythm that the team chose."""

from datetime import datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.log.overviews import ABOVE, about, parts
from bot.app.log.stretches import Stretch, stretch
from bot.app.sessions import taking_up
from bot.core import timing
from bot.core.model import Schedule
from bot.core.purposes import OVERVIEW, OVERVIEW_DUE, Purpose
from bot.storage import schedules, sessions, teams

DAY = timedelta(days=1)
# By itself it comes of so many questions at least.
FEWEST_BY_ITSELF = 2
# What comes by itself goes back to the one before it, unless that is long ago.
FURTHEST = {"month": 2 * timing.MONTH.days, "term": 2 * timing.TERM.days}


def give(occasion: Occasion, of: Stretch) -> bool:
    """Answer with an overview; return whether there was anything to say."""
    found, session = parts(occasion, of), about(occasion, of)
    for part in found:
        purpose = OVERVIEW.of(of.days, part.page)
        occasion.answer_html(part.html, purpose=purpose, session=session, picture=part.picture)
    return bool(found)


def come(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Post an overview of what closed since the one before it: one a month at most, and none where nothing was said."""
    before = occasion.here.overview_at
    days = _days_to_tell(occasion, before, FURTHEST[schedule.rhythm.every])
    of = stretch(occasion, days, occasion.now, with_open=False)
    # What one summary told needs no overview; it comes with the next one.
    if not of.said or len(of.asked) < FEWEST_BY_ITSELF or (before and _is_of_this_month(occasion, before)):
        if moment_id:
            schedules.mark_skipped(occasion.database, moment_id, "nothing was said since the one before")
        return
    teams.note_overview(occasion.database, occasion.here.id, occasion.now)
    taking_up.take(occasion, None)
    post(occasion, of, OVERVIEW_DUE)


def post(occasion: Occasion, of: Stretch, purpose: Purpose) -> bool:
    """Say an overview in the group; return whether there was anything to say."""
    found, session = parts(occasion, of), about(occasion, of)
    after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
    for part in found:
        which = purpose.of(of.days, part.page)
        keyboard = taking_up.button(occasion, taking_up.session_of(occasion, of.end)) if part.page != ABOVE else ()
        occasion.say_html(
            part.html, keyboard, purpose=which, session=session, send_after=after, is_silent=True, picture=part.picture
        )
    return bool(found)


def _is_of_this_month(occasion: Occasion, at: datetime) -> bool:
    then, now = at.astimezone(occasion.zone), occasion.now.astimezone(occasion.zone)
    return (then.year, then.month) == (now.year, now.month)


def _days_to_tell(occasion: Occasion, before: datetime | None, most: int) -> int:
    """Return how many days are to be told, of so many at most: since the overview before, or the first question."""
    now = occasion.now
    if before is None:
        asked = sessions.asked_between(occasion.database, occasion.here.id, now - timedelta(days=most), now)
        before = asked[0].state.started_at if asked else now
    return min(max(-(-(now - before - timing.PUNCTUAL) // DAY), 1), most)
