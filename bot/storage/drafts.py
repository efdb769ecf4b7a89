"""Drafts: what somebody wrote for a step that nobody else reads before its writer says so."""

from sqlite_utils import Database

from bot.storage import ledger

DRAFT_OF = "session_id = ? AND step = ? AND person_id = ? AND kind = 'draft'"
# Its writer was asked whether it is for all.
ASKED = "SELECT 1 FROM outbox WHERE outbox.session_id = entries.session_id AND purpose = 'held' AND about = entries.id"
IS_HELD = f"EXISTS ({ASKED})"


def drop(database: Database, session_id: int, step: int, person_id: int) -> bool:
    """Erase what somebody wrote for a step and never placed, but not what they were asked of whether it is for all;
    return whether there was any."""
    where, values = f"{DRAFT_OF} AND NOT {IS_HELD}", [session_id, step, person_id]
    ledger.note_entries(database, where, values)
    return database.execute(f"DELETE FROM entries WHERE {where}", values).rowcount > 0


def latest_held(database: Database, session_id: int, step: int, person_id: int) -> int | None:
    """Return the latest of what somebody was asked of, for a step, whether it is for all."""
    query = f"SELECT max(id) FROM entries WHERE {DRAFT_OF} AND {IS_HELD}"
    found: int | None = database.execute(query, [session_id, step, person_id]).fetchone()[0]
    return found
