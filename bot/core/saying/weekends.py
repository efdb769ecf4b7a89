"""Rhythms on a weekend day: asked about before they are taken, as an hour outside school hours is."""

import re

from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Rhythm
from bot.core.saying.words import Unclear, plain

# What a button says, at the end, of a rhythm that is meant on such a day.
MEANT = "anyway"
SURELY = re.compile(rf"(?:^|[ ,])(?:toch|{MEANT})$")


def is_at_weekend(rhythm: Rhythm) -> bool:
    """Tell whether a rhythm has a day, or a date, on which there is no school in any week."""
    return not {*rhythm.days, *(WEEKDAYS[day.weekday()] for day in rhythm.dates)} <= set(SCHOOL_WEEK)


def asked_about(found: Rhythm | Unclear, text: str, now: Rhythm | None) -> Rhythm | Unclear:
    """Return a rhythm that was said, or that it is at the weekend where that isn't said to be meant; days that stay as
    they are in `now` were asked about before."""
    if isinstance(found, Unclear) or not is_at_weekend(found) or SURELY.search(plain(text)):
        return found
    is_kept = now is not None and (now.days, now.dates) == (found.days, found.dates)
    return found if is_kept else Unclear("weekend", plain(text), rhythms=(found,))
