"""Days as people write them, in Dutch and English: one that comes, or a stretch that has begun."""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.core.model import WEEKDAYS, Weekday
from bot.core.timing import MONTH, TERM, WEEK, YEAR

DUTCH = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES: dict[str, Weekday] = {
    name: day
    for day, dutch, english in zip(WEEKDAYS, DUTCH, ENGLISH, strict=True)
    for name in (dutch, dutch[:2], english, english[:3], f"{english[:3]}s", f"{english}s", english[:4])
}
NEARBY = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
COUNTED = {"een": 1, "één": 1, "a": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4, "four": 4}
WEEKS = re.compile(rf"(\d{{1,2}}|{'|'.join(COUNTED)}) (?:week|weken|weeks)")
DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORTEST_MONTH = 3
# How many days back a period goes that is only named.
PERIODS = {
    **dict.fromkeys(("week", "deze week", "this week"), WEEK.days),
    **dict.fromkeys(("month", "maand"), MONTH.days),
    # A term with its holiday.
    **dict.fromkeys(("term", "kwartaal", "periode", "blok"), (TERM + 2 * WEEK).days),
    **dict.fromkeys(("year", "jaar", "schooljaar"), YEAR.days),
}
# What may stand before a day, and between the two of a stretch.
BEFORE = re.compile(r"^(?:van|vanaf|from|tot en met|t/m|tot|until|till|through|op|on) ")
BETWEEN = re.compile(r" (?:tot en met|t/m|tot|until|till|through|to|en|and|-|–|—) ")
# "3-12 december" is a stretch; "3-12" is a day.
A_MONTH = "|".join(sorted({name[:SHORTEST_MONTH] for name in (*DUTCH_MONTHS, *ENGLISH_MONTHS)} | {"mrt"}))
NUMBERS_OF_ONE_MONTH = re.compile(rf"(?<![\d/.-])(\d{{1,2}}) ?[-–—] ?(\d{{1,2}}) (?={A_MONTH})")
SHAPES = (
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<year>\d{4}|\d{2}))?"),
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?:e|st|nd|rd|th)? (?P<month>[a-z]+)(?: (?P<year>\d{4}))?"),
    re.compile(r"(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?"),
)
LONGEST_WITHOUT_YEAR = timedelta(days=183)
BEHIND = {"vandaag": 0, "today": 0, "gisteren": 1, "yesterday": 1}
SINCE = re.compile(r"^(?:sinds|since|vanaf|from) ")
WHOLE_MONTH = re.compile(r"(?P<month>[a-z]+)(?: (?P<year>\d{4}))?")


def as_weekday(word: str) -> Weekday | None:
    """Return the weekday that a Dutch or English word names, in full or by its first letters."""
    return DAY_NAMES.get(word.rstrip("."))


def as_date(text: str, today: date) -> date | None:
    """Return the coming date that '18-12-2026', '18 dec', 'tomorrow', 't/m vrijdag' or 'two weeks' stands for; of a
    stretch, such as '3 t/m 12 december', its last day.

    None for what is not wholly understood: a wrong day would be believed.
    """
    first, *rest = _parts(_plain(text))
    if len(rest) > 1:
        return None
    last = _day(rest[0] if rest else first, today)
    return last if last and (not rest or _begins(first, last)) else None


def as_stretch(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and last day of what 'maart', '1 dec - 5 dec', '3 t/m 12 december', 'gisteren' or 'sinds 1 mei'
    stands for: of those without a year the latest that has begun by today.

    None for what is not wholly understood, and for what is yet to come.
    """
    plain = _plain(text)
    first, *rest = _parts(plain)
    if len(rest) > 1:
        return None
    if not rest and SINCE.match(plain):
        rest = ["today"]
    for year in (today.year + 1, today.year, today.year - 1):
        end = _span(rest[0] if rest else first, year, today)
        start = _span_before(first, end, today) if end and rest else end
        if start and end and start[0] <= today:
            return start[0], end[1]
    return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[,.]+(?=\s|$)", " ", text.lower()).split())


def _parts(plain: str) -> list[str]:
    """Return the first and the last day of a stretch, or the only one."""
    whole = NUMBERS_OF_ONE_MONTH.sub(r"\1 t/m \2 ", BEFORE.sub("", SINCE.sub("", plain)))
    return BETWEEN.split(whole)


def _span_before(text: str, end: tuple[date, date], today: date) -> tuple[date, date] | None:
    """Return the first days of a stretch whose last ones are known; it may leave its month to them."""
    if text.isascii() and text.isdigit() and len(text) <= 2:
        begins = _made(end[1].year, end[1].month, int(text))
        found = [(begins, begins)] if begins else []
    else:
        found = [one for year in (end[1].year, end[1].year - 1) if (one := _span(text, year, today))]
    return next((one for one in found if one[0] <= end[1]), None)


def _span(text: str, year: int, today: date) -> tuple[date, date] | None:
    """Return the first and last day of a day or a month, in a year unless it names its own."""
    if text in BEHIND:
        day = today - timedelta(days=BEHIND[text])
        return day, day
    named, _, rest = text.partition(" ")
    weekday = as_weekday(named) if rest else None
    if found := _dated(rest if weekday else text, date(year, 1, 1)):
        return (found, found) if not weekday or WEEKDAYS[found.weekday()] == weekday else None
    whole = WHOLE_MONTH.fullmatch(text)
    month = _month(whole["month"]) if whole else None
    start = _made(int(whole["year"] or year), month, 1) if whole and month else None
    return (start, start.replace(day=monthrange(start.year, start.month)[1])) if start else None


def _begins(text: str, last: date) -> bool:
    """Tell whether a day can be the first of a stretch, which may have begun, and leave its month to the last."""
    if as_weekday(text) or text in NEARBY:
        return True
    if text.isascii() and text.isdigit() and len(text) <= 2:
        begins = _made(last.year, last.month, int(text))
        return begins is not None and begins <= last
    # Without a year it is the one that comes before the last day.
    return any((begins := _dated(text, date(year, 1, 1))) and begins <= last for year in (last.year, last.year - 1))


def _day(text: str, today: date) -> date | None:
    if text in NEARBY:
        return today + timedelta(days=NEARBY[text])
    if day := as_weekday(text):
        return today + timedelta(days=(WEEKDAYS.index(day) - today.weekday()) % 7 or 7)
    if weeks := WEEKS.fullmatch(text):
        return today + timedelta(weeks=COUNTED.get(weeks[1]) or int(weeks[1]))
    named, _, rest = text.partition(" ")
    if (day := as_weekday(named)) and rest:
        found = _dated(rest, today)
        return found if found and WEEKDAYS[found.weekday()] == day else None
    return _dated(text, today)


def _dated(text: str, today: date) -> date | None:
    found = next((match for shape in SHAPES if (match := shape.fullmatch(text))), None)
    month = _month(found["month"]) if found else None
    if found is None or month is None:
        return None
    if found["year"]:
        year = int(found["year"])
        return _made(year if year > 99 else 2000 + year, month, int(found["day"]))
    coming = _made(today.year, month, int(found["day"]))
    if coming is None or coming >= today:
        return coming
    # Without a year, December in January may mean the coming one; last week's date is a slip.
    coming = _made(today.year + 1, month, int(found["day"]))
    return coming if coming and coming - today < LONGEST_WITHOUT_YEAR else None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    named = {"mrt": "maart"}.get(word, word)
    months = [
        number
        for names in (DUTCH_MONTHS, ENGLISH_MONTHS)
        for number, name in enumerate(names, start=1)
        if len(named) >= SHORTEST_MONTH and name.startswith(named)
    ]
    return months[0] if months else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
