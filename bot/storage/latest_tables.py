"""The latest tables: what the newest steps of the schema laid."""

HARVESTS = """
CREATE TABLE harvests (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    since TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX harvests_of_team ON harvests (team_id, at)
"""
