"""Each plan is kept once: what sessions go through, and what an older database had in each of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose
from storage.test_consultations import NOON, PLAN, begun, laid_down

from bot.core.session.outline import UNKNOWN
from bot.storage import plans, sessions
from bot.storage.database import open_for_writing
from bot.storage.migrations import migrations


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return laid_down(tmp_path / "leerkring.db")


def kept(database: Database) -> list[str]:
    return [row[0] for row in database.execute("SELECT text FROM plans ORDER BY id")]


def test_two_sessions_of_one_plan_keep_it_once(database: Database) -> None:
    begun(database)
    begun(database, 2)
    assert kept(database) == [plans.as_text(PLAN, UNKNOWN)]


def test_a_plan_that_no_session_goes_through_any_more_is_let_go(database: Database) -> None:
    walk = begun(database)
    shorter = sessions.save(database, walk.at(replace(walk.state, plan=PLAN[:2])), NOON, NOON)
    assert (kept(database), shorter.state.plan) == ([plans.as_text(PLAN[:2], UNKNOWN)], PLAN[:2])
    database.execute("DELETE FROM sessions")
    assert kept(database) == []


def test_where_nothing_changed_nothing_is_written(database: Database) -> None:
    walk = sessions.save(database, begun(database), NOON, NOON)
    before = database.conn.total_changes
    sessions.save(database, walk, NOON, NOON)
    assert database.conn.total_changes == before


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Return a database as it was before plans were kept once, with two sessions of one plan and one of another."""
    path = tmp_path / "leerkring.db"
    database = Database(sqlite3.connect(path, isolation_level=None))
    migrations.apply(database, stop_before="plans_once")
    database.execute(
        "INSERT INTO teams (id, chat_id, name, language, timezone, region)"
        " VALUES (1, -1, 'A', 'nl', 'UTC', 'nl-midden')"
    )
    for number, plan in enumerate((PLAN, PLAN, PLAN[:1]), start=1):
        database.execute(
            "INSERT INTO sessions (id, team_id, method, state, opened_at, due_at, code, kind)"
            f" VALUES ({number}, 1, 'incident', 'closed', '2026', '2026', 'c{number}', 'consultation')"
        )
        database.execute(
            "INSERT INTO consultations (session_id, pace, plan, position, state, started_at, stops_at, opened_at,"
            " due_at, seen, wanted, extensions, is_reminded, is_stuck, is_asked_to_stop)"
            f" VALUES ({number}, 'calm', ?, 0, 'ended',"
            " '2026-11-24T11:00:00+00:00', '2026-11-24T11:00:00+00:00', '2026-11-24T11:00:00+00:00',"
            " '2026-11-24T11:00:00+00:00', 0, '[]', 0, 0, 0, 0)",
            [json.dumps(TypeAdapter(plans.Steps).dump_python(plan, mode="json"))],
        )
    database.close()
    return path


def test_what_sessions_go_through_stays_what_it_was_in_an_older_database(before: Path) -> None:
    database = open_for_writing(before)
    rows = database.execute("SELECT text FROM states JOIN plans ON plans.id = plan_id ORDER BY session_id")
    found = [plans.read(row[0]) for row in rows]
    assert found == [plans.Plan(plan) for plan in (PLAN, PLAN, PLAN[:1])]
    assert (len(kept(database)), database.execute("PRAGMA foreign_key_check").fetchall()) == (2, [])


def test_a_rule_that_came_later_stops_nothing_that_runs() -> None:
    kept = json.dumps(
        {"steps": [{"key": "1", "number": 1, "step": {"ask": {"nl": "Wat?", "en": "What?"}, "choose": 3}}]}
    )
    with pytest.raises(ValidationError):
        TypeAdapter(plans.Plan).validate_json(kept)
    assert plans.read(kept).steps[0].step.choose == 3
