"""How updates wait, arrive, are confirmed and expire."""

import asyncio

import httpx
from sandbox.wire import Clock, Line

from bot.sandbox import Bot, Chat, Person, Sandbox, serving


async def ids(line: Line, **params: int) -> list[int]:
    return [update["update_id"] for update in await line.call("getUpdates", **params)]


async def test_updates_stay_until_an_offset_confirms_them(line: Line, bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    for word in ("een", "twee", "drie"):
        anna.tell(bot, word)
    first, second, third = await ids(line)
    assert await ids(line, limit=2) == [first, second]
    assert await ids(line, offset=second) == [second, third]
    assert sandbox.pending(bot) == 2
    assert await ids(line, offset=-1) == [third]
    assert sandbox.pending(bot) == 1
    assert await ids(line, offset=third + 1) == []
    assert sandbox.pending(bot) == 0


async def test_a_waiting_poll_is_woken_at_once(line: Line, bot: Bot, anna: Person) -> None:
    poll = asyncio.create_task(ids(line, timeout=50))
    await asyncio.sleep(0.02)
    assert not poll.done()
    anna.tell(bot, "dag")
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_a_second_poll_ends_the_first(line: Line, bot: Bot, anna: Person) -> None:
    first = asyncio.create_task(line.raw("getUpdates", timeout=50))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(line.raw("getUpdates", timeout=50))
    ended = await asyncio.wait_for(first, 1)
    assert ended.status_code == 409
    assert ended.json()["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    anna.tell(bot, "dag")
    assert len((await asyncio.wait_for(second, 1)).json()["result"]) == 1


async def test_a_client_that_goes_away_loses_nothing(line: Line, bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    url = f"{line.client.base_url}/bot{bot.token}/getUpdates?timeout=50"
    async with httpx.AsyncClient(trust_env=False) as client:
        poll = asyncio.create_task(client.get(url))
        await asyncio.sleep(0.05)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
    await asyncio.sleep(0.02)
    anna.tell(bot, "dag")
    assert await line.texts() == ["dag"]


async def test_a_poll_without_news_ends_empty(line: Line) -> None:
    assert await ids(line, timeout=1) == []


async def test_updates_are_kept_a_day_and_presses_shorter(
    line: Line, bot: Bot, anna: Person, clock: Clock, sandbox: Sandbox
) -> None:
    chat = anna.start(bot).chat
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await line.call("sendMessage", chat_id=chat.id, text="?", reply_markup=markup)
    anna.press(chat.messages[-1], "Ja")
    assert sandbox.pending(bot) == 2
    clock.pass_(seconds=151)
    assert await line.kinds() == ["message"]
    anna.tell(bot, "nog iets")
    clock.pass_(hours=24)
    assert sandbox.pending(bot) == 0


async def test_update_ids_may_jump_back_and_forth(line: Line, bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    anna.tell(bot, "een")
    (old,) = await ids(line)
    await ids(line, offset=old + 1)
    sandbox.jump_update_ids(5)
    anna.tell(bot, "twee")
    assert await ids(line, offset=old + 1) == [5]
    assert await ids(line, offset=6) == []
    assert sandbox.pending(bot) == 0


async def test_any_raw_update_can_be_put_in(line: Line, bot: Bot, sandbox: Sandbox) -> None:
    sandbox.inject(bot, {"message": {"odd": True}})
    sandbox.inject(bot, {"update_id": 900_000_000, "unheard_of": 1})
    raw = (await line.raw("getUpdates")).json()["result"]
    assert raw[0]["message"] == {"odd": True}
    assert raw[1] == {"update_id": 900_000_000, "unheard_of": 1}


async def test_only_the_kinds_that_were_asked_for_come(line: Line, group: Chat, bot: Bot, anna: Person) -> None:
    await line.updates(allowed_updates=["callback_query"])
    anna.tell(bot, "niet voor jou")
    assert await line.updates() == []
    await line.updates(allowed_updates=["message"])
    anna.tell(bot, "nu wel")
    assert await line.texts() == ["nu wel"]


async def test_a_server_can_stop_while_a_poll_waits(sandbox: Sandbox, bot: Bot) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        async with serving(sandbox) as url:
            poll = asyncio.create_task(client.get(f"{url}/bot{bot.token}/getUpdates?timeout=50"))
            await asyncio.sleep(0.05)
        assert (await asyncio.wait_for(poll, 1)).json() == {"ok": True, "result": []}
