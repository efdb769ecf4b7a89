"""Ledger: marks of what was erased, from which nobody reads a word, so that an older backup comes back without it."""

# A mark is written with the erasure it stands for, and moves to a file beside the database: what a restore replaces
# must not take along what is to be gone from the replacement.

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock
from sqlite_utils import Database

from bot.core.sources import Source
from bot.storage import own_questions, quotes
from bot.storage.database import select, transaction

# A backup may have been copied elsewhere: for so long a mark stays, also where no older backup is known any more.
LASTS = timedelta(days=90)
# What a question of a team's own is known by.
QUESTION = "id, title, text, follow_up"


def note_person(database: Database, person_id: int) -> None:
    """Note that a person is being erased."""
    _note(database, [("person", person_id)])


def note_question(database: Database, number: int) -> None:
    """Note that a question of a team's own is being thrown away, or is to read otherwise."""
    rows = database.execute(f"SELECT {QUESTION} FROM own_questions WHERE id = ?", [number]).fetchall()
    _note(database, [("question", *row) for row in rows])


def note_entries(database: Database, where: str, values: Sequence[Any], other: str | None = None) -> None:
    """Note that the words of some entries are being erased, or replaced by others."""
    rows = database.execute(
        f"SELECT session_id, text FROM entries WHERE {where} AND text IS NOT ?", [*values, other]
    ).fetchall()
    _note(database, [("entry", *row) for row in rows])


def note_release(database: Database, entry_id: int, person_id: int) -> None:
    """Note that somebody takes back the release of an entry."""
    where = "id = ? AND person_id = ? AND released_at IS NOT NULL"
    rows = database.execute(f"SELECT id, released_at FROM entries WHERE {where}", [entry_id, person_id])
    _note(database, [("release", *row) for row in rows.fetchall()])


def note_commitments(database: Database, where: str, values: Sequence[Any]) -> None:
    """Note that some commitments are being erased, with what came of them."""
    for column in ("text", "result"):
        note_words(database, column, where, values)


def note_words(
    database: Database, column: Literal["text", "result"], where: str, values: Sequence[Any], other: str | None = None
) -> None:
    """Note that what was intended, or what came of it, is being replaced by other words."""
    rows = database.execute(
        f"SELECT session_id, {column} FROM commitments WHERE {where} AND {column} IS NOT NULL AND {column} IS NOT ?",
        [*values, other],
    ).fetchall()
    _note(database, [("commitment", *row) for row in rows])


def _note(database: Database, erased: Iterable[Sequence[object]]) -> None:
    found = list(erased)
    if found:
        salt = salt_of(database)
        marks = [[mark(salt, *one)] for one in found]
        database.conn.executemany("INSERT INTO erased (mark) VALUES (?)", marks)


def mark(salt: str, *what: object) -> str:
    """Return what stands for something erased: the same each time, and not to be read back."""
    told = "\x1f".join(str(part) for part in what).encode()
    return hmac.new(bytes.fromhex(salt), told, hashlib.sha256).hexdigest()[:40]


def salt_of(database: Database) -> str:
    """Return what makes the marks of this database unlike those of another."""
    return str(database.execute("SELECT salt FROM ledger").fetchone()[0])


def latest(database: Database) -> int:
    """Return the number of the last erasure that a database, or the copy it is, knows of."""
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'erased'").fetchone()
    return int(row[0]) if row else 0


@dataclass
class Ledger:
    """What a ledger's file holds: the salt, each mark by its number with the day it was noted, and the backups known
    of: path, the last erasure each knows of, and when it was made."""

    salt: str = ""
    marks: dict[int, tuple[str, date]] = field(default_factory=dict)
    backups: dict[str, tuple[int, date]] = field(default_factory=dict)

    def after(self, number: int) -> frozenset[str]:
        """Return the marks of what was erased after an erasure."""
        return frozenset(found for at, (found, _) in self.marks.items() if at > number)


def file_of(path: Path) -> Path:
    """Return where the ledger of a database lies."""
    return path.with_name(f"{path.name}.erased")


def move_out(database: Database, path: Path, today: date) -> None:
    """Move the marks noted since the last time to the file, and let those go that no backup needs any more."""
    noted = gather(database, path, today)
    if not noted.marks and not noted.backups:
        return
    keep(path, noted, today)
    with transaction(database):
        database.execute("DELETE FROM erased WHERE seq <= ?", [max(noted.marks, default=0)])


def gather(database: Database, path: Path, today: date) -> Ledger:
    """Return what a database's ledger holds, with what the database itself has noted since."""
    ledger = read(path)
    ledger.salt = salt_of(database)
    ledger.marks |= {row["seq"]: (row["mark"], today) for row in select(database, "SELECT seq, mark FROM erased")}
    return ledger


def keep(path: Path, noted: Ledger, today: date | None = None) -> None:
    """Store what was gathered in the file beside a database; with a day, without what no backup needs any more."""
    with _opened(path) as ledger:
        ledger.salt = noted.salt or ledger.salt
        ledger.marks |= noted.marks
        if today:
            _thin_out(ledger, today)


def _thin_out(ledger: Ledger, today: date) -> None:
    ledger.backups = {
        name: told for name, told in ledger.backups.items() if Path(name).exists() or told[1] > today - LASTS
    }
    oldest = min((number for number, _ in ledger.backups.values()), default=None)
    ledger.marks = {
        number: told
        for number, told in ledger.marks.items()
        if told[1] > today - LASTS or (oldest is not None and number > oldest)
    }


def note_backup(path: Path, backup: Path, number: int, today: date) -> None:
    """Remember a backup, and the last erasure that it knows of, for as long as it is there."""
    with _opened(path) as ledger:
        ledger.backups[str(backup.resolve())] = (number, today)


def read(path: Path) -> Ledger:
    """Return what the file of a database's ledger holds; nothing where there is none, or no sense in it."""
    ledger = Ledger()
    try:
        lines = file_of(path).read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return ledger
    for line in lines:
        # A line that a full disk cut short takes none of the others along.
        with suppress(ValueError, KeyError, TypeError):
            _read_line(ledger, json.loads(line))
    return ledger


def _read_line(ledger: Ledger, told: dict[str, Any]) -> None:
    if "salt" in told:
        ledger.salt = told["salt"]
    elif "mark" in told:
        ledger.marks[told["seq"]] = (told["mark"], date.fromisoformat(told["on"]))
    else:
        ledger.backups[told["backup"]] = (told["seq"], date.fromisoformat(told["on"]))


@contextmanager
def _opened(path: Path) -> Iterator[Ledger]:
    """Read a ledger, let the block change it, and store it whole; a backup beside the bot may do so meanwhile."""
    file = file_of(path)
    with FileLock(f"{file}.lock"):
        ledger = read(path)
        yield ledger
        lines: list[dict[str, Any]] = [{"salt": ledger.salt}] if ledger.salt else []
        lines += [{"seq": at, "mark": found, "on": str(day)} for at, (found, day) in sorted(ledger.marks.items())]
        lines += [{"backup": name, "seq": at, "on": str(day)} for name, (at, day) in ledger.backups.items()]
        fresh = file.with_name(f"{file.name}.partial")
        number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)


def apply(copy: Database, ledger: Ledger, number: int) -> int:
    """Erase in a copy what was erased after it was made, and let it go on counting from there; return how much it was.

    `number` is the last erasure that the copy knew of when it was made.
    """
    gone = ledger.after(number)
    done = sum(erase(copy, ledger.salt, gone) for erase in (_erase_people, _erase_words, _erase_questions) if gone)
    if ledger.salt:
        copy.execute("UPDATE ledger SET salt = ?", [ledger.salt])
    copy.execute("DELETE FROM sqlite_sequence WHERE name = 'erased'")
    last = max([number, *ledger.marks])
    copy.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('erased', ?)", [last])
    return done


def _erase_people(copy: Database, salt: str, gone: frozenset[str]) -> int:
    people = [row[0] for row in copy.execute("SELECT id FROM people").fetchall()]
    found = [[person_id] for person_id in people if mark(salt, "person", person_id) in gone]
    for (person_id,) in found:
        theirs: list[Source] = [("person", person_id)]
        for row in copy.execute("SELECT id FROM entries WHERE person_id = ?", [person_id]).fetchall():
            theirs.append(("entry", row[0]))
        for row in copy.execute("SELECT id FROM commitments WHERE person_id = ?", [person_id]).fetchall():
            theirs.append(("commitment", row[0]))
        quotes.let_go(copy, theirs)
    for table, column in (("entries", "person_id"), ("outbox", "chat_id"), ("people", "id")):
        copy.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", found)
    return len(found)


def _erase_words(copy: Database, salt: str, gone: frozenset[str]) -> int:
    done = 0
    for row in copy.execute("SELECT id, session_id, text, released_at FROM entries").fetchall():
        entry_id, session_id, text, released_at = row
        # What one person said in pieces without a name was put together when the copy was cut.
        pieces = [text] if mark(salt, "entry", session_id, text) in gone else text.split("\n\n")
        kept = [piece for piece in pieces if mark(salt, "entry", session_id, piece) not in gone]
        is_taken_back = released_at and mark(salt, "release", entry_id, released_at) in gone
        if is_taken_back or len(kept) < len(pieces):
            quotes.let_go(copy, [("entry", entry_id)])
        if not kept:
            copy.execute("DELETE FROM entries WHERE id = ?", [entry_id])
        elif len(kept) < len(pieces):
            copy.execute("UPDATE entries SET text = ? WHERE id = ?", ["\n\n".join(kept), entry_id])
        elif is_taken_back:
            copy.execute("UPDATE entries SET audience = 'team', released_at = NULL WHERE id = ?", [entry_id])
        else:
            continue
        done += 1
    return done + _erase_commitments(copy, salt, gone)


def _erase_commitments(copy: Database, salt: str, gone: frozenset[str]) -> int:
    done = 0
    rows = copy.execute("SELECT id, session_id, text, result FROM commitments").fetchall()
    for commitment_id, session_id, *words in rows:
        is_gone, is_answered = (word and mark(salt, "commitment", session_id, word) in gone for word in words)
        if is_gone or is_answered:
            quotes.let_go(copy, [("commitment", commitment_id)])
            how = "DELETE FROM commitments" if is_gone else "UPDATE commitments SET result = NULL"
            copy.execute(f"{how} WHERE id = ?", [commitment_id])
            done += 1
    return done


def _erase_questions(copy: Database, salt: str, gone: frozenset[str]) -> int:
    rows = copy.execute(f"SELECT {QUESTION} FROM own_questions").fetchall()
    found = [row[0] for row in rows if mark(salt, "question", *row) in gone]
    for number in found:
        own_questions.throw_away(copy, number)
    return len(found)
