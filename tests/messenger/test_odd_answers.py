"""Odd answers: whatever a server, or something between, answers to a call, the bot lives, hears and loses nothing."""

import asyncio
import logging
from typing import Any

import pytest
from forging import raw_message
from messenger.test_way_out import prompts, states, team_with_coordinator
from odd import ITEMS, PAUSES, RESULTS, UNREADABLE, Odd, OddWire, of_updates, with_result
from stage import Stage

from bot.messenger.telegram.polling import AnotherInstanceError, Polling
from bot.storage import inbox

# Longer than this Telegram orders nobody to wait for updates; who would obey is deaf.
LONGEST_ORDER = 3600.0
each_unreadable = pytest.mark.parametrize("how", sorted(UNREADABLE))
each_pause = pytest.mark.parametrize("how", sorted(PAUSES))
each_item = pytest.mark.parametrize("what", sorted(ITEMS))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let nobody pause for longer than an instant, and return how long each wanted to."""
    wanted: list[float] = []
    sleep = asyncio.sleep

    async def hurry(seconds: float, result: Any = None) -> Any:
        wanted.append(seconds)
        return await sleep(min(max(seconds, 0), 0.001), result)

    monkeypatch.setattr(asyncio, "sleep", hurry)
    return wanted


async def hears_all_the_same(stage: Stage, wire: OddWire, *answers: Odd) -> None:
    """Let a poll be answered oddly, and what people ask before and after be answered once each."""
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    before = len(stage.from_bot(group))
    wire.plan("getUpdates", *answers)
    for _ in range(2):
        assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text
    assert (len(stage.from_bot(group)), inbox.aside(stage.database)) == (before + 2, [])


@each_unreadable
async def test_the_bot_hears_on_whatever_a_poll_is_answered(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], how: str
) -> None:
    await hears_all_the_same(*odd_stage, Odd(*UNREADABLE[how]))
    assert max(pauses) >= 1


@pytest.mark.parametrize("what", sorted(set(RESULTS) - {"list", "list of null", "list of strings"}))
async def test_the_bot_hears_on_whatever_is_no_list_of_updates(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], what: str
) -> None:
    await hears_all_the_same(*odd_stage, with_result(RESULTS[what]))
    assert max(pauses) >= 1


@each_pause
async def test_no_order_to_wait_makes_the_bot_deaf(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], caplog: pytest.LogCaptureFixture, how: str
) -> None:
    with caplog.at_level(logging.WARNING):
        await hears_all_the_same(*odd_stage, Odd(*PAUSES[how]))
    assert 0 < max(pauses) <= LONGEST_ORDER
    assert [record.name for record in caplog.records if record.name.endswith(".polling")] != []


@each_item
async def test_what_is_no_update_stops_neither_the_poll_nor_the_updates_beside_it(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], what: str
) -> None:
    stage, wire = odd_stage
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    replied = {"message_id": prompt.id, "date": 1, "chat": {"id": group.id, "type": "supergroup"}}
    replied["from"] = {"id": stage.bot.id, "is_bot": True, "first_name": "Leerkring"}
    good = [
        {"update_id": number, "message": raw_message(stage, group, bram, f"Nummer {number}", reply_to_message=replied)}
        for number in (700_001, 700_002, 700_003)
    ]
    wire.plan("getUpdates", of_updates(ITEMS[what]), of_updates(good[0], ITEMS[what]), of_updates(ITEMS[what], good[1]))
    wire.plan("getUpdates", of_updates(good[1], ITEMS[what], good[2]))
    for _ in range(2):
        await stage.say(anna, group, "/status")
    assert [text for _, text in stage.words()] == ["Nummer 700001", "Nummer 700002", "Nummer 700003"]
    assert inbox.aside(stage.database) == []


async def test_what_is_no_update_and_stays_at_the_server_is_not_fetched_without_a_pause(
    odd_stage: tuple[Stage, OddWire], pauses: list[float]
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    pauses.clear()
    wire.plan("getUpdates", *[of_updates({"update_id": "x"})] * 20)
    assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text
    await stage.say(anna, group, "/status")
    assert len([pause for pause in pauses if pause >= 1]) >= 20


@each_unreadable
async def test_a_message_whose_answer_is_odd_is_uncertain_and_never_refused(
    odd_stage: tuple[Stage, OddWire], how: str
) -> None:
    stage, wire = odd_stage
    group, anna, bram = await team_with_coordinator(stage)
    wire.plan("sendMessage", Odd(*UNREADABLE[how], is_done=True))
    anna.write(group, "/ask")
    await stage.settle()
    assert (states(stage), prompts(group)) == (["uncertain"], 1)
    await stage.reply(bram, stage.prompt(group), "Hij is er.")
    assert stage.words() == [("Bram", "Hij is er.")]


@pytest.mark.parametrize("what", sorted(RESULTS))
async def test_a_message_whose_result_is_odd_is_uncertain_and_never_refused(
    odd_stage: tuple[Stage, OddWire], what: str
) -> None:
    stage, wire = odd_stage
    group, anna, _ = await team_with_coordinator(stage)
    wire.plan("sendMessage", with_result(RESULTS[what], is_done=True))
    anna.write(group, "/ask")
    await stage.settle()
    assert (states(stage), prompts(group)) == (["uncertain"], 1)


@each_pause
async def test_an_odd_order_to_wait_loses_no_message(odd_stage: tuple[Stage, OddWire], how: str) -> None:
    stage, wire = odd_stage
    group, anna, _ = await team_with_coordinator(stage)
    wire.plan("sendMessage", Odd(*PAUSES[how]))
    anna.write(group, "/ask")
    await stage.settle()
    await stage.move_to("2026-11-23 10:00")
    anna.write(group, "/status")
    await stage.settle()
    assert states(stage)[0] in ("sent", "uncertain", "waiting")


@pytest.mark.parametrize("method", ["editMessageText", "setMessageReaction"])
async def test_what_is_harmless_to_repeat_goes_again_after_an_odd_answer(
    odd_stage: tuple[Stage, OddWire], method: str
) -> None:
    stage, wire = odd_stage
    group, anna, bram = await team_with_coordinator(stage)
    card = stage.last(group)
    prompt = await stage.say(anna, group, "/vraag")
    in_turn = (("en", "Leerkring for"), ("nl", "Leerkring voor"))
    for number, how in enumerate(sorted(UNREADABLE)):
        language, headed = in_turn[number % 2]
        wire.plan(method, Odd(*UNREADABLE[how]))
        written = bram.reply(prompt, f"Ik wachtte {number}.")
        anna.press(card, f"language {language}")
        await stage.settle()
        await stage.move_to(f"2026-11-23 09:{number + 1:02}")
        waiting = [row["kind"] for row in stage.database.query("SELECT kind FROM outbox WHERE state <> 'sent'")]
        assert (written.reactions, headed in card.text, waiting) == ({stage.bot.id: "✍"}, True, []), how
        assert wire.planned[method.lower()] == [], how


ODDITIES = {
    **{name: Odd(*UNREADABLE[name]) for name in ("list", "ok alone", "page", "deep list", "not found page")},
    **{name: Odd(*UNREADABLE[name]) for name in ("unauthorized page", "refused list", "description object")},
    **{f"result {name}": with_result(result) for name, result in RESULTS.items()},
    **{f"wait {name}": Odd(*PAUSES[name]) for name in ("word", "huger", "list")},
}


@pytest.mark.parametrize("how", sorted(ODDITIES))
async def test_a_command_is_answered_though_nobody_can_read_who_administers_the_group(
    odd_stage: tuple[Stage, OddWire], how: str
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = anna.create_group("Onderbouw", kind="supergroup")
    anna.invite(group, stage.bot)
    await stage.settle()
    wire.plan("getChatAdministrators", ODDITIES[how])
    answer = await stage.say(anna, group, "/start")
    assert ("Leerkring voor Onderbouw" in answer.text, inbox.aside(stage.database)) == (True, [])


@pytest.mark.parametrize("how", sorted(ODDITIES))
async def test_without_menus_the_bot_works_all_the_same(odd_stage: tuple[Stage, OddWire], how: str) -> None:
    stage, wire = odd_stage
    wire.plan("setMyCommands", ODDITIES[how])
    await stage.rehearsal.program.register_menus()
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "Leerkring voor Onderbouw" in stage.last(group).text


@pytest.mark.parametrize("how", ["unavailable page", "list", "refused list", "not found page", "cut"])
async def test_a_webhook_that_stands_in_the_way_is_removed_after_an_odd_answer(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], how: str
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    wire.plan("deleteWebhook", Odd(*UNREADABLE[how]))
    await stage.rehearsal.program.bot.set_webhook("http://127.0.0.1:9/nobody")
    anna.write(group, "/status")
    await stage.settle()
    assert "Er loopt nu niets." in stage.last(group).text


CONFLICT = Odd(
    409,
    b'{"ok": false, "error_code": 409, "description": "Conflict: terminated by other getUpdates request; make sure that'
    b' only one bot instance is running"}',
)


async def test_whoever_was_there_first_stays_when_another_fetches_too(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.move_to("2026-11-23 09:05")
    await stage.say(anna, group, "/status")
    wire.plan("getUpdates", *[CONFLICT] * 12)
    for _ in range(2):
        assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text
    told = [record.getMessage() for record in caplog.records if "was there first" in record.getMessage()]
    assert len(told) == 1


async def test_whoever_comes_second_leaves(odd_stage: tuple[Stage, OddWire], pauses: list[float]) -> None:
    stage, wire = odd_stage
    program = stage.rehearsal.program
    wire.plan("getUpdates", *[CONFLICT] * 30)
    second = Polling(program.bot, program.inbound, stage.time, program.enduring)
    with pytest.raises(AnotherInstanceError):
        await second.run()
    wire.planned.clear()
