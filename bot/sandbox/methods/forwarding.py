"""Answers forwardMessage and copyMessage."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.methods.places import message_of, readable_chat
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.sending import send
from bot.sandbox.methods.wording import caption_of
from bot.sandbox.nouns import Json, Message
from bot.sandbox.objects import channel_json, chat_json, unix, user_json
from bot.sandbox.refusals import bad_request
from bot.sandbox.visibility import sees_all


@method("forwardMessage", writes=True)
def forward_message(request: Request) -> Json:
    message = _source(request, "forward", "forwarded")
    extra = {"forward_origin": _origin(message)} | message.extra
    content = {"kind": message.kind, "text": message.text, "entities": message.entities, "poll": message.poll}
    return send(request, extra=extra, **content)


@method("copyMessage", writes=True)
def copy_message(request: Request) -> Json:
    message = _source(request, "copy", "copied")
    text, entities = message.text, message.entities
    if "caption" in request.parameters and message.kind in ("photo", "document", "voice"):
        text, entities = caption_of(request)
    extra = {name: value for name, value in message.extra.items() if name != "forward_origin"}
    poll = message.poll
    if poll is not None:
        id_ = request.sandbox.poll_id()
        poll = request.sandbox.polls[id_] = replace(poll, id=id_, owner=request.bot, votes={}, is_closed=False)
    sent = send(request, kind=message.kind, text=text, entities=entities, extra=extra, poll=poll)
    return {"message_id": sent["message_id"]}


def _source(request: Request, deed: str, done: str) -> Message:
    """The message of `from_chat_id`; one the bot never saw is not there for it."""
    bot, chat = request.bot, readable_chat(request, "from_chat_id")
    message = message_of(request, chat, f"message to {deed} not found")
    if not (message.sender is bot or bot.id in message.seen_by or sees_all(bot, chat)):
        raise bad_request(f"message to {deed} not found")
    if message.is_service or message.is_protected:
        raise bad_request(f"the message can't be {done}")
    return message


def _origin(message: Message) -> Json:
    if message.is_anonymous:
        return {"type": "chat", "date": unix(message.date), "sender_chat": chat_json(message.chat)}
    if message.channel is not None:
        return {"type": "chat", "date": unix(message.date), "sender_chat": channel_json(message.channel)}
    return {"type": "user", "date": unix(message.date), "sender_user": user_json(message.sender)}
