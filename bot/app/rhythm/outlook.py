"""What a team is owed in the time to come, with the prompts whose turn it will be and what will be skipped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.app.context import turns
from bot.app.context.house import House
from bot.app.context.turns import Turns
from bot.core import recurrence, timing
from bot.core.model import Schedule, ScheduleKind, Team
from bot.core.programme import Coming
from bot.core.rotation import Asked
from bot.core.timing import FreeDays
from bot.storage import beforehand, programmes, schedules, sessions

FAR_ENOUGH = 100
# What comes once a year may be skipped once.
VERY_FAR = timedelta(days=800)
# Why something is let pass while the team has a break.
PAUSED = "paused"
# Why something does not come that was decided on before, as when somebody skips it.
SKIPPED = "skipped"
# Why a digest doesn't come even where there was a question that week.
NO_DIGEST = (SKIPPED, "absent", PAUSED)
# Of a question that there is not.
NOTHING = "-"
# What begins something in a team, and so can be skipped.
ASKING = ("prompt", "after")
BEGINNING = ("prompt", "method", "after", "scan")


@dataclass(frozen=True, slots=True)
class Planned:
    """Something owed in the time to come, which falls on a `slot` of its rhythm. `skipped` says why it will not go out,
    if so; `moved_from` the day on which it would have come, were that not free or another chosen; `meeting` that of one
    which it prepares. Of a programme it is a `part`, which may wait for the group to go on."""

    at: datetime
    slot: datetime
    schedule: Schedule
    method: str | None
    skipped: str | None
    moved_from: date | None = None
    meeting: date | None = None
    part: Coming | None = None
    is_call: bool = False

    @property
    def kind(self) -> ScheduleKind:
        """What it is for people: at a moment of questions a programme may have a method or a scan."""
        return self.part.item.kind if self.part else self.schedule.kind

    @property
    def called(self) -> str:
        """What a sentence calls it by: a method in pairs is a call."""
        return "call" if self.is_call else self.kind

    @property
    def key(self) -> str:
        """What a button calls it by: its slot, whatever time was chosen."""
        return f"{self.slot:%Y-%m-%dt%H:%M}"


def why_skipped(house: House, team: Team, schedule: Schedule, slot: datetime, at: datetime) -> str | None:
    """Return why a moment that comes at an instant will not go out: a pause, a holiday, or skipped by hand; None if it
    will."""
    day = at.astimezone(team.zone).date()
    if schedules.is_decided(house.database, schedule, slot):
        return SKIPPED
    if not team.is_present:
        return "absent"
    if timing.is_among(team.pauses, day):
        return PAUSED
    return house.content.free_days(team.region, team.free_days, team.language).name(day)


def is_worth_a_digest(
    house: House, team: Team, schedule: Schedule, slot: datetime, reason: str, asked_at: Sequence[datetime] = ()
) -> bool:
    """Tell whether a digest that falls on a free day is due all the same, since there was a question that week, or is
    by then of those that come.

    It then reaches each leader on the next working day.
    """
    if schedule.kind != "digest" or reason in NO_DIGEST:
        return False
    begins = slot - timing.WEEK
    is_to_come = any(begins <= at < slot for at in asked_at)
    return is_to_come or bool(sessions.asked_between(house.database, team.id, begins, slot))


def outlook(house: House, team: Team, now: datetime, days: int) -> list[Planned]:
    """Return what a team is owed in the days to come, in order, with the question, method or scan whose turn it is."""
    return list(_coming(house, team, now, days))


def _coming(house: House, team: Team, now: datetime, days: int) -> Iterator[Planned]:
    """Yield that one by one: which question comes is worked out only as far as somebody looks."""
    free = house.content.free_days(team.region, team.free_days, team.language)
    end = now + timedelta(days=days)
    planned = [
        one
        for schedule in schedules.of_team(house.database, team.id)
        for one in _planned(house, team, schedule, now, end, free)
    ]
    history, in_turn = turns.history(house, team), Turns(house, team)
    parts, asked_at = _parts(house, team), list[datetime]()
    for item in sorted(planned, key=lambda item: (item.at, item.schedule.id)):
        if item.schedule.kind in ASKING and not item.skipped:
            chosen = item.method if item.method and in_turn.has(item.method) else None
            part = next(parts, None) if item.schedule.kind == "prompt" and not chosen else None
            method = chosen or _method_of(in_turn, item, part, history, team)
            if item.schedule.kind == "after" or part is None or part.item.kind == "prompt":
                history.append(Asked(method or NOTHING, item.at.astimezone(team.zone).date()))
                asked_at.append(item.at)
            is_call = part is not None and part.item.kind == "method" and method in house.content.called
            yield replace(item, method=method, part=part, is_call=is_call)
        elif item.schedule.kind in ("method", "scan"):
            yield replace(item, method=item.schedule.what[0])
        elif item.skipped and is_worth_a_digest(house, team, item.schedule, item.slot, item.skipped, asked_at):
            yield replace(item, skipped=None)
        else:
            yield item


def _parts(house: House, team: Team) -> Iterator[Coming]:
    """Yield what a team's programme has for the moments to come, as if the group always went on in time."""
    course = programmes.of_team(house.database, team.id)
    return course.coming() if course else iter(())


def _method_of(
    in_turn: Turns, planned: Planned, part: Coming | None, history: Sequence[Asked], team: Team
) -> str | None:
    """Return what comes: that of the programme, or the question whose turn it is."""
    item = part.item if part else None
    if item and item.named:
        return item.named
    families = (item.family,) if item and item.family else ()
    found = in_turn.next(planned.at.astimezone(team.zone).date(), history, families)
    return found.id if found else None


def _planned(
    house: House, team: Team, schedule: Schedule, now: datetime, end: datetime, free: FreeDays
) -> Iterator[Planned]:
    """Yield what a schedule owes, each at the time and with the question that was decided on, if any was."""
    decided = beforehand.of_schedule(house.database, schedule.id)
    is_call = is_for_pairs(house, schedule)
    for slot in _slots(schedule, team, now, end, free):
        chosen = decided.get(slot, beforehand.NOTHING)
        at = chosen.at or slot
        skipped = why_skipped(house, team, schedule, slot, at)
        moved = slot.astimezone(team.zone).date() if chosen.at else _moved(schedule, team, slot, free)
        yield Planned(
            at, slot, schedule, chosen.method, skipped, moved, _meeting(schedule, team, slot, free), is_call=is_call
        )


def is_for_pairs(house: House, schedule: Schedule) -> bool:
    """Tell whether what a schedule begins is a call, of which pairs come."""
    return schedule.kind == "method" and schedule.what[0] in house.content.called


def _meeting(schedule: Schedule, team: Team, slot: datetime, free: FreeDays) -> date | None:
    day, rhythm = slot.astimezone(team.zone).date(), schedule.rhythm
    return recurrence.own_day(rhythm, schedule.anchor, day, free) if rhythm.meets_at else None


def _moved(schedule: Schedule, team: Team, slot: datetime, free: FreeDays) -> date | None:
    return recurrence.moved_from(schedule.rhythm, schedule.anchor, slot.astimezone(team.zone).date(), free)


def _slots(schedule: Schedule, team: Team, now: datetime, end: datetime, free: FreeDays) -> Iterator[datetime]:
    after = min(schedule.next_slot, now) - timedelta(microseconds=1)
    for slot in recurrence.slots(schedule.rhythm, schedule.anchor, team.zone, after, free):
        if slot > end:
            return
        if slot >= schedule.next_slot:
            yield slot


def next_prompt(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next prompt that will really go out: past what is skipped, the pause and the holidays."""
    return _next(house, team, now, ("prompt",))


def next_start(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next question, method or scan that will really begin."""
    return _next(house, team, now, BEGINNING)


def starts(house: House, team: Team, now: datetime) -> list[Planned]:
    """Return the questions, methods and scans that will really begin, in order."""
    return [one for one in outlook(house, team, now, FAR_ENOUGH) if one.schedule.kind in BEGINNING and not one.skipped]


def next_of(house: House, team: Team, schedule: Schedule, now: datetime) -> Planned | None:
    """Return the next moment of one schedule that will really come, however seldom it does."""
    free = house.content.free_days(team.region, team.free_days, team.language)
    planned = _planned(house, team, schedule, now, now + VERY_FAR, free)
    return next((one for one in planned if not one.skipped), None)


def next_overview(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next overview that will really come by itself."""
    return _next(house, team, now, ("overview",))


def _next(house: House, team: Team, now: datetime, kinds: tuple[str, ...]) -> Planned | None:
    items = _coming(house, team, now, FAR_ENOUGH)
    return next((item for item in items if item.schedule.kind in kinds and not item.skipped), None)
