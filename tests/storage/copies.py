"""What the tests of backing up and of restoring share: databases with a few names, busy ones and spoilt ones."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.storage import people
from bot.storage.database import open_for_reading, open_for_writing
from bot.storage.laying import lay

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
PROJECT = Path(__file__).parents[2]

# Adds two people in each transaction until it is killed, so that a copy with an odd number would be torn.
BUSY = """
import sys
from itertools import count
from pathlib import Path
from bot.storage import people
from bot.storage.database import open_for_writing, transaction
database = open_for_writing(Path(sys.argv[1]))
for number in count(1):
    with transaction(database):
        people.meet(database, 2 * number, "Anna", None)
        people.meet(database, 2 * number + 1, "Bram", None)
    if number == 50:
        print("busy", flush=True)
"""


def add(path: Path, number: int, name: str) -> None:
    database = open_for_writing(lay(path))
    people.meet(database, number, name, None)
    database.close()


def names(path: Path) -> list[str]:
    with contextlib.closing(open_for_reading(path)) as database:
        return [name for (name,) in database.execute("SELECT name FROM people ORDER BY id")]


def files(folder: Path) -> set[str]:
    """Return what is in a folder, without lock files, ledgers and the empty journals that older engines leave."""
    beside = (".lock", ".migrating", "-journal", ".erased")
    return {path.name for path in folder.iterdir() if not path.name.endswith(beside)}


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 3 // 4)
        file.write(b"\xff" * 3 * 4096)


@contextlib.contextmanager
def busy(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process write to the database during the block, and kill it after."""
    writer = subprocess.Popen([sys.executable, "-c", BUSY, path], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "busy\n"
        yield writer
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
