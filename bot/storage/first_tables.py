"""The first tables: how the schema was first laid, before any later step changed it."""

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
