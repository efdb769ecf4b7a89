"""In the way: refusals that somebody in the group can remove, told from those that are for good."""

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.core.model import Obstacle, is_private
from bot.core.outgoing import Edit, Outgoing, React, Say
from bot.messenger.answers import Barred
from bot.messenger.telegram.telling import problem_of

# In Telegram's words.
IN_THE_WAY = {
    "topic_closed": Obstacle.CLOSED,
    "not enough rights to send": Obstacle.MUTED,
    "have no rights to send": Obstacle.MUTED,
    "have no write access": Obstacle.MUTED,
    "chat_write_forbidden": Obstacle.MUTED,
    "chat_send_plain_forbidden": Obstacle.MUTED,
    "chat_send_docs_forbidden": Obstacle.MUTED,
    "chat_restricted": Obstacle.RESTRICTED,
}


def obstacle_to(error: TelegramError, chat_id: int, content: Outgoing) -> Barred | None:
    """Return what is in the way in a group, of what is said or shown there; None where nothing is."""
    is_refusal = isinstance(error, BadRequest | Forbidden)
    if not is_refusal or is_private(chat_id) or not isinstance(content, Say | Edit | React):
        return None
    problem = error.message.lower()
    obstacle = next((meant for sign, meant in IN_THE_WAY.items() if sign in problem), None)
    return Barred(problem_of(error), obstacle) if obstacle else None
