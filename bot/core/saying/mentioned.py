"""Mentioned: the days to come that somebody names by day and month somewhere in what they write."""

import re
from datetime import date

from bot.core.saying.days import SUFFIX, one_day
from bot.core.saying.words import MONTH

# A number after a month may count something: "in mei 3 keer"; and not all that is written like a month is one.
NO_MONTH = r"(?!maar\b|(?-i:may\b))"
BY_MONTH = re.compile(
    rf"\b[0-9]{{1,2}}{SUFFIX}(?: of)? {NO_MONTH}(?:{MONTH})\b(?: [0-9]{{4}}\b)?|"
    rf"\b{NO_MONTH}(?:{MONTH}) [0-9]{{1,2}}{SUFFIX}\b(?! ?[a-z])(?: [0-9]{{4}}\b)?",
    re.IGNORECASE,
)


def dates_in(text: str, today: date) -> tuple[date, ...]:
    """Return the days after today that a text names, soonest first: "vóór 15 januari", "by the 3rd of March"."""
    found = (one_day(said.lower(), today) for said in BY_MONTH.findall(text))
    return tuple(sorted({day for day in found if isinstance(day, date) and day > today}))
