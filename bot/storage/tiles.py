"""Tiles: what a team hangs on its wall, as entries on a shelf of its own: a session that nobody goes through."""

import secrets
from datetime import datetime

from sqlite_utils import Database

from bot.core.model import TILE, Audience, Entry, Kind
from bot.core.session.terms import REFLECTION
from bot.storage.database import select, stamp
from bot.storage.entries import SELECT, as_entry, drop_drafts
from bot.storage.sessions import CODE_BYTES

HUNG = "entries.team_id = ? AND entries.kind = 'tile' AND entries.audience NOT IN ('author', 'group')"


def hang(database: Database, team_id: int, person_id: int, text: str, at: datetime) -> int:
    """Keep a tile that stands in the team's group, with who made it; return its number."""
    return _add(database, team_id, person_id, Audience.TEAM, "tile", text, at)


def draft(database: Database, team_id: int, person_id: int, text: str, at: datetime) -> int:
    """Keep words for a tile for their writer alone, in the place of an earlier draft; return their number."""
    drop_drafts(database, _shelf(database, team_id, at), 1, person_id)
    return _add(database, team_id, person_id, Audience.AUTHOR, "draft", text, at)


def hang_draft(database: Database, entry_id: int, person_id: int, at: datetime) -> None:
    """Let a draft of somebody's own hang from now on."""
    database.execute(
        "UPDATE entries SET audience = 'team', kind = 'tile', at = ? WHERE id = ? AND person_id = ? AND kind = 'draft'",
        [stamp(at), entry_id, person_id],
    )


def of_team(database: Database, team_id: int) -> list[Entry]:
    """Return the tiles of a team, the latest first."""
    return [as_entry(row) for row in select(database, f"{SELECT} WHERE {HUNG} ORDER BY entries.id DESC", [team_id])]


def find(database: Database, team_id: int, entry_id: int) -> Entry | None:
    """Return a tile of a team by its number."""
    row = next(select(database, f"{SELECT} WHERE {HUNG} AND entries.id = ?", [team_id, entry_id]), None)
    return as_entry(row) if row else None


def _add(
    database: Database, team_id: int, person_id: int, audience: Audience, kind: Kind, text: str, at: datetime
) -> int:
    values = [team_id, _shelf(database, team_id, at), person_id, audience, kind, text, stamp(at)]
    cursor = database.execute(
        "INSERT INTO entries (team_id, session_id, step, person_id, audience, kind, text, at)"
        " VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def _shelf(database: Database, team_id: int, at: datetime) -> int:
    """Return the session on which a team's tiles stand, over from the start and without a state; made once."""
    where = "team_id = ? AND method = ? AND NOT EXISTS (SELECT 1 FROM states WHERE session_id = sessions.id)"
    row = database.execute(f"SELECT id FROM sessions WHERE {where}", [team_id, TILE]).fetchone()
    if row:
        return int(row[0])
    now = stamp(at)
    cursor = database.execute(
        "INSERT INTO sessions (team_id, method, state, opened_at, due_at, closed_at, code, terms)"
        " VALUES (?, ?, 'closed', ?, ?, ?, ?, ?)",
        [team_id, TILE, now, now, now, secrets.token_urlsafe(CODE_BYTES), REFLECTION.name],
    )
    return int(cursor.lastrowid or 0)
