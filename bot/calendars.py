"""Calendars: what is to come, as a file for calendar apps (RFC 5545), and days read from one; the only icalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Component, Event

from bot.core.model import Days

PRODUCT = "-//Leerkring//Leerkring//NL"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes: by what it is known when it is sent once more, when, for how long, what it is, and what
    else is to be known of it; or that does not come any more."""

    id: str
    at: datetime
    lasts: timedelta
    title: str
    is_off: bool = False
    description: str = ""


def as_calendar(name: str, coming: Iterable[Coming], made_at: datetime) -> str:
    """Return a calendar of what comes, called by a name; instants in UTC, which each app shows by its own clock."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in coming:
        event = Event()
        event.add("uid", f"{one.id}@leerkring")
        event.add("dtstamp", made_at)
        # The later of two files is right.
        event.add("sequence", int(made_at.timestamp()) // 60)
        event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
        event.add("dtstart", one.at)
        event.add("dtend", one.at + one.lasts)
        event.add("summary", one.title)
        if one.description:
            event.add("description", one.description)
        # Nobody is busy because a question comes.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Found:
    """What a calendar holds: its whole days, which of its events are part of a day, and which can't be taken in."""

    days: tuple[Days, ...]
    timed: tuple[str, ...]
    repeating: tuple[str, ...]


def days_in(text: str) -> Found:
    """Return the whole days of a calendar, each with the name of its event. Raises ValueError for what is none."""
    days: list[Days] = []
    timed: list[str] = []
    repeating: list[str] = []
    for calendar in Calendar.from_ical(text, multiple=True):
        for event in calendar.walk("VEVENT"):
            name, first = str(event.get("summary", "")).strip(), event.decoded("dtstart", None)
            if str(event.get("status", "")).upper() == "CANCELLED" or first is None:
                continue
            if event.get("rrule") or event.get("rdate"):
                repeating.append(name)
            elif isinstance(first, datetime):
                timed.append(name)
            elif isinstance(first, date):
                days.append(Days(first, _last_of(event, first), name))
            else:
                raise ValueError(f"the event “{name}” has no day of its own")
    return Found(tuple(days), tuple(timed), tuple(repeating))


def _last_of(event: Component, first: date) -> date:
    """Return the last of an event's whole days: its end is the day after, and it may say how long it lasts instead."""
    end, lasts = event.decoded("dtend", None), event.decoded("duration", None)
    if isinstance(end, date):
        last = (end.date() if isinstance(end, datetime) else end) - timedelta(days=1)
    elif isinstance(lasts, timedelta):
        last = first + lasts - timedelta(days=1)
    else:
        return first
    if last < first - timedelta(days=1):
        raise ValueError("an event ends before it begins")
    return max(first, last)
