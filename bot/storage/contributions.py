"""Contributions: somebody's own entries, which they can read, change, share, withdraw and erase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.model import RELEASED, Audience, Kind
from bot.core.nameless import USUAL, Fallback
from bot.core.session.state import Session
from bot.core.session.terms import TERMS
from bot.core.sources import sourced
from bot.storage import ledger
from bot.storage.database import instant, instant_or_none, select, stamp


@dataclass(frozen=True, slots=True)
class Contribution:
    """One of somebody's own entries, for that person alone. `session_code` leads back to its session.
    `is_case` when it belongs to a consultation. `is_open` while the session still takes answers; `in_group` when it was
    said in the group itself. `fallback` is what becomes of a nameless one where too few others gave one. It
    `is_waiting` where the team reads it, by name, once the session closes.
    """

    id: int
    team_id: int
    team: str
    session_id: int
    session_code: str
    method: str
    step: int
    kind: Kind
    is_case: bool
    audience: Audience
    is_nameless: bool
    fallback: Fallback
    text: str
    at: datetime
    is_open: bool
    in_group: bool
    released_at: datetime | None = None
    is_waiting: bool = False


SELECT = (
    "SELECT entries.*, sessions.method, sessions.code, sessions.state, sessions.terms,"
    " teams.name AS team FROM entries"
    " JOIN sessions ON sessions.id = entries.session_id JOIN teams ON teams.id = entries.team_id"
)

# Of several things that somebody is asked, one that they leave open has no words.
IS_WRITTEN = "entries.kind <> 'pass'"


def of_person(database: Database, person_id: int, start: int = 0, limit: int = -1) -> list[Contribution]:
    """Return somebody's contributions, newest first: `limit` of them from number `start` on, or all."""
    rows = select(
        database,
        f"{SELECT} WHERE entries.person_id = ? AND {IS_WRITTEN} ORDER BY entries.id DESC LIMIT ? OFFSET ?",
        [person_id, limit, start],
    )
    return [_as_contribution(row) for row in rows]


def kept_of(database: Database, person_id: int) -> list[Contribution]:
    """Return all that is kept of what somebody contributed, oldest first, what they left open as well."""
    rows = select(database, f"{SELECT} WHERE entries.person_id = ? ORDER BY entries.id", [person_id])
    return [_as_contribution(row) for row in rows]


def count(database: Database, person_id: int) -> int:
    """Return how many contributions somebody has."""
    query = f"SELECT count(*) FROM entries WHERE person_id = ? AND {IS_WRITTEN}"
    return int(database.execute(query, [person_id]).fetchone()[0])


def find(database: Database, entry_id: int, person_id: int) -> Contribution | None:
    """Return a contribution of this person's; None if there is none or it is somebody else's."""
    where = [entry_id, person_id]
    query = f"{SELECT} WHERE entries.id = ? AND entries.person_id = ? AND {IS_WRITTEN}"
    row = next(select(database, query, where), None)
    return _as_contribution(row) if row else None


def from_message(database: Database, person_id: int, message_id: int) -> Contribution | None:
    """Return the contribution that came from a message in somebody's own private chat."""
    where = "entries.person_id = ? AND entries.chat_id = ? AND entries.message_id = ?"
    row = next(select(database, f"{SELECT} WHERE {where}", [person_id, person_id, message_id]), None)
    return _as_contribution(row) if row else None


def latest_line(database: Database, person_id: int) -> Contribution | None:
    """Return the last line that somebody wrote of a practice, as long as it is theirs alone."""
    where = "entries.person_id = ? AND kind = 'lesson' AND session_id IN (SELECT session_id FROM pairs)"
    query = f"{SELECT} WHERE {where} ORDER BY entries.id DESC LIMIT 1"
    row = next(select(database, query, [person_id]), None)
    found = _as_contribution(row) if row else None
    return found if found and found.audience is Audience.AUTHOR else None


def in_session(database: Database, session_id: int, person_id: int) -> list[Contribution]:
    """Return what somebody contributed to a session, oldest first."""
    where = [session_id, person_id]
    rows = select(
        database, f"{SELECT} WHERE entries.session_id = ? AND entries.person_id = ? ORDER BY entries.id", where
    )
    return [_as_contribution(row) for row in rows]


def givers(database: Database, session_id: int, step: int) -> frozenset[int]:
    """Return who contributed to one step, for its people or, where nobody else reads that, for themselves."""
    where = "session_id = ? AND step = ? AND person_id IS NOT NULL AND (audience = 'group' OR kind = 'note')"
    rows = database.execute(f"SELECT DISTINCT person_id FROM entries WHERE {where}", [session_id, step])
    return frozenset(int(row[0]) for row in rows.fetchall())


def latest_to(
    database: Database, session: Session, person_id: int, methods: Sequence[str], limit: int
) -> list[Contribution]:
    """Return somebody's latest answers to some questions of a session's team, before that session, oldest first."""
    where = "entries.person_id = ? AND entries.team_id = ? AND entries.session_id < ?"
    rows = select(
        database,
        f"{SELECT} WHERE {where} AND sessions.method IN ({', '.join('?' * len(methods))})"
        " AND entries.kind IN ('answer', 'success') ORDER BY +entries.id DESC LIMIT ?",
        [person_id, session.team_id, session.id, *methods, limit],
    )
    return [_as_contribution(row) for row in rows][::-1]


def rewrite(database: Database, entry_id: int, person_id: int, text: str) -> None:
    """Replace the words of somebody's own entry."""
    where = "id = ? AND person_id = ?"
    ledger.note_entries(database, where, [entry_id, person_id], text)
    database.execute(f"UPDATE entries SET text = ? WHERE {where}", [text, entry_id, person_id])


def share_without_name(database: Database, entry_id: int, person_id: int) -> None:
    """Let the team read what somebody gave in private, without a name.

    The hour it was written would tell who wrote it, so it takes that of its session.
    """
    database.execute(
        "UPDATE entries SET audience = 'team', is_nameless = 1, fallback = 'gone',"
        " at = (SELECT opened_at FROM sessions WHERE sessions.id = entries.session_id)"
        " WHERE id = ? AND person_id = ? AND audience = 'author'",
        [entry_id, person_id],
    )


def share_with_name(database: Database, entry_id: int, person_id: int, now: datetime) -> None:
    """Let the team read what somebody gave in private, with their name."""
    database.execute(
        "UPDATE entries SET audience = 'team', at = CASE WHEN is_nameless THEN ? ELSE at END, is_nameless = 0,"
        " fallback = NULL WHERE id = ? AND person_id = ? AND audience IN ('author', 'team')",
        [stamp(now), entry_id, person_id],
    )


def share_at_close(database: Database, entry_id: int, person_id: int, now: datetime) -> None:
    """Let the team read what somebody gave in private, with their name, once its session closes and not before."""
    database.execute(
        "UPDATE entries SET audience = 'author', at = CASE WHEN is_nameless THEN ? ELSE at END, is_nameless = 0,"
        " fallback = 'named' WHERE id = ? AND person_id = ? AND (audience = 'author' OR is_nameless)",
        [stamp(now), entry_id, person_id],
    )


def keep_to_author(database: Database, entry_id: int, person_id: int, now: datetime) -> None:
    """Let only its author read what was shared from their private chat with the team, or was to be."""
    database.execute(
        "UPDATE entries SET audience = 'author', at = CASE WHEN is_nameless THEN ? ELSE at END, is_nameless = 0,"
        " fallback = NULL WHERE id = ? AND person_id = ? AND audience IN ('author', 'team')",
        [stamp(now), entry_id, person_id],
    )


def release(database: Database, entry_id: int, person_id: int, audience: Audience, now: datetime) -> None:
    """Widen or narrow who may read somebody's own entry."""
    is_released = audience in RELEASED
    released_at = stamp(now) if is_released else None
    if not is_released:
        ledger.note_release(database, entry_id, person_id)
    database.execute(
        "UPDATE entries SET audience = ?, released_at = ? WHERE id = ? AND person_id = ?",
        [audience, released_at, entry_id, person_id],
    )


def withdraw(database: Database, entry_id: int, person_id: int) -> None:
    """Erase one of somebody's own entries."""
    where, values = "id = ? AND person_id = ?", [entry_id, person_id]
    ledger.note_entries(database, where, values)
    database.execute(f"DELETE FROM entries WHERE {where}", values)


def erase_all(database: Database, person_id: int) -> None:
    """Erase everything somebody contributed that still bears their name."""
    ledger.note_entries(database, "person_id = ?", [person_id])
    database.execute("DELETE FROM entries WHERE person_id = ?", [person_id])


def _as_contribution(row: dict[str, Any]) -> Contribution:
    return Contribution(
        id=row["id"],
        team_id=row["team_id"],
        team=row["team"],
        session_id=row["session_id"],
        session_code=row["code"],
        method=row["method"],
        step=row["step"],
        kind=row["kind"],
        is_case=not TERMS[row["terms"]].words_stay,
        audience=Audience(row["audience"]),
        is_nameless=bool(row["is_nameless"]),
        fallback=row["fallback"] or USUAL,
        text=sourced(row["text"], "entry", row["id"]),
        at=instant(row["at"]),
        is_open=row["state"] == "open",
        in_group=row["audience"] != "author" and not row["is_nameless"] and (row["chat_id"] or -1) < 0,
        released_at=instant_or_none(row["released_at"]),
        is_waiting=row["state"] == "open" and row["audience"] == "author" and row["fallback"] == "named",
    )


def put_aside(database: Database, entry_id: int) -> None:
    """Let a contribution that another took the place of be a note that its writer alone reads."""
    database.execute("UPDATE entries SET kind = 'note', audience = 'author' WHERE id = ?", [entry_id])


def has_lessons(database: Database, session_id: int) -> bool:
    """Tell whether anything that somebody takes away from a session stands with them."""
    query = "SELECT 1 FROM entries WHERE session_id = ? AND kind = 'lesson' LIMIT 1"
    return database.execute(query, [session_id]).fetchone() is not None
