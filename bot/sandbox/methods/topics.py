"""Answers the methods that open, rename, close and delete forum topics."""

from __future__ import annotations

from bot.sandbox.groups import erase_topic, open_topic
from bot.sandbox.methods.places import chat_of, need_admin
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.nouns import Chat, Json, Topic
from bot.sandbox.refusals import bad_request


@method("createForumTopic", writes=True)
def create_forum_topic(request: Request) -> Json:
    chat, name = _forum(request, "create a topic"), _name(request)
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    topic = open_topic(request.sandbox, chat, request.bot, name)
    return {"message_thread_id": topic.id, "name": name, "icon_color": 0x6FB9F0}


@method("editForumTopic", writes=True)
def edit_forum_topic(request: Request) -> bool:
    """An empty name keeps the old one; there are no icons here to choose from."""
    chat = _forum(request, "edit the topic")
    topic, name = _topic(request, chat), _name(request)
    if request.parameters.text("icon_custom_emoji_id"):
        raise bad_request("DOCUMENT_INVALID")
    if name in ("", topic.name):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    request.sandbox.post_service(chat, request.bot, {"forum_topic_edited": {"name": name}}, topic_id=topic.id)
    return True


@method("closeForumTopic", writes=True)
def close_forum_topic(request: Request) -> bool:
    return _set_closed(request, True)


@method("reopenForumTopic", writes=True)
def reopen_forum_topic(request: Request) -> bool:
    return _set_closed(request, False)


def _set_closed(request: Request, closed: bool) -> bool:
    chat = _forum(request, "close or open the topic")
    topic = _topic(request, chat)
    if topic.is_closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = closed
    notice = "forum_topic_closed" if closed else "forum_topic_reopened"
    request.sandbox.post_service(chat, request.bot, {notice: {}}, topic_id=topic.id)
    return True


@method("deleteForumTopic", writes=True)
def delete_forum_topic(request: Request) -> bool:
    chat = _forum(request, "delete the topic")
    erase_topic(request.sandbox, chat, _topic(request, chat))
    return True


def _forum(request: Request, deed: str) -> Chat:
    chat = chat_of(request)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    need_admin(chat, request.bot, deed)
    return chat


def _name(request: Request) -> str:
    name = request.parameters.text("name").strip()
    if len(name) > 128:
        raise bad_request("topic name is too long")
    return name


def _topic(request: Request, chat: Chat) -> Topic:
    topic = chat.topics.get(request.parameters.integer("message_thread_id"))
    if topic is None or topic.is_deleted:
        raise bad_request("message thread not found")
    return topic
