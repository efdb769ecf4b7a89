"""Rhythm and plan: what goes out when, what is skipped, missed or late, and steering it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.app import asking, giving_back
from bot.app.occasion import House, Occasion
from bot.core import rotation, timing
from bot.core.model import WEEKDAYS, Every, Rhythm, Schedule, ScheduleKind, Team, Weekday
from bot.core.outgoing import Keyboard
from bot.core.timing import GRACE, Lateness
from bot.storage import schedules, sessions, teams

DEFAULT_PROMPTS = Rhythm("week", ("tue",), time(12, 30))
DEFAULT_DIGEST = Rhythm("week", ("fri",), time(15, 30))
PRESETS = ("week tue 12:30", "week thu 12:30", "two weeks tue 12:30", "month tue 12:30")
FORTNIGHT = 14
NO_DIGEST = ("skipped", "absent", "paused")
EVERY_WORDS: dict[str, Every] = {
    **dict.fromkeys(("week", "weekly", "wekelijks"), "week"),
    **dict.fromkeys(("2", "two", "twee", "fortnight", "fortnightly", "tweewekelijks"), "two weeks"),
    **dict.fromkeys(("month", "monthly", "maand", "maandelijks"), "month"),
}
DAY_STEMS: dict[str, Weekday] = dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), WEEKDAYS, strict=True))
AT = re.compile(r"^(\d{1,2})[:.](\d{2})$")


@dataclass(frozen=True, slots=True)
class Planned:
    """Something owed in the time to come. `skipped` says why it will not go out, if so."""

    at: datetime
    schedule: Schedule
    method: str | None
    skipped: str | None


def as_weekday(word: str) -> Weekday | None:
    """Return the weekday that a Dutch or English word begins like."""
    if len(word) < 2:
        return None
    english: dict[str, Weekday] = {day: day for day in WEEKDAYS}
    return english.get(word[:3]) or DAY_STEMS.get(word[:2] if len(word) == 2 or word.endswith("dag") else "")


def as_rhythm(text: str) -> Rhythm | None:
    """Return the rhythm that words such as 'two weeks tue, thu 12:30' or 'maand di 12.30' stand for."""
    every: Every = "week"
    days: list[Weekday] = []
    at = None
    for word in re.split(r"[\s,]+", text.lower().strip()):
        if clock := AT.match(word):
            hour, minute = int(clock[1]), int(clock[2])
            if hour > 23 or minute > 59:
                return None
            at = time(hour, minute)
        elif day := as_weekday(word):
            days.append(day)
        elif word in EVERY_WORDS and every == "week":
            every = EVERY_WORDS[word]
    if at is None or not days:
        return None
    return Rhythm(every, tuple(sorted(set(days), key=WEEKDAYS.index)), at)


def as_date(text: str, today: date) -> date | None:
    """Return the coming date that '2026-12-18', '18-12-2026' or '18/12' stands for; None if it can't be."""
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if len(numbers) == 3 and numbers[0] > 31:
        year, month, day = numbers
    elif len(numbers) == 3:
        day, month, year = numbers
    elif len(numbers) == 2:
        (day, month), year = numbers, today.year
    else:
        return None
    try:
        found = date(year, month, day)
        return found.replace(year=year + 1) if len(numbers) == 2 and found < today else found
    except ValueError:
        return None


def set_rhythm(occasion: Occasion, rhythm: Rhythm) -> None:
    """Give the team a rhythm of prompts, and with it the weekly digest; the first prompt comes after today's."""
    _put(occasion, "prompt", rhythm, asking.families(occasion))
    if not any(schedule.kind == "digest" for schedule in schedules.of_team(occasion.database, occasion.here.id)):
        _put(occasion, "digest", DEFAULT_DIGEST, ())


def rearrange(occasion: Occasion) -> None:
    """Work out the next moments again after the team's time zone changed."""
    for schedule in schedules.of_team(occasion.database, occasion.here.id):
        _put(occasion, schedule.kind, schedule.rhythm, schedule.families, schedule.anchor)


def _put(
    occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, families: tuple[str, ...], anchor: date | None = None
) -> None:
    """Store a schedule; every second week is counted from `anchor`, or from the first week that is asked in."""
    today = occasion.now.astimezone(occasion.zone).date()
    slot = timing.next_slot(rhythm, anchor or today, occasion.zone, occasion.now)
    anchor = anchor or slot.astimezone(occasion.zone).date()
    schedules.put(occasion.database, occasion.here.id, kind, rhythm, families, anchor, slot)


def why_skipped(house: House, team: Team, schedule: Schedule, slot: datetime) -> str | None:
    """Return why a moment will not go out: a pause, a holiday, or skipped by hand; None if it will."""
    day = slot.astimezone(team.zone).date()
    if schedules.is_decided(house.database, schedule, slot):
        return "skipped"
    if not team.is_present:
        return "absent"
    if team.paused_until and day <= team.paused_until:
        return "paused"
    return house.content.free_days(team.region).name(day)


def outlook(house: House, team: Team, now: datetime, days: int) -> list[Planned]:
    """Return what a team is owed in the days to come, in order, with the prompts whose turn it will be."""
    planned = [
        Planned(slot, schedule, None, why_skipped(house, team, schedule, slot))
        for schedule in schedules.of_team(house.database, team.id)
        for slot in _slots(schedule, team, now, now + timedelta(days=days))
    ]
    history = sessions.latest_methods(house.database, team.id)
    methods = house.content.methods.values()
    result = []
    for item in sorted(planned, key=lambda item: (item.at, item.schedule.id)):
        if item.schedule.kind == "prompt" and not item.skipped:
            method = rotation.next_method(methods, history, item.schedule.families, team.id)
            history.append(method.id if method else "")
            result.append(replace(item, method=method.id if method else None))
        else:
            result.append(item)
    return result


def _slots(schedule: Schedule, team: Team, now: datetime, end: datetime) -> Iterator[datetime]:
    after = min(schedule.next_slot, now) - timedelta(microseconds=1)
    for slot in timing.slots(schedule.rhythm, schedule.anchor, team.zone, after):
        if slot > end:
            return
        if slot >= schedule.next_slot:
            yield slot


def plan(occasion: Occasion, argument: str) -> None:
    """Answer /plan: the next fourteen days; a coordinator skips, pauses and resumes from here."""
    items = outlook(occasion.house, occasion.here, occasion.now, FORTNIGHT)
    methods, language = occasion.house.content.methods, occasion.language
    lines = [
        {
            "at": item.at,
            "kind": item.schedule.kind,
            "title": methods[item.method].title.in_(language) if item.method else "",
            "skipped": item.skipped,
        }
        for item in items
    ]
    has_rhythm = bool(schedules.of_team(occasion.database, occasion.here.id))
    occasion.show(
        "planning.plan",
        _plan_buttons(occasion),
        lines=lines,
        paused_until=occasion.here.paused_until,
        has_rhythm=has_rhythm,
    )


def _plan_buttons(occasion: Occasion) -> Keyboard:
    if not schedules.of_team(occasion.database, occasion.here.id):
        return ()
    skip = occasion.button("skip_next", "skipnext")
    pause = occasion.button("resume", "resume") if occasion.here.paused_until else occasion.button("pause", "pauseteam")
    return ((skip, pause),)


def skip_next(occasion: Occasion, argument: str) -> None:
    """Answer the button that skips the next prompt: it is recorded, and the one after it stands."""
    for item in outlook(occasion.house, occasion.here, occasion.now, 62):
        if item.schedule.kind == "prompt" and not item.skipped:
            schedules.claim(occasion.database, item.schedule, item.at, "skipped", occasion.now, "by hand")
            occasion.hint("planning.skipped_next", at=item.at)
            return
    occasion.hint("planning.nothing_to_skip")


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pauseteam: nothing goes out until after a date; two weeks if none is given."""
    today = occasion.now.astimezone(occasion.zone).date()
    until = as_date(argument, today) if argument else today + timedelta(days=FORTNIGHT)
    if until is None or until < today or until > today + timedelta(days=366):
        occasion.hint("planning.bad_date")
        return
    teams.pause(occasion.database, occasion.here.id, until)
    occasion.answer("planning.paused", ((occasion.button("resume", "resume"),),), until=until)


def resume(occasion: Occasion, argument: str) -> None:
    """Answer /resume: the rhythm goes on."""
    teams.pause(occasion.database, occasion.here.id, None)
    occasion.answer("planning.resumed")


def act_on_owed(occasion: Occasion) -> None:
    """Do what the clock owes a team now: start, skip or record as missed, each moment once."""
    missed = []
    for schedule in schedules.of_team(occasion.database, occasion.here.id):
        while schedule.next_at <= occasion.now:
            if not _act(occasion, schedule):
                missed.append({"kind": schedule.kind, "at": schedule.next_slot})
            slot = timing.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, schedule.next_slot)
            schedules.advance(occasion.database, schedule, slot)
            schedule = replace(schedule, next_slot=slot, next_at=slot + timing.spread(schedule.team_id))
    if missed:
        occasion.tell_coordinators("planning.missed", missed=missed)


def _is_worth_a_digest(occasion: Occasion, schedule: Schedule, reason: str) -> bool:
    """Tell whether a digest that falls on a free day is due all the same, since there was a question that week.

    It then reaches each leader on the next working day.
    """
    if schedule.kind != "digest" or reason in NO_DIGEST:
        return False
    week = (schedule.next_slot - timedelta(days=7), schedule.next_slot)
    return bool(sessions.since(occasion.database, occasion.here.id, *week))


def _act(occasion: Occasion, schedule: Schedule) -> bool:
    """Decide one moment; return False if it was missed."""
    team, slot, now = occasion.here, schedule.next_slot, occasion.now
    if schedules.is_decided(occasion.database, schedule, slot):
        return True
    reason = why_skipped(occasion.house, team, schedule, slot)
    if reason and not _is_worth_a_digest(occasion, schedule, reason):
        schedules.claim(occasion.database, schedule, slot, "skipped", now, reason)
        return True
    if timing.lateness(schedule.kind, slot, now, team.zone, occasion.free) is Lateness.MISSED:
        schedules.claim(occasion.database, schedule, slot, "missed", now, "the bot was not running")
        return False
    moment_id = schedules.claim(occasion.database, schedule, slot, "started", now)
    if schedule.kind == "digest":
        giving_back.send_digests(occasion)
    elif method := asking.fitting_method(occasion, schedule.families):
        asking.start(occasion, method, moment_id, keeps=max(slot + GRACE["prompt"] - now, timedelta(minutes=5)))
    return True
