"""Limits on sending, and requests that go wrong on purpose."""

import asyncio
import json

import httpx
import pytest
from sandbox.wire import Clock, Line, served

from bot.sandbox import Bot, Chat, Limits, Person, Sandbox


async def waits(line: Line, chat: Chat, count: int) -> list[int]:
    """How long each of some sends is told to wait; 0 when it went through."""
    answers = [(await line.raw("sendMessage", chat_id=chat.id, text="x")).json() for _ in range(count)]
    return [answer.get("parameters", {}).get("retry_after", 0) for answer in answers]


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(now=clock, limits=Limits())


async def test_one_chat_takes_a_burst_of_three_and_then_one_a_second(line: Line, anna: Person, clock: Clock) -> None:
    chat = anna.start(line.bot).chat
    assert await waits(line, chat, 5) == [0, 0, 0, 1, 1]
    clock.pass_(seconds=1)
    assert await waits(line, chat, 2) == [0, 1]
    clock.pass_(seconds=60)
    assert await waits(line, chat, 4) == [0, 0, 0, 1]


async def test_a_group_takes_twenty_messages_a_minute(line: Line, group: Chat, clock: Clock) -> None:
    for _ in range(20):
        assert await waits(line, group, 1) == [0]
        clock.pass_(seconds=1)
    assert await waits(line, group, 1) == [40]
    clock.pass_(seconds=40)
    assert await waits(line, group, 1) == [0]


async def test_thirty_messages_a_second_over_all_chats(line: Line, sandbox: Sandbox, clock: Clock) -> None:
    chats = [sandbox.add_person(f"P{n}").start(line.bot).chat for n in range(31)]
    assert [await waits(line, chat, 1) for chat in chats] == [[0]] * 30 + [[1]]
    clock.pass_(seconds=1)
    assert await waits(line, chats[-1], 1) == [0]


async def test_what_is_refused_for_another_reason_does_not_count(line: Line, anna: Person) -> None:
    chat = anna.start(line.bot).chat
    for _ in range(5):
        await line.refused("sendMessage", chat_id=chat.id, text="")
    answer = await line.raw("sendMessage", chat_id=chat.id, text="x")
    assert answer.status_code == 200


async def test_limits_can_be_forced_and_switched_off(anna: Person, clock: Clock) -> None:
    sandbox = Sandbox(now=clock, limits=None)
    bot, cor = sandbox.add_bot("7000003:x", "b_bot", "B"), sandbox.add_person("Cor")
    chat = cor.start(bot).chat
    async with served(sandbox, bot) as (line,):
        assert await waits(line, chat, 40) == [0] * 40
        sandbox.limit(chat, retry_after=7, times=2)
        answer = await line.raw("sendMessage", chat_id=chat.id, text="x")
        assert answer.status_code == 429
        assert answer.json()["description"] == "Too Many Requests: retry after 7"
        assert await waits(line, chat, 2) == [7, 0]


async def test_a_failing_server_does_nothing_with_the_request(line: Line, sandbox: Sandbox, anna: Person) -> None:
    chat = anna.start(line.bot).chat
    sandbox.fail_next("sendMessage", "500")
    sandbox.fail_next("sendMessage", "502", chat=chat)
    statuses = [(await line.raw("sendMessage", chat_id=chat.id, text="x")).status_code for _ in range(3)]
    assert statuses == [500, 502, 200]
    assert len(chat.messages) == 2


@pytest.mark.parametrize(("how", "arrived"), [("drop", 1), ("refuse", 0)])
async def test_a_connection_that_breaks(line: Line, sandbox: Sandbox, anna: Person, how: str, arrived: int) -> None:
    chat = anna.start(line.bot).chat
    sandbox.fail_next("sendMessage", how)
    with pytest.raises(httpx.TransportError):
        await line.raw("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.messages) == 1 + arrived
    await line.call("sendMessage", chat_id=chat.id, text="y")


@pytest.mark.parametrize(("how", "status"), [("cut", 200), ("page", 400)])
async def test_an_answer_that_can_not_be_read(
    line: Line, sandbox: Sandbox, anna: Person, how: str, status: int
) -> None:
    chat = anna.start(line.bot).chat
    sandbox.fail_next("sendMessage", how)
    answer = await line.raw("sendMessage", chat_id=chat.id, text="x")
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert (answer.status_code, chat.messages[-1].text) == (status, "x")


async def test_an_answer_that_never_comes(line: Line, sandbox: Sandbox, anna: Person) -> None:
    chat = anna.start(line.bot).chat
    sandbox.fail_next("sendMessage", "hang")
    url = f"{line.client.base_url}/bot{line.bot.token}/sendMessage"
    async with httpx.AsyncClient(trust_env=False, timeout=0.05) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, data={"chat_id": chat.id, "text": "x"})
    assert chat.messages[-1].text == "x"


async def test_a_server_can_stop_while_an_answer_hangs(sandbox: Sandbox, bot: Bot, anna: Person) -> None:
    chat = anna.start(bot).chat
    sandbox.fail_next("sendMessage", "hang")
    async with served(sandbox, bot) as (line,):
        hanging = asyncio.create_task(line.raw("sendMessage", chat_id=chat.id, text="x"))
        await asyncio.sleep(0.02)
    with pytest.raises(httpx.TransportError):
        await hanging


async def test_a_fault_waits_for_its_method_and_chat(line: Line, sandbox: Sandbox, anna: Person, bram: Person) -> None:
    hers, his = anna.start(line.bot).chat, bram.start(line.bot).chat
    sandbox.fail_next("sendMessage", "500", chat=his)
    await line.call("sendChatAction", chat_id=his.id, action="typing")
    await line.call("sendMessage", chat_id=hers.id, text="x")
    assert (await line.raw("sendMessage", chat_id=his.id, text="x")).status_code == 500
    with pytest.raises(ValueError, match="no such fault"):
        sandbox.fail_next("sendMessage", "explode")


async def test_a_request_cut_off_halfway_does_nothing(line: Line, sandbox: Sandbox, anna: Person) -> None:
    chat = anna.start(line.bot).chat
    where = line.client.base_url
    _, writer = await asyncio.open_connection(where.host, where.port)
    head = f"POST /bot{line.bot.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
    writer.write(f"{head}chat_id={chat.id}&text=hal".encode())
    await writer.drain()
    await asyncio.sleep(0.02)
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(0.02)
    assert len(chat.messages) == 1
    await line.call("sendMessage", chat_id=chat.id, text="heel")
