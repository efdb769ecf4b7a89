"""Roles: joining and leaving a team, and naming a leader, who accepts in private."""

from bot.app.occasion import Occasion
from bot.core.events import Commanded, Speaker
from bot.core.model import Person, Role
from bot.core.outgoing import Button
from bot.storage import members, people, teams


def join(occasion: Occasion, argument: str) -> None:
    """Answer /join: from now on this person is counted, and can have a private talk with the bot."""
    team, person = occasion.here, occasion.who
    is_new = members.give_role(occasion.database, team.id, person.id, Role.MEMBER, occasion.now)
    link = Button(label=occasion.label("private"), link=occasion.house.bot.link("hello"))
    key = "roles.joined" if is_new else "roles.joined_already"
    if occasion.is_press:
        occasion.hint(key, name=person.name)
    else:
        occasion.answer(key, () if person.is_reachable else ((link,),), name=person.name)


def leave(occasion: Occasion, argument: str) -> None:
    """Answer /leave: not counted and not asked any more; what was written stays unless erased."""
    had_role = members.take_role(occasion.database, occasion.here.id, occasion.who.id, Role.MEMBER)
    occasion.answer("roles.left" if had_role else "roles.not_joined", name=occasion.who.name)


def left_group(occasion: Occasion, chat_id: int, person_id: int) -> None:
    """End the roles of somebody who is no longer in the group, in its topics too; a leader need not be in it."""
    for team in teams.find_in_chat(occasion.database, chat_id):
        for role in Role:
            if role is not Role.LEADER:
                members.take_role(occasion.database, team.id, person_id, role)


def name_leader(occasion: Occasion, argument: str) -> None:
    """Answer /leader: the person replied to, mentioned or named by @username, or a link to pass on.

    With `stop`, whoever leads now gets no digests any more.
    """
    if argument.strip().lower() in ("stop", "stoppen", "weg"):
        _end_leading(occasion)
        return
    named = _meant(occasion, argument)
    if argument.strip() and named is None:
        occasion.hint("roles.unknown_person", wanted=argument.strip()[:40])
        return
    team, coordinator = occasion.here, occasion.who
    person_id = named.id if named else None
    code = members.invite(occasion.database, team.id, Role.LEADER, person_id, coordinator.id, occasion.now)
    link = occasion.house.bot.link(f"role-{code}")
    accept = Button(label=occasion.label("accept_leader"), link=link)
    if named:
        occasion.answer("roles.leader_named", ((accept,),), name=named.name, coordinator=coordinator.name)
    elif coordinator.is_reachable:
        # Whoever opens the link may lead: it goes to the coordinator alone, not to the group.
        occasion.whisper(coordinator, "roles.leader_link", team=team.name, link=link)
        occasion.hint("roles.leader_link_sent")
    else:
        talk = Button(label=occasion.label("private"), link=occasion.house.bot.link("hello"))
        occasion.answer("roles.open_private_first", ((talk,),), name=coordinator.name)


def _end_leading(occasion: Occasion) -> None:
    led = members.in_role(occasion.database, occasion.here.id, Role.LEADER)
    for leader in led:
        members.take_role(occasion.database, occasion.here.id, leader.id, Role.LEADER)
    occasion.answer("roles.leaders_ended", names=[leader.name for leader in led])


def _meant(occasion: Occasion, argument: str) -> Person | None:
    """Return the person a coordinator points at."""
    what = occasion.event.what if occasion.event else None
    if not isinstance(what, Commanded):
        return None
    pointed: list[Speaker] = list(what.mentioned)
    if what.quoted and what.quoted.author and not what.quoted.is_ours:
        pointed.append(what.quoted.author)
    if pointed:
        return people.meet(occasion.database, pointed[0].id, pointed[0].name, pointed[0].username)
    word = argument.strip().split(" ")[0]
    found = people.find_by_username(occasion.database, word) if word.startswith("@") else None
    # Whom the bot knows from another team is no news for this one.
    return found if found and members.roles_of(occasion.database, occasion.here.id, found.id) else None


def open_invitation(occasion: Occasion, code: str) -> None:
    """Show an invitation to a role in private, to the person it is meant for."""
    invitation = members.find_invitation(occasion.database, code, occasion.now)
    meant = invitation and invitation.person_id in (None, occasion.who.id)
    team = teams.find(occasion.database, invitation.team_id) if invitation and meant else None
    if invitation is None or team is None:
        occasion.answer("roles.invitation_gone")
        return
    yes = occasion.button("accept", f"accept {code}")
    no = occasion.button("decline", f"decline {code}")
    occasion.answer("roles.invitation", ((yes, no),), team=team.name)


def accept(occasion: Occasion, argument: str) -> None:
    """Answer the button that accepts a role: it holds from now, and the group is told who reads along."""
    invitation = members.find_invitation(occasion.database, argument, occasion.now)
    if invitation is None or invitation.person_id not in (None, occasion.who.id):
        occasion.hint("roles.invitation_gone")
        return
    occasion.team = teams.find(occasion.database, invitation.team_id)
    members.give_role(occasion.database, invitation.team_id, occasion.who.id, invitation.role, occasion.now)
    members.end_invitation(occasion.database, argument)
    occasion.show("roles.accepted", (), team=occasion.here.name)
    occasion.say("roles.leader_reads_along", name=occasion.who.name)


def decline(occasion: Occasion, argument: str) -> None:
    """Answer the button that declines a role."""
    invitation = members.find_invitation(occasion.database, argument, occasion.now)
    if invitation and invitation.person_id in (None, occasion.who.id):
        members.end_invitation(occasion.database, argument)
    occasion.show("roles.declined", ())


def resign(occasion: Occasion, argument: str) -> None:
    """Answer /nodigest in private: this person leads no team any more and gets no digests."""
    led = members.teams_of(occasion.database, occasion.who.id, Role.LEADER)
    for team in led:
        members.take_role(occasion.database, team.id, occasion.who.id, Role.LEADER)
    occasion.answer("roles.resigned" if led else "giving_back.no_leader")
