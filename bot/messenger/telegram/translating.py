"""Turns one update of Telegram's into an event, or into nothing where it means nothing to us."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    ExternalReplyInfo,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    MessageOriginUser,
    Update,
    User,
)
from telegram.constants import ChatID, ChatType

from bot.core.events import (
    BotAdded,
    BotMuted,
    BotPromoted,
    BotRemoved,
    BotUnmuted,
    BotWelcomed,
    Commanded,
    DayFile,
    Event,
    Moved,
    PersonLeft,
    Presence,
    Quoted,
    Renamed,
    Speaker,
    TopicClosed,
    TopicReopened,
    What,
    Wrote,
)
from bot.core.legible import as_name
from bot.core.model import Place

HEARD = ("message", "edited_message", "callback_query", "my_chat_member")
# How files of days are called.
DAY_FILES = (".ics", ".csv")
AWAY = (ChatMember.LEFT, ChatMember.BANNED)
# Accounts of Telegram's own, behind which somebody speaks as the group or as a channel.
MASKS = (ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL)
Heard = Callable[[datetime], datetime]


def translate(update: Update, bot_id: int, username: str, heard: Heard, now: datetime) -> Event | None:
    """Return what an update means. `heard` turns Telegram's time into ours; a press has no time but `now`."""
    if update.callback_query:
        return _press(update.update_id, update.callback_query, now)
    if update.my_chat_member:
        return _presence(update.update_id, update.my_chat_member, heard)
    message = update.message or update.edited_message
    if message is None or message.chat.type == ChatType.CHANNEL:
        return None
    what = _what(message, update.edited_message is not None, bot_id, username)
    if what is None:
        return None
    place = _place(message)
    if isinstance(what, Moved) and message.migrate_from_chat_id:
        place = Place(message.migrate_from_chat_id)
    at = heard(message.edit_date or message.date)
    is_private = message.chat.type == ChatType.PRIVATE
    return Event(
        update.update_id,
        at,
        place,
        what,
        _speaker(message),
        is_private,
        as_name(message.chat.title or ""),
        has_topics=bool(message.chat.is_forum),
        topic_name=_topic_name(message),
    )


def _topic_name(message: Message) -> str | None:
    """Return what a topic was called when it was opened: what is said in one hangs below the notice of that."""
    opened = message.reply_to_message.forum_topic_created if message.reply_to_message else None
    return as_name(opened.name) or None if opened and message.is_topic_message else None


def _what(message: Message, is_edit: bool, bot_id: int, username: str) -> What | None:
    if message.migrate_to_chat_id:
        return Moved(message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Moved(message.chat.id)
    if message.left_chat_member:
        return PersonLeft(message.left_chat_member.id) if not message.left_chat_member.is_bot else None
    if message.new_chat_title:
        title = as_name(message.new_chat_title)
        return Renamed(title) if title else None
    if of_topic := _of_topic(message):
        return of_topic
    if _is_service(message) or not _is_from_somebody(message):
        return None
    quoted = _quoted(message, bot_id)
    text = message.text or message.caption or ""
    if text.startswith("/"):
        # A command that is edited afterwards was given already.
        return None if is_edit else _command(message, text, quoted, username)
    if not text and quoted is None and message.effective_attachment is None:
        # A notice of the app's, such as a message being pinned: nobody said anything.
        return None
    return Wrote(message.message_id, text, quoted, is_edit, message.media_group_id, _file(message), not message.text)


def _file(message: Message) -> DayFile | None:
    """Return the file of days that somebody sent in private; of one too long to be that only that it came."""
    sent = message.document if message.chat.type == ChatType.PRIVATE else None
    name = sent.file_name or "" if sent else ""
    return DayFile(sent.file_id, name) if sent and name.lower().endswith(DAY_FILES) else None


def _of_topic(message: Message) -> Renamed | TopicClosed | TopicReopened | None:
    if message.forum_topic_closed or message.general_forum_topic_hidden:
        # General is closed by being hidden, and opened by being reopened.
        return TopicClosed()
    if message.forum_topic_reopened:
        return TopicReopened()
    # A new picture is no new name.
    edited = message.forum_topic_edited if message.is_topic_message else None
    name = as_name(edited.name or "") if edited else ""
    return Renamed(name) if name else None


def _is_service(message: Message) -> bool:
    return bool(message.new_chat_members or message.group_chat_created or message.forum_topic_created)


def _is_from_somebody(message: Message) -> bool:
    """Tell whether a person wrote it: not a bot, nor the channel whose posts Telegram brings into its group."""
    sender = message.from_user
    return sender is not None and not message.is_automatic_forward and (sender.id in MASKS or _is_person(sender))


def _is_person(user: User) -> bool:
    return not user.is_bot and user.id != ChatID.SERVICE_CHAT


def _command(message: Message, text: str, quoted: Quoted | None, username: str) -> What | None:
    # What follows may stand on the next line.
    word, argument = [*re.split(r"\s", text[1:], maxsplit=1), ""][:2]
    name, _, addressee = word.partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    return Commanded(name, argument.strip(), message.message_id, quoted, _mentioned(message))


def _mentioned(message: Message) -> tuple[Speaker, ...]:
    kinds: list[str | None] = [MessageEntity.TEXT_MENTION]
    # A command may also be written under a photo.
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    return tuple(_as_speaker(entity.user) for entity in found if entity.user and _is_person(entity.user))


def _quoted(message: Message, bot_id: int) -> Quoted | None:
    replied = message.reply_to_message
    if message.external_reply and message.chat.type == ChatType.PRIVATE:
        return _quoted_elsewhere(message.external_reply, bot_id)
    if replied is None or replied.forum_topic_created:
        # Whatever is said in a topic hangs below the notice that it was opened.
        return None
    author = replied.from_user
    keyboard = replied.reply_markup.inline_keyboard if replied.reply_markup else ()
    marks = tuple(str(button.callback_data) for row in keyboard for button in row if button.callback_data)
    is_ours = author is not None and author.id == bot_id
    speaker = _as_speaker(author) if author and _is_person(author) else None
    return Quoted(replied.message_id, is_ours, speaker, marks)


def _quoted_elsewhere(replied: ExternalReplyInfo, bot_id: int) -> Quoted | None:
    """Return a message of the bot's in another chat, to which somebody replies in private."""
    origin = replied.origin
    if not isinstance(origin, MessageOriginUser) or origin.sender_user.id != bot_id:
        return None
    return Quoted(replied.message_id or 0, is_ours=True, chat_id=replied.chat.id if replied.chat else 0)


def _place(message: MaybeInaccessibleMessage) -> Place:
    # In groups without topics a thread number only marks a chain of replies.
    is_topic = isinstance(message, Message) and message.is_topic_message
    return Place(message.chat.id, message.message_thread_id if is_topic and isinstance(message, Message) else None)


def _speaker(message: Message) -> Speaker | None:
    if message.from_user is None:
        return None
    speaker = _as_speaker(message.from_user)
    is_anonymous = message.from_user.id in MASKS or message.sender_chat is not None
    return replace(speaker, is_anonymous=is_anonymous, is_channel=message.from_user.id == ChatID.FAKE_CHANNEL)


def _as_speaker(user: User) -> Speaker:
    by_username = f"@{user.username}" if user.username else ""
    first, last = as_name(user.first_name), as_name(user.last_name or "")
    name = first or last or by_username
    return Speaker(user.id, name, user.language_code, user.username, last if first and last else None)


def _press(update_id: int, query: CallbackQuery, now: datetime) -> Event | None:
    if query.message is None or not query.data:
        return None
    name, _, argument = query.data.partition(" ")
    # A message that is gone can't be changed; what follows then comes as a new one.
    message_id = query.message.message_id if query.message.is_accessible else None
    what = Commanded(name, argument.strip(), message_id, press_id=query.id)
    chat: Chat = query.message.chat
    is_private = chat.type == ChatType.PRIVATE
    speaker = _as_speaker(query.from_user)
    has_topics = bool(chat.is_forum)
    place = _place(query.message)
    return Event(update_id, now, place, what, speaker, is_private, as_name(chat.title or ""), has_topics=has_topics)


def _presence(update_id: int, change: ChatMemberUpdated, heard: Heard) -> Event | None:
    what = _change(change)
    if what is None or change.chat.type == ChatType.CHANNEL:
        return None
    is_private = change.chat.type == ChatType.PRIVATE
    speaker = _as_speaker(change.from_user)
    at = heard(change.date)
    return Event(update_id, at, Place(change.chat.id), what, speaker, is_private, as_name(change.chat.title or ""))


def _change(change: ChatMemberUpdated) -> Presence | None:
    was, now = change.old_chat_member, change.new_chat_member
    if _is_away(now):
        return None if _is_away(was) else BotRemoved()
    if _is_away(was):
        return BotWelcomed() if change.chat.type == ChatType.PRIVATE else BotAdded()
    if now.status == ChatMember.ADMINISTRATOR:
        return BotPromoted() if was.status != now.status else None
    if _is_muted(now) == _is_muted(was):
        return None
    return BotMuted() if _is_muted(now) else BotUnmuted()


def _is_away(member: ChatMember) -> bool:
    return member.status in AWAY or (isinstance(member, ChatMemberRestricted) and not member.is_member)


def _is_muted(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberRestricted) and not member.can_send_messages
