"""Writes the nouns out as the JSON objects of the Bot API."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.nouns import Bot, Channel, Chat, Json, Message, Poll, Press, User

ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
# Who writes under a channel's name, and who brings a linked channel's posts into its group.
AS_CHANNEL: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def unix(moment: datetime) -> int:
    """Whole seconds, as Telegram tells time."""
    return int(moment.timestamp())


def user_json(user: User) -> Json:
    out: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        out["username"] = user.username
    if user.language and not user.is_bot:
        out["language_code"] = user.language
    return out


def me_json(bot: Bot) -> Json:
    """A bot as getMe shows it."""
    return user_json(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.is_private,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    out: Json = {"id": chat.id, "type": chat.type}
    if chat.person is not None:
        out["first_name"] = chat.person.name
        if chat.person.username:
            out["username"] = chat.person.username
        return out
    out["title"] = chat.title
    if chat.is_forum:
        out["is_forum"] = True
    return out


def channel_json(channel: Channel) -> Json:
    return {"id": channel.id, "type": "channel", "title": channel.title}


def message_json(message: Message, deep: bool = True) -> Json:
    """A Message; `deep` shows the message it replies to, which shows none in turn."""
    chat = chat_json(message.chat)
    out: Json = {"message_id": message.id, "date": unix(message.date), "chat": chat}
    out |= _author(message)
    _add_place(out, message, deep)
    _add_content(out, message)
    if message.edited_at is not None:
        out["edit_date"] = unix(message.edited_at)
    if message.keyboard is not None:
        out["reply_markup"] = {"inline_keyboard": message.keyboard}
    if message.is_protected:
        out["has_protected_content"] = True
    return out


def _author(message: Message) -> Json:
    """Who Telegram says it is from; of whoever hides behind a group or a channel nothing else is told."""
    if message.is_anonymous:
        return {"from": ANONYMOUS, "sender_chat": chat_json(message.chat)}
    if message.channel is None:
        return {"from": user_json(message.sender)}
    channel = channel_json(message.channel)
    if not message.is_brought_in:
        return {"from": AS_CHANNEL, "sender_chat": channel}
    origin = {"type": "channel", "date": unix(message.date), "chat": channel, "message_id": message.id}
    return {"from": TELEGRAM, "sender_chat": channel, "is_automatic_forward": True, "forward_origin": origin}


def _add_place(out: Json, message: Message, deep: bool) -> None:
    if message.thread_id is not None:
        out["message_thread_id"] = message.thread_id
    if message.topic_id is not None:
        out["is_topic_message"] = True
    shown = message.reply_to or _opening_of_topic(message)
    if deep and shown is not None and not shown.deleted:
        out["reply_to_message"] = message_json(shown, deep=False)


def _opening_of_topic(message: Message) -> Message | None:
    """Telegram shows every loose message of a topic as a reply to the message that opened the topic."""
    if message.topic_id is None or message.topic_id == message.id:
        return None
    return message.chat.by_id.get(message.topic_id)


def _add_content(out: Json, message: Message) -> None:
    out.update(message.extra)
    if message.poll is not None:
        out["poll"] = poll_json(message.poll)
    text, entities = ("text", "entities") if message.kind == "text" else ("caption", "caption_entities")
    if message.text:
        out[text] = message.text
    if message.entities:
        out[entities] = message.entities


def inaccessible_json(message: Message) -> Json:
    """An InaccessibleMessage, for a message that is deleted."""
    return {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}


def press_json(press: Press) -> Json:
    message = press.message
    return {
        "id": press.id,
        "from": user_json(press.person),
        "message": inaccessible_json(message) if message.deleted else message_json(message),
        "chat_instance": str(message.chat.id * 7919),
        "data": press.data,
    }


def poll_json(poll: Poll) -> Json:
    chosen = [option for votes in poll.votes.values() for option in votes]
    return {
        "id": poll.id,
        "question": poll.question,
        "options": [
            {"persistent_id": str(i), "text": text, "voter_count": chosen.count(i)}
            for i, text in enumerate(poll.options)
        ],
        "total_voter_count": sum(1 for votes in poll.votes.values() if votes),
        "is_closed": poll.is_closed,
        "is_anonymous": poll.is_anonymous,
        "type": poll.kind,
        "allows_multiple_answers": poll.several,
        "allows_revoting": True,
        "members_only": False,
    }


def member_json(user: User, status: str, chat: Chat) -> Json:
    """A ChatMember; an administrator has all rights, and whoever is restricted none, for good."""
    out: Json = {"user": user_json(user), "status": status}
    if status == "creator":
        out["is_anonymous"] = False
    elif status == "administrator":
        out |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, True)
        out["can_pin_messages"] = True
        if chat.type == "supergroup":
            out["can_manage_topics"] = chat.is_forum
    elif status == "restricted":
        out |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
    elif status == "kicked":
        out["until_date"] = 0
    return out
