"""Says something, with a picture or a file where there is one, and puts other words in its place."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)
from telegram import ReplyParameters as Reply
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.core.outgoing import Document, Edit, Keyboard, Say
from bot.messenger.drawing import Draw
from bot.messenger.telegram.requesting import StrangeAnswerError, is_number

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PICTURE = "leerkring.png"
# What stands there has a picture, and its words are what is written under it.
NO_TEXT = "no text in the message to edit"


async def say(bot: Bot, chat_id: int, content: Say, draw: Draw) -> int:
    """Send a new message and return its number; the words alone where `draw` makes nothing of its picture.

    Raises TelegramError.
    """
    if content.document:
        return await _hand_over(bot, chat_id, content, content.document)
    drawn = await draw(content.picture) if content.picture else None
    return await (_show(bot, chat_id, content, drawn) if drawn else _say(bot, chat_id, content))


async def reword(bot: Bot, chat_id: int, content: Edit, draw: Draw) -> None:
    """Put other words, and another file, or another picture if it can be drawn, in the place of a message. Raises
    TelegramError."""
    if content.document:
        await _replace(bot, chat_id, content, content.document)
        return
    drawn = await draw(content.picture) if content.picture else None
    if drawn:
        # A message of words alone gets a picture by this too; taken away it can't be.
        photo = InputMediaPhoto(drawn, caption=content.text, parse_mode=ParseMode.HTML, filename=PICTURE)
        await bot.edit_message_media(photo, chat_id, content.message_id, reply_markup=_markup(content.keyboard))
        return
    try:
        await _reword(bot, chat_id, content)
    except BadRequest as error:
        if NO_TEXT not in error.message.lower():
            raise
        await _reword_under_picture(bot, chat_id, content)


async def _say(bot: Bot, chat_id: int, content: Say) -> int:
    message = await bot.send_message(
        chat_id,
        content.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(content.keyboard),
        reply_parameters=_reply(content),
        message_thread_id=content.topic_id,
        disable_notification=content.is_silent,
        link_preview_options=NO_PREVIEW,
    )
    return _number_of(message)


async def _show(bot: Bot, chat_id: int, content: Say, drawn: bytes) -> int:
    message = await bot.send_photo(
        chat_id,
        InputFile(drawn, filename=PICTURE),
        caption=content.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(content.keyboard),
        reply_parameters=_reply(content),
        message_thread_id=content.topic_id,
        disable_notification=content.is_silent,
    )
    return _number_of(message)


async def _hand_over(bot: Bot, chat_id: int, content: Say, document: Document) -> int:
    file = InputFile(document.content.encode(), filename=document.name)
    message = await bot.send_document(
        chat_id,
        file,
        caption=content.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(content.keyboard),
        message_thread_id=content.topic_id,
        disable_notification=content.is_silent,
    )
    return _number_of(message)


async def _replace(bot: Bot, chat_id: int, content: Edit, document: Document) -> None:
    file = InputMediaDocument(
        document.content.encode(), caption=content.text, parse_mode=ParseMode.HTML, filename=document.name
    )
    await bot.edit_message_media(file, chat_id, content.message_id, reply_markup=_markup(content.keyboard))


async def _reword(bot: Bot, chat_id: int, content: Edit) -> None:
    if content.text is None:
        await bot.edit_message_reply_markup(chat_id, content.message_id, reply_markup=_markup(content.keyboard))
        return
    await bot.edit_message_text(
        content.text,
        chat_id,
        content.message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(content.keyboard),
        link_preview_options=NO_PREVIEW,
    )


async def _reword_under_picture(bot: Bot, chat_id: int, content: Edit) -> None:
    await bot.edit_message_caption(
        chat_id,
        content.message_id,
        caption=content.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(content.keyboard),
    )


def _reply(content: Say) -> Reply | None:
    # A reply to a message that is gone meanwhile is better said than lost.
    return Reply(content.reply_to, allow_sending_without_reply=True) if content.reply_to else None


def _number_of(message: Message) -> int:
    """Return the number of a message that arrived. Raises StrangeAnswerError where it has none."""
    if not is_number(message.message_id):
        raise StrangeAnswerError("the message has no number")
    return message.message_id


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    rows = [
        [InlineKeyboardButton(button.label, url=button.link, callback_data=button.command) for button in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows)
