"""Erasing by hand: one thing, or all that is somebody's, and what quotes it, while the bot is stopped."""

from sqlite_utils import Database

from bot.core.sources import Source
from bot.storage import (
    commitments,
    contributions,
    entries,
    inbox,
    ledger,
    own_questions,
    people,
    question_drafts,
    quotes,
    retraction,
    unplaced,
    wiping,
)

TABLES = {
    "entry": ("entries", "id"),
    "commitment": ("commitments", "id"),
    "update": ("inbox", "update_id"),
    "message": ("outbox", "id"),
    "person": ("people", "id"),
    "question": ("own_questions", "id"),
    "draft": ("question_drafts", "id"),
    "unplaced": ("unplaced", "id"),
}


def is_there(database: Database, thing: str, number: int) -> bool:
    """Tell whether there is such a thing."""
    table, key = TABLES[thing]
    return database.execute(f"SELECT 1 FROM {table} WHERE {key} = ?", [number]).fetchone() is not None


def erase(database: Database, thing: str, number: int) -> None:
    """Erase a thing, one of `TABLES`; of an update the words go, and that there was one stays.

    What quotes it and waits is not said; what stands follows when the bot next starts.
    """
    quotes.let_go(database, sources_of(database, thing, number))
    match thing:
        case "entry":
            entries.erase(database, number)
        case "commitment":
            commitments.erase(database, number)
        case "update":
            database.execute("UPDATE inbox SET raw = NULL WHERE update_id = ?", [number])
            wiping.owe(database)
        case "message":
            database.execute("DELETE FROM outbox WHERE id = ?", [number])
            wiping.owe(database)
        case "question":
            ledger.note_question(database, number)
            own_questions.throw_away(database, number)
        case "draft":
            question_drafts.erase(database, number)
        case "unplaced":
            unplaced.erase(database, number)
        case "person":
            contributions.erase_all(database, number)
            retraction.forget_chat(database, number)
            inbox.forget_set_aside(database, number)
            people.erase(database, number)


def sources_of(database: Database, thing: str, number: int) -> list[Source]:
    """Return by what a thing is quoted: of a person the name, and all that is theirs."""
    if thing == "person":
        own = contributions.of_person(database, number)
        intended = commitments.of_person(database, number)
        words: list[Source] = [("entry", one.id) for one in own]
        return [("person", number), *words, *(("commitment", one.id) for one in intended)]
    if thing == "entry":
        return [("entry", number)]
    return [("commitment", number)] if thing == "commitment" else []
