"""Updates taken in and answered per second, end to end over HTTP, beside an echo bot of python-telegram-bot alone."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks import processes
from benchmarks.figures import Figure

GROUPS, PEOPLE, REPLIES, ROUNDS = 50, 8, 3000, 9
# An update of ours is parsed, stored, decided upon, logged and answered; the other bot only gives back what it heard.
RATE, PROCESSOR = 0.8, 1.7


@dataclass(frozen=True, slots=True)
class Round:
    """What one burst took: updates per second, and milliseconds of the bot's processor per update."""

    rate: float
    work: float


def measure() -> list[Figure]:
    """Run both bots in turn, and return the medians of the pairs' ratios, with what they come from."""
    ours, echoes = [], []
    for number in range(1, ROUNDS + 1):
        echoes.append(_round("benchmarks.echo", ("first /hello",), "message"))
        ours.append(_round("benchmarks.ours", ("first /start", "everybody /join", "first /ask"), "reaction"))
        print(f"throughput {number}/{ROUNDS}: {ours[-1].rate:.0f} of {echoes[-1].rate:.0f}/s", file=sys.stderr)
    # Each pair ran side by side, on the machine as it was at that moment.
    rate = median(own.rate / echo.rate for own, echo in zip(ours, echoes, strict=True))
    work = median(own.work / echo.work for own, echo in zip(ours, echoes, strict=True))
    return [
        Figure("Leerkring's share of the echo bot's rate", rate, "", RATE, is_more_better=True, key="rate_ratio"),
        Figure("Leerkring's processor time beside the echo bot's", work, "", PROCESSOR, key="cpu_ratio"),
        Figure("Leerkring, replies taken in, logged and marked", median(one.rate for one in ours), "updates/s"),
        Figure("python-telegram-bot alone, messages echoed", median(one.rate for one in echoes), "updates/s"),
        Figure("Leerkring's processor time", median(one.work for one in ours), "ms/update"),
        Figure("python-telegram-bot's processor time", median(one.work for one in echoes), "ms/update"),
    ]


def _round(module: str, opening: tuple[str, ...], sign: str) -> Round:
    with tempfile.TemporaryDirectory() as folder, processes.server() as server:
        server.ask(f"groups {GROUPS} {PEOPLE}")
        with processes.bot(server, Path(folder) / "leerkring.db", module) as process:
            for command in opening:
                server.ask(command)
            before = _processor(process.pid)
            took = server.ask(f"burst {REPLIES} {sign}")
            return Round(REPLIES / took["seconds"], (_processor(process.pid) - before) * 1000 / REPLIES)


def _processor(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
