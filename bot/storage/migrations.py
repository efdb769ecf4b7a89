"""The schema, as a list of steps that bring any older database to the newest form."""

import json
from collections.abc import Mapping

from sqlite_utils import Database, Migrations

from bot.storage import search_index
from bot.storage.first_tables import FIRST
from bot.storage.indexes import FOUND_BY_INDEX
from bot.storage.later_tables import (
    CONSULTATION,
    HEARD_REMOVALS,
    ONE_STATE,
    PAYLOAD_REMOVALS,
    PLANS,
    PRIVATE_TALK,
    PURPOSES,
    REMOVALS,
    RETENTION,
    RHYTHMS_OF_ANYTHING,
    SECOND_WAYS,
    SESSIONS_ALIKE,
    TIES_APART,
)
from bot.storage.latest_tables import (
    DIGESTS_ONCE,
    HARVESTS,
    LEADERS_ASKED,
    LET_GO,
    OVERVIEWS,
    TAKEN_UP,
    THANKS,
    THANKS_REMOVALS,
    WORDS_LET_GO,
)
from bot.storage.plans import mark_of, number_of

# A database remembers which steps it has had by the names of their functions: those never change.
migrations = Migrations("leerkring")


def _run(database: Database, statements: str) -> None:
    """Run statements one by one, in the transaction that the library has open around each step."""
    for statement in statements.split(";"):
        if statement.strip():
            database.execute(statement)


@migrations()
def the_first_tables(database: Database) -> None:
    """Lay the tables of people, teams, rhythm, sessions, log, inbox and outbox."""
    _run(database, FIRST)
    database.table("entries").enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    # Without this, erased words would stay readable inside the search index.
    database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('secure-delete', 1)")


@migrations()
def private_talk(database: Database) -> None:
    """Make room for answers given in private, one nudge at a chosen time, and what a private talk is about."""
    _run(database, PRIVATE_TALK)


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
    _run(database, CONSULTATION)
    kinds = "'say', 'edit', 'react', 'acknowledge', 'menu', 'delete', 'open topic', 'delete topic'"
    _lay_outbox_anew(database, kinds)


@migrations()
def gone_from_the_files(database: Database) -> None:
    """Let every removal owe a rewriting of the file, and no order of rows tell who was heard first."""
    _run(database, TIES_APART)
    for table, kind in (("people", "person"), ("entries", "entry"), ("commitments", "commitment")):
        gone = f"DELETE FROM quotes WHERE kind = '{kind}' AND number = old.id;"
        database.execute(f"CREATE TRIGGER {kind}_quoted AFTER DELETE ON {table} BEGIN {gone} END")
    _owe_wiping(database, REMOVALS)


def _owe_wiping(database: Database, removals: Mapping[str, str]) -> None:
    """Let each of some events owe a rewriting of the file."""
    for name, event in removals.items():
        database.execute(
            f"CREATE TRIGGER {name} AFTER {event} BEGIN UPDATE wiping SET owed = owed + 1 WHERE id = 1; END"
        )


@migrations()
def second_ways(database: Database) -> None:
    """Remember where the mark under an answer is refused, and which albums came piece by piece."""
    _run(database, SECOND_WAYS)


@migrations()
def retention(database: Database) -> None:
    """Make room for how long a team keeps words, and since when no team knows somebody."""
    _run(database, RETENTION)


@migrations()
def plans_once(database: Database) -> None:
    """Keep each plan once, and let go those that no session goes through any more."""
    _run(database, PLANS)
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
    _owe_wiping(database, PAYLOAD_REMOVALS)


@migrations()
def sessions_alike(database: Database) -> None:
    """Tell sessions apart by their terms, and deadlines from what time owes; keep who was heard in one way."""
    _run(database, SESSIONS_ALIKE)
    _owe_wiping(database, HEARD_REMOVALS)


@migrations()
def rhythms_of_anything(database: Database) -> None:
    """Let a rhythm start a method too: the list of kinds is part of the column, so it is laid anew in its place."""
    _run(database, RHYTHMS_OF_ANYTHING)


@migrations()
def one_state(database: Database) -> None:
    """Let questions stand somewhere as consultations do; open ones get their plan once the program has read it."""
    _run(database, ONE_STATE)


@migrations()
def purposes_apart(database: Database) -> None:
    """Let what a message is for stand apart from which step, entry or digest it is about, and which page."""
    _run(database, PURPOSES)
    names = {"giving_back.digest": "digest", "giving_back.released": "released"}
    for (purpose,) in database.execute("SELECT DISTINCT purpose FROM outbox").fetchall():
        words = purpose.split(" ")
        numbers = [int(word) for word in words if word.isdigit()]
        name = " ".join(words[: len(words) - len(numbers)])
        number, page = [*numbers, None, None][:2]
        values = [names.get(name, name), number, page, purpose]
        database.execute("UPDATE outbox SET purpose = ?, about = ?, page = ? WHERE purpose = ?", values)


@migrations()
def numbered_steps(database: Database) -> None:
    """Let each of a method's own steps in a plan have its number, rather than read it from what it is called."""
    for number, text in database.execute("SELECT id, text FROM plans").fetchall():
        steps = [step | ({"number": int(step["key"])} if step["key"].isdigit() else {}) for step in json.loads(text)]
        plan = json.dumps(steps, ensure_ascii=False, separators=(",", ":"))
        database.execute("UPDATE plans SET text = ?, hash = ? WHERE id = ?", [plan, mark_of(plan), number])


@migrations()
def last_names(database: Database) -> None:
    """Keep what somebody is called apart from their first and last name, which tell namesakes in a team apart."""
    for column in ("first_name", "last_name"):
        database.execute(f"ALTER TABLE people ADD COLUMN {column} TEXT")
    database.execute("UPDATE people SET first_name = name")
    database.execute("CREATE INDEX people_by_first_name ON people (first_name COLLATE NOCASE)")


@migrations()
def topic_names(database: Database) -> None:
    """Keep the group's title and the topic's name apart from what a team is called, which is both."""
    for column in ("title", "topic_name"):
        database.execute(f"ALTER TABLE teams ADD COLUMN {column} TEXT")
    database.execute("UPDATE teams SET title = name")


@migrations()
def found_by_index(database: Database) -> None:
    """Let nothing that is asked for take longer as other teams grow: what points at something is found by that."""
    _run(database, FOUND_BY_INDEX)


@migrations()
def obstacles(database: Database) -> None:
    """Keep what is in the way of speaking to a team, and since when."""
    for column in ("barred_by", "barred_at"):
        database.execute(f"ALTER TABLE teams ADD COLUMN {column} TEXT")


@migrations()
def open_days(database: Database) -> None:
    """Keep for how many days a team's questions are open, where it chose that."""
    database.execute("ALTER TABLE teams ADD COLUMN open_days INTEGER")


@migrations()
def search_by_team(database: Database) -> None:
    """Let the search index know of which team each entry is: to search in one then costs what that one holds."""
    search_index.lay(database)


@migrations()
def harvests(database: Database) -> None:
    """Keep which stretches of its log a team has gathered."""
    _run(database, HARVESTS)


@migrations()
def overviews(database: Database) -> None:
    """Let a rhythm bring overviews too, of a month or a term, and keep which teams want none."""
    _run(database, OVERVIEWS)


@migrations()
def taken_up(database: Database) -> None:
    """Remember of which question the one for the meeting was taken up again, and where."""
    _run(database, TAKEN_UP)


@migrations()
def blind_first(database: Database) -> None:
    """Keep whether a team's questions are answered in private, and all answers show at once."""
    database.execute("ALTER TABLE teams ADD COLUMN is_blind INTEGER NOT NULL DEFAULT 0")


@migrations()
def thanks(database: Database) -> None:
    """Make room for thanks on their way, and keep who wants to hear of none and when they last did."""
    _run(database, THANKS)


@migrations()
def leaders_asked(database: Database) -> None:
    """Remember which leaders were asked whether they take part in the questions, so that nobody is twice."""
    _run(database, LEADERS_ASKED)


@migrations()
def digests_once(database: Database) -> None:
    """Fix what is told of a team's week once, and let each reader have it at a time of their own."""
    last = database.execute("SELECT coalesce(max(id), 0) FROM digests").fetchone()[0]
    _run(database, DIGESTS_ONCE)
    # Numbers go on where they were: a message of before must never become somebody else's digest.
    database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('digests', ?)", [last])


@migrations()
def let_go(database: Database) -> None:
    """Remember which messages held words that were let go, and that somebody decided on a suggestion."""
    _run(database, LET_GO)
    database.execute(WORDS_LET_GO)
    database.execute("ALTER TABLE digest_weeks ADD COLUMN decided_at TEXT")


@migrations()
def slower_offered(database: Database) -> None:
    """Keep when a slower rhythm was last offered to a team's coordinators."""
    database.execute("ALTER TABLE teams ADD COLUMN slower_offered_at TEXT")


@migrations()
def digests_sent(database: Database) -> None:
    """Keep when a digest went to its reader: what it says is to come is reckoned from there."""
    database.execute("ALTER TABLE digests ADD COLUMN sent_at TEXT")


@migrations()
def thanks_owe(database: Database) -> None:
    """Count who thanked whom among what no file may hold once it is removed."""
    _owe_wiping(database, THANKS_REMOVALS)
