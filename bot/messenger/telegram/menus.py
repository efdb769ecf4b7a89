"""Tells Telegram which commands to show where: per kind of chat and per language of the reader's app."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.app.commands import menu
from bot.app.context.house import House
from bot.core.model import Language, Role

# Telegram shows the menu without a language to everybody whose app speaks neither of ours.
TONGUES: tuple[tuple[str | None, Language], ...] = ((None, "en"), ("nl", "nl"))
# Nobody can tell which reader of a group's menu takes part; who does not is told so kindly.
MEMBER, COORDINATOR = (Role.MEMBER,), (Role.MEMBER, Role.COORDINATOR)


async def register(bot: Bot, house: House) -> None:
    """Register all menus with Telegram. Raises TelegramError if that fails."""
    for code, language in TONGUES:
        for scope, lines in (
            (BotCommandScopeAllGroupChats(), menu(house, "group", language, MEMBER)),
            (BotCommandScopeAllChatAdministrators(), menu(house, "group", language, COORDINATOR)),
            (BotCommandScopeAllPrivateChats(), menu(house, "private", language, ())),
        ):
            commands = [BotCommand(name, description) for name, description in lines]
            await bot.set_my_commands(commands, scope=scope, language_code=code)
