"""The schema, as a list of steps that bring any older database to the newest form."""

from sqlite_utils import Database, Migrations

migrations = Migrations("leerkring")

FIRST = """
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    username TEXT,
    language TEXT CHECK (language IN ('nl', 'en')),
    working_days TEXT NOT NULL DEFAULT 'mon tue wed thu fri',
    away_until TEXT,
    is_reachable INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX people_by_username ON people (username COLLATE NOCASE);
CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    timezone TEXT NOT NULL,
    region TEXT NOT NULL,
    paused_until TEXT,
    is_present INTEGER NOT NULL DEFAULT 1,
    UNIQUE (chat_id, topic_id)
) STRICT;
CREATE TABLE members (
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('member', 'facilitator', 'leader', 'coordinator', 'observer')),
    since TEXT NOT NULL,
    PRIMARY KEY (team_id, person_id, role)
) STRICT;
CREATE INDEX members_by_person ON members (person_id);
CREATE TABLE invitations (
    code TEXT PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
    made_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('prompt', 'digest')),
    families TEXT NOT NULL,
    every TEXT NOT NULL CHECK (every IN ('week', 'two weeks', 'month')),
    days TEXT NOT NULL,
    at TEXT NOT NULL,
    anchor TEXT NOT NULL,
    next_slot TEXT NOT NULL,
    next_at TEXT NOT NULL
) STRICT;
CREATE INDEX schedules_owed ON schedules (next_at);
CREATE INDEX schedules_by_team ON schedules (team_id);
CREATE TABLE moments (
    id INTEGER PRIMARY KEY,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('started', 'missed', 'skipped')),
    reason TEXT,
    decided_at TEXT NOT NULL,
    UNIQUE (schedule_id, slot)
) STRICT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    method TEXT NOT NULL,
    moment_id INTEGER REFERENCES moments (id) ON DELETE SET NULL,
    step INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    opened_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    summed_up_at TEXT,
    closed_at TEXT,
    available INTEGER,
    took_part INTEGER
) STRICT;
CREATE INDEX sessions_owed ON sessions (due_at) WHERE state = 'open';
CREATE INDEX sessions_by_team ON sessions (team_id, opened_at);
CREATE TABLE turns (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    how TEXT NOT NULL CHECK (how IN ('answered', 'skipped')),
    PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    audience TEXT NOT NULL CHECK (audience IN ('author', 'group', 'team', 'leader', 'organisation')),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    value REAL,
    at TEXT NOT NULL,
    edited_at TEXT,
    chat_id INTEGER,
    message_id INTEGER,
    UNIQUE (chat_id, message_id)
) STRICT;
CREATE INDEX entries_by_team ON entries (team_id, at);
CREATE INDEX entries_by_session ON entries (session_id);
CREATE INDEX entries_by_person ON entries (person_id);
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'done', 'aside')),
    raw TEXT,
    problem TEXT
) STRICT;
CREATE INDEX inbox_open ON inbox (state) WHERE state <> 'done';
CREATE INDEX inbox_old ON inbox (received_at);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('say', 'edit', 'react', 'acknowledge')),
    rank INTEGER NOT NULL,
    payload TEXT,
    created_at TEXT NOT NULL,
    send_after TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'uncertain', 'failed', 'expired')),
    attempts INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER,
    settled_at TEXT,
    problem TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (chat_id, rank, id) WHERE state = 'waiting';
CREATE INDEX outbox_expiring ON outbox (expires_at) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_troubled ON outbox (team_id, created_at)
    WHERE kind = 'say' AND state IN ('uncertain', 'failed', 'expired');
CREATE INDEX outbox_by_team ON outbox (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX outbox_by_message ON outbox (chat_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_by_session ON outbox (session_id) WHERE session_id IS NOT NULL;
"""


@migrations()
def the_first_tables(database: Database) -> None:
    """Lay the tables of people, teams, rhythm, sessions, log, inbox and outbox."""
    for statement in FIRST.split(";"):
        if statement.strip():
            database.execute(statement)
    database.table("entries").enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    # Without this, erased words would stay readable inside the search index.
    database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('secure-delete', 1)")


PRIVATE_TALK = """
ALTER TABLE sessions ADD COLUMN code TEXT;
UPDATE sessions SET code = lower(hex(randomblob(8)));
ALTER TABLE sessions ADD COLUMN crowd INTEGER;
CREATE UNIQUE INDEX sessions_by_code ON sessions (code);
ALTER TABLE entries ADD COLUMN is_nameless INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN released_at TEXT;
CREATE INDEX entries_released ON entries (team_id, released_at) WHERE released_at IS NOT NULL;
ALTER TABLE teams ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0;
CREATE TABLE nudges (
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    PRIMARY KEY (person_id, session_id)
) STRICT;
CREATE INDEX nudges_owed ON nudges (at);
CREATE TABLE talks (
    person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    entry_id INTEGER REFERENCES entries (id) ON DELETE CASCADE,
    since TEXT NOT NULL
) STRICT;
"""


@migrations()
def private_talk(database: Database) -> None:
    """Make room for answers given in private, one nudge at a chosen time, and what a private talk is about."""
    for statement in PRIVATE_TALK.split(";"):
        if statement.strip():
            database.execute(statement)


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


CONSULTATION = """
ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'prompt' CHECK (kind IN ('prompt', 'consultation'));
CREATE UNIQUE INDEX sessions_one_case ON sessions (team_id) WHERE kind = 'consultation' AND state = 'open';
CREATE TABLE consultations (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    pace TEXT NOT NULL CHECK (pace IN ('live', 'sprint', 'calm')),
    plan TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'ended', 'cancelled')),
    started_at TEXT NOT NULL,
    stops_at TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    paused_at TEXT,
    facilitator_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    seen INTEGER NOT NULL,
    wanted TEXT NOT NULL,
    extensions INTEGER NOT NULL,
    is_reminded INTEGER NOT NULL,
    is_stuck INTEGER NOT NULL,
    is_asked_to_stop INTEGER NOT NULL,
    topic_id INTEGER,
    safety REAL,
    to_clean_at TEXT
) STRICT;
CREATE INDEX consultations_to_clean ON consultations (to_clean_at) WHERE to_clean_at IS NOT NULL;
CREATE TABLE participants (
    session_id INTEGER NOT NULL REFERENCES consultations (session_id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    is_in INTEGER NOT NULL,
    turn INTEGER,
    heard TEXT CHECK (heard IN ('begun', 'given', 'passed')),
    is_away INTEGER NOT NULL,
    was_silent INTEGER NOT NULL,
    PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE INDEX participants_by_person ON participants (person_id);
CREATE TABLE marks (
    session_id INTEGER NOT NULL REFERENCES consultations (session_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    item INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (session_id, position, person_id, item)
) STRICT;
CREATE TABLE tallies (
    session_id INTEGER NOT NULL REFERENCES consultations (session_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item INTEGER NOT NULL,
    votes INTEGER NOT NULL,
    average REAL NOT NULL,
    PRIMARY KEY (session_id, position, item)
) STRICT;
CREATE TABLE agreements (
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (team_id, person_id)
) STRICT;
CREATE TABLE commitments (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    ask_at TEXT,
    asked_at TEXT,
    answered_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'partly', 'dropped')),
    result TEXT,
    is_shared INTEGER NOT NULL DEFAULT 0,
    is_told INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX commitments_owed ON commitments (ask_at) WHERE asked_at IS NULL AND state = 'open';
CREATE INDEX commitments_by_team ON commitments (team_id, state);
CREATE INDEX commitments_by_person ON commitments (person_id);
ALTER TABLE talks ADD COLUMN commitment_id INTEGER REFERENCES commitments (id) ON DELETE CASCADE;
"""


@migrations()
def consultation(database: Database) -> None:
    """Make room for sessions of several steps: where they stand, who is in them, what was marked and intended."""
    for statement in CONSULTATION.split(";"):
        if statement.strip():
            database.execute(statement)
    kinds = "'say', 'edit', 'react', 'acknowledge', 'menu', 'delete', 'open topic', 'delete topic'"
    _lay_outbox_anew(database, kinds)


RETENTION = """
ALTER TABLE teams ADD COLUMN kept_for INTEGER NOT NULL DEFAULT 2;
ALTER TABLE teams ADD COLUMN kept_in TEXT NOT NULL DEFAULT 'years' CHECK (kept_in IN ('years', 'months'));
ALTER TABLE teams ADD COLUMN old_told_at TEXT;
ALTER TABLE teams ADD COLUMN old_goes_from TEXT;
ALTER TABLE teams ADD COLUMN is_old_told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN is_to_prune INTEGER NOT NULL DEFAULT 0;
CREATE INDEX teams_to_prune ON teams (id) WHERE is_to_prune;
ALTER TABLE people ADD COLUMN unknown_since TEXT;
CREATE INDEX people_unknown ON people (unknown_since) WHERE unknown_since IS NOT NULL;
"""


@migrations()
def retention(database: Database) -> None:
    """Make room for how long a team keeps words, and since when no team knows somebody."""
    for statement in RETENTION.split(";"):
        if statement.strip():
            database.execute(statement)
