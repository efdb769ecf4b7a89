"""Answers the methods that change, delete or pin a message that is already there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.sandbox.methods.media import document_of, photo_of
from bot.sandbox.methods.places import chat_of, message_of, need_admin, need_to_write
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.wording import Keyboard, caption_of, keyboard_of, text_of
from bot.sandbox.nouns import Json, Message
from bot.sandbox.objects import message_json
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import NOT_MODIFIED, bad_request

DELETABLE = timedelta(hours=48)
# The kinds of InputMedia that are known here.
MEDIA = {"photo": photo_of, "document": document_of}


@method("editMessageText", writes=True)
def edit_message_text(request: Request) -> Json:
    text, entities = text_of(request)
    message = _own_message(request)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edited(request, message, text, entities)


@method("editMessageCaption", writes=True)
def edit_message_caption(request: Request) -> Json:
    text, entities = caption_of(request)
    message = _own_message(request)
    if message.kind not in ("photo", "document"):
        raise bad_request("there is no caption in the message to edit")
    return _edited(request, message, text, entities)


@method("editMessageMedia", writes=True)
def edit_message_media(request: Request) -> Json:
    """Puts media in the place of media, or above the text of a message that had none."""
    media = request.parameters.object("media")
    described = replace(request, parameters=Parameters(media, request.parameters.uploads))
    text, entities = caption_of(described)
    message = _own_message(request)
    if message.kind not in ("text", "photo", "document"):
        raise bad_request("message can't be edited")
    if media.get("type") not in MEDIA:
        raise bad_request("can't parse InputMedia: type must be photo or document")
    message.kind, message.extra = str(media["type"]), MEDIA[media["type"]](described, "media")
    return _edited(request, message, text, entities, is_other=True)


@method("editMessageReplyMarkup", writes=True)
def edit_message_reply_markup(request: Request) -> Json:
    message = _own_message(request)
    return _edited(request, message, message.text, message.entities)


def _own_message(request: Request) -> Message:
    message = message_of(request, chat_of(request), "message to edit not found")
    if message.sender is not request.bot or message.is_service or message.force_reply:
        raise bad_request("message can't be edited")
    need_to_write(message.chat, request.bot)
    return message


def _edited(request: Request, message: Message, text: str, entities: list[Json], *, is_other: bool = False) -> Json:
    keyboard: Keyboard | None = keyboard_of(request)
    if not is_other and (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    request.sandbox.count_send(request.bot, message.chat)
    request.sandbox.rewrite(message, text, entities, keyboard)
    return message_json(message)


@method("deleteMessage", writes=True)
def delete_message(request: Request) -> bool:
    message = message_of(request, chat_of(request), "message to delete not found")
    _check_deletable(request, message)
    request.sandbox.erase(message)
    return True


@method("deleteMessages", writes=True)
def delete_messages(request: Request) -> bool:
    """Skips what is not there, as Telegram does."""
    chat = chat_of(request)
    ids = request.parameters.array("message_ids", int)
    if not 1 <= len(ids) <= 100:
        raise bad_request("there must be from 1 to 100 messages to delete")
    found = [chat.by_id[id_] for id_ in ids if id_ in chat.by_id]
    for message in found:
        _check_deletable(request, message)
    for message in found:
        request.sandbox.erase(message)
    return True


def _check_deletable(request: Request, message: Message) -> None:
    if request.sandbox.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    is_own = message.sender is request.bot or not message.chat.is_group
    if not is_own and not message.chat.is_admin(request.bot):
        raise bad_request("message can't be deleted")


@method("pinChatMessage", writes=True)
def pin_chat_message(request: Request) -> bool:
    chat = chat_of(request)
    message = message_of(request, chat, "message to pin not found")
    if chat.is_group:
        need_admin(chat, request.bot)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        pinned = {"pinned_message": message_json(message, deep=False)}
        request.sandbox.post_service(chat, request.bot, pinned)
    return True


@method("unpinChatMessage", writes=True)
def unpin_chat_message(request: Request) -> bool:
    chat = chat_of(request)
    if chat.is_group:
        need_admin(chat, request.bot)
    id_ = request.parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if id_ not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(id_)
    return True
