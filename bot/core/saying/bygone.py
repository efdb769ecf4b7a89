"""Stretches of days that have begun, as people write them when they look something up."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.core.model import WEEKDAYS
from bot.core.saying.days import BETWEEN, FROM, HYPHENS, in_year, made
from bot.core.saying.words import DAY_NAMES, MONTH, MONTHS, WEEKDAY, Unclear, plain

Stretch = tuple[date, date]
BEHIND = {
    **dict.fromkeys(("vandaag", "today", "nu", "now"), 0),
    **dict.fromkeys(("gisteren", "yesterday"), 1),
    **dict.fromkeys(("eergisteren", "day before yesterday", "the day before yesterday"), 2),
}
SINCE = re.compile(r"^(?:sinds|since|vanaf|from) ")
WHOLE_MONTH = re.compile(rf"(?:in )?(?P<month>{MONTH})(?: (?P<year>[0-9]{{4}}))?")
LAST_DAY = re.compile(rf"(?:afgelopen|last|this past) (?P<weekday>{WEEKDAY})")


def as_stretch(text: str, today: date) -> Stretch | None:
    """Return the first and last day of what 'maart', '1 dec - 5 dec', '3 t/m 12 december', 'gisteren', 'vorige week' or
    'sinds 1 mei' stands for: of those without a year the latest that has begun by today.

    None for what is not wholly understood, and for what is yet to come.
    """
    whole = plain(text)
    if whole in BY_NAME:
        return BY_NAME[whole](today)
    parts = _parts(whole)
    if len(parts) > 2:
        return None
    for year in (today.year + 1, today.year, today.year - 1):
        end = _span(parts[-1], year, today)
        start = _span_before(parts[0], end, today) if end and len(parts) > 1 else end
        if start and end and start[0] <= today:
            return start[0], end[1]
    return None


def _parts(whole: str) -> list[str]:
    for hyphen, apart in HYPHENS:
        whole = hyphen.sub(apart, whole)
    parts = BETWEEN.split(whole)
    if len(parts) == 1 and SINCE.match(whole):
        return [SINCE.sub("", whole), "today"]
    return [FROM.sub("", SINCE.sub("", parts[0])), *parts[1:]] if len(parts) > 1 else parts


def _span_before(text: str, end: Stretch, today: date) -> Stretch | None:
    """Return the first days of a stretch whose last ones are known; it may leave its month to them."""
    if re.fullmatch("[0-9]{1,2}", text):
        begins = made(end[1].year, end[1].month, int(text))
        found = [(begins, begins)] if begins else []
    else:
        found = [one for year in (end[1].year, end[1].year - 1) if (one := _span(text, year, today))]
    return next((one for one in found if one[0] <= end[1]), None)


def _span(text: str, year: int, today: date) -> Stretch | None:
    """Return the first and last day of a day or a month, in a year unless it names its own."""
    if text in BEHIND:
        day = today - timedelta(days=BEHIND[text])
        return day, day
    if last := LAST_DAY.fullmatch(text):
        ago = (today.weekday() - WEEKDAYS.index(DAY_NAMES[last["weekday"]])) % 7 or 7
        return today - timedelta(days=ago), today - timedelta(days=ago)
    if found := WHOLE_MONTH.fullmatch(text):
        start = made(int(found["year"] or year), MONTHS[found["month"]], 1)
        return _month_of(start) if start else None
    day_or_none = in_year(text, year)
    return None if isinstance(day_or_none, Unclear) else (day_or_none, day_or_none)


def _month_of(day: date) -> Stretch:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _week_of(day: date) -> Stretch:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


BY_NAME: dict[str, Callable[[date], Stretch]] = {
    **dict.fromkeys(("vorige week", "last week"), lambda today: _week_of(today - timedelta(days=7))),
    **dict.fromkeys(("deze maand", "this month"), _month_of),
    **dict.fromkeys(("vorige maand", "last month"), lambda today: _month_of(today.replace(day=1) - timedelta(days=1))),
    **dict.fromkeys(("dit jaar", "this year"), lambda today: (today.replace(month=1, day=1), today)),
}
