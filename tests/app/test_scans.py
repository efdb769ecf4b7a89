"""Nothing that is asked of the database takes longer as other teams grow: each statement finds its rows by an index."""

import random
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from long.monkey import Monkey
from sqlite_utils import Database
from stage import staged

from bot.app.delivery import failing
from bot.storage import digests, quotes
from bot.storage.database import EngineError
from bot.storage.migrations import migrations

STEPS = 700
LITERALS = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
SPOKEN = ("SELECT", "UPDATE", "DELETE", "WITH", "INSERT")
# What a plan may go through from one end to the other, since it doesn't grow with other teams: what was gathered in the
# statement itself, single rows, the index of searches, which is asked by words, and what is emptied each night.
SMALL = {"CONSTANT", "json_each", "source", "mine", "main", "ledger", "erased", "wiping"}
# Parts that stay small, each with an index of its own: teams that somebody wants less kept of; updates that were set
# aside; and what waits, which is asked as a whole at the start alone.
PARTS = {"teams teams_to_prune", "inbox inbox_aside", "outbox outbox_waiting", "outbox outbox_due"}


def test_whatever_points_at_something_is_found_by_it() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    missing = []
    for name in database.table_names():
        indexed = {
            database.execute(f"PRAGMA index_info([{index[1]}])").fetchone()[2]
            for index in database.execute(f"PRAGMA index_list([{name}])").fetchall()
        }
        key = [column.name for column in database.table(name).columns if column.is_pk][:1]
        points = {row[3] for row in database.execute(f"PRAGMA foreign_key_list([{name}])").fetchall()}
        missing += [f"{name}.{column}" for column in sorted(points - indexed - set(key))]
    assert missing == []


def scans(database: Database, statement: str) -> set[str]:
    """Return the tables that a statement goes through from one end to the other, with the index if it uses one."""
    try:
        plan = database.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    except EngineError:
        # What was asked in a transaction that is over, of a table that lived only there.
        return set()
    lines = [
        re.match(r"SCAN (\w+)\b(?! VIRTUAL TABLE INDEX \d+:M)(?: USING (?:COVERING )?INDEX (\w+))?", row[3])
        for row in plan
    ]
    return {f"{found[1]} {found[2] or ''}".strip() for found in lines if found and found[1] not in SMALL} - PARTS


def test_what_a_message_quotes_and_who_is_next_owed_a_digest_is_asked_of_few_rows() -> None:
    database, asked = Database(memory=True), list[str]()
    migrations.apply(database)
    database.conn.set_trace_callback(asked.append)
    quotes.entries_in(database, -100, 7)
    digests.next_owed(database)
    database.conn.set_trace_callback(None)
    plans = [database.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()[0][3] for statement in asked]
    assert plans == [
        "SEARCH outbox USING COVERING INDEX outbox_by_message (chat_id=? AND message_id=?)",
        "SEARCH digests USING COVERING INDEX digests_owed (send_at>?)",
    ]


async def test_what_is_asked_is_found_by_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    is_night = [False]

    def by_night(*what: Any) -> None:
        # Once a night all that is old is looked through.
        is_night[0] = True
        failing_tidy(*what)
        is_night[0] = False

    failing_tidy = failing.tidy
    monkeypatch.setattr(failing, "tidy", by_night)

    def note(statement: str) -> None:
        if statement.lstrip().startswith(SPOKEN) and not is_night[0]:
            asked.setdefault(LITERALS.sub("?", statement), statement)

    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", record_calls=False) as stage:
        monkey = Monkey(stage.sandbox, stage.bot, random.Random(5))
        monkey.populate()
        await stage.settle()
        stage.database.conn.set_trace_callback(note)
        for step in range(STEPS):
            monkey.act()
            if step % 10 == 0:
                await stage.settle()
            if step % 50 == 0:
                await stage.rehearsal.move_to(stage.time.now() + timedelta(hours=9))
        stage.database.conn.set_trace_callback(None)
        found = {
            f"{scan}: {shape[:150]}" for shape, statement in asked.items() for scan in scans(stage.database, statement)
        }
    assert len(asked) > 100
    assert sorted(found) == []
