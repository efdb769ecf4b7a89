"""Mentioned: the days to come that somebody names by day and month somewhere in what they write."""

import re
from datetime import date

from bot.core.saying.days import SUFFIX, one_day
from bot.core.saying.words import MONTH, WEEKDAY

# A number after a month may count something: "in mei 3 keer"; and not all that is written like a month is one.
NO_MONTH = r"(?!maar\b|(?-i:may\b))"
BY_MONTH = re.compile(
    rf"\b[0-9]{{1,2}}{SUFFIX}(?: of)? {NO_MONTH}(?:{MONTH})\b(?: [0-9]{{4}}\b)?|"
    rf"\b{NO_MONTH}(?:{MONTH}) [0-9]{{1,2}}{SUFFIX}\b(?! ?[a-z])(?: [0-9]{{4}}\b)?",
    re.IGNORECASE,
)


# On that day something begins: nobody looks back on it then.
BEGINS = re.compile(
    r"\b(?:vanaf|met ingang van|ingaande|per|from|starting(?: on| from)?|as (?:of|from)|beginning(?: on)?)"
    rf"(?: (?:op|de|het|the|on|{WEEKDAY}))*\s*$",
    re.IGNORECASE,
)


def dates_in(text: str, today: date) -> tuple[date, ...]:
    """Return the days after today that a text names, soonest first: "vóór 15 januari", "by the 3rd of March"; not one
    on which something begins: "vanaf 1 december"."""
    said = (one[0] for one in BY_MONTH.finditer(text) if BEGINS.search(text[: one.start()]) is None)
    found = (one_day(day.lower(), today) for day in said)
    return tuple(sorted({day for day in found if isinstance(day, date) and day > today}))
