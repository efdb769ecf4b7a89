"""Meeting: a short look back at a meeting that the team just had, with the bot or without it."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import asking
from bot.core.session.terms import REFLECTION
from bot.storage import sessions

FAMILY = "W10"
# A meeting is remembered for so many school days.
OPEN_DAYS = 2


def look_back(occasion: Occasion, argument: str) -> None:
    """Answer /meeting: ask how the meeting was, above what was said of the one before; or say that this is asked
    already."""
    running = sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    method = next((one for one in occasion.house.content.prompts.values() if one.family == FAMILY), None)
    if method is None:
        occasion.hint("meeting.gone")
    elif same := next((session for session in running if session.method == method.id), None):
        occasion.hint("asking.open_already", until=same.state.due_at)
    elif len(running) >= REFLECTION.at_once:
        occasion.hint("asking.enough_open", until=running[0].state.due_at)
    else:
        asking.start(occasion, method, due_at=asking.until(occasion, occasion.now, days=OPEN_DAYS))


COMMANDS = (Command("meeting", "overleg", {"group": look_back}, in_menu=GROUP, place=37),)
