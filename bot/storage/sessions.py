"""Sessions: what is running or ran in a team, and who has been heard while it runs."""

import secrets
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.model import Session
from bot.core.terms import REFLECTION
from bot.storage import heard
from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.heard import GIVEN, PASSED

# Long enough that nobody guesses the way into another team's session.
CODE_BYTES = 9
# What is led under other terms moves in a room of its own.
PROMPT = f"terms = '{REFLECTION.name}'"
STEP = 0


def add(
    database: Database,
    team_id: int,
    method: str,
    opened_at: datetime,
    due_at: datetime,
    moment_id: int | None,
) -> Session:
    """Store a session that opens now and return it."""
    code = secrets.token_urlsafe(CODE_BYTES)
    cursor = database.execute(
        "INSERT INTO sessions (team_id, method, moment_id, state, opened_at, due_at, wake_at, code, terms)"
        " VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?)",
        [team_id, method, moment_id, stamp(opened_at), stamp(due_at), stamp(due_at), code, REFLECTION.name],
    )
    return Session(int(cursor.lastrowid or 0), team_id, method, 1, "open", opened_at, due_at, code=code)


def find(database: Database, session_id: int, team_id: int) -> Session | None:
    """Return the session of a prompt in a team; None if there is none or it is another team's."""
    where = [session_id, team_id]
    row = next(select(database, f"SELECT * FROM sessions WHERE id = ? AND team_id = ? AND {PROMPT}", where), None)
    return _as_session(database, row) if row else None


def find_by_code(database: Database, code: str) -> Session | None:
    """Return the session of the prompt that a link into the private chat was made for."""
    row = next(select(database, f"SELECT * FROM sessions WHERE code = ? AND {PROMPT}", [code]), None)
    return _as_session(database, row) if row else None


def find_any(database: Database, session_id: int) -> Session | None:
    """Return the session of a prompt whatever its team, for a talk or message that was bound to it before."""
    row = next(select(database, f"SELECT * FROM sessions WHERE id = ? AND {PROMPT}", [session_id]), None)
    return _as_session(database, row) if row else None


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with an open session to which time owes something."""
    rows = select(
        database, "SELECT team_id FROM sessions WHERE state = 'open' AND wake_at <= ? ORDER BY wake_at", [stamp(now)]
    )
    return list(dict.fromkeys(row["team_id"] for row in rows))


def next_owed(database: Database) -> datetime | None:
    """Return when time next owes an open session something."""
    return instant_or_none(database.execute("SELECT min(wake_at) FROM sessions WHERE state = 'open'").fetchone()[0])


def open_in(database: Database, team_id: int) -> list[Session]:
    """Return a team's open prompts, oldest first."""
    rows = select(
        database, f"SELECT * FROM sessions WHERE team_id = ? AND state = 'open' AND {PROMPT} ORDER BY id", [team_id]
    )
    return [_as_session(database, row) for row in rows]


def since(database: Database, team_id: int, start: datetime, end: datetime) -> list[Session]:
    """Return a team's prompts opened in a stretch of time, oldest first, without cancelled ones."""
    rows = select(
        database,
        "SELECT * FROM sessions WHERE team_id = ? AND opened_at >= ? AND opened_at < ? AND state <> 'cancelled'"
        f" AND {PROMPT} ORDER BY opened_at, id",
        [team_id, stamp(start), stamp(end)],
    )
    return [_as_session(database, row) for row in rows]


def latest_methods(database: Database, team_id: int) -> list[str]:
    """Return the methods of a team's prompts, oldest first."""
    rows = select(
        database,
        f"SELECT method FROM sessions WHERE team_id = ? AND state <> 'cancelled' AND {PROMPT} ORDER BY opened_at, id",
        [team_id],
    )
    return [row["method"] for row in rows]


def moment_of(database: Database, session_id: int) -> int | None:
    """Return the moment that a session was started by, if it was."""
    row = database.execute("SELECT moment_id FROM sessions WHERE id = ?", [session_id]).fetchone()
    return row[0] if row else None


def cancel(database: Database, session_id: int, now: datetime) -> None:
    """End a session that never reached its team."""
    database.execute("UPDATE sessions SET state = 'cancelled', closed_at = ? WHERE id = ?", [stamp(now), session_id])


def save(database: Database, session: Session) -> None:
    """Store who has been heard in an open session; of one that ended only numbers stay of that."""
    if session.state == "open":
        now = {person: GIVEN if person in session.answered else PASSED for person in session.heard}
        heard.note(database, session.id, STEP, heard.in_step(database, session.id, STEP), now)
        return
    heard.forget(database, session.id)
    database.execute(
        "UPDATE sessions SET state = ?, closed_at = ?, available = ?, took_part = ? WHERE id = ?",
        [
            session.state,
            stamp(session.closed_at) if session.closed_at else None,
            session.available,
            session.took_part,
            session.id,
        ],
    )


def _as_session(database: Database, row: dict[str, Any]) -> Session:
    there = heard.in_step(database, row["id"], STEP)
    return Session(
        id=row["id"],
        team_id=row["team_id"],
        method=row["method"],
        step=row["step"],
        state=row["state"],
        opened_at=instant(row["opened_at"]),
        due_at=instant(row["due_at"]),
        closed_at=instant_or_none(row["closed_at"]),
        heard=frozenset(there),
        answered=frozenset(person for person, how in there.items() if how == GIVEN),
        available=row["available"],
        took_part=row["took_part"],
        code=row["code"],
    )
