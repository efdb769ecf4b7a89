"""Owed: all that time owes a team, as one table of which teams, when next, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlite_utils import Database

from bot.app.commitments import intending
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.log import digesting, evaluating, offering, reporting, retention, thanking
from bot.app.practices import calling, leaving, pairing_up
from bot.app.rhythm import planning, programmes, turning
from bot.app.rhythm.outlook import next_of
from bot.app.rhythm.planning import Starter
from bot.app.sessions import asking, choosing, cleaning, keeping_time, measuring, nudging, passing_up
from bot.app.sessions.choosing import Obstacle
from bot.core import recurrence, timing
from bot.core.model import Pace, Schedule, ScheduleKind
from bot.core.programme import Item
from bot.core.session.terms import INSTRUMENT
from bot.core.timing import GRACE
from bot.storage import (
    calls,
    cleanings,
    commitments,
    digests,
    nudges,
    outbox,
    pairs,
    pruning,
    schedules,
    sessions,
    thanks,
    votes,
)

# However late a question starts, this long it may still wait for its way to the group.
LEAST = timedelta(minutes=5)


def _start_prompt(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Ask the question that was chosen, or let begin what the programme has, or ask the one whose turn it is."""
    offering.offer_smaller(occasion)
    chosen = asking.chosen_method(occasion, moment_id)
    part = None if chosen else programmes.due(occasion)
    if part and part.kind != "prompt":
        if _begin_part(occasion, schedule, part, moment_id) != "running":
            programmes.came(occasion, _closes_at(occasion) if part.scan else None)
        return
    if method := chosen or asking.method_for(occasion, part):
        turning.tell_new_year(occasion)
        keeps = max(at + GRACE["prompt"] - occasion.now, LEAST)
        is_blind = bool(part and part.blind)
        due_at = asking.until(occasion, occasion.now, schedule, schedule.next_slot)
        asking.start(occasion, method, moment_id, keeps, due_at, is_blind=is_blind)
        if part:
            programmes.came(occasion, due_at)


def _begin_part(occasion: Occasion, schedule: Schedule, part: Item, moment_id: int | None) -> str | None:
    """Let the method or scan begin that a programme has; return what is in its way, if anything is."""
    if part.scan:
        return _begin_scan(occasion, schedule, part.scan, moment_id, occasion.now)
    return _begin(occasion, schedule, part.method or "", cast("Pace", part.pace), moment_id)


def _closes_at(occasion: Occasion) -> datetime | None:
    """Return when the scan closes that is open in the team, if one is."""
    return max(
        (one.state.due_at for one in sessions.open_in(occasion.database, occasion.here.id, INSTRUMENT)), default=None
    )


def _start_after(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Ask the question that follows a consultation: the one that was chosen, or the one whose turn it is."""
    if method := asking.chosen_method(occasion, moment_id) or asking.fitting_method(occasion):
        keeps = max(at + GRACE["after"] - occasion.now, LEAST)
        due_at = asking.until(occasion, occasion.now, schedule, schedule.next_slot)
        asking.start(occasion, method, moment_id, keeps, due_at)


def _following(occasion: Occasion, schedule: Schedule) -> datetime | None:
    return recurrence.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, schedule.next_slot, occasion.free)


def _end_week(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Fix what is told of the week, and tell the coordinators what concerns them alone."""
    offering.offer_slower(occasion)
    evaluating.offer(occasion)
    planning.tell_of_nobody(occasion)
    turning.tell_of_last_holidays(occasion)
    turning.tell_before_summer(occasion)
    digesting.fix_digests(occasion, at)


def _start_method(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Let a consultation begin by its own rhythm."""
    method_id, pace = schedule.what
    _begin(occasion, schedule, method_id, cast("Pace", pace), moment_id)


def _begin(
    occasion: Occasion, schedule: Schedule, method_id: str, pace: Pace, moment_id: int | None
) -> Obstacle | None:
    """Let a consultation begin; return what is in its way, if anything is, once that is said: to the group where it
    waits for another, else to those who can do something about it."""
    called = occasion.house.content.called.get(method_id)
    obstacle = (
        calling.begin_by_rhythm(occasion, called)
        if called
        else choosing.begin_by_rhythm(occasion, method_id, pace, moment_id)
    )
    if obstacle is None:
        return None
    if moment_id:
        schedules.mark_skipped(occasion.database, moment_id, obstacle)
    method = called or occasion.house.content.walkthroughs.get(method_id)
    title = method.title.in_(occasion.here.language) if method else method_id
    if obstacle == "running":
        occasion.say("planning.method_moved", is_silent=True, title=title, at=_following(occasion, schedule))
    else:
        needed = method.size[0] if method else 0
        occasion.tell_coordinators("planning.method_not_begun", title=title, obstacle=obstacle, needed=needed)
    return obstacle


def _start_scan(occasion: Occasion, schedule: Schedule, at: datetime, moment_id: int | None) -> None:
    """Let a scan begin by its rhythm; where something is in its way, tell those who can do something about it."""
    (instrument_id,) = schedule.what
    comes_at = max(timing.comes_at("scan", at, occasion.now, occasion.zone, occasion.free), occasion.now)
    if _begin_scan(occasion, schedule, instrument_id, moment_id, comes_at) is None and at == schedule.next_slot:
        planning.tell_moved(occasion, schedule, comes_at)


def _begin_scan(
    occasion: Occasion, schedule: Schedule, instrument_id: str, moment_id: int | None, at: datetime
) -> str | None:
    """Let a scan begin that asks at an instant; return what is in its way, if anything is, once that is said."""
    obstacle = measuring.begin_by_rhythm(occasion, instrument_id, moment_id, at)
    if obstacle is None:
        return None
    if moment_id:
        schedules.mark_skipped(occasion.database, moment_id, obstacle)
    instrument = occasion.house.content.instruments.get(instrument_id)
    # At a moment of the questions the next one is of something else.
    upcoming = next_of(occasion.house, occasion.here, schedule, occasion.now) if schedule.kind == "scan" else None
    occasion.tell_coordinators(
        "planning.scan_not_begun",
        title=instrument.title.in_(occasion.here.language) if instrument else instrument_id,
        obstacle=obstacle,
        needed=instrument.minimum if instrument else 0,
        at=upcoming.at if upcoming else None,
    )
    return obstacle


# A new kind of schedule is one more row: what a moment of it starts.
STARTERS: dict[ScheduleKind, Starter] = {
    "prompt": _start_prompt,
    "digest": _end_week,
    "method": _start_method,
    "overview": reporting.come,
    "after": _start_after,
    "scan": _start_scan,
}


def start_moments(occasion: Occasion) -> None:
    """Decide the moments that a team is owed by now, and start those that are to start."""
    planning.act_on_owed(occasion, STARTERS)


def _keep_time(occasion: Occasion) -> None:
    for session in sessions.awake(occasion.database, occasion.here.id, occasion.now):
        keeping_time.tick(occasion, session)


def _nobody(database: Database, now: datetime) -> list[int]:
    return []


def _never(database: Database) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Owing:
    """Something that time owes: what does it for a team, which teams are owed it by now, and when the next one is."""

    act: Callable[[Occasion], None]
    teams: Callable[[Database, datetime], list[int]] = _nobody
    next_at: Callable[[Database], datetime | None] = _never


# In the order in which it is done: what ends comes before what begins.
OWINGS = (
    Owing(_keep_time, sessions.owed, sessions.next_owed),
    Owing(intending.ask_owed, commitments.owed, commitments.next_owed),
    Owing(cleaning.clean_owed, cleanings.owed, cleanings.next_owed),
    Owing(passing_up.decide_owed, votes.owed, votes.next_owed),
    Owing(nudging.send_owed, nudges.owed, nudges.next_owed),
    Owing(thanking.pass_on_owed, thanks.owed, thanks.next_owed),
    Owing(pairing_up.close_owed, calls.owed, calls.next_owed),
    Owing(leaving.tick_owed, pairs.owed, pairs.next_owed),
    Owing(start_moments, schedules.owed, schedules.next_owed),
    Owing(digesting.send_owed, digests.owed, digests.next_owed),
    Owing(retention.carry_out, pruning.owed),
)


def teams_owed(house: House, now: datetime) -> list[int]:
    """Return the teams to which anything is owed by now."""
    return list(dict.fromkeys(team_id for owing in OWINGS for team_id in owing.teams(house.database, now)))


def act(occasion: Occasion) -> None:
    """Do all that a team is owed by now."""
    for owing in OWINGS:
        owing.act(occasion)


def next_at(house: House, now: datetime) -> datetime | None:
    """Return the earliest instant at which time will owe something: a moment, a deadline, or a delayed message."""
    found = [owing.next_at(house.database) for owing in OWINGS]
    found.append(outbox.next_owed(house.database, now))
    return min((at for at in found if at), default=None)
