"""Resident memory of `leerkring run` with a thousand teams, after its start and after an update from each of them."""

import sys
import time

import psutil

from benchmarks import processes
from benchmarks.figures import Figure
from benchmarks.seeding import TEAMS, School

GOAL = 120.0
SETTLING = 3.0
MEGABYTE = 1_000_000


def measure(school: School) -> list[Figure]:
    """Start the unmodified program, let one person in each team answer, and return what it holds."""
    server = school.server
    server.tell("arrival")
    with processes.bot(server, school.database, "bot", "run") as process:
        server.hear()
        time.sleep(SETTLING)
        started = _resident(process.pid)
        # At Telegram's pace of thirty a second this takes a while.
        print(f"memory: {TEAMS} teams answer at Telegram's pace", file=sys.stderr)
        server.ask(f"burst {TEAMS} reaction")
        time.sleep(SETTLING)
        worked = _resident(process.pid)
    return [
        Figure("resident after start, 1,000 teams", started, "MB", GOAL),
        Figure("resident after 1,000 updates from 1,000 teams", worked, "MB", GOAL),
    ]


def _resident(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / MEGABYTE
