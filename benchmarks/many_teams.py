"""Fills a database with any number of teams that are alike: one is seeded, and the engine itself copies it in bulk."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.seeding import ENTRIES_EACH, PEOPLE, seed_team
from bot.core.model import Role
from bot.storage import members, people
from bot.storage.database import open_for_writing, transaction

CLOSED = 10
ENTRIES = CLOSED * ENTRIES_EACH
CHAT, FIRST_PERSON, QUESTION = -1_000_000_000_000, 1_000_001, 7
# In an order in which each row finds what it points at; what a column points at is numbered like that.
TABLES = ("people", "teams", "members", "schedules", "sessions", "states", "entries", "outbox")
POINTS = {"team_id": "teams", "person_id": "people", "session_id": "sessions"}
# Words that few others use stand beside those that everybody does.
RARE = 5000


def fill(path: Path, teams: int, now: datetime) -> None:
    """Make a database of so many teams, whose entries and sessions stand between those of the others as in real time.

    Each has had ten questions in a hundred days, and one that is open; its last member leads it.
    """
    database = open_for_writing(path)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    with transaction(database):
        _seed(database, now)
        firsts = {table: _first(database, table) for table in set(POINTS.values()) | {"schedules", "entries", "outbox"}}
        for table in TABLES:
            _copy(database, table, teams, firsts)
        database.execute("UPDATE wiping SET owed = 0, since = NULL")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()


def _seed(database: Database, now: datetime) -> None:
    everybody = [[FIRST_PERSON + number, f"Person {number}"] for number in range(PEOPLE)]
    group = {"chat": CHAT, "name": "Team", "people": everybody, "question": QUESTION}
    team = seed_team(database, group, now, CLOSED)
    for number in range(PEOPLE):
        people.set_reachable(database, FIRST_PERSON + number, is_reachable=True)
    members.give_role(database, team.id, FIRST_PERSON + PEOPLE - 1, Role.LEADER, now - timedelta(days=365))


def _first(database: Database, table: str) -> int:
    return int(database.execute(f"SELECT min(id) FROM {table}").fetchone()[0])


def _copy(database: Database, table: str, teams: int, firsts: dict[str, int]) -> None:
    """Put copies for each team in the place of the rows of one."""
    names = [column.name for column in database.table(table).columns]
    values = ", ".join(_anew(table, name, teams, firsts) for name in names)
    database.execute(f"CREATE TEMP TABLE copied AS SELECT * FROM {table}")
    database.execute(f"DELETE FROM {table}")
    database.execute(
        f"WITH RECURSIVE team (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM team WHERE n + 1 < {teams})"
        f" INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM copied CROSS JOIN team"
    )
    database.execute("DROP TABLE copied")


def _anew(table: str, column: str, teams: int, firsts: dict[str, int]) -> str:
    """Return what stands in a column for the n-th team."""
    pointed = POINTS.get(column) or (table if column == "id" else None)
    if pointed:
        first = firsts[pointed]
        return f"{first} + (copied.{column} - {first}) * {teams} + n"
    if (table, column) == ("sessions", "code"):
        return "lower(hex(randomblob(8)))"
    if (table, column) == ("entries", "text"):
        return f"copied.text || ' word' || ((copied.id * 7919 + n) % {RARE})"
    return f"copied.{column} - n" if column == "chat_id" else f"copied.{column}"
