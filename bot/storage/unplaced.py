"""Unplaced: what somebody wrote in private and has to say of what it is about, kept for a day at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.core.model import Place
from bot.storage.database import instant, select, stamp

REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A message, its words, and when it was written."""

    message_id: int
    text: str
    said_at: datetime


def keep(database: Database, person_id: int, message_id: int, text: str, said_at: datetime) -> int:
    """Keep what somebody wrote; return how many messages of theirs from the last day there are."""
    database.execute(
        "INSERT INTO unplaced (person_id, message_id, text, said_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [person_id, message_id, text, stamp(said_at)],
    )
    return len(of_person(database, person_id, said_at))


def correct(database: Database, person_id: int, message_id: int, text: str) -> bool:
    """Put the new words of a message that was edited in the place of the old; return whether it is kept here."""
    where = [text, person_id, message_id]
    done = database.execute("UPDATE unplaced SET text = ? WHERE person_id = ? AND message_id = ?", where)
    return bool(done.rowcount)


def of_person(database: Database, person_id: int, now: datetime, before: int | None = None) -> list[Unplaced]:
    """Return what somebody wrote within a day, as it was written; only what came before a message, if one is given."""
    query = "SELECT message_id, text, said_at FROM unplaced WHERE person_id = ? AND said_at >= ?"
    values = [person_id, stamp(now - REMEMBERED)]
    rows = select(database, f"{query} AND {_before(before)} ORDER BY message_id", values)
    return [Unplaced(row["message_id"], row["text"], instant(row["said_at"])) for row in rows]


def drop(database: Database, person_id: int, before: int | None = None) -> None:
    """Keep what somebody wrote no longer, or what came before a message."""
    database.execute(f"DELETE FROM unplaced WHERE person_id = ? AND {_before(before)}", [person_id])


def _before(message_id: int | None) -> str:
    return "true" if message_id is None else f"message_id < {message_id}"


def forget_old(database: Database, now: datetime) -> None:
    """Erase what nobody said of what it is about within a day."""
    database.execute("DELETE FROM unplaced WHERE said_at < ?", [stamp(now - REMEMBERED)])


def erase(database: Database, number: int) -> None:
    """Erase one message, by its number."""
    database.execute("DELETE FROM unplaced WHERE id = ?", [number])


def let_stand(database: Database, place: Place, message_id: int) -> None:
    """Let what several messages became stay as it is, whatever becomes of the one that it is kept under."""
    where = [place.chat_id, message_id]
    database.execute("UPDATE entries SET chat_id = NULL, message_id = NULL WHERE chat_id = ? AND message_id = ?", where)
