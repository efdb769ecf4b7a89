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

Stall = tuple[float, float, float]


async def run(start: datetime, *, is_paced: bool) -> list[Stall]:
    """Run the bot until it is stopped; return when its loop stood still since 1970, for how many seconds, and for
    how many of them the processor was at work here: the others went to the disk, and to what else this machine does."""
    settings = read()
    stalls = list[Stall]()
    async with opened(settings, RunningTime(start), None if is_paced else UNLIMITED) as program:
        watching = asyncio.create_task(_watch(stalls))
        await program.work(settings)
        watching.cancel()
    return stalls


async def _watch(stalls: list[Stall]) -> None:
    while True:
        before, worked = time.monotonic(), time.process_time()
        await asyncio.sleep(LOOK_EVERY)
        late = time.monotonic() - before - LOOK_EVERY
        if late > WORTH_NOTING:
            stalls.append((time.time(), late, time.process_time() - worked))


if __name__ == "__main__":
    given = sys.argv[1:]
    seen = asyncio.run(run(datetime.fromisoformat(given[0]), is_paced=given[2:] == ["paced"]))
    Path(given[1]).write_text(json.dumps(seen))
