"""Wiping: whatever is removed from the rows is, once wiped, in no file any more, and what can't be wiped stays owed."""

import os
import random
import struct
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from asked import ask
from sqlite_utils import Database
from storage.residue import found_in_bytes, found_in_rows

from bot.core.model import Audience, Person, Place, Role
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.core.session.state import Session
from bot.storage import (
    commitments,
    contributions,
    entries,
    marks,
    members,
    outbox,
    people,
    quotes,
    sessions,
    teams,
    thanks,
    ties,
    wiping,
)
from bot.storage.database import connect_reading, open_for_writing, transaction
from bot.storage.laying import lay
from bot.storage.wiping import Wiper, clear_folder, settle, state, wipe

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
GROUP = Place(-100)
PROJECT = Path(__file__).parents[2]
PEOPLE = [Person(number, f"Naam{number}") for number in range(1, 9)]
# Long enough that SQLite splits pages, whose gaps keep what stood in them.
FILLER = "Een gewone zin over de les van vandaag, zoals er zoveel zijn. " * 4


@dataclass(frozen=True)
class Lived:
    """A log that was lived in: its file, how its dice lie, and how many words it came to."""

    file: bytes
    dice: tuple[Any, ...]
    count: int


class Log:
    """A database that was used for a while, or the copy of one; `path` lies in a folder of its own."""

    def __init__(self, folder: Path, seed: int, before: Lived | None = None) -> None:
        self.path = folder / "own" / "own.db"
        self.path.parent.mkdir()
        self.dice, self.count = random.Random(seed), 0
        if before:
            self.path.write_bytes(before.file)
            self.dice.setstate(before.dice)
            self.count = before.count
        self.database = open_for_writing(lay(self.path))
        self.session = self.begin() if before is None else self.first()

    def begin(self) -> Session:
        """Let eight people make a team, and ask them something."""
        teams.add(self.database, GROUP, "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
        for person in PEOPLE:
            people.meet(self.database, person.id, person.name, None)
            members.give_role(self.database, 1, person.id, Role.MEMBER, NOON - DAY)
        return self.open()

    def first(self) -> Session:
        """Return what was asked first."""
        found = sessions.find(self.database, 1)
        assert found
        return found

    def open(self) -> Session:
        return ask(self.database, 1, "eerste-stap", NOON, NOON + DAY)

    def word(self) -> str:
        """Return a word that stands nowhere else."""
        self.count += 1
        return f"merk{self.count}z{self.dice.randrange(10**9)}"

    def write(
        self, word: str, person: Person, audience: Audience = Audience.TEAM, session: Session | None = None
    ) -> int:
        text = f"{FILLER[: self.dice.randrange(1, len(FILLER))]} {word} {FILLER[: self.dice.randrange(1, 99)]}"
        place = GROUP if audience is Audience.TEAM else Place(person.id)
        with transaction(self.database):
            entries.add(
                self.database, session or self.session, person, audience, "answer", text, NOON, (place, self.count)
            )
        return int(self.database.execute("SELECT max(id) FROM entries").fetchone()[0])

    def live_on(self, times: int) -> None:
        """Let people write, change and withdraw, so that pages fill, split and empty."""
        for _ in range(times):
            number = self.write(self.word(), self.dice.choice(PEOPLE))
            owner = self.database.execute("SELECT person_id FROM entries WHERE id = ?", [number]).fetchone()[0]
            if self.dice.random() < 0.3:
                contributions.rewrite(self.database, number, owner, f"{FILLER} {self.word()}")
            elif self.dice.random() < 0.2:
                contributions.withdraw(self.database, number, owner)

    def left_of(self, words: set[str], scratch: Path) -> set[str]:
        return found_in_bytes(self.path, words) | found_in_rows(self.path, scratch, words)


@cache
def lived_in(seed: int) -> Lived:
    """Return a log of some hundred entries, written, changed and withdrawn at random; made once in a process."""
    with TemporaryDirectory() as folder:
        log = Log(Path(folder), seed)
        log.live_on(250)
        log.database.close()
        return Lived(log.path.read_bytes(), log.dice.getstate(), log.count)


@pytest.fixture(params=[1, 2])
def log(tmp_path: Path, request: pytest.FixtureRequest) -> Log:
    """Return a log that was lived in, of the test's own."""
    return Log(tmp_path, request.param, lived_in(request.param))


def withdraw(log: Log) -> set[str]:
    word = log.word()
    number = log.write(word, PEOPLE[0])
    log.live_on(40)
    contributions.withdraw(log.database, number, PEOPLE[0].id)
    return {word}


def test_words_that_went_while_a_message_with_them_was_to_be_sent_are_owed_again_once_it_is(
    log: Log, tmp_path: Path
) -> None:
    word = log.word()
    number = log.write(word, PEOPLE[0])
    with transaction(log.database):
        parcel = outbox.add(log.database, Say(text=f"Je schreef: {word}"), 1, Purpose("own_answers.page"), NOON)
        quotes.add(log.database, parcel, [("entry", number)])
        contributions.withdraw(log.database, number, PEOPLE[0].id)
    wipe(log.database, NOON)
    waiting = log.left_of({word}, tmp_path)
    with transaction(log.database):
        outbox.mark_sent(log.database, parcel, 5, NOON)
    owed = state(log.database).owed
    wipe(log.database, NOON)
    assert (waiting, owed > 0, log.left_of({word}, tmp_path)) == ({word}, True, set())


def correct(log: Log) -> set[str]:
    word = log.word()
    number = log.write(word, PEOPLE[0])
    log.live_on(40)
    contributions.rewrite(log.database, number, PEOPLE[0].id, "Anders.")
    return {word}


def erase_somebody(log: Log) -> set[str]:
    words = {log.word() for _ in range(5)}
    for word in words:
        log.write(word, PEOPLE[1])
        log.live_on(10)
    contributions.erase_all(log.database, PEOPLE[1].id)
    people.erase(log.database, PEOPLE[1].id)
    return words | {PEOPLE[1].name}


def erase_a_commitment(log: Log) -> set[str]:
    word = log.word()
    number = commitments.add(log.database, 1, log.session.id, PEOPLE[2].id, f"Ik ga {word}.", NOON)
    log.live_on(20)
    commitments.erase(log.database, number)
    return {word}


def break_off_a_case(log: Log) -> set[str]:
    session, words = log.open(), {log.word() for _ in range(6)}
    for word in words:
        log.write(word, log.dice.choice(PEOPLE), session=session)
        log.live_on(10)
    entries.erase_case(log.database, session.id, keeps_lessons=False)
    return words


def let_fall(log: Log) -> set[str]:
    session, words = log.open(), {log.word() for _ in range(2)}
    for word, person in zip(sorted(words), PEOPLE, strict=False):
        number = log.write(word, person, Audience.AUTHOR, session)
        contributions.share_without_name(log.database, number, person.id)
        log.live_on(10)
    ties.cut(log.database, session.id)
    return words


REMOVALS = [withdraw, correct, erase_somebody, erase_a_commitment, break_off_a_case, let_fall]


@pytest.mark.parametrize("remove", REMOVALS, ids=lambda function: function.__name__)
def test_what_is_removed_is_owed_and_once_wiped_in_no_file(log: Log, remove, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    words = remove(log)
    owed = state(log.database).owed
    done = settle(log.database, NOON)
    assert (owed > 0, done, state(log.database).owed, state(log.database).done_at) == (True, True, 0, NOON)
    assert log.left_of(words, tmp_path) == set()


def test_a_file_that_never_held_words_owes_nothing(tmp_path: Path) -> None:
    assert state(open_for_writing(tmp_path / "new.db")).owed == 0


def test_what_moved_to_another_page_before_it_went_is_in_no_file(tmp_path: Path) -> None:
    log = Log(tmp_path, 1)
    owners = {log.write(log.word(), person): person for _ in range(100) for person in PEOPLE}
    grown = {number: log.word() for number in log.dice.sample(sorted(owners), 400)}
    for number, word in grown.items():
        contributions.rewrite(log.database, number, owners[number].id, f"{word} {FILLER * 3}")
    for number in grown:
        contributions.withdraw(log.database, number, owners[number].id)
    words = set(grown.values())
    log.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    in_gaps = found_in_bytes(log.path, words)
    settle(log.database, NOON)
    assert (in_gaps != set(), log.left_of(words, tmp_path)) == (True, set())


def test_without_wiping_words_would_stay(log: Log, tmp_path: Path) -> None:
    assert log.left_of(withdraw(log), tmp_path) != set()


def test_a_cut_tie_is_in_no_file_and_at_no_commit_of_the_log(log: Log, tmp_path: Path) -> None:
    session = log.open()
    words = {person.id: log.word() for person in PEOPLE[:4]}
    for person in PEOPLE[:4]:
        number = log.write(words[person.id], person, Audience.AUTHOR, session)
        contributions.share_without_name(log.database, number, person.id)
        log.database.execute("INSERT INTO heard VALUES (?, 0, ?, 'given')", [session.id, person.id])
        log.live_on(10)
    ties.cut(log.database, session.id)
    settle(log.database, NOON)
    copy = tmp_path / "as-it-lies.db"
    copy.write_bytes(log.path.read_bytes())
    texts = list(words.values())
    rows = Database(copy).query("SELECT person_id, text FROM entries WHERE is_nameless")
    assert {row["person_id"] for row in rows} == {None}
    raw = log.path.read_bytes()
    # The words stand in the file once, in the row that is nobody's; the index has them without what follows.
    counts = [raw.count(f"{text} ".encode()) for text in texts]
    assert (counts, log.path.with_name("own.db-wal").stat().st_size) == ([1] * 4, _size_of_note())


def _size_of_note() -> int:
    """Return how large the log is that holds only when the file was last wiped: a header and a page or two."""
    return 32 + (24 + 4096)


def test_votes_and_numbers_go_from_the_files_too(log: Log, tmp_path: Path) -> None:
    database = log.database
    session = log.open()
    database.execute("UPDATE sessions SET terms = 'case' WHERE id = ?", [session.id])
    for person in PEOPLE:
        marks.put(database, session.id, 0, person.id, 0, 777_000_111 + person.id)
    marks.count(database, session.id, 0)
    settle(database, NOON)
    kept = database.execute("SELECT count(*) FROM marks").fetchone()[0]
    assert (kept, found_in_rows(log.path, tmp_path, {f"({session.id}, 0, 3, 0, 777000114)"})) == (0, set())
    # Nor as the bytes of a row in an earlier round of the log, which SQLite itself does not read any more.
    raw = b"".join(file.read_bytes() for file in log.path.parent.iterdir())
    assert [person for person in PEOPLE if struct.pack(">i", 777_000_111 + person.id) in raw] == []


def test_who_thanked_whom_goes_from_the_files_too(log: Log) -> None:
    thanks.add(log.database, log.session.id, PEOPLE[0].id, PEOPLE[1].id, NOON, NOON)
    settle(log.database, NOON)
    thanks.drop(log.database, thanks.of_team(log.database, 1, NOON)[0])
    assert state(log.database).owed == 1


def test_a_reader_on_an_older_state_keeps_it_owed_and_the_log_small(log: Log) -> None:
    reader = connect_reading(log.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entries").fetchone()
    withdraw(log)
    before = log.path.with_name("own.db-wal").stat().st_size
    tried = [settle(log.database, NOON + timedelta(seconds=number)) for number in range(20)]
    grown = log.path.with_name("own.db-wal").stat().st_size - before
    waiting = state(log.database)
    reader.execute("ROLLBACK")
    assert (tried, waiting.owed > 0, waiting.since, grown < 100_000) == ([False] * 20, True, NOON, True)
    assert settle(log.database, NOON)


def test_a_large_file_is_written_anew_only_in_the_night(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiping, "SMALL", 4096)
    withdraw(log)
    passed = iter((0.0, 0.0, 0.1, 1.1, 1.2))
    wiper = Wiper(log.database, seconds=lambda: next(passed))
    wiper.look(NOON)
    by_day = state(log.database).owed
    wiper.have_night()
    wiper.look(NOON + DAY)
    assert (by_day > 0, state(log.database).owed) == (True, 0)


def test_a_wiper_looks_once_a_second_and_not_while_nothing_is_owed(log: Log) -> None:
    # Rewriting takes a tenth of a second, or two.
    passed = iter((0.0, 0.0, 0.1, 1.0, 1.1, 1.3, 3.2, 3.3, 3.4))
    wiper = Wiper(log.database, seconds=lambda: next(passed))
    owed = []
    for at in range(5):
        withdraw(log)
        wiper.look(NOON + timedelta(minutes=at))
        owed.append(state(log.database).owed > 0)
    assert owed == [False, True, False, True, False]
    assert state(log.database) == wiping.Wiping(0, None, NOON + timedelta(minutes=4))


def test_what_another_process_removes_meanwhile_stays_owed(log: Log) -> None:
    withdraw(log)
    other = open_for_writing(log.path)
    settle(log.database, NOON)
    contributions.withdraw(other, *other.execute("SELECT max(id), person_id FROM entries").fetchone())
    other.close()
    assert state(log.database).owed == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from bot.storage import contributions
from bot.storage.database import open_for_writing, transaction
database = open_for_writing(Path(sys.argv[1]))
with transaction(database):
    contributions.withdraw(database, int(sys.argv[2]), int(sys.argv[3]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_it_is_wiped_at_the_next_start(log: Log, tmp_path: Path) -> None:
    word = log.word()
    number = log.write(word, PEOPLE[0])
    log.database.close()
    given = [sys.executable, "-c", KILLED, str(log.path), str(number), str(PEOPLE[0].id)]
    subprocess.run(given, cwd=PROJECT, check=False)
    before = log.left_of({word}, tmp_path)
    database = open_for_writing(log.path)
    wipe(database, NOON, whole=True)
    assert (before, log.left_of({word}, tmp_path)) == ({word}, set())
    database.close()


def test_copies_that_a_killed_command_left_and_old_replaced_ones_go_at_a_start(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    names = {
        ".leerkring-a.partial": False,
        f"own.replaced-{now - 15 * DAY:%Y-%m-%dT%H-%M-%SZ}.db": False,
        f"own.replaced-{now - 15 * DAY:%Y-%m-%dT%H-%M-%SZ}.db-wal": False,
        f"own.replaced-{now - 13 * DAY:%Y-%m-%dT%H-%M-%SZ}.db": True,
        ".leerkring-b.partial": True,
        "own.replaced-by-hand.db": True,
        "another.replaced-2020-01-01T00-00-00Z.db": True,
    }
    for name in names:
        (tmp_path / name).write_text("words")
    old = (now - timedelta(hours=2)).timestamp()
    os.utime(tmp_path / ".leerkring-a.partial", (old, old))
    clear_folder(tmp_path / "own.db")
    assert {name: (tmp_path / name).exists() for name in names} == names
