"""A question asked in a team of a test, open until an instant of the test's own."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.core.session import moving
from bot.core.session.deadlines import Calendar
from bot.core.session.state import Planned, Session, State
from bot.core.session.terms import REFLECTION
from bot.core.step import Bilingual, Step
from bot.core.timing import FreeDays
from bot.storage import sessions

PLAN = (Planned.own(1, Step(ask=Bilingual(nl="Wat hielp?", en="What helped?"))),)


def a_question(opened_at: datetime, due_at: datetime) -> State:
    """Return where a question stands that was asked at an instant."""
    calendar = Calendar(ZoneInfo("Europe/Amsterdam"), FreeDays())
    begun = moving.begin(PLAN, "calm", frozenset(), opened_at, calendar, terms=REFLECTION)
    return replace(begun, due_at=due_at)


def ask(
    database: Database, team_id: int, method: str, opened_at: datetime, due_at: datetime, moment_id: int | None = None
) -> Session:
    """Store a question that opens now, and return it."""
    return sessions.add(database, team_id, method, a_question(opened_at, due_at), moment_id)


def close(database: Database, session: Session, at: datetime, available: int = 0, took_part: int = 0) -> Session:
    """Close a question, with so many who were there and took part, and return it."""
    closed = sessions.save(database, session.at(moving.finish(session.state, at)), at, at)
    sessions.save_numbers(database, session.id, available, took_part)
    return replace(closed, available=available, took_part=took_part)
