"""Messages: those of a session in a chat, found again to answer, change or erase what stands in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.core.outgoing import OUTGOING, Keyboard, Say
from bot.core.pictures import Picture
from bot.core.purposes import EDIT, Purpose
from bot.storage.database import instant, select, stamp


def about(database: Database, chat_id: int, message_id: int) -> tuple[int, Purpose] | None:
    """Return the session that one of our messages belongs to, and what the message was for."""
    row = database.execute(
        "SELECT session_id, purpose, about, page FROM outbox"
        " WHERE chat_id = ? AND message_id = ? AND session_id IS NOT NULL",
        [chat_id, message_id],
    ).fetchone()
    return (int(row[0]), Purpose(*row[1:])) if row else None


def purpose_of(database: Database, chat_id: int, message_id: int) -> Purpose | None:
    """Return what one of our messages was for."""
    row = database.execute(
        "SELECT purpose, about, page FROM outbox WHERE chat_id = ? AND message_id = ? AND kind = 'say'",
        [chat_id, message_id],
    ).fetchone()
    return Purpose(*row) if row else None


def latest_sent(database: Database, session_id: int, chat_id: int, purpose: Purpose) -> int | None:
    """Return the number of the latest message that a session sent to a chat for a purpose, once it has arrived."""
    row = database.execute(
        "SELECT message_id FROM outbox WHERE session_id = ? AND chat_id = ? AND purpose = ? AND about IS ?"
        " AND state = 'sent' ORDER BY id DESC LIMIT 1",
        [session_id, chat_id, purpose.name, purpose.number],
    ).fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class Card:
    """A message of a step that arrived, in the group or a private chat: the step itself, or what else is said of it."""

    position: int
    chat_id: int
    message_id: int
    is_private: bool
    is_step: bool


def cards_from(database: Database, session_id: int, position: int) -> list[Card]:
    """Return the messages about a session's step, and about those after it, which there are where the group went back;
    oldest first. What is to be read after a step as well is not among them."""
    rows = database.execute(
        "SELECT about, chat_id, message_id, chat_id > 0, purpose = 'step' FROM outbox WHERE session_id = ?"
        " AND (purpose = 'step' OR (purpose = 'about step' AND page IS NULL)) AND about >= ?"
        " AND kind = 'say' AND state = 'sent' AND message_id IS NOT NULL ORDER BY id",
        [session_id, position],
    )
    return [Card(int(at), int(chat), int(number), bool(own), bool(is_step)) for at, chat, number, own, is_step in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """A message that holds words of a session's people: on people's screens by its number there, or still waiting."""

    parcel_id: int
    chat_id: int
    message_id: int | None
    purpose: Purpose
    arrived_at: datetime | None


def holding_words(database: Database, session_id: int, chat_id: int) -> list[Standing]:
    """Return the messages that put a session's words in a chat, sent or still waiting, and empty the uncertain ones."""
    return _kept_true(database, "session_id = ? AND chat_id = ? AND purpose IN ('words', 'list')", session_id, chat_id)


def private_cards(database: Database, session_id: int) -> list[Standing]:
    """Return the messages in which people saw a session's steps in private, sent or still waiting, and empty the
    uncertain ones."""
    return _kept_true(database, "session_id = ? AND chat_id > 0 AND purpose = 'step'", session_id)


def cards_of_step(database: Database, session_id: int, chat_id: int, position: int) -> list[Standing]:
    """Return the messages that told one person in private of one step of a session, sent or still waiting."""
    where = "session_id = ? AND chat_id = ? AND about = ? AND purpose IN ('step', 'about step')"
    return _kept_true(database, where, session_id, chat_id, position)


def latest_in_private(database: Database, session_id: int, purpose: Purpose) -> list[tuple[int, int]]:
    """Return the latest message that a session sent to each private chat for a purpose: the chat, and its number."""
    rows = database.execute(
        "SELECT chat_id, max(message_id) FROM outbox WHERE session_id = ? AND chat_id > 0 AND purpose = ?"
        " AND kind = 'say' AND state = 'sent' GROUP BY chat_id ORDER BY chat_id",
        [session_id, purpose.name],
    )
    return [(int(row[0]), int(row[1])) for row in rows.fetchall()]


def _kept_true(database: Database, where: str, *values: int) -> list[Standing]:
    database.execute(f"UPDATE outbox SET payload = NULL WHERE {where} AND state = 'uncertain'", values)
    there = "kind = 'say' AND state IN ('waiting', 'sent')"
    rows = select(database, f"SELECT * FROM outbox WHERE {where} AND {there} ORDER BY id", values)
    return [
        Standing(
            row["id"],
            row["chat_id"],
            row["message_id"],
            Purpose(row["purpose"], row["about"], row["page"]),
            instant(row["settled_at"]) if row["message_id"] is not None else None,
        )
        for row in rows
    ]


def reword(database: Database, parcel_id: int, text: str, keyboard: Keyboard, picture: Picture | None = None) -> None:
    """Put other words, other buttons, and another picture if one is given, in a message that waits to be sent."""
    row = database.execute("SELECT payload FROM outbox WHERE id = ? AND state = 'waiting'", [parcel_id]).fetchone()
    changes = {"text": text, "keyboard": keyboard} | ({"picture": picture} if picture else {})
    content = OUTGOING.validate_json(row[0]).model_copy(update=changes) if row else None
    if content:
        payload = content.model_dump_json(exclude_none=True)
        database.execute("UPDATE outbox SET payload = ? WHERE id = ?", [payload, parcel_id])


def said_in(database: Database, session_id: int, chat_id: int) -> list[tuple[int, datetime, Purpose]]:
    """Return the messages of a session that arrived in a chat: number, when, and what for."""
    rows = select(
        database,
        "SELECT message_id, settled_at, purpose, about, page FROM outbox"
        " WHERE session_id = ? AND chat_id = ? AND state = 'sent' AND message_id IS NOT NULL ORDER BY id",
        [session_id, chat_id],
    )
    return [
        (row["message_id"], instant(row["settled_at"]), Purpose(row["purpose"], row["about"], row["page"]))
        for row in rows
    ]


def drop_changes(database: Database, chat_id: int, message_id: int) -> None:
    """Remove all that waits to be done with a message, its deletion too: that is decided anew."""
    waiting = "chat_id = ? AND kind IN ('edit', 'delete') AND state = 'waiting'"
    database.execute(
        f"DELETE FROM outbox WHERE {waiting} AND json_extract(payload, '$.message_id') = ?", [chat_id, message_id]
    )


def take_back(database: Database, session_id: int, chat_id: int) -> list[Purpose]:
    """Remove the messages of a session that are not on their way to a chat yet, and the words of uncertain ones; return
    what those were for of which nobody knows whether they arrived."""
    about = [session_id, chat_id]
    database.execute(
        "DELETE FROM outbox WHERE session_id = ? AND chat_id = ? AND state = 'waiting' AND kind IN ('say', 'edit')",
        about,
    )
    unsure = "session_id = ? AND chat_id = ? AND state = 'uncertain'"
    database.execute(f"UPDATE outbox SET payload = NULL WHERE {unsure}", about)
    left = f"SELECT purpose, about, page FROM outbox WHERE {unsure} AND kind = 'say'"
    return [Purpose(*row) for row in database.execute(left, about)]


def arrived_in(database: Database, chat_id: int, purpose: Purpose) -> list[tuple[int, datetime]]:
    """Return the messages for a purpose, about one thing, that stand in a chat: number, and when each arrived."""
    rows = database.execute(
        "SELECT message_id, settled_at FROM outbox WHERE chat_id = ? AND purpose = ? AND about IS ? AND kind = 'say'"
        " AND state = 'sent' AND message_id IS NOT NULL ORDER BY id",
        [chat_id, purpose.name, purpose.number],
    )
    return [(int(row[0]), instant(row[1])) for row in rows.fetchall()]


def has_arrived(database: Database, chat_id: int, purpose: Purpose) -> bool:
    """Tell whether a message for a purpose, about one thing and with one page, has arrived in a chat."""
    row = database.execute(
        "SELECT 1 FROM outbox WHERE chat_id = ? AND purpose = ? AND about IS ? AND page IS ? AND state = 'sent'",
        [chat_id, purpose.name, purpose.number, purpose.page],
    ).fetchone()
    return row is not None


def is_waiting(database: Database, chat_id: int, purpose: Purpose) -> bool:
    """Tell whether a message for a purpose, about one thing, waits to be sent to a chat."""
    row = database.execute(
        "SELECT 1 FROM outbox WHERE chat_id = ? AND purpose = ? AND about IS ? AND kind = 'say' AND state = 'waiting'",
        [chat_id, purpose.name, purpose.number],
    ).fetchone()
    return row is not None


def adopt(database: Database, chat_id: int, session_id: int, message_id: int, now: datetime) -> bool:
    """Record that a prompt whose delivery was not certain did arrive, since somebody answered it."""
    cursor = database.execute(
        "UPDATE outbox SET state = 'sent', message_id = ?, settled_at = ?, payload = NULL, problem = NULL"
        " WHERE session_id = ? AND chat_id = ? AND purpose = 'prompt' AND state IN ('sending', 'uncertain')",
        [message_id, stamp(now), session_id, chat_id],
    )
    return bool(cursor.rowcount)


def is_asked_in(database: Database, chat_id: int, session_id: int) -> bool:
    """Tell whether a session's prompt waits for a chat, is on its way there, or has arrived."""
    row = database.execute(
        "SELECT 1 FROM outbox WHERE session_id = ? AND chat_id = ? AND purpose = 'prompt'"
        " AND state IN ('waiting', 'sending', 'sent')",
        [session_id, chat_id],
    ).fetchone()
    return row is not None


def is_said(database: Database, session_id: int, purpose: Purpose, since: datetime | None = None) -> bool:
    """Tell whether a message of a session for a purpose stands in its group, or is on its way there; since an instant,
    if one is given."""
    row = database.execute(
        "SELECT 1 FROM outbox WHERE session_id = ? AND chat_id < 0 AND kind = 'say' AND purpose = ? AND about = ?"
        " AND page IS ? AND send_after >= ? AND state IN ('waiting', 'sending', 'sent', 'uncertain')",
        [session_id, purpose.name, purpose.number, purpose.page, stamp(since) if since else ""],
    ).fetchone()
    return row is not None


def latest_of(database: Database, team_id: int, chat_id: int, purpose: Purpose) -> int | None:
    """Return the newest message about a team, for a purpose, that stands in a chat."""
    row = database.execute(
        "SELECT max(message_id) FROM outbox WHERE team_id = ? AND chat_id = ? AND purpose = ? AND kind = 'say'"
        " AND state = 'sent'",
        [team_id, chat_id, purpose.name],
    ).fetchone()
    return int(row[0]) if row[0] is not None else None


def told_between(
    database: Database, chat_id: int, purposes: Collection[Purpose], start: datetime, end: datetime
) -> list[datetime]:
    """Return when messages for some purposes came, or will come, into a chat after one instant and until another,
    oldest first."""
    marks = ", ".join("?" * len(purposes))
    rows = database.execute(
        f"SELECT send_after FROM outbox WHERE chat_id = ? AND kind = 'say' AND purpose IN ({marks})"
        " AND send_after > ? AND send_after <= ? AND state NOT IN ('failed', 'expired') ORDER BY send_after",
        [chat_id, *(purpose.name for purpose in purposes), stamp(start), stamp(end)],
    )
    return [instant(row[0]) for row in rows.fetchall()]


def pages(database: Database, chat_id: int, purpose: Purpose) -> list[tuple[int | None, datetime]]:
    """Return the pages of the messages for a purpose, about one thing, that a private chat gets or got, and since when;
    newest first."""
    rows = database.execute(
        "SELECT page, created_at FROM outbox WHERE chat_id = ? AND chat_id > 0 AND purpose = ? AND about IS ?"
        " AND kind = 'say' AND state NOT IN ('failed', 'expired') ORDER BY id DESC",
        [chat_id, purpose.name, purpose.number],
    ).fetchall()
    return [(page, instant(since)) for page, since in rows]


def shown_last(database: Database, chat_id: int, now: datetime) -> Purpose | None:
    """Return what the newest thing in a chat is for: what was said there last, or was changed at a press."""
    there = "state IN ('sent', 'sending', 'uncertain') OR (state = 'waiting' AND send_after <= ?)"
    row = database.execute(
        f"SELECT purpose, about, page FROM outbox WHERE chat_id = ? AND kind IN ('say', 'edit') AND purpose <> ?"
        f" AND ({there}) ORDER BY settled_at IS NULL DESC, settled_at DESC, id DESC LIMIT 1",
        [chat_id, EDIT.name, stamp(now)],
    ).fetchone()
    return Purpose(*row) if row else None


def forget_page(database: Database, chat_id: int, purpose: Purpose) -> None:
    """Let the messages in a chat for a purpose, about one thing, have no page any more."""
    database.execute(
        "UPDATE outbox SET page = NULL WHERE chat_id = ? AND purpose = ? AND about IS ? AND page IS NOT NULL",
        [chat_id, purpose.name, purpose.number],
    )


def last_number(database: Database) -> int:
    """Return the number of the latest thing in the outbox; 0 where nothing is in it."""
    return int(database.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0])


def said_since(database: Database, number: int, chat_id: int) -> list[Say]:
    """Return what is to be said in a chat since a number, in order; nothing that quotes or names anybody."""
    rows = select(
        database,
        "SELECT payload FROM outbox WHERE id > ? AND chat_id = ? AND kind = 'say'"
        " AND NOT EXISTS (SELECT 1 FROM quotes WHERE parcel_id = outbox.id) ORDER BY id",
        [number, chat_id],
    )
    return [Say.model_validate_json(row["payload"]) for row in rows]


def on_its_way(database: Database, chat_id: int) -> Say | None:
    """Return what is being said in a chat at this moment, between its being claimed and what became of it."""
    query = "SELECT payload FROM outbox WHERE state = 'sending' AND chat_id = ? AND kind = 'say' ORDER BY id DESC"
    row = database.execute(query, [chat_id]).fetchone()
    return Say.model_validate_json(row[0]) if row and row[0] else None
