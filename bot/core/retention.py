"""For how long a team keeps what was written: which term there is, when words of a day go, and which are due."""

import re
from datetime import date, timedelta

from bot.core.model import Term
from bot.core.saying.words import COUNT, number, plain

# A school year runs from 1 August to 31 July.
FIRST_MONTH = 8
LONGEST = {"years": 3, "months": 36}
# Shorter would take words that a summary of a term still wants.
SHORTEST = {"years": 1, "months": 3}
UNITS = {
    **dict.fromkeys(("", "year", "years", "jaar", "jaren", "schooljaar", "schooljaren"), "years"),
    **dict.fromkeys(("month", "months", "maand", "maanden"), "months"),
}
TERM = re.compile(rf"({COUNT})\s*(?:school )?([a-z]*)")
# Between telling a team's coordinators that words will go and the first time that they do.
NOTICE = timedelta(days=30)
# Whom no team knows any more is kept this long, in case they come back.
UNKNOWN = Term(12, "months")


def as_term(text: str) -> Term | None:
    """Return the term that words such as '2', 'één schooljaar' or '18 months' stand for; None if there is no such term.

    There is no term without end, and none longer than three school years or shorter than three months.
    """
    found = TERM.fullmatch(plain(text))
    unit = UNITS.get(found[2]) if found else None
    if found is None or unit is None or not SHORTEST[unit] <= number(found[1]) <= LONGEST[unit]:
        return None
    return Term(number(found[1]), "years" if unit == "years" else "months")


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def goes_on(written: date, term: Term) -> date:
    """Return the day on which words that were written on a day go.

    With a term in school years, on 1 August: for two, the one after the school year that followed. With a term in
    months, so many months later; where that month has no such day, on the first of the next.
    """
    if term.unit == "years":
        return date(school_year(written) + term.number, FIRST_MONTH, 1)
    years, month = divmod(written.month - 1 + term.number, 12)
    try:
        return date(written.year + years, month + 1, written.day)
    except ValueError:
        return date(written.year + years, month + 2, 1)


def kept_since(today: date, term: Term) -> date:
    """Return the first day of which the words are kept on a day: whatever was written before it has gone."""
    if term.unit == "years":
        return date(school_year(today) - term.number + 1, FIRST_MONTH, 1)
    day = today - timedelta(days=31 * term.number + 3)
    while goes_on(day, term) <= today:
        day += timedelta(days=1)
    return day


def is_sooner(new: Term, old: Term, today: date) -> bool:
    """Tell whether one term takes words sooner than another, whichever day of a year they are written on."""
    days = (today + timedelta(days=ahead) for ahead in range(366))
    return any(goes_on(day, new) < goes_on(day, old) for day in days)
