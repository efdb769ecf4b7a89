"""What time is for a school: its holidays, people's working days, the hours of a day, clock changes and lateness."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Days, Person, Rhythm, Weekday

HOME_ZONE = ZoneInfo("Europe/Amsterdam")
CLOSING_TIME = time(16, 0)
DAY_STARTS, DAY_ENDS = time(8, 30), time(17, 0)
PUNCTUAL = timedelta(minutes=5)
# What people call these, counted back from now.
WEEK, MONTH, TERM, YEAR = timedelta(days=7), timedelta(days=30), timedelta(days=98), timedelta(days=365)
# A term that a holiday falls in takes as much longer.
HOLIDAY = timedelta(weeks=2)
GRACE = {
    "prompt": timedelta(hours=3),
    "method": timedelta(hours=3),
    "digest": timedelta(days=3),
    "overview": timedelta(days=3),
    "after": timedelta(hours=3),
    "scan": timedelta(days=3),
}
# What is late of these waits for a school day by day, and so may be decided at any hour.
WAITING = ("digest", "overview", "scan")
# Of these that day lies within grace too: they begin something, which no holiday is to fall in between.
BEGUN_LATE = ("scan",)
SPREAD_SECONDS = 50
LONG_BREAK_DAYS = 22


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The school-free days of a region, as inclusive date ranges with their names, and a team's own before those."""

    ranges: tuple[tuple[date, date, str], ...] = ()
    own: tuple[Days, ...] = ()
    _by_day: dict[date, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day: dict[date, str] = {}
        for first, last, name in self.ranges:
            for ahead in range((last - first).days + 1):
                by_day.setdefault(first + timedelta(days=ahead), name)
        object.__setattr__(self, "_by_day", by_day)

    def name(self, day: date) -> str | None:
        """Return the name of the holiday that a day falls in, or None."""
        return next((days.name for days in self.own if day in days), None) or self._by_day.get(day)

    def with_own(self, own: tuple[Days, ...]) -> "FreeDays":
        """Return these with a team's own free days."""
        if not own:
            return self
        found = copy(self)
        object.__setattr__(found, "own", own)
        return found


NONE_FREE = FreeDays()


def weekday(day: date) -> Weekday:
    """Return the English three-letter name of a date's weekday."""
    return WEEKDAYS[day.weekday()]


def wall_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return, in UTC, the instant at which the local clock first shows a time on a day.

    A time that occurs twice is the first of the two; one that the clock skips is the first minute after the gap.
    """
    wanted = datetime.combine(day, at)
    instant = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wanted:
        return instant
    instant = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while instant.astimezone(zone).replace(tzinfo=None) < wanted:
        instant += timedelta(minutes=1)
    return instant


def spread(team_id: int) -> timedelta:
    """Return the small, stable delay by which a team's starts are kept apart from other teams'."""
    return timedelta(seconds=team_id * 7 % SPREAD_SECONDS)


def long_break_begins(free: FreeDays, after: date, before: date) -> bool:
    """Tell whether a break of more than three weeks, as in summer, begins between two days."""
    ahead = (after + timedelta(days=day) for day in range((before - after).days))
    return any(all(free.name(day + timedelta(days=more)) for more in range(LONG_BREAK_DAYS)) for day in ahead)


def is_school_day(day: date, free: FreeDays) -> bool:
    """Tell whether school is on: Monday to Friday, outside holidays."""
    return weekday(day) in SCHOOL_WEEK and free.name(day) is None


def works(person: Person, day: date, free: FreeDays) -> bool:
    """Tell whether a person works on a day: a working day of theirs, not on leave, no holiday."""
    return weekday(day) in person.working_days and not is_among(person.leave, day) and free.name(day) is None


def is_among(some: Iterable[Days], day: date) -> bool:
    """Tell whether a day is one of some days."""
    return any(day in days for days in some)


def first_after(some: Iterable[Days], day: date) -> date:
    """Return the first day from a day on that is none of some days."""
    for days in sorted(some, key=lambda days: days.first):
        if day in days:
            day = days.last + timedelta(days=1)
    return day


def just_after(now: datetime) -> datetime:
    """Return the end of a stretch up to now, with what was written in this very second."""
    return now + timedelta(seconds=1)


def is_in_school_hours(rhythm: Rhythm) -> bool:
    """Tell whether a rhythm falls on days and at an hour at which school may be on."""
    return set(rhythm.days) <= set(SCHOOL_WEEK) and DAY_STARTS <= rhythm.at <= DAY_ENDS


def window_end(opened_at: datetime, days: int, zone: ZoneInfo, free: FreeDays) -> datetime:
    """Return when a window of some working days closes: at 16:00 local on the last of them, in UTC.

    The day of opening does not count, so that nobody gets less than a day.
    """
    day = opened_at.astimezone(zone).date()
    for _ in range(days):
        day = next_school_day(day, free)
    return wall_clock(day, CLOSING_TIME, zone)


def next_school_day(after: date, free: FreeDays) -> date:
    """Return the first school day after a date; within ten weeks one always comes, or the next weekday counts."""
    later = [after + timedelta(days=ahead) for ahead in range(1, 71)]
    return next((day for day in later if is_school_day(day, free)), later[0])


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> list[date]:
    """Return the local dates that a stretch of time touches."""
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def is_available(person: Person, start: datetime, end: datetime, zone: ZoneInfo, free: FreeDays) -> bool:
    """Tell whether a person works on at least one day of a window."""
    return any(works(person, day, free) for day in days_between(start, end, zone))


def in_daytime(
    now: datetime, zone: ZoneInfo, free: FreeDays, person: Person | None = None, pauses: tuple[Days, ...] = ()
) -> datetime:
    """Return the first moment from now on at which something late may still be said: on a school day by day.

    With a person, a day on which that person works; with a team's pauses, a day in none of them. In UTC.
    """
    today = now.astimezone(zone).date()
    first = first_after((*pauses, *(person.leave if person else ())), today)
    for ahead in range(120):
        day = first + timedelta(days=ahead)
        if is_among(pauses, day) or not (works(person, day, free) if person else is_school_day(day, free)):
            continue
        if wall_clock(day, DAY_ENDS, zone) > now:
            return max(now, wall_clock(day, DAY_STARTS, zone))
    # Somebody without working days is written to when school is on.
    return in_daytime(now, zone, free, pauses=pauses) if person else now


def comes_at(kind: str, slot: datetime, now: datetime, zone: ZoneInfo, free: FreeDays) -> datetime:
    """Return when something owed really comes, in UTC: at its own time; a scan that is late on a school day by day."""
    is_late = kind in BEGUN_LATE and now - slot > PUNCTUAL
    return in_daytime(now, zone, free) if is_late else slot


class Lateness(StrEnum):
    """How a moment stands when the clock gets to it."""

    ON_TIME = "on time"
    LATE = "late"
    MISSED = "missed"


def lateness(kind: str, slot: datetime, now: datetime, zone: ZoneInfo, free: FreeDays) -> Lateness:
    """Tell whether an owed moment goes out on time, goes out late, or is missed.

    Late is allowed within grace and by day; a late prompt is never sent at night or on a free day. A late digest
    waits for its reader's next working day and an overview or a scan for a school day, so only grace counts for them.
    """
    if now - slot <= PUNCTUAL:
        return Lateness.ON_TIME
    if max(now, comes_at(kind, slot, now, zone, free)) - slot > GRACE[kind]:
        return Lateness.MISSED
    is_decent = kind in WAITING or in_daytime(now, zone, free) == now
    return Lateness.LATE if is_decent else Lateness.MISSED
