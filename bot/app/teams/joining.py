"""Joining and leaving a team: who is counted, and what becomes of it when somebody goes."""

from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import leaving, standing
from bot.app.sessions import sitting_in
from bot.core.model import Role
from bot.core.outgoing import Button
from bot.storage import members, nudges, retraction, teams, thanks


def join(occasion: Occasion, argument: str) -> None:
    """Answer /join: from now on this person is counted, and can have a private talk with the bot.

    Of somebody who leads the team everybody hears it; they are counted nowhere.
    """
    person = occasion.who
    leads, is_new = Role.LEADER in occasion.roles, _come_in(occasion)
    link = Button(label=occasion.label("private"), link=occasion.house.link("hello"))
    key = "joining.joined" if is_new else "joining.joined_already"
    if leads and is_new:
        occasion.say("joining.leader_joined", name=person.name)
    elif occasion.is_press:
        occasion.hint(key, name=person.name)
    else:
        occasion.answer(key, () if person.is_reachable else ((link,),), name=person.name)


def _come_in(occasion: Occasion) -> bool:
    """Make somebody take part in their team's questions; return whether that is new."""
    return members.give_role(occasion.database, occasion.here.id, occasion.who.id, Role.MEMBER, occasion.now)


def leave(occasion: Occasion, argument: str) -> None:
    """Answer /leave: not counted and not asked any more; what was written stays unless erased."""
    leads, name = Role.LEADER in occasion.roles, occasion.who.name
    if standing.asks_whether_to_leave(occasion):
        # The group reads of no date.
        occasion.answer("joining.asked_in_private", name=name)
    elif not go(occasion):
        occasion.answer("joining.not_joined", name=name)
    else:
        occasion.answer("joining.leader_left" if leads else "joining.left", name=name)


def go(occasion: Occasion) -> bool:
    """Let somebody take part in their team's questions no more; return whether they did."""
    team, person_id = occasion.here, occasion.who.id
    occasion.take_back([("person", person_id)], where="waiting", team=team)
    took_part = members.take_role(occasion.database, team.id, person_id, Role.MEMBER)
    retraction.take_back_reminders(occasion.database, team.id, person_id)
    nudges.drop_all_in(occasion.database, team.id, person_id)
    thanks.drop_all_in(occasion.database, team.id, person_id)
    sitting_in.gone(occasion, person_id)
    leaving.gone(occasion, person_id)
    return took_part


def leave_surely(occasion: Occasion, argument: str) -> None:
    """Answer the button of whoever is sure to take part no more, though a date with others stands."""
    number = as_number(argument.strip())
    if number not in {team.id for team in members.teams_of(occasion.database, occasion.who.id, Role.MEMBER)}:
        occasion.hint("joining.not_joined", name=occasion.who.name)
        return
    occasion.enter_team(number)
    leads = Role.LEADER in occasion.roles
    go(occasion)
    if leads:
        occasion.say("joining.leader_left", name=occasion.who.name)
    occasion.show("joining.leader_left" if leads else "joining.left", (), name=occasion.who.name)


def take_part(occasion: Occasion, argument: str) -> None:
    """Answer the button with which a leader takes part in the questions of their team: its group is told."""
    if _enter_led(occasion, argument):
        if _come_in(occasion):
            occasion.say("joining.leader_joined", name=occasion.who.name)
        occasion.show("joining.leader_takes_part", (), team=occasion.here.name)


def read_along(occasion: Occasion, argument: str) -> None:
    """Answer the button with which a leader only reads along, as before."""
    if _enter_led(occasion, argument):
        if go(occasion):
            occasion.say("joining.leader_left", name=occasion.who.name)
        occasion.show("joining.leader_reads_along", (), team=occasion.here.name)


def _enter_led(occasion: Occasion, argument: str) -> bool:
    """Be in the team of a number, if this person leads it; say so if not, since what a button carries can be forged."""
    number = as_number(argument.strip())
    led = {team.id for team in members.teams_of(occasion.database, occasion.who.id, Role.LEADER)}
    if number in led:
        occasion.enter_team(number)
        return True
    occasion.hint("joining.not_leading")
    return False


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
        for role in (Role.MEMBER, Role.FACILITATOR, Role.COORDINATOR):
            if members.take_role(occasion.database, team.id, person_id, role) and role is Role.COORDINATOR:
                members.end_invitations_by(occasion.database, team.id, person_id)
                occasion.changed_menus |= {(person_id, None), (person_id, team.id)}
        # They go from what their roles don't let them be in any more.
        sitting_in.gone(occasion, person_id)
        leaving.gone(occasion, person_id)


COMMANDS = (
    Command("join", "meedoen", {"group": join}, in_menu=GROUP, place=170),
    Command("leavesurely", None, {"private": leave_surely}),
    Command("takepart", None, {"private": take_part}),
    Command("readalong", None, {"private": read_along}),
)
