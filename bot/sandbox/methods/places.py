"""Finds the chat, topic, user and message a request is about, or refuses as Telegram does."""

from __future__ import annotations

from bot.sandbox.methods.registry import Request
from bot.sandbox.nouns import Bot, Chat, Message, User
from bot.sandbox.refusals import bad_request, forbidden, upgraded


def chat_of(request: Request) -> Chat:
    """The chat of the request, which the bot may write in."""
    chat = readable_chat(request)
    if not chat.is_group:
        _check_private(chat, request.bot)
    return chat


def readable_chat(request: Request, name: str = "chat_id") -> Chat:
    """A chat the bot may read: a group it is in, or the chat with a person, even one who blocked it."""
    chat = _known_chat(request, name)
    if chat.is_group:
        _check_group(chat, request.bot)
    return chat


def _known_chat(request: Request, name: str) -> Chat:
    world, bot = request.sandbox, request.bot
    if not request.parameters.text(name):
        raise bad_request("chat_id is empty")
    try:
        id_ = int(request.parameters.values[name])
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None
    if id_ < 0:
        chat = world.chats.get(id_)
        if chat is None or bot.id not in chat.statuses:
            raise bad_request("chat not found")
        return chat
    return _private_chat(request, id_)


def _private_chat(request: Request, id_: int) -> Chat:
    world, bot = request.sandbox, request.bot
    chat = world.private.get((bot.id, id_))
    if chat is not None:
        return chat
    person = world.users.get(id_)
    if person is None or not _has_met(request, person):
        raise bad_request("chat not found")
    if person.is_deactivated:
        raise forbidden("user is deactivated")
    raise forbidden("bot can't initiate conversation with a user")


def _has_met(request: Request, person: User) -> bool:
    both = {request.bot.id, person.id}
    return any(both <= chat.statuses.keys() for chat in request.sandbox.chats.values())


def _check_private(chat: Chat, bot: Bot) -> None:
    if chat.person is not None and chat.person.is_deactivated:
        raise forbidden("user is deactivated")
    if chat.id in bot.blocked_by:
        raise forbidden("bot was blocked by the user")


def _check_group(chat: Chat, bot: Bot) -> None:
    kind = "group" if chat.type == "group" else "supergroup"
    if chat.upgraded_to is not None:
        raise upgraded(chat.upgraded_to.id)
    if chat.is_deleted:
        raise forbidden("the group chat was deleted")
    if chat.status(bot) == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if not chat.has(bot):
        raise forbidden(f"bot is not a member of the {kind} chat")


def need_to_send(chat: Chat, bot: Bot, what: str) -> None:
    """Refuses a bot that may not write in a group, naming what it would send, as is done before Telegram is asked."""
    if chat.is_group and not chat.lets_write(bot):
        raise bad_request(f"not enough rights to send {what} to the chat")


def need_to_write(chat: Chat, bot: Bot) -> None:
    """Refuses other acts of such a bot, as Telegram itself does."""
    if chat.is_group and not chat.lets_write(bot):
        raise bad_request("CHAT_WRITE_FORBIDDEN")


def message_of(request: Request, chat: Chat, missing: str, name: str = "message_id") -> Message:
    """The message of the chat, or a refusal in the words of `missing`."""
    message = chat.by_id.get(request.parameters.integer(name))
    if message is None:
        raise bad_request(missing)
    return message


def topic_of(request: Request, chat: Chat) -> int | None:
    """The topic to send to; the General topic has no id of its own and must be left out."""
    id_ = request.parameters.optional_integer("message_thread_id")
    if id_ is None:
        return None
    if not chat.is_forum:
        if chat.type == "supergroup" and id_ in chat.by_id:
            return None
        raise bad_request("message thread not found")
    check_topic(chat, id_, request.bot)
    return id_


def check_topic(chat: Chat, id_: int | None, bot: Bot) -> None:
    """Refuses a topic that is gone, or closed to this bot; without an id it is General, or a group without topics."""
    topic = chat if id_ is None else chat.topics.get(id_)
    if topic is None or topic.is_deleted:
        raise bad_request("message thread not found")
    if topic.is_closed and not chat.is_admin(bot):
        raise bad_request("TOPIC_CLOSED")


def user_of(request: Request) -> User:
    """Refuses the id of nobody."""
    id_ = request.parameters.integer("user_id")
    if id_ <= 0:
        raise bad_request("invalid user_id specified")
    if id_ not in request.sandbox.users:
        raise bad_request("member not found")
    return request.sandbox.users[id_]


def need_admin(chat: Chat, bot: Bot, deed: str = "") -> None:
    """Refuses a bot that is no administrator, naming the deed if Telegram does."""
    if not chat.is_admin(bot):
        raise bad_request(f"not enough rights to {deed}" if deed else "not enough rights")
