"""Outcomes: what groups put down together and keep of what they went through, as entries of those sessions."""

from datetime import datetime

from sqlite_utils import Database

from bot.core.model import Entry
from bot.storage.database import select, stamp
from bot.storage.entries import SELECT, as_entry

KEPT = "entries.team_id = ? AND entries.kind = 'outcome' AND entries.audience NOT IN ('author', 'group')"


def keep(database: Database, session_id: int) -> None:
    """Let what a group put down in a session stay, for all of its team to read."""
    where = "session_id = ? AND kind = 'outcome' AND audience = 'group'"
    database.execute(f"UPDATE entries SET audience = 'team' WHERE {where}", [session_id])


def has_any(database: Database, session_id: int) -> bool:
    """Tell whether a group keeps anything that it put down in a session."""
    where = "session_id = ? AND kind = 'outcome' AND audience NOT IN ('author', 'group')"
    return database.execute(f"SELECT 1 FROM entries WHERE {where}", [session_id]).fetchone() is not None


def of_team(database: Database, team_id: int, since: datetime | None = None) -> list[Entry]:
    """Return what a team keeps, since an instant if one is given, in the order in which it was put down."""
    where, values = f"{KEPT} AND entries.at >= ?", [team_id, stamp(since) if since else ""]
    return [as_entry(row) for row in select(database, f"{SELECT} WHERE {where} ORDER BY entries.id", values)]


def last_of(database: Database, team_id: int, method: str) -> list[Entry]:
    """Return what a team kept the last time that it went through a method."""
    latest = "SELECT max(entries.session_id) FROM entries JOIN sessions ON sessions.id = entries.session_id"
    where = f"{KEPT} AND entries.session_id = ({latest} WHERE {KEPT} AND sessions.method = ?)"
    rows = select(database, f"{SELECT} WHERE {where} ORDER BY entries.id", [team_id, team_id, method])
    return [as_entry(row) for row in rows]


def note_change(database: Database, entry_id: int, at: datetime) -> bool:
    """Keep when something that a group put down was changed after the end; return whether that is the first of all that
    they put down in that session."""
    session = "session_id = (SELECT session_id FROM entries WHERE id = ?) AND kind = 'outcome'"
    query = f"SELECT 1 FROM entries WHERE {session} AND changed_at IS NOT NULL"
    is_first = database.execute(query, [entry_id]).fetchone() is None
    database.execute("UPDATE entries SET changed_at = ? WHERE id = ?", [stamp(at), entry_id])
    return is_first
