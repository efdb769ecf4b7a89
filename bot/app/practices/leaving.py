"""Leaving: what becomes of pairs and calls when somebody leaves a team, comes to lead it, or is erased."""

from bot.app.context.occasion import Occasion
from bot.app.practices import calling, walking
from bot.app.sessions import cleaning
from bot.core.rights import may_consult
from bot.core.sources import Source
from bot.storage import calls, entries, members, pairs, people, quotes


def gone(occasion: Occasion, person_id: int) -> None:
    """Let somebody who leaves the team or comes to lead it be in no pair and no call any more in which they may not be;
    those they were with are told, without a reason."""
    for made in calls.joined_by(occasion.database, person_id):
        if made.team_id == occasion.here.id:
            calling.leave(occasion, made.id, person_id)
    held = members.roles_of(occasion.database, occasion.here.id, person_id)
    for here in pairs.running_for(occasion.database, person_id):
        may_stay = bool(held) and may_consult(held, with_leaders=here.state.outline.with_leaders)
        if here.team_id == occasion.here.id and not may_stay:
            walking.leave(occasion, here, person_id)


def gone_from_all(occasion: Occasion, person_id: int) -> None:
    """Let somebody who is about to be erased be in no pair any more, and take off their chat what others wrote there:
    afterwards nobody knows where it stands."""
    language = occasion.private_language(people.find(occasion.database, person_id))
    for made in calls.joined_by(occasion.database, person_id):
        occasion.enter_team(made.team_id)
        calling.leave(occasion, made.id, person_id)
    for here in pairs.holding_words_of(occasion.database, person_id):
        occasion.enter_team(here.team_id)
        if not here.state.is_over and person_id in here.people:
            walking.leave(occasion, here, person_id)
        words: list[Source] = [("entry", entry.id) for entry in entries.of_session(occasion.database, here.id)]
        for message_id, arrived_at in quotes.standing_in(occasion.database, person_id, words):
            cleaning.take_off(occasion, person_id, message_id, arrived_at, language)
    occasion.team = None
