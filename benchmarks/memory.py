"""Resident memory of `leerkring run` with ten thousand teams, after its start and after updates from some of them."""

import sys
import time

import psutil

from benchmarks import processes
from benchmarks.figures import Figure
from benchmarks.seeding import TEAMS, School

GOAL = 100.0
UPDATES = 1000
SETTLING = 3.0
MEGABYTE = 1_000_000


def measure(school: School) -> list[Figure]:
    """Start the unmodified program, let one person in each of some teams answer, and return what it holds."""
    server = school.server
    server.tell("arrival")
    with processes.bot(server, school.database, "bot", "run") as process:
        server.hear()
        time.sleep(SETTLING)
        started = _resident(process.pid)
        # At Telegram's pace of thirty a second this takes a while.
        print(f"memory: {UPDATES} teams answer at Telegram's pace", file=sys.stderr)
        server.ask(f"burst {UPDATES} reaction")
        time.sleep(SETTLING)
        worked = _resident(process.pid)
    return [
        Figure(f"resident after start, {TEAMS:,} teams", started, "MB", GOAL),
        Figure(f"resident after {UPDATES:,} updates from as many of them", worked, "MB", GOAL, key="worked"),
    ]


def _resident(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / MEGABYTE
