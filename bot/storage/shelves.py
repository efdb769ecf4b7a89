"""Shelves: what a team keeps beside its questions: entries of one kind each, on a session that nobody goes through."""

from datetime import datetime

from sqlite_utils import Database

from bot.core.model import Audience, Kind
from bot.storage import sessions
from bot.storage.database import stamp
from bot.storage.numbering import NEXT_ENTRY


def put(
    database: Database,
    team_id: int,
    shelf: str,
    person_id: int,
    audience: Audience,
    kind: Kind,
    text: str,
    at: datetime,
) -> int:
    """Keep words on a team's shelf of a name, with who wrote them; return their number."""
    values = [team_id, of_team(database, team_id, shelf, at), person_id, audience, kind, text, stamp(at)]
    cursor = database.execute(
        "INSERT INTO entries (id, team_id, session_id, step, person_id, audience, kind, text, at)"
        f" VALUES ({NEXT_ENTRY}, ?, ?, 1, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def of_team(database: Database, team_id: int, shelf: str, at: datetime) -> int:
    """Return the session on which a team's shelf stands, over from the start and without a state; made once."""
    where = "team_id = ? AND method = ? AND NOT EXISTS (SELECT 1 FROM states WHERE session_id = sessions.id)"
    row = database.execute(f"SELECT id FROM sessions WHERE {where}", [team_id, shelf]).fetchone()
    return int(row[0]) if row else sessions.add_without_state(database, team_id, shelf, at)
