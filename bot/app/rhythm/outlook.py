"""What a team is owed in the time to come, with the prompts whose turn it will be and what will be skipped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.app.context.house import House
from bot.core import rotation, timing
from bot.core.model import Schedule, Team
from bot.core.timing import FreeDays
from bot.storage import schedules, sessions

FAR_ENOUGH = 100
# What begins something in a team, and so can be skipped.
BEGINNING = ("prompt", "method")


@dataclass(frozen=True, slots=True)
class Planned:
    """Something owed in the time to come. `skipped` says why it will not go out, if so; `moved_from` the free day on
    which it would have come."""

    at: datetime
    schedule: Schedule
    method: str | None
    skipped: str | None
    moved_from: date | None = None


def why_skipped(house: House, team: Team, schedule: Schedule, slot: datetime) -> str | None:
    """Return why a moment will not go out: a pause, a holiday, or skipped by hand; None if it will."""
    day = slot.astimezone(team.zone).date()
    if schedules.is_decided(house.database, schedule, slot):
        return "skipped"
    if not team.is_present:
        return "absent"
    if timing.is_among(team.pauses, day):
        return "paused"
    return house.content.free_days(team.region, team.free_days, team.language).name(day)


def outlook(house: House, team: Team, now: datetime, days: int) -> list[Planned]:
    """Return what a team is owed in the days to come, in order, with the question or method whose turn it is."""
    free = house.content.free_days(team.region, team.free_days, team.language)
    planned = [
        Planned(slot, schedule, None, why_skipped(house, team, schedule, slot), _moved(schedule, team, slot, free))
        for schedule in schedules.of_team(house.database, team.id)
        for slot in _slots(schedule, team, now, now + timedelta(days=days), free)
    ]
    history = sessions.latest_methods(house.database, team.id)
    methods = house.content.prompts.values()
    result = []
    for item in sorted(planned, key=lambda item: (item.at, item.schedule.id)):
        if item.schedule.kind == "prompt" and not item.skipped:
            method = rotation.next_method(methods, history, item.schedule.what, team.id)
            history.append(method.id if method else "")
            result.append(replace(item, method=method.id if method else None))
        elif item.schedule.kind == "method":
            result.append(replace(item, method=item.schedule.what[0]))
        else:
            result.append(item)
    return result


def _moved(schedule: Schedule, team: Team, slot: datetime, free: FreeDays) -> date | None:
    return timing.moved_from(schedule.rhythm, schedule.anchor, slot.astimezone(team.zone).date(), free)


def _slots(schedule: Schedule, team: Team, now: datetime, end: datetime, free: FreeDays) -> Iterator[datetime]:
    after = min(schedule.next_slot, now) - timedelta(microseconds=1)
    for slot in timing.slots(schedule.rhythm, schedule.anchor, team.zone, after, free):
        if slot > end:
            return
        if slot >= schedule.next_slot:
            yield slot


def next_prompt(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next prompt that will really go out: past what is skipped, the pause and the holidays."""
    return _next(house, team, now, ("prompt",))


def next_start(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next question or method that will really begin."""
    return _next(house, team, now, BEGINNING)


def next_overview(house: House, team: Team, now: datetime) -> Planned | None:
    """Return the next overview that will really come by itself."""
    return _next(house, team, now, ("overview",))


def _next(house: House, team: Team, now: datetime, kinds: tuple[str, ...]) -> Planned | None:
    items = outlook(house, team, now, FAR_ENOUGH)
    return next((item for item in items if item.schedule.kind in kinds and not item.skipped), None)
