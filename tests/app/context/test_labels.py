"""Labels: a bare answer in private is for what was asked there last, whichever room asked it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stage import Stage, is_prompt

from bot.app.context.labels import as_press
from bot.core.events import Commanded, Event, Wrote
from bot.core.model import Audience, Place
from bot.sandbox import Person


async def with_an_answer(stage: Stage) -> Person:
    """Return somebody who answered a question of their team."""
    anna, _ = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/vraag")
    question = next(one for one in stage.from_bot(group) if is_prompt(one))
    await stage.reply(anna, question, "Ik vroeg eerst wat ze al wisten.")
    return anna


def kept(stage: Stage) -> list[str]:
    return [one.text for one in stage.log() if one.audience is Audience.TEAM]


@pytest.mark.parametrize(("said", "is_gone"), [("ja", True), ("Ja, vergeet mij.", True), ("nee", False)])
async def test_a_yes_or_no_is_the_button_that_begins_with_it(stage: Stage, said: str, is_gone: bool) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    await stage.tell(anna, said)
    assert (not kept(stage)) == is_gone


@pytest.mark.parametrize("said", ["ok", "prima", "ja, maar eerst iets anders", "vergeet mij"])
async def test_less_than_a_plain_yes_presses_nothing(stage: Stage, said: str) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    await stage.tell(anna, said)
    assert kept(stage)


async def test_what_was_asked_before_something_else_is_asked_no_more(stage: Stage) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    await stage.tell(anna, "even denken hoor")
    await stage.tell(anna, "ja")
    assert kept(stage)


async def test_a_reply_to_another_message_presses_nothing(stage: Stage) -> None:
    anna = await with_an_answer(stage)
    earlier = await stage.tell(anna, "/hulp")
    await stage.tell(anna, "/vergeet")
    await stage.reply(anna, earlier, "ja")
    assert kept(stage)


async def test_words_below_a_picture_press_nothing(stage: Stage) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    anna.send_photo(anna.chat_with(stage.bot), caption="ja")
    await stage.settle()
    assert kept(stage)


async def test_what_was_written_in_the_same_second_before_the_question_does_not_answer_it(stage: Stage) -> None:
    anna = await with_an_answer(stage)
    asked = await stage.tell(anna, "/vergeet")
    house, here = stage.rehearsal.program.house, stage.private(anna)[-1].chat.id
    event = Event(1, stage.time.now(), Place(here), Wrote(asked.id - 1, "ja"), is_private=True)
    assert as_press(house, event, Wrote(asked.id - 1, "ja")) is event
    # Nor does it use up what was asked; and a clock of theirs that runs behind takes nothing off what came after.
    late = replace(event, update_id=2, at=stage.time.now() - timedelta(seconds=9))
    pressed = as_press(house, late, Wrote(asked.id + 1, "ja"))
    assert isinstance(pressed.what, Commanded)


async def test_after_a_restart_nothing_was_asked(stage: Stage) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    await stage.restart()
    await stage.tell(anna, "ja")
    assert kept(stage)


@pytest.mark.parametrize(
    ("said", "told"),
    [("ok dank je!", "👍"), ("👍", "👍"), ("top", "👍"), ("ja", "geen vraag voor je open"), ("nee", "er staat geen")],
)
async def test_thanks_where_nothing_is_asked_are_met_with_a_nod_and_a_yes_is_not(
    stage: Stage, said: str, told: str
) -> None:
    anna = await with_an_answer(stage)
    assert told in (await stage.tell(anna, said)).text


@pytest.mark.parametrize("said", ["?", "👎", "…"])
async def test_what_is_no_thanks_gets_no_thumb(stage: Stage, said: str) -> None:
    anna = await with_an_answer(stage)
    assert "👍" not in (await stage.tell(anna, said)).text


@pytest.mark.parametrize("said", ["ja, dat past", "Ja dat kan"])
async def test_a_yes_that_says_more_is_no_mere_yes(stage: Stage, said: str) -> None:
    anna = await with_an_answer(stage)
    await stage.tell(anna, "/vergeet")
    await stage.tell(anna, said)
    assert kept(stage)
