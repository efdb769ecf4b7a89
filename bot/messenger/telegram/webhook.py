"""Takes updates that Telegram posts to us, and answers 200 only after they are stored."""

import asyncio
import json
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.messenger.inbound import Inbound

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's updates are a few kilobytes; a hundred times that is somebody else.
BIGGEST_UPDATE = 1_000_000
# How many seconds somebody may take for sending one, and what is under way may take when this program ends.
SLOWEST_UPDATE, PATIENCE = 20, 3


def application(inbound: Inbound, path: str, secret: str) -> Starlette:
    """Return the web application with one route, for Telegram alone."""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("This address is for Telegram alone.", 403)
        try:
            async with asyncio.timeout(SLOWEST_UPDATE):
                body = await _body(request)
        except TimeoutError:
            return PlainTextResponse("That takes too long.", 408)
        if body is None:
            return PlainTextResponse("That is too long for an update.", 413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("That is no update.", 400)
        if not isinstance(update, dict):
            return PlainTextResponse("That is no update.", 400)
        inbound.take([update])
        return PlainTextResponse("stored")

    return Starlette(routes=[Route(path, take, methods=["POST"])])


async def _body(request: Request) -> bytes | None:
    """Return what a request holds; None where that is more than an update can be."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BIGGEST_UPDATE:
            return None
    return body


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serve an application in this loop until the block ends; gives the port, chosen by the system if it was 0."""
    server = _Server(
        uvicorn.Config(
            app, host, port, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=PATIENCE
        )
    )
    async with server.running() as bound:
        yield bound


class _Server(uvicorn.Server):
    """A server whose signals stay with the program around it."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        config = self.config
        if not config.loaded:
            config.load()
        self.lifespan = config.lifespan_class(config)
        await self.startup()
        try:
            yield int(self.servers[0].sockets[0].getsockname()[1])
        finally:
            self.should_exit = True
            await self.shutdown()
