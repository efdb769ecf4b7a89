"""Confirming: the second way to show that words are kept, where a chat refuses the mark under them."""

import logging
from datetime import datetime, timedelta

from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.core.model import is_private
from bot.storage import signs, teams
from bot.storage.database import transaction
from bot.storage.outbox import Parcel

log = logging.getLogger(__name__)
# A group may allow the mark again, of which Telegram tells no bot.
TRIED_AGAIN_AFTER = timedelta(days=7)


def mark_refused(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Confirm in words what a chat takes no mark for, with all that waits there; tell the coordinators the first time.

    Returns the chats that get something because of it.
    """
    log.info("Chat %s takes no marks: %s", parcel.chat_id, problem)
    with transaction(house.database):
        occasion = Occasion(house, now, team=teams.find(house.database, parcel.team_id) if parcel.team_id else None)
        for mark in signs.take_marks(house.database, parcel.chat_id, parcel.team_id):
            occasion.note_in_words(mark, parcel.chat_id)
        until = now + TRIED_AGAIN_AFTER
        was_known = signs.refuse_marks(house.database, parcel.chat_id, parcel.team_id, until)
        if occasion.team and not is_private(parcel.chat_id) and not was_known:
            occasion.tell_coordinators("delivery.no_marks")
    return occasion.touched
