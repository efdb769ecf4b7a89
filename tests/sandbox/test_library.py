"""What python-telegram-bot makes of the answers: its own exceptions, files and settings."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.sandbox import Bot, Chat, Person, Sandbox, serving


@pytest.fixture
async def client(sandbox: Sandbox, bot: Bot) -> AsyncIterator[telegram.Bot]:
    async with (
        serving(sandbox) as url,
        telegram.Bot(bot.token, base_url=url + "/bot", base_file_url=url + "/file/bot") as client,
    ):
        yield client


async def test_refusals_become_the_exceptions_of_the_library(
    client: telegram.Bot, sandbox: Sandbox, bot: Bot, group: Chat, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    sandbox.limit(group, retry_after=3)
    with pytest.raises(RetryAfter) as slow:
        await client.send_message(group.id, "x")
    assert slow.value.retry_after == timedelta(seconds=3)
    sandbox.fail_next("sendMessage", "502")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await client.send_message(group.id, "x")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await client.send_message(group.id, "<p>", parse_mode="HTML")
    with pytest.raises(Forbidden, match=r"(?i)can't initiate conversation"):
        await client.send_message(anna.id, "x")
    new = anna.upgrade(group)
    with pytest.raises(ChatMigrated) as moved:
        await client.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id


async def test_a_wrong_token_is_noticed(sandbox: Sandbox) -> None:
    async with serving(sandbox) as url:
        with pytest.raises(InvalidToken):
            async with telegram.Bot("1:x", base_url=url + "/bot"):
                pass


async def test_documents_go_up_and_come_down(client: telegram.Bot, bot: Bot, anna: Person) -> None:
    chat = anna.start(bot).chat
    sent = await client.send_document(chat.id, b"een;twee", filename="verslag.csv", caption="Het verslag")
    assert sent.document
    assert (sent.document.file_name, chat.messages[-1].text) == ("verslag.csv", "Het verslag")
    file = await client.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"een;twee"


async def test_markup_replies_and_reactions_pass_through(
    client: telegram.Bot, sandbox: Sandbox, group: Chat, anna: Person
) -> None:
    said = anna.write(group, "/start")
    force = telegram.ForceReply(selective=True, input_field_placeholder="Schrijf hier")
    asked = await client.send_message(group.id, "Vraag", reply_markup=force, reply_to_message_id=said.id)
    assert asked.reply_to_message
    assert asked.reply_to_message.message_id == said.id
    shown = group.messages[-1].force_reply
    assert shown
    assert shown["input_field_placeholder"] == "Schrijf hier"
    await client.set_message_reaction(group.id, said.id, "✍")
    assert list(said.reactions.values()) == ["✍"]
    link = telegram.InlineKeyboardButton("Privé", url="https://t.me/leerkring_bot?start=x")
    await client.send_message(group.id, "Liever privé?", reply_markup=telegram.InlineKeyboardMarkup([[link]]))
    (button,) = group.messages[-1].buttons[0]
    assert button.url
    assert anna.open(button.url).text == "/start x"
    assert sandbox.calls[-1].params["reply_markup"]["inline_keyboard"][0][0]["text"] == "Privé"


async def test_the_library_reads_chats_members_and_polls(client: telegram.Bot, group: Chat, anna: Person) -> None:
    assert (await client.get_chat(group.id)).title == group.title
    (owner,) = await client.get_chat_administrators(group.id)
    assert (owner.status, owner.user.id) == ("creator", anna.id)
    poll = await client.send_poll(group.id, "Wanneer?", ["ma", "di"], is_anonymous=False)
    anna.vote(group.messages[-1], [0])
    assert (await client.stop_poll(group.id, poll.message_id)).options[0].voter_count == 1
