"""The latest tables: what the newest steps of the schema laid or changed."""

HARVESTS = """
CREATE TABLE harvests (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    since TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX harvests_of_team ON harvests (team_id, at)
"""

# A team gets an overview of a month or a term by itself, unless it wants none; lists of kinds are laid anew once more.
OVERVIEWS = """
ALTER TABLE schedules ADD COLUMN starts TEXT NOT NULL DEFAULT 'prompt'
    CHECK (starts IN ('prompt', 'digest', 'method', 'overview'));
UPDATE schedules SET starts = kind;
ALTER TABLE schedules DROP COLUMN kind;
ALTER TABLE schedules RENAME COLUMN starts TO kind;
ALTER TABLE schedules ADD COLUMN comes TEXT NOT NULL DEFAULT 'week'
    CHECK (comes IN ('week', 'two weeks', 'month', 'term'));
UPDATE schedules SET comes = every;
ALTER TABLE schedules DROP COLUMN every;
ALTER TABLE schedules RENAME COLUMN comes TO every;
ALTER TABLE teams ADD COLUMN has_overviews INTEGER NOT NULL DEFAULT 1;
ALTER TABLE teams ADD COLUMN overview_at TEXT
"""

# Of which question the one for the meeting was taken up again: when, and in which question's summary, or an overview.
TAKEN_UP = """
CREATE TABLE taken_up (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    told_in INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX taken_up_in ON taken_up (told_in)
"""

# Thanks on their way to somebody, and what they want to hear of them.
THANKS = """
CREATE TABLE thanks (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    by_person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    to_person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    send_at TEXT NOT NULL,
    PRIMARY KEY (session_id, by_person, to_person)
) STRICT, WITHOUT ROWID;
CREATE INDEX thanks_owed ON thanks (send_at);
CREATE INDEX thanks_by ON thanks (by_person);
CREATE INDEX thanks_to ON thanks (to_person);
ALTER TABLE people ADD COLUMN takes_thanks INTEGER NOT NULL DEFAULT 1;
ALTER TABLE people ADD COLUMN thanked_at TEXT
"""

THANKS_REMOVALS = {"thanks_removed": "DELETE ON thanks"}

# Whether somebody who leads a team and answered there was asked whether they take part in its questions.
LEADERS_ASKED = "ALTER TABLE members ADD COLUMN is_asked INTEGER NOT NULL DEFAULT 0"

# What was sent before stood with each reader; it can't be told again in the words of today.
DIGESTS_ONCE = """
DROP TABLE digests;
CREATE TABLE digest_weeks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    facts TEXT NOT NULL,
    proposed_at TEXT
) STRICT;
CREATE INDEX digest_weeks_of_team ON digest_weeks (team_id, at);
CREATE TABLE digests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    week_id INTEGER NOT NULL REFERENCES digest_weeks (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('leader', 'observer')),
    since TEXT,
    send_at TEXT,
    message INTEGER,
    language TEXT
) STRICT;
CREATE INDEX digests_of_person ON digests (person_id, message);
CREATE INDEX digests_of_week ON digests (week_id);
CREATE INDEX digests_in_message ON digests (message);
CREATE INDEX digests_owed ON digests (send_at) WHERE send_at IS NOT NULL;
ALTER TABLE people ADD COLUMN digest_time TEXT
"""

# Which messages held words that were let go: who edits one to tidy it up says nothing anew.
LET_GO = """
CREATE TABLE let_go (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX let_go_by_day ON let_go (day)
"""
WORDS_LET_GO = """
CREATE TRIGGER entry_let_go AFTER DELETE ON entries WHEN old.chat_id < 0 BEGIN
    INSERT OR REPLACE INTO let_go VALUES (old.chat_id, old.message_id, substr(old.at, 1, 10));
END
"""

# Days on end: the first, the last and a name each. What has begun is taken to have begun long ago.
DAYS_ON_END = """
ALTER TABLE people ADD COLUMN leave TEXT;
UPDATE people SET leave = json_array(json_array('2026-01-01', away_until, '')) WHERE away_until IS NOT NULL;
ALTER TABLE people DROP COLUMN away_until;
ALTER TABLE teams ADD COLUMN pauses TEXT;
UPDATE teams SET pauses = json_array(json_array('2026-01-01', paused_until, '')) WHERE paused_until IS NOT NULL;
ALTER TABLE teams DROP COLUMN paused_until;
ALTER TABLE teams ADD COLUMN free_days TEXT
"""

CHANGES = """
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    at TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX changes_of_team ON changes (team_id);
CREATE INDEX changes_by ON changes (person_id)
"""

LONGER_RHYTHMS = """
ALTER TABLE schedules ADD COLUMN comes TEXT NOT NULL DEFAULT 'week'
    CHECK (comes IN ('week', 'two weeks', 'three weeks', 'four weeks', 'month', 'two months', 'term'));
UPDATE schedules SET comes = every;
ALTER TABLE schedules DROP COLUMN every;
ALTER TABLE schedules RENAME COLUMN comes TO every;
ALTER TABLE schedules ADD COLUMN nth INTEGER NOT NULL DEFAULT 1;
ALTER TABLE schedules ADD COLUMN until TEXT;
ALTER TABLE schedules ADD COLUMN on_free TEXT NOT NULL DEFAULT 'skip'
"""

# What was decided of a moment before it comes.
BEFOREHAND = """
CREATE TABLE beforehand (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    comes_at TEXT,
    method TEXT,
    PRIMARY KEY (schedule_id, slot)
) STRICT, WITHOUT ROWID
"""

# The programme that a team goes through, with its words, and where the team is in it.
PROGRAMMES = """
CREATE TABLE programmes (
    team_id INTEGER PRIMARY KEY REFERENCES teams (id) ON DELETE CASCADE,
    programme TEXT NOT NULL,
    phase INTEGER NOT NULL,
    step INTEGER NOT NULL,
    were_told INTEGER NOT NULL DEFAULT 0
) STRICT
"""

OWN_DATES = """
ALTER TABLE schedules ADD COLUMN comes TEXT NOT NULL DEFAULT 'week'
    CHECK (comes IN ('week', 'two weeks', 'three weeks', 'four weeks', 'month', 'two months', 'term', 'dates'));
UPDATE schedules SET comes = every;
ALTER TABLE schedules DROP COLUMN every;
ALTER TABLE schedules RENAME COLUMN comes TO every;
ALTER TABLE schedules ADD COLUMN starts TEXT NOT NULL DEFAULT 'prompt'
    CHECK (starts IN ('prompt', 'digest', 'method', 'overview', 'after'));
UPDATE schedules SET starts = kind;
ALTER TABLE schedules DROP COLUMN kind;
ALTER TABLE schedules RENAME COLUMN starts TO kind;
ALTER TABLE schedules ADD COLUMN dates TEXT NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN after_case INTEGER
"""

# Until then a rhythm named the families that there were.
ALL_FAMILIES = """
UPDATE schedules SET what = '' WHERE kind IN ('prompt', 'after');
UPDATE changes SET before = json_set(before, '$.rhythms.prompt.what', '')
    WHERE json_extract(before, '$.rhythms.prompt') IS NOT NULL;
UPDATE changes SET after = json_set(after, '$.rhythms.prompt.what', '')
    WHERE json_extract(after, '$.rhythms.prompt') IS NOT NULL
"""
