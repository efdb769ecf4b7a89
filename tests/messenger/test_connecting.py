"""The way over HTTP: through a proxy where this machine names one, and no request waits endlessly or is made twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.messenger.telegram.connecting import BEFORE_WRITING, Connection, UnusableProxyError
from bot.messenger.telegram.telling import problem_of

DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
ELSEWHERE = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\n{}"


@asynccontextmanager
async def served(answer: bytes | None) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Give the address of a server that answers every request so, hangs up on b"" and is silent on None; and what it
    heard first of each."""
    heard: list[bytes] = []
    hearing = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hearing.append(asyncio.current_task())
        while request := await reader.readline():
            heard.append(request.strip())
            while (await reader.readline()).strip():
                pass
            if answer is not None:
                writer.write(answer)
            if answer == b"":
                break
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard
    await asyncio.gather(*filter(None, hearing))


async def asked(address: str, read_timeout: float = 5.0) -> tuple[int, bytes]:
    async with Connection(address, connections=1, read_timeout=read_timeout) as connection:
        return await connection.do_request(f"{address}/bot1:x/getMe", "POST")


async def test_a_proxy_of_this_machine_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with served(DONE) as (proxy, heard):
        monkeypatch.setenv("http_proxy", proxy)
        answer = await asked("http://bots.invalid")
        monkeypatch.setenv("no_proxy", "bots.invalid")
        with pytest.raises(NetworkError):
            await asked("http://bots.invalid")
    assert (answer, heard) == ((200, b"{}"), [b"POST http://bots.invalid/bot1:x/getMe HTTP/1.1"])


@pytest.mark.parametrize(
    ("answer", "error"), [(None, TimedOut), (b"", NetworkError), (b"no page at all\r\n\r\n", NetworkError)]
)
async def test_what_may_have_been_heard_is_asked_once_and_told_apart(
    answer: bytes | None, error: type[TelegramError]
) -> None:
    async with served(answer) as (address, heard):
        with pytest.raises(error) as raised:
            await asked(address, read_timeout=0.05)
    assert (len(heard), isinstance(raised.value.__cause__, BEFORE_WRITING)) == (1, False)


async def test_what_was_never_written_is_known() -> None:
    with pytest.raises(NetworkError) as raised:
        await asked("http://127.0.0.1:9")
    assert isinstance(raised.value.__cause__, aiohttp.ClientConnectorError)
    assert isinstance(raised.value.__cause__, BEFORE_WRITING)


async def test_nobody_leads_a_request_elsewhere() -> None:
    async with served(ELSEWHERE) as (address, heard):
        assert (await asked(address), len(heard)) == ((302, b"{}"), 1)


async def test_a_way_that_is_not_open_is_no_trouble_of_the_networks() -> None:
    with pytest.raises(RuntimeError):
        await Connection("http://127.0.0.1:9", 1, read_timeout=5.0).do_request("http://127.0.0.1:9", "POST")


@pytest.mark.parametrize("named", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9", "http://127.0.0.1:99999"])
async def test_a_proxy_of_another_kind_is_told_and_not_gone_through(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("http_proxy", named)
    with pytest.raises(UnusableProxyError) as raised:
        await asked("http://bots.invalid")
    assert problem_of(raised.value) == "http_proxy names no HTTP proxy"


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
async def test_a_proxy_may_be_named_without_a_kind_or_for_all(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    async with served(DONE) as (proxy, heard):
        monkeypatch.setenv(variable, proxy.removeprefix("http://"))
        assert (await asked("http://bots.invalid"), len(heard)) == ((200, b"{}"), 1)
