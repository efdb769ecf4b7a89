"""Finds which of a bot's command lists somebody sees where: by scope, then by language."""

from __future__ import annotations

from bot.sandbox.nouns import Bot, Chat, User


def menu(chat: Chat, bot: Bot, person: User) -> list[tuple[str, str]]:
    """Pairs of command and description, from the narrowest list that has any; empty without one."""
    for scope in _scopes(chat, person):
        for language in (person.language or "", ""):
            if commands := bot.commands.get((scope, language)):
                return [(each["command"], each["description"]) for each in commands]
    return []


def _scopes(chat: Chat, person: User) -> list[str]:
    if not chat.is_group:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    admin = chat.is_admin(person)
    return [
        f"chat_member:{chat.id}:{person.id}",
        *([f"chat_administrators:{chat.id}"] if admin else []),
        f"chat:{chat.id}",
        *(["all_chat_administrators"] if admin else []),
        "all_group_chats",
        "default",
    ]
