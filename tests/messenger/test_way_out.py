"""The way out: limits, fairness, refusals, and messages that may or may not have arrived."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from stage import Stage, local

from bot.app.context.house import House
from bot.app.delivery import arriving
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.sandbox import Chat, Message, Person
from bot.storage import outbox, teams
from bot.storage.outbox import Parcel


async def team_with_coordinator(stage: Stage, title: str = "Onderbouw") -> tuple[Chat, Person, Person]:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team(title, anna, bram)
    anna.start(stage.bot)
    await stage.settle()
    return group, anna, bram


def states(stage: Stage, purpose: str = "prompt") -> list[str]:
    rows = stage.database.query("SELECT state FROM outbox WHERE purpose = ? ORDER BY id", [purpose])
    return [row["state"] for row in rows]


def prompts(group: Chat) -> int:
    return sum(any(b.data and b.data.startswith("skip ") for row in m.buttons for b in row) for m in group.messages)


async def test_a_burst_of_answers_keeps_telegrams_limits_and_its_order(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    await stage.say(anna, group, "/meedoen")
    for number in range(45):
        anna.write(group, f"/zoek woord{number}")
    await stage.settle()
    answers = [message.reply_to.text.split()[1] for message in stage.from_bot(group)[-45:] if message.reply_to]
    refused = [call for call in stage.sandbox.calls if not call.ok]
    assert (answers, refused) == ([f"woord{number}" for number in range(45)], [])


async def test_many_groups_at_the_same_minute_stay_under_thirty_a_second(stage: Stage) -> None:
    groups = []
    for number in range(12):
        (anna,) = stage.people("Anna")
        groups.append((anna, await stage.team(f"Team {number}", anna)))
    for anna, group in groups:
        for _ in range(6):
            anna.write(group, "/status")
    await stage.settle()
    assert [call.description for call in stage.sandbox.calls if not call.ok] == []


def wait(stage: Stage, chats: Iterable[Chat], times: int = 1) -> None:
    """Let messages wait for chats, as a burst of what time owes does."""
    now = stage.time.now()
    for chat in chats:
        for number in range(times):
            outbox.add(stage.database, Say(text=f"Bericht {number}."), chat.id, Purpose("burst"), now)
        stage.rehearsal.program.outbound.wake([chat.id])


def order_of(stage: Stage, method: str) -> int:
    """Return how many calls the bot made before the first of a method."""
    return next(number for number, call in enumerate(stage.sandbox.calls) if call.method == method)


async def test_whoever_speaks_is_answered_before_a_burst(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    prompt = await stage.say(anna, group, "/vraag")
    others = stage.people(*(f"P{number}" for number in range(90)))
    for person in others:
        person.start(stage.bot)
    await stage.settle()
    wait(stage, [person.chat_with(stage.bot) for person in others])
    stage.sandbox.calls.clear()
    written = bram.reply(prompt, "Ik wachtte even.")
    await stage.settle()
    sent = [call for call in stage.sandbox.calls if call.method == "sendMessage" and call.ok]
    # A second's worth may be under way already.
    assert (len(written.reactions), len(sent) >= 90, order_of(stage, "setMessageReaction") <= 40) == (1, True, True)


async def test_whoever_speaks_does_not_silence_what_is_owed(stage: Stage) -> None:
    others = stage.people(*(f"P{number}" for number in range(60)))
    for person in others:
        person.start(stage.bot)
    await stage.settle()
    outbound, waiting = stage.rehearsal.program.outbound, [person.chat_with(stage.bot) for person in others]
    stage.sandbox.calls.clear()
    wait(stage, waiting)
    # Half of them have spoken, and their chats are looked at first.
    outbound.answer([chat.id for chat in waiting[:30]])
    await stage.settle()
    served = [call.chat_id for call in stage.sandbox.calls if call.method == "sendMessage"][:20]
    spoke = {chat.id for chat in waiting[:30]}
    assert 8 <= sum(chat_id in spoke for chat_id in served) <= 14


async def test_marks_in_a_group_wait_for_no_message_that_has_to_wait(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    prompt = await stage.say(anna, group, "/vraag")
    wait(stage, [group], times=60)
    written = [bram.reply(prompt, f"Antwoord {number}.") for number in range(3)]
    await stage.settle()
    marks = [call.at for call in stage.sandbox.calls if call.method == "setMessageReaction"]
    assert ([len(one.reactions) for one in written], len(marks)) == ([1, 1, 1], 3)
    # Two things a second at most may be done in one chat, and every other one is a mark.
    assert max(marks) - local("2026-11-23 09:00") < timedelta(seconds=30)
    assert [call.description for call in stage.sandbox.calls if not call.ok] == []


async def test_marks_in_a_group_take_no_turns_with_its_messages(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    prompt = await stage.say(anna, group, "/vraag")
    begun = stage.time.now()
    wait(stage, [group], times=60)
    for number in range(10):
        bram.reply(prompt, f"Antwoord {number}.")
    await stage.settle()
    marks = [call.at - begun for call in stage.sandbox.calls if call.method == "setMessageReaction"]
    # One a second, whatever else is said there.
    assert (len(marks), max(marks) <= timedelta(seconds=11)) == (10, True)
    assert [call.description for call in stage.sandbox.calls if not call.ok] == []


@pytest.mark.parametrize("is_looked_around", [False, True])
async def test_while_much_is_owed_whoever_speaks_finds_room_at_once(stage: Stage, is_looked_around: bool) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    prompt = await stage.say(anna, group, "/vraag")
    others = stage.people(*(f"P{number}" for number in range(120)))
    for person in others:
        person.start(stage.bot)
    await stage.settle()
    told, written = [0], list[datetime]()

    def speak(message: Message, is_new: bool) -> None:
        told[0] += message.text == "Bericht 0."
        # Once more a second's worth is used up.
        if told[0] == 60 and not written:
            written.append(stage.time.now())
            if is_looked_around:
                # As the clock does each second.
                stage.rehearsal.program.outbound.look_around()
            bram.reply(prompt, "Tussendoor.")

    stage.sandbox.watch(speak)
    wait(stage, [person.chat_with(stage.bot) for person in others])
    await stage.settle()
    marked = [call.at for call in stage.sandbox.calls if call.method == "setMessageReaction"]
    assert len(marked) == len(written) == 1
    assert marked[0] - written[0] <= timedelta(seconds=0.1)


async def test_what_goes_out_and_what_arrived_is_stored_together(stage: Stage) -> None:
    others = stage.people(*(f"P{number}" for number in range(60)))
    for person in others:
        person.start(stage.bot)
    await stage.settle()
    wait(stage, [person.chat_with(stage.bot) for person in others])
    stage.rehearsal.program.outbound.answer([person.id for person in others])
    asked: list[str] = []
    stage.database.conn.set_trace_callback(asked.append)
    await stage.settle()
    stage.database.conn.set_trace_callback(None)
    assert [stage.last(person.chat_with(stage.bot)).text for person in others] == ["Bericht 0."] * 60
    # Each was marked as being sent, and as having arrived.
    assert 0 < asked.count("COMMIT") <= 70


async def test_a_team_whose_arrival_can_not_be_recorded_holds_up_no_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = stage.people(*(f"P{number}" for number in range(6)))
    for person in others:
        person.start(stage.bot)
    await stage.settle()
    recorded = arriving.arrived

    def fail_once(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> set[int]:
        if parcel.chat_id == others[2].id:
            raise ValueError("odd")
        return recorded(house, parcel, message_id, now)

    monkeypatch.setattr(arriving, "arrived", fail_once)
    wait(stage, [person.chat_with(stage.bot) for person in others])
    await stage.settle()
    assert sorted(states(stage, "burst")) == ["sent"] * 5 + ["uncertain"]


async def test_while_what_time_owes_takes_long_what_waited_for_its_time_goes_out(stage: Stage) -> None:
    (bram,) = stage.people("Bram")
    bram.start(stage.bot)
    await stage.settle()
    await stage.restart()
    at = local("2026-11-23 09:11")
    outbox.add(stage.database, Say(text="Later."), bram.id, Purpose("burst"), stage.time.now(), send_after=at)
    stage.time.move_to(at)
    ticking = stage.rehearsal.program.tick_and_breathe()
    # It stands still after its first slice, for as long as that took.
    ticking.send(None)
    await stage.rehearsal.program.tick_and_breathe()
    await stage.settle()
    ticking.close()
    assert stage.last(bram.chat_with(stage.bot)).text == "Later."


async def test_a_summary_waits_for_no_burst_of_marks(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    prompt = await stage.say(anna, group, "/vraag")
    for number in range(20):
        bram.reply(prompt, f"Antwoord {number}.")
    wait(stage, [group])
    await stage.settle()
    calls = [call.method for call in stage.sandbox.calls if call.method in ("sendMessage", "setMessageReaction")]
    told = next(n for n, one in enumerate(group.messages) if one.text == "Bericht 0.")
    assert told
    assert calls.index("setMessageReaction") < len(calls) - calls[::-1].index("sendMessage") < 12


async def test_between_slices_of_what_time_owes_others_have_their_turn(stage: Stage) -> None:
    for number in range(60):
        (anna,) = stage.people("Anna")
        group = await stage.team(f"Team {number}", anna)
        await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    stage.time.move_to(local("2026-11-24 12:35"))
    turns = [0]

    async def count() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await stage.rehearsal.program.tick_and_breathe()
    seen = turns[0]
    counting.cancel()
    await stage.settle()
    # After each slice they have as long as it took, which is many turns.
    assert (seen >= 50, len(states(stage))) == (True, 60)


async def test_a_limited_chat_waits_as_told_and_delays_no_other(stage: Stage) -> None:
    slow, anna, _ = await team_with_coordinator(stage, "Traag")
    quick, bram, _ = await team_with_coordinator(stage, "Vlot")
    stage.sandbox.limit(slow, retry_after=7200, times=1)
    anna.write(slow, "/ask")
    bram.write(quick, "/ask")
    await stage.settle()
    at_once = (prompts(slow), prompts(quick))
    await stage.move_to("2026-11-23 11:30")
    assert (at_once, (prompts(slow), prompts(quick))) == ((0, 1), (1, 1))


async def test_what_certainly_did_not_arrive_goes_again_until_it_does(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    await stage.press(anna, stage.last(group), "rhythm default")
    bot = stage.rehearsal.program.bot
    there = bot._base_url
    # A port where nobody listens: the connection is refused before anything is written.
    bot._base_url = "http://127.0.0.1:9/bot1:x"
    await stage.move_to("2026-11-24 12:32")
    before = (prompts(group), states(stage))
    bot._base_url = there
    await stage.move_to("2026-11-24 13:30")
    assert (before, (prompts(group), states(stage))) == ((0, ["waiting"]), (1, ["sent"]))


@pytest.mark.parametrize("fault", ["drop", "500", "502", "cut", "page"])
async def test_what_may_have_arrived_is_never_repeated_and_shown_to_the_coordinator(stage: Stage, fault: str) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    stage.sandbox.fail_next("sendMessage", fault, group)
    anna.write(group, "/ask")
    await stage.settle()
    await stage.move_to("2026-11-23 12:00")
    assert (states(stage), prompts(group) <= 1) == (["uncertain"], True)
    assert "is misschien niet aangekomen" in stage.private(anna)[-1].text


async def test_an_answer_proves_that_an_uncertain_prompt_arrived(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    stage.sandbox.fail_next("sendMessage", "drop", group)
    anna.write(group, "/ask")
    await stage.settle()
    await stage.reply(bram, stage.prompt(group), "Hij is er wel.")
    assert (states(stage), stage.words()) == (["sent"], [("Bram", "Hij is er wel.")])


async def test_a_coordinator_sends_an_uncertain_message_again_once(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    stage.sandbox.fail_next("sendMessage", "500", group)
    anna.write(group, "/ask")
    await stage.settle()
    notice = stage.private(anna)[-1]
    button = notice.buttons[0][0].data or ""
    await stage.press(anna, notice, button)
    anna.tell(stage.bot, f"/{button}")
    await stage.settle()
    assert (states(stage), prompts(group)) == (["sent"], 1)
    assert "al aangekomen" in stage.private(anna)[-1].text


async def test_nobody_else_sends_a_teams_message_again(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    _, _, stranger = await team_with_coordinator(stage, "Ander team")
    stage.sandbox.fail_next("sendMessage", "500", group)
    anna.write(group, "/ask")
    await stage.settle()
    stranger.start(stage.bot)
    stranger.tell(stage.bot, f"/{stage.private(anna)[-1].buttons[0][0].data}")
    await stage.settle()
    assert states(stage) == ["uncertain"]


async def test_somebody_who_blocked_the_bot_is_left_in_peace(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    anna.block(stage.bot)
    await stage.settle()
    before = len(stage.sandbox.calls)
    stage.sandbox.fail_next("sendMessage", "500", group)
    anna.write(group, "/ask")
    await stage.settle()
    assert [call for call in stage.sandbox.calls[before:] if call.chat_id == anna.id] == []


async def test_a_group_that_removed_the_bot_gets_nothing_more(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    anna.remove(group, stage.bot)
    await stage.settle()
    before = len(stage.sandbox.calls)
    await stage.move_to("2026-12-02 12:00")
    team = teams.find(stage.database, 1)
    assert team is not None
    assert (team.is_present, [call.method for call in stage.sandbox.calls[before:] if call.chat_id == group.id]) == (
        False,
        [],
    )


async def test_what_was_meant_for_a_topic_that_is_gone_goes_nowhere_else(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    anna.start(stage.bot)
    await stage.settle()
    anna.delete_topic(group, topic)
    await stage.move_to("2026-11-24 12:40")
    assert (prompts(group), states(stage)) == (0, ["failed"])
    assert "nam Telegram niet aan" in stage.private(anna)[-1].text


async def test_a_scan_that_nobody_got_makes_its_moment_a_missed_one(stage: Stage) -> None:
    anna, *others = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("School", anna, *others, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    for person in (anna, *others):
        person.write(group, "/meedoen@leerkring_bot", topic=topic)
    anna.write(group, "/ritme@leerkring_bot scan sociaal-leren om de week di 12:30", topic=topic)
    await stage.settle()
    anna.delete_topic(group, topic)
    await stage.move_to("2026-11-24 12:40")
    found = "SELECT moments.state, sessions.state FROM moments JOIN sessions ON sessions.moment_id = moments.id"
    assert stage.database.execute(found).fetchall() == [("missed", "cancelled")]


async def test_a_scan_that_may_not_have_arrived_is_told_as_one(stage: Stage) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    (chris,) = stage.people("Chris")
    anna.invite(group, chris)
    for person in (anna, bram, chris):
        await stage.say(person, group, "/meedoen")
    await stage.say(anna, group, "/ritme scan sociaal-leren om de week di 12:30")
    stage.sandbox.fail_next("sendMessage", "500", group)
    await stage.move_to("2026-11-24 12:40")
    told = stage.private(anna)[-1].text
    assert "Onderbouw: een scan van dinsdag 24 november om 12.30 uur is misschien niet aangekomen" in told
    assert "scan misschien niet aangekomen" in (await stage.tell(anna, "/teams")).text


async def test_a_message_decided_before_the_group_moved_arrives_in_the_new_one(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram, kind="group")
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    stage.time.move_to(local("2026-11-24 12:31"))
    moved = anna.upgrade(group)
    stage.rehearsal.program.tick()
    await stage.settle()
    assert (prompts(group), prompts(moved)) == (0, 1)


async def test_a_prompt_that_is_refused_counts_for_nobodys_share(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    anna.write(group, "/ask")
    await stage.settle()
    nothing = '{"kind": "say", "text": "<b></b>"}'
    stage.database.execute("UPDATE outbox SET state = 'waiting', payload = ? WHERE purpose = 'prompt'", [nothing])
    stage.rehearsal.program.outbound.look_around()
    await stage.settle()
    of_sessions = [row["state"] for row in stage.database.query("SELECT state FROM sessions")]
    assert (states(stage), of_sessions) == (["failed"], ["cancelled"])


async def test_a_row_that_can_not_be_read_stops_nobody(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    stage.database.execute(
        "INSERT INTO outbox (purpose, chat_id, kind, rank, payload, created_at, send_after, expires_at, state)"
        " SELECT 'old', chat_id, 'say', 0, '{\"kind\":\"sing\"}', created_at, send_after, expires_at, 'waiting'"
        " FROM outbox WHERE chat_id = ? LIMIT 1",
        [group.id],
    )
    assert "Er loopt nu niets." in (await stage.say(anna, group, "/status")).text
    assert states(stage, "old") == ["failed"]


async def test_a_prompt_on_its_way_when_its_group_moves_arrives_once_and_can_be_answered(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram, kind="group")
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    stage.time.move_to(local("2026-11-24 12:31"))
    stage.rehearsal.program.tick()
    moved = anna.upgrade(group)
    await stage.settle()
    await stage.reply(bram, stage.prompt(moved), "Hier dan.")
    assert (prompts(moved), stage.words(1)) == (1, [("Bram", "Hier dan.")])


@pytest.mark.parametrize("fault", ["cut", "page"])
async def test_a_prompt_whose_arrival_could_not_be_read_can_be_answered(stage: Stage, fault: str) -> None:
    group, anna, bram = await team_with_coordinator(stage)
    stage.sandbox.fail_next("sendMessage", fault, group)
    anna.write(group, "/ask")
    await stage.settle()
    written = await stage.reply(bram, stage.prompt(group), "Hij is er.")
    assert (prompts(group), states(stage), stage.words()) == (1, ["sent"], [("Bram", "Hij is er.")])
    assert written.reactions == {stage.bot.id: "✍"}


async def test_a_conflict_is_no_refusal_and_the_message_goes_again(stage: Stage) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    for _ in range(2):
        stage.sandbox.fail_next("sendMessage", "409", group)
    anna.write(group, "/ask")
    await stage.settle()
    await stage.move_to("2026-11-23 12:00")
    assert (prompts(group), states(stage)) == (1, ["sent"])


@pytest.mark.parametrize("fault", ["cut", "page", "409"])
async def test_an_edit_whose_answer_could_not_be_read_is_made_again(stage: Stage, fault: str) -> None:
    group, anna, _ = await team_with_coordinator(stage)
    card = stage.last(group)
    stage.sandbox.fail_next("editMessageText", fault, group)
    await stage.press(anna, card, "rhythm default")
    await stage.move_to("2026-11-23 10:00")
    assert "dinsdag" in card.text


async def test_a_page_instead_of_an_answer_neither_closes_a_chat_nor_ends_the_bot(stage: Stage) -> None:
    _, anna, _ = await team_with_coordinator(stage)
    stage.sandbox.fail_next("sendMessage", "page", anna.chat_with(stage.bot))
    await stage.tell(anna, "/hulp")
    assert "Wat hier kan" in (await stage.tell(anna, "/hulp")).text
