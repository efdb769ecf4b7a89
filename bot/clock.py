"""The only APScheduler: one ticking job that looks whether something is owed; and the time it goes by."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from math import ceil

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
QUICKEST_TICK_SECONDS = 0.05


class RunningTime:
    """Time that passes: the real one, or in rehearsal one that starts elsewhere and runs faster."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        self._real_start = datetime.now(UTC)
        self._start, self.speed = (start or self._real_start).astimezone(UTC), speed

    def now(self) -> datetime:
        """Return the present of this time, in UTC."""
        return self.heard(datetime.now(UTC))

    def elapsed(self) -> float:
        """Return how many seconds of this time passed since some instant."""
        return time.monotonic() * self.speed

    def heard(self, at: datetime) -> datetime:
        """Return what this time was at a real instant."""
        return self._start + (at.astimezone(UTC) - self._real_start) * self.speed

    async def wait(self, woken: asyncio.Event, seconds: float | None) -> None:
        """Wait until woken, or until some seconds of this time have passed."""
        try:
            async with asyncio.timeout(None if seconds is None else seconds / self.speed):
                await woken.wait()
        except TimeoutError:
            return


class MovedTime:
    """Time that stands still until it is moved by hand: for telling a week in seconds, and for tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._waiting: dict[asyncio.Event, datetime] = {}

    def now(self) -> datetime:
        """Return where this time stands."""
        return self._now

    def elapsed(self) -> float:
        """Return how many seconds of this time passed since some instant."""
        return self._now.timestamp()

    def heard(self, at: datetime) -> datetime:
        """Return an instant of the messenger's clock, which is moved along with this one."""
        return at.astimezone(UTC)

    async def wait(self, woken: asyncio.Event, seconds: float | None) -> None:
        """Wait until woken, or until this time was moved far enough."""
        if seconds is not None:
            # Never a hair too early: whoever waits would then wait for no time at all, again and again.
            self._waiting[woken] = self._now + timedelta(microseconds=ceil(seconds * 1_000_000))
        await woken.wait()
        self._waiting.pop(woken, None)

    def soonest(self) -> datetime | None:
        """Return the earliest instant that somebody waits for."""
        return min(self._waiting.values(), default=None)

    def move_to(self, at: datetime) -> None:
        """Move on to an instant, and wake whoever waited for it or an earlier one."""
        self._now = max(at.astimezone(UTC), self._now)
        for woken in [woken for woken, until in self._waiting.items() if until <= self._now]:
            del self._waiting[woken]
            woken.set()


def ticking(tick: Callable[[], Awaitable[None]], speed: float = 1.0) -> AsyncIOScheduler:
    """Return a scheduler, not started, that calls `tick` every second; in rehearsal more often.

    One that takes long is called again meanwhile, and knows by itself that it is at work.

    What is owed is never a job: `tick` asks the database. A late or doubled tick therefore loses nothing.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    seconds = max(TICK_SECONDS / speed, QUICKEST_TICK_SECONDS)
    # As a coroutine it runs in the loop, where the one database connection lives.
    options = {"max_instances": 2, "coalesce": True, "misfire_grace_time": None}
    scheduler.add_job(tick, "interval", seconds=seconds, id="tick", **options)
    return scheduler
