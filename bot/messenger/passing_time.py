"""What the messenger needs of a clock: the time, and a way to wait that a rehearsal can shorten."""

import asyncio
from datetime import datetime
from typing import Protocol


class Time(Protocol):
    """Time that passes: the real one, a faster one in rehearsal, or one that is moved by hand."""

    def now(self) -> datetime:
        """Return the present, aware, in UTC."""

    def elapsed(self) -> float:
        """Return how many seconds of this time passed since some instant, whatever is done to the clock."""

    def heard(self, at: datetime) -> datetime:
        """Return an instant of the messenger's clock as one of this time."""

    async def wait(self, woken: asyncio.Event, seconds: float | None) -> None:
        """Wait until woken, or until some seconds of this time have passed."""
