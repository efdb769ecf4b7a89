"""People and a bot talk: over bare HTTP and through an unmodified python-telegram-bot."""

import asyncio

import pytest
from sandbox.specification import check_response
from sandbox.wire import Line
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.sandbox import Bot, Chat, Message, Person, Sandbox, serving

Context = ContextTypes.DEFAULT_TYPE


async def test_an_unmodified_library_bot_echoes_and_answers_presses(sandbox: Sandbox, bot: Bot, anna: Person) -> None:
    heard: asyncio.Queue[Message] = asyncio.Queue()
    sandbox.watch(lambda message, is_new: heard.put_nowait(message) if message.sender is bot else None)

    async def echo(update: Update, context: Context) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Dank", callback_data="thanks")]])
        message = update.effective_message
        assert message
        await message.reply_html(f"<b>{message.text}</b>", reply_markup=markup)

    async def thank(update: Update, context: Context) -> None:
        assert update.callback_query
        await update.callback_query.answer("Graag gedaan", show_alert=True)
        await update.callback_query.edit_message_text("Klaar")

    async with serving(sandbox) as url:
        builder = Application.builder().token(bot.token).base_url(url + "/bot")
        app = builder.base_file_url(url + "/file/bot").build()
        app.add_handler(MessageHandler(filters.TEXT, echo))
        app.add_handler(CallbackQueryHandler(thank))
        async with app:
            assert app.updater
            await app.updater.start_polling()
            await app.start()
            anna.start(bot)
            anna.tell(bot, "dag")
            await asyncio.wait_for(heard.get(), 5)
            said = await asyncio.wait_for(heard.get(), 5)
            assert (said.text, said.html) == ("dag", "<b>dag</b>")
            press = anna.press(said, "Da")
            changed = await asyncio.wait_for(heard.get(), 5)
            assert (changed is said, changed.text, changed.edited, changed.buttons) == (True, "Klaar", True, [])
            assert (press.answered, press.answer, press.alert) == (True, "Graag gedaan", True)
            await app.updater.stop()
            await app.stop()
    assert sandbox.pending(bot) == 0


async def test_a_message_in_a_private_chat_comes_with_sender_chat_and_command(
    line: Line, bot: Bot, anna: Person
) -> None:
    anna.start(bot, "team-1")
    (update,) = await line.updates()
    message = update["message"]
    assert message["text"] == "/start team-1"
    assert message["from"] == {"id": 1001, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
    assert message["chat"] == {"id": 1001, "type": "private", "first_name": "Anna"}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_link_opens_the_private_chat(line: Line, bot: Bot, anna: Person) -> None:
    anna.open("https://t.me/leerkring_bot?start=abc")
    assert await line.texts() == ["/start abc"]
    with pytest.raises(LookupError):
        anna.open("https://t.me/another_bot?start=abc")


async def test_a_reply_carries_the_message_it_answers_one_level_deep(line: Line, group: Chat, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}
    await line.call("sendMessage", chat_id=group.id, text="Doe je mee?", reply_markup=markup)
    first = anna.reply(group.messages[-1], "Ja")
    await line.call("sendMessage", chat_id=group.id, text="Fijn", reply_parameters={"message_id": first.id})
    assert group.messages[-1].reply_to is first
    anna.reply(group.messages[-1], "Tot dan")
    answers = [u["message"] for u in await line.updates() if "text" in u.get("message", {})]
    assert answers[0]["reply_to_message"]["text"] == "Doe je mee?"
    assert answers[0]["reply_to_message"]["reply_markup"] == markup
    assert "reply_to_message" not in answers[1]["reply_to_message"]


async def test_edits_arrive_only_when_something_changed(line: Line, bot: Bot, anna: Person) -> None:
    message = anna.tell(bot, "een")
    anna.edit(message, "een")
    anna.edit(message, "twee")
    first, second = await line.updates()
    assert first["message"]["text"] == "een"
    assert second["edited_message"]["text"] == "twee"
    assert message.edited


async def test_a_press_reaches_the_bot_with_its_message(line: Line, group: Chat, anna: Person, bram: Person) -> None:
    rows = [[{"text": "Meedoen", "callback_data": "join:1"}, {"text": "Mee eens", "callback_data": "agree"}]]
    await line.call("sendMessage", chat_id=group.id, text="Nieuw", reply_markup={"inline_keyboard": rows})
    question = group.messages[-1]
    await line.updates()
    with pytest.raises(LookupError):
        anna.press(question, "Mee")
    press = bram.press(question, "Meed")
    (update,) = await line.updates()
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("join:1", bram.id, "Nieuw")
    await line.call("answerCallbackQuery", callback_query_id=query["id"])
    assert press.answered
    assert press.answer is None


async def test_mentions_point_at_people_without_a_username(line: Line, bot: Bot, anna: Person, bram: Person) -> None:
    anna.tell(bot, "dag @bram_b")
    bram.write(bram.chat_with(bot), "😀 Anna doet mee", mentions=[anna])
    first, second = await line.updates()
    assert first["message"]["entities"] == [{"type": "mention", "offset": 4, "length": 7}]
    (entity,) = second["message"]["entities"]
    assert (entity["type"], entity["offset"], entity["length"]) == ("text_mention", 3, 4)
    assert entity["user"]["id"] == anna.id


async def test_photos_are_uploaded_reused_and_downloaded(line: Line, bot: Bot, anna: Person) -> None:
    chat = anna.start(bot).chat
    path = f"/bot{bot.token}/sendPhoto"
    form = {"chat_id": str(chat.id), "caption": "<i>bord</i>", "parse_mode": "HTML"}
    sent = (await line.client.post(path, data=form, files={"photo": ("a.jpg", b"\xff\xd8jpeg")})).json()["result"]
    assert (chat.messages[-1].kind, chat.messages[-1].html) == ("photo", "<i>bord</i>")
    file_id = sent["photo"][-1]["file_id"]
    await line.call("sendPhoto", chat_id=chat.id, photo=file_id)
    file = await line.call("getFile", file_id=file_id)
    got = await line.client.get(f"/file/bot{bot.token}/{file['file_path']}")
    assert got.content == b"\xff\xd8jpeg"


async def test_everything_a_person_can_send_arrives(line: Line, bot: Bot, anna: Person) -> None:
    chat = anna.start(bot).chat
    anna.send_photo(chat, caption="kijk")
    anna.send_document(chat, "lees")
    anna.send_sticker(chat)
    anna.send_voice(chat)
    messages = [update["message"] for update in await line.updates()][1:]
    kinds = ["photo", "document", "sticker", "voice"]
    assert all(kind in message for kind, message in zip(kinds, messages, strict=True))
    assert messages[0]["caption"] == "kijk"


async def test_votes_on_an_open_poll_reach_the_bot_that_sent_it(line: Line, group: Chat, anna: Person) -> None:
    poll = {"question": "Wanneer?", "options": ["ma", {"text": "di"}], "is_anonymous": False}
    sent = await line.call("sendPoll", chat_id=group.id, **poll)
    await line.updates()
    anna.vote(group.messages[-1], [1])
    count, answer = await line.updates()
    assert [option["voter_count"] for option in count["poll"]["options"]] == [0, 1]
    assert (answer["poll_answer"]["user"]["id"], answer["poll_answer"]["option_ids"]) == (anna.id, [1])
    closed = await line.call("stopPoll", chat_id=group.id, message_id=sent["message_id"])
    assert closed["is_closed"]
    assert await line.kinds() == ["poll"]
    with pytest.raises(LookupError):
        anna.vote(group.messages[-1], [0])


def png(width: int, height: int) -> bytes:
    """Return the beginning of a PNG of a size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "IMAGE_PROCESS_FAILED"),
        (png(10, 201), "PHOTO_INVALID_DIMENSIONS"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_what_is_no_photo_is_refused(line: Line, bot: Bot, anna: Person, content: bytes, words: str) -> None:
    form = {"chat_id": str(anna.start(bot).chat.id)}
    answer = await line.client.post(f"/bot{bot.token}/sendPhoto", data=form, files={"photo": ("a", content)})
    assert answer.json()["description"] == f"Bad Request: {words}"


async def test_a_photo_takes_the_place_of_text_and_of_a_photo_and_text_of_none(
    line: Line, bot: Bot, anna: Person
) -> None:
    chat = anna.start(bot).chat
    said = await line.call("sendMessage", chat_id=chat.id, text="Kijk.")
    form = {"chat_id": str(chat.id), "message_id": str(said["message_id"])}
    for width in (100, 200):
        media = '{"type": "photo", "media": "attach://a", "caption": "<b>nu</b>", "parse_mode": "HTML"}'
        path = f"/bot{bot.token}/editMessageMedia"
        answer = await line.client.post(path, data=form | {"media": media}, files={"a": ("a", png(width, 50))})
        check_response("editMessageMedia", answer.json()["result"])
        message = chat.messages[-1]
        assert (message.html, message.extra["photo"][-1]["width"]) == ("<b>nu</b>", width)
    assert "no text in the message" in await line.refused("editMessageText", **form, text="Weer zonder.")
    long = {"type": "photo", "media": message.extra["photo"][-1]["file_id"], "caption": "x" * 1025}
    assert "caption is too long" in await line.refused("editMessageMedia", **form, media=long)
    assert "type must be" in await line.refused(
        "editMessageMedia", **form, media=long | {"type": "video", "caption": ""}
    )
    assert message.html == "<b>nu</b>"
