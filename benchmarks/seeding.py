"""Fills a database as teams would in a school year: schedules, closed sessions, and their log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from benchmarks import processes
from bot.core.model import Audience, Person, Place, Rhythm, Role, ScheduleKind, Team
from bot.core.outgoing import Say
from bot.core.purposes import PROMPT
from bot.core.recurrence import slots
from bot.core.session import moving
from bot.core.session.deadlines import Calendar
from bot.core.session.state import Planned, Session
from bot.core.session.terms import REFLECTION
from bot.core.step import Bilingual, Step
from bot.core.timing import FreeDays
from bot.storage import entries, members, outbox, people, schedules, sessions, teams
from bot.storage.database import open_for_writing, transaction

TEAMS, PEOPLE, CLOSED, ENTRIES_EACH = 10_000, 8, 30, 5
# So many teams together would take an hour to fill with a year each.
CLOSED_OF_MANY = 2
METHOD = "achter-de-schermen"
ZONE = ZoneInfo("Europe/Amsterdam")
ANSWER = "Today the group work in year two went better than last week, because everyone had a role of their own."


@dataclass(frozen=True, slots=True)
class School:
    """Ten thousand groups at a server, and the database of a bot that has led them for a few weeks."""

    server: processes.Server
    database: Path


@contextmanager
def school(folder: Path) -> Iterator[School]:
    """Run a server with the groups, beside the database that goes with them, until the block ends."""
    with processes.server() as server:
        server.ask(f"groups {TEAMS} {PEOPLE}")
        database = folder / "school.db"
        seed(database, server.ask("stand")["teams"], datetime.now(UTC), CLOSED_OF_MANY)
        yield School(server, database)


def seed(path: Path, groups: list[dict[str, Any]], now: datetime, closed: int = CLOSED) -> None:
    """Make the database for groups as the server describes them; nothing in it is owed on the day itself.

    Each team has closed so many sessions.
    """
    database = open_for_writing(path)
    with transaction(database):
        for group in groups:
            seed_team(database, group, now, closed)
    database.close()


def seed_team(database: Database, group: dict[str, Any], now: datetime, closed: int = CLOSED) -> Team:
    """Add a group, as the server describes one, with so many questions behind it and one that is open."""
    team = teams.add(database, Place(group["chat"]), group["name"], "nl", ZONE.key, "nl-midden")
    everybody = [people.meet(database, person_id, name, None) for person_id, name in group["people"]]
    for person in everybody:
        members.give_role(database, team.id, person.id, Role.MEMBER, now)
    members.give_role(database, team.id, everybody[0].id, Role.COORDINATOR, now)
    _seed_schedules(database, team, now)
    for number in range(closed):
        _seed_session(database, team, everybody, now - timedelta(days=10 * (closed - number)))
    _open_session(database, team, group["question"], now)
    return team


def _seed_schedules(database: Database, team: Team, now: datetime) -> None:
    later = now + timedelta(days=2)
    given: dict[ScheduleKind, tuple[str, ...]] = {"prompt": ("R1", "R6"), "digest": ()}
    for kind, families in given.items():
        rhythm = Rhythm("week", ("tue",), time(12, 30))
        slot = next(slots(rhythm, now.date(), ZONE, later))
        schedules.put(database, team.id, kind, rhythm, families, now.date(), slot)


def _ask(database: Database, team: Team, at: datetime) -> Session:
    """Let a team be asked a question, open for two days."""
    plan = (Planned.own(1, Step(ask=Bilingual(nl="Wat ging er goed?", en="What went well?"))),)
    calendar = Calendar(ZONE, FreeDays())
    begun = moving.begin(plan, "calm", frozenset(), at, calendar, terms=REFLECTION)
    return sessions.add(database, team.id, METHOD, replace(begun, due_at=at + timedelta(days=2)))


def _seed_session(database: Database, team: Team, everybody: list[Person], at: datetime) -> None:
    session = _ask(database, team, at)
    for number in range(ENTRIES_EACH):
        author = everybody[number % len(everybody)]
        entries.add(database, session, author, Audience.TEAM, "answer", ANSWER, at + timedelta(hours=number), None)
    end = at + timedelta(days=2)
    sessions.save(database, session.at(moving.finish(session.state, end)), end, end)
    sessions.save_numbers(database, session.id, PEOPLE, ENTRIES_EACH)


def _open_session(database: Database, team: Team, message_id: int, now: datetime) -> None:
    session = _ask(database, team, now)
    chat_id, said = team.place.chat_id, Say(text="What went well?")
    parcel = outbox.add(database, said, chat_id, PROMPT, now, team_id=team.id, session_id=session.id)
    outbox.mark_sent(database, parcel, message_id, now)
