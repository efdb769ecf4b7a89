"""Workload: whoever had three messages in a week gets thanks and questions about commitments later."""

from datetime import datetime

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.model import Person
from bot.core.purposes import LOOK_BACK, PAIR, PAIR_STEP, THANKS
from bot.storage import messages

IN_A_WEEK = 3
# What comes beside a consultation that somebody is in: unasked, or of a practice in which others wait for them.
UNASKED = (LOOK_BACK, THANKS, PAIR, PAIR_STEP)


def waits_until(occasion: Occasion, person: Person) -> datetime | None:
    """Return when somebody has room for one more message that they did not ask for, on a day they work; None where they
    have it now."""
    start, end = occasion.now - timing.WEEK, occasion.now + timing.WEEK
    sent = messages.told_between(occasion.database, person.id, UNASKED, start, end)
    if len(sent) < IN_A_WEEK:
        return None
    return timing.in_daytime(sent[-IN_A_WEEK] + timing.WEEK, occasion.zone, occasion.free, person)
