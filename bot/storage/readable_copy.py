"""A copy of what teams can read of their logs, in tables of its own that Datasette shows as they are described."""

from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

from sqlite_utils import Database

Item = dict[str, Any]
TABLES = (
    "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL)",
    "CREATE TABLE questions (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams (id), asked_on TEXT NOT"
    " NULL, method TEXT NOT NULL, title TEXT NOT NULL, question TEXT NOT NULL, contributions INTEGER NOT NULL)",
    "CREATE TABLE contributions (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams (id), question INTEGER"
    " NOT NULL REFERENCES questions (id), day TEXT NOT NULL, time TEXT, name TEXT, month TEXT NOT NULL, kind TEXT NOT"
    " NULL, is_released INTEGER NOT NULL, text TEXT NOT NULL)",
    "CREATE INDEX contributions_by_question ON contributions (question)",
    "CREATE INDEX contributions_by_month ON contributions (team, month)",
    "CREATE INDEX questions_by_team ON questions (team)",
)
# Written as Datasette looks for it.
INDEX = (
    "CREATE VIRTUAL TABLE contributions_fts USING FTS5 (text, tokenize='unicode61 remove_diacritics 2',"
    ' content="contributions")'
)
COLUMNS = {
    "teams": ("name", "language"),
    "questions": ("team", "asked_on", "title", "question", "contributions"),
    "contributions": ("team", "question", "day", "time", "name", "month", "kind", "is_released", "text"),
}
SHOWN = "SELECT contributions.day, questions.title, contributions.name, contributions.text FROM contributions"
OF_QUESTION = " JOIN questions ON questions.id = contributions.question"
FOUND = (
    " WHERE contributions.id IN (SELECT rowid FROM contributions_fts WHERE contributions_fts MATCH escape_fts(:words))"
)
ORDER = " ORDER BY questions.asked_on DESC, contributions.id"
QUERIES = {
    "with_words": f"{SHOWN}{OF_QUESTION}{FOUND}{ORDER}",
    "by_name": f"{SHOWN}{OF_QUESTION} WHERE contributions.name = :name{ORDER}",
    "between": f"{SHOWN}{OF_QUESTION} WHERE contributions.day BETWEEN :first AND :last{ORDER}",
    "by_month": "SELECT teams.name AS team, month, count(*) AS contributions, count(DISTINCT question) AS questions"
    " FROM contributions JOIN teams ON teams.id = team GROUP BY team, month ORDER BY team, month DESC",
}


def write(path: Path, teams: Iterable[tuple[int, str, str]], lines: Iterable[Item]) -> int:
    """Write teams (id, name, language) and what they can read into an empty file; return how many contributions.

    `lines` come team by team and question by question. Each gets a number in the order in which it comes, and none of
    those by which the bot knows it. What is not given here is not in the file, in no row and no free page of it.
    """
    database = Database(path)
    try:
        for table in TABLES:
            database.execute(table)
        with database.conn:
            database.conn.executemany("INSERT INTO teams VALUES (?, ?, ?)", teams)
            number = _fill(database, lines)
        database.execute(INDEX)
        database.execute("INSERT INTO contributions_fts (contributions_fts) VALUES ('rebuild')")
        database.execute("ANALYZE")
    finally:
        database.close()
    return number


def _fill(database: Database, lines: Iterable[Item]) -> int:
    numbers, questions, number = count(1), dict[tuple[int, int], int](), 0
    for number, line in enumerate(lines, start=1):
        asked = line["team"], line["round"]
        if asked not in questions:
            questions[asked] = next(numbers)
            about = [line[name] for name in ("team", "asked_on", "method", "title", "question")]
            database.conn.execute("INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?, 0)", [questions[asked], *about])
        month, released = line["day"][:7], int(line["is_released"])
        said = [line["day"], line["time"], line["name"], month, line["kind"], released, line["text"]]
        row = [number, line["team"], questions[asked], *said]
        database.conn.execute("INSERT INTO contributions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.conn.execute(
        "UPDATE questions SET contributions = (SELECT count(*) FROM contributions WHERE question = questions.id)"
    )
    return number


def described(name: str, say: Callable[[str], str]) -> Item:
    """Return what Datasette shows around the file of this name, without its ending, in words that `say` has by key."""
    tables: dict[str, Item] = {
        table: {
            "title": say(f"table_{table}"),
            "description": say(f"about_{table}"),
            "columns": {column: say(f"column_{column}") for column in columns},
        }
        for table, columns in COLUMNS.items()
    }
    tables["teams"] |= {"label_column": "name", "sort": "name"}
    tables["questions"] |= {"label_column": "title", "facets": ["team"], "sort_desc": "asked_on"}
    tables["contributions"] |= {
        "facets": ["team", "question", "month"],
        "sort": "id",
        "size": 50,
        "fts_table": "contributions_fts",
        "fts_pk": "id",
    }
    queries = {
        key: {"sql": sql, "title": say(f"query_{key}"), "description": say(f"about_{key}")}
        for key, sql in QUERIES.items()
    }
    whole = {"title": say("title"), "description": say("about"), "source": "Leerkring"}
    return whole | {"databases": {name: whole | {"tables": tables, "queries": queries}}}
