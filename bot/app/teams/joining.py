"""Joining and leaving a team: who is counted, and what becomes of it when somebody goes."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import sitting_in
from bot.core.model import Role
from bot.core.outgoing import Button
from bot.storage import members, nudges, retraction, teams, thanks


def join(occasion: Occasion, argument: str) -> None:
    """Answer /join: from now on this person is counted, and can have a private talk with the bot."""
    team, person = occasion.here, occasion.who
    is_new = members.give_role(occasion.database, team.id, person.id, Role.MEMBER, occasion.now)
    link = Button(label=occasion.label("private"), link=occasion.house.link("hello"))
    key = "joining.joined" if is_new else "joining.joined_already"
    if occasion.is_press:
        occasion.hint(key, name=person.name)
    else:
        occasion.answer(key, () if person.is_reachable else ((link,),), name=person.name)


def leave(occasion: Occasion, argument: str) -> None:
    """Answer /leave: not counted and not asked any more; what was written stays unless erased."""
    occasion.take_back([("person", occasion.who.id)], where="waiting", team=occasion.here)
    had_role = members.take_role(occasion.database, occasion.here.id, occasion.who.id, Role.MEMBER)
    retraction.take_back_reminders(occasion.database, occasion.here.id, occasion.who.id)
    nudges.drop_all_in(occasion.database, occasion.here.id, occasion.who.id)
    thanks.drop_all_in(occasion.database, occasion.here.id, occasion.who.id)
    sitting_in.gone(occasion, occasion.who.id)
    occasion.answer("joining.left" if had_role else "joining.not_joined", name=occasion.who.name)


def left_group(occasion: Occasion, chat_id: int, person_id: int) -> None:
    """End the roles of somebody who is no longer in the group, in its topics too.

    A leader or an observer need not be in it. What somebody wrote for themselves alone stays theirs.
    """
    for team in teams.find_in_chat(occasion.database, chat_id):
        nudges.drop_all_in(occasion.database, team.id, person_id)
        thanks.drop_all_in(occasion.database, team.id, person_id)
        retraction.take_back_reminders(occasion.database, team.id, person_id)
        occasion.take_back([("person", person_id)], where="waiting", team=team)
        occasion.team = team
        sitting_in.gone(occasion, person_id)
        for role in (Role.MEMBER, Role.FACILITATOR, Role.COORDINATOR):
            if members.take_role(occasion.database, team.id, person_id, role) and role is Role.COORDINATOR:
                members.end_invitations_by(occasion.database, team.id, person_id)
                occasion.changed_menus |= {(person_id, None), (person_id, team.id)}


COMMANDS = (
    Command("join", "meedoen", {"group": join}, in_menu=GROUP, place=170),
    Command("leave", "stoppen", {"group": leave}, in_menu=GROUP, place=180),
)
