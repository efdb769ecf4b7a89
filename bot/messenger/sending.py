"""Sends one thing through python-telegram-bot, and says in our words what became of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReactionTypeEmoji,
)
from telegram import ReplyParameters as Reply
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.core.outgoing import (
    Acknowledge,
    Delete,
    DeleteTopic,
    Document,
    Edit,
    Keyboard,
    Menu,
    OpenTopic,
    Outgoing,
    React,
    Say,
)
from bot.messenger.polling import ordered_pause
from bot.rendering import visible_text

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# httpx raises these before a byte of the request is written.
BEFORE_WRITING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
AT_A_GLANCE = 45
CHAT_GONE = (
    "chat not found",
    "group chat was deleted",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """It was done; a new message, or a new topic, has this id."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Telegram orders this chat to wait."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class NotArrived:
    """It certainly was not done and may be tried again, in other words if given."""

    problem: str
    other: Say | Edit | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been done."""

    problem: str


@dataclass(frozen=True, slots=True)
class Closed:
    """This chat can't be written to: blocked, kicked, deleted, or never opened."""

    problem: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic was deleted, of which Telegram tells no bot; the rest of the chat stands."""

    problem: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with another id."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never do this."""

    problem: str


Answer = Arrived | Held | NotArrived | Uncertain | Closed | TopicGone | Migrated | Refused


async def send(bot: Bot, chat_id: int, content: Outgoing) -> Answer:
    """Do one thing in a chat and return what became of it. Raises InvalidToken."""
    try:
        return Arrived(await _do(bot, chat_id, content))
    except InvalidToken:
        raise
    except RetryAfter as error:
        return Held(ordered_pause(error))
    except ChatMigrated as error:
        return Migrated(error.new_chat_id)
    except Forbidden as error:
        # A menu that can't be shown says nothing about whether the chat can be written to.
        return Refused(error.message) if isinstance(content, Menu | OpenTopic) else Closed(error.message)
    except BadRequest as error:
        return _of_bad_request(error, content)
    except NetworkError as error:
        return _of_network_error(error)
    except TelegramError as error:
        return Refused(error.message)


def _of_bad_request(error: BadRequest, content: Outgoing) -> Answer:
    problem = error.message.lower()
    if "message is not modified" in problem or "query is too old" in problem:
        return Arrived()
    if isinstance(content, Delete | DeleteTopic) and "not found" in problem:
        return Arrived()
    if isinstance(content, Menu | Delete | DeleteTopic | OpenTopic):
        return Refused(error.message)
    if any(sign in problem for sign in CHAT_GONE):
        return Closed(error.message)
    if "can't parse entities" in problem and isinstance(content, Say | Edit):
        return NotArrived(error.message, content.model_copy(update={"text": _plain(content.text)}))
    if "message thread not found" in problem or "topic_deleted" in problem:
        # It is not replaced by another topic: what one team wrote is not for whoever reads there.
        return TopicGone(error.message)
    return Refused(error.message)


def _plain(html: str) -> str:
    text = visible_text(html)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _of_network_error(error: NetworkError) -> Answer:
    cause = error.__cause__
    problem = type(cause).__name__ if cause else error.message
    return NotArrived(problem) if isinstance(cause, BEFORE_WRITING) else Uncertain(problem)


async def _do(bot: Bot, chat_id: int, content: Outgoing) -> int | None:
    match content:
        case Say(document=Document() as document):
            return await _hand_over(bot, chat_id, content, document)
        case Say():
            # A reply to a message that is gone meanwhile is better said than lost.
            reply = Reply(content.reply_to, allow_sending_without_reply=True) if content.reply_to else None
            message = await bot.send_message(
                chat_id,
                content.text,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(content.keyboard),
                reply_parameters=reply,
                message_thread_id=content.topic_id,
                disable_notification=content.is_silent,
                link_preview_options=NO_PREVIEW,
            )
            return message.message_id
        case Edit():
            await bot.edit_message_text(
                content.text,
                chat_id,
                content.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(content.keyboard),
                link_preview_options=NO_PREVIEW,
            )
        case React():
            await bot.set_message_reaction(chat_id, content.message_id, ReactionTypeEmoji(content.emoji))
        case Acknowledge():
            # A short line passes by at the top of the screen; a longer one waits until it has been read.
            is_long = len(content.text or "") > AT_A_GLANCE
            await bot.answer_callback_query(content.press_id, content.text, show_alert=is_long)
        case Menu():
            await _show_menu(bot, chat_id, content)
        case Delete():
            await bot.delete_message(chat_id, content.message_id)
        case OpenTopic():
            return (await bot.create_forum_topic(chat_id, content.name)).message_thread_id
        case DeleteTopic():
            await bot.delete_forum_topic(chat_id, content.topic_id)
        case _:
            assert_never(content)
    return None


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
    return message.message_id


async def _show_menu(bot: Bot, chat_id: int, menu: Menu) -> None:
    scope = BotCommandScopeChatMember(chat_id, menu.member_id) if menu.member_id else BotCommandScopeChat(chat_id)
    if menu.commands:
        await bot.set_my_commands([BotCommand(name, line) for name, line in menu.commands], scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    rows = [
        [InlineKeyboardButton(button.label, url=button.link, callback_data=button.command) for button in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows)
