"""The inbox: raw updates, stored before they are confirmed and emptied once they are handled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.storage.database import select, stamp, transaction

# Telegram repeats an update for at most a day, and after a quiet week starts counting at a random number: so
# numbers are kept long enough to know a repeat, and not so long that a new update could look like an old one.
REMEMBERED = timedelta(days=3)
# Which raw updates name a person; `naming` fills it in.
NAMING = "(raw LIKE ? OR raw LIKE ?)"


def naming(person_id: int) -> list[str]:
    """Return the values for `NAMING`: as a number stands in the middle of a list, or at its end."""
    return [f'%"id": {person_id},%', f'%"id": {person_id}}}%']


def store(database: Database, updates: Iterable[tuple[int, str]], now: datetime) -> list[int]:
    """Store raw updates (id, JSON) in one transaction; return the ids that are new."""
    with transaction(database):
        return [
            update_id
            for update_id, raw in updates
            if database.execute(
                "INSERT INTO inbox (update_id, received_at, state, raw) VALUES (?, ?, 'new', ?)"
                " ON CONFLICT (update_id) DO NOTHING",
                [update_id, stamp(now), raw],
            ).rowcount
        ]


def unhandled(database: Database) -> list[tuple[int, str]]:
    """Return what was stored and not handled yet, in the order it came."""
    rows = select(database, "SELECT update_id, raw FROM inbox WHERE state = 'new' ORDER BY received_at, update_id")
    return [(row["update_id"], row["raw"]) for row in rows]


def mark_done(database: Database, update_id: int) -> None:
    """Record that an update was handled, and forget what it said."""
    database.execute("UPDATE inbox SET state = 'done', raw = NULL WHERE update_id = ?", [update_id])


def set_aside(database: Database, update_id: int, problem: str) -> None:
    """Keep an update that could not be handled, for `doctor` to report; `problem` never quotes what it said."""
    database.execute("UPDATE inbox SET state = 'aside', problem = ? WHERE update_id = ?", [problem, update_id])


def aside(database: Database) -> list[tuple[int, str]]:
    """Return the id and problem of each update that was set aside."""
    rows = select(database, "SELECT update_id, problem FROM inbox WHERE state = 'aside' ORDER BY update_id")
    return [(row["update_id"], row["problem"]) for row in rows]


def forget_old(database: Database, now: datetime) -> None:
    """Remove handled updates after three days, and those set aside after thirty."""
    database.execute("DELETE FROM inbox WHERE state = 'done' AND received_at < ?", [stamp(now - REMEMBERED)])
    database.execute("DELETE FROM inbox WHERE state = 'aside' AND received_at < ?", [stamp(now - timedelta(days=30))])


def forget_set_aside(database: Database, person_id: int) -> None:
    """Forget the words of updates set aside that name a person: nobody can tell what is in them, or whose it is."""
    database.execute(f"UPDATE inbox SET raw = NULL WHERE state = 'aside' AND {NAMING}", naming(person_id))
