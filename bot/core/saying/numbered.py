"""A day of this month or the next, by its number: "de 14e", "woensdag 16"."""

import re
from datetime import date, timedelta

from bot.core.model import WEEKDAYS
from bot.core.saying.words import DAY_NAMES, WEEKDAY, Unclear

# A number alone is no day: it has its weekday, or an ending.
NUMBERED = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}) )?(?:(?:de|the) )?(?P<day>[0-9]{{1,2}})(?P<suffix>e|de|ste|st|nd|rd|th)?"
)
LOOKED_AHEAD = 62


def numbered(text: str, today: date) -> date | Unclear | None:
    """Return the next day that a plain text names by its number in the month, or why it can't be; None where it names
    none so."""
    found = NUMBERED.fullmatch(text)
    if found is None or not (found["suffix"] or found["weekday"]):
        return None
    ahead = (today + timedelta(days=days) for days in range(LOOKED_AHEAD))
    there = [day for day in ahead if day.day == int(found["day"])][:2]
    weekday = DAY_NAMES.get(found["weekday"] or "")
    meant = next((day for day in there if weekday in (None, WEEKDAYS[day.weekday()])), None)
    return meant or Unclear("weekday" if there else "no_day", text, tuple(there[:1]))
