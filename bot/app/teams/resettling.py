"""Resettling: a team whose topic is gone or closed goes on in another one, with log, rhythm and people."""

from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import asking, halting, leading, measuring
from bot.core.model import Role, Team
from bot.core.outgoing import Button
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.storage import held, members, people, sessions, teams

OFFERED = 3


def offer(occasion: Occasion) -> None:
    """Offer to let a team whose topic is gone or closed go on here, where none has begun, to whoever coordinates it."""
    homeless = _homeless(occasion) if teams.is_unused(occasion.database, occasion.here.id) else []
    if homeless:
        rows = tuple(
            (Button(label=occasion.label("resettle", team=team.name), command=f"resettle {team.id}"),)
            for team in homeless[:OFFERED]
        )
        occasion.answer("resettling.offer", rows)


def resettle(occasion: Occasion, argument: str) -> None:
    """Answer the button under the offer: the team goes on here, and this place's own one, which has nothing, goes."""
    team = next((team for team in _homeless(occasion) if team.id == as_number(argument)), None)
    if team is None or not teams.is_unused(occasion.database, occasion.here.id):
        occasion.hint("resettling.not_here")
        return
    # What waits for a closed topic is asked again here.
    held.drop(occasion.database, team.place.chat_id, team.place.topic_id)
    newcomers = [person.id for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER)]
    teams.resettle(occasion.database, team.id, occasion.here.id)
    for person_id in newcomers:
        people.tell_apart(occasion.database, person_id)
    occasion.team = teams.find(occasion.database, team.id)
    occasion.show("resettling.settled", (), team=team.name)
    halting.resume(occasion, team.barred_at)
    # What was asked in the topic can't be answered there any more.
    for session in sessions.open_in(occasion.database, team.id, REFLECTION):
        asking.ask_again(occasion, session)
    for scan in sessions.open_in(occasion.database, team.id, INSTRUMENT):
        measuring.ask_again(occasion, scan)
    for walkthrough in sessions.walkthroughs_in(occasion.database, team.id):
        leading.open_step_again(occasion, walkthrough)


def _homeless(occasion: Occasion) -> list[Team]:
    """Return the teams that can't be spoken to in their topic, and that this person coordinates."""
    if occasion.person is None or Role.COORDINATOR not in occasion.roles:
        return []
    shut = teams.shut_of(occasion.database, occasion.person.id, Role.COORDINATOR)
    # In another group others read along, and already the team's name would be news to them.
    return [team for team in shut if team.place.chat_id == occasion.here.place.chat_id]


# Whoever may is a coordinator twice: of the team without a place, and of this place.
COMMANDS = (Command("resettle", "verhuis", {"group": resettle}),)
