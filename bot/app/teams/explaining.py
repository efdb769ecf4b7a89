"""Explaining: what the bot is, what it hears and keeps, and what one can ask of it here."""

from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.log import retention
from bot.core.model import Role


def show_help(occasion: Occasion, argument: str) -> None:
    """Answer /help with what can be done in this place, in private by what somebody is: who leads and is nothing else
    takes no part."""
    if not occasion.is_private:
        occasion.answer("explaining.help_group")
        return
    takes_part = Role.MEMBER in occasion.roles or not {Role.LEADER, Role.OBSERVER} & occasion.roles
    held = [str(role) for role in occasion.roles]
    occasion.answer("explaining.help_private", roles=held, takes_part=takes_part)


def show_privacy(occasion: Occasion, argument: str) -> None:
    """Answer /privacy in plain words."""
    kept = retention.words_for(occasion, occasion.team.keeps) if occasion.team else ""
    leads = occasion.is_private and Role.LEADER in occasion.roles
    occasion.answer("explaining.privacy", bot=occasion.house.bot.username, kept=kept, leads=leads)


COMMANDS = (
    Command("privacy", None, {"group": show_privacy, "private": show_privacy}, in_menu=BOTH, place=370),
    Command("help", "hulp", {"group": show_help, "private": show_help}, in_menu=BOTH, place=380),
)
