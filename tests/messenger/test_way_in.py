"""The way in: nothing lost, nothing twice, order per chat, and one bad update stops nobody."""

import asyncio
from pathlib import Path

import httpx
from stage import Stage

from bot.messenger.telegram import webhook
from bot.storage import inbox


async def test_an_update_that_can_not_be_read_is_set_aside_and_the_others_go_on(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    stage.sandbox.inject(stage.bot, {"message": {"message_id": "no number", "chat": {"id": group.id}}})
    stage.sandbox.inject(stage.bot, {"callback_query": ["nonsense"]})
    answer = await stage.say(anna, group, "/status")
    assert "Er loopt nu niets." in answer.text
    assert len(inbox.aside(stage.database)) == 2


async def test_set_aside_reports_name_no_words(stage: Stage) -> None:
    stage.sandbox.inject(stage.bot, {"message": {"message_id": "geheim", "chat": {"id": 5}, "text": "geheim"}})
    await stage.settle()
    assert "geheim" not in str(inbox.aside(stage.database))


async def test_replies_of_a_chat_are_handled_in_their_order(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    for number in range(150):
        bram.reply(prompt, f"Antwoord {number}")
    await stage.settle()
    assert [text for _, text in stage.words()] == [f"Antwoord {number}" for number in range(150)]


async def test_an_update_that_comes_twice_is_handled_once(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    update = {
        "update_id": 555,
        "message": {
            "message_id": 900,
            "date": int(stage.time.now().timestamp()),
            "chat": {"id": group.id, "type": "supergroup", "title": "Onderbouw"},
            "from": {"id": bram.id, "is_bot": False, "first_name": "Bram"},
            "text": "/meedoen",
            "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
        },
    }
    before = len(stage.from_bot(group))
    stage.rehearsal.program.inbound.take([update])
    stage.rehearsal.program.inbound.take([update])
    await stage.settle()
    assert len(stage.from_bot(group)) == before + 1


async def test_after_a_quiet_week_smaller_numbers_are_new(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.move_to("2026-12-07 09:00")
    stage.sandbox.jump_update_ids(17)
    assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text


async def test_a_webhook_is_answered_only_with_the_secret_and_after_storing(stage: Stage) -> None:
    inbound = stage.rehearsal.program.inbound
    app = webhook.application(inbound, "/telegram", "word")
    transport = httpx.ASGITransport(app)
    update = {"update_id": 77, "message": {"message_id": 1}}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        wrong = await client.post("/telegram", json=update, headers={webhook.SECRET_HEADER: "guess"})
        odd = await client.post("/telegram", content=b"{", headers={webhook.SECRET_HEADER: "word"})
        right = await client.post("/telegram", json=update, headers={webhook.SECRET_HEADER: "word"})
    stored = stage.database.execute("SELECT count(*) FROM inbox WHERE update_id = 77").fetchone()[0]
    assert (wrong.status_code, odd.status_code, right.status_code, stored) == (403, 400, 200, 1)


async def test_a_webhook_that_can_not_store_does_not_say_it_did(stage: Stage) -> None:
    app = webhook.application(stage.rehearsal.program.inbound, "/telegram", "word")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    stage.database.execute("ALTER TABLE inbox RENAME TO gone")
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.post("/telegram", json={"update_id": 78}, headers={webhook.SECRET_HEADER: "word"})
    stage.database.execute("ALTER TABLE gone RENAME TO inbox")
    assert answer.status_code == 500


async def test_telegram_posts_and_the_bot_answers(stage: Stage, tmp_path: Path) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    app = webhook.application(stage.rehearsal.program.inbound, "/telegram", "word")
    stage.rehearsal.tasks.pop().cancel()
    async with webhook.serving(app, "127.0.0.1", 0) as port:
        await stage.rehearsal.program.bot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token="word")
        anna.write(group, "/status")
        async with asyncio.timeout(5):
            while "Er loopt nu niets." not in stage.last(group).text:
                await asyncio.sleep(0.01)
                await stage.settle()
        await stage.rehearsal.program.bot.delete_webhook()
