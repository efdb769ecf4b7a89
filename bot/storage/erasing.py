"""Erasing by hand: one thing, or all that is somebody's, with whatever still waits to be sent that may quote it."""

from sqlite_utils import Database

from bot.storage import commitments, contributions, entries, inbox, people, retraction

# Summaries, digests, search results and what is shown of a case or on the board quote people.
QUOTING = (
    "(purpose = 'summary' OR purpose LIKE 'giving_back.%' OR purpose LIKE 'board.%' OR purpose LIKE 'words %'"
    " OR purpose LIKE 'list %')"
)
TABLES = {
    "entry": ("entries", "id"),
    "commitment": ("commitments", "id"),
    "update": ("inbox", "update_id"),
    "message": ("outbox", "id"),
    "person": ("people", "id"),
}


def is_there(database: Database, thing: str, number: int) -> bool:
    """Tell whether there is such a thing."""
    table, key = TABLES[thing]
    return database.execute(f"SELECT 1 FROM {table} WHERE {key} = ?", [number]).fetchone() is not None


def erase(database: Database, thing: str, number: int) -> None:
    """Erase a thing, one of `TABLES`; of an update the words go, and that there was one stays."""
    for team_id in _teams_of(database, thing, number):
        take_back_quotes(database, team_id)
    match thing:
        case "entry":
            entries.erase(database, number)
        case "commitment":
            commitments.erase(database, number)
        case "update":
            database.execute("UPDATE inbox SET raw = NULL WHERE update_id = ?", [number])
        case "message":
            database.execute("DELETE FROM outbox WHERE id = ?", [number])
        case "person":
            contributions.erase_all(database, number)
            retraction.forget_chat(database, number)
            inbox.forget_set_aside(database, number)
            people.erase(database, number)


def _teams_of(database: Database, thing: str, number: int) -> list[int]:
    """Return the teams in which a thing may be quoted."""
    if thing == "person":
        tables = ("entries", "commitments", "members")
        found = " UNION ".join(f"SELECT team_id FROM {table} WHERE person_id = :number" for table in tables)
    elif thing in ("entry", "commitment"):
        found = f"SELECT team_id FROM {TABLES[thing][0]} WHERE id = :number"
    else:
        return []
    return [row[0] for row in database.execute(found, {"number": number})]


def take_back_quotes(database: Database, team_id: int) -> None:
    """Remove what waits to be sent for a team, or may be sent again, and quotes people: nobody can tell whom."""
    about = f"team_id = ? AND payload IS NOT NULL AND {QUOTING}"
    database.execute(f"DELETE FROM outbox WHERE {about} AND state = 'waiting'", [team_id])
    database.execute(f"UPDATE outbox SET payload = NULL WHERE {about}", [team_id])


def empty_log_file(database: Database) -> None:
    """Let nothing that was erased stay readable in the file with the latest changes; outside a transaction."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
