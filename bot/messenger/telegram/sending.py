"""Sends one thing through python-telegram-bot, and says in our words what became of it."""

from typing import assert_never

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ReactionTypeEmoji,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
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
    Edit,
    Menu,
    OpenTopic,
    Outgoing,
    React,
    Say,
)
from bot.messenger.answers import (
    Answer,
    Arrived,
    Closed,
    Held,
    MarkRefused,
    Migrated,
    NotArrived,
    Refused,
    TopicGone,
    Uncertain,
)
from bot.messenger.drawing import Draw
from bot.messenger.telegram.connecting import BEFORE_WRITING
from bot.messenger.telegram.in_the_way import obstacle_to
from bot.messenger.telegram.noticing import Notices
from bot.messenger.telegram.polling import ordered_pause
from bot.messenger.telegram.saying import reword, say
from bot.messenger.telegram.telling import is_strange, problem_of
from bot.rendering import visible_text

# What is shown already, and a press that nobody waits for any more.
DONE_ALREADY = ("message is not modified", "message_not_modified", "query is too old")
# Whoever deleted what a mark was for needs none.
MARKED_GONE = ("message_id_invalid", "not found")
AT_A_GLANCE = 45
# A group may take messages and no pictures; and a picture may not be to Telegram's liking.
NO_PICTURES = ("photo", "image", "media")
CHAT_GONE = (
    "chat not found",
    "group chat was deleted",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
)


async def send(bot: Bot, chat_id: int, content: Outgoing, draw: Draw, notices: Notices) -> Answer:
    """Do one thing in a chat and return what became of it; `draw` makes the picture of a message that has one, and
    `notices` shows what only one person is to read.

    Raises InvalidToken.
    """
    try:
        return Arrived(await _do(bot, chat_id, content, draw, notices))
    except TelegramError as error:
        # What can't be read says nothing about what was done.
        if is_strange(error):
            return Uncertain(problem_of(error))
        return _without_picture(error, content) or obstacle_to(error, chat_id, content) or _of_error(error, content)


def _without_picture(error: TelegramError, content: Outgoing) -> NotArrived | None:
    """Return that the words go alone where it is the picture that is refused; None where that is not so."""
    if not isinstance(error, BadRequest) or not isinstance(content, Say | Edit) or content.picture is None:
        return None
    is_about_it = any(sign in error.message.lower() for sign in NO_PICTURES)
    return NotArrived(problem_of(error), content.model_copy(update={"picture": None})) if is_about_it else None


def _of_error(error: TelegramError, content: Outgoing) -> Answer:
    match error:
        case InvalidToken():
            raise error
        case RetryAfter():
            return Held(ordered_pause(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return _of_forbidden(error, content)
        case BadRequest():
            return _of_bad_request(error, content)
        case Conflict():
            # Something else is under way at Telegram's; nothing is said about this.
            return NotArrived(problem_of(error))
        case NetworkError() if isinstance(error.__cause__, BEFORE_WRITING):
            return NotArrived(problem_of(error))
    return Uncertain(problem_of(error))


def _of_forbidden(error: Forbidden, content: Outgoing) -> Answer:
    if isinstance(content, React) and "right" in error.message.lower():
        return MarkRefused(problem_of(error))
    # A menu that can't be shown says nothing about whether the chat can be written to.
    is_beside = isinstance(content, Menu | OpenTopic)
    return Refused(problem_of(error)) if is_beside else Closed(problem_of(error))


def _of_bad_request(error: BadRequest, content: Outgoing) -> Answer:
    problem = error.message.lower()
    if any(sign in problem for sign in DONE_ALREADY):
        return Arrived()
    if isinstance(content, Delete | DeleteTopic) and "not found" in problem:
        return Arrived()
    if isinstance(content, Menu | Delete | DeleteTopic | OpenTopic):
        return Refused(problem_of(error))
    if any(sign in problem for sign in CHAT_GONE):
        return Closed(problem_of(error))
    if isinstance(content, React) and not any(sign in problem for sign in MARKED_GONE):
        return MarkRefused(problem_of(error))
    if "can't parse entities" in problem and isinstance(content, Say | Edit) and content.text is not None:
        return NotArrived(problem_of(error), content.model_copy(update={"text": _plain(content.text)}))
    if "message thread not found" in problem or "topic_deleted" in problem:
        # It is not replaced by another topic: what one team wrote is not for whoever reads there.
        return TopicGone(problem_of(error))
    return Refused(problem_of(error))


def _plain(html: str) -> str:
    text = visible_text(html)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def _do(bot: Bot, chat_id: int, content: Outgoing, draw: Draw, notices: Notices) -> int | None:
    match content:
        case Say():
            return await say(bot, chat_id, content, draw)
        case Edit():
            await reword(bot, chat_id, content, draw)
        case React():
            await bot.set_message_reaction(chat_id, content.message_id, ReactionTypeEmoji(content.emoji))
        case Acknowledge():
            # A short line passes by at the top of the screen; a longer one waits until it has been read.
            is_long = len(content.text or "") > AT_A_GLANCE
            is_shown = is_long and await notices.show(bot, chat_id, content)
            await bot.answer_callback_query(content.press_id, content.text, show_alert=is_long and not is_shown)
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


async def _show_menu(bot: Bot, chat_id: int, menu: Menu) -> None:
    scope = BotCommandScopeChatMember(chat_id, menu.member_id) if menu.member_id else BotCommandScopeChat(chat_id)
    if menu.commands:
        await bot.set_my_commands([BotCommand(name, line) for name, line in menu.commands], scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)
