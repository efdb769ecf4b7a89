"""Signs: where the mark under a kept answer is refused, until when words take its place, and the marks that wait."""

from datetime import datetime

from sqlite_utils import Database

from bot.core.outgoing import OUTGOING, React
from bot.core.purposes import NOTED
from bot.storage.database import select, stamp


def refuse_marks(database: Database, chat_id: int, team_id: int | None, until: datetime) -> bool:
    """Keep until when no mark is tried there; return whether this was ever known of the place before."""
    table, number = _where(chat_id, team_id)
    row = database.execute(f"SELECT marks_refused_until FROM {table} WHERE id = ?", [number]).fetchone()
    database.execute(f"UPDATE {table} SET marks_refused_until = ? WHERE id = ?", [stamp(until), number])
    return bool(row and row[0])


def try_marks_again(database: Database, team_id: int, now: datetime) -> None:
    """Let the next mark in a team's group be tried, where marks were refused."""
    database.execute(
        "UPDATE teams SET marks_refused_until = ? WHERE id = ? AND marks_refused_until > ?",
        [stamp(now), team_id, stamp(now)],
    )


def take_marks(database: Database, chat_id: int, team_id: int | None) -> list[React]:
    """Remove the marks that wait for a team's group, or for somebody's private chat; return them in their order."""
    waiting = "chat_id = ? AND purpose = ? AND kind = 'react' AND state = 'waiting' AND (chat_id > 0 OR team_id IS ?)"
    values = [chat_id, NOTED.name, team_id]
    rows = list(select(database, f"SELECT payload FROM outbox WHERE {waiting} ORDER BY id", values))
    database.execute(f"DELETE FROM outbox WHERE {waiting}", values)
    found = (OUTGOING.validate_json(row["payload"]) for row in rows)
    return [mark for mark in found if isinstance(mark, React)]


def _where(chat_id: int, team_id: int | None) -> tuple[str, int]:
    """Return the table and the row that know of a place: a person's private chat has that person's own number."""
    return ("people", chat_id) if chat_id > 0 else ("teams", team_id or 0)
