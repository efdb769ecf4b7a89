"""Planning: a team’s rhythms, and what becomes of each moment that is owed by them: started, skipped or missed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.rhythm.outlook import BEGINNING, why_skipped
from bot.core import timing
from bot.core.model import SCHOOL_WEEK, Every, Pace, Rhythm, Role, Schedule, ScheduleKind, Weekday
from bot.core.saying.words import Unclear
from bot.core.timing import Lateness
from bot.storage import beforehand, members, schedules, sessions, teams

DEFAULT_DIGEST = Rhythm("week", ("fri",), time(15, 30))
PRESETS = ("week tue 12:30", "week thu 12:30", "two weeks tue 12:30", "month tue 12:30")
# Terms end in December, March, June and September, counted from this one on.
FIRST_OF_TERMS = date(2020, 12, 1)
# An overview comes on a day without a question, nor the summary of one: those close two days later as a rule.
OVERVIEW_DAYS: tuple[Weekday, ...] = ("mon", "wed", "thu", "tue", "fri")
CLOSES_WITHIN = 2
# Rhythms that count weeks or months from the first.
COUNTED = ("two weeks", "three weeks", "four weeks", "two months")
# What starts the next moment of a schedule, which comes at an instant, by the number of that moment.
Starter = Callable[[Occasion, Schedule, datetime, int | None], None]
MISSED_SHOWN = 5
NO_DIGEST = ("skipped", "absent", "paused")


def set_rhythm(occasion: Occasion, rhythm: Rhythm) -> None:
    """Give the team a rhythm of prompts, of the families chosen, and with it the weekly digest; what was owed by the
    old one has happened."""
    before = schedules.find(occasion.database, occasion.here.id, "prompt")
    _put(occasion, "prompt", rhythm, before.what if before else ())
    if schedules.find(occasion.database, occasion.here.id, "digest") is None:
        _put(occasion, "digest", DEFAULT_DIGEST, ())
    give_overviews(occasion, schedules.of_team(occasion.database, occasion.here.id))


def checked(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> Rhythm | Unclear:
    """Return a rhythm that something can come by; or why it can't: once a term is for overviews, and it may end before
    it comes once. What comes so many times ends on the day of the last."""
    if rhythm.every == "term":
        return Unclear("every")
    if rhythm.times:
        endless = replace(rhythm, times=None, until=None)
        anchor = _kept_weeks(occasion, kind, endless) or occasion.today
        after = _after(occasion, kind, endless)
        until = timing.last_of(endless, rhythm.times, anchor, occasion.zone, after, occasion.free)
        if until is None:
            return Unclear("ended")
        rhythm = replace(endless, until=until)
    return rhythm if _first(occasion, kind, rhythm) else Unclear("ended", days=(rhythm.until,) if rhythm.until else ())


def set_overviews(occasion: Occasion, rhythm: Rhythm | None) -> None:
    """Give the team an overview by itself from now on, or none any more."""
    teams.set_overviews(occasion.database, occasion.here.id, rhythm is not None)
    occasion.look_again()
    if rhythm is None:
        schedules.drop(occasion.database, occasion.here.id, "overview")
    elif rhythm.every == "term":
        put_back(occasion, "overview", rhythm, (), FIRST_OF_TERMS)
    else:
        _put(occasion, "overview", rhythm, ())


def give_overviews(occasion: Occasion, found: Iterable[Schedule]) -> None:
    """Let a team that is asked questions, as its schedules tell, get an overview a month, unless it chose otherwise."""
    kinds = {schedule.kind for schedule in found}
    if "prompt" in kinds and "overview" not in kinds and occasion.here.has_overviews:
        set_overviews(occasion, overview_rhythm(occasion, "month"))


def overview_rhythm(occasion: Occasion, every: Every) -> Rhythm:
    """Return when an overview comes where nobody chose a day: on a quiet one, at the hour of questions."""
    found = schedules.find(occasion.database, occasion.here.id, "prompt")
    asked = found.rhythm if found else None
    at = asked.at if asked and timing.is_in_school_hours(asked) else DEFAULT_DIGEST.at
    days = [SCHOOL_WEEK.index(day) for day in asked.days if day in SCHOOL_WEEK] if asked else []
    busy = {SCHOOL_WEEK[(day + ahead) % len(SCHOOL_WEEK)] for day in days for ahead in range(CLOSES_WITHIN + 1)}
    quiet = [day for day in OVERVIEW_DAYS if day not in busy] or [
        day for day in OVERVIEW_DAYS if not asked or day not in asked.days
    ]
    day = quiet[0] if quiet else OVERVIEW_DAYS[0]
    return Rhythm(every, (day,), at)


def set_method(occasion: Occasion, rhythm: Rhythm, method: str, pace: Pace) -> None:
    """Give the team a rhythm of one method of consultation, beside that of its questions."""
    _put(occasion, "method", rhythm, (method, pace))


def rearrange(occasion: Occasion) -> None:
    """Work out the next moments again after the team's clock or free days changed; what was decided of moments that
    there still are stays."""
    for schedule in schedules.of_team(occasion.database, occasion.here.id):
        decided = beforehand.of_schedule(occasion.database, schedule.id)
        if schedule.next_slot <= occasion.now and schedule.next_slot in decided:
            # It was put off, and comes yet.
            continue
        put_back(occasion, schedule.kind, schedule.rhythm, schedule.what, schedule.anchor)
        for slot, one in decided.items():
            if slot > occasion.now and _falls_on(occasion, schedule, slot):
                beforehand.decide(occasion.database, schedule, slot, one)


def _falls_on(occasion: Occasion, schedule: Schedule, slot: datetime) -> bool:
    just_before = slot - timedelta(microseconds=1)
    return timing.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, just_before, occasion.free) == slot


def row_of(
    occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...], anchor: date | None = None
) -> dict[str, object]:
    """Return a rhythm that a team would be given now as an arrangement holds it; counted from a day, or its first."""
    first = None if anchor else _first(occasion, kind, rhythm)
    return schedules.as_row(rhythm, what, anchor or (first[1] if first else occasion.today)) | {"kind": kind}


def is_same(row: Mapping[str, object], other: Mapping[str, object] | None) -> bool:
    """Tell whether two rhythms, as arrangements hold them, come to the same; those that count weeks or months do from
    the same one."""
    if other is None:
        return False
    apart = {} if row["every"] in COUNTED else {"anchor": None}
    return {**row, **apart} == {**other, **apart}


def put_back(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...], anchor: date) -> None:
    """Let a team have a schedule from now on, counted from a day as before; none where it is over by now."""
    slot = timing.next_slot(rhythm, anchor, occasion.zone, _after(occasion, kind, rhythm), occasion.free)
    _store(occasion, kind, rhythm, what, (slot, anchor) if slot else None)


def _put(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]) -> None:
    """Give the team a schedule from now on; none where it would be over before it came once."""
    _store(occasion, kind, rhythm, what, _first(occasion, kind, rhythm))


def _store(
    occasion: Occasion,
    kind: ScheduleKind,
    rhythm: Rhythm,
    what: tuple[str, ...],
    first: tuple[datetime, date] | None,
) -> None:
    if first is None:
        schedules.drop(occasion.database, occasion.here.id, kind)
        return
    slot, anchor = first
    before = schedules.find(occasion.database, occasion.here.id, kind)
    skipped = schedules.skipped_by_hand(occasion.database, before, occasion.now) if before else []
    schedules.put(occasion.database, occasion.here.id, kind, rhythm, what, anchor, slot)
    if before and skipped:
        _skip_again(occasion, replace(before, rhythm=rhythm, anchor=anchor), skipped)


def _skip_again(occasion: Occasion, schedule: Schedule, skipped: Sequence[datetime]) -> None:
    """Let what was skipped by hand be skipped on the same days, at whatever hour it comes now."""
    days = {slot.astimezone(occasion.zone).date() for slot in skipped}
    for day in days:
        begins = timing.wall_clock(day, time.min, occasion.zone) - timedelta(microseconds=1)
        slot = timing.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, begins, occasion.free)
        if slot and slot.astimezone(occasion.zone).date() == day and slot not in skipped:
            schedules.claim(occasion.database, schedule, slot, "skipped", occasion.now, schedules.BY_HAND)


def _first(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> tuple[datetime, date] | None:
    """Return when a new rhythm first comes, and the day from which its every second week is counted: that of the one it
    takes the place of, else of its own first moment, before that moved."""
    kept, today = _kept_weeks(occasion, kind, rhythm), occasion.today
    slot = timing.next_slot(rhythm, kept or today, occasion.zone, _after(occasion, kind, rhythm), occasion.free)
    if slot is None:
        return None
    day = slot.astimezone(occasion.zone).date()
    return slot, kept or timing.moved_from(rhythm, today, day, occasion.free) or day


def _kept_weeks(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> date | None:
    """Return from when every second week is counted, of a rhythm that stays one on other days or hours."""
    before = schedules.find(occasion.database, occasion.here.id, kind)
    stays = before is not None and rhythm.every == before.rhythm.every and rhythm.every in COUNTED
    return before.anchor if before and stays else None


def _after(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm) -> datetime:
    """Return from when a rhythm counts: where only its time changed and today's came, not today once more."""
    before, zone = schedules.find(occasion.database, occasion.here.id, kind), occasion.zone
    if before is None or replace(before.rhythm, at=rhythm.at) != rhythm or before.rhythm == rhythm:
        return occasion.now
    day, instant = occasion.today, timedelta(microseconds=1)
    early = schedules.latest_start(occasion.database, before)
    if early and early > occasion.now:
        # It came sooner than its time, and its day gets no second one.
        return timing.wall_clock(early.astimezone(zone).date() + timedelta(days=1), time.min, zone) - instant
    midnight, night = (timing.wall_clock(one, time.min, zone) for one in (day, day + timedelta(days=1)))
    first = timing.next_slot(before.rhythm, before.anchor, zone, midnight - instant, occasion.free)
    return night - instant if first and first <= occasion.now else occasion.now


def act_on_owed(occasion: Occasion, starters: Mapping[ScheduleKind, Starter]) -> None:
    """Do what the clock owes a team now: start, skip or record as missed, each moment once.

    `starters` say how a moment of each kind of schedule is started.
    """
    found, missed = schedules.of_team(occasion.database, occasion.here.id), []
    give_overviews(occasion, found)
    for schedule in found:
        while schedule.next_at <= occasion.now:
            at = beforehand.find(occasion.database, schedule.id, schedule.next_slot).at or schedule.next_slot
            if not _act(occasion, schedule, at, starters):
                missed.append({"kind": schedule.kind, "at": at})
            beforehand.forget(occasion.database, schedule.id, schedule.next_slot)
            slot = timing.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, schedule.next_slot, occasion.free)
            if slot is None:
                _end(occasion, schedule)
                break
            comes_at = beforehand.find(occasion.database, schedule.id, slot).at or slot
            schedule = schedules.advance(occasion.database, schedule, slot, comes_at)
    if missed:
        more = max(len(missed) - MISSED_SHOWN, 0)
        occasion.tell_coordinators("planning.missed", missed=missed[-MISSED_SHOWN:], more=more)
        _tell_group(occasion, [one for one in missed if one["kind"] in BEGINNING][-MISSED_SHOWN:])


def _tell_group(occasion: Occasion, missed: Sequence[Mapping[str, object]]) -> None:
    """Tell the group, by day and without a sound, what did not come, so that nobody waits for it."""
    if missed:
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
        occasion.say("planning.lapsed", moments=list(missed), send_after=after, is_silent=True)


def _tell_moved(occasion: Occasion, schedule: Schedule) -> None:
    """Tell the group why something comes on another day than it is used to."""
    today = schedule.next_slot.astimezone(occasion.zone).date()
    day = timing.moved_from(schedule.rhythm, schedule.anchor, today, occasion.free)
    if day and schedule.kind in BEGINNING:
        occasion.say("planning.moved_day", kind=schedule.kind, day=day, name=occasion.free.name(day), is_silent=True)


def _end(occasion: Occasion, schedule: Schedule) -> None:
    """Take away a rhythm that has come to its end, and tell the coordinators."""
    with noting(occasion):
        schedules.drop(occasion.database, occasion.here.id, schedule.kind)
    if schedule.kind != "after":
        occasion.tell_coordinators("planning.rhythm_over", kind=schedule.kind)


def _is_worth_a_digest(occasion: Occasion, schedule: Schedule, reason: str) -> bool:
    """Tell whether a digest that falls on a free day is due all the same, since there was a question that week.

    It then reaches each leader on the next working day.
    """
    if schedule.kind != "digest" or reason in NO_DIGEST:
        return False
    week = (schedule.next_slot - timedelta(days=7), schedule.next_slot)
    return bool(sessions.asked_between(occasion.database, occasion.here.id, *week))


def _is_for_nobody(occasion: Occasion, schedule: Schedule) -> bool:
    """Tell whether nobody of all who take part works on the day on which something would begin."""
    if schedule.kind not in BEGINNING:
        return False
    everyone = members.in_role(occasion.database, occasion.here.id, Role.MEMBER)
    day = occasion.today
    return bool(everyone) and not any(timing.works(person, day, occasion.free) for person in everyone)


def tell_of_nobody(occasion: Occasion) -> None:
    """Tell the coordinators in a line, once a week, which days passed since nobody works on them."""
    before = schedules.last_digest(occasion.database, occasion.here.id, occasion.now)
    since = before or occasion.now - timing.WEEK
    if passed := schedules.without_anybody(occasion.database, occasion.here.id, since):
        occasion.tell_coordinators("planning.nobody_works", moments=passed[-MISSED_SHOWN:])


def _act(occasion: Occasion, schedule: Schedule, at: datetime, starters: Mapping[ScheduleKind, Starter]) -> bool:
    """Decide the next moment of a schedule, which comes at an instant; return False if it was missed."""
    team, slot, now = occasion.here, schedule.next_slot, occasion.now
    if schedules.is_decided(occasion.database, schedule, slot):
        return True
    reason = why_skipped(occasion.house, team, schedule, slot, at)
    if reason and not _is_worth_a_digest(occasion, schedule, reason):
        schedules.claim(occasion.database, schedule, slot, "skipped", now, reason)
        return True
    if timing.lateness(schedule.kind, at, now, team.zone, occasion.free) is Lateness.MISSED:
        schedules.claim(occasion.database, schedule, slot, "missed", now, "the bot was not running")
        return False
    if _is_for_nobody(occasion, schedule):
        schedules.claim(occasion.database, schedule, slot, "skipped", now, schedules.NOBODY)
        return True
    if at == slot:
        _tell_moved(occasion, schedule)
    moment_id = schedules.claim(occasion.database, schedule, slot, "started", now)
    starters[schedule.kind](occasion, schedule, at, moment_id)
    return True
