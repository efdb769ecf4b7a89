"""The search index beside the log: how it is laid, made anew, and asked for words, in one team or in all."""

from sqlite_utils import Database

# Nobody has this sign on a keyboard, and the index takes it for a letter: so a team is a word that nobody writes.
SIGN = "\ue000"
TEAM_WORD = (
    f"ALTER TABLE entries ADD COLUMN team_word TEXT NOT NULL GENERATED ALWAYS AS (char({ord(SIGN)}) || team_id) VIRTUAL"
)
# Written as Datasette looks for it, to search in entries.
INDEX = (
    "CREATE VIRTUAL TABLE entries_fts USING FTS5 (text, team_word, tokenize='unicode61 remove_diacritics 2',"
    ' content="entries")'
)
ADDED = "INSERT INTO entries_fts (rowid, text, team_word) VALUES (new.id, new.text, new.team_word)"
GONE = (
    "INSERT INTO entries_fts (entries_fts, rowid, text, team_word) VALUES ('delete', old.id, old.text, old.team_word)"
)
# What the index follows, by the names that triggers of these have had from the first.
FOLLOWED = {
    "entries_ai": f"INSERT ON entries BEGIN {ADDED}; END",
    "entries_ad": f"DELETE ON entries BEGIN {GONE}; END",
    "entries_au": f"UPDATE OF text, team_id ON entries BEGIN {GONE}; {ADDED}; END",
}


def lay(database: Database) -> None:
    """Lay the index in the place of the one that is there, and fill it with all entries."""
    for trigger in FOLLOWED:
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute("DROP TABLE entries_fts")
    database.execute(TEAM_WORD)
    database.execute(INDEX)
    # Without the first, erased words would stay readable inside the search index. With small pages, little is read of a
    # word that everybody uses to see which of a team's entries hold it.
    for name, value in {"secure-delete": 1, "pgsz": 1000}.items():
        database.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES (?, ?)", [name, value])
    rebuild(database)
    for trigger, follows in FOLLOWED.items():
        database.execute(f"CREATE TRIGGER {trigger} AFTER {follows}")


def rebuild(database: Database) -> None:
    """Make the index anew of all entries."""
    database.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")


def query_of(words: str, team_id: int | None = None) -> str:
    """Return what the index is asked for the entries that hold all of some words, of one team or of all.

    The words are never read as a query, and never held against what a team is in the index. Empty where there are none.
    """
    # Each word in quotes: SQLite then sees words only, never operators; a zero byte would end the text for it.
    doubled = words.replace("\0", " ").replace('"', '""').split()
    if not doubled:
        return ""
    phrases = " ".join(f'"{word}"' for word in doubled)
    in_text = f"text : ({phrases})"
    return in_text if team_id is None else f'({in_text}) AND (team_word : "{SIGN}{team_id}")'
