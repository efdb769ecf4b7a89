"""A bot in moved time: time goes on only when told to, and everything owed on the way happens in its turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import owed
from bot.clock import MovedTime
from bot.messenger.drawing import Drawing
from bot.program import Program, opened
from bot.settings import Settings
from bot.storage.laying import lay

# How far waiting for Telegram's limits may move time while things settle.
PATIENCE = timedelta(minutes=30)
BREATH = 0.001
# After so many real seconds something is stuck; before that it may only wait for somebody to look.
STUCK_FOR, A_LOOK = 30, 1
# What is owed at one time may take a few rounds; more, and it fails each time.
MOST_AGAIN = 1000


class StuckError(TimeoutError):
    """The bot does not come to rest."""


@dataclass
class Rehearsal:
    """A program and the time it lives in. `pending` counts updates that Telegram's side still holds for it."""

    program: Program
    time: MovedTime
    pending: Callable[[], int]
    tasks: list[asyncio.Task[None]]

    async def settle(self) -> None:
        """Wait until the bot has handled and sent everything, moving time only where its pace demands it.

        What Telegram holds for more than half an hour is left waiting. Raises StuckError after thirty seconds of real
        time.
        """
        until = self.time.now() + PATIENCE
        loop = asyncio.get_running_loop()
        end = loop.time() + STUCK_FOR
        while self.pending() or not self.program.is_idle:
            await asyncio.sleep(BREATH)
            for task in self.tasks:
                if task.done():
                    task.result()
            if loop.time() > end:
                raise StuckError(f"not at rest at {self.time.now()}: {self.pending()} updates pending")
            if self.pending() or not self.program.is_waiting_for_its_turn:
                continue
            if soonest := self.time.soonest():
                if soonest > until:
                    return
                self.time.move_to(soonest)
            elif loop.time() > end - STUCK_FOR + A_LOOK:
                # Where time runs, the clock looks around each second for what may go by now.
                self.program.outbound.look_around()

    def next_owed(self) -> datetime | None:
        """Return the earliest instant at which time will owe something; None if nothing is planned."""
        return owed.next_at(self.program.house, self.time.now())

    async def move_to(self, at: datetime) -> None:
        """Move time on to an instant; whatever is owed before it happens when it is owed."""
        again = 0
        while (soonest := self.next_owed()) and soonest <= at:
            again = again + 1 if soonest <= self.time.now() else 0
            if again > MOST_AGAIN:
                raise StuckError(f"what is owed at {soonest} stays owed: the log says what failed")
            self.time.move_to(soonest)
            self.program.tick()
            await self.settle()
        self.time.move_to(at)
        self.program.tick()
        await self.settle()


@asynccontextmanager
async def rehearsing(
    url: str,
    token: str,
    database: Path,
    time: MovedTime,
    pending: Callable[[], int],
    content: Path | None = None,
    *,
    has_menus: bool = True,
    is_kept: bool = False,
    make_drawing: Callable[[], Drawing] = Drawing,
) -> AsyncIterator[Rehearsal]:
    """Run the bot in moved time against a Bot API server until the block ends; `content` is a school's own folder.

    Without menus its commands are answered all the same, and shown nowhere. By default the database is
    thrown away afterwards, and its file is not rewritten where something was erased.
    """
    settings = Settings(bot_token=SecretStr(token), api_url=url, database=lay(database), content=content)
    async with opened(settings, time, is_kept=is_kept, make_drawing=make_drawing) as program:
        program.recover()
        outbound, polling = asyncio.create_task(program.outbound.run()), asyncio.create_task(program.polling.run())
        await program.catch_up()
        if has_menus:
            await program.register_menus()
        try:
            yield Rehearsal(program, time, pending, [outbound, polling])
        finally:
            program.outbound.stop()
            polling.cancel()
            await asyncio.gather(outbound, polling, return_exceptions=True)
