"""Counting: from when a rhythm counts and when it first comes, and on which day where nobody chose one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from bot.app.context.occasion import Occasion
from bot.core import recurrence, timing
from bot.core.model import SCHOOL_WEEK, Every, Rhythm, ScheduleKind, Weekday
from bot.core.saying.words import Unclear
from bot.storage import arrangements, schedules

DEFAULT_DIGEST = Rhythm("week", ("fri",), time(15, 30))
# Terms end in December, March, June and September, counted from this one on.
FIRST_OF_TERMS = date(2020, 12, 1)
# A quiet day is one without a question, nor the summary of one: those close two days later as a rule.
QUIET_DAYS: tuple[Weekday, ...] = ("mon", "wed", "thu", "tue", "fri")
CLOSES_WITHIN = 2
# Once in so long is too seldom to be asked something. A scan or a call takes five school days, one at a time.
FAR_APART = ("term", "half year", "year")
TOO_OFTEN = ("week",)
# Rhythms of which a month in the summer holidays would cost half of what they bring, or all.
SELDOM = ("half year", "year")
# Rhythms that count weeks or months from the first, with how often they would come if each counted.
COUNTED: Mapping[Every, Every] = {
    "two weeks": "week",
    "three weeks": "week",
    "four weeks": "week",
    "two months": "month",
    "half year": "month",
    "year": "month",
}


def checked(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...] = ()) -> Rhythm | Unclear:
    """Return a rhythm that something can come by; or why it can't: so far apart only overviews, scans and calls come, a
    scan or a call on one day every other week at most, and it may end before it comes once. What comes so many times
    ends on the day of the last."""
    if not _suits(occasion, kind, rhythm, what):
        return Unclear("every")
    if rhythm.times:
        endless = replace(rhythm, times=None, until=None)
        anchor = _counted_from(occasion, kind, endless, what) or occasion.today
        begins = after(occasion, kind, endless)
        until = recurrence.last_of(endless, rhythm.times, anchor, occasion.zone, begins, occasion.free)
        if until is None:
            return Unclear("ended")
        rhythm = replace(endless, until=until)
    comes = first(occasion, kind, rhythm, what)
    return rhythm if comes else Unclear("ended", days=(rhythm.until,) if rhythm.until else ())


def _suits(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]) -> bool:
    if rhythm.meets_at and kind != "prompt":
        return False
    is_call = kind == "method" and what[:1] and what[0] in occasion.house.content.called
    if kind == "scan" or is_call:
        return rhythm.every not in TOO_OFTEN and len(rhythm.days) <= 1
    return rhythm.every not in FAR_APART or _is_about_no_case(occasion, kind, what)


def _is_about_no_case(occasion: Occasion, kind: ScheduleKind, what: tuple[str, ...]) -> bool:
    """Tell whether a method is about nobody's case, and so may come once a term, or once a year."""
    method = occasion.house.content.methods.get(what[0]) if kind == "method" and what else None
    return method is not None and method.case == "none"


def overview_rhythm(occasion: Occasion, every: Every) -> Rhythm:
    """Return when an overview comes where nobody chose a day: on a quiet one, at the hour of questions."""
    asked = kept(occasion, "prompt")
    return Rhythm(every, (_quiet_day(asked),), _hour(asked))


def scan_rhythm(every: Every, asked: Rhythm | None, overview: Rhythm | None) -> Rhythm:
    """Return when a scan comes where nobody chose a day, in a team with these rhythms: on a quiet one without an
    overview, at the hour of questions. What comes so seldom is not let pass because of a day off."""
    day = _quiet_day(asked, overview.days if overview else ())
    return Rhythm(every, (day,), _hour(asked), on_free="after")


def kept(occasion: Occasion, kind: ScheduleKind) -> Rhythm | None:
    """Return the rhythm that a team has of a kind."""
    found = schedules.find(occasion.database, occasion.here.id, kind)
    return found.rhythm if found else None


def _hour(asked: Rhythm | None) -> time:
    return asked.at if asked and timing.is_in_school_hours(asked) else DEFAULT_DIGEST.at


def _quiet_day(asked: Rhythm | None, taken: tuple[Weekday, ...] = ()) -> Weekday:
    """Return a day of the school week without a question, nor the summary of one, and that isn't taken, if any is."""
    ahead = recurrence.BEFORE_MEETING if asked and asked.meets_at else 0
    days = [SCHOOL_WEEK.index(day) - ahead for day in asked.days if day in SCHOOL_WEEK] if asked else []
    busy = {SCHOOL_WEEK[(day + ahead) % len(SCHOOL_WEEK)] for day in days for ahead in range(CLOSES_WITHIN + 1)}
    asking = [SCHOOL_WEEK[day % len(SCHOOL_WEEK)] for day in days]
    left = [day for day in QUIET_DAYS if day not in taken]
    quiet = [day for day in left if day not in busy] or [day for day in left if day not in asking]
    return quiet[0] if quiet else QUIET_DAYS[0]


def row_of(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]) -> dict[str, object]:
    """Return a rhythm that a team would be given now as an arrangement holds it."""
    found = first(occasion, kind, rhythm, what)
    return arrangements.rhythm_kept(
        schedules.as_row(rhythm, what, found[1] if found else occasion.today) | {"kind": kind}
    )


def is_same(row: Mapping[str, object], other: Mapping[str, object] | None) -> bool:
    """Tell whether two rhythms, as arrangements hold them, come to the same; those that count weeks or months do from
    the same one."""
    if other is None:
        return False
    apart = {} if row["every"] in COUNTED else {"anchor": None}
    return {**row, **apart} == {**other, **apart}


def first(
    occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]
) -> tuple[datetime, date] | None:
    """Return when a new rhythm of something first comes, and the day from which its weeks or months are counted; None
    where it is over before it comes once."""
    counted, today = _counted_from(occasion, kind, rhythm, what), occasion.today
    begins = after(occasion, kind, rhythm)
    slot = recurrence.next_slot(rhythm, counted or today, occasion.zone, begins, occasion.free)
    if slot is None:
        return None
    day = slot.astimezone(occasion.zone).date()
    return slot, counted or recurrence.own_day(rhythm, today, day, occasion.free)


def _counted_from(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]) -> date | None:
    """Return from when the weeks or months of a rhythm are counted: those of a term are the same for all, and one that
    stays on other days or hours keeps its own; else from its first day to come. None where it counts none."""
    if rhythm.every == "term":
        return FIRST_OF_TERMS
    if rhythm.begins:
        return _first_from(occasion, rhythm, rhythm.begins)
    before = schedules.find(occasion.database, occasion.here.id, kind)
    is_other = before is None or (kind == "scan" and before.what != what)
    if before and not is_other and rhythm.every == before.rhythm.every and rhythm.every in COUNTED:
        return before.anchor
    if rhythm.every in SELDOM:
        return _out_of_holidays(occasion, rhythm)
    return _first_to_come(occasion, kind, rhythm) if rhythm.every in COUNTED else None


def _first_to_come(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> date | None:
    """Return the first day to come of a rhythm that is not free, or moves to one that isn't, whichever week or month
    that is, from which the others count; of what is ahead of meetings, the first meeting that can be prepared."""
    alike, today = replace(_each(rhythm), on_free=rhythm.on_free), occasion.today
    coming = recurrence.slots(alike, today, occasion.zone, after(occasion, kind, rhythm), occasion.free)
    days = (slot.astimezone(occasion.zone).date() for slot in islice(coming, recurrence.MOST_TIMES))
    day = next((day for day in days if occasion.free.name(day) is None), None)
    return recurrence.own_day(alike, today, day, occasion.free) if day else None


def _each(rhythm: Rhythm) -> Rhythm:
    """Return a rhythm as if each of its weeks or months counted, without an end, that stays on free days."""
    return replace(rhythm, every=COUNTED.get(rhythm.every, rhythm.every), on_free="skip", until=None)


def _first_from(occasion: Occasion, rhythm: Rhythm, begins: date) -> date:
    """Return the first day of a rhythm from a day on, whichever week or month that is, from which the others count."""
    alike = _each(rhythm)
    slot = recurrence.next_slot(alike, begins, occasion.zone, _before(occasion, begins))
    day = slot.astimezone(occasion.zone).date() if slot else begins
    return recurrence.own_day(alike, begins, day, timing.NONE_FREE)


def _before(occasion: Occasion, day: date) -> datetime:
    """Return the last instant before a day."""
    return timing.wall_clock(day, time.min, occasion.zone) - timedelta(microseconds=1)


def _out_of_holidays(occasion: Occasion, rhythm: Rhythm) -> date | None:
    """Return the first day that such a rhythm may begin on, a month from one to the next, for which school is on then
    and the time after too; else for which it is on then, or the very first."""
    each_month = replace(rhythm, every="month", on_free="skip")
    coming = recurrence.slots(each_month, occasion.today, occasion.zone, occasion.now)
    days = [slot.astimezone(occasion.zone).date() for slot in islice(coming, recurrence.MONTHS_BETWEEN["year"])]
    first_time = [day for day in days if occasion.free.name(day) is None]
    both = [day for day in first_time if not _is_free_next(occasion, rhythm, day)]
    return next(iter([*both, *first_time, *days]), None)


def _is_free_next(occasion: Occasion, rhythm: Rhythm, day: date) -> bool:
    """Tell whether a rhythm that begins on a day falls on a free one the next time, were it not to move."""
    endless = replace(rhythm, on_free="skip", until=None)
    night = timing.wall_clock(day + timedelta(days=1), time.min, occasion.zone)
    slot = recurrence.next_slot(endless, day, occasion.zone, night)
    return slot is not None and occasion.free.name(slot.astimezone(occasion.zone).date()) is not None


def _is_other(before: Rhythm, now: Rhythm) -> bool:
    """Tell whether a rhythm has more than other hours, its own or those of the meetings that it is ahead of."""
    is_alike = (before.meets_at is None) == (now.meets_at is None)
    return not is_alike or replace(before, at=now.at, meets_at=now.meets_at) != now


def after(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> datetime:
    """Return from when a rhythm counts: from the day that it is said to begin; where only its time changed and today's
    came, not today once more."""
    if rhythm.begins:
        return max(occasion.now, _before(occasion, rhythm.begins))
    before, zone = schedules.find(occasion.database, occasion.here.id, kind), occasion.zone
    if before is None or _is_other(before.rhythm, rhythm) or before.rhythm == rhythm:
        return occasion.now
    day, next_day = occasion.today, timedelta(days=1)
    early = schedules.latest_start(occasion.database, before)
    if early and early > occasion.now:
        # It came sooner than its time, and its day gets no second one.
        return _before(occasion, early.astimezone(zone).date() + next_day)
    slot = recurrence.next_slot(before.rhythm, before.anchor, zone, _before(occasion, day), occasion.free)
    return _before(occasion, day + next_day) if slot and slot <= occasion.now else occasion.now
