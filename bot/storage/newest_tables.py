"""The newest tables: what each of the latest steps of the schema laid or changed."""

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
