"""Calls: a group asked who wants to take part in a practice that is held in pairs, and who does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.numbering import NEXT_CALL

# A call that goes with another team's closes with it, as long as that one is open.
WAITS = "EXISTS (SELECT 1 FROM calls AS first WHERE first.id = calls.called_by AND first.is_open)"


@dataclass(frozen=True, slots=True)
class Call:
    """A call for a practice in a team: until when it is open, and who said that they take part; `called_by` is the call
    of a linked team that it goes with."""

    id: int
    team_id: int
    method: str
    due_at: datetime
    is_open: bool
    people: frozenset[int]
    called_by: int | None = None


def add(
    database: Database, team_id: int, method: str, now: datetime, due_at: datetime, called_by: int | None = None
) -> Call:
    """Call a team for a practice, until an instant. Raises IntegrityError where one for it is open already."""
    cursor = database.execute(
        f"INSERT INTO calls (id, team_id, method, opened_at, due_at, called_by) VALUES ({NEXT_CALL}, ?, ?, ?, ?, ?)",
        [team_id, method, stamp(now), stamp(due_at), called_by],
    )
    return Call(int(cursor.lastrowid or 0), team_id, method, due_at, True, frozenset(), called_by)


def find(database: Database, call_id: int) -> Call | None:
    """Return a call by its number."""
    row = next(select(database, "SELECT * FROM calls WHERE id = ?", [call_id]), None)
    return _as_call(database, row) if row else None


def going_with(database: Database, call: Call) -> Call | None:
    """Return the open call of a linked team that one goes with, if there is one."""
    either = "id = ? OR called_by = ?"
    row = next(
        select(database, f"SELECT * FROM calls WHERE is_open AND ({either})", [call.called_by, call.id]),
        None,
    )
    return _as_call(database, row) if row else None


def lengthen(database: Database, call_id: int, due_at: datetime) -> None:
    """Let a call be open until an instant."""
    database.execute("UPDATE calls SET due_at = ? WHERE id = ?", [stamp(due_at), call_id])


def open_in(database: Database, team_id: int) -> list[Call]:
    """Return the calls that are open in a team, oldest first."""
    rows = list(select(database, "SELECT * FROM calls WHERE is_open AND team_id = ? ORDER BY id", [team_id]))
    return [_as_call(database, row) for row in rows]


def joined_by(database: Database, person_id: int) -> list[Call]:
    """Return the open calls that somebody said they take part in, oldest first."""
    mine = "id IN (SELECT call_id FROM called WHERE person_id = ?)"
    rows = list(select(database, f"SELECT * FROM calls WHERE is_open AND {mine} ORDER BY id", [person_id]))
    return [_as_call(database, row) for row in rows]


def join(database: Database, call_id: int, person_id: int) -> None:
    """Note that somebody takes part."""
    values = [call_id, person_id]
    database.execute("INSERT INTO called (call_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", values)


def leave(database: Database, call_id: int, person_id: int) -> None:
    """Note that somebody does not take part after all."""
    database.execute("DELETE FROM called WHERE call_id = ? AND person_id = ?", [call_id, person_id])


def close(database: Database, call_id: int) -> None:
    """Close a call, and forget who answered it."""
    database.execute("UPDATE calls SET is_open = 0 WHERE id = ?", [call_id])
    database.execute("DELETE FROM called WHERE call_id = ?", [call_id])


def due(database: Database, team_id: int, now: datetime) -> list[Call]:
    """Return a team's calls that close by now; one that goes with another's closes with that."""
    where = f"is_open AND team_id = ? AND due_at <= ? AND NOT {WAITS}"
    rows = list(select(database, f"SELECT * FROM calls WHERE {where} ORDER BY id", [team_id, stamp(now)]))
    return [_as_call(database, row) for row in rows]


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with a call that closes by now."""
    query = f"SELECT team_id FROM calls WHERE is_open AND due_at <= ? AND NOT {WAITS} ORDER BY due_at"
    return list(dict.fromkeys(row["team_id"] for row in select(database, query, [stamp(now)])))


def next_owed(database: Database) -> datetime | None:
    """Return when a call next closes."""
    query = f"SELECT min(due_at) FROM calls WHERE is_open AND NOT {WAITS}"
    return instant_or_none(database.execute(query).fetchone()[0])


def _as_call(database: Database, row: Mapping[str, Any]) -> Call:
    there = database.execute("SELECT person_id FROM called WHERE call_id = ?", [row["id"]]).fetchall()
    people = frozenset(person for (person,) in there)
    due_at, is_open = instant(row["due_at"]), bool(row["is_open"])
    return Call(row["id"], row["team_id"], row["method"], due_at, is_open, people, row["called_by"])
