"""Looks whether every message still in the outbox that holds somebody's words or name knows whose they are."""

import re
from collections.abc import Iterator

from sqlite_utils import Database

Source = tuple[str, int]


def unlinked(database: Database, word: re.Pattern[str]) -> list[str]:
    """Return which messages hold a marked word of an entry or commitment, or a person's name, without a link to it."""
    rows = database.query("SELECT id, purpose, chat_id, payload FROM outbox WHERE payload IS NOT NULL")
    held = [(row, set(word.findall(row["payload"]))) for row in rows]
    if not held:
        return []
    named = _named(database)
    return [
        f"{row['purpose']} to {row['chat_id']} holds {what} without a link"
        for row, words in held
        for what, sources in _sources(database, row["payload"], words, named)
        if not _is_linked(database, row["id"], sources)
    ]


def _named(database: Database) -> dict[str, list[Source]]:
    """Return who is known by each name."""
    names: dict[str, list[Source]] = {}
    for row in database.query("SELECT id, name FROM people"):
        names.setdefault(row["name"], []).append(("person", row["id"]))
    return names


def _sources(
    database: Database, payload: str, words: set[str], named: dict[str, list[Source]]
) -> Iterator[tuple[str, list[Source]]]:
    """Yield what a message holds of people, each with everything it may come from."""
    for one in words:
        found = [("entry", row["id"]) for row in database.query("SELECT id FROM entries WHERE instr(text, ?)", [one])]
        where = "instr(text, ?) OR instr(coalesce(result, ''), ?)"
        found += [
            ("commitment", row["id"]) for row in database.query(f"SELECT id FROM commitments WHERE {where}", [one, one])
        ]
        if found:
            yield one, found
    for name, sources in named.items():
        # Most names stand nowhere in it: looking for one as a word is worth it only where its letters do.
        if name in payload and re.search(rf"\b{re.escape(name)}\b", payload):
            yield name, sources


def _is_linked(database: Database, parcel_id: int, sources: list[Source]) -> bool:
    rows = database.execute("SELECT kind, number FROM quotes WHERE parcel_id = ?", [parcel_id])
    return not {tuple(row) for row in rows}.isdisjoint(sources)
