"""Held: what waits to be said in a group that takes nothing for now, until it is tried again or can go."""

from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from bot.core.purposes import Purpose
from bot.storage.database import stamp

# A topic of a group, General or a group without topics where None, or all of the group.
Topic = int | Literal["all"] | None


def hold(database: Database, chat_id: int, topic: Topic, until: datetime) -> None:
    """Let nothing be said or shown in a group, or in one topic of it, before an instant."""
    where, values = _said_there(chat_id, topic)
    at = stamp(until)
    database.execute(f"UPDATE outbox SET send_after = ? WHERE send_after < ? AND {where}", [at, at, *values])


def release(database: Database, chat_id: int, topic: Topic, until: datetime, now: datetime) -> None:
    """Let what is held in a group, or in one topic of it, until an instant go now."""
    where, values = _said_there(chat_id, topic)
    times = [stamp(now), stamp(until)]
    database.execute(f"UPDATE outbox SET send_after = ? WHERE send_after <= ? AND {where}", [*times, *values])


def drop(database: Database, chat_id: int, topic_id: int | None) -> None:
    """Let what waits to be said in one topic of a group not be said any more."""
    where, values = _said_there(chat_id, topic_id)
    database.execute(f"DELETE FROM outbox WHERE {where}", values)


def drop_notices(database: Database, team_id: int, purpose: Purpose) -> None:
    """Let what waits to be told about a team, for a purpose, not be told any more."""
    where = "team_id = ? AND purpose = ? AND state = 'waiting'"
    database.execute(f"DELETE FROM outbox WHERE {where}", [team_id, purpose.name])


def _said_there(chat_id: int, topic: Topic) -> tuple[str, list[int | None]]:
    """Return which rows wait to be said or shown in a place, and the values of the condition."""
    if topic == "all":
        return "chat_id = ? AND state = 'waiting' AND kind IN ('say', 'edit', 'react')", [chat_id]
    # An edit says of which message it is, and no topic.
    is_there = "json_extract(payload, '$.topic_id') IS ?"
    return f"chat_id = ? AND state = 'waiting' AND kind IN ('say', 'react') AND {is_there}", [chat_id, topic]
