"""The clock: time that is moved by hand."""

import asyncio
from datetime import UTC, datetime

from bot.clock import MovedTime


async def test_whoever_waits_however_little_waits_for_a_later_instant() -> None:
    time, woken = MovedTime(datetime(2026, 11, 23, 9, tzinfo=UTC)), asyncio.Event()
    waiting = asyncio.create_task(time.wait(woken, 1e-7))
    await asyncio.sleep(0)
    soonest = time.soonest()
    woken.set()
    await waiting
    assert soonest is not None
    assert soonest > time.now()
