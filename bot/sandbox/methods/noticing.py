"""Shows words in a group to one member alone, as Telegram does since Bot API 10.2."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.methods.places import chat_of
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.nouns import Chat, Json, Message, Notice
from bot.sandbox.objects import message_json, user_json
from bot.sandbox.refusals import bad_request

# How long after a press a bot that is no administrator may show something to whoever pressed.
PATIENCE = timedelta(seconds=15)


def receiver_of(request: Request, chat: Chat) -> int | None:
    """The member that alone is to see what is sent; None where it is for all. Refused where that may not be."""
    whose = request.parameters.object("ephemeral_message_parameters")
    id_ = whose.get("receiver_user_id") or request.parameters.optional_integer("receiver_user_id")
    if id_ is None or not request.sandbox.shows_notices:
        return None
    if not chat.is_group:
        raise bad_request("BOT_NOT_ADMIN")
    if not chat.is_admin(request.bot):
        pressed = request.sandbox.presses.get(str(whose.get("callback_query_id")))
        if pressed is None or pressed.message.chat is not chat or pressed.person.id != id_:
            raise bad_request("BOT_NOT_ADMIN")
        if request.sandbox.now() - pressed.at > PATIENCE:
            raise bad_request("QUERY_ID_INVALID")
    if id_ not in chat.users or not chat.has(chat.users[id_]):
        raise bad_request("USER_NOT_PARTICIPANT")
    return int(id_)


def show(request: Request, chat: Chat, receiver: int, text: str, entities: list[Json], topic: int | None) -> Json:
    """Shows words to one member; they are no message of the chat, and have no number there."""
    sandbox = request.sandbox
    shown = Message(0, chat, request.bot, sandbox.now(), text, entities, topic_id=topic, thread_id=topic)
    serial = sandbox.serial()
    chat.notices[receiver, serial] = Notice(shown, chat.last_id)
    return message_json(shown) | {"ephemeral_message_id": serial, "receiver_user": user_json(chat.users[receiver])}


@method("deleteEphemeralMessage", writes=True)
def delete_ephemeral_message(request: Request) -> bool:
    chat, parameters = chat_of(request), request.parameters
    wanted = parameters.integer("receiver_user_id"), parameters.integer("ephemeral_message_id")
    chat.notices.pop(wanted, None)
    return True
