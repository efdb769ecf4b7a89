"""Tables of days, as a spreadsheet saves them: a first day, a last one and a name on each line."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Literal

from bot.core.model import Days

# Of a file with days, as a table or a calendar, in bytes: one of a school year is far smaller.
LARGEST = 2_000_000
# What the columns of a table may be called.
COLUMNS = {
    **dict.fromkeys(("first", "start", "from", "begin", "eerste", "van", "datum", "date", "dag", "day"), "first"),
    **dict.fromkeys(("last", "end", "until", "to", "eind", "einde", "laatste", "tot", "tm", "t/m"), "last"),
    **dict.fromkeys(("name", "title", "summary", "naam", "titel", "omschrijving", "wat", "what"), "name"),
}
WRITTEN = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a table, on a line from 1 where it is on one: `said` is no date there, or `days` end before they
    begin; there is no column for the first day, no line with a day, or no table at all."""

    why: Literal["no_date", "backwards", "no_column", "no_days", "no_table"]
    line: int = 0
    said: str = ""
    days: tuple[date, date] | None = None


def as_table(text: str) -> tuple[tuple[Days, ...], tuple[Wrong, ...]]:
    """Return the days of a table, and all that is wrong in it."""
    try:
        rows = list(csv.reader(StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        return (), (Wrong("no_table", said=str(error)),)
    titles = [COLUMNS.get(cell.strip().casefold()) for cell in rows[0]] if rows else []
    if "first" not in titles:
        return (), (Wrong("no_column", line=1),)
    found = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {title: cell.strip() for title, cell in zip(titles, row, strict=False) if title}
        if any(cells.values()):
            found.append(_read(cells, number))
    days = tuple(one for one in found if isinstance(one, Days))
    wrong = tuple(one for one in found if isinstance(one, Wrong))
    return days, wrong or (() if days else (Wrong("no_days"),))


def _read(cells: dict[str, str], number: int) -> Days | Wrong:
    """Return the days of one line, or what is wrong with it."""
    first, last = (_day(cells.get(key) or cells.get("first", "")) for key in ("first", "last"))
    if first is None or last is None:
        return Wrong("no_date", number, cells.get("first", "") if first is None else cells.get("last", ""))
    if last < first:
        return Wrong("backwards", number, days=(first, last))
    return Days(first, last, cells.get("name", ""))


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
