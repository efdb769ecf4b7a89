"""Owed: all that time owes a team, as one table of which teams, when next, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.app.commitments import board
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.log import digesting, retention
from bot.app.rhythm import planning
from bot.app.rhythm.planning import Starter
from bot.app.sessions import asking, cleaning, closing, keeping_time, nudging
from bot.core.model import Schedule, ScheduleKind
from bot.core.timing import GRACE
from bot.storage import commitments, consultations, nudges, outbox, pruning, schedules, sessions

# However late a question starts, this long it may still wait for its way to the group.
LEAST = timedelta(minutes=5)


def _start_prompt(occasion: Occasion, schedule: Schedule, moment_id: int | None) -> None:
    if method := asking.fitting_method(occasion, schedule.families):
        keeps = max(schedule.next_slot + GRACE["prompt"] - occasion.now, LEAST)
        asking.start(occasion, method, moment_id, keeps=keeps)


def _send_digests(occasion: Occasion, schedule: Schedule, moment_id: int | None) -> None:
    digesting.send_digests(occasion)


STARTERS: dict[ScheduleKind, Starter] = {"prompt": _start_prompt, "digest": _send_digests}


def start_moments(occasion: Occasion) -> None:
    """Decide the moments that a team is owed by now, and start those that are to start."""
    planning.act_on_owed(occasion, STARTERS)


def _close_questions(occasion: Occasion) -> None:
    for session in sessions.open_in(occasion.database, occasion.here.id):
        if session.due_at <= occasion.now:
            closing.close(occasion, session)


def _keep_time(occasion: Occasion) -> None:
    walk = consultations.running_in(occasion.database, occasion.here.id)
    if walk and consultations.is_awake(occasion.database, walk.id, occasion.now):
        keeping_time.tick(occasion, walk)


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
    Owing(_close_questions, sessions.owed, sessions.next_owed),
    # The same rows wake both.
    Owing(_keep_time),
    Owing(board.ask_owed, commitments.owed, commitments.next_owed),
    Owing(cleaning.clean_owed, consultations.owed, consultations.next_owed),
    Owing(nudging.send_owed, nudges.owed, nudges.next_owed),
    Owing(start_moments, schedules.owed, schedules.next_owed),
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
