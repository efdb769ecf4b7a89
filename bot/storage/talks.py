"""Talks: what somebody's loose words in private are about, until something else is or it is too long ago."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, select, stamp


@dataclass(frozen=True, slots=True)
class Talk:
    """What the next words are for: a session, other words for an entry, how it went with a commitment, or a question
    that is being written for a team."""

    session_id: int | None
    entry_id: int | None
    commitment_id: int | None
    since: datetime
    question_for: int | None = None


def begin(
    database: Database,
    person_id: int,
    now: datetime,
    *,
    session_id: int | None = None,
    entry_id: int | None = None,
    commitment_id: int | None = None,
    question_for: int | None = None,
) -> None:
    """Let somebody's next words in private be about a session, an entry, a commitment, or be a question for a team."""
    database.execute(
        "INSERT INTO talks (person_id, session_id, entry_id, commitment_id, question_for, since)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person_id) DO UPDATE SET session_id = excluded.session_id,"
        " entry_id = excluded.entry_id, commitment_id = excluded.commitment_id, question_for = excluded.question_for,"
        " since = excluded.since",
        [person_id, session_id, entry_id, commitment_id, question_for, stamp(now)],
    )


def find(database: Database, person_id: int) -> Talk | None:
    """Return what somebody's words in private are about, if anything."""
    columns = "session_id, entry_id, commitment_id, question_for, since"
    row = next(select(database, f"SELECT {columns} FROM talks WHERE person_id = ?", [person_id]), None)
    return Talk(**{**row, "since": instant(row["since"])}) if row else None


def end(database: Database, person_id: int) -> None:
    """Let somebody's next words in private be about nothing."""
    database.execute("DELETE FROM talks WHERE person_id = ?", [person_id])


def forget_of(database: Database, session_id: int, person_id: int) -> None:
    """Forget that one person talks about a session."""
    database.execute("DELETE FROM talks WHERE session_id = ? AND person_id = ?", [session_id, person_id])


def forget_session(database: Database, session_id: int) -> None:
    """Forget who talks about a session: that would tell whose its nameless answers are."""
    database.execute("DELETE FROM talks WHERE session_id = ?", [session_id])
