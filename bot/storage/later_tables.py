"""The later tables: what each step of the schema after the first laid or changed."""

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

TIES_APART = """
CREATE TABLE turns_anew (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    how TEXT NOT NULL CHECK (how IN ('answered', 'skipped')),
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO turns_anew SELECT session_id, person_id, how FROM turns;
DROP TABLE turns;
ALTER TABLE turns_anew RENAME TO turns;
CREATE TABLE marks_anew (
    session_id INTEGER NOT NULL REFERENCES consultations (session_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    item INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (session_id, position, person_id, item)
) STRICT, WITHOUT ROWID;
INSERT INTO marks_anew SELECT session_id, position, person_id, item, value FROM marks;
DROP TABLE marks;
ALTER TABLE marks_anew RENAME TO marks;
ALTER TABLE entries DROP COLUMN edited_at;
ALTER TABLE sessions DROP COLUMN summed_up_at;
ALTER TABLE entries ADD COLUMN fallback TEXT CHECK (fallback IN ('named', 'author', 'gone'));
DELETE FROM entries WHERE is_nameless AND session_id IN (SELECT id FROM sessions WHERE state <> 'open' AND crowd < 3);
CREATE TABLE wiping (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    owed INTEGER NOT NULL,
    since TEXT,
    done_at TEXT
) STRICT;
INSERT INTO wiping (id, owed) VALUES (1, 1);
CREATE TABLE quotes (
    parcel_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'entry', 'commitment')),
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, number, parcel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotes_by_parcel ON quotes (parcel_id);
ALTER TABLE outbox ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
CREATE TABLE digests (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    facts TEXT NOT NULL
) STRICT;
CREATE INDEX digests_of_person ON digests (person_id, team_id);
CREATE INDEX digests_of_team ON digests (team_id);
CREATE TABLE kept_out (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
UPDATE consultations SET safety = NULL WHERE safety IS NOT NULL AND session_id NOT IN
    (SELECT session_id FROM tallies WHERE item = 0 AND votes >= 5);
CREATE TABLE erased (seq INTEGER PRIMARY KEY AUTOINCREMENT, mark TEXT NOT NULL) STRICT;
CREATE TABLE ledger (id INTEGER PRIMARY KEY CHECK (id = 1), salt TEXT NOT NULL) STRICT;
INSERT INTO ledger (id, salt) VALUES (1, lower(hex(randomblob(16))))
"""

# What happens to a row after which nothing of it may be left in any file.
REMOVALS = {
    "entry_removed": "DELETE ON entries",
    "entry_changed": "UPDATE OF text, person_id, at ON entries"
    " WHEN old.text <> new.text OR old.person_id IS NOT new.person_id OR old.at <> new.at",
    "mark_removed": "DELETE ON marks",
    "mark_changed": "UPDATE OF value ON marks WHEN old.value <> new.value",
    "turn_removed": "DELETE ON turns",
    "turn_changed": "UPDATE OF how ON turns WHEN old.how <> new.how",
    "person_removed": "DELETE ON people",
    "commitment_removed": "DELETE ON commitments",
    "commitment_changed": "UPDATE OF text, result ON commitments"
    " WHEN old.text <> new.text OR (old.result IS NOT NULL AND old.result IS NOT new.result)",
}

SECOND_WAYS = """
ALTER TABLE teams ADD COLUMN marks_refused_until TEXT;
ALTER TABLE people ADD COLUMN marks_refused_until TEXT;
CREATE TABLE albums (
    chat_id INTEGER NOT NULL,
    album TEXT NOT NULL,
    at TEXT NOT NULL,
    held TEXT NOT NULL,
    PRIMARY KEY (chat_id, album)
) STRICT;
CREATE INDEX albums_old ON albums (at);
"""

# Each plan once, whatever number of sessions go through it.
PLANS = """
CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
) STRICT;
ALTER TABLE consultations ADD COLUMN plan_id INTEGER REFERENCES plans (id);
CREATE INDEX consultations_by_plan ON consultations (plan_id);
"""

# What was still to be sent when words in it went.
PAYLOAD_REMOVALS = {
    "payload_removed": "DELETE ON outbox WHEN old.is_owing",
    "payload_changed": "UPDATE OF payload ON outbox WHEN old.is_owing AND old.payload IS NOT new.payload",
}

# Sessions of all kinds alike: on which terms, when the step that is on closes, when time next owes them something.
SESSIONS_ALIKE = """
DROP INDEX sessions_one_case;
ALTER TABLE sessions ADD COLUMN terms TEXT NOT NULL DEFAULT 'reflection' CHECK (terms IN ('reflection', 'case'));
UPDATE sessions SET terms = 'case' WHERE kind = 'consultation';
ALTER TABLE sessions DROP COLUMN kind;
CREATE UNIQUE INDEX sessions_one_case ON sessions (team_id) WHERE terms = 'case' AND state = 'open';
ALTER TABLE sessions ADD COLUMN wake_at TEXT;
UPDATE sessions SET wake_at = due_at;
UPDATE sessions SET due_at = (SELECT due_at FROM consultations WHERE session_id = sessions.id) WHERE terms = 'case'
    AND EXISTS (SELECT 1 FROM consultations WHERE session_id = sessions.id);
ALTER TABLE consultations DROP COLUMN due_at;
DROP INDEX sessions_owed;
CREATE INDEX sessions_owed ON sessions (wake_at) WHERE state = 'open';
CREATE TABLE heard (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    how TEXT NOT NULL CHECK (how IN ('begun', 'given', 'passed')),
    PRIMARY KEY (session_id, position, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO heard SELECT session_id, 0, person_id, CASE how WHEN 'answered' THEN 'given' ELSE 'passed' END FROM turns;
INSERT INTO heard SELECT session_id, position, person_id, heard FROM participants JOIN consultations
    USING (session_id) WHERE heard IS NOT NULL AND state IN ('running', 'paused');
DROP TABLE turns;
ALTER TABLE participants DROP COLUMN heard;
UPDATE wiping SET owed = owed + 1 WHERE id = 1
"""
# As with turns, of which these take the place.
HEARD_REMOVALS = {
    "heard_removed": "DELETE ON heard",
    "heard_changed": "UPDATE OF how ON heard WHEN old.how <> new.how",
}

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

RHYTHMS_OF_ANYTHING = """
ALTER TABLE schedules ADD COLUMN starts TEXT NOT NULL DEFAULT 'prompt' CHECK (starts IN ('prompt', 'digest', 'method'));
UPDATE schedules SET starts = kind;
ALTER TABLE schedules DROP COLUMN kind;
ALTER TABLE schedules RENAME COLUMN starts TO kind;
ALTER TABLE schedules RENAME COLUMN families TO what
"""

# What a message is about stands apart from what it is for.
PURPOSES = """
ALTER TABLE outbox ADD COLUMN about INTEGER;
ALTER TABLE outbox ADD COLUMN page INTEGER;
UPDATE outbox SET purpose = 'second look' WHERE substr(purpose, 1, 12) = 'second_look.';
"""

# Questions stand somewhere too, in the same table; those that are over stay where they ended.
ONE_STATE = """
ALTER TABLE consultations RENAME TO states;
ALTER TABLE states RENAME COLUMN state TO phase;
DROP INDEX consultations_to_clean;
CREATE INDEX states_to_clean ON states (to_clean_at) WHERE to_clean_at IS NOT NULL;
DROP INDEX consultations_by_plan;
CREATE INDEX states_by_plan ON states (plan_id);
INSERT INTO states (session_id, pace, position, phase, started_at, stops_at, opened_at, seen, wanted, extensions,
    is_reminded, is_stuck, is_asked_to_stop)
SELECT id, 'calm', state <> 'open', CASE state WHEN 'open' THEN 'running' WHEN 'closed' THEN 'ended' ELSE state END,
    opened_at, due_at, opened_at, 0, '[]', 0, 0, 0, 0 FROM sessions WHERE terms = 'reflection'
    AND NOT EXISTS (SELECT 1 FROM states WHERE session_id = id)
"""
