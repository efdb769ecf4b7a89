"""Free days of a team as a line says them: one day or stretch with its name, or why it isn't taken."""

import re
from collections.abc import Iterator
from datetime import date

from bot.core.saying.days import NEARBY, Stay, as_named_stay, as_stay
from bot.core.saying.words import DAY_NAMES, Unclear, plain

APART = re.compile(r" ?[,;+&] ?| (?:en|and|of|or) ")


def as_free_days(line: str, today: date) -> tuple[Stay, str] | Unclear:
    """Return which days a line means and what they are called; or why not: several in one line, no date at all, or what
    is wrong with the date that stands in it."""
    found = as_named_stay(line, today)
    if not isinstance(found, Unclear) or found.why == "two":
        return found
    parts = [as_named_stay(part, today) for part in APART.split(line)]
    if sum(not isinstance(part, Unclear) for part in parts) > 1:
        return Unclear("several", line)
    words = plain(line.replace(":", " ")).split()
    if not any(re.search("[0-9]", word) or word in DAY_NAMES or word in NEARBY for word in words):
        return Unclear("no_date", line)
    return next(_wrong(words, today), found)


def _wrong(words: list[str], today: date) -> Iterator[Unclear]:
    """Yield what is wrong with each date that some words begin or end with, the longest first."""
    for count in range(len(words), 0, -1):
        for said in (words[:count], words[-count:]):
            stay = as_stay(" ".join(said), today)
            if isinstance(stay, Unclear) and stay.why != "unknown":
                yield stay
