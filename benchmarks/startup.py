"""Seconds from starting `python -m bot run` to its first request for updates at the server."""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import processes
from benchmarks.figures import Figure
from benchmarks.seeding import TEAMS, School

GOAL = 1.0
STARTS = 5


def measure(school: School) -> list[Figure]:
    """Start the unmodified program with an empty database and with a full one, and return the medians."""
    with tempfile.TemporaryDirectory() as folder:
        empty = [_start(school.server, Path(folder) / f"empty{number}.db") for number in range(STARTS)]
    full = [_start(school.server, school.database) for _ in range(STARTS)]
    for name, seconds in (("empty", empty), (f"{TEAMS:,} teams", full)):
        print(f"startup, {name}: {', '.join(f'{one:.2f}' for one in seconds)} s", file=sys.stderr)
    return [
        Figure("first poll with an empty database", median(empty), "s", GOAL),
        Figure(f"first poll with {TEAMS:,} teams", median(full), "s", GOAL, key="full"),
    ]


def _start(server: processes.Server, database: Path) -> float:
    server.tell("arrival")
    start = time.time()
    with processes.bot(server, database, "bot", "run"):
        return float(server.hear()["first_poll"]) - start
