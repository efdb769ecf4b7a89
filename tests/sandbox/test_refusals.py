"""Every refusal, in the words Telegram uses."""

from typing import Any

import pytest
from sandbox.wire import Clock, Line

from bot.sandbox import Bot, Chat, Person, Sandbox

BAD = "Bad Request: "


@pytest.fixture
def chat(anna: Person, bot: Bot) -> Chat:
    return anna.start(bot).chat


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "<p>a</p>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_to_message_id": 99}, "message to be replied not found"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ],
)
async def test_a_message_that_cannot_be_sent(line: Line, chat: Chat, params: dict[str, Any], reason: str) -> None:
    assert await line.refused("sendMessage", chat_id=chat.id, **params) == BAD + reason
    assert len(chat.messages) == 1


async def test_the_longest_message_is_counted_in_characters_after_parsing(line: Line, chat: Chat) -> None:
    await line.call("sendMessage", chat_id=chat.id, text="😀" * 4096)
    await line.call("sendMessage", chat_id=chat.id, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML")


async def test_a_reply_may_go_on_without_the_message_it_answers(line: Line, chat: Chat) -> None:
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await line.call("sendMessage", chat_id=chat.id, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in sent


@pytest.mark.parametrize("chat_id", [5, -4999, -1009999999999, "@nowhere", ""])
async def test_a_chat_the_bot_does_not_know(line: Line, chat_id: Any) -> None:
    reason = "chat not found" if chat_id else "chat_id is empty"
    assert await line.refused("sendMessage", chat_id=chat_id, text="x") == BAD + reason


async def test_somebody_who_never_started_the_bot(line: Line, group: Chat, bram: Person, sandbox: Sandbox) -> None:
    reason = "Forbidden: bot can't initiate conversation with a user"
    assert await line.refused("sendMessage", chat_id=bram.id, text="x") == reason
    stranger = sandbox.add_person("Cor")
    assert await line.refused("sendMessage", chat_id=stranger.id, text="x") == BAD + "chat not found"


async def test_somebody_who_blocked_the_bot_or_left_telegram(line: Line, chat: Chat, anna: Person, bot: Bot) -> None:
    anna.block(bot)
    send = {"chat_id": chat.id, "text": "x"}
    assert await line.refused("sendMessage", **send) == "Forbidden: bot was blocked by the user"
    with pytest.raises(PermissionError):
        anna.tell(bot, "hoor je mij?")
    anna.start(bot)
    await line.call("sendMessage", **send)
    assert await line.kinds() == ["message", "my_chat_member", "my_chat_member", "message"]
    anna.deactivate()
    assert await line.refused("sendMessage", **send) == "Forbidden: user is deactivated"


@pytest.mark.parametrize(("kind", "name"), [("group", "group"), ("supergroup", "supergroup"), ("forum", "supergroup")])
async def test_a_group_that_is_closed_to_the_bot(line: Line, anna: Person, kind: str, name: str) -> None:
    group = anna.create_group("Team", kind=kind)
    send = {"chat_id": group.id, "text": "x"}
    assert await line.refused("sendMessage", **send) == BAD + "chat not found"
    anna.invite(group, line.bot)
    anna.remove(group, line.bot)
    assert await line.refused("sendMessage", **send) == f"Forbidden: bot was kicked from the {name} chat"
    anna.invite(group, line.bot)
    await line.call("leaveChat", chat_id=group.id)
    assert await line.refused("sendMessage", **send) == f"Forbidden: bot is not a member of the {name} chat"
    anna.invite(group, line.bot)
    anna.delete_group(group)
    assert await line.refused("sendMessage", **send) == "Forbidden: the group chat was deleted"


async def test_edits_that_cannot_be_made(line: Line, chat: Chat, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    sent = await line.call("sendMessage", chat_id=chat.id, text="een", reply_markup=markup)
    which = {"chat_id": chat.id, "message_id": sent["message_id"]}
    same = await line.refused("editMessageText", **which, text="een ", reply_markup=markup)
    assert same.startswith(BAD + "message is not modified: specified new message content")
    assert (await line.refused("editMessageReplyMarkup", **which, reply_markup=markup)) == same
    assert (await line.call("editMessageReplyMarkup", **which)).get("reply_markup") is None
    missing = which | {"message_id": 99}
    assert await line.refused("editMessageText", **missing, text="x") == BAD + "message to edit not found"
    hers = which | {"message_id": chat.messages[0].id}
    assert await line.refused("editMessageText", **hers, text="x") == BAD + "message can't be edited"
    assert (await line.refused("editMessageCaption", **which, caption="x")).startswith(BAD + "there is no caption")


async def test_deletions_that_cannot_be_made(line: Line, group: Chat, anna: Person, clock: Clock) -> None:
    said = anna.write(group, "blijf")
    hers = {"chat_id": group.id, "message_id": said.id}
    assert await line.refused("deleteMessage", **hers) == BAD + "message can't be deleted"
    sent = await line.call("sendMessage", chat_id=group.id, text="een")
    mine = {"chat_id": group.id, "message_id": sent["message_id"]}
    assert await line.call("deleteMessage", **mine)
    assert await line.refused("deleteMessage", **mine) == BAD + "message to delete not found"
    old = await line.call("sendMessage", chat_id=group.id, text="oud")
    new = await line.call("sendMessage", chat_id=group.id, text="nieuw")
    ids = [new["message_id"], 99]
    assert await line.call("deleteMessages", chat_id=group.id, message_ids=ids)
    clock.pass_(hours=48, seconds=1)
    mine["message_id"] = old["message_id"]
    assert await line.refused("deleteMessage", **mine) == BAD + "message can't be deleted for everyone"


async def test_callback_queries_that_cannot_be_answered(line: Line, chat: Chat, anna: Person, clock: Clock) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await line.call("sendMessage", chat_id=chat.id, text="een", reply_markup=markup)
    press = anna.press(chat.messages[-1], "Ja")
    late = BAD + "query is too old and response timeout expired or query ID is invalid"
    assert await line.refused("answerCallbackQuery", callback_query_id="1") == late
    long = {"callback_query_id": press.id, "text": "x" * 201}
    assert await line.refused("answerCallbackQuery", **long) == BAD + "MESSAGE_TOO_LONG"
    clock.pass_(seconds=151)
    assert await line.refused("answerCallbackQuery", callback_query_id=press.id) == late
    assert not press.answered


async def test_reactions_outside_the_list_are_refused(line: Line, chat: Chat) -> None:
    which = {"chat_id": chat.id, "message_id": chat.messages[0].id}
    for emoji in "✍👍❤🔥👏👀🙏👌🎉":
        assert await line.call("setMessageReaction", **which, reaction=[{"type": "emoji", "emoji": emoji}])
    assert chat.messages[0].reactions == {line.bot.id: "🎉"}
    odd = [{"type": "emoji", "emoji": "🧀"}]
    assert await line.refused("setMessageReaction", **which, reaction=odd) == BAD + "REACTION_INVALID"
    await line.call("setMessageReaction", **which, reaction=[])
    assert chat.messages[0].reactions == {}
    which["message_id"] = 99
    assert await line.refused("setMessageReaction", **which, reaction=[]) == BAD + "MESSAGE_ID_INVALID"


async def test_unknown_tokens_and_methods(line: Line) -> None:
    answer = await line.client.post("/bot1:x/getMe")
    expected = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (answer.status_code, answer.json()) == (401, expected)
    answer = await line.raw("getNothing")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")


async def test_parameters_come_as_query_form_or_json(line: Line, chat: Chat) -> None:
    path, params = f"/bot{line.bot.token}/sendMessage", {"chat_id": str(chat.id), "text": "dag & hoi"}
    await line.client.get(path, params=params)
    await line.client.post(path, data=params)
    await line.client.post(path.lower().replace("sendmessage", "SENDmessage"), json=params)
    assert [message.text for message in chat.messages[1:]] == ["dag & hoi"] * 3


async def test_calls_are_remembered(sandbox: Sandbox, line: Line, chat: Chat) -> None:
    await line.refused("sendMessage", chat_id=chat.id, text="")
    await line.call("sendMessage", chat_id=chat.id, text="x", disable_notification=True)
    first, second = sandbox.calls
    assert (first.ok, first.description) == (False, BAD + "message text is empty")
    assert (second.method, second.chat_id, second.params["text"], second.ok) == ("sendMessage", chat.id, "x", True)
    assert chat.messages[-1].silent
