"""Weeks: what can be said of each week of a term and of a school year, for a picture and for the words with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import retention, summary
from bot.core.model import SCHOOL_WEEK
from bot.core.pictures import ACTIVITIES, OF_WEEKS, OF_YEARS, Activity, OfWeek, OfYear, TermWeek
from bot.core.retention import FIRST_MONTH
from bot.core.session.state import Session
from bot.core.timing import TERM, WEEK, FreeDays, is_school_day

WEEKS_IN_A_TERM = TERM // WEEK


def of_term(
    asked: Sequence[Session], counted: Sequence[Session], now: datetime, zone: ZoneInfo, free: FreeDays
) -> tuple[TermWeek, ...]:
    """Return the weeks of a term, oldest first, from the first one with a question; at most fourteen.

    They are counted back from now, so that the last of them is the week that the digest's words are about. `asked` are
    its questions, open and closed; `counted` those of which a reader may know a band. Empty where nothing was asked.
    """
    weeks: list[TermWeek] = []
    for ago in reversed(range(WEEKS_IN_A_TERM)):
        here = asked_in(asked, now, ago)
        may_know = [session for session in counted if session in here]
        if weeks or here:
            last = (now - ago * WEEK).astimezone(zone).date()
            weeks.append(TermWeek(number=last.isocalendar().week, what=_of_week(here, may_know, last, free)))
    return tuple(weeks)


def asked_in(asked: Iterable[Session], now: datetime, ago: int) -> list[Session]:
    """Return the questions of the week that ended so many weeks ago; one of this very second belongs to this week."""
    start, end = now - (ago + 1) * WEEK, now - ago * WEEK
    at = ((one, one.state.started_at) for one in asked)
    return [one for one, then in at if start <= then and (then < end or (not ago and then == end))]


def this_week(now: datetime, zone: ZoneInfo, free: FreeDays) -> tuple[TermWeek, ...]:
    """Return the week up to now alone, of a team that was never asked anything."""
    last = now.astimezone(zone).date()
    return (TermWeek(number=last.isocalendar().week, what=_of_week([], [], last, free)),)


def _of_week(asked: list[Session], counted: list[Session], last: date, free: FreeDays) -> OfWeek:
    if asked and all(not session.state.is_over for session in asked):
        return "open"
    if asked:
        return summary.band(counted) or "untold"
    return "free" if _is_free(last, free) else "none"


def _is_free(last: date, free: FreeDays) -> bool:
    """Tell whether there was no school in the seven days up to a date."""
    return not any(is_school_day(last - timedelta(days=ago), free) for ago in range(len(SCHOOL_WEEK) + 2))


@dataclass(frozen=True, slots=True)
class Among:
    """Of which weeks something can be said: how many, and as stretches of their numbers in the year, first and last."""

    what: OfWeek
    count: int
    stretches: tuple[tuple[int, int], ...]


def told_by_band(weeks: Sequence[TermWeek]) -> tuple[Among, ...]:
    """Return the weeks of a term by what can be said of them, for the words that go with the picture."""
    found: dict[OfWeek, list[tuple[int, int]]] = {}
    before: OfWeek | None = None
    for week in weeks:
        stretches = found.setdefault(week.what, [])
        if week.what == before:
            stretches[-1] = (stretches[-1][0], week.number)
        else:
            stretches.append((week.number, week.number))
        before = week.what
    counts = Counter(week.what for week in weeks)
    return tuple(Among(what, counts[what], tuple(found[what])) for what in OF_WEEKS if what in found)


def of_balance(activities: Iterable[Activity]) -> dict[Activity, int]:
    """Return how many questions were about each of the four activities, in their fixed order."""
    done = list(activities)
    return {activity: done.count(activity) for activity in ACTIVITIES}


@dataclass(frozen=True, slots=True)
class WeekOfYear:
    """A week of a school year by its Monday: what took place, or that school was out.

    It counts to the `month`, from 1, in which its last day of that year is; `is_first` of those of a month.
    """

    monday: date
    what: tuple[OfYear, ...]
    month: int
    is_first: bool


def school_year(day: date) -> tuple[date, date]:
    """Return the first and last day of the school year that a day is in: from August to July."""
    year = retention.school_year(day)
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def of_year(
    asked: Iterable[datetime], consulted: Iterable[datetime], now: datetime, zone: ZoneInfo, free: FreeDays
) -> tuple[WeekOfYear, ...]:
    """Return the weeks of the school year that is on, from when questions were asked and consultations ended."""
    first, last = school_year(now.astimezone(zone).date())
    monday = first - timedelta(days=first.weekday())
    took_place = {"question": _mondays(asked, zone), "consultation": _mondays(consulted, zone)}
    weeks: list[WeekOfYear] = []
    while monday <= last:
        took_place["free"] = {monday} if _is_free(monday + timedelta(days=6), free) else set()
        what = tuple(one for one in OF_YEARS if monday in took_place[one])
        month = min(monday + timedelta(days=6), last).month
        weeks.append(WeekOfYear(monday, what, month, is_first=not weeks or weeks[-1].month != month))
        monday += WEEK
    return tuple(weeks)


def _mondays(instants: Iterable[datetime], zone: ZoneInfo) -> set[date]:
    days = [at.astimezone(zone).date() for at in instants]
    return {day - timedelta(days=day.weekday()) for day in days}


def told_by_month(weeks: Iterable[WeekOfYear]) -> dict[OfYear, dict[int, int]]:
    """Return in how many weeks of each month, by its number, something took place, in order."""
    found: dict[OfYear, dict[int, int]] = {what: {} for what in OF_YEARS}
    for week in weeks:
        for what in week.what:
            found[what][week.month] = found[what].get(week.month, 0) + 1
    return found
