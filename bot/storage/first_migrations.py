"""The first migrations, up to one state for all sessions, and what every migration is made with."""

from collections.abc import Mapping

from sqlite_utils import Database, Migrations

from bot.storage.first_tables import FIRST
from bot.storage.later_tables import (
    CONSULTATION,
    HEARD_REMOVALS,
    ONE_STATE,
    PAYLOAD_REMOVALS,
    PLANS,
    PRIVATE_TALK,
    REMOVALS,
    RETENTION,
    RHYTHMS_OF_ANYTHING,
    SECOND_WAYS,
    SESSIONS_ALIKE,
    TIES_APART,
)
from bot.storage.plans import number_of

# A database remembers which steps it has had by the names of their functions: those never change.
migrations = Migrations("leerkring")


def run(database: Database, statements: str) -> None:
    """Run statements one by one, in the transaction that the library has open around each step."""
    for statement in statements.split(";"):
        if statement.strip():
            database.execute(statement)


@migrations()
def the_first_tables(database: Database) -> None:
    """Lay the tables of people, teams, rhythm, sessions, log, inbox and outbox."""
    run(database, FIRST)
    database.table("entries").enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    # Without this, erased words would stay readable inside the search index.
    database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('secure-delete', 1)")


@migrations()
def private_talk(database: Database) -> None:
    """Make room for answers given in private, one nudge at a chosen time, and what a private talk is about."""
    run(database, PRIVATE_TALK)


def _lay_outbox_anew(database: Database, kinds: str) -> None:
    """Let the outbox hold other kinds of things: their list is part of the table."""
    laid = FIRST[FIRST.index("CREATE TABLE outbox") :].replace("'say', 'edit', 'react', 'acknowledge'", kinds)
    table, *indexes = (statement for statement in laid.split(";") if statement.strip())
    for index in indexes:
        database.execute(f"DROP INDEX {index.split()[2]}")
    database.execute("ALTER TABLE outbox RENAME TO outbox_before")
    database.execute(table)
    database.execute("INSERT INTO outbox SELECT * FROM outbox_before")
    # Numbers go on where they were: an old button must never name another message.
    database.execute("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
    database.execute("UPDATE sqlite_sequence SET name = 'outbox' WHERE name = 'outbox_before'")
    database.execute("DROP TABLE outbox_before")
    for index in indexes:
        database.execute(index)


@migrations()
def menus_in_the_outbox(database: Database) -> None:
    """Let the outbox hold command menus too."""
    _lay_outbox_anew(database, "'say', 'edit', 'react', 'acknowledge', 'menu'")


@migrations()
def consultation(database: Database) -> None:
    """Make room for sessions of several steps: where they stand, who is in them, what was marked and intended."""
    run(database, CONSULTATION)
    kinds = "'say', 'edit', 'react', 'acknowledge', 'menu', 'delete', 'open topic', 'delete topic'"
    _lay_outbox_anew(database, kinds)


@migrations()
def gone_from_the_files(database: Database) -> None:
    """Let every removal owe a rewriting of the file, and no order of rows tell who was heard first."""
    run(database, TIES_APART)
    for table, kind in (("people", "person"), ("entries", "entry"), ("commitments", "commitment")):
        gone = f"DELETE FROM quotes WHERE kind = '{kind}' AND number = old.id;"
        database.execute(f"CREATE TRIGGER {kind}_quoted AFTER DELETE ON {table} BEGIN {gone} END")
    owe_wiping(database, REMOVALS)


def owe_wiping(database: Database, removals: Mapping[str, str]) -> None:
    """Let each of some events owe a rewriting of the file."""
    for name, event in removals.items():
        database.execute(
            f"CREATE TRIGGER {name} AFTER {event} BEGIN UPDATE wiping SET owed = owed + 1 WHERE id = 1; END"
        )


@migrations()
def second_ways(database: Database) -> None:
    """Remember where the mark under an answer is refused, and which albums came piece by piece."""
    run(database, SECOND_WAYS)


@migrations()
def retention(database: Database) -> None:
    """Make room for how long a team keeps words, and since when no team knows somebody."""
    run(database, RETENTION)


@migrations()
def plans_once(database: Database) -> None:
    """Keep each plan once, and let go those that no session goes through any more."""
    run(database, PLANS)
    for session_id, text in database.execute("SELECT session_id, plan FROM consultations").fetchall():
        numbers = [number_of(database, text), session_id]
        database.execute("UPDATE consultations SET plan_id = ? WHERE session_id = ?", numbers)
    database.execute("ALTER TABLE consultations DROP COLUMN plan")
    unused = "id = old.plan_id AND NOT EXISTS (SELECT 1 FROM consultations WHERE plan_id = old.plan_id)"
    for name, event in {"plan_left": "UPDATE OF plan_id", "plan_gone": "DELETE"}.items():
        database.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON consultations BEGIN DELETE FROM plans WHERE {unused}; END"
        )


@migrations()
def payloads_owe_too(database: Database) -> None:
    """Let words that went while a message with them was still to be sent owe a rewriting once they leave it too."""
    database.execute("ALTER TABLE outbox ADD COLUMN is_owing INTEGER NOT NULL DEFAULT 0")
    quoting = "id IN (SELECT parcel_id FROM quotes WHERE kind = '{0}' AND number = old.id)"
    for table, kind in (("people", "person"), ("entries", "entry"), ("commitments", "commitment")):
        owing = f"UPDATE outbox SET is_owing = 1 WHERE payload IS NOT NULL AND {quoting.format(kind)};"
        database.execute(f"CREATE TRIGGER {kind}_owing BEFORE DELETE ON {table} BEGIN {owing} END")
        if kind != "person":
            changed = f"UPDATE OF text ON {table} WHEN old.text <> new.text"
            database.execute(f"CREATE TRIGGER {kind}_owing_anew BEFORE {changed} BEGIN {owing} END")
    owe_wiping(database, PAYLOAD_REMOVALS)


@migrations()
def sessions_alike(database: Database) -> None:
    """Tell sessions apart by their terms, and deadlines from what time owes; keep who was heard in one way."""
    run(database, SESSIONS_ALIKE)
    owe_wiping(database, HEARD_REMOVALS)


@migrations()
def rhythms_of_anything(database: Database) -> None:
    """Let a rhythm start a method too: the list of kinds is part of the column, so it is laid anew in its place."""
    run(database, RHYTHMS_OF_ANYTHING)


@migrations()
def one_state(database: Database) -> None:
    """Let questions stand somewhere as consultations do; open ones get their plan once the program has read it."""
    run(database, ONE_STATE)
