"""Answers questions about a chat and who is in it, and leaves it."""

from __future__ import annotations

from bot.sandbox.groups import part
from bot.sandbox.methods.places import chat_of, readable_chat, user_of
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.nouns import Json
from bot.sandbox.objects import PERMISSIONS, RIGHTS, chat_json, member_json, message_json
from bot.sandbox.refusals import bad_request

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


@method("getChat")
def get_chat(request: Request) -> Json:
    chat = readable_chat(request)
    out = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.is_group:
        out["permissions"] = dict.fromkeys(PERMISSIONS, not chat.is_quiet)
    if chat.reactions is not None:
        out["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in sorted(chat.reactions)]
    if chat.pinned and chat.pinned[-1] in chat.by_id:
        out["pinned_message"] = message_json(chat.by_id[chat.pinned[-1]], deep=False)
    return out


@method("getChatMember")
def get_chat_member(request: Request) -> Json:
    chat, user = chat_of(request), user_of(request)
    return member_json(user, chat.status(user), chat)


@method("getChatMemberCount")
def get_chat_member_count(request: Request) -> int:
    return len(chat_of(request).members)


@method("getChatAdministrators")
def get_chat_administrators(request: Request) -> list[Json]:
    """Other bots are left out; the bot that asks is listed when it is an administrator."""
    chat = chat_of(request)
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    with_bots = request.parameters.flag("return_bots")
    return [
        member_json(user, chat.status(user), chat)
        for user in chat.members
        if chat.is_admin(user) and (with_bots or not user.is_bot or user is request.bot)
    ]


@method("leaveChat")
def leave_chat(request: Request) -> bool:
    chat = chat_of(request)
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    part(request.sandbox, chat, request.bot, request.bot, "left")
    return True


@method("getMyDefaultAdministratorRights")
def get_default_rights(request: Request) -> Json:
    return {"is_anonymous": False} | dict.fromkeys(RIGHTS, False)
