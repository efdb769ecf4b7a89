"""Decides which bots get to see a message: privacy mode as Telegram has it."""

from __future__ import annotations

from bot.sandbox.nouns import Bot, Chat, Message


def sees(bot: Bot, message: Message) -> bool:
    """Whether a message goes to this bot when it is written."""
    chat = message.chat
    if message.sender.is_bot and not message.is_service:
        return False
    if not chat.is_group:
        return bot is not message.sender
    if not chat.has(bot):
        return False
    if message.is_service:
        return message.sender is not bot
    return sees_all(bot, chat) or _is_reply_to(bot, message) or _is_command_for(bot, message)


def sees_all(bot: Bot, chat: Chat) -> bool:
    """Whether privacy mode hides nothing from this bot: it is off, or the bot is an admin."""
    return chat.is_group and (not bot.is_private or chat.is_admin(bot))


def _is_reply_to(bot: Bot, message: Message) -> bool:
    return message.reply_to is not None and message.reply_to.sender is bot


def _is_command_for(bot: Bot, message: Message) -> bool:
    command = leading_command(message)
    if command is None:
        return False
    _, _, addressed = command.partition("@")
    if addressed:
        return addressed.lower() == (bot.username or "").lower()
    return message.chat.last_bot is bot or _is_only_bot(bot, message.chat)


def leading_command(message: Message) -> str | None:
    """The command a message begins with, and the bot it may name; None for other texts."""
    for entity in message.entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            return message.text[: entity["length"]]
    return None


def _is_only_bot(bot: Bot, chat: Chat) -> bool:
    return not any(member.is_bot and member is not bot for member in chat.members)
