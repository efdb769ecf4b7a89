"""Entries: the log of each team, with full-text search inside one team."""

import json
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Protocol

from sqlite_utils import Database

from bot.core.model import Audience, Entry, Kind, Person, Place
from bot.core.sources import sourced
from bot.storage import ledger
from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.numbering import NEXT_ENTRY
from bot.storage.people import as_person
from bot.storage.search_index import query_of

# So many are read at once where all are.
PAGE = 1000


class InSession(Protocol):
    """A session at one of its steps, in which something is contributed."""

    @property
    def id(self) -> int: ...
    @property
    def team_id(self) -> int: ...
    @property
    def step(self) -> int: ...


# Whose a nameless entry is never leaves this room while it is known.
SELECT = (
    "SELECT entries.*, sessions.method, sessions.state <> 'open' AS is_settled, coalesce(sessions.crowd, 0) AS crowd,"
    " people.name, people.language, people.working_days, people.leave, people.is_reachable,"
    " people.marks_refused_until FROM entries"
    " JOIN sessions ON sessions.id = entries.session_id LEFT JOIN people ON people.id = entries.person_id"
)

# What a session's people read of it: once it ends, what they put down together is there for all of the team.
FOR_ITS_PEOPLE = "(entries.audience = 'group' OR (entries.kind = 'outcome' AND entries.audience <> 'author'))"


def add(
    database: Database,
    session: InSession,
    author: Person | None,
    audience: Audience,
    kind: Kind,
    text: str,
    at: datetime,
    source: tuple[Place, int] | None,
) -> bool:
    """Add an entry; return False if its source (place and message id) is in the log already."""
    place, message_id = source or (None, None)
    cursor = database.execute(
        "INSERT INTO entries (id, team_id, session_id, step, person_id, audience, kind, text, at, chat_id, message_id,"
        f" is_nameless) VALUES ({NEXT_ENTRY}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, message_id) DO NOTHING",
        [
            session.team_id,
            session.id,
            session.step,
            author.id if author else None,
            audience,
            kind,
            text,
            stamp(at),
            place.chat_id if place else None,
            message_id,
            int(author is None),
        ],
    )
    return bool(cursor.rowcount)


def from_source(database: Database, place: Place, message_id: int, person_id: int) -> int | None:
    """Return the entry of somebody's that came from a message."""
    where = "chat_id = ? AND message_id = ? AND person_id = ?"
    row = database.execute(f"SELECT id FROM entries WHERE {where}", [place.chat_id, message_id, person_id]).fetchone()
    return int(row[0]) if row else None


def correct(database: Database, place: Place, message_id: int, person_id: int, text: str) -> tuple[int, int] | None:
    """Replace the words of the entry that came from a message; return its team and session, None if there is none."""
    where, values = "chat_id = ? AND message_id = ? AND person_id = ?", [place.chat_id, message_id, person_id]
    ledger.note_entries(database, where, values, text)
    row = database.execute(
        f"UPDATE entries SET text = ? WHERE {where} RETURNING team_id, session_id", [text, *values]
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def find(database: Database, entry_id: int) -> Entry | None:
    """Return one entry."""
    row = next(select(database, f"{SELECT} WHERE entries.id = ?", [entry_id]), None)
    return as_entry(row) if row else None


def of_session(database: Database, session_id: int) -> list[Entry]:
    """Return the entries of one session, oldest first."""
    rows = select(database, f"{SELECT} WHERE entries.session_id = ? ORDER BY entries.id", [session_id])
    return [as_entry(row) for row in rows]


def of_step(database: Database, session_id: int, step: int) -> list[Entry]:
    """Return what was contributed to one step for the session's people, oldest first."""
    where = f"entries.session_id = ? AND entries.step = ? AND {FOR_ITS_PEOPLE}"
    rows = select(database, f"{SELECT} WHERE {where} ORDER BY entries.id", [session_id, step])
    return [as_entry(row) for row in rows]


def of_kind(database: Database, session_id: int, step: int, kind: Kind) -> list[Entry]:
    """Return what was given to one step as a certain kind, whoever may read it, oldest first."""
    where = "entries.session_id = ? AND entries.step = ? AND entries.kind = ?"
    rows = select(database, f"{SELECT} WHERE {where} ORDER BY entries.id", [session_id, step, kind])
    return [as_entry(row) for row in rows]


def count_in_step(
    database: Database, session_id: int, step: int, person_id: int, since: datetime | None = None, *, solo: bool = False
) -> int:
    """Return how often somebody contributed to one step for the session's people, since it opened anew if given;
    perhaps only what was written `solo`, in private."""
    where = "session_id = ? AND step = ? AND person_id = ? AND audience = 'group' AND at >= ?"
    where += " AND chat_id > 0" if solo else ""
    values = [session_id, step, person_id, stamp(since) if since else ""]
    return int(database.execute(f"SELECT count(*) FROM entries WHERE {where}", values).fetchone()[0])


def has_taken_away(database: Database, session_id: int, person_id: int) -> bool:
    """Tell whether somebody wrote in a session what they take away from it, or intend."""
    where = "session_id = ? AND person_id = ? AND kind IN ('lesson', 'commitment')"
    return database.execute(f"SELECT 1 FROM entries WHERE {where}", [session_id, person_id]).fetchone() is not None


def place(database: Database, entry_id: int, kind: Kind) -> None:
    """Let a draft count: from now on its session's people may read it, as an entry of this kind."""
    database.execute("UPDATE entries SET audience = 'group', kind = ? WHERE id = ?", [kind, entry_id])


def find_for_group(database: Database, session_id: int, entry_id: int) -> Entry | None:
    """Return one contribution to a session for its people."""
    where = f"entries.session_id = ? AND entries.id = ? AND {FOR_ITS_PEOPLE}"
    row = next(select(database, f"{SELECT} WHERE {where}", [session_id, entry_id]), None)
    return as_entry(row) if row else None


def has_source_in(database: Database, session_id: int, chat_id: int) -> bool:
    """Tell whether anything in a session was said in a chat by people themselves."""
    where = "session_id = ? AND chat_id = ?"
    return database.execute(f"SELECT 1 FROM entries WHERE {where}", [session_id, chat_id]).fetchone() is not None


def set_value(database: Database, entry_id: int, value: int) -> None:
    """Keep a number beside the words of an entry, such as which field they are for."""
    database.execute("UPDATE entries SET value = ? WHERE id = ?", [value, entry_id])


def set_kind(database: Database, entry_id: int, kind: Kind) -> None:
    """Let a draft that only its author reads count as something else."""
    database.execute("UPDATE entries SET kind = ? WHERE id = ?", [kind, entry_id])


def waiting(database: Database, team_id: int) -> list[Entry]:
    """Return the cases that somebody keeps for the team's next session, each for its bringer alone."""
    rows = select(
        database, f"{SELECT} WHERE entries.team_id = ? AND entries.kind = 'kept' ORDER BY entries.id", [team_id]
    )
    return [as_entry(row) for row in rows]


def erase(database: Database, entry_id: int) -> None:
    """Erase an entry."""
    ledger.note_entries(database, "id = ?", [entry_id])
    database.execute("DELETE FROM entries WHERE id = ?", [entry_id])


def erase_case(database: Database, session_id: int, *, keeps_lessons: bool) -> None:
    """Erase the words of a case; what people learned may stay with them, what they put down together, and cases that
    wait for a turn."""
    but = " AND kind NOT IN ('lesson', 'outcome')" if keeps_lessons else ""
    where = f"session_id = ? AND kind <> 'kept'{but}"
    ledger.note_entries(database, where, [session_id])
    database.execute(f"DELETE FROM entries WHERE {where}", [session_id])


def of_team(database: Database, team_id: int, start: datetime, end: datetime) -> list[Entry]:
    """Return a team's entries from a stretch of time, oldest first."""
    rows = select(
        database,
        f"{SELECT} WHERE entries.team_id = ? AND entries.at >= ? AND entries.at < ? ORDER BY entries.id",
        [team_id, stamp(start), stamp(end)],
    )
    return [as_entry(row) for row in rows]


def released_to(database: Database, team_id: int, start: datetime, end: datetime) -> list[Entry]:
    """Return a team's entries that were released beyond the team in a stretch of time, oldest release first."""
    rows = select(
        database,
        f"{SELECT} WHERE entries.team_id = ? AND entries.released_at >= ? AND entries.released_at < ?"
        " ORDER BY entries.released_at, entries.id",
        [team_id, stamp(start), stamp(end)],
    )
    return [as_entry(row) for row in rows]


def search(database: Database, team_id: int, words: str, limit: int = 50) -> list[Entry]:
    """Return a team's entries that contain all words, newest first; the words are never read as a query.

    What is only for its author, or for the people of one session, is left out.
    """
    query = query_of(words, team_id)
    if not query:
        return []
    # With the plus rows are found by what matched, not by their team: of these no more is read than is asked for.
    matching = "entries.id IN (SELECT rowid FROM entries_fts WHERE entries_fts MATCH ?) AND +entries.team_id = ?"
    rows = select(
        database,
        f"{SELECT} WHERE {matching} AND entries.audience NOT IN ('author', 'group') ORDER BY entries.id DESC LIMIT ?",
        [query, team_id, limit],
    )
    return [as_entry(row) for row in rows]


def count_of(database: Database, team_id: int, person_id: int) -> int:
    """Return how many entries somebody has in a team's log."""
    where = [team_id, person_id]
    row = database.execute("SELECT count(*) FROM entries WHERE team_id = ? AND person_id = ?", where).fetchone()
    return int(row[0])


def every(
    database: Database,
    team_id: int | None,
    words: str | None = None,
    came: Callable[[int, int], None] | None = None,
) -> Iterator[Entry]:
    """Yield all entries, of one team or of all, oldest first; those with all of some words, if given, team by team.

    They are read a page at a time, and whoever is slow to take them holds up nothing: between two pages the database
    may be written and brought back to one file. `came` hears after each page how many of how many were read. What is
    erased meanwhile is left out, and so is what comes.
    """
    numbers = array("q", (row[0] for row in _numbers(database, team_id, words)))
    for start in range(0, len(numbers), PAGE):
        page = numbers[start : start + PAGE]
        rows = select(
            database, f"{SELECT} WHERE entries.id IN (SELECT value FROM json_each(?))", [json.dumps(page.tolist())]
        )
        found = {row["id"]: row for row in list(rows)}
        yield from (as_entry(found[number]) for number in page if number in found)
        if came:
            came(min(start + PAGE, len(numbers)), len(numbers))


def by_session(database: Database, team_id: int) -> Iterator[list[Entry]]:
    """Yield a team's entries, those of each session together, the oldest session first; read a session at a time."""
    numbers = database.execute("SELECT DISTINCT session_id FROM entries WHERE team_id = ?", [team_id]).fetchall()
    return (found for (number,) in sorted(numbers) if (found := of_session(database, number)))


def _numbers(database: Database, team_id: int | None, words: str | None) -> Iterator[tuple[int]]:
    """Return the numbers of the entries to be read, in order."""
    if words:
        matching = "entries_fts CROSS JOIN entries ON entries.id = entries_fts.rowid WHERE entries_fts MATCH ?"
        is_readable = "entries.audience NOT IN ('author', 'group')"
        query = query_of(words, team_id)
        asked = f"SELECT entries.id FROM {matching} AND {is_readable} ORDER BY entries.team_id, entries.id"
        return iter(database.execute(asked, [query])) if query else iter(())
    where, values = ("WHERE team_id = ?", [team_id]) if team_id is not None else ("", [])
    return iter(database.execute(f"SELECT id FROM entries {where} ORDER BY id", values))


def as_entry(row: dict[str, Any]) -> Entry:
    """Return the entry that a row of `SELECT` stands for, as anybody but its author may know it."""
    has_name = row["person_id"] is not None and not row["is_nameless"]
    return Entry(
        id=row["id"],
        team_id=row["team_id"],
        session_id=row["session_id"],
        method=row["method"],
        step=row["step"],
        author=as_person(row | {"id": row["person_id"]}) if has_name else None,
        audience=Audience(row["audience"]),
        kind=row["kind"],
        text=sourced(row["text"], "entry", row["id"]),
        value=row["value"],
        at=instant(row["at"]),
        voice=row["person_id"] if has_name else -row["id"],
        crowd=row["crowd"],
        is_settled=bool(row["is_settled"]),
        changed_at=instant_or_none(row["changed_at"]),
    )
