"""Away: several stretches of days, of a pause or of leave: with some more, and without some."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.core.model import Days


def with_days(some: Iterable[Days], more: Days, today: date) -> tuple[Days, ...]:
    """Return days that are not over yet with some more, in order; what has one name and touches becomes one."""
    found: list[Days] = []
    for days in sorted([*some, more], key=lambda days: days.first):
        before = found[-1] if found else None
        if days.last < today:
            continue
        if before and before.name == days.name and days.first <= before.last + timedelta(days=1):
            found[-1] = replace(before, last=max(before.last, days.last))
        else:
            found.append(days)
    return tuple(found)


def said_anew(some: Iterable[Days], days: Days, today: date) -> tuple[tuple[Days, ...], Days]:
    """Return days with some more, and the whole stretch of which those become a part.

    What begins on the same day, or has begun by today, ends anew; what has another name stays beside it.
    """
    begins_alike = [one for one in some if one.first == days.first or (days.first == today and today in one)]
    others = [one for one in some if one not in begins_alike or one.name != days.name]
    found = with_days(others, days, today)
    return found, next(one for one in found if one.name == days.name and days.first in one)


def without_day(some: Iterable[Days], day: date, today: date) -> tuple[Days, ...]:
    """Return days that are not over yet without those that a day is one of."""
    return tuple(days for days in some if days.last >= today and day not in days)
