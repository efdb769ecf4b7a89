"""Resettling: a team whose topic was deleted goes on in another one of its group, with log, rhythm and people."""

from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import asking, leading
from bot.core.model import Role, Team
from bot.core.outgoing import Button
from bot.core.session.terms import REFLECTION
from bot.storage import members, people, sessions, teams

OFFERED = 3


def offer(occasion: Occasion) -> None:
    """Offer whoever coordinates a team whose topic is gone to let it go on here, where no team has begun yet."""
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
    newcomers = [person.id for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER)]
    teams.resettle(occasion.database, team.id, occasion.here.id)
    for person_id in newcomers:
        people.tell_apart(occasion.database, person_id)
    occasion.team = teams.find(occasion.database, team.id)
    occasion.show("resettling.settled", (), team=team.name)
    # What was asked in the topic can't be answered there any more.
    for session in sessions.open_in(occasion.database, team.id, REFLECTION):
        asking.ask_again(occasion, session)
    if (case := sessions.case_in(occasion.database, team.id)) is not None:
        leading.open_step_again(occasion, case)


def _homeless(occasion: Occasion) -> list[Team]:
    """Return the teams without a place that this person coordinates."""
    if occasion.person is None or Role.COORDINATOR not in occasion.roles:
        return []
    gone = teams.gone_of(occasion.database, occasion.person.id, Role.COORDINATOR)
    # In another group others read along, and already the team's name would be news to them.
    return [team for team in gone if team.place.chat_id == occasion.here.place.chat_id]


# Whoever may is a coordinator twice: of the team without a place, and of this place.
COMMANDS = (Command("resettle", "verhuis", {"group": resettle}),)
