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
from bot.sandbox import Chat, Person
from bot.storage import inbox

# Longer than this Telegram orders nobody to wait for updates; who would obey is deaf.
LONGEST_ORDER = 3600.0


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


async def hears_all_the_same(stage: Stage, wire: OddWire, anna: Person, group: Chat, answer: Odd) -> None:
    """Let a poll be answered oddly, and what somebody asks before and after be answered once each."""
    before = len(stage.from_bot(group))
    wire.plan("getUpdates", answer)
    for _ in range(2):
        assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text
    assert wire.planned["getupdates"] == []
    assert (len(stage.from_bot(group)), inbox.aside(stage.database)) == (before + 2, [])


async def test_the_bot_hears_on_whatever_a_poll_is_answered(
    odd_stage: tuple[Stage, OddWire], pauses: list[float]
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    answers = {how: Odd(*UNREADABLE[how]) for how in sorted(UNREADABLE)}
    no_lists = sorted(set(RESULTS) - {"list", "list of null", "list of strings"})
    answers |= {f"result {what}": with_result(RESULTS[what]) for what in no_lists}
    for how, answer in answers.items():
        pauses.clear()
        await hears_all_the_same(stage, wire, anna, group, answer)
        assert max(pauses) >= 1, how


async def test_no_order_to_wait_makes_the_bot_deaf(
    odd_stage: tuple[Stage, OddWire], pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    for how in sorted(PAUSES):
        pauses.clear()
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            await hears_all_the_same(stage, wire, anna, group, Odd(*PAUSES[how]))
        assert 0 < max(pauses) <= LONGEST_ORDER, how
        assert [record.name for record in caplog.records if record.name.endswith(".polling")] != [], how


async def test_what_is_no_update_stops_neither_the_poll_nor_the_updates_beside_it(
    odd_stage: tuple[Stage, OddWire], pauses: list[float]
) -> None:
    stage, wire = odd_stage
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    replied = {"message_id": prompt.id, "date": 1, "chat": {"id": group.id, "type": "supergroup"}}
    replied["from"] = {"id": stage.bot.id, "is_bot": True, "first_name": "Leerkring"}
    for at, what in enumerate(sorted(ITEMS), start=1):
        item, numbers = ITEMS[what], [700_000 + 10 * at + number for number in range(3)]
        good = [
            {"update_id": one, "message": raw_message(stage, group, bram, f"Nummer {one}", reply_to_message=replied)}
            for one in numbers
        ]
        wire.plan("getUpdates", of_updates(item), of_updates(good[0], item), of_updates(item, good[1]))
        wire.plan("getUpdates", of_updates(good[1], item, good[2]))
        for _ in range(2):
            await stage.say(anna, group, "/status")
        assert wire.planned["getupdates"] == [], what
        assert [text for _, text in stage.words()][-3:] == [f"Nummer {one}" for one in numbers], what
        assert (len(stage.words()), inbox.aside(stage.database)) == (3 * at, []), what


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


async def test_a_message_whose_answer_is_odd_is_uncertain_and_never_refused(odd_stage: tuple[Stage, OddWire]) -> None:
    stage, wire = odd_stage
    answers = {how: Odd(*UNREADABLE[how], is_done=True) for how in sorted(UNREADABLE)}
    answers |= {f"result {what}": with_result(RESULTS[what], is_done=True) for what in sorted(RESULTS)}
    for number, (how, answer) in enumerate(answers.items(), start=1):
        group, anna, bram = await team_with_coordinator(stage, f"Kring {number}")
        wire.plan("sendMessage", answer)
        anna.write(group, "/ask")
        await stage.settle()
        # That an answer came proves of those before that they arrived.
        assert (states(stage), prompts(group)) == (["sent"] * (number - 1) + ["uncertain"], 1), how
        await stage.reply(bram, stage.prompt(group), "Hij is er.")
        assert stage.words(number) == [("Bram", "Hij is er.")], how


async def test_an_odd_order_to_wait_loses_no_message(odd_stage: tuple[Stage, OddWire]) -> None:
    stage, wire = odd_stage
    for number, how in enumerate(sorted(PAUSES), start=1):
        group, anna, _ = await team_with_coordinator(stage, f"Kring {number}")
        wire.plan("sendMessage", Odd(*PAUSES[how]))
        anna.write(group, "/ask")
        await stage.settle()
        await stage.move_to(f"2026-11-23 {9 + number}:00")
        anna.write(group, "/status")
        await stage.settle()
        known = states(stage)
        assert (len(known), known[-1] in ("sent", "uncertain", "waiting")) == (number, True), how


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


async def test_a_command_is_answered_though_nobody_can_read_who_administers_the_group(
    odd_stage: tuple[Stage, OddWire],
) -> None:
    stage, wire = odd_stage
    (anna,) = stage.people("Anna")
    for how in sorted(ODDITIES):
        group = anna.create_group("Onderbouw", kind="supergroup")
        anna.invite(group, stage.bot)
        await stage.settle()
        wire.plan("getChatAdministrators", ODDITIES[how])
        answer = await stage.say(anna, group, "/start")
        assert ("Leerkring voor Onderbouw" in answer.text, inbox.aside(stage.database)) == (True, []), how
        assert wire.planned["getchatadministrators"] == [], how


async def test_without_menus_the_bot_works_all_the_same(odd_stage: tuple[Stage, OddWire]) -> None:
    stage, wire = odd_stage
    for how in sorted(ODDITIES):
        wire.plan("setMyCommands", ODDITIES[how])
        await stage.rehearsal.program.register_menus()
        (anna,) = stage.people("Anna")
        group = await stage.team("Onderbouw", anna)
        assert "Leerkring voor Onderbouw" in stage.last(group).text, how
        assert wire.planned["setmycommands"] == [], how


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
