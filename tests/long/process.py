"""The real program as a process of its own: started, killed, ended, and its clock set, while people go on."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self

from long import accounts
from long.set_clock import APART
from sqlite_utils import Database
from stage import ZONE

from bot.clock import RunningTime
from bot.sandbox import Bot, Chat, Message, Person, Sandbox
from bot.storage.database import open_for_reading, open_for_writing

TESTS = Path(__file__).parents[1]
PATIENCE = 60


@dataclass
class Process:
    """A bot that runs by itself on a database, in time that goes faster; what people do it meets over HTTP alone.

    `time` goes on as it does for everybody; what the bot takes for the time is `apart` from that.
    """

    sandbox: Sandbox
    bot: Bot
    url: str
    path: Path
    dice: random.Random
    time: RunningTime
    running: asyncio.subprocess.Process | None = None
    deaths: list[int] = field(default_factory=list)
    _database: Database | None = None

    async def __aenter__(self) -> Self:
        database = open_for_writing(self.path)
        accounts.open_books(database)
        database.close()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.running is not None and self.running.returncode is None:
            self.running.kill()
            await self.running.wait()
        self.close()

    async def start(self, apart: timedelta = timedelta()) -> None:
        """Start the unmodified program."""
        self.set_clock(apart)
        settings = {
            "LEERKRING_BOT_TOKEN": self.bot.token,
            "LEERKRING_API_URL": self.url,
            "LEERKRING_DATABASE": str(self.path),
            APART: str(self._apart),
            "PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS))),
        }
        moment = self.time.now().astimezone(ZONE).isoformat(timespec="seconds")
        rehearsal = ("--rehearse-from", moment, "--rehearse-speed", str(self.time.speed))
        with self.log.open("ab") as log:
            self.running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "long.set_clock", "run", *rehearsal),
                env=os.environ | settings,
                cwd=self.path.parent,
                stdout=log,
                stderr=log,
            )

    def set_clock(self, apart: timedelta) -> None:
        """Let the bot's clock be wrong by so much from now on."""
        fresh = self._apart.with_suffix(".fresh")
        fresh.write_text(str(apart.total_seconds()))
        fresh.rename(self._apart)

    @property
    def _apart(self) -> Path:
        return self.path.with_name("apart.txt")

    @property
    def log(self) -> Path:
        """What the program wrote of itself, over all its starts."""
        return self.path.with_name("log.txt")

    async def end(self, how: signal.Signals) -> None:
        """End the program and wait until it is gone; note where it had ended by itself."""
        assert self.running is not None
        if self.running.returncode is not None:
            self.deaths.append(self.running.returncode)
        with contextlib.suppress(ProcessLookupError):
            self.running.send_signal(how)
        await self.running.wait()

    async def until_fetched(self) -> None:
        """Wait until the program has started and taken what was written meanwhile."""
        await self.until(lambda: not self.sandbox.pending(self.bot))

    async def settle(self) -> None:
        """Wait until every update is handled and everything that may go now has gone out."""
        await self.until(lambda: not self.sandbox.pending(self.bot) and not self._has_work())

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so. Raises ChildProcessError where the program ends before, TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                if self.running is not None and self.running.returncode is not None:
                    raise ChildProcessError(f"the program ended by itself with {self.running.returncode}")
                await asyncio.sleep(0.02)

    def _has_work(self) -> bool:
        # Both at one moment: what is handled between two looks would be in neither.
        unhandled, waiting = self.database.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new'), (SELECT count(*) FROM outbox"
            " WHERE state = 'sending' OR (state = 'waiting' AND send_after <= ?))",
            [self.time.now().isoformat()],
        ).fetchone()
        return bool(unhandled or waiting)

    @property
    def database(self) -> Database:
        """A way of its own into the database, which can't write."""
        if self._database is None:
            self._database = open_for_reading(self.path)
        return self._database

    def close(self) -> None:
        """Close what was opened to look."""
        if self._database is not None:
            self._database.close()
            self._database = None

    # What a team stands on

    def people(self, *names: str, language: str = "nl") -> list[Person]:
        return [self.sandbox.add_person(name, language=language) for name in names]

    async def team(self, title: str, *people: Person, kind: str = "supergroup") -> Chat:
        """Let the first person make a group, add everybody and the bot."""
        first, *others = people
        group = first.create_group(title, kind=kind)
        for person in others:
            first.invite(group, person)
        first.invite(group, self.bot)
        first.write(group, f"/start@{self.bot.username}")
        await self.settle()
        return group

    async def say(self, person: Person, chat: Chat, text: str) -> Message:
        person.write(chat, text)
        await self.settle()
        return self.from_bot(chat)[-1]

    async def press(self, person: Person, message: Message, wanted: str) -> str | None:
        press = person.press(message, wanted)
        await self.settle()
        return press.answer

    def from_bot(self, chat: Chat) -> list[Message]:
        return [message for message in chat.messages if message.sender is self.bot and not message.is_service]
