"""Quotes: which messages hold whose names and words, so that they can follow when those are changed or erased."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from bot.core.outgoing import OUTGOING, Edit
from bot.core.purposes import Purpose
from bot.core.sources import Source
from bot.storage.database import instant, select

# Of messages in the outbox: those that quote nobody but the person whose private chat they went to.
NOBODY = (
    "NOT EXISTS (SELECT 1 FROM quotes WHERE parcel_id = outbox.id"
    " AND NOT (kind = 'person' AND number = outbox.chat_id))"
)
Where = Literal["anywhere", "in private", "in group", "waiting"]
WHERE: dict[Where, str] = {
    "anywhere": "",
    "in private": " AND chat_id > 0",
    "in group": " AND chat_id < 0",
    "waiting": " AND state IN ('waiting', 'sending')",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How many messages stand somewhere and follow, and of how many nobody knows whether they arrived."""

    standing: int = 0
    uncertain: int = 0


@dataclass(frozen=True, slots=True)
class Quoting:
    """A message that quotes somebody, decided on and on its way, on a screen, or nobody knows where."""

    id: int
    team_id: int | None
    session_id: int | None
    purpose: Purpose
    chat_id: int
    state: str
    message_id: int | None
    edits: int | None
    decided_at: datetime


def add(database: Database, parcel_id: int, sources: Iterable[Source]) -> None:
    """Keep whose words and names a message holds."""
    database.conn.executemany(
        "INSERT INTO quotes (parcel_id, kind, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [[parcel_id, *source] for source in sorted(sources)],
    )


def put(database: Database, parcel_id: int, sources: Iterable[Source]) -> None:
    """Keep whose words and names a message holds now, in place of those it held before."""
    database.execute("DELETE FROM quotes WHERE parcel_id = ?", [parcel_id])
    add(database, parcel_id, sources)


def quoting(
    database: Database, sources: Iterable[Source], where: Where, besides: int, team_id: int | None = None
) -> list[int]:
    """Return the messages that hold any of some words or names, oldest first; not those in one chat, and of one team
    only if one is given."""
    of_team = "" if team_id is None else f" AND team_id = {team_id:d}"
    rows = database.execute(
        "SELECT DISTINCT parcel_id FROM json_each(?) AS source JOIN quotes"
        " ON quotes.kind = source.value ->> 0 AND number = source.value ->> 1"
        f" JOIN outbox ON outbox.id = parcel_id WHERE chat_id <> ?{WHERE[where]}{of_team} ORDER BY parcel_id",
        [json.dumps(list(sources)), besides],
    )
    return [row[0] for row in rows.fetchall()]


def told_of(database: Database, chat_id: int, purpose: Purpose, session_id: int | None = None) -> list[int]:
    """Return the messages that were said in a chat for a purpose, of one session if that is given, oldest first."""
    of_session = "" if session_id is None else f" AND session_id = {session_id:d}"
    where = f"chat_id = ? AND purpose = ? AND about IS ? AND kind = 'say'{of_session}"
    rows = database.execute(f"SELECT id FROM outbox WHERE {where} ORDER BY id", [chat_id, purpose.name, purpose.number])
    return [row[0] for row in rows.fetchall()]


def reach(database: Database, parcel_ids: Iterable[int]) -> Reach:
    """Return how many of some messages stand somewhere, and of how many nobody knows."""
    states = [
        row[0]
        for parcel_id in parcel_ids
        for row in database.execute("SELECT state FROM outbox WHERE id = ?", [parcel_id])
    ]
    return Reach(sum(state in ("sent", "sending") for state in states), states.count("uncertain"))


def find(database: Database, parcel_id: int) -> Quoting | None:
    """Return one message; None once it is gone."""
    row = next(select(database, "SELECT * FROM outbox WHERE id = ?", [parcel_id]), None)
    return _as_quoting(row) if row else None


def take_back(database: Database, parcel_id: int) -> None:
    """Let a message that waits not go out; of one that nobody knows of, empty what could be sent again."""
    database.execute("DELETE FROM outbox WHERE id = ? AND state = 'waiting'", [parcel_id])
    database.execute("UPDATE outbox SET payload = NULL WHERE id = ? AND state = 'uncertain'", [parcel_id])


def let_go(database: Database, sources: Iterable[Source]) -> None:
    """Take back what quotes words or names that are erased while the bot is stopped; what stands follows later."""
    for parcel_id in quoting(database, sources, "anywhere", besides=0):
        take_back(database, parcel_id)
        database.execute("UPDATE outbox SET is_stale = 1 WHERE id = ? AND state IN ('sent', 'sending')", [parcel_id])


def take_stale(database: Database, chat_id: int | None = None) -> list[int]:
    """Return the messages that stand somewhere, or wait again, and are still to follow; in one chat, those that stand
    there. Note that they do now."""
    there = "" if chat_id is None else f" AND chat_id = {chat_id:d} AND message_id IS NOT NULL"
    where = f"is_stale AND state IN ('sent', 'waiting'){there}"
    rows = database.execute(f"UPDATE outbox SET is_stale = 0 WHERE {where} RETURNING id").fetchall()
    return [row[0] for row in rows]


def mark_stale(database: Database, parcel_id: int) -> None:
    """Note that a message on its way, or in a chat that is closed, holds what has been changed or erased meanwhile."""
    database.execute("UPDATE outbox SET is_stale = 1 WHERE id = ? AND state IN ('sending', 'sent')", [parcel_id])


def keep_stale(database: Database, chat_id: int) -> None:
    """Note which messages in a chat that closes still await an edit by which they follow: it may open again."""
    edited = "SELECT json_extract(payload, '$.message_id') FROM outbox"
    awaited = f"{edited} WHERE chat_id = ? AND state = 'waiting' AND kind = 'edit'"
    where = f"chat_id = ? AND state = 'sent' AND message_id IN ({awaited}) AND NOT {NOBODY}"
    database.execute(f"UPDATE outbox SET is_stale = 1 WHERE {where}", [chat_id, chat_id])


def at(database: Database, chat_id: int, message_id: int) -> list[int]:
    """Return what is remembered of a message on people's screens."""
    where = "chat_id = ? AND message_id = ?"
    return [row[0] for row in database.execute(f"SELECT id FROM outbox WHERE {where}", [chat_id, message_id])]


def standing_in(database: Database, chat_id: int, sources: Iterable[Source]) -> list[tuple[int, datetime]]:
    """Return the messages in a chat that hold any of some words or names, each with when it was said, oldest first."""
    rows = database.execute(
        "SELECT DISTINCT message_id, settled_at FROM json_each(?) AS source JOIN quotes"
        " ON quotes.kind = source.value ->> 0 AND number = source.value ->> 1"
        " JOIN outbox ON outbox.id = parcel_id WHERE chat_id = ? AND state = 'sent' ORDER BY message_id",
        [json.dumps(list(sources)), chat_id],
    )
    return [(int(row[0]), instant(row[1])) for row in rows.fetchall()]


def entries_in(database: Database, chat_id: int, message_id: int) -> list[int]:
    """Return the entries that one of our messages in a chat quotes."""
    # A cross join is asked in its order: from the message, and not from all that is quoted anywhere.
    quoted = "outbox CROSS JOIN quotes ON parcel_id = outbox.id AND quotes.kind = 'entry'"
    query = f"SELECT DISTINCT number FROM {quoted} WHERE chat_id = ? AND message_id = ? ORDER BY number"
    return [row[0] for row in database.execute(query, [chat_id, message_id]).fetchall()]


def settle_edit(database: Database, parcel_id: int) -> None:
    """Let what an edit that arrived quotes be what its message quotes, and forget the edit.

    Of a message that nobody remembers, the edit itself stands in for it.
    """
    row = database.execute(
        "SELECT chat_id, json_extract(payload, '$.message_id') FROM outbox WHERE id = ? AND kind = 'edit'", [parcel_id]
    ).fetchone()
    if row is None:
        return
    where = "chat_id = ? AND message_id = ? AND state = 'sent' AND id <> ?"
    told = database.execute(f"SELECT id FROM outbox WHERE {where} ORDER BY id LIMIT 1", [*row, parcel_id]).fetchone()
    if told:
        database.execute("DELETE FROM quotes WHERE parcel_id = ?", [told[0]])
        database.execute("UPDATE quotes SET parcel_id = ? WHERE parcel_id = ?", [told[0], parcel_id])
    elif database.execute("SELECT 1 FROM quotes WHERE parcel_id = ?", [parcel_id]).fetchone():
        sent = "state = 'sent', message_id = ?, payload = NULL, problem = NULL"
        database.execute(f"UPDATE outbox SET {sent} WHERE id = ?", [row[1], parcel_id])
        return
    database.execute("DELETE FROM outbox WHERE id = ?", [parcel_id])


def _as_quoting(row: dict[str, Any]) -> Quoting:
    content = OUTGOING.validate_json(row["payload"]) if row["payload"] else None
    return Quoting(
        id=row["id"],
        team_id=row["team_id"],
        session_id=row["session_id"],
        purpose=Purpose(row["purpose"], row["about"], row["page"]),
        chat_id=row["chat_id"],
        state=row["state"],
        message_id=row["message_id"],
        edits=content.message_id if isinstance(content, Edit) else None,
        decided_at=instant(row["created_at"]),
    )
