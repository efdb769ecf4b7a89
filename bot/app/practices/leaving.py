"""Leaving: what becomes of pairs and calls when somebody leaves a team, comes to lead it, or is erased."""

from bot.app.context.occasion import Occasion
from bot.app.practices import walking
from bot.app.sessions import cleaning
from bot.core.purposes import PAIR
from bot.storage import calls, messages, pairs, people


def gone(occasion: Occasion, person_id: int) -> None:
    """Let somebody be in no pair and no call of the team any more; those they were with are told, without a reason."""
    calls.leave_all(occasion.database, occasion.here.id, person_id)
    for here in pairs.running_for(occasion.database, person_id):
        if here.team_id == occasion.here.id:
            walking.rest(occasion, here, "practices.rested", by=person_id)


def gone_from_all(occasion: Occasion, person_id: int) -> None:
    """Let somebody who is about to be erased be in no pair any more, and take off their chat what others wrote there:
    afterwards nobody knows where it stands."""
    language = occasion.private_language(people.find(occasion.database, person_id))
    for here in pairs.holding_words_of(occasion.database, person_id):
        occasion.enter_team(here.team_id)
        if not here.state.is_over:
            walking.rest(occasion, here, "practices.rested", by=person_id)
        for message_id, arrived_at in messages.arrived_in(occasion.database, person_id, PAIR.of(here.id)):
            cleaning.take_off(occasion, person_id, message_id, arrived_at, language)
    occasion.team = None
