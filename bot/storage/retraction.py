"""Retraction: what the outbox takes back before it goes out, and forgets after it went."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.core.purposes import NOTED, Purpose
from bot.storage import albums
from bot.storage.database import stamp
from bot.storage.quotes import NOBODY

# What waits to tell somebody in private of a step.
TURNS = (
    "chat_id > 0 AND state = 'waiting' AND kind = 'say' AND purpose IN ('step', 'about step', 'leading.offer_optional')"
)


def forget_private_talk(database: Database, session_id: int) -> None:
    """Forget who talked about a consultation in private, but for messages that quote others and may have to follow."""
    # A person's private chat has that person's own, positive number.
    told = f"chat_id > 0 AND state <> 'sending' AND (state <> 'sent' OR {NOBODY})"
    database.execute(f"DELETE FROM outbox WHERE session_id = ? AND {told}", [session_id])


def take_back_reminders(database: Database, team_id: int, person_id: int) -> None:
    """Remove what waits to be said in private to somebody who has left about what runs in a team."""
    waiting = "team_id = ? AND chat_id = ? AND state = 'waiting' AND kind = 'say' AND session_id IS NOT NULL"
    database.execute(f"DELETE FROM outbox WHERE {waiting}", [team_id, person_id])


def take_back_turns(database: Database, session_id: int) -> frozenset[int]:
    """Remove what waits to tell somebody in private of a step, once it has closed or its time is another: many wait for
    a working day. Return whom it was to tell."""
    gone = database.execute(f"DELETE FROM outbox WHERE session_id = ? AND {TURNS} RETURNING chat_id", [session_id])
    return frozenset(int(row[0]) for row in gone.fetchall())


def take_back(database: Database, chat_id: int, purpose: Purpose) -> None:
    """Remove what waits to be said in a chat for one purpose."""
    waiting = "chat_id = ? AND purpose = ? AND about IS ? AND state = 'waiting'"
    database.execute(f"DELETE FROM outbox WHERE {waiting}", [chat_id, purpose.name, purpose.number])


def take_back_page(database: Database, chat_id: int, purpose: Purpose) -> None:
    """Remove what waits to be said in a chat for one purpose, about one thing and with one page."""
    waiting = "chat_id = ? AND purpose = ? AND about IS ? AND page IS ? AND kind = 'say' AND state = 'waiting'"
    database.execute(f"DELETE FROM outbox WHERE {waiting}", [chat_id, purpose.name, purpose.number, purpose.page])


def take_back_left_out(database: Database, session_id: int) -> None:
    """Remove what waits to tell somebody of a text that a step closed without, where the text stands or is gone now."""
    draft = "SELECT 1 FROM entries WHERE entries.id = outbox.about AND kind = 'draft'"
    waiting = "session_id = ? AND state = 'waiting' AND purpose = 'left out'"
    database.execute(f"DELETE FROM outbox WHERE {waiting} AND NOT EXISTS ({draft})", [session_id])


def forget_chat(database: Database, chat_id: int) -> None:
    """Forget everything that was or was to be said in a chat."""
    # What takes others' words off that chat still has to be done.
    albums.forget_chat(database, chat_id)
    is_telling = "state <> 'sending' AND kind NOT IN ('delete', 'edit')"
    database.execute(f"DELETE FROM outbox WHERE chat_id = ? AND {is_telling}", [chat_id])


def forget_strangers(database: Database) -> None:
    """Forget what was said in private to people who have been erased since."""
    database.execute(
        "DELETE FROM outbox WHERE chat_id > 0 AND state NOT IN ('waiting', 'sending')"
        " AND chat_id NOT IN (SELECT id FROM people)"
    )


def forget_old(database: Database, now: datetime) -> None:
    """Remove what is long done; links from messages to sessions last as long as anyone may answer them, and those to
    people as long as the words or the person.

    An uncertain message can be sent again for three days; then its words go.
    """
    albums.forget_old(database, now)
    database.execute(
        "UPDATE outbox SET payload = NULL WHERE state = 'uncertain' AND created_at < ?",
        [stamp(now - timedelta(days=3))],
    )
    # When somebody was told in private that an answer is kept would tell whose a nameless one is.
    database.execute(
        "DELETE FROM outbox WHERE chat_id > 0 AND purpose = ? AND state NOT IN ('waiting', 'sending')", [NOTED.name]
    )
    quoted = "SELECT parcel_id FROM quotes"
    database.execute(
        "DELETE FROM outbox WHERE state NOT IN ('waiting', 'sending') AND NOT is_stale AND created_at < ?"
        f" AND id NOT IN ({quoted})",
        [stamp(now - timedelta(days=120))],
    )
