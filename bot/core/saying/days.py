"""Days to come as people write them: one day, or until when or how long somebody or something stays away."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from bot.core.model import WEEKDAYS
from bot.core.saying.numbered import numbered
from bot.core.saying.words import COUNT, DAY_NAMES, MONTH, MONTHS, WEEKDAY, Unclear, number, plain

NEARBY = {
    **dict.fromkeys(("vandaag", "today"), 0),
    **dict.fromkeys(("morgen", "tomorrow"), 1),
    **dict.fromkeys(("overmorgen", "day after tomorrow", "the day after tomorrow"), 2),
}
SUFFIX = r"(?:e|de|ste|st|nd|rd|th)?"
DATES = (
    re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<year>[0-9]{4}|[0-9]{2}))?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"),
    re.compile(
        rf"(?:de |the )?(?P<day>[0-9]{{1,2}}){SUFFIX}(?: of)?[- ]?(?P<month>{MONTH})"
        r"(?:[- ](?P<year>[0-9]{4}|'?[0-9]{2}))?"
    ),
    re.compile(rf"(?P<month>{MONTH}) (?:the )?(?P<day>[0-9]{{1,2}}){SUFFIX}(?: (?P<year>[0-9]{{4}}))?"),
)
WITH_WEEKDAY = re.compile(rf"(?:(?P<weekday>{WEEKDAY}) )?(?P<rest>.+?)(?: a\.?s)?")
LONGEST_WITHOUT_YEAR = timedelta(days=183)
# So far ahead a date without a year may lie: a school year is planned at once, and what is just over is a slip.
FARTHEST_WITHOUT_YEAR = timedelta(days=300)
LONGEST = timedelta(days=366)
UNIT = r"dag|dagen|days?|week|weken|weeks?|maand|maanden|months?|jaar|years?"
LENGTH = rf"(?P<count>{COUNT}) (?P<unit>{UNIT})'?|(?P<fortnight>a fortnight)|(?P<half>een half jaar|half a year)"
LASTING = re.compile(rf"(?:(?:for|voor|nog|for the next|the next|de komende|another) )?(?:{LENGTH})(?: lang)?")
AHEAD = re.compile(rf"(?:over|in) (?:{LENGTH})(?: time)?")
FROM_NOW = re.compile(rf"(?:{LENGTH}) (?:from now|from today|vanaf nu|vanaf vandaag)")
UNTIL = re.compile(r"^(?:tot en met|t/m|t\.?e\.?m|tot|until|till|til|through|up to and including|up to) ")
ONLY = re.compile(r"^(?:(?:alleen|enkel|only|just)(?: maar)?(?: op| on)?|op|on) ")
INCLUSIVE = re.compile(r" (?:inclusive|included|inclusief|inbegrepen)$")
FROM = re.compile(r"^(?:van|vanaf|from|tussen|between) ")
BETWEEN = re.compile(r" (?:up to and including|tot en met|t/m|t\.?e\.?m|tot|until|till|til|through|thru|to|en|and|-) ")
TWO = re.compile(r"(?<!\btot)(?<!\bto) (?:en|and) ")
# Of "3-12 december" and "24 dec-3 jan" the hyphen stands between two days; in "3-12" and "3-dec-2026" it is inside one.
HYPHENS = (
    (re.compile(r" ?[–—] ?"), " - "),
    (re.compile(rf"(?<![0-9/.-])([0-9]{{1,2}}{SUFFIX}) ?- ?([0-9]{{1,2}}{SUFFIX}) (?={MONTH})"), r"\1 - \2 "),
    (re.compile(r"([0-9][/.][0-9]+)-(?=[0-9]+[/.][0-9])"), r"\1 - "),
    (re.compile(rf"(?<!-)\b({MONTH})-(?=[0-9]{{1,2}} ?(?:{MONTH}))"), r"\1 - "),
    (re.compile(rf"\b({WEEKDAY})-(?=(?:{WEEKDAY})\b)"), r"\1 - "),
    (re.compile(rf"\b((?:{MONTH}) [0-9]{{1,2}})-(?=[0-9])"), r"\1 - "),
)
WEEKS_AS_A_WHOLE = {
    **dict.fromkeys(("deze week", "this week"), 0),
    **dict.fromkeys(("volgende week", "next week", "heel volgende week", "all next week", "all of next week"), 7),
}


class Stay(NamedTuple):
    """Until and including which day; `first` is on which it begins where that is said."""

    first: date | None
    last: date


def as_stay(text: str, today: date) -> Stay | Unclear:
    """Return until when '18 december', 't/m vrijdag', 'two weeks' or '3 t/m 12 december' lasts, or why that is unclear;
    'op vrijdag' is that day alone.

    Without a year it is the one that comes. A stretch may have begun, and ends no sooner than today.
    """
    whole = INCLUSIVE.sub("", plain(text))
    if whole in WEEKS_AS_A_WHOLE:
        first = today + timedelta(days=WEEKS_AS_A_WHOLE[whole] - today.weekday())
        return Stay(first, first + timedelta(days=6))
    if ONLY.match(whole):
        day = one_day(ONLY.sub("", whole), today)
        return day if isinstance(day, Unclear) else Stay(day, day)
    parts = [whole] if UNTIL.match(whole) else _parts(whole)
    if len(parts) == 2:
        found = _stretch(parts[0], parts[1], today)
        return Unclear("unknown", whole) if isinstance(found, Stay) and _are_two(whole, found) else found
    if len(parts) > 2:
        return Unclear("unknown", whole)
    if length := LASTING.fullmatch(whole):
        return _ends(length, today)
    if FROM.match(whole):
        begins = one_day(FROM.sub("", whole), today)
        return begins if isinstance(begins, Unclear) else Unclear("no_end", whole)
    last = one_day(UNTIL.sub("", whole), today)
    return last if isinstance(last, Unclear) else Stay(None, last)


def _are_two(whole: str, stay: Stay) -> bool:
    """Tell whether "Tuesday and Thursday" are two days apart, and no stretch from the one to the other."""
    is_apart = TWO.search(whole) is not None and not FROM.match(whole)
    return is_apart and stay.first is not None and stay.last - stay.first > timedelta(days=1)


def _ends(length: re.Match[str], today: date) -> Stay | Unclear:
    last = _after(length, today)
    return last if isinstance(last, Unclear) else Stay(None, last)


def _parts(whole: str) -> list[str]:
    """Return the first and the last day of a stretch, or the only one."""
    for hyphen, apart in HYPHENS:
        whole = hyphen.sub(apart, whole)
    parts = BETWEEN.split(whole)
    return [FROM.sub("", parts[0]), *parts[1:]] if len(parts) > 1 else [whole]


def _stretch(first: str, last: str, today: date) -> Stay | Unclear:
    begun = re.fullmatch(rf"({MONTH}) [0-9]{{1,2}}{SUFFIX}", first)
    if begun and re.fullmatch(rf"[0-9]{{1,2}}{SUFFIX}", last):
        last = f"{begun[1]} {last}"
    ends = one_day(last, today)
    if isinstance(ends, Unclear):
        return ends
    if last in DAY_NAMES and dated(first):
        # "8 March to Friday" ends on the first Friday from then on.
        begun_on = one_day(first, today)
        ahead = max((begun_on - ends).days, 0) if isinstance(begun_on, date) else 0
        ends += timedelta(days=-(-ahead // 7) * 7)
    begins = first_before(first, ends, today)
    if isinstance(begins, Unclear):
        return begins
    return Stay(begins, ends) if begins <= ends <= begins + LONGEST else Unclear("backwards", f"{first} - {last}")


def first_before(text: str, last: date, today: date) -> date | Unclear:
    """Return the first day of a stretch whose last is known: it may leave its month and year to that one."""
    if day := re.fullmatch(rf"(?:de |the )?([0-9]{{1,2}}){SUFFIX}", text):
        return made(last.year, last.month, int(day[1])) or Unclear("no_day", text)
    if text in ("nu", "now"):
        return today
    if text in DAY_NAMES:
        return last - timedelta(days=(last.weekday() - WEEKDAYS.index(DAY_NAMES[text])) % 7)
    if not dated(text):
        return one_day(text, today)
    found = [in_year(text, year) for year in (last.year, last.year - 1)]
    days = [day for day in found if isinstance(day, date)]
    if not days:
        return next((one for one in found if isinstance(one, Unclear)), Unclear("unknown", text))
    has_year = (dated(text) or {}).get("year") is not None
    fitting = [day for day in days if day <= last and (has_year or last - day < LONGEST_WITHOUT_YEAR)]
    return fitting[0] if fitting else Unclear("backwards", text)


def one_day(text: str, today: date) -> date | Unclear:
    """Return the day to come that a plain text names, or why that is unclear."""
    if text in NEARBY:
        return today + timedelta(days=NEARBY[text])
    for pattern, meant in OF_WEEK:
        if found := pattern.fullmatch(text):
            return meant(today, WEEKDAYS.index(DAY_NAMES[found["weekday"]]))
    if ahead := AHEAD.fullmatch(text) or FROM_NOW.fullmatch(text):
        return _after(ahead, today)
    return numbered(text, today) or _coming(text, today)


def _upcoming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _this_week(today: date, weekday: int) -> date | Unclear:
    day = today + timedelta(days=weekday - today.weekday())
    return day if day >= today else Unclear("over", days=(day,))


def _next_week(today: date, weekday: int) -> date:
    return today + timedelta(days=7 + weekday - today.weekday())


def _next(today: date, weekday: int) -> date | Unclear:
    """Return the day that 'next Friday' is where people can't mean two."""
    coming, later = _upcoming(today, weekday), _next_week(today, weekday)
    return coming if coming == later else Unclear("two", days=(coming, later))


def _week_later(today: date, weekday: int) -> date:
    return _upcoming(today, weekday) + timedelta(days=7)


A_DAY = rf"(?P<weekday>{WEEKDAY})"
OF_WEEK: tuple[tuple[re.Pattern[str], Callable[[date, int], date | Unclear]], ...] = (
    (
        re.compile(rf"(?:(?:aanstaande|a\.?s|komende|aankomende|coming|this coming) )?{A_DAY}(?: a\.?s| aanstaande)?"),
        _upcoming,
    ),
    (re.compile(rf"(?:deze|this) (?:week )?{A_DAY}"), _this_week),
    (re.compile(rf"{A_DAY} (?:deze|this) week"), _this_week),
    (re.compile(rf"(?:volgende|next) week (?:op |on )?{A_DAY}"), _next_week),
    (re.compile(rf"{A_DAY} (?:van |of )?(?:volgende|next) week"), _next_week),
    (re.compile(rf"(?:a week on {A_DAY})"), _week_later),
    (re.compile(rf"{A_DAY} (?:over een week|week)"), _week_later),
    (re.compile(rf"(?:volgende|next) {A_DAY}"), _next),
)


def _after(length: re.Match[str], today: date) -> date | Unclear:
    """Return the day that is a length of time after today; a month has no day after its last."""
    if length["fortnight"]:
        return today + timedelta(days=14)
    count, unit = (6, "months") if length["half"] else (number(length["count"]), length["unit"])
    if not count:
        return Unclear("unknown", length[0])
    if unit[0] in "dw":
        return today + timedelta(days=count * (7 if unit[0] == "w" else 1))
    months = today.year * 12 + today.month - 1 + count * (12 if unit[0] in "jy" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1])) if year < 9999 else Unclear("unknown")


def dated(text: str) -> dict[str, str | None] | None:
    """Return the weekday, day, month and year that a plain date is written with; None if it is none."""
    found = WITH_WEEKDAY.fullmatch(text)
    if found is None:
        return None
    shape = next((match for one in DATES if (match := one.fullmatch(found["rest"]))), None)
    return {**shape.groupdict(), "weekday": found["weekday"]} if shape else None


def in_year(text: str, year: int) -> date | Unclear:
    """Return what a plain date is in a year, unless it names its own; or why it is none."""
    parts = dated(text)
    if parts is None:
        return Unclear("unknown", text)
    own, month, day = (parts["year"] or "").strip("'"), parts["month"] or "", parts["day"] or ""
    chosen = (int(own) if len(own) > 2 else 2000 + int(own)) if own else year
    found = made(chosen, MONTHS[month] if month in MONTHS else int(month), int(day))
    if found is None:
        return Unclear("no_day", text)
    weekday = parts["weekday"]
    if weekday and DAY_NAMES[weekday] != WEEKDAYS[found.weekday()]:
        return Unclear("weekday", text, (found,))
    return found


def _coming(text: str, today: date) -> date | Unclear:
    found = [in_year(text, today.year), in_year(text, today.year + 1)]
    if (dated(text) or {"year": ""})["year"] is not None:
        day = found[0]
        return day if isinstance(day, Unclear) or day >= today else Unclear("over", text, (day,))
    # Without a year, December in January may mean the coming one; last week's date is a slip.
    for day in found:
        that = day if isinstance(day, date) else day.days[0] if day.days else None
        if that and that >= today and (that.year == today.year or that - today < FARTHEST_WITHOUT_YEAR):
            return day
    known = [day for day in found if isinstance(day, date)]
    return Unclear("over", text, (known[0],)) if known else next(one for one in found if isinstance(one, Unclear))


def made(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, or None if it isn't there."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def iso_day(text: str) -> date | None:
    """Return the day that a button carries, or None if it carries none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


CLASS = re.compile(
    r"\b(?:groep|groepen|klas|klassen|leerjaar|vmbo|mavo|havo|vwo|group|groups|class|classes|year|years|form|grade)"
    r" ?[0-9]{1,2}(?: ?(?:[-/&+]|en|and|t/m) ?[0-9]{1,2})?[a-z]?(?![0-9])"
)


def as_named_stay(text: str, today: date) -> tuple[Stay, str] | Unclear:
    """Return which days '4 dec studiedag' or 'studiedag: 4 t/m 6 dec' means and what they are called, or why it is
    unclear.

    The name is all that is left of the text, and holds no numbers but that of a class: others would belong to a day.
    """
    words = text.replace(":", " ").replace(",", " ").split()
    whole = as_stay(" ".join(words), today)
    if isinstance(whole, Stay):
        return whole, ""
    for count in range(len(words) - 1, 0, -1):
        for said, called in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            stay = as_stay(" ".join(said), today)
            if _is_name(called) and (isinstance(stay, Stay) or stay.why == "two"):
                return stay if isinstance(stay, Unclear) else (stay, " ".join(called))
    return whole


def _is_name(words: list[str]) -> bool:
    """Tell whether words may be what days are called: none that would change which days are meant."""
    name = plain(" ".join(words))
    is_a_day = any(word in DAY_NAMES or word in NEARBY or re.fullmatch(MONTH, word) for word in name.split())
    has_number = re.search(r"[0-9]", CLASS.sub("", name))
    return not (is_a_day or has_number or UNTIL.match(f"{name} ") or BETWEEN.match(f" {name} "))
