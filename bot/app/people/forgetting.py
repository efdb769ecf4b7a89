"""Forgetting: erasing everything that is kept about somebody, after saying what goes and what stays."""

from bot.app.context.command import PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.delivery import following
from bot.app.practices import leaving
from bot.app.sessions import rewording, sitting_in
from bot.core.model import Role
from bot.core.session import moving
from bot.storage import (
    commitments,
    contributions,
    erasing,
    inbox,
    members,
    own_questions,
    people,
    retraction,
    sessions,
    teams,
)

TEAMS_NAMED = 12
YES = frozenset(("yes", "ja"))
NO = ("nee", "no")


def forget(occasion: Occasion, argument: str) -> None:
    """Answer /forget in private: what would go and what would stay; with `yes`, erase.

    A button says yes to what was told with it: once there is more to lose, it asks again.
    """
    word, _, told = argument.strip().lower().partition(" ")
    if word in YES and not occasion.is_press:
        _erase(occasion)
        return
    if word in NO and occasion.is_press:
        occasion.show("forgetting.kept", ())
        return
    count = contributions.count(occasion.database, occasion.who.id)
    intended = len(commitments.of_person(occasion.database, occasion.who.id))
    stopping = _stopping(occasion)
    unasked, asked = own_questions.count(occasion.database, occasion.who.id)
    at_stake = "-".join(str(number) for number in (count, intended, len(stopping), unasked))
    if word in YES and told == at_stake:
        _erase(occasion)
        return
    roles = members.roles_everywhere(occasion.database, occasion.who.id)
    led = [team for team, role, _ in roles if role is Role.COORDINATOR]
    alone = [team.name for team in led if len(members.in_role(occasion.database, team.id, Role.COORDINATOR)) == 1]
    yes, no = occasion.button("forget_me", f"forget yes {at_stake}"), occasion.button("keep_me", f"forget {NO[-1]}")
    occasion.answer(
        "forgetting.what_goes",
        ((yes,), (no,)),
        contributions=count,
        commitments=intended,
        unasked=unasked,
        asked=asked,
        stopping=stopping[:TEAMS_NAMED],
        teams=list(dict.fromkeys(team.name for team, _, _ in roles))[:TEAMS_NAMED],
        alone=alone[:TEAMS_NAMED],
    )


def _stopping(occasion: Occasion) -> list[str]:
    """Return the teams whose session can't go on without this person."""
    running = sessions.running_for(occasion.database, occasion.who.id)
    ending = [session for session in running if moving.leave(session.state, occasion.who.id).phase == "cancelled"]
    found = (teams.find(occasion.database, session.team_id) for session in ending)
    return list(dict.fromkeys(team.name for team in found if team))


def _erase(occasion: Occasion) -> None:
    person = occasion.who
    own = contributions.of_person(occasion.database, person.id)
    told = {one.session_id: one.team_id for one in own}
    reach = occasion.take_back(erasing.sources_of(occasion.database, "person", person.id), is_all=True)
    for team, role, _ in members.roles_everywhere(occasion.database, person.id):
        if role is Role.COORDINATOR:
            occasion.changed_menus.add((person.id, team.id))
    # What those who are left are shown next has none of it any more.
    contributions.erase_all(occasion.database, person.id)
    for session in sessions.running_for(occasion.database, person.id):
        occasion.enter_team(session.team_id)
        sitting_in.drop_out(occasion, session, person.id)
    leaving.gone_from_all(occasion, person.id)
    inbox.forget_set_aside(occasion.database, person.id)
    people.erase(occasion.database, person.id)
    for session_id, team_id in told.items():
        occasion.enter_team(team_id)
        rewording.keep_true(occasion, session_id)
    occasion.team = None
    following.follow(occasion)
    retraction.forget_chat(occasion.database, person.id)
    occasion.changed_menus.add((person.id, None))
    occasion.show("forgetting.done", (), reach=reach)


COMMANDS = (Command("forget", "vergeet", {"private": forget}, in_menu=PRIVATE, place=360),)
