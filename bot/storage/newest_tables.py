"""The newest tables: what the last steps of the schema laid: marks of lines, votes, questions of a team’s own."""

# Whether a group passes on what it marked, decided at an hour that was told.
VOTES = """
CREATE TABLE votes (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    closes_at TEXT NOT NULL,
    is_passed_on INTEGER
) STRICT;
CREATE INDEX votes_owed ON votes (closes_at) WHERE is_passed_on IS NULL
"""

# A scan may begin by a rhythm too, also once in half a year or a year.
SCAN_RHYTHMS = """
ALTER TABLE schedules ADD COLUMN comes TEXT NOT NULL DEFAULT 'week'
    CHECK (comes IN ('week', 'two weeks', 'three weeks', 'four weeks', 'month', 'two months', 'term', 'half year',
        'year', 'dates'));
UPDATE schedules SET comes = every;
ALTER TABLE schedules DROP COLUMN every;
ALTER TABLE schedules RENAME COLUMN comes TO every;
ALTER TABLE schedules ADD COLUMN starts TEXT NOT NULL DEFAULT 'prompt'
    CHECK (starts IN ('prompt', 'digest', 'method', 'overview', 'after', 'scan'));
UPDATE schedules SET starts = kind;
ALTER TABLE schedules DROP COLUMN kind;
ALTER TABLE schedules RENAME COLUMN starts TO kind
"""

# What was offered to a team last and when, so that it is not offered again too soon.
OFFERS = """
CREATE TABLE offers (
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (team_id, what)
) STRICT, WITHOUT ROWID
"""

# What a group marked in an instrument, line by line: how many gave which value, and never whose it was.
INSTRUMENTS = """
DROP INDEX sessions_one_case;
ALTER TABLE sessions ADD COLUMN held TEXT NOT NULL DEFAULT 'reflection'
    CHECK (held IN ('reflection', 'instrument', 'case'));
UPDATE sessions SET held = terms;
ALTER TABLE sessions DROP COLUMN terms;
ALTER TABLE sessions RENAME COLUMN held TO terms;
CREATE UNIQUE INDEX sessions_one_case ON sessions (team_id) WHERE terms = 'case' AND state = 'open';
CREATE UNIQUE INDEX sessions_one_instrument ON sessions (team_id) WHERE terms = 'instrument' AND state = 'open';
CREATE TABLE measurements (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    passing INTEGER NOT NULL,
    item INTEGER NOT NULL,
    role TEXT NOT NULL,
    value INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (session_id, passing, item, role, value)
) STRICT, WITHOUT ROWID
"""

# Which questions a team never wants by turn, by their ids.
LEFT_OUT = "ALTER TABLE teams ADD COLUMN left_out TEXT NOT NULL DEFAULT ''"

# What coordinators write for their own team to be asked: kept, and on the way there. Numbers are never given twice, so
# that what was asked is nobody else's question later.
OWN_QUESTIONS = """
CREATE TABLE own_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    follow_up TEXT,
    family TEXT NOT NULL,
    at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX own_questions_of_team ON own_questions (team_id);
CREATE INDEX own_questions_by ON own_questions (person_id);
CREATE TABLE question_drafts (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    since TEXT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('text', 'follow_up', 'family', 'ready')),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    follow_up TEXT,
    family TEXT,
    doubt TEXT CHECK (doubt IN ('alarm', 'names')),
    question_id INTEGER REFERENCES own_questions (id) ON DELETE SET NULL,
    read_at TEXT,
    UNIQUE (person_id, team_id)
) STRICT;
CREATE INDEX question_drafts_of_team ON question_drafts (team_id);
CREATE INDEX question_drafts_of_question ON question_drafts (question_id);
ALTER TABLE talks ADD COLUMN question_for INTEGER REFERENCES teams (id) ON DELETE CASCADE;
CREATE INDEX talks_of_question_for ON talks (question_for) WHERE question_for IS NOT NULL
"""
# Who wrote a question is known as long as they have a role in its team. With somebody who is erased goes what no team
# was asked yet; what was is nobody's.
WRITERS = (
    """
CREATE TRIGGER writer_left AFTER DELETE ON members BEGIN
    UPDATE own_questions SET person_id = NULL WHERE team_id = old.team_id AND person_id = old.person_id
        AND NOT EXISTS (SELECT 1 FROM members WHERE team_id = old.team_id AND person_id = old.person_id);
END
""",
    """
CREATE TRIGGER writer_erased BEFORE DELETE ON people BEGIN
    DELETE FROM own_questions WHERE person_id = old.id AND NOT EXISTS (SELECT 1 FROM sessions
        WHERE sessions.team_id = own_questions.team_id AND method = 'own-' || own_questions.id);
END
""",
)
OWN_QUESTIONS_REMOVALS = {
    "own_question_removed": "DELETE ON own_questions",
    "own_question_changed": "UPDATE OF title, text, follow_up ON own_questions"
    " WHEN old.title <> new.title OR old.text <> new.text OR old.follow_up IS NOT new.follow_up",
    "question_draft_removed": "DELETE ON question_drafts",
    "question_draft_changed": "UPDATE OF title, text, follow_up ON question_drafts WHEN old.text <> ''"
    " AND (old.title <> new.title OR old.text <> new.text OR (old.follow_up IS NOT NULL AND"
    " old.follow_up IS NOT new.follow_up))",
}

# Practices that are held in pairs: a group is called, and pairs go through their steps in private. What they write
# stands in a session that nobody else goes through.
PAIRS = """
CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    method TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    is_open INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX calls_one_of_each ON calls (team_id, method) WHERE is_open;
CREATE INDEX calls_of_team ON calls (team_id);
CREATE INDEX calls_due ON calls (due_at, team_id) WHERE is_open;
CREATE TABLE called (
    call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (call_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX called_by_person ON called (person_id);
CREATE TABLE pairs (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    plan_id INTEGER NOT NULL REFERENCES plans (id),
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('running', 'ended', 'cancelled')),
    started_at TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    wake_at TEXT,
    extensions INTEGER NOT NULL DEFAULT 0,
    is_told INTEGER NOT NULL DEFAULT 1,
    meets_at TEXT
) STRICT;
CREATE INDEX pairs_of_plan ON pairs (plan_id);
CREATE INDEX pairs_awake ON pairs (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE paired (
    session_id INTEGER NOT NULL REFERENCES pairs (session_id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    wants_at TEXT,
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paired_by_person ON paired (person_id);
CREATE TABLE allowed (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (entry_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX allowed_by_person ON allowed (person_id)
"""
# Who agreed to a line agreed to its words; the steps of pairs go with the last pair that has them.
PAIRS_TRIGGERS = (
    """
CREATE TRIGGER allowed_other_words AFTER UPDATE OF text ON entries WHEN old.text <> new.text BEGIN
    DELETE FROM allowed WHERE entry_id = new.id;
END
""",
    """
CREATE TRIGGER pair_plan_unused AFTER DELETE ON pairs BEGIN
    DELETE FROM plans WHERE id = old.plan_id AND NOT EXISTS (SELECT 1 FROM pairs WHERE plan_id = old.plan_id)
        AND NOT EXISTS (SELECT 1 FROM states WHERE plan_id = old.plan_id);
END
""",
)
PAIRS_REMOVALS = {
    "called_removed": "DELETE ON called",
    "paired_removed": "DELETE ON paired",
    "paired_date_removed": "UPDATE OF wants_at ON paired WHEN old.wants_at IS NOT NULL",
    "allowed_removed": "DELETE ON allowed",
}
# Who began is counted, since whoever is erased leaves no trace; a line that may tell of them is shared with nobody.
PAIRS_BEGAN = """
ALTER TABLE pairs ADD COLUMN began INTEGER NOT NULL DEFAULT 2;
UPDATE pairs SET began = (SELECT max(count(*), 2) FROM paired WHERE paired.session_id = pairs.session_id)
"""
BEGUN_BY = "ALTER TABLE participants ADD COLUMN has_begun INTEGER NOT NULL DEFAULT 0"
PAIRS_NAMELESS = "ALTER TABLE pairs ADD COLUMN is_nameless INTEGER NOT NULL DEFAULT 0"
# What a group does together about nobody's case runs beside one.
TOOLS = """
DROP INDEX sessions_one_case;
DROP INDEX sessions_one_instrument;
ALTER TABLE sessions ADD COLUMN held TEXT NOT NULL DEFAULT 'reflection'
    CHECK (held IN ('reflection', 'instrument', 'case', 'tool'));
UPDATE sessions SET held = terms;
ALTER TABLE sessions DROP COLUMN terms;
ALTER TABLE sessions RENAME COLUMN held TO terms;
CREATE UNIQUE INDEX sessions_one_case ON sessions (team_id) WHERE terms = 'case' AND state = 'open';
CREATE UNIQUE INDEX sessions_one_instrument ON sessions (team_id) WHERE terms = 'instrument' AND state = 'open'
"""
# A call that goes to a linked team as well is a call there, made by the first; whoever comes from there is in its team.
PRACTICES_OF_TWO = """
ALTER TABLE calls ADD COLUMN called_by INTEGER REFERENCES calls (id) ON DELETE CASCADE;
CREATE INDEX calls_called_by ON calls (called_by) WHERE called_by IS NOT NULL;
ALTER TABLE paired ADD COLUMN team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE;
CREATE INDEX paired_of_team ON paired (team_id) WHERE team_id IS NOT NULL
"""
# What had a question of a kind in the place of its own has it as a way into its own since.
WAYS_IN = """UPDATE plans SET text = replace(text, '"asks_from":"R5"', '"ways_in":["een-ding-in-je-volgende-les"]')"""
# What somebody wrote in private while it isn't sure what it is about.
UNPLACED = """
CREATE TABLE unplaced (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    said_at TEXT NOT NULL,
    UNIQUE (person_id, message_id)
) STRICT
"""
UNPLACED_REMOVALS = {
    "unplaced_removed": "DELETE ON unplaced",
    "unplaced_changed": "UPDATE OF text ON unplaced WHEN old.text <> new.text",
}
PAIRS_PAUSED = "ALTER TABLE pairs ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0"
# For when something was decided that waits for another hour since.
PUT_OFF = "ALTER TABLE outbox ADD COLUMN wanted_at TEXT"
# Of a message one edit waits: the newest, since what an older one shows may be withdrawn by now; but never in the place
# of words, or of a picture, that it leaves as they are.
ONE_EDIT = """
CREATE TRIGGER newer_edit AFTER INSERT ON outbox WHEN new.kind = 'edit' BEGIN
    DELETE FROM outbox WHERE chat_id = new.chat_id AND kind = 'edit' AND state = 'waiting' AND id < new.id
        AND json_extract(payload, '$.message_id') = json_extract(new.payload, '$.message_id')
        AND (json_extract(new.payload, '$.text') IS NOT NULL OR json_extract(payload, '$.text') IS NULL)
        AND (json_extract(new.payload, '$.picture') IS NOT NULL OR json_extract(payload, '$.picture') IS NULL);
END
"""
MEETINGS = "ALTER TABLE schedules ADD COLUMN meets_at TEXT"
# Each link stands in both directions; an offer of one waits for a coordinator of another team.
LINKS = """
CREATE TABLE links (
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    PRIMARY KEY (team_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_to ON links (other_id);
CREATE TABLE link_offers (
    code TEXT PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_offers_of_team ON link_offers (team_id)
"""
# Of what a group put down together: when its words were last changed after the end.
CHANGED_AFTER = "ALTER TABLE entries ADD COLUMN changed_at TEXT"

# The last number that each of these tables gave: a button under an old message never means what came later.
NUMBERS = """
CREATE TABLE numbers (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO numbers (name, last) SELECT 'entries', coalesce(max(id), 0) FROM entries;
INSERT INTO numbers (name, last) SELECT 'commitments', coalesce(max(id), 0) FROM commitments
"""
MORE_NUMBERS = "INSERT INTO numbers (name, last) SELECT '{table}', coalesce(max(id), 0) FROM {table}"
NUMBERED = """
CREATE TRIGGER {table}_numbered AFTER INSERT ON {table} BEGIN
    UPDATE numbers SET last = max(last, new.id) WHERE name = '{table}';
END
"""
# A line that one of those who were asked didn't want to see shared, whoever that was; other words may be asked about.
REFUSED = """
CREATE TABLE refused (
    entry_id INTEGER PRIMARY KEY NOT NULL REFERENCES entries (id) ON DELETE CASCADE
) STRICT
"""
REFUSED_OTHER_WORDS = """
CREATE TRIGGER refused_other_words AFTER UPDATE OF text ON entries WHEN old.text <> new.text BEGIN
    DELETE FROM refused WHERE entry_id = new.id;
END
"""
