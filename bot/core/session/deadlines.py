"""Until when a step is open: minutes in a live session, working days of those concerned in a written one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.core import timing
from bot.core.model import Days, Pace, Person
from bot.core.recurrence import BEFORE_MEETING
from bot.core.step import Step
from bot.core.timing import CLOSING_TIME, FreeDays

LUNCH = time(12, 30)
# A step that opens in the morning break is not over at lunch.
LEAST = timedelta(hours=3)
# How many school days a group waits beyond a step's window for somebody who works few of them.
PATIENCE = 3
LOOK_AHEAD = 120
# How many days to look for one on which the team works: no pause lasts longer.
FARTHEST = 4 * 366
LONGEST_DAYS = 20
# How many school days a question may be open, its own day counted: few lengths, so that nobody's days show in them.
LENGTHS = (2, 3, 5)
# So long before a meeting people have read what was said for it.
IN_TIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the people of a team work, and when the team has a break."""

    zone: ZoneInfo
    free: FreeDays
    everyone: Mapping[int, Person] = field(default_factory=dict)
    pauses: tuple[Days, ...] = ()

    def is_on(self, day: date) -> bool:
        """Tell whether the team works on a day at all."""
        return timing.is_school_day(day, self.free) and not self.has_break(day)

    def has_break(self, day: date) -> bool:
        """Tell whether a day falls in a holiday or a pause of the team; a weekend is neither."""
        return timing.is_among(self.pauses, day) or self.free.name(day) is not None

    def is_usual(self, person: Person, day: date) -> bool:
        """Tell whether somebody usually works on a day, whether or not they are away then."""
        return timing.weekday(day) in person.working_days and self.is_on(day)

    def works(self, person_id: int, day: date) -> bool:
        """Tell whether somebody works on a day; of somebody unknown, that school is on is enough."""
        person = self.everyone.get(person_id)
        return person is None or timing.works(person, day, self.free)


@dataclass(frozen=True, slots=True)
class Window:
    """Until when a step is open, in UTC, and who can't be waited for, since they work on none of its days."""

    due_at: datetime
    away: frozenset[int] = frozenset()


def window(
    step: Step, pace: Pace, opened_at: datetime, concerned: Iterable[int], calendar: Calendar, longer: int = 0
) -> Window:
    """Return the window of a step that opened at an instant; `longer` is how often it was extended by half.

    At the calm pace a window counts school days, or the half days that its step says, at the sprint pace half days;
    what counts days from today does so at both.
    Whoever works alone on a step gets all of it in working days of their own, however long that takes; in a group
    everybody gets at least one such day, as long as nobody makes the others wait more than three school days longer.
    What it is extended by comes after that.
    Pace and halves after kokom.net's ten to twelve days for a written case; the rest is ours.
    """
    if pace == "live":
        minutes = step.minutes or 5
        return Window(opened_at + timedelta(minutes=minutes + longer * max(2, minutes // 2)))
    people = frozenset(concerned)
    is_from_today = pace == "sprint" or step.counts in ("half days", "days from today")
    is_halved = counts_half_days(step, pace)
    bound = step.window - 1 + PATIENCE * len(_closings(is_halved))
    # At the calm pace what is added are days, whatever the window counts.
    extra = longer * max(1, step.window // 2) * (len(_closings(is_halved)) if pace == "calm" else 1)
    is_alone = len(people) == 1
    ends = list(
        islice(_slots(is_halved, is_from_today, opened_at, calendar), LOOK_AHEAD if is_alone else bound + extra + 1)
    )
    days = [end.astimezone(calendar.zone).date() for end in ends]
    own = {person: slots for person in people if (slots := _own(days, person, calendar))}
    if is_alone:
        slots = next(iter(own.values()), list(range(len(ends))))
        last = slots[min(step.window + extra, len(slots)) - 1]
    else:
        last = max([step.window - 1, *(slots[0] for slots in own.values() if slots[0] <= bound)]) + extra
    here = frozenset(person for person, slots in own.items() if slots[0] <= last)
    return Window(ends[last], people - here)


def counts_half_days(step: Step, pace: Pace) -> bool:
    """Tell whether the window of a step is counted in half days, and not in days."""
    return step.counts != "days from today" and (pace == "sprint" or step.counts != "days")


def open_until(
    opened_at: datetime,
    calendar: Calendar,
    days: int | None = None,
    next_at: datetime | None = None,
    meeting_at: datetime | None = None,
) -> datetime:
    """Return until when a question for a whole team is open: until everybody has had a working day for it, in UTC.

    That is 16:00 on the second, third or fifth school day, its own day counted, or on the last of so many `days`; and
    always before `next_at`, when the team is asked its next question, where a closing hour falls between. Whoever works
    on none of five days, or is away on the first on which they would, isn't waited for. Its own day is a working day
    where three hours of it are left. One that is asked ahead of a meeting is open for three days at most and closes
    before `meeting_at`, an hour where no closing hour falls between and that is by day, three hours on; with less time
    left it is open as usual.
    """
    own_day = opened_at.astimezone(calendar.zone).date()
    own_end = timing.wall_clock(own_day, CLOSING_TIME, calendar.zone)
    is_today = calendar.is_on(own_day) and own_end >= opened_at + LEAST
    if meeting_at:
        days = min(days or BEFORE_MEETING, BEFORE_MEETING)
    later = list(islice(_slots(False, False, opened_at, calendar), max(LENGTHS[-1], days or 0) - 1))
    if not later:
        return timing.window_end(opened_at, 1, calendar.zone, calendar.free)
    ends = [own_end, *later] if is_today else [later[0], *later]
    length = min(days, len(ends)) if days else _length_for_all(own_day if is_today else None, later, calendar)
    earlier = [end for end in ends[:length] if all(end < at for at in (next_at, meeting_at) if at)]
    if not earlier and meeting_at and _is_time_left(opened_at, meeting_at - IN_TIME, calendar):
        return meeting_at - IN_TIME
    return earlier[-1] if earlier else later[0]


def _is_time_left(opened_at: datetime, closes_at: datetime, calendar: Calendar) -> bool:
    is_by_day = closes_at.astimezone(calendar.zone).time() >= timing.DAY_STARTS
    return is_by_day and closes_at >= opened_at + LEAST


def _length_for_all(own_day: date | None, later: list[datetime], calendar: Calendar) -> int:
    """Return how many days it takes until everybody has worked on one, in one of the usual lengths; whoever is away on
    the first of theirs isn't waited for."""
    days = [own_day, *(end.astimezone(calendar.zone).date() for end in later)]
    longest = max((_first_of(person, days, calendar) for person in calendar.everyone.values()), default=0)
    return next(length for length in LENGTHS if length >= longest)


def _first_of(person: Person, days: list[date | None], calendar: Calendar) -> int:
    """Return the number of the first of some days on which somebody usually works; 0 if they are away then."""
    usual = ((number, day) for number, day in enumerate(days, 1) if day and calendar.is_usual(person, day))
    number, day = next(usual, (0, None))
    return number if day and calendar.works(person.id, day) else 0


def _own(days: list[date], person_id: int, calendar: Calendar) -> list[int]:
    """Return the numbers of the closing times that fall on somebody's working days."""
    return [at for at, day in enumerate(days) if calendar.works(person_id, day)]


def _closings(is_halved: bool) -> tuple[time, ...]:
    return (LUNCH, CLOSING_TIME) if is_halved else (CLOSING_TIME,)


def _slots(is_halved: bool, is_from_today: bool, opened_at: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Yield the closing times after an instant, those of the day itself only if that counts."""
    today = opened_at.astimezone(calendar.zone).date()
    earliest = opened_at + LEAST
    for ahead in range(0 if is_from_today else 1, FARTHEST):
        day = today + timedelta(days=ahead)
        if not calendar.is_on(day):
            continue
        for at in _closings(is_halved):
            end = timing.wall_clock(day, at, calendar.zone)
            if end >= earliest:
                yield end


def remind_at(opened_at: datetime, due_at: datetime, pace: Pace) -> datetime | None:
    """Return when those still awaited get their one reminder: at two thirds of the window; never in a live session."""
    # A whole second: what is stored is no finer than a millisecond, and a reminder must be due when it wakes us.
    return None if pace == "live" else (opened_at + (due_at - opened_at) * 2 / 3).replace(microsecond=0)


def last_at_work(
    person: Person, clock: time, zone: ZoneInfo, free: FreeDays, after: datetime, before: datetime
) -> datetime | None:
    """Return a time of day on the last working day of somebody on which it falls between two instants; None without."""
    day = before.astimezone(zone).date()
    while (at := timing.wall_clock(day, clock, zone)) > after:
        if at < before and timing.works(person, day, free):
            return at
        day -= timedelta(days=1)
    return None


def next_mark(due_at: datetime, now: datetime) -> datetime:
    """Return when the clock of a live session is next shown anew: every five minutes, and each of the last five."""
    left = due_at - now
    step = timedelta(minutes=1 if left <= timedelta(minutes=5) else 5)
    marks = -(-left // step) - 1
    return due_at - marks * step


def hard_stop(started_at: datetime, pace: Pace, minutes: int, calendar: Calendar) -> datetime:
    """Return when a session has lasted long enough: live twice its minutes and an hour, written 20 calendar days.

    Days of holidays and of a pause do not count: nobody could have gone on.
    """
    if pace == "live":
        return started_at + timedelta(minutes=2 * minutes + 60)
    today = started_at.astimezone(calendar.zone).date()
    later = (timedelta(days=ahead) for ahead in range(1, FARTHEST))
    counted = list(islice((ahead for ahead in later if not calendar.has_break(today + ahead)), LONGEST_DAYS))
    return started_at + (counted[-1] if counted else timedelta(days=FARTHEST - 1))
