"""Many teams due at one minute, and many messages due to one: how long the loop stands still, what others wait."""

import json
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import psutil

from benchmarks import processes
from benchmarks.figures import Figure
from benchmarks.seeding import ZONE, seed
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.core.timing import SPREAD_SECONDS
from bot.storage import outbox, schedules, teams
from bot.storage.database import open_for_writing, transaction

STALL, MARKS, SLOWEST, OWN, USED = 0.2, 0.1, 1.0, 2.0, 0.98
# A Tuesday in term, whatever day it is measured on. The bot starts once the moment of every team is there.
SLOT = datetime(2026, 11, 24, 12, 30, tzinfo=ZONE)
START = SLOT + timedelta(seconds=SPREAD_SECONDS)
# Of teams that are due without limits, and at Telegram's pace, where it is the minutes that grow with them.
TEAMS, PACED_TEAMS = 10_000, 1500
PEOPLE, PROBED, APART = 3, 20, 0.23
WAITING, WATCHED = 2000, 40.0
OWN_APART = 0.75
PACE = 30
PATIENCE = 900.0
SETTLING = 10.0
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """What was seen from a bot's first poll until all that was due was said.

    The longest stall, and the most work in one; what those waited who answered meanwhile, by the place; when
    something was done, since 1970: all in seconds. Memory is in megabytes.
    """

    stall: tuple[float, float]
    waits: dict[int, list[float]]
    done: list[float]
    refused: int
    said: int
    memory: float

    @property
    def marks(self) -> list[float]:
        """What everybody waited."""
        return [wait for waits in self.waits.values() for wait in waits]

    @property
    def used(self) -> float:
        """Which part of the pace was used, from the first message until the last."""
        return (len(self.done) - 1) / (self.done[-1] - self.done[0]) / PACE

    @property
    def most_in_a_second(self) -> int:
        """How much was done in the second in which most was."""
        return max(number + 1 - bisect_right(self.done, at - 1) for number, at in enumerate(self.done))


def measure(count: int | None = None) -> list[Figure]:
    """Let so many teams be due, without limits and at Telegram's pace; then let much wait for one team."""
    free, paced = count or TEAMS, count or PACED_TEAMS
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        figures += _free_figures(free, _due(Path(folder), free))
    with tempfile.TemporaryDirectory() as folder:
        figures += _paced_figures(paced, _due(Path(folder), paced, "strict"))
    with tempfile.TemporaryDirectory() as folder:
        figures += _one_team_figures(_one_team(Path(folder)))
    return figures


def _free_figures(count: int, found: Found) -> list[Figure]:
    name = f"{count:,} due, no limits"
    return [
        *_stall(name, found, "stall"),
        *_marks(name, found, "free"),
        Figure(f"{name}: said of them", found.said, "", count, is_more_better=True),
        Figure(f"{name}: from the first to the last", found.done[-1] - found.done[0], "s"),
        Figure(f"{name}: most memory held", found.memory, "MB"),
    ]


def _paced_figures(count: int, found: Found) -> list[Figure]:
    name = f"{count:,} due, {PACE}/s"
    return [
        Figure(f"{name}: part of the pace used", found.used, "", USED, is_more_better=True, key="used"),
        Figure(f"{name}: refused for haste", found.refused, "", 0, key="refused"),
        Figure(f"{name}: most in any second, marks too", found.most_in_a_second, ""),
        *_stall(name, found, "paced_stall"),
        *_marks(name, found, "paced"),
        Figure(f"{name}: said of them", found.said, "", count, is_more_better=True),
        Figure(f"{name}: from the first to the last", found.done[-1] - found.done[0], "s"),
    ]


def _stall(name: str, found: Found, key: str) -> list[Figure]:
    late, worked = found.stall
    return [
        Figure(f"{name}: longest stall of the loop", late, "s", STALL, key=key),
        Figure(f"{name}: most work of the bot's in one", worked, "s", STALL, key=f"{key}_work"),
    ]


def _marks(name: str, found: Found, key: str) -> list[Figure]:
    return [
        Figure(f"{name}: others' marks, median", median(found.marks), "s", MARKS, key=f"{key}_marks_median"),
        Figure(
            f"{name}: others' marks, longest of {len(found.marks)}",
            max(found.marks),
            "s",
            SLOWEST,
            key=f"{key}_marks_longest",
        ),
    ]


def _one_team_figures(found: Found) -> list[Figure]:
    name = f"{WAITING:,} waiting for one team"
    return [
        Figure(f"{name}: its own marks, longest", max(found.waits[0]), "s", OWN, key="own_marks_longest"),
        Figure(f"{name}: another's marks, longest", max(found.waits[1]), "s", OWN, key="another_marks_longest"),
        Figure(f"{name}: its own marks, median", median(found.waits[0]), "s"),
        Figure(f"{name}: another's marks, median", median(found.waits[1]), "s"),
        Figure(f"{name}: refused for haste", found.refused, "", 0, key="one_team_refused"),
    ]


def _due(folder: Path, count: int, *rules: str) -> Found:
    """Start a bot in the minute in which so many teams are due, and let some others answer meanwhile."""
    print(f"due: {count:,} teams, {' '.join(rules) or 'no limits'}", file=sys.stderr)
    with _seeded(folder, count + PROBED, *rules) as (server, database):
        _let_be_due(database, PROBED)
        return _watched(server, database, f"probe {PROBED} {APART}", f"said {count} {PATIENCE}", is_paced=bool(rules))


def _one_team(folder: Path) -> Found:
    """Let two teams answer by turns, for one of which much waits."""
    print(f"due: {WAITING:,} messages for one team", file=sys.stderr)
    with _seeded(folder, PROBED, "strict") as (server, database):
        _let_wait(database)
        return _watched(server, database, f"probe 2 {OWN_APART}", f"said {WAITING} {WATCHED}", is_paced=True)


@contextmanager
def _seeded(folder: Path, count: int, *rules: str) -> Iterator[tuple[processes.Server, Path]]:
    with processes.server(*rules) as server:
        server.ask(f"groups {count} {PEOPLE}")
        database = folder / "leerkring.db"
        seed(database, server.ask("stand")["teams"], SLOT - timedelta(hours=1), closed=1)
        yield server, database


def _let_be_due(path: Path, spared: int) -> None:
    """Let the moment of all teams but the first ones be there."""
    database = open_for_writing(path)
    with transaction(database):
        for team in list(teams.every(database))[spared:]:
            schedule = next(one for one in schedules.of_team(database, team.id) if one.kind == "prompt")
            schedules.advance(database, schedule, SLOT.astimezone(UTC))
    database.close()


def _let_wait(path: Path) -> None:
    """Let much wait for the first team."""
    database = open_for_writing(path)
    team = next(iter(teams.every(database)))
    with transaction(database):
        for number in range(WAITING):
            say = Say(text=f"Message {number} of many.")
            outbox.add(database, say, team.place.chat_id, Purpose("burst"), START, team_id=team.id)
    database.close()


def _watched(server: processes.Server, database: Path, probe: str, said: str, *, is_paced: bool) -> Found:
    """Run the bot until it has said what it should, and tell what was seen meanwhile."""
    report = database.with_name("stalls.json")
    pace = ("paced",) if is_paced else ()
    server.tell("arrival")
    with processes.bot(server, database, "benchmarks.watched", START.isoformat(), str(report), *pace) as process:
        begun = server.hear()["first_poll"]
        server.ask(probe)
        told = server.ask(said)
        ended, memory = time.time(), psutil.Process(process.pid).memory_info().rss / MEGABYTE
        probed = server.ask(f"probed {SETTLING}")
    stalls = [(late, worked) for at, late, worked in json.loads(report.read_text()) if begun <= at <= ended]
    # There is something to do from the first message on; before, others answered already.
    first = min(at for method, at, _ in probed["deeds"] if method == "sendMessage")
    done = sorted(at for _, at, is_allowed in probed["deeds"] if is_allowed and first <= at <= ended)
    refused = sum(not is_allowed for *_, is_allowed in probed["deeds"])
    waits = {int(number): seconds for number, seconds in probed["waits"].items()}
    stall = max((late for late, _ in stalls), default=0.0), max((worked for _, worked in stalls), default=0.0)
    return Found(stall, waits, done, refused, told["said"], memory)
