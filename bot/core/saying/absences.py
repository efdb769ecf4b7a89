"""Being away as people say it: a later day by itself may be that day alone, or the last of some from today."""

import re
from datetime import date

from bot.core.saying.days import INCLUSIVE, LONGEST, ONLY, UNTIL, Stay, as_stay, one_day
from bot.core.saying.words import Unclear, plain

ONLY_AFTER = re.compile(r" (?:alleen|only)$")
# What a button says before a day that is meant alone, or as the last of some.
ALONE, UP_TO = "op ", "t/m "


def as_absence(text: str, today: date) -> Stay | Unclear:
    """Return which days within a year somebody or something is away, or why that is unclear."""
    whole = plain(text)
    if ONLY_AFTER.search(whole):
        whole = f"only {ONLY_AFTER.sub('', whole)}"
    day = one_day(whole, today)
    is_later = isinstance(day, date) and day > today
    stay = Stay(None, day) if isinstance(day, date) else as_stay(whole, today)
    if isinstance(stay, Stay) and stay.last > today + LONGEST:
        return Unclear("too_far", whole)
    return Unclear("reach", whole, (stay.last,)) if is_later and isinstance(stay, Stay) else stay


def said_reach(text: str) -> str:
    """Return how a button says again whether a day is meant alone or as the last, as a text said it."""
    whole = plain(text)
    if ONLY.match(whole) or ONLY_AFTER.search(whole):
        return ALONE
    return UP_TO if UNTIL.match(whole) or INCLUSIVE.search(whole) else ""
