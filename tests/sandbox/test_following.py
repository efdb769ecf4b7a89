"""Whoever follows the sandbox hears of everything that somebody could see, and not what it was."""

from collections.abc import Callable

import pytest
from sandbox.wire import Line

from bot.sandbox import Bot, Chat, Person, Sandbox

Deed = Callable[[Person, Chat, Bot], object]
DEEDS: dict[str, Deed] = {
    "writing": lambda anna, group, bot: anna.write(group, "Dag"),
    "reacting": lambda anna, group, bot: anna.react(group.messages[-1], "👍"),
    "deleting": lambda anna, group, bot: anna.erase(group.messages[-1]),
    "renaming": lambda anna, group, bot: anna.rename(group, "Anders"),
    "leaving": lambda anna, group, bot: anna.leave(group),
    "sending the bot away": lambda anna, group, bot: anna.remove(group, bot),
    "beginning a private chat": lambda anna, group, bot: anna.chat_with(bot),
    "blocking": lambda anna, group, bot: anna.block(bot),
    "closing the group": lambda anna, group, bot: anna.delete_group(group),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_follower_hears_of(name: str, sandbox: Sandbox, anna: Person, group: Chat, bot: Bot) -> None:
    heard: list[str] = []
    sandbox.follow(lambda: heard.append(name))
    DEEDS[name](anna, group, bot)
    assert heard


async def test_a_follower_hears_of_a_vote_an_answer_a_mark_and_a_menu(
    sandbox: Sandbox, line: Line, anna: Person, group: Chat, bot: Bot
) -> None:
    poll = await line.call("sendPoll", chat_id=group.id, question="?", options=[{"text": "a"}, {"text": "b"}])
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    asked = await line.call("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard)
    press = anna.press(group.by_id[asked["message_id"]], "y")
    heard: list[int] = []
    sandbox.follow(lambda: heard.append(1))
    counts = []
    anna.vote(group.by_id[poll["message_id"]], [0])
    counts.append(len(heard))
    await line.call("answerCallbackQuery", callback_query_id=press.id, text="Goed")
    counts.append(len(heard))
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await line.call("setMessageReaction", chat_id=group.id, message_id=asked["message_id"], reaction=reaction)
    counts.append(len(heard))
    await line.call("setMyCommands", commands=[{"command": "plan", "description": "Plan"}])
    counts.append(len(heard))
    assert counts == [1, 2, 3, 4]


async def test_a_follower_is_not_bothered_by_questions(sandbox: Sandbox, line: Line, group: Chat) -> None:
    heard: list[int] = []
    sandbox.follow(lambda: heard.append(1))
    await line.call("getMe")
    await line.call("getChat", chat_id=group.id)
    assert heard == []
