"""The inbox: each update once, in the order it came, and forgotten when it is done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.storage import inbox
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_for_writing(lay(tmp_path / "leerkring.db"))


def raws(database: Database) -> dict[int, str | None]:
    return {row["update_id"]: row["raw"] for row in database.query("SELECT update_id, raw FROM inbox")}


def test_stored_updates_wait_in_the_order_they_came(database: Database) -> None:
    new = inbox.store(database, [(10, "a"), (11, "b")], NOON)
    assert (new, inbox.unhandled(database)) == ([10, 11], [(10, "a"), (11, "b")])


def test_a_repeated_update_is_stored_once(database: Database) -> None:
    inbox.store(database, [(10, "a")], NOON)
    again = inbox.store(database, [(10, "a"), (11, "b"), (11, "b")], NOON + MINUTE)
    assert (again, inbox.unhandled(database)) == ([11], [(10, "a"), (11, "b")])


def test_a_repeated_update_is_not_handled_again(database: Database) -> None:
    inbox.store(database, [(10, "a")], NOON)
    inbox.mark_done(database, 10)
    assert (inbox.store(database, [(10, "a")], NOON + MINUTE), inbox.unhandled(database)) == ([], [])


def test_what_was_said_is_forgotten_when_it_is_done(database: Database) -> None:
    inbox.store(database, [(10, "a"), (11, "b")], NOON)
    inbox.mark_done(database, 10)
    assert raws(database) == {10: None, 11: "b"}


def test_order_is_kept_when_update_ids_jump_back(database: Database) -> None:
    inbox.store(database, [(900, "first")], NOON)
    inbox.store(database, [(7, "second"), (8, "third")], NOON + MINUTE)
    assert inbox.unhandled(database) == [(900, "first"), (7, "second"), (8, "third")]


def test_an_update_set_aside_is_kept_and_does_not_wait(database: Database) -> None:
    inbox.store(database, [(10, "a"), (11, "b")], NOON)
    inbox.set_aside(database, 10, "ValueError in asking")
    assert (inbox.unhandled(database), inbox.aside(database)) == ([(11, "b")], [(10, "ValueError in asking")])


@pytest.mark.parametrize(
    ("age", "left"),
    [(2 * DAY, {10, 11, 12}), (3 * DAY + MINUTE, {11, 12}), (30 * DAY + MINUTE, {12})],
)
def test_what_is_done_goes_after_three_days_and_what_is_aside_after_thirty(
    database: Database, age: timedelta, left: set[int]
) -> None:
    inbox.store(database, [(10, "done"), (11, "aside"), (12, "new")], NOON)
    inbox.mark_done(database, 10)
    inbox.set_aside(database, 11, "ValueError in asking")
    inbox.forget_old(database, NOON + age)
    assert raws(database).keys() == left


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(st.lists(st.lists(st.integers(1, 12), max_size=6), max_size=6))
def test_every_update_is_handled_exactly_once_however_batches_overlap(batches: list[list[int]]) -> None:
    handled = []
    with TemporaryDirectory() as folder:
        database = open_for_writing(lay(Path(folder) / "leerkring.db"))
        for number, batch in enumerate(batches):
            inbox.store(database, [(update_id, "raw") for update_id in batch], NOON + number * MINUTE)
            for update_id, _ in inbox.unhandled(database):
                handled.append(update_id)
                inbox.mark_done(database, update_id)
        database.close()
    assert sorted(handled) == sorted({update_id for batch in batches for update_id in batch})
