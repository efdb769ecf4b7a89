"""The Bot API over HTTP: a bare ASGI application, and the socket it is served on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.requests import ClientDisconnect
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from bot.sandbox import answering
from bot.sandbox.nouns import Bot
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.requests import Receive, Scope, parameters_of

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

JSON = b"application/json"
# Where to reach, from this machine, a server that listens everywhere.
NEAREST = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}
# How many seconds a connection may be idle.
LONGEST_IDLE = 120
# How much of an answer is lost where it is cut: little enough for all the words to be in what is left.
CUT_OFF = 3
REFUSALS = {
    "500": Refusal(500, "Internal Server Error"),
    "502": Refusal(502, "Bad Gateway"),
    "409": Refusal(409, "Conflict"),
    "rights": bad_request("not enough rights"),
    # The first words of a library that asks before Telegram does, in a group that takes messages and no photos.
    "photos": bad_request("not enough rights to send photos to the chat"),
}
PAGE = b"<html><head><title>400 Bad Request</title></head><body>We'll be right back.</body></html>"


class Wire:
    """The ASGI application."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Any) -> None:
        # Nobody is left to be told.
        with suppress(ClientDisconnect):
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Any) -> None:
        path: str = scope["path"]
        if path.startswith("/file/bot"):
            await _respond(send, *self._file(path.removeprefix("/file/bot")))
            return
        token, _, name = path.removeprefix("/bot").partition("/")
        bot = self._sandbox.bots.get(token) if path.startswith("/bot") else None
        if bot is None:
            await _respond(send, *answering.refused(answering.UNAUTHORIZED))
            return
        parameters = await parameters_of(scope, receive)
        fault = self._sandbox.faults.take(name, answering.chat_id_of(parameters))
        reply = None if fault == "refuse" else await self._reply(bot, name, parameters, receive, fault)
        if fault == "hang":
            await self._wait(receive)
        if reply is None or fault in ("hang", "drop"):
            await close(scope, receive)
        elif fault == "page":
            await _respond(send, 400, PAGE, b"text/html")
        elif fault == "cut":
            await _respond(send, reply[0], reply[1][:-CUT_OFF])
        else:
            await _respond(send, *reply)

    async def _reply(
        self, bot: Bot, name: str, parameters: Parameters, receive: Receive, fault: str | None
    ) -> answering.Reply:
        if refusal := REFUSALS.get(fault or ""):
            answering.note(self._sandbox, bot, name, parameters, refusal)
            return answering.refused(refusal)
        if name.lower() != "getupdates":
            return answering.answer(self._sandbox, bot, name, parameters)
        return await answering.get_updates(self._sandbox, bot, parameters, partial(_disconnected, receive))

    async def _wait(self, receive: Receive) -> None:
        """Until the client gives up or the server stops."""
        waits = [asyncio.ensure_future(_disconnected(receive)), asyncio.ensure_future(self._sandbox.closing.wait())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    def _file(self, rest: str) -> tuple[int, bytes, bytes]:
        token, _, path = rest.partition("/")
        if token in self._sandbox.bots:
            for file in self._sandbox.files.values():
                if file.path == path:
                    return 200, file.content, b"application/octet-stream"
        return *answering.refused(answering.NOT_FOUND), JSON


async def _respond(send: Any, status: int, body: bytes, kind: bytes = JSON) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def close(scope: Scope, receive: Receive) -> None:
    """Ends the connection without a word; uvicorn answers 500 by itself unless it knows of the end."""
    scope["state"]["transport"].abort()
    await _disconnected(receive)


class _Connection(HttpToolsProtocol):
    # The library itself narrows what asyncio promises: to a transport that can be written to.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {"transport": transport}
        super().connection_made(transport)


@asynccontextmanager
async def serving(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serves the Bot API until the block ends, and gives its address; port 0 takes a free one.

    At the end all waits stop and connections are closed.
    """
    sandbox.closing.clear()
    async with listening(Wire(sandbox), host, port, sandbox.close) as url:
        yield url


@asynccontextmanager
async def listening(app: Any, host: str, port: int, close: Callable[[], Awaitable[None]]) -> AsyncIterator[str]:
    """Gives the address of an ASGI application; `close` ends what still waits in it. OSError for a port in use."""
    options: dict[str, Any] = {"lifespan": "off", "log_config": None, "access_log": False, "ws": "none"}
    # Longer than a client leaves one idle: else either may use a connection that the other is just closing.
    options["timeout_keep_alive"] = LONGEST_IDLE
    config = uvicorn.Config(app, http=_Connection, server_header=False, date_header=False, **options)
    config.load()
    state = ServerState()

    def connect() -> _Connection:
        return _Connection(config=config, server_state=state, app_state={})

    listener = await asyncio.get_running_loop().create_server(connect, host, port, backlog=2048)
    try:
        yield f"http://{NEAREST.get(host, host)}:{listener.sockets[0].getsockname()[1]}"
    finally:
        listener.close()
        await close()
        await _drain(state)
        # A client that never hangs up is left behind.
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(listener.wait_closed(), 1)


async def _drain(state: ServerState) -> None:
    """Lets running requests finish, closes what is idle, and cuts off what still lingers."""
    for connection in list(state.connections):
        connection.shutdown()
    for pause in [0.0] * 20 + [0.005] * 180:
        if not state.connections and not state.tasks:
            return
        await asyncio.sleep(pause)
    for connection in list(state.connections):
        if connection.transport is not None:
            connection.transport.abort()
