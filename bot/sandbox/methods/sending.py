"""Answers sendMessage and sendChatAction, and puts what other methods send into the chat."""

from __future__ import annotations

from typing import Any

from bot.sandbox.methods.noticing import receiver_of, show
from bot.sandbox.methods.places import chat_of, check_topic, need_to_send, topic_of
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.wording import force_reply_of, keyboard_of, replied_message, text_of
from bot.sandbox.nouns import Json
from bot.sandbox.objects import message_json

# What messages of a kind are called in refusals.
CALLED = {"text": "text messages", "photo": "photos", "document": "documents", "poll": "polls"}


@method("sendMessage", writes=True)
def send_message(request: Request) -> Json:
    text, entities = text_of(request)
    chat = chat_of(request)
    receiver = receiver_of(request, chat)
    if receiver is not None:
        return show(request, chat, receiver, text, entities, topic_of(request, chat))
    return send(request, text=text, entities=entities)


def send(request: Request, **content: Any) -> Json:
    """Posts content where, and with the reply, keyboard and silence, that the request asks for."""
    chat = chat_of(request)
    need_to_send(chat, request.bot, CALLED.get(content.get("kind", "text"), "documents"))
    topic, answered = topic_of(request, chat), replied_message(request, chat)
    check_topic(chat, answered.topic_id if topic is None and answered else topic, request.bot)
    keyboard, force_reply = keyboard_of(request), force_reply_of(request)
    request.sandbox.count_send(request.bot, chat)
    message = request.sandbox.post(
        chat,
        request.bot,
        topic_id=topic,
        reply_to=answered,
        keyboard=keyboard,
        force_reply=force_reply,
        silent=request.parameters.flag("disable_notification"),
        is_protected=request.parameters.flag("protect_content"),
        **content,
    )
    return message_json(message)


@method("sendChatAction")
def send_chat_action(request: Request) -> bool:
    topic_of(request, chat_of(request))
    return True
