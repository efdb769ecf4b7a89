"""What concerns one member after a press shows to them alone where the messenger can, and passes by where it can't."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stage import Stage

from bot.app.context.occasion import Occasion
from bot.core.events import Commanded, Event
from bot.core.model import Place
from bot.core.sources import like, sourced
from bot.sandbox import Chat, Message, Person
from bot.storage import teams

SHORT, LONGEST_GLANCE = "Deze sla ik over", 45


async def asked(stage: Stage) -> tuple[Chat, Person, Message]:
    """Let a question be asked and answered by somebody, whose press on it then gets a long line."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    anna.write(group, "/vraag")
    await stage.settle()
    await stage.reply(bram, stage.prompt(group), "Ik wachtte even.")
    return group, bram, stage.prompt(group)


def notices(group: Chat, person: Person) -> list[str]:
    return [one.message.text for (receiver, _), one in group.notices.items() if receiver == person.id]


def calls(stage: Stage, method: str) -> int:
    return sum(call.method == method for call in stage.sandbox.calls)


async def test_a_long_line_shows_to_whoever_pressed_alone(stage: Stage, calm: None) -> None:
    group, bram, question = await asked(stage)
    press = bram.press(question, SHORT)
    await stage.settle()
    assert press.answer
    assert (notices(group, bram), press.alert) == ([press.answer], False)
    assert [one for one in group.messages if press.answer in one.text] == []
    assert {receiver for receiver, _ in group.notices} == {bram.id}


async def test_a_short_line_only_passes_by(stage: Stage, calm: None) -> None:
    group, _, question = await asked(stage)
    (chris,) = stage.people("Chris")
    chris.join(group)
    press = chris.press(question, SHORT)
    await stage.settle()
    assert press.answer
    assert len(press.answer) <= LONGEST_GLANCE
    assert (notices(group, chris), press.alert) == ([], False)


async def test_it_is_asked_once_whether_the_server_knows_them(stage: Stage, calm: None) -> None:
    group, bram, question = await asked(stage)
    for _ in range(3):
        await stage.press(bram, question, SHORT)
    assert (calls(stage, "deleteEphemeralMessage"), len(notices(group, bram))) == (1, 3)


async def test_a_server_that_knows_none_shows_it_as_before(stage: Stage) -> None:
    stage.sandbox.shows_notices = False
    group, bram, question = await asked(stage)
    standing = len(group.messages)
    for _ in range(2):
        press = bram.press(question, SHORT)
        await stage.settle()
        assert press.alert
    assert (group.notices, len(group.messages)) == ({}, standing)
    assert [call.ok for call in stage.sandbox.calls if call.method == "deleteEphemeralMessage"] == [False]


async def test_what_a_server_shows_to_all_is_taken_away_and_not_tried_again(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A server that knows their methods, and then sends what it was given to everybody.
    monkeypatch.setattr("bot.sandbox.methods.sending.receiver_of", lambda *_: None)
    group, bram, question = await asked(stage)
    standing = [one.id for one in group.messages]
    for _ in range(2):
        press = bram.press(question, SHORT)
        await stage.settle()
        assert press.alert
    assert [one.id for one in group.messages] == standing
    assert (calls(stage, "deleteMessage"), "not tried again" in caplog.text) == (1, True)


async def test_where_it_is_refused_it_is_not_tried_again(stage: Stage) -> None:
    group, bram, question = await asked(stage)
    stage.sandbox.fail_next("sendMessage", "rights", group)
    for _ in range(2):
        press = bram.press(question, SHORT)
        await stage.settle()
        assert press.alert
    assert notices(group, bram) == []


async def test_a_server_that_refuses_to_take_away_what_is_none_knows_them(stage: Stage) -> None:
    group, bram, question = await asked(stage)
    stage.sandbox.fail_next("deleteEphemeralMessage", "rights")
    await stage.press(bram, question, SHORT)
    assert len(notices(group, bram)) == 1


async def test_a_press_that_waited_too_long_gets_none(stage: Stage, calm: None) -> None:
    group, bram, question = await asked(stage)
    house = stage.rehearsal.program.house
    late = replace(house.powers, notice_lives=timedelta(seconds=-1))
    object.__setattr__(house, "powers", late)
    press = bram.press(question, SHORT)
    await stage.settle()
    assert (press.alert, notices(group, bram), calls(stage, "deleteEphemeralMessage")) == (True, [], 0)


@pytest.mark.parametrize("how", ["500", "502", "409", "drop", "refuse"])
async def test_a_failure_on_the_way_tells_nothing_and_is_tried_again(stage: Stage, how: str) -> None:
    stage.sandbox.shows_notices = False
    group, bram, question = await asked(stage)
    standing = [one.id for one in group.messages]
    stage.sandbox.fail_next("deleteEphemeralMessage", how)
    for _ in range(2):
        press = bram.press(question, SHORT)
        await stage.settle()
        assert press.alert
    sent = [call for call in stage.sandbox.calls if "receiver_user_id" in call.params and call.method == "sendMessage"]
    assert (sent, [one.id for one in group.messages]) == ([], standing)


@pytest.mark.parametrize("how", ["500", "502"])
async def test_a_passing_failure_does_not_end_them_in_a_group(stage: Stage, how: str) -> None:
    group, bram, question = await asked(stage)
    await stage.press(bram, question, SHORT)
    stage.sandbox.fail_next("sendMessage", how, group)
    await stage.press(bram, question, SHORT)
    await stage.press(bram, question, SHORT)
    assert len(notices(group, bram)) == 2


async def test_what_people_wrote_is_in_no_notice(stage: Stage) -> None:
    """A server may take a notice and show it to all: what is in one, all may read."""
    group, _, question = await asked(stage)
    press = Commanded("skip", message_id=question.id, press_id="1")
    event = Event(1, stage.time.now(), Place(group.id), press)
    house = stage.rehearsal.program.house
    occasion = Occasion(house, stage.time.now(), event=event, team=teams.find(house.database, 1))
    assert occasion._notice(event, like("Ik wachtte even", sourced("Ik wachtte even", "entry", 1))) is None
    assert occasion._notice(event, like("Vraag Anna", sourced("Anna", "person", 1))) is not None
