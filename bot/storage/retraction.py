"""Retraction: what the outbox takes back before it goes out, and forgets after it went."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage import albums
from bot.storage.database import instant, select, stamp
from bot.storage.outbox import NOTED


def take_back_summary(database: Database, session_id: int) -> bool:
    """Remove a session's summary that is not on its way yet; return whether there was one."""
    about = "session_id = ? AND purpose = 'summary'"
    database.execute(f"UPDATE outbox SET payload = NULL WHERE {about} AND state = 'uncertain'", [session_id])
    return bool(database.execute(f"DELETE FROM outbox WHERE {about} AND state = 'waiting'", [session_id]).rowcount)


def take_back_digests(database: Database, team_id: int) -> list[tuple[int, datetime]]:
    """Remove the digests of a team that are not on their way yet; return whom they were for, and from when."""
    about = "team_id = ? AND purpose IN ('giving_back.digest', 'giving_back.released') AND chat_id > 0"
    database.execute(f"UPDATE outbox SET payload = NULL WHERE {about} AND state = 'uncertain'", [team_id])
    waiting = f"SELECT chat_id, send_after FROM outbox WHERE {about} AND state = 'waiting'"
    rows = list(select(database, waiting, [team_id]))
    database.execute(f"DELETE FROM outbox WHERE {about} AND state = 'waiting'", [team_id])
    return [(row["chat_id"], instant(row["send_after"])) for row in rows]


def forget_private_talk(database: Database, session_id: int) -> None:
    """Forget who talked about a session in private: what was sent there would tell whose a nameless answer is."""
    # A person's private chat has that person's own, positive number.
    database.execute("DELETE FROM outbox WHERE session_id = ? AND chat_id > 0 AND state <> 'sending'", [session_id])


def take_back_turns(database: Database, session_id: int) -> None:
    """Remove what waits to tell somebody in private of a step, once it has closed: many wait for a working day."""
    waiting = "session_id = ? AND chat_id > 0 AND state = 'waiting' AND kind = 'say'"
    about = "(purpose LIKE 'step %' OR purpose = 'leading.offer_optional')"
    database.execute(f"DELETE FROM outbox WHERE {waiting} AND {about}", [session_id])


def take_back(database: Database, chat_id: int, purpose: str) -> None:
    """Remove what waits to be said in a chat for one purpose."""
    waiting = "chat_id = ? AND purpose = ? AND state = 'waiting'"
    database.execute(f"DELETE FROM outbox WHERE {waiting}", [chat_id, purpose])


def take_back_left_out(database: Database, session_id: int) -> None:
    """Remove what waits to tell somebody of a text that a step closed without, where the text stands or is gone now."""
    drafts = "SELECT 'left out ' || id FROM entries WHERE kind = 'draft'"
    waiting = "session_id = ? AND state = 'waiting' AND purpose LIKE 'left out %'"
    database.execute(f"DELETE FROM outbox WHERE {waiting} AND purpose NOT IN ({drafts})", [session_id])


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
    """Remove what is long done; links from messages to sessions last as long as anyone may answer them.

    An uncertain message can be sent again for three days; then its words go.
    """
    albums.forget_old(database, now)
    database.execute(
        "UPDATE outbox SET payload = NULL WHERE state = 'uncertain' AND created_at < ?",
        [stamp(now - timedelta(days=3))],
    )
    # When somebody was told in private that an answer is kept would tell whose a nameless one is.
    database.execute(
        "DELETE FROM outbox WHERE chat_id > 0 AND purpose = ? AND state NOT IN ('waiting', 'sending')", [NOTED]
    )
    database.execute(
        "DELETE FROM outbox WHERE state NOT IN ('waiting', 'sending') AND created_at < ?",
        [stamp(now - timedelta(days=120))],
    )
