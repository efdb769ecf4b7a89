"""`leerkring demo`: serves the chat page of the sandbox, with the very same bot behind it in moved time."""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.clock import MovedTime
from bot.commandline.throwaway import throwaway
from bot.rehearsing.rehearsal import rehearsing
from bot.rehearsing.staging import Staging
from bot.sandbox import Limits, Sandbox, story
from bot.sandbox.page import Show, Staged, serving
from bot.sandbox.page.guard import LOOPBACK
from bot.sandbox.page.show import Language

USUAL_PORT = 8737
FAILED = 1
SAID = {
    "nl": {
        "open": "Leerkring speelt op {address}\nAlles daar is nep en blijft op deze computer. Stoppen: Ctrl-C.",
        "warning": "Let op: wie deze computer over het netwerk kan bereiken, kan op deze pagina iedereen zijn.",
        "closed": "Gestopt; er is niets bewaard.",
    },
    "en": {
        "open": "Leerkring is playing at {address}\nEverything there is pretend and stays on this computer. "
        "To stop: Ctrl-C.",
        "warning": "Mind: whoever can reach this computer over the network can be anybody on this page.",
        "closed": "Stopped; nothing was kept.",
    },
}
# What goes wrong at the terminal is said as everywhere there, whatever the demo speaks.
TAKEN = "Port {port} on {host} is not free. Choose another with --port, or leave it out."


class PortTakenError(Exception):
    """None of the ports is free."""


@asynccontextmanager
async def opening(admit: Callable[[Sandbox], str]) -> AsyncIterator[Staged]:
    """Open a fresh bot on a fresh sandbox, on the Monday the story begins; its database is thrown away."""
    time = MovedTime(story.MONDAY.replace(hour=15))
    sandbox = Sandbox(now=time.now, limits=Limits(), record_calls=False)
    # Nobody else on this machine, and no other web page, should be able to speak for the bot.
    token = f"7000001:{secrets.token_urlsafe(24)}"
    bot = sandbox.add_bot(token=token, username="leerkring_bot", name="Leerkring")
    with throwaway() as folder:
        database = Path(folder) / "demo.db"
        async with rehearsing(admit(sandbox), token, database, time, lambda: sandbox.pending(bot)) as rehearsal:
            yield Staged(sandbox, bot, Staging(rehearsal, bot))


def run_page(
    language: Language, host: str, port: int | None, echo: Callable[[str], None], *, opens_browser: bool
) -> int:
    """Serve the page until stopped; the exit code. Without a port: the usual one, or else any that is free."""
    ports = (USUAL_PORT, 0) if port is None else (port,)
    try:
        asyncio.run(_serve(language, host, ports, echo, opens_browser))
    except PortTakenError:
        echo(TAKEN.format(port=port, host=host))
        return FAILED
    except KeyboardInterrupt:
        # Where the loop takes no signals, the stop comes as this.
        echo(SAID[language]["closed"])
    return 0


async def _serve(
    language: Language, host: str, ports: tuple[int, ...], echo: Callable[[str], None], opens_browser: bool
) -> None:
    show, stopped = Show(opening, language), _stopped_by_signal()
    async with contextlib.AsyncExitStack() as stack:
        running = await _served(stack, show, host, ports)
        await _first(show.is_on(), running)
        echo(SAID[language]["open"].format(address=show.address))
        if host not in LOOPBACK:
            echo(SAID[language]["warning"])
        if opens_browser and _has_display():
            await asyncio.to_thread(webbrowser.open, show.address)
        await _first(stopped.wait(), running)
    echo(SAID[language]["closed"])


async def _served(
    stack: contextlib.AsyncExitStack, show: Show, host: str, ports: tuple[int, ...]
) -> asyncio.Task[None]:
    """Serve on the first port that is free; PortTakenError if none is."""
    for port in ports:
        # Taken, or not ours to take: the next one.
        with contextlib.suppress(OSError):
            return await stack.enter_async_context(serving(show, host, port))
    raise PortTakenError


async def _first(awaited: Coroutine[Any, Any, object], running: asyncio.Task[None]) -> None:
    """Wait for something while the show goes on; raise what ended the show, if it ended."""
    waiting = asyncio.create_task(awaited)
    await asyncio.wait([waiting, running], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if running.done():
        running.result()


def _stopped_by_signal() -> asyncio.Event:
    """Return an event that is set when somebody asks the program to stop."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows knows no handlers in the loop; there Ctrl-C ends the program by itself.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    return stopped


def _has_display() -> bool:
    """Tell whether a browser could show itself; without a screen a text browser would take over the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
