"""Planning: a team’s rhythms, and what becomes of each moment that is owed by them: started, skipped or missed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.rhythm import counting
from bot.app.rhythm.outlook import BEGINNING, PAUSED, is_for_pairs, is_worth_a_digest, why_skipped
from bot.core import recurrence, timing
from bot.core.model import Pace, Rhythm, Role, Schedule, ScheduleKind
from bot.core.timing import Lateness
from bot.storage import beforehand, members, schedules, teams

PRESETS = ("week tue 12:30", "week thu 12:30", "two weeks tue 12:30", "month tue 12:30")
# What starts the next moment of a schedule, which comes at an instant, by the number of that moment.
Starter = Callable[[Occasion, Schedule, datetime, int | None], None]
MISSED_SHOWN = 5
# What may find something in its way, and then does not come on that day either.
TELL_THEMSELVES = ("scan",)


def set_rhythm(occasion: Occasion, rhythm: Rhythm) -> None:
    """Give the team a rhythm of prompts, of the families chosen, and with it the weekly digest; what was owed by the
    old one has happened. An overview on a day of those moves off it, unless its day was chosen."""
    before = schedules.find(occasion.database, occasion.here.id, "prompt")
    overview = schedules.find(occasion.database, occasion.here.id, "overview")
    was_usual = overview is not None and overview.rhythm == counting.overview_rhythm(occasion, overview.rhythm.every)
    _put(occasion, "prompt", rhythm, before.what if before else ())
    if overview and was_usual and set(overview.rhythm.days) & set(rhythm.days):
        # It is where it would be if nobody chose its day, and would come with a question now.
        _put(occasion, "overview", counting.overview_rhythm(occasion, overview.rhythm.every), ())
    if schedules.find(occasion.database, occasion.here.id, "digest") is None:
        _put(occasion, "digest", counting.DEFAULT_DIGEST, ())
    give_overviews(occasion, schedules.of_team(occasion.database, occasion.here.id))


def set_overviews(occasion: Occasion, rhythm: Rhythm | None) -> None:
    """Give the team an overview by itself from now on, or none any more."""
    teams.set_overviews(occasion.database, occasion.here.id, rhythm is not None)
    occasion.look_again()
    if rhythm is None:
        schedules.drop(occasion.database, occasion.here.id, "overview")
    else:
        _put(occasion, "overview", rhythm, ())


def give_overviews(occasion: Occasion, found: Iterable[Schedule]) -> None:
    """Let a team that is asked questions, as its schedules tell, get an overview a month, unless it chose otherwise."""
    kinds = {schedule.kind for schedule in found}
    if "prompt" in kinds and "overview" not in kinds and occasion.here.has_overviews:
        set_overviews(occasion, counting.overview_rhythm(occasion, "month"))


def set_method(occasion: Occasion, rhythm: Rhythm, method: str, pace: Pace) -> None:
    """Give the team a rhythm of one method of consultation, beside that of its questions."""
    _put(occasion, "method", rhythm, (method, pace))


def set_scan(occasion: Occasion, rhythm: Rhythm, instrument: str) -> None:
    """Give the team a rhythm of one scan, beside that of its questions."""
    _put(occasion, "scan", rhythm, (instrument,))


def rearrange(occasion: Occasion, was: ZoneInfo | None = None) -> None:
    """Work out the next moments again after the team's free days changed, or its clock, which `was` another; what was
    decided of moments that there still are stays."""
    for schedule in schedules.of_team(occasion.database, occasion.here.id):
        decided = beforehand.of_schedule(occasion.database, schedule.id)
        if schedule.next_slot <= occasion.now and schedule.next_slot in decided:
            # It was put off, and comes yet.
            continue
        if schedule.rhythm.meets_at:
            _keep_to_meeting(occasion, schedule, was or occasion.zone)
        else:
            put_back(occasion, schedule.kind, schedule.rhythm, schedule.what, schedule.anchor, was)
        for slot, one in decided.items():
            if slot > occasion.now and _falls_on(occasion, schedule, slot):
                beforehand.decide(occasion.database, schedule, slot, one)


def _falls_on(occasion: Occasion, schedule: Schedule, slot: datetime) -> bool:
    just_before = slot - timedelta(microseconds=1)
    return recurrence.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, just_before, occasion.free) == slot


def _keep_to_meeting(occasion: Occasion, schedule: Schedule, was: ZoneInfo) -> None:
    """Let what comes next stay ahead of the meeting that it prepares, whatever is free by now: where its day has passed
    it comes as soon as it may, and where there is no time left, the next meeting is prepared."""
    rhythm, anchor, zone = schedule.rhythm, schedule.anchor, occasion.zone
    meeting = recurrence.own_day(rhythm, anchor, schedule.next_slot.astimezone(was).date(), occasion.free)
    slot = recurrence.ahead_of(rhythm, meeting, zone, occasion.free)
    soon = timing.in_daytime(occasion.now, zone, occasion.free)
    meets_at = recurrence.meeting_after(rhythm, anchor, meeting, zone, occasion.free)
    if slot <= occasion.now and meets_at and soon >= meets_at:
        after = max(occasion.now, timing.wall_clock(meeting + timedelta(days=1), time.min, zone))
        found = recurrence.next_slot(rhythm, anchor, zone, after, occasion.free)
        _store(occasion, schedule.kind, rhythm, schedule.what, (found, anchor) if found else None, was)
        return
    _store(occasion, schedule.kind, rhythm, schedule.what, (slot, anchor), was)
    now = schedules.find(occasion.database, occasion.here.id, schedule.kind)
    if now and slot <= occasion.now:
        beforehand.decide(occasion.database, now, slot, beforehand.Decided(soon))


def put_back(
    occasion: Occasion,
    kind: ScheduleKind,
    rhythm: Rhythm,
    what: tuple[str, ...],
    anchor: date,
    was: ZoneInfo | None = None,
) -> None:
    """Let a team have a schedule from now on, counted from a day as before, by another clock than it `was` or the same:
    on no day a second time. None where it is over by now."""
    zone, begins = occasion.zone, counting.after(occasion, kind, rhythm)
    if (had := _had_on(occasion, kind, was or zone)) and had >= occasion.today:
        begins = max(begins, timing.wall_clock(had + timedelta(days=1), time.min, zone) - timedelta(microseconds=1))
    slot = recurrence.next_slot(rhythm, anchor, zone, begins, occasion.free)
    _store(occasion, kind, rhythm, what, (slot, anchor) if slot else None, was)


def _had_on(occasion: Occasion, kind: ScheduleKind, zone: ZoneInfo) -> date | None:
    """Return the last day, by a clock, of which a team had the moment of a kind: it came, or was let pass."""
    before = schedules.find(occasion.database, occasion.here.id, kind)
    had = schedules.latest_had(occasion.database, before, occasion.now) if before else None
    return had.astimezone(zone).date() if had else None


def _put(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, what: tuple[str, ...]) -> None:
    """Give the team a schedule from now on; none where it would be over before it came once."""
    _store(occasion, kind, rhythm, what, counting.first(occasion, kind, rhythm, what))


def _store(
    occasion: Occasion,
    kind: ScheduleKind,
    rhythm: Rhythm,
    what: tuple[str, ...],
    first: tuple[datetime, date] | None,
    was: ZoneInfo | None = None,
) -> None:
    if first is None:
        schedules.drop(occasion.database, occasion.here.id, kind)
        return
    slot, anchor = first
    before, zone = schedules.find(occasion.database, occasion.here.id, kind), was or occasion.zone
    # What was skipped today may have been due by now, and would come again by another clock or at another hour.
    today = timing.wall_clock(occasion.now.astimezone(zone).date(), time.min, zone)
    skipped = schedules.skipped_by_hand(occasion.database, before, today) if before else []
    schedules.put(occasion.database, occasion.here.id, kind, rhythm, what, anchor, slot)
    if before and skipped:
        _skip_again(occasion, replace(before, rhythm=rhythm, anchor=anchor), skipped, zone)


def _skip_again(occasion: Occasion, schedule: Schedule, skipped: Sequence[datetime], was: ZoneInfo) -> None:
    """Let what was skipped by hand be skipped on the same days, at whatever hour it comes now."""
    for before in skipped:
        day = before.astimezone(was).date()
        begins = timing.wall_clock(day, time.min, occasion.zone) - timedelta(microseconds=1)
        slot = recurrence.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, begins, occasion.free)
        if slot and slot != before and slot.astimezone(occasion.zone).date() == day:
            schedules.claim(occasion.database, schedule, slot, "skipped", occasion.now, schedules.BY_HAND)
            if before > occasion.now:
                schedules.take_back(occasion.database, schedule, before)


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
                missed.append({"kind": _called(occasion, schedule), "at": at})
            beforehand.forget(occasion.database, schedule.id, schedule.next_slot)
            slot = recurrence.next_slot(
                schedule.rhythm, schedule.anchor, occasion.zone, schedule.next_slot, occasion.free
            )
            if slot is None:
                _end(occasion, schedule)
                break
            comes_at = beforehand.find(occasion.database, schedule.id, slot).at or slot
            schedule = schedules.advance(occasion.database, schedule, slot, comes_at)
    if missed:
        more = max(len(missed) - MISSED_SHOWN, 0)
        occasion.tell_coordinators("planning.missed", missed=missed[-MISSED_SHOWN:], more=more)
        _tell_group(occasion, [one for one in missed if one["kind"] in (*BEGINNING, "call")][-MISSED_SHOWN:])


def _tell_group(occasion: Occasion, missed: Sequence[Mapping[str, object]]) -> None:
    """Tell the group, by day and without a sound, what did not come, so that nobody waits for it."""
    if missed:
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
        occasion.say("planning.lapsed", moments=list(missed), send_after=after, is_silent=True)


def _called(occasion: Occasion, schedule: Schedule) -> str:
    return "call" if is_for_pairs(occasion.house, schedule) else schedule.kind


def tell_moved(occasion: Occasion, schedule: Schedule, send_after: datetime) -> None:
    """Tell the group why something comes on another day than it is used to."""
    today = schedule.next_slot.astimezone(occasion.zone).date()
    day = recurrence.moved_from(schedule.rhythm, schedule.anchor, today, occasion.free)
    if day and schedule.kind in BEGINNING:
        name = occasion.free.name(day)
        occasion.say(
            "planning.moved_day",
            kind=_called(occasion, schedule),
            day=day,
            name=name,
            send_after=send_after,
            is_silent=True,
        )


def _end(occasion: Occasion, schedule: Schedule) -> None:
    """Take away a rhythm that has come to its end, and tell the coordinators."""
    with noting(occasion):
        schedules.drop(occasion.database, occasion.here.id, schedule.kind)
    if schedule.kind != "after":
        occasion.tell_coordinators("planning.rhythm_over", kind=schedule.kind)


def _why_not_then(occasion: Occasion, schedule: Schedule, at: datetime) -> str | None:
    """Return why something does not begin on the day on which it really comes, on time or late: the team has a break
    by then, or nobody of all who take part works on it. None where it does."""
    if schedule.kind not in BEGINNING:
        return None
    day = at.astimezone(occasion.zone).date()
    if timing.is_among(occasion.here.pauses, day):
        return PAUSED
    everyone = members.in_role(occasion.database, occasion.here.id, Role.MEMBER)
    is_for_nobody = bool(everyone) and not any(timing.works(person, day, occasion.free) for person in everyone)
    return schedules.NOBODY if is_for_nobody else None


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
    if reason and not is_worth_a_digest(occasion.house, team, schedule, slot, reason):
        schedules.claim(occasion.database, schedule, slot, "skipped", now, reason)
        return True
    if timing.lateness(schedule.kind, at, now, team.zone, occasion.free) is Lateness.MISSED:
        schedules.claim(occasion.database, schedule, slot, "missed", now, "the bot was not running")
        return False
    comes_at = max(timing.comes_at(schedule.kind, at, now, team.zone, occasion.free), now)
    if reason := _why_not_then(occasion, schedule, comes_at):
        schedules.claim(occasion.database, schedule, slot, "skipped", now, reason)
        return True
    if at == slot and schedule.kind not in TELL_THEMSELVES:
        tell_moved(occasion, schedule, comes_at)
    moment_id = schedules.claim(occasion.database, schedule, slot, "started", now)
    starters[schedule.kind](occasion, schedule, at, moment_id)
    return True
