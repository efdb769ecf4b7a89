"""What one team costs in a database of 20,000 teams and a million entries, beside the same team among 200."""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil

from benchmarks import many_teams, processes
from benchmarks.figures import Figure
from bot.app import doors
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.log import digesting
from bot.commandline.reading import house_of
from bot.core.events import Commanded, Event, Quoted, Speaker, What, Wrote
from bot.core.model import Place
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.storage import digests, outbox, teams
from bot.storage.database import open_for_writing, transaction

FEW, MANY = 200, 20_000
TIMES = 150
# In milliseconds, in megabytes, and as many times what it costs among few.
MARKED, MEMORY, RATIO = 0.1, 150.0, 1.2
# Each entry of the team is looked up among those of all others with a word that stands in every one.
COMMON_WORD = 1.5
MEGABYTE = 1_000_000
LOOK_EVERY = 0.01


@dataclass(slots=True)
class School:
    """A database of some number of teams, with the bot's house around it."""

    teams: int
    house: House
    updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def person(self, number: int, place: int = 0) -> int:
        """Return one of the people of a team: the first coordinates it, the last leads it."""
        return many_teams.FIRST_PERSON + place * self.teams + number

    def hear(self, number: int, what: What, *, is_private: bool = False, place: int = 0) -> None:
        """Let somebody of a team do something."""
        person = self.person(number, place)
        chat = Place(person if is_private else many_teams.CHAT - number)
        now = datetime.now(UTC)
        speaker = Speaker(person, f"Person {place}")
        if not doors.receive(self.house, Event(next(self.updates), now, chat, what, speaker, is_private), now):
            raise RuntimeError(f"nobody heard anything of {what}")


def _reply(school: School, number: int) -> None:
    what = Wrote(10_000 + next(school.updates), "Vandaag ging het beter.", Quoted(many_teams.QUESTION, is_ours=True))
    school.hear(number, what, place=1)


def _digest(school: School, number: int) -> None:
    house = school.house
    with transaction(house.database):
        team, now = teams.find(house.database, number + 1), datetime.now(UTC)
        digesting.fix_digests(Occasion(house, now, team=team), now)
        soonest = digests.next_owed(house.database) or now
        occasion = Occasion(house, soonest, team=team)
        digesting.send_owed(occasion)
    if not occasion.touched:
        raise RuntimeError("nobody got a digest")


Act = Callable[[School, int], None]
ACTS: dict[str, Act] = {
    "reply": _reply,
    "summary": lambda school, number: school.hear(number, Commanded("summary", "month")),
    "log": lambda school, number: school.hear(number, Commanded("log")),
    "log_word": lambda school, number: school.hear(number, Commanded("log", "group")),
    "my": lambda school, number: school.hear(number, Commanded("my"), is_private=True),
    "digest": _digest,
}


def measure() -> list[Figure]:
    """Let the same things be done in both, by turns; return the ratios of the medians, and what they come from."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.db", Path(folder) / "many.db"
        for path, number in ((few, FEW), (many, MANY)):
            print(f"growth: filling a database with {number:,} teams", file=sys.stderr)
            many_teams.fill(path, number, datetime.now(UTC))
        with _opened(few, FEW) as small, _opened(many, MANY) as large:
            found = {name: _compared(name, act, small, large) for name, act in ACTS.items()}
            marked = _marked(small), _marked(large)
        print("growth: printing the log", file=sys.stderr)
        held = _peak(few, "log", "--json"), _peak(many, "log", "--json")
    return [*_ratios(found), *_others(marked, held)]


@contextmanager
def _opened(path: Path, number: int) -> Iterator[School]:
    with closing(open_for_writing(path)) as database:
        yield School(number, house_of(database))


def _compared(name: str, act: Act, small: School, large: School) -> tuple[float, float]:
    """Return what something costs among few and among many: milliseconds of the processor, medians."""
    taken: tuple[list[float], list[float]] = [], []
    for turn in range(TIMES):
        # Another team each time: what was just read for the one before is of no use to it.
        for school, each in zip((small, large), taken, strict=True):
            each.append(_processor(act, school, (turn * 7919) % school.teams))
    costs = median(taken[0]), median(taken[1])
    print(f"growth: {name} {costs[1]:.2f} beside {costs[0]:.2f} ms", file=sys.stderr)
    return costs


def _processor(act: Act, school: School, number: int) -> float:
    start = time.process_time()
    act(school, number)
    return (time.process_time() - start) * 1000


def _marked(school: School) -> float:
    """Return what recording a message costs that came in private, about a question that is over: ms, median."""
    database, taken = school.house.database, []
    rows = database.execute("SELECT id FROM sessions WHERE state <> 'open' ORDER BY random() LIMIT ?", [TIMES])
    now = datetime.now(UTC)
    for number, (session_id,) in enumerate(rows.fetchall()):
        chat = school.person(number % school.teams)
        with transaction(database):
            parcel = outbox.add(database, Say(text="Hi"), chat, Purpose("said"), now, session_id=session_id)
            start = time.process_time()
            outbox.mark_sent(database, parcel, number + 1, now)
            taken.append((time.process_time() - start) * 1000)
    return median(taken)


def _peak(path: Path, *words: str) -> float:
    """Return the largest resident memory of a command that prints to nowhere: megabytes."""
    settings = {"LEERKRING_DATABASE": str(path), "PYTHONPATH": str(processes.ROOT)}
    others = {name: value for name, value in os.environ.items() if not name.startswith("LEERKRING_")}
    command, largest = [sys.executable, "-m", "bot", *words], 0
    with subprocess.Popen(command, env=others | settings, cwd=path.parent, stdout=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            largest = max(largest, watched.memory_info().rss)
            time.sleep(LOOK_EVERY)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return largest / MEGABYTE


TOLD = {
    "reply": "a reply",
    "summary": "/summary month",
    "log": "/log",
    "log_word": "/log with a word in every entry",
    "my": "/my",
    "digest": "a digest",
}


def _ratios(found: dict[str, tuple[float, float]]) -> Iterator[Figure]:
    ratios = {name: large / small for name, (small, large) in found.items()}
    worst = max(ratio for name, ratio in ratios.items() if name != "log_word")
    yield Figure("the most that anything below costs, but for a search", worst, "", RATIO, key="worst_ratio")
    for name, ratio in ratios.items():
        limit = COMMON_WORD if name == "log_word" else RATIO
        yield Figure(f"{TOLD[name]}, among many beside among few", ratio, "", limit, key=f"{name}_ratio")
        for school, cost in zip((f"{FEW:,}", f"{MANY:,}"), found[name], strict=True):
            yield Figure(f"{TOLD[name]} among {school} teams", cost, "ms")


def _others(marked: tuple[float, float], held: tuple[float, float]) -> Iterator[Figure]:
    yield Figure(f"recording a private message, {MANY:,} teams", marked[1], "ms", MARKED, key="mark_sent_ms")
    yield Figure(f"recording a private message, {FEW:,} teams", marked[0], "ms")
    entries = f"{MANY * many_teams.ENTRIES:,} entries"
    yield Figure(f"resident memory of log --json, {entries}", held[1], "MB", MEMORY, key="log_json_mb")
    yield Figure(f"resident memory of log --json, {FEW * many_teams.ENTRIES:,} entries", held[0], "MB")
