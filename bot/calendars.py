"""Calendars: what is to come, as a file that calendar apps take in (RFC 5545); the only icalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Leerkring//Leerkring//NL"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes: by what it is known when it is sent once more, when, for how long, and what it is; or that
    does not come any more."""

    id: str
    at: datetime
    lasts: timedelta
    title: str
    is_off: bool = False


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
        # Nobody is busy because a question comes.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
