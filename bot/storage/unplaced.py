"""Unplaced: what somebody wrote in private and has to say of what it is about, kept for a day at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import instant, select, stamp

REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A message, its words, and when it was written."""

    message_id: int
    text: str
    said_at: datetime


def keep(database: Database, person_id: int, message_id: int, text: str, said_at: datetime) -> int:
    """Keep what somebody wrote; return how many messages of theirs there are."""
    database.execute(
        "INSERT INTO unplaced (person_id, message_id, text, said_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [person_id, message_id, text, stamp(said_at)],
    )
    return int(database.execute("SELECT count(*) FROM unplaced WHERE person_id = ?", [person_id]).fetchone()[0])


def correct(database: Database, person_id: int, message_id: int, text: str) -> bool:
    """Put the new words of a message that was edited in the place of the old; return whether it is kept here."""
    where = [text, person_id, message_id]
    done = database.execute("UPDATE unplaced SET text = ? WHERE person_id = ? AND message_id = ?", where)
    return bool(done.rowcount)


def of_person(database: Database, person_id: int) -> list[Unplaced]:
    """Return what somebody wrote, as it was written."""
    query = "SELECT message_id, text, said_at FROM unplaced WHERE person_id = ? ORDER BY message_id"
    rows = select(database, query, [person_id])
    return [Unplaced(row["message_id"], row["text"], instant(row["said_at"])) for row in rows]


def drop(database: Database, person_id: int) -> None:
    """Keep what somebody wrote no longer."""
    database.execute("DELETE FROM unplaced WHERE person_id = ?", [person_id])


def forget_old(database: Database, now: datetime) -> None:
    """Erase what nobody said of what it is about within a day."""
    database.execute("DELETE FROM unplaced WHERE said_at < ?", [stamp(now - REMEMBERED)])


def erase(database: Database, number: int) -> None:
    """Erase one message, by its number."""
    database.execute("DELETE FROM unplaced WHERE id = ?", [number])
