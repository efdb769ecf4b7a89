"""Serves the page and the Bot API on one address: what begins with /bot or /file/bot is for the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.page.guard import LOOPBACK, Guard
from bot.sandbox.page.show import Show
from bot.sandbox.page.web import application
from bot.sandbox.server import Wire, listening

WIRE = ("/bot", "/file/bot")


class Front:
    """The ASGI application that tells bots from browsers."""

    def __init__(self, show: Show, page: ASGIApp) -> None:
        self._show, self._page = show, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(WIRE) and self._show.sandbox is not None:
            await Wire(self._show.sandbox)(scope, receive, send)
        else:
            await self._page(scope, receive, send)


@asynccontextmanager
async def serving(show: Show, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[asyncio.Task[None]]:
    """Serves a show until the block ends; gives the task that keeps it open, which only ends by failing.

    The address is then in `show.address`. OSError when the port is in use.
    """
    page = Guard(application(show), is_open=host not in LOOPBACK)
    async with listening(Front(show, page), host, port, show.close) as address:
        show.address = address
        running = asyncio.create_task(show.run(), name="show")
        try:
            yield running
        finally:
            running.cancel()
            # That it was cancelled is no news to whoever cancelled it.
            with suppress(asyncio.CancelledError):
                await running
