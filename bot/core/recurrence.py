"""On which days a rhythm falls, where those move to from free ones, and how far ahead of a meeting they come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Rhythm
from bot.core.timing import NONE_FREE, FreeDays, is_school_day, wall_clock, weekday

DATE_RULES = (MO, TU, WE, TH, FR, SA, SU)
# So many moments in free days are looked past.
MOST_TIMES = 2000
MONTHS_BETWEEN = {"month": 1, "two months": 2, "term": 3, "half year": 6, "year": 12}
WEEKS_BETWEEN = {"week": 1, "two weeks": 2, "three weeks": 3, "four weeks": 4}
# So far a moment moves out of a holiday, or comes ahead of a meeting: further off it would be another week's.
FARTHEST_MOVE = timedelta(days=6)
# So many school days ahead of a meeting comes what prepares it, and so many is it open at most.
BEFORE_MEETING = 3


def _dates(rhythm: Rhythm, anchor: date) -> rrule:
    """Return the calendar dates of a rhythm, as midnights without a zone.

    Only dates are counted here and `wall_clock` makes instants of them: rules that count instants shift, skip or
    repeat them when the clock changes.
    """
    days = [DATE_RULES[WEEKDAYS.index(day)] for day in rhythm.days]
    monday = datetime.combine(anchor - timedelta(days=anchor.weekday()), time.min)
    if rhythm.every in MONTHS_BETWEEN:
        is_each = rhythm.every == "month"
        start = monday if is_each else datetime.combine(anchor.replace(day=1), time.min)
        months, which = MONTHS_BETWEEN[rhythm.every], [day(rhythm.nth) for day in days]
        return rrule(MONTHLY, interval=months, byweekday=which, dtstart=start)
    return rrule(WEEKLY, interval=WEEKS_BETWEEN[rhythm.every], byweekday=days, dtstart=monday)


def slots(
    rhythm: Rhythm, anchor: date, zone: ZoneInfo, after: datetime, free: FreeDays = NONE_FREE
) -> Iterator[datetime]:
    """Yield, in UTC and in order, the instants after `after` on which a rhythm falls, as long as it lasts.

    `anchor` is any day of the first week that counts; every second week is counted from it. What falls on a free day
    moves where the rhythm says so: to the nearest school day that lies before the next of its days, and after the last.
    What comes ahead of a meeting comes some school days before that.
    """
    begin = after.astimezone(zone).date() - FARTHEST_MOVE - timedelta(days=1)
    for last, day, coming in _days(rhythm, anchor, begin):
        if rhythm.until and day > rhythm.until:
            return
        comes = _ahead_of(day, free) if rhythm.meets_at else _moved(rhythm, day, last, coming, free)
        instant = wall_clock(comes, rhythm.at, zone)
        if instant > after:
            yield instant


def _days(rhythm: Rhythm, anchor: date, begin: date) -> Iterator[tuple[date, date, date]]:
    """Yield the days of a rhythm from a day on, each between the one before, if it is among them, and the next."""
    if rhythm.every == "dates":
        days: Iterator[date] = iter([*(day for day in sorted(rhythm.dates) if day >= begin), date.max])
    else:
        found = _dates(rhythm, anchor).xafter(datetime.combine(begin, time.min), inc=True)
        days = (one.date() for one in found)
    last, day = date.min, next(days)
    for coming in days:
        yield last, day, coming
        last, day = day, coming


def _ahead_of(meeting: date, free: FreeDays) -> date:
    """Return the third school day before a meeting, or the farthest within a week; a free day, where there is none or
    the meeting itself falls on one."""
    if free.name(meeting) is not None:
        return meeting
    days = [meeting - timedelta(days=ahead) for ahead in range(1, FARTHEST_MOVE.days + 1)]
    at_school = [day for day in days if is_school_day(day, free)][:BEFORE_MEETING]
    return at_school[-1] if at_school else next(day for day in days if weekday(day) in SCHOOL_WEEK)


def _moved(rhythm: Rhythm, day: date, last: date, coming: date, free: FreeDays) -> date:
    """Return the day on which what a rhythm has on a day takes place; the same where there is none to move to."""
    if rhythm.on_free == "skip" or free.name(day) is None:
        return day
    step = timedelta(days=-1 if rhythm.on_free == "before" else 1)
    to = day + step
    while abs(to - day) <= FARTHEST_MOVE and last < to < coming:
        if is_school_day(to, free):
            return to
        to += step
    return day


def own_day(rhythm: Rhythm, anchor: date, day: date, free: FreeDays) -> date:
    """Return the day of a rhythm itself whose moment comes on a day: the next meeting, where it comes ahead of those,
    or the free one out of which it moved; else the same."""
    if rhythm.meets_at:
        return next(here for _, here, _ in _days(rhythm, anchor, day))
    for last, here, coming in _days(rhythm, anchor, day - 2 * FARTHEST_MOVE):
        if here > day + FARTHEST_MOVE:
            break
        if _moved(rhythm, here, last, coming, free) == day:
            return here
    return day


def moved_from(rhythm: Rhythm, anchor: date, day: date, free: FreeDays) -> date | None:
    """Return the free day from which what a rhythm has on a day moved there; None where nothing did."""
    if rhythm.on_free == "skip" or rhythm.meets_at:
        return None
    here = own_day(rhythm, anchor, day, free)
    return here if here != day else None


def ahead_of(rhythm: Rhythm, meeting: date, zone: ZoneInfo, free: FreeDays) -> datetime:
    """Return when, in UTC, what a rhythm has ahead of one of its meetings comes."""
    return wall_clock(_ahead_of(meeting, free), rhythm.at, zone)


def meeting_after(rhythm: Rhythm, anchor: date, day: date, zone: ZoneInfo, free: FreeDays) -> datetime | None:
    """Return when, in UTC, the team meets ahead of which a rhythm comes on a day; None where it comes by itself."""
    if rhythm.meets_at is None:
        return None
    return wall_clock(own_day(rhythm, anchor, day, free), rhythm.meets_at, zone)


def last_of(
    rhythm: Rhythm, times: int, anchor: date, zone: ZoneInfo, after: datetime, free: FreeDays = NONE_FREE
) -> date | None:
    """Return the last day of a rhythm that comes so many times after an instant; what falls on a free day, and stays
    there, does not count. None where it does not come as often in all of the time that can be reckoned."""
    days = (slot.astimezone(zone).date() for slot in slots(rhythm, anchor, zone, after, free))
    within = islice(days, MOST_TIMES + times)
    coming = next(islice((day for day in within if free.name(day) is None), times - 1, None), None)
    if coming is None:
        return None
    return max(coming, own_day(rhythm, anchor, coming, free))


def next_slot(
    rhythm: Rhythm, anchor: date, zone: ZoneInfo, after: datetime, free: FreeDays = NONE_FREE
) -> datetime | None:
    """Return the first instant after `after`, in UTC, on which a rhythm falls; None once it is over."""
    return next(slots(rhythm, anchor, zone, after, free), None)
