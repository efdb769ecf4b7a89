"""Roles: naming coordinators, leaders and observers, who accept in private and can lay it down again."""

from collections.abc import Callable

from bot.app.context import pointing
from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import leaving
from bot.app.sessions import sitting_in
from bot.app.teams import joining
from bot.core.model import Person, Role, Team
from bot.core.outgoing import Button
from bot.core.rights import Right
from bot.storage import members, participants
from bot.storage.members import Invitation

STOP = frozenset(("stop", "stoppen", "weg"))
NAMED = (Role.COORDINATOR, Role.LEADER, Role.OBSERVER)


def naming(role: Role) -> Callable[[Occasion, str], None]:
    """Return the function that answers /coordinator, /leader or /observer."""

    def name_somebody(occasion: Occasion, argument: str) -> None:
        _name(occasion, role, argument.strip())

    return name_somebody


def _name(occasion: Occasion, role: Role, argument: str) -> None:
    """Invite the person replied to, mentioned or named by @username, or make a link to pass on.

    With `stop`, whoever has the role (or only the person pointed at) has it no longer.
    """
    word, _, rest = argument.partition(" ")
    if word.lower() in STOP:
        _end(occasion, role, rest.strip())
        return
    named = pointing.pointed_at(occasion, argument)
    if argument and named is None:
        occasion.hint("roles.unknown_person", wanted=argument[:40], role=role)
        return
    _invite(occasion, role, named)


def _invite(occasion: Occasion, role: Role, named: Person | None) -> None:
    team, coordinator = occasion.here, occasion.who
    if named and role in members.roles_of(occasion.database, team.id, named.id):
        occasion.hint("roles.has_it_already", name=named.name, role=role)
        return
    if not named and not coordinator.is_reachable:
        occasion.answer_to_talk("roles.open_private_first", name=coordinator.name)
        return
    person_id = named.id if named else None
    code = members.invite(occasion.database, team.id, role, person_id, coordinator.id, occasion.now)
    link = occasion.house.link(f"role-{code}")
    if named:
        accept = Button(label=occasion.label("see_invitation"), link=link)
        occasion.answer("roles.named", ((accept,),), name=named.name, coordinator=coordinator.name, role=role)
    else:
        # Whoever opens the link may have the role: it goes to the coordinator alone, not to the group.
        occasion.whisper(coordinator, "roles.link", team=team.name, link=link, role=role)
        occasion.hint("roles.link_sent", role=role)


def _end(occasion: Occasion, role: Role, argument: str) -> None:
    had_it = members.in_role(occasion.database, occasion.here.id, role)
    pointed = pointing.pointed_at(occasion, argument)
    if argument and pointed is None:
        occasion.hint("roles.unknown_person", wanted=argument[:40], role=role)
        return
    if role is Role.COORDINATOR and pointed is None:
        # Nobody should end their own hold on a team by a slip; oneself steps down in private.
        occasion.hint("roles.stop_whom")
        return
    leaving = [person for person in had_it if pointed is None or person.id == pointed.id]
    for person in leaving:
        _take(occasion, occasion.here, person.id, role)
    occasion.answer("roles.ended", names=[person.name for person in leaving], role=role)


def _take(occasion: Occasion, team: Team, person_id: int, role: Role) -> bool:
    """End a role, and with a coordinator's the invitations that were made by right of it."""
    occasion.changed_menus |= {(person_id, None), (person_id, team.id)}
    if role is Role.COORDINATOR:
        members.end_invitations_by(occasion.database, team.id, person_id)
    if role is Role.LEADER:
        # Nobody lays a role down in order to read what it kept them from.
        participants.keep_out(occasion.database, team.id, person_id)
    return members.take_role(occasion.database, team.id, person_id, role)


def _invitation(occasion: Occasion, code: str) -> Invitation | None:
    """Return an invitation that is meant for this person, and be in its team."""
    invitation = members.find_invitation(occasion.database, code, occasion.now)
    if invitation is None or invitation.person_id not in (None, occasion.who.id):
        return None
    occasion.enter_team(invitation.team_id)
    return invitation


def open_invitation(occasion: Occasion, code: str) -> None:
    """Show an invitation to a role in private, to the person it is meant for."""
    invitation = _invitation(occasion, code)
    if invitation is None:
        occasion.answer("roles.invitation_gone")
        return
    yes = occasion.button("accept", f"accept {code}")
    no = occasion.button("decline", f"decline {code}")
    occasion.answer("roles.invitation", ((yes, no),), team=occasion.here.name, role=invitation.role)


def accept(occasion: Occasion, argument: str) -> None:
    """Answer the button that accepts a role: it holds from now, and the group is told who reads along."""
    invitation = _invitation(occasion, argument)
    if invitation is None:
        occasion.hint("roles.invitation_gone")
        return
    team, role = occasion.here, invitation.role
    takes_part = Role.MEMBER in members.roles_of(occasion.database, team.id, occasion.who.id)
    is_new = members.give_role(occasion.database, team.id, occasion.who.id, role, occasion.now)
    members.end_invitation(occasion.database, argument)
    occasion.changed_menus |= {(occasion.who.id, None), (occasion.who.id, team.id)}
    occasion.show("roles.accepted", (), team=team.name, role=role)
    if role is Role.LEADER:
        sitting_in.gone(occasion, occasion.who.id, is_here=True)
        leaving.gone(occasion, occasion.who.id, is_here=True)
    if is_new:
        occasion.say("roles.has_accepted", name=occasion.who.name, role=role, takes_part=takes_part)


def decline(occasion: Occasion, argument: str) -> None:
    """Answer the button that declines a role."""
    if _invitation(occasion, argument):
        members.end_invitation(occasion.database, argument)
    occasion.show("roles.declined", ())


def resign(occasion: Occasion, argument: str) -> None:
    """Answer /resign in private: lay down a role in a team, such as `leader 3`; without one, show which there are."""
    word, _, number = argument.strip().lower().partition(" ")
    held = [(team, role) for team, role, _ in members.roles_everywhere(occasion.database, occasion.who.id)]
    led = {team.id for team, role in held if role is Role.LEADER}
    # Whoever leads a team lays down taking part in the same way; others leave in the group.
    own = [(team, role) for team, role in held if role in NAMED or (role is Role.MEMBER and team.id in led)]
    meant = [(team, role) for team, role in own if role == word and team.id == as_number(number)]
    for team, role in meant:
        _lay_down(occasion, team, role)
        occasion.show("roles.resigned", (), team=team.name, role=role)
    if not meant:
        rows = tuple(
            (occasion.button("resign", f"resign {role} {team.id}", role=role, team=team.name),) for team, role in own
        )
        occasion.answer("roles.own", rows, count=len(own))


def end_digests(occasion: Occasion, argument: str) -> None:
    """Answer /nodigest in private: this person leads no team any more and gets no digests."""
    for team in members.teams_of(occasion.database, occasion.who.id, Role.LEADER):
        _lay_down(occasion, team, Role.LEADER)
    occasion.answer("roles.no_digest_any_more")


def _lay_down(occasion: Occasion, team: Team, role: Role) -> None:
    occasion.team = team
    if role is Role.MEMBER:
        joining.go(occasion)
        occasion.say("joining.leader_left", name=occasion.who.name)
        return
    _take(occasion, team, occasion.who.id, role)
    occasion.say("roles.has_stopped", name=occasion.who.name, role=role)


COMMANDS = (
    Command("coordinator", None, {"group": naming(Role.COORDINATOR)}, Right.SET_UP, GROUP, place=220),
    Command("leader", "leidinggevende", {"group": naming(Role.LEADER)}, Right.SET_UP, GROUP, place=230),
    Command("observer", "meekijker", {"group": naming(Role.OBSERVER)}, Right.SET_UP, GROUP, place=240),
    Command("nodigest", "geenweekbericht", {"private": end_digests}, Right.READ_DIGEST),
    Command("accept", None, {"private": accept}),
    Command("decline", None, {"private": decline}),
    Command("resign", "neerleggen", {"private": resign}),
)
