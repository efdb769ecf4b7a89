"""Migrations: a database as it was first laid comes through with nothing lost."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.core.model import Role
from bot.core.purposes import PROMPT
from bot.core.session.terms import REFLECTION
from bot.storage import digests, entries, messages, outbox, plans, sessions, teams
from bot.storage.database import health, instant, open_for_writing, stamp
from bot.storage.laying import lay
from bot.storage.migrations import migrations

AT = "2026-11-24T11:00:00.000+00:00"
LATER = "2026-11-25T15:00:00.000+00:00"
SAY = '{"kind":"say","text":"Dag","keyboard":[],"is_silent":false}'
# One of everything, in an order in which each row finds what it refers to.
ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": 1, "name": "Anna", "username": "anna", "language": "nl", "away_until": "2026-12-18", "is_reachable": 1},
        {"id": 2, "name": "Bram", "working_days": "mon"},
    ],
    "teams": [
        {"id": number, "chat_id": -number, "name": "T", "language": "nl", "timezone": "Europe/Amsterdam", "region": "r"}
        for number in (1, 2)
    ],
    "members": [{"team_id": 1, "person_id": 1, "role": "coordinator", "since": AT}],
    "invitations": [{"code": "c", "team_id": 1, "role": "leader", "person_id": 2, "made_by": 1, "made_at": AT}],
    "schedules": [
        {
            "id": 1,
            "team_id": 1,
            "kind": "prompt",
            "families": "R1",
            "every": "week",
            "days": "tue",
            "at": "12:30",
            "anchor": "2026-11-24",
            "next_slot": LATER,
            "next_at": LATER,
        }
    ],
    "moments": [{"id": 1, "schedule_id": 1, "slot": AT, "state": "started", "decided_at": AT}],
    "sessions": [
        {"id": 1, "team_id": 1, "method": "m", "moment_id": 1, "state": "open", "opened_at": AT, "due_at": LATER},
        {"id": 2, "team_id": 2, "method": "m", "state": "closed", "opened_at": AT, "due_at": LATER, "took_part": 3},
    ],
    "turns": [{"session_id": 1, "person_id": 1, "how": "answered"}],
    "entries": [
        {
            "id": number,
            "team_id": 1,
            "session_id": 1,
            "step": 1,
            "person_id": person,
            "audience": "team",
            "kind": "answer",
            "text": f"Over de toets {number}.",
            "at": AT,
            "chat_id": -1,
            "message_id": number,
        }
        for number, person in ((7, 1), (9, None))
    ],
    "inbox": [{"update_id": 5, "received_at": AT, "state": "new", "raw": "{}"}],
    "outbox": [
        {
            "id": 3 + number,
            "team_id": 1,
            "session_id": 1,
            "purpose": "prompt",
            "chat_id": -1,
            "kind": kind,
            "rank": 1,
            "payload": SAY,
            "created_at": AT,
            "send_after": AT,
            "expires_at": LATER,
            "state": state,
            "message_id": message_id,
        }
        for number, (kind, state, message_id) in enumerate((("say", "waiting", None), ("edit", "sent", 55)))
    ],
}


@cache
def first_laid() -> bytes:
    """Return a database as the first migration laid it, with something in every table."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "first.db"
        database = Database(sqlite3.connect(path, isolation_level=None))
        database.execute("PRAGMA foreign_keys = ON")
        migrations.apply(database, stop_before="private_talk")
        for table, rows in ROWS.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        database.close()
        return path.read_bytes()


@cache
def brought_up() -> bytes:
    """Return the same after every migration since."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "up.db"
        path.write_bytes(first_laid())
        open_for_writing(path).close()
        return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database as the first migration laid it, with something in every table."""
    path = tmp_path / "leerkring.db"
    path.write_bytes(first_laid())
    return path


@pytest.fixture
def migrated(tmp_path: Path) -> Database:
    """Return that database as every migration since has left it."""
    path = tmp_path / "migrated.db"
    path.write_bytes(brought_up())
    return open_for_writing(path)


def laid(database: Database, kind: str) -> dict[str, str]:
    """Return how each table or index of ours was laid, by name."""
    rows = database.query("SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", [kind])
    return {row["name"]: " ".join(row["sql"].replace('"', "").split()) for row in rows}


# What became of a table that is another one now.
RENAMED = {"families": "what", "away_until": "leave"}
BECAME = {"turns": ("heard", [{"session_id": 1, "position": 0, "person_id": 1, "how": "given"}])}
# What no row says any more: which families take turns, where it was all that there were.
EMPTIED = {"families"}
# A table without a row order of its own.
KEYS = {"heard": "session_id, person_id"}


def as_before(row: dict[str, Any], column: str) -> Any:
    """Return what a column says in the way it was said before."""
    return json.loads(row[column])[0][1] if column == "leave" and row[column] else row[column]


@pytest.mark.parametrize("before", ROWS)
def test_every_row_comes_through_as_it_was(migrated: Database, before: str) -> None:
    table, rows = BECAME.get(before, (before, ROWS[before]))
    kept = [
        {column: as_before(row, RENAMED.get(column, column)) for column in given}
        for given, row in zip(
            rows, migrated.query(f"SELECT * FROM {table} ORDER BY {KEYS.get(table, 'rowid')}"), strict=True
        )
    ]
    assert kept == [{key: "" if key in EMPTIED else value for key, value in row.items()} for row in rows]


def test_what_refers_to_something_else_still_finds_it(migrated: Database) -> None:
    checked = (migrated.execute("PRAGMA foreign_key_check").fetchall(), health(migrated))
    assert (checked, migrated.execute("PRAGMA integrity_check").fetchall()) == (([], "ok"), [("ok",)])


@pytest.mark.parametrize("kind", ["table", "index", "trigger"])
def test_an_old_database_ends_up_laid_like_a_new_one(migrated: Database, tmp_path: Path, kind: str) -> None:
    new = laid(open_for_writing(lay(tmp_path / "new.db")), kind)
    assert laid(migrated, kind) == new


def test_a_session_from_before_has_a_code_of_its_own(migrated: Database) -> None:
    codes = [row["code"] for row in migrated.query("SELECT code FROM sessions ORDER BY id")]
    found = [one and one.id for one in (sessions.find_by_code(migrated, code, REFLECTION) for code in codes)]
    assert (found, min(map(len, codes)) >= 12) == ([1, 2], True)


def test_words_from_before_are_found_and_those_without_a_name_keep_none(migrated: Database) -> None:
    found = [(entry.id, entry.author and entry.author.name) for entry in entries.search(migrated, 1, "toets")]
    assert found == [(9, None), (7, "Anna")]


def test_what_was_waiting_to_be_sent_still_is_and_numbers_go_on(migrated: Database) -> None:
    parcel = outbox.next_for(migrated, -1, instant(AT))
    assert parcel is not None
    number = outbox.add(migrated, parcel.content, -1, PROMPT, instant(AT))
    assert (parcel.id, messages.about(migrated, -1, 55), number) == (3, (1, PROMPT), 5)


def test_what_goes_with_a_team_still_does(migrated: Database) -> None:
    migrated.execute("DELETE FROM teams WHERE id = 1")
    now = [BECAME[table][0] if table in BECAME else table for table in ROWS]
    counted = {table: migrated.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in now}
    assert counted == dict.fromkeys(now, 0) | {"people": 2, "teams": 1, "sessions": 1, "inbox": 1}


def before(path: Path, step: str) -> Database:
    """Return the database as it was laid before a later step."""
    database = Database(sqlite3.connect(path, isolation_level=None))
    migrations.apply(database, stop_before=step)
    return database


def test_what_too_few_said_without_a_name_before_does_not_stay(path: Path) -> None:
    old = before(path, "gone_from_the_files")
    session = {"team_id": 1, "method": "m", "opened_at": AT, "due_at": LATER}
    entry = {"team_id": 1, "step": 1, "audience": "team", "kind": "answer", "at": AT, "is_nameless": 1}
    for number, (state, crowd) in enumerate((("closed", 2), ("closed", 3), ("open", None)), 11):
        old.table("sessions").insert(session | {"id": number, "state": state, "crowd": crowd})
        old.table("entries").insert(entry | {"session_id": number, "text": f"Zonder naam {number}."})
    old.close()
    found = open_for_writing(path).query("SELECT session_id FROM entries WHERE is_nameless ORDER BY 1")
    assert [row["session_id"] for row in found] == [12, 13]


def test_how_safe_fewer_than_five_found_it_before_does_not_stay(path: Path) -> None:
    old = before(path, "gone_from_the_files")
    state = {"pace": "calm", "plan": "[]", "state": "ended", "wanted": "[]", "safety": 3.7}
    state |= dict.fromkeys(("position", "seen", "extensions", "is_reminded", "is_stuck", "is_asked_to_stop"), 0)
    state |= dict.fromkeys(("started_at", "stops_at", "opened_at", "due_at"), AT)
    session = {"team_id": 1, "method": "m", "opened_at": AT, "due_at": LATER, "state": "closed", "kind": "consultation"}
    for number, votes in ((11, 4), (12, 5)):
        old.table("sessions").insert(session | {"id": number})
        old.table("consultations").insert(state | {"session_id": number})
        old.table("tallies").insert(
            {"session_id": number, "position": 3, "item": 0, "votes": votes, "average": 3.7}, pk=None
        )
    old.close()
    found = open_for_writing(path).query("SELECT session_id, safety FROM states WHERE session_id > 10 ORDER BY 1")
    assert [(row["session_id"], row["safety"]) for row in found] == [(11, None), (12, 3.7)]


def test_what_runs_goes_on_where_it_was(path: Path) -> None:
    old = before(path, "plans_once")
    state = {"pace": "calm", "plan": "[]", "state": "running", "wanted": "[]", "position": 4}
    state |= dict.fromkeys(("seen", "extensions", "is_reminded", "is_stuck", "is_asked_to_stop"), 0)
    state |= {"started_at": AT, "stops_at": LATER, "opened_at": AT, "due_at": LATER}
    session = {"id": 11, "team_id": 1, "method": "m", "opened_at": AT, "due_at": AT, "state": "open"}
    old.table("sessions").insert(session | {"kind": "consultation", "code": "c"})
    old.table("consultations").insert(state | {"session_id": 11})
    part = {"session_id": 11, "is_in": 1, "is_away": 0, "was_silent": 0}
    for person, how in ((1, "begun"), (2, "passed")):
        old.table("participants").insert(part | {"person_id": person, "heard": how}, pk=None)
    old.close()
    walk = sessions.find(open_for_writing(path), 11)
    assert walk
    heard = walk.state.heard, walk.state.given, walk.state.people
    kept = stamp(walk.state.due_at), stamp(walk.wake_at or walk.state.due_at), walk.state.position
    assert (heard, kept) == ((frozenset({2}), frozenset({1}), frozenset({1, 2})), (LATER, AT, 4))


def test_questions_stand_where_they_stood(path: Path) -> None:
    old = before(path, "one_state")
    session = {"team_id": 1, "method": "eerste-stap", "opened_at": AT, "due_at": LATER, "wake_at": LATER}
    for number, phase in enumerate(("open", "closed", "cancelled"), 11):
        old.table("sessions").insert(session | {"id": number, "state": phase, "code": f"c{number}"})
    old.table("heard").insert({"session_id": 11, "position": 0, "person_id": 1, "how": "given"}, pk=None)
    old.close()
    database = open_for_writing(path)
    found = [one.state for number in (11, 12, 13) if (one := sessions.find(database, number, REFLECTION))]
    told = [(str(state.phase), state.position, sorted(state.given), len(state.plan)) for state in found]
    assert told == [("running", 0, [1], 0), ("ended", 1, [], 0), ("cancelled", 1, [], 0)]
    # What time owes them is what it was; only what is open waits for its plan.
    assert (stamp(found[0].due_at), (11, "eerste-stap") in sessions.without_plan(database)) == (LATER, True)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


# What a message was for, in words as they were stored once, and as it is stored now.
PURPOSES: dict[str, tuple[str, int | None, int | None]] = {
    "prompt": ("prompt", None, None),
    "step 3": ("step", 3, None),
    "list 3 1": ("list", 3, 1),
    "words 12 0": ("words", 12, 0),
    "left out 7": ("left out", 7, None),
    "look back 5": ("look back", 5, None),
    "giving_back.digest 4": ("digest", 4, None),
    "giving_back.released 4": ("released", 4, None),
    "second_look.names_first": ("second look", None, None),
    "leading.offer_optional": ("leading.offer_optional", None, None),
}


def test_what_messages_were_for_is_known_as_before(path: Path) -> None:
    old = before(path, "purposes_apart")
    times = dict.fromkeys(("created_at", "send_after", "expires_at"), AT)
    row = {"chat_id": -1, "kind": "say", "rank": 1, "state": "sent"}
    for number, purpose in enumerate(PURPOSES, 77):
        old.table("outbox").insert(row | {"id": number, "purpose": purpose} | times)
    old.close()
    found = open_for_writing(path).execute("SELECT purpose, about, page FROM outbox WHERE id >= 77 ORDER BY id")
    assert dict(zip(PURPOSES, map(tuple, found.fetchall()), strict=True)) == PURPOSES


def test_steps_of_a_plan_have_their_numbers(path: Path) -> None:
    old = before(path, "numbered_steps")
    ask = {"ask": {"nl": "Wat?", "en": "What?"}}
    steps = [{"key": "gather", "step": ask}, {"key": "1", "step": ask}, {"key": "12", "step": ask, "turn": 2}]
    old.table("plans").insert({"id": 5, "hash": "h", "text": json.dumps(steps)})
    old.close()
    text = open_for_writing(path).execute("SELECT text FROM plans WHERE id = 5").fetchone()[0]
    found = plans.read(text).steps
    assert [(one.key, one.number, one.turn, one.is_frames) for one in found] == [
        ("gather", 0, 0, True),
        ("1", 1, 0, False),
        ("12", 12, 2, False),
    ]


def test_a_plan_whose_line_asked_another_question_each_time_is_read(path: Path) -> None:
    old = before(path, "ways_in")
    ask = {"nl": "Wat neem jij mee?", "en": "What do you take back?"}
    step = {"mode": "solo", "keeps": "lesson", "asks_from": "R5", "ask": ask}
    text = json.dumps({"steps": [{"key": "1", "number": 1, "step": step}]}, separators=(",", ":"))
    old.table("plans").insert({"id": 5, "hash": "h", "text": text})
    old.close()
    found = open_for_writing(path).execute("SELECT text FROM plans WHERE id = 5").fetchone()[0]
    assert plans.read(found).steps[0].step.ways_in == ("een-ding-in-je-volgende-les",)


def test_a_message_of_before_becomes_nobody_elses_digest(path: Path) -> None:
    old = before(path, "digests_once")
    old.execute("INSERT INTO digests (id, team_id, person_id, at, facts) VALUES (5, 1, 2, '2026-11-27', '{}')")
    old.conn.commit()
    old.close()
    database = open_for_writing(path)
    now = datetime(2026, 12, 4, tzinfo=UTC)
    digests.owe(database, digests.fix(database, 1, now, "{}"), 2, Role.LEADER, now, now)
    assert [one.id for one in digests.waiting(database, 2)] == [6]


def test_opening_twice_migrates_once(path: Path) -> None:
    open_for_writing(path).close()
    database = open_for_writing(path)
    assert (len(list(teams.every(database))), laid(database, "table").keys() & {"outbox_before"}) == (2, set())


def test_steps_keep_their_names_for_good(migrated: Database) -> None:
    # A database that has had a step knows it by its name: under another it would be taken a second time.
    names = [row["name"] for row in migrated.query("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == [
        "the_first_tables",
        "private_talk",
        "menus_in_the_outbox",
        "consultation",
        "gone_from_the_files",
        "second_ways",
        "retention",
        "plans_once",
        "payloads_owe_too",
        "sessions_alike",
        "rhythms_of_anything",
        "one_state",
        "purposes_apart",
        "numbered_steps",
        "last_names",
        "topic_names",
        "found_by_index",
        "obstacles",
        "open_days",
        "search_by_team",
        "harvests",
        "overviews",
        "taken_up",
        "blind_first",
        "thanks",
        "leaders_asked",
        "digests_once",
        "let_go",
        "slower_offered",
        "digests_sent",
        "thanks_owe",
        "days_on_end",
        "changes",
        "longer_rhythms",
        "beforehand",
        "programmes",
        "workload",
        "own_dates",
        "talked_over",
        "all_families",
        "instruments",
        "offers",
        "votes",
        "scan_rhythms",
        "left_out",
        "own_questions",
        "pairs",
        "pairs_began",
        "meetings",
        "links",
        "tools",
        "pairs_nameless",
        "begun_by",
        "practices_of_two",
        "put_off",
        "pairs_paused",
        "ways_in",
        "unplaced",
        "one_edit",
        "changed_after",
        "numbers",
        "more_numbers",
        "refused",
    ]
