"""Drawing: pictures made in a process of their own, so that neither the loop nor the bot's memory feels them."""

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import bot
from bot.core.pictures import Picture

log = logging.getLogger(__name__)
Draw = Callable[[Picture], Awaitable[bytes | None]]
COMMAND = (sys.executable, "-P", "-m", "bot.charts")
# Where our package lies; of the surroundings, a process that draws needs none of our settings.
HOME = str(Path(bot.__file__).parents[1])
SETTINGS = "LEERKRING_"
# How it shows that a process was ended; and that, that it hangs, or that none can be started.
GONE = (ConnectionError, EOFError)
BROKEN = (*GONE, OSError)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many pictures one process makes, and how many seconds it may idle, and take for one."""

    pictures: int = 1000
    idle: float = 120.0
    patience: float = 10.0


class Drawing:
    """The process that draws: started when a picture is needed, ended when none is for a while."""

    def __init__(self, bounds: Bounds | None = None, command: tuple[str, ...] = COMMAND) -> None:
        self._bounds, self._command = bounds or Bounds(), command
        self._process: Process | None = None
        self._drawn = 0
        self._turn = asyncio.Lock()
        self._ending: asyncio.TimerHandle | None = None
        self._ended: asyncio.Task[None] | None = None

    @property
    def process_id(self) -> int | None:
        """The number of the process that draws; None while there is none."""
        return self._process.pid if self._process else None

    async def draw(self, picture: Picture) -> bytes | None:
        """Return a picture as a PNG; None, and a line in the log, where it can't be drawn."""
        async with self._turn:
            self._stay()
            try:
                return await self._asked_of_any(picture)
            except BROKEN as error:
                log.error("A picture (%s) could not be drawn: %s.", picture.kind, type(error).__name__)
                return None
            finally:
                self._leave_soon()

    async def _asked_of_any(self, picture: Picture) -> bytes | None:
        """Return what the process makes of a picture, or a new one where it was ended from outside meanwhile."""
        is_old = self._process is not None
        try:
            return await self._asked(picture)
        except GONE:
            if not is_old:
                raise
        return await self._asked(picture)

    async def _asked(self, picture: Picture) -> bytes | None:
        """Return what the process makes of a picture. Raises what BROKEN names where it makes nothing of it."""
        try:
            async with asyncio.timeout(self._bounds.patience):
                is_drawn, content = await self._exchange(picture.model_dump_json().encode() + b"\n")
        except BaseException:
            # Whatever it still says would be taken for the next picture.
            await self.close()
            raise
        self._drawn += 1
        if self._drawn >= self._bounds.pictures:
            await self.close()
        if not is_drawn:
            log.error("A picture (%s) could not be drawn: %s.", picture.kind, content.decode())
        return content if is_drawn else None

    async def _exchange(self, line: bytes) -> tuple[bool, bytes]:
        process = self._process = self._process or await self._started()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(line)
        await process.stdin.drain()
        head = await process.stdout.readexactly(5)
        return head[0] == 1, await process.stdout.readexactly(int.from_bytes(head[1:], "big"))

    async def _started(self) -> Process:
        self._drawn = 0
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
        path = os.pathsep.join(filter(None, (HOME, surroundings.get("PYTHONPATH"))))
        # In a session of its own, so that Ctrl-C ends the bot first, which may still have something to send.
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=surroundings | {"PYTHONPATH": path},
            start_new_session=True,
        )

    def _stay(self) -> None:
        if self._ending:
            self._ending.cancel()
            self._ending = None

    def _leave_soon(self) -> None:
        self._stay()
        self._ending = asyncio.get_running_loop().call_later(self._bounds.idle, self._begin_to_end)

    def _begin_to_end(self) -> None:
        self._ended = asyncio.create_task(self._end_if_idle())

    async def _end_if_idle(self) -> None:
        if not self._turn.locked():
            async with self._turn:
                await self.close()

    async def close(self) -> None:
        """End the process, if there is one; a picture that is asked for later starts another."""
        self._stay()
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        # Its pipes are read to their end, so that nothing of it is left open.
        await process.communicate()
