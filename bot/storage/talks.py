"""Talks: what somebody's loose words in private are about, until something else is or it is too long ago."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, select, stamp


@dataclass(frozen=True, slots=True)
class Talk:
    """What the next words are for: an answer to a session, or other words for an entry."""

    session_id: int | None
    entry_id: int | None
    since: datetime


def begin(
    database: Database,
    person_id: int,
    now: datetime,
    *,
    session_id: int | None = None,
    entry_id: int | None = None,
) -> None:
    """Let somebody's next words in private be about a session or an entry."""
    database.execute(
        "INSERT INTO talks (person_id, session_id, entry_id, since) VALUES (?, ?, ?, ?) ON CONFLICT (person_id)"
        " DO UPDATE SET session_id = excluded.session_id, entry_id = excluded.entry_id, since = excluded.since",
        [person_id, session_id, entry_id, stamp(now)],
    )


def find(database: Database, person_id: int) -> Talk | None:
    """Return what somebody's words in private are about, if anything."""
    row = next(select(database, "SELECT * FROM talks WHERE person_id = ?", [person_id]), None)
    return Talk(row["session_id"], row["entry_id"], instant(row["since"])) if row else None


def end(database: Database, person_id: int) -> None:
    """Let somebody's next words in private be about nothing."""
    database.execute("DELETE FROM talks WHERE person_id = ?", [person_id])


def forget_session(database: Database, session_id: int) -> None:
    """Forget who talks about a session: that would tell whose its nameless answers are."""
    database.execute("DELETE FROM talks WHERE session_id = ?", [session_id])
