"""The database file: strict tables, whole transactions, one writer at a time, and a safe engine."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose

from bot.core.model import Person, Place
from bot.storage import people, teams
from bot.storage.database import (
    DatabaseBusyError,
    StorageError,
    UnusableDatabaseError,
    engine_version,
    health,
    instant,
    instant_or_none,
    is_safe_engine,
    open_for_reading,
    open_for_writing,
    require_engine,
    stamp,
    transaction,
)
from bot.storage.laying import lay
from bot.storage.locking import hold_lock

instants = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=14))),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "leerkring.db"


@pytest.fixture
def database(path: Path) -> Database:
    return open_for_writing(lay(path))


def value(database: Database, pragma: str) -> object:
    return database.execute(f"PRAGMA {pragma}").fetchone()[0]


def tables(database: Database) -> set[str]:
    """Return our own tables, without those of the search index and of the libraries."""
    rows = database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
    return {row["name"] for row in rows}


def test_the_connection_keeps_promises_about_safety(database: Database) -> None:
    pragmas = ("journal_mode", "foreign_keys", "synchronous", "secure_delete", "busy_timeout")
    journal = "wal" if is_safe_engine(engine_version()) else "truncate"
    assert [value(database, pragma) for pragma in pragmas] == [journal, 1, 2, 1, 5000]


def test_a_new_database_is_healthy(database: Database) -> None:
    assert health(database) == "ok"


def test_every_table_of_ours_is_strict(database: Database) -> None:
    nouns = {"people", "teams", "members", "invitations", "schedules", "moments", "sessions", "states", "heard"}
    own = {"wiping", "ledger", "erased", "quotes", "digests", "digest_weeks", "kept_out", "albums", "plans", "harvests"}
    own |= {"taken_up", "thanks", "let_go", "changes", "beforehand", "programmes", "measurements", "offers", "votes"}
    own |= {"own_questions", "question_drafts", "calls", "called", "pairs", "paired", "allowed", "links", "link_offers"}
    own |= {"unplaced", "refused"}
    of_a_case = {"participants", "marks", "tallies", "agreements", "commitments"}
    assert tables(database) == nouns | of_a_case | {"entries", "inbox", "nudges", "numbers", "outbox", "talks"} | own


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("INSERT INTO people (id, name) VALUES (?, ?)", ["one", "Anna"]),
        ("INSERT INTO people (id, name, language) VALUES (?, ?, ?)", [1, "Anna", "de"]),
        ("INSERT INTO people (id, name) VALUES (?, ?)", [1, None]),
        ("INSERT INTO people (id, name, is_reachable) VALUES (?, ?, ?)", [1, "Anna", "maybe"]),
        ("INSERT INTO inbox (update_id, received_at, state) VALUES (?, ?, ?)", [1, "now", "lost"]),
        ("INSERT INTO inbox (update_id, received_at, state) VALUES (?, ?, ?)", [1.5, "now", "new"]),
        ("INSERT INTO members (team_id, person_id, role, since) VALUES (?, ?, ?, ?)", [9, 9, "member", "now"]),
    ],
)
def test_a_wrong_value_is_refused(database: Database, statement: str, values: list[object]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement, values)


def test_a_transaction_is_stored_when_its_block_ends(path: Path, database: Database) -> None:
    with transaction(database):
        people.meet(database, 1, "Anna", None)
        people.meet(database, 2, "Bram", None)
    assert open_for_reading(path).execute("SELECT count(*) FROM people").fetchone()[0] == 2


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_transaction_that_fails_leaves_nothing_behind(database: Database, error: type[BaseException]) -> None:
    def fail_halfway() -> None:
        with transaction(database):
            people.meet(database, 1, "Anna", None)
            people.meet(database, 2, "Bram", None)
            raise error

    with pytest.raises(error):
        fail_halfway()
    assert (people.find(database, 1), people.find(database, 2)) == (None, None)


def test_the_next_transaction_works_after_one_that_failed(database: Database) -> None:
    with pytest.raises(ValueError, match="halfway"), transaction(database):
        raise ValueError("halfway")
    with transaction(database):
        people.meet(database, 1, "Anna", None)
    assert people.find(database, 1) is not None


def test_a_second_instance_is_told_why_it_cannot_start(path: Path) -> None:
    first = hold_lock(path, f"on {path}", "point LEERKRING_DATABASE elsewhere")
    with pytest.raises(DatabaseBusyError) as refusal:
        hold_lock(path, f"on {path}", "point LEERKRING_DATABASE elsewhere")
    first.release()
    advice = "Stop it first, or point LEERKRING_DATABASE elsewhere."
    assert str(refusal.value) == f"Another Leerkring is already running on {path}. {advice}"


def test_a_lock_that_was_let_go_can_be_held_again(path: Path) -> None:
    hold_lock(path, f"on {path}", "point LEERKRING_DATABASE elsewhere").release()
    again: FileLock = hold_lock(path, f"on {path}", "point LEERKRING_DATABASE elsewhere")
    assert again.is_locked


def test_opening_again_keeps_everything(path: Path) -> None:
    first = open_for_writing(path)
    people.meet(first, 1, "Anna", "anna_a")
    first.close()
    assert people.find(open_for_writing(path), 1) == Person(1, "Anna")


def test_a_reading_connection_cannot_write(path: Path, database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        people.meet(open_for_reading(path), 1, "Anna", None)


def test_there_is_nothing_to_read_before_the_first_start(path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Start the bot once"):
        open_for_reading(path)


def test_a_path_with_odd_characters_can_be_read(tmp_path: Path) -> None:
    odd = tmp_path / "een school? #1 %20.db"
    people.meet(open_for_writing(lay(odd)), 1, "Anna", None)
    assert people.find(open_for_reading(odd), 1) is not None


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 37, 0), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_an_engine_is_safe_from_its_mend_on(version: tuple[int, ...], expected: bool) -> None:
    assert is_safe_engine(version) is expected


def test_an_engine_that_cannot_overwrite_what_is_removed_is_too_old() -> None:
    require_engine((3, 42, 0))
    with pytest.raises(UnusableDatabaseError, match=r"SQLite 3\.40\.1 is older than 3\.42"):
        require_engine((3, 40, 1))


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(instants, instants)
def test_stamps_are_in_the_order_of_time_and_come_back_within_a_millisecond(one: datetime, other: datetime) -> None:
    lost = one - instant(stamp(one))
    assert timedelta(0) <= lost < timedelta(milliseconds=1)
    assert (stamp(one) <= stamp(other)) is (one - lost <= other)


def test_a_stamp_is_in_utc() -> None:
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    assert (stamp(summer), instant_or_none(None)) == ("2026-10-25T00:30:00.000+00:00", None)


def test_nothing_of_a_team_outlives_it(database: Database) -> None:
    team = teams.add(database, Place(-100), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    people.meet(database, 1, "Anna", None)
    at = stamp(datetime(2026, 11, 24, tzinfo=UTC))
    database.execute("INSERT INTO members (team_id, person_id, role, since) VALUES (?, 1, 'member', ?)", [team.id, at])
    database.execute("DELETE FROM teams")
    assert database.execute("SELECT count(*) FROM members").fetchone()[0] == 0


def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path: Path) -> None:
    path = lay(tmp_path / "leerkring.db")
    database = open_for_writing(path)
    database.execute("PRAGMA journal_mode = TRUNCATE").fetchall()
    database.execute("PRAGMA busy_timeout = 0").fetchall()
    reader = open_for_reading(path)
    rows = reader.execute("SELECT * FROM sqlite_master")
    rows.fetchone()
    with pytest.raises(StorageError), transaction(database):
        people.meet(database, 1, "Anna", None)
    rows.close()
    with transaction(database):
        people.meet(database, 1, "Anna", None)
    assert people.find(database, 1) is not None


def test_only_this_account_may_read_the_database(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "leerkring.db")
    assert (tmp_path / "leerkring.db").stat().st_mode & 0o077 == 0


def made_by_another_program(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()


def of_a_newer_program(path: Path) -> None:
    newer = open_for_writing(lay(path))
    newer.table("_sqlite_migrations").insert({"migration_set": "leerkring", "name": "of_later", "applied_at": "2027"})
    newer.close()


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
@pytest.mark.parametrize(
    ("make", "fact"),
    [
        (lambda path: path.write_text("A letter to the parents, and no database at all."), "is not an SQLite database"),
        (lambda path: path.write_bytes(b"age-encryption.org/v1\n" + b"x" * 200), "is encrypted, as a backup may be"),
        (made_by_another_program, "is not a Leerkring database"),
        (of_a_newer_program, "was made by a newer Leerkring"),
        (Path.mkdir, "can't be opened"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_and_left_alone(
    path: Path, opening: Callable[[Path], Database], make: Callable[[Path], object], fact: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UnusableDatabaseError, match=fact):
        opening(path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_first_start_that_ended_before_the_first_table_can_be_repeated(path: Path) -> None:
    path.touch()
    open_for_writing(path).close()
    assert health(open_for_reading(path)) == "ok"


def test_a_database_from_before_an_upgrade_is_not_read_before_the_bot_starts(path: Path, database: Database) -> None:
    upgraded = (
        "import sys; from pathlib import Path; from bot.storage.database import migrations, open_for_reading;"
        "migrations(name='of_later')(print); open_for_reading(Path(sys.argv[1]))"
    )
    reading = subprocess.run([sys.executable, "-c", upgraded, path], capture_output=True, text=True, check=False)
    last_line = reading.stderr.strip().splitlines()[-1]
    assert last_line.endswith(f"{path} is from an older Leerkring. Start the bot once, which brings it up to date.")


def test_a_damaged_database_says_what_is_wrong_with_it(path: Path, database: Database) -> None:
    page = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'").fetchone()[0]
    database.close()
    with path.open("r+b") as file:
        # Pages of entries, none of the schema: without that nothing can be opened at all.
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert health(open_for_reading(path)) != "ok"
