"""Days from a file: a school’s calendar (ICS) or a table (CSV), read whole or refused with every mistake in it."""

from pathlib import Path

from bot.core.model import Days
from bot.core.saying.tables import LARGEST, Wrong, as_table


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
    days, wrong = as_table(text)
    return days, (), [_told(one) for one in wrong]


def _told(wrong: Wrong) -> str:
    """Return what is wrong in a table, and what to write."""
    match wrong.why:
        case "no_date":
            return f"line {wrong.line}: “{wrong.said}” is no date; write 2026-12-03 or 3-12-2026."
        case "backwards" if wrong.days:
            first, last = wrong.days
            return f"line {wrong.line}: ends on {last}, before it begins on {first}; put them the other way round."
        case "no_column":
            return "line 1: names no column for the first day; begin with a line such as first,last,name."
        case "no_table":
            return f"is no table that can be read ({wrong.said}); save it anew as a .csv file."
    return "holds no days; write a line for each."
