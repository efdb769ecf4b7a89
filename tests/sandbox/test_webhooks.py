"""Updates brought to the bot's own address."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sandbox.wire import Line

from bot.sandbox import Bot, Person, Sandbox


@dataclass
class Receiver:
    """A web server of a few lines that answers the given statuses, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    bodies: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
        body = await reader.readexactly(length)
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        self.heads.append(head)
        self.bodies.put_nowait((status, json.loads(body)["message"]["text"]))

    async def next(self) -> tuple[int, str]:
        return await asyncio.wait_for(self.bodies.get(), 5)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()
    await server.wait_closed()


async def test_updates_are_brought_in_order_until_accepted(
    line: Line, receiver: Receiver, bot: Bot, anna: Person, sandbox: Sandbox
) -> None:
    sandbox.webhook_pause = 0.01
    receiver.statuses = [500, 502]
    anna.tell(bot, "een")
    await line.call("setWebhook", url=receiver.url, secret_token="geheim")
    anna.tell(bot, "twee")
    got = [await receiver.next() for _ in range(4)]
    assert got == [(500, "een"), (502, "een"), (200, "een"), (200, "twee")]
    anna.tell(bot, "drie")
    assert await receiver.next() == (200, "drie")
    assert "x-telegram-bot-api-secret-token: geheim" in receiver.heads[0].lower()
    info = await line.call("getWebhookInfo")
    assert info["url"] == receiver.url
    assert info["last_error_message"].startswith("Wrong response from the webhook: 502")


async def test_polling_and_a_webhook_exclude_each_other(line: Line, receiver: Receiver, bot: Bot, anna: Person) -> None:
    await line.call("setWebhook", url=receiver.url)
    answer = await line.raw("getUpdates")
    assert answer.status_code == 409
    assert answer.json()["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await line.call("deleteWebhook")
    anna.tell(bot, "een")
    assert await line.texts() == ["een"]
    anna.tell(bot, "twee")
    await line.call("deleteWebhook", drop_pending_updates=True)
    assert await line.texts() == []
    assert (await line.call("getWebhookInfo"))["url"] == ""


async def test_setting_a_webhook_ends_a_waiting_poll(line: Line, receiver: Receiver) -> None:
    poll = asyncio.create_task(line.raw("getUpdates", timeout=50))
    await asyncio.sleep(0.02)
    await line.call("setWebhook", url=receiver.url)
    ended = await asyncio.wait_for(poll, 1)
    assert ended.json()["description"] == "Conflict: terminated by setWebhook request"


async def test_only_https_or_this_machine_will_do(line: Line) -> None:
    reason = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert await line.refused("setWebhook", url="http://example.org/hook") == reason
