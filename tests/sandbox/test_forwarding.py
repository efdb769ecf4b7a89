"""Messages that a bot forwards or copies to another chat."""

from typing import Any

import pytest
from sandbox.wire import Line

from bot.sandbox import Bot, Chat, Person


@pytest.fixture
def said(anna: Person, bot: Bot, group: Chat) -> dict[str, Any]:
    """Where the words stand that are to travel, and where they go."""
    message = anna.tell(bot, "zie /help")
    return {"chat_id": group.id, "from_chat_id": message.chat.id, "message_id": message.id}


async def test_a_forwarded_message_names_its_first_writer(
    line: Line, group: Chat, anna: Person, said: dict[str, Any]
) -> None:
    sent = await line.call("forwardMessage", **said)
    assert (sent["text"], sent["entities"][0]["type"]) == ("zie /help", "bot_command")
    again = said | {"from_chat_id": group.id, "message_id": sent["message_id"]}
    origin = (await line.call("forwardMessage", **again))["forward_origin"]
    assert (origin["type"], origin["sender_user"]["id"], origin) == ("user", anna.id, sent["forward_origin"])


async def test_an_anonymous_admin_stays_anonymous_when_forwarded(line: Line, group: Chat, anna: Person) -> None:
    anna.promote(group, line.bot)
    message = anna.write(group, "besluit", anonymous=True)
    sent = await line.call("forwardMessage", chat_id=group.id, from_chat_id=group.id, message_id=message.id)
    assert sent["forward_origin"]["sender_chat"]["id"] == group.id


async def test_a_copy_looks_new_and_may_have_another_caption(line: Line, group: Chat, anna: Person, bot: Bot) -> None:
    photo = anna.send_photo(anna.chat_with(bot), caption="bord")
    which = {"chat_id": group.id, "from_chat_id": photo.chat.id, "message_id": photo.id}
    forwarded = await line.call("forwardMessage", **which)
    await line.call("copyMessage", **which)
    await line.call("copyMessage", **which, caption="<b>nieuw</b>", parse_mode="HTML")
    again = which | {"from_chat_id": group.id, "message_id": forwarded["message_id"]}
    await line.call("copyMessage", **again, caption="")
    assert [message.html for message in group.messages[-4:]] == ["bord", "bord", "<b>nieuw</b>", ""]
    assert [message.extra for message in group.messages[-3:]] == [photo.extra] * 3


async def test_a_copied_poll_is_a_poll_of_its_own(line: Line, group: Chat, anna: Person) -> None:
    sent = await line.call("sendPoll", chat_id=group.id, question="?", options=["ja", "nee"])
    which = {"chat_id": group.id, "from_chat_id": group.id, "message_id": sent["message_id"]}
    await line.call("forwardMessage", **which)
    await line.call("copyMessage", **which)
    first, forwarded, copied = group.messages[-3:]
    anna.vote(forwarded, [0])
    assert [len(message.poll.votes) for message in (first, forwarded, copied) if message.poll] == [1, 1, 0]


@pytest.mark.parametrize(("deed", "done"), [("forward", "forwarded"), ("copy", "copied")])
async def test_what_the_bot_may_not_take_along(
    line: Line, group: Chat, anna: Person, bot: Bot, deed: str, done: str
) -> None:
    method, there = f"{deed}Message", {"chat_id": group.id, "from_chat_id": group.id}
    missing, fixed = f"Bad Request: message to {deed} not found", f"Bad Request: the message can't be {done}"
    unseen = anna.write(group, "onder ons")
    assert await line.refused(method, **there, message_id=unseen.id) == missing
    assert await line.refused(method, **there, message_id=99) == missing
    assert await line.refused(method, **there, message_id=group.messages[0].id) == missing
    anna.rename(group, "Team bovenbouw")
    assert await line.refused(method, **there, message_id=group.messages[-1].id) == fixed
    kept = await line.call("sendMessage", chat_id=group.id, text="blijft", protect_content=True)
    assert await line.refused(method, **there, message_id=kept["message_id"]) == fixed
    elsewhere = there | {"from_chat_id": -4999, "message_id": 1}
    assert await line.refused(method, **elsewhere) == "Bad Request: chat not found"
    assert (await line.refused(method, chat_id=group.id, message_id=1)) == "Bad Request: chat_id is empty"


async def test_words_of_somebody_who_blocked_the_bot_can_still_be_forwarded(
    line: Line, anna: Person, bot: Bot, said: dict[str, Any]
) -> None:
    anna.block(bot)
    assert (await line.call("forwardMessage", **said))["text"] == "zie /help"
