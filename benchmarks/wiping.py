"""Seconds until words that somebody took back stand in no file of the database's folder, while others keep writing."""

import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import processes
from benchmarks.figures import Figure
from benchmarks.seeding import seed
from bot.storage.database import connect_reading

GOAL = 5.0
PEOPLE = 8
# Old teams have a year behind them, in a file short of the size that waits for the night; new ones an empty file.
NEW_TEAMS, OLD_TEAMS = 50, 250
OPENING = ("first /start", "everybody /join", "first /ask")
# Replies a second: as many as Telegram lets a bot mark, and more than it can take in. Where much is written, the log
# soon begins anew over what it held; where little is, only wiping empties it.
LOADS = (30, 10_000)
TIMES = 5
HELD = 2.0
LOOK_EVERY = 0.05
# The bot looks once a second whether a wiping is owed: what is taken back should fall anywhere in that.
APART = 0.37
PATIENCE = 60.0
MEGABYTE = 1_000_000


@dataclass(slots=True)
class Found:
    """Seconds from when words were taken back, or from the end of a reader, and how it went at one load."""

    changed: list[float] = field(default_factory=list)
    withdrawn: list[float] = field(default_factory=list)
    after_reader: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    came_back: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """A server at which people write to a bot, and the bot's database, in a folder where nothing else is."""

    server: processes.Server
    database: Path

    def write(self) -> str:
        """Let somebody answer, find the answer in private, and return a word of it that stands nowhere else."""
        word = secrets.token_hex(16)
        self.server.ask(f"answer Today {word} went well.")
        self.server.ask("choose")
        if not self.holds(word):
            raise RuntimeError("a word that somebody wrote was in no file before it was taken back")
        return word

    def holds(self, word: str) -> bool:
        """Tell whether a word stands in any file of the folder: in a row, in a gap, in the log, or anywhere else."""
        # The search index leaves out what a word has in common with the one before it.
        sought = word[len(word) // 2 :].encode()
        return any(sought in _bytes(file) for file in self.database.parent.iterdir())

    def seconds_until_gone(self, word: str, start: float) -> float:
        """Search until two searches in a row find nothing: one alone may miss what is being moved just then."""
        missed = None
        while (at := time.monotonic()) - start < PATIENCE:
            if self.holds(word):
                missed = None
            elif missed is None:
                missed = time.monotonic()
            else:
                return missed - start
            time.sleep(max(0.0, at + LOOK_EVERY - time.monotonic()))
        return PATIENCE

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Hold on to the database as it is now during the block, as another program does that reads at leisure.

        Nothing may be searched meanwhile: closing a file lets go of every lock that this process has on it.
        """
        with closing(connect_reading(self.database)) as database:
            database.execute("BEGIN")
            database.execute("SELECT count(*) FROM entries").fetchone()
            yield


def measure() -> list[Figure]:
    """Let somebody take words back at each load, from a small file and a large one; return medians and the worst."""
    found = {load: Found() for load in LOADS}
    for load in LOADS:
        for has_past in (False, True):
            with _scene(has_past) as scene:
                _measure(scene, load, found[load])
        print(f"wiping: {_told(found[load])}", file=sys.stderr)
    return [figure for load in LOADS for figure in _figures(found[load])]


def _measure(scene: Scene, load: int, found: Found) -> None:
    words, start = list[str](), time.monotonic()
    scene.server.ask(f"steady {load}")
    for way, seconds in (("change Something else.", found.changed), ("withdraw", found.withdrawn)):
        for _ in range(TIMES):
            words.append(scene.write())
            time.sleep(len(words) * APART % 1)
            sent = time.monotonic()
            scene.server.ask(way)
            seconds.append(scene.seconds_until_gone(words[-1], sent))
        words.append(scene.write())
        with scene.reader():
            scene.server.ask(way)
            time.sleep(HELD)
        found.after_reader.append(scene.seconds_until_gone(words[-1], time.monotonic()))
    found.came_back += sum(scene.holds(word) for word in words)
    found.rates.append(scene.server.ask("calm")["marked"] / (time.monotonic() - start))
    found.sizes.append(scene.database.stat().st_size / MEGABYTE)


def _figures(found: Found) -> list[Figure]:
    at = f"at {median(found.rates):.0f} replies/s"
    taken = {"changed by an edit": found.changed, "withdrawn in private": found.withdrawn}
    return [
        *(Figure(f"{name} {at}, median", median(seconds), "s", GOAL) for name, seconds in taken.items()),
        *(Figure(f"{name} {at}, worst of {len(seconds)}", max(seconds), "s", GOAL) for name, seconds in taken.items()),
        Figure(f"either, after a reader, {at}, worst of {len(found.after_reader)}", max(found.after_reader), "s", GOAL),
        Figure(f"words found again at the end, {at}", found.came_back, "", 0),
        Figure(f"largest file, {at}", max(found.sizes), "MB"),
    ]


def _told(found: Found) -> str:
    seconds = {"changed": found.changed, "withdrawn": found.withdrawn, "after a reader": found.after_reader}
    return "; ".join(f"{name} {', '.join(f'{one:.2f}' for one in each)} s" for name, each in seconds.items())


@contextmanager
def _scene(has_past: bool) -> Iterator[Scene]:
    """Run a bot, in whose groups a question is open, until the block ends."""
    with tempfile.TemporaryDirectory() as folder, processes.server() as server:
        server.ask(f"groups {OLD_TEAMS if has_past else NEW_TEAMS} {PEOPLE}")
        database = Path(folder) / "leerkring.db"
        if has_past:
            seed(database, server.ask("stand")["teams"], datetime.now(UTC))
        with processes.bot(server, database, "benchmarks.ours"):
            for command in () if has_past else OPENING:
                server.ask(command)
            yield Scene(server, database)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
