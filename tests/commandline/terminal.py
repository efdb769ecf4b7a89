"""A terminal for the tests: a folder and settings in which the real program is started, against the sandbox."""

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.__main__ import main
from bot.sandbox import Bot, Chat, Sandbox, serving

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("LEERKRING_")}


@dataclass
class Terminal:
    """A folder with settings in the environment, where commands are given."""

    folder: Path
    settings: dict[str, str]

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            env=CLEAN | self.settings,
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def give(self, *words: str) -> tuple[int, str, str]:
        """Give a command and return its exit code, output and errors."""
        process = await self.start(*words)
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    def give_here(self, *words: str, typed: str | None = None) -> tuple[int, str, str]:
        """Give a command without a process of its own, where nothing has to go on beside it, and type what it asks."""
        cleared = dict.fromkeys(os.environ.keys() - CLEAN.keys())
        with contextlib.chdir(self.folder), logging_nowhere():
            result = CliRunner().invoke(main, words, input=typed, env=cleared | self.settings)
        return result.exit_code, result.stdout, result.stderr

    async def give_beside(self, *words: str) -> tuple[int, str, str]:
        """Give a command without a process of its own, while it is answered from here."""
        return await asyncio.to_thread(self.give_here, *words)

    def read_here(self, *words: str) -> Any:
        """Give a command that prints JSON, without a process of its own, and return what it says."""
        code, out, err = self.give_here(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def doctor(self) -> list[dict[str, Any]]:
        """Return what the doctor finds, well or not."""
        _, out, err = self.give_here("doctor", "--json")
        assert out, err
        found: list[dict[str, Any]] = json.loads(out)
        return found


@contextmanager
def logging_nowhere() -> Iterator[None]:
    """Let a command find a process that logs to nowhere yet, as one of its own is, and set up its log."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = handlers


@asynccontextmanager
async def connected(
    folder: Path, serve: Callable[[Sandbox], AbstractAsyncContextManager[str]] = serving
) -> AsyncIterator[tuple[Terminal, Sandbox, Bot]]:
    sandbox = Sandbox()
    bot = sandbox.add_bot(token="7000001:sandbox-secret", username="leerkring_bot")
    async with serve(sandbox) as url:
        settings = {"LEERKRING_BOT_TOKEN": bot.token, "LEERKRING_API_URL": url, "LEERKRING_DATABASE": "own.db"}
        yield Terminal(folder, settings), sandbox, bot


async def until(condition: object, seconds: float = 15) -> None:
    """Wait until something is true."""
    assert callable(condition)
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


def said(group: Chat, bot: Bot, words: str) -> bool:
    return any(words in message.text for message in group.messages if message.sender is bot)
