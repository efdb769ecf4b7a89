"""Runs Leerkring for the benchmark of what is due at once: the same program, in time that begins when it is told to,
with an eye on how long its loop stands still."""

import asyncio
import json
import sys
import time
from datetime import datetime
from pathlib import Path

from benchmarks.ours import UNLIMITED
from bot.clock import RunningTime
from bot.program import opened
from bot.settings import read

LOOK_EVERY = 0.005
WORTH_NOTING = 0.02


async def run(start: datetime, report: Path, *, is_paced: bool) -> None:
    """Run the bot until it is stopped; then write when its loop stood still since 1970, and for how many seconds."""
    settings = read()
    stalls = list[tuple[float, float]]()
    async with opened(settings, RunningTime(start), None if is_paced else UNLIMITED) as program:
        watching = asyncio.create_task(_watch(stalls))
        await program.work(settings)
        watching.cancel()
    report.write_text(json.dumps(stalls))


async def _watch(stalls: list[tuple[float, float]]) -> None:
    while True:
        before = time.monotonic()
        await asyncio.sleep(LOOK_EVERY)
        late = time.monotonic() - before - LOOK_EVERY
        if late > WORTH_NOTING:
            stalls.append((time.time(), late))


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(run(datetime.fromisoformat(given[0]), Path(given[1]), is_paced=given[2:] == ["paced"]))
