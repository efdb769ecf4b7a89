"""Reads the text, the keyboard and the replied message that come with a message being sent."""

from __future__ import annotations

from typing import Any

from bot.sandbox.formatting import FormattingError, parse_html
from bot.sandbox.methods.registry import Request
from bot.sandbox.nouns import Chat, Json, Message
from bot.sandbox.refusals import bad_request
from bot.sandbox.text import marked, trimmed

Keyboard = list[list[Json]]


def text_of(request: Request) -> tuple[str, list[Json]]:
    """The words and entities to send, or a refusal of those that are none or too many after parsing."""
    if not request.parameters.text("text"):
        raise bad_request("message text is empty")
    text, entities = _formatted(request, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > 4096:
        raise bad_request("message is too long")
    return text, entities


def caption_of(request: Request) -> tuple[str, list[Json]]:
    """May be empty; refused beyond 1024 characters after parsing."""
    text, entities = _formatted(request, "caption", "caption_entities")
    if len(text) > 1024:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(request: Request, name: str, entities_name: str) -> tuple[str, list[Json]]:
    parameters = request.parameters
    text, entities = parameters.text(name), [_entity(raw) for raw in parameters.array(entities_name, dict)]
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        try:
            text, entities = parse_html(text)
        except FormattingError as error:
            raise bad_request(str(error)) from None
    elif mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, entities)
    return text, marked(text, entities)


def _entity(raw: Json) -> Json:
    for name, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(raw.get(name), kind):
            raise bad_request(f'can\'t parse entities: Field "{name}" of MessageEntity is missing or wrong')
    return raw


def keyboard_of(request: Request) -> Keyboard | None:
    """The rows of an inline keyboard, each button checked; None without one."""
    rows = request.parameters.object("reply_markup").get("inline_keyboard")
    if not rows:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: expected an Array of Arrays")
    return [[_checked(button) for button in row] for row in rows]


def _checked(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed")
    kinds = [key for key in button if key not in ("text", "style", "icon_custom_emoji_id")]
    if not kinds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and "." not in str(url) and "://" not in str(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return dict(button)


def force_reply_of(request: Request) -> Json | None:
    """The markup that asks for a reply; None for any other."""
    markup = request.parameters.object("reply_markup")
    return markup if markup.get("force_reply") else None


def replied_message(request: Request, chat: Chat) -> Message | None:
    """None when there is none to answer, or it is gone and the request allows that."""
    parameters = request.parameters
    wanted = parameters.object("reply_parameters")
    id_ = wanted.get("message_id") or parameters.optional_integer("reply_to_message_id")
    if not id_:
        return None
    message = chat.by_id.get(id_ if isinstance(id_, int) else 0)
    lenient = wanted.get("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply")
    if message is None and not lenient:
        raise bad_request("message to be replied not found")
    return message
