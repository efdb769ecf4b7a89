"""Explaining: what the bot is, what it hears and keeps, and what one can ask of it here."""

from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.log import retention
from bot.core.model import Role


def show_help(occasion: Occasion, argument: str) -> None:
    """Answer /help with what can be done in this place."""
    is_private = occasion.is_private
    held = [str(role) for role in occasion.roles]
    occasion.answer("explaining.help_private" if is_private else "explaining.help_group", roles=held)


def show_privacy(occasion: Occasion, argument: str) -> None:
    """Answer /privacy in plain words."""
    kept = retention.words_for(occasion, occasion.team.keeps) if occasion.team else ""
    leads = occasion.is_private and Role.LEADER in occasion.roles
    occasion.answer("explaining.privacy", bot=occasion.house.bot.username, kept=kept, leads=leads)


COMMANDS = (
    Command("privacy", None, {"group": show_privacy, "private": show_privacy}, in_menu=BOTH, place=370),
    Command("help", "hulp", {"group": show_help, "private": show_help}, in_menu=BOTH, place=380),
)
