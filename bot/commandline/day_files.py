"""Days from a file: a school’s calendar (ICS) or a table (CSV), read whole or refused with every mistake in it."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

from bot.core.model import Days

LARGEST = 2_000_000
# What the columns of a table may be called.
COLUMNS = {
    **dict.fromkeys(("first", "start", "from", "begin", "eerste", "van", "datum", "date", "dag", "day"), "first"),
    **dict.fromkeys(("last", "end", "until", "to", "eind", "einde", "laatste", "tot", "tm", "t/m"), "last"),
    **dict.fromkeys(("name", "title", "summary", "naam", "titel", "omschrijving", "wat", "what"), "name"),
}
WRITTEN = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")


class WrongFileError(Exception):
    """A file can't be taken in; the message says of each mistake where it stands and what to do."""


def days_of(path: Path) -> tuple[tuple[Days, ...], tuple[str, ...]]:
    """Return the days of a file, and what of it was left out and why. Raises WrongFileError and OSError."""
    if path.stat().st_size > LARGEST:
        raise WrongFileError(f"{path}: is longer than {LARGEST // 1_000_000} MB; give a calendar of one school year.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFileError(f"{path}: its letters are not in UTF-8; save it again, with UTF-8 as encoding.") from None
    found, left_out, problems = _calendar(text) if text.lstrip().upper().startswith("BEGIN:") else _table(text)
    if problems:
        raise WrongFileError("\n".join(f"{path}: {one}" for one in problems))
    return found, left_out


Read = tuple[tuple[Days, ...], tuple[str, ...], list[str]]


def _calendar(text: str) -> Read:
    # Ten megabytes that hardly any command needs.
    from bot.calendars import days_in

    try:
        found = days_in(text)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        why = f" ({error})" if "event" in str(error) else ""
        return (), (), [f"is no calendar that can be read{why}; export it anew as an .ics file."]
    problems = [f"“{name}” repeats; write its days out, each as an event of its own." for name in found.repeating]
    left_out = tuple(f"“{name}” has hours, so it is no free day" for name in found.timed)
    if not (found.days or problems):
        problems = ["holds no whole days; free days are events that last all day."]
    return found.days, left_out, problems


def _table(text: str) -> Read:
    try:
        rows = list(csv.reader(StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        return (), (), [f"is no table that can be read ({error}); save it anew as a .csv file."]
    titles = [COLUMNS.get(cell.strip().casefold()) for cell in rows[0]] if rows else []
    if "first" not in titles:
        return (), (), ["line 1: names no column for the first day; begin with a line such as first,last,name."]
    days: list[Days] = []
    problems: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {title: cell.strip() for title, cell in zip(titles, row, strict=False) if title}
        if any(cells.values()):
            problems += _take(cells, number, days)
    return tuple(days), (), problems or ([] if days else ["holds no days; write a line for each."])


def _take(cells: dict[str, str], number: int, days: list[Days]) -> Iterator[str]:
    """Add the days of one line; yield what is wrong with it."""
    first, last = (_day(cells.get(key) or cells.get("first", "")) for key in ("first", "last"))
    if first is None or last is None:
        wrong = cells.get("first", "") if first is None else cells.get("last", "")
        yield f"line {number}: “{wrong}” is no date; write 2026-12-03 or 3-12-2026."
    elif last < first:
        yield f"line {number}: ends on {last}, before it begins on {first}; put them the other way round."
    else:
        days.append(Days(first, last, cells.get("name", "")))


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the first line."""
    line = text.partition("\n")[0]
    return max(",;\t", key=line.count)


def _day(text: str) -> date | None:
    try:
        if found := WRITTEN.fullmatch(text):
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        return date.fromisoformat(text)
    except ValueError:
        return None
