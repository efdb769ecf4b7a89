"""Marks: what people choose by button, forgotten as the step closes; labels as the words of their session go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from bot.storage.database import select

POSITIONS = "SELECT DISTINCT position FROM marks WHERE session_id = ?"
# Stands among what a step came to, with no votes, where what was chosen is forgotten and will be asked anew.
LET_GO = -1


def put(database: Database, session_id: int, position: int, person_id: int, item: int, value: int) -> None:
    """Keep what somebody chose for an item, in place of what they chose before."""
    database.execute(
        "INSERT INTO marks (session_id, position, person_id, item, value) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (session_id, position, person_id, item) DO UPDATE SET value = excluded.value",
        [session_id, position, person_id, item, value],
    )


def drop(database: Database, session_id: int, position: int, person_id: int, item: int) -> None:
    """Take back what somebody chose for an item."""
    where = "session_id = ? AND position = ? AND person_id = ? AND item = ?"
    database.execute(f"DELETE FROM marks WHERE {where}", [session_id, position, person_id, item])


def forget_person(database: Database, session_id: int, position: int, person_id: int) -> None:
    """Forget what somebody chose in a step."""
    where = "session_id = ? AND position = ? AND person_id = ?"
    database.execute(f"DELETE FROM marks WHERE {where}", [session_id, position, person_id])


def forget_items(database: Database, session_id: int, position: int, items: Iterable[int]) -> None:
    """Forget what was chosen for some items of a step, and by whom."""
    for item in items:
        database.execute(
            "DELETE FROM marks WHERE session_id = ? AND position = ? AND item = ?", [session_id, position, item]
        )


def of_person(database: Database, session_id: int, position: int, person_id: int) -> dict[int, int]:
    """Return what somebody chose in a step, by item."""
    where = "session_id = ? AND position = ? AND person_id = ?"
    rows = select(database, f"SELECT item, value FROM marks WHERE {where}", [session_id, position, person_id])
    return {row["item"]: row["value"] for row in rows}


def are_in(database: Database, session_id: int) -> bool:
    """Tell whether anybody chose anything in a session that is not forgotten yet."""
    row = database.execute("SELECT 1 FROM marks WHERE session_id = ? LIMIT 1", [session_id]).fetchone()
    return row is not None


def tally(database: Database, session_id: int, position: int) -> dict[int, list[int]]:
    """Return all that was chosen in a step, by item, without whose it is: each item's values in order of size."""
    rows = select(
        database,
        "SELECT item, value FROM marks WHERE session_id = ? AND position = ? ORDER BY item, value",
        [session_id, position],
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["item"], []).append(row["value"])
    return found


def with_people(database: Database, session_id: int, position: int) -> dict[int, list[tuple[int, int]]]:
    """Return all that was chosen in a step, by item: each person's number with their value."""
    rows = select(
        database,
        "SELECT item, person_id, value FROM marks WHERE session_id = ? AND position = ? ORDER BY item, value",
        [session_id, position],
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        found.setdefault(row["item"], []).append((row["person_id"], row["value"]))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """What a vote or rating came to for one item: how many, and their average."""

    votes: int
    average: float


def count(database: Database, session_id: int, position: int) -> dict[int, Tally]:
    """Count what was chosen in a step, forget whose it was, and return what it came to by item; again, the same."""
    where = [session_id, position]
    database.execute(
        "INSERT INTO tallies (session_id, position, item, votes, average) SELECT session_id, position, item, count(*),"
        " avg(value) FROM marks WHERE session_id = ? AND position = ? GROUP BY item ON CONFLICT DO NOTHING",
        where,
    )
    forget(database, session_id, position)
    return counted(database, session_id, position)


def counted(database: Database, session_id: int, position: int) -> dict[int, Tally]:
    """Return what a vote or rating came to by item, once it was counted."""
    where = [session_id, position]
    query = "SELECT item, votes, average FROM tallies WHERE session_id = ? AND position = ? AND item > ?"
    rows = select(database, query, [*where, LET_GO])
    return {row["item"]: Tally(row["votes"], row["average"]) for row in rows}


def open_anew(database: Database, session_id: int, position: int) -> bool:
    """Forget what was chosen in a step, and what it came to: it is asked again. Return whether there was any of it."""
    where = [session_id, position]
    gone = (
        forget(database, session_id, position),
        database.execute("DELETE FROM measurements WHERE session_id = ? AND passing = ?", where).rowcount > 0,
        database.execute("DELETE FROM tallies WHERE session_id = ? AND position = ?", where).rowcount > 0,
    )
    return any(gone)


def let_go(database: Database, session_id: int, position: int) -> bool:
    """Forget who chose what in a step that the group goes back from, and remember until it opens anew that anybody had;
    return that."""
    had = forget(database, session_id, position)
    if had:
        database.execute(
            "INSERT INTO tallies (session_id, position, item, votes, average) VALUES (?, ?, ?, 0, 0)"
            " ON CONFLICT DO NOTHING",
            [session_id, position, LET_GO],
        )
    return had


def voices(database: Database, session_id: int, position: int) -> int:
    """Return how many people chose something in a step, until that is forgotten."""
    where = "session_id = ? AND position = ?"
    row = database.execute(f"SELECT count(DISTINCT person_id) FROM marks WHERE {where}", [session_id, position])
    return int(row.fetchone()[0])


def are_of_several(database: Database, session_id: int, position: int, most: int) -> bool:
    """Tell whether what a step came to is surely more than one person's, of whom each could choose so many."""
    where = [session_id, position]
    votes = database.execute("SELECT sum(votes) FROM tallies WHERE session_id = ? AND position = ?", where).fetchone()
    if (votes[0] or 0) > most:
        return True
    row = database.execute("SELECT 1 FROM measurements WHERE session_id = ? AND passing = ? LIMIT 1", where).fetchone()
    return row is not None


def forget(database: Database, session_id: int, position: int | None = None) -> bool:
    """Forget who chose what, in one step or in all; return whether anybody had."""
    only = "" if position is None else " AND position = ?"
    values = [session_id, *([] if not only else [position])]
    return database.execute(f"DELETE FROM marks WHERE session_id = ?{only}", values).rowcount > 0


def forget_but(database: Database, session_id: int, told: Mapping[int, int | None]) -> None:
    """Forget who chose what in a session, but for one value in some steps, or for all where None is given."""
    for position in {row["position"] for row in select(database, POSITIONS, [session_id])}:
        if position not in told:
            forget(database, session_id, position)
        elif told[position] is not None:
            where = "session_id = ? AND position = ? AND value <> ?"
            database.execute(f"DELETE FROM marks WHERE {where}", [session_id, position, told[position]])
