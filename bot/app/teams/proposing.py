"""Proposing: what a leader's digest suggests, put to the team's coordinators in private, and done if they say so."""

from collections.abc import Callable
from dataclasses import replace

from bot.app import owed
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.log import offering, summaries
from bot.app.log.offering import NO, YES
from bot.app.rhythm import planning
from bot.app.sessions import asking, methods
from bot.core.digest.facts import Facts
from bot.core.digest.suggestions import Action, action_of
from bot.core.model import Every, Role
from bot.core.rights import Right, may
from bot.core.session.terms import CASE, REFLECTION
from bot.storage import digests, members, programmes, schedules, sessions, teams
from bot.storage.digests import Week

DAYS_OPEN = 5


def propose(occasion: Occasion, argument: str) -> None:
    """Answer the button under a suggestion: the team's coordinators are asked, once, whether to do it."""
    week = digests.find_week(occasion.database, as_number(argument.strip()))
    action = _action(week) if week else None
    if week is None or action is None or not _leads(occasion, week.team_id):
        occasion.hint("proposing.gone")
        return
    occasion.enter_team(week.team_id)
    reachable = offering.coordinators(occasion)
    if not reachable:
        occasion.hint("proposing.nobody", team=occasion.here.name)
        return
    if not digests.mark_proposed(occasion.database, week.id, occasion.now):
        occasion.hint("proposing.already")
        return
    replies = (YES, NO) if action in DONE_BY else (NO,)
    offering.put(occasion, reachable, "proposing.asked", f"proposed {week.id}", replies, action=action)
    occasion.hint("proposing.passed_on", names=[person.name for person in reachable])


def _leads(occasion: Occasion, team_id: int) -> bool:
    return may(members.roles_of(occasion.database, team_id, occasion.who.id), Right.READ_DIGEST)


def _action(week: Week) -> Action | None:
    return action_of(Facts.model_validate_json(week.facts).suggestion)


def decide(occasion: Occasion, argument: str) -> None:
    """Answer a coordinator's button under what was proposed: it is done, as the command would, or left."""
    number, _, said = argument.strip().partition(" ")
    week = digests.find_week(occasion.database, as_number(number))
    team = teams.find(occasion.database, week.team_id) if week and week.proposed_at else None
    held = members.roles_of(occasion.database, team.id, occasion.who.id) if team else frozenset[Role]()
    action = _action(week) if week else None
    if week is None or team is None or action is None or not may(held, Right.SET_UP):
        occasion.hint("proposing.gone")
        return
    occasion.enter_team(team.id)
    is_done = said == YES and action in DONE_BY
    if digests.is_decided(occasion.database, week.id):
        occasion.show("proposing.decided", (), team=team.name)
    elif not is_done or _do(occasion, action):
        digests.mark_decided(occasion.database, week.id, occasion.now)
        occasion.show("proposing.done" if is_done else "proposing.left", (), team=team.name, action=action)
    else:
        occasion.show("proposing.not_now", (), team=team.name, action=action)


def decide_slower(occasion: Occasion, argument: str) -> None:
    """Answer a coordinator's button under the offer of a slower rhythm, which nobody but the bot made."""
    _decide_offer(occasion, argument, "slower", DONE_BY["slower"])


def decide_smaller(occasion: Occasion, argument: str) -> None:
    """Answer a coordinator's button under the offer of a smaller rhythm for a programme."""
    _decide_offer(occasion, argument, "smaller", _come_smaller)


def _decide_offer(occasion: Occasion, argument: str, action: str, do: Callable[[Occasion], bool]) -> None:
    """Do what the bot offered a coordinator, or leave it; kept among the team's changes."""
    number, _, said = argument.strip().partition(" ")
    team = teams.find(occasion.database, as_number(number))
    if team is None or not may(members.roles_of(occasion.database, team.id, occasion.who.id), Right.SET_UP):
        occasion.hint("proposing.gone")
        return
    occasion.enter_team(team.id)
    with noting(occasion):
        key = "left" if said != YES else "done" if do(occasion) else "not_now"
    occasion.show(f"proposing.{key}", (), team=team.name, action=action)


def _do(occasion: Occasion, action: Action) -> bool:
    """Do what was proposed, kept among the team's changes; return whether it could be done now."""
    with noting(occasion):
        return DONE_BY[action](occasion)


def _ask_less(occasion: Occasion) -> bool:
    """Let questions come every other week, on the days and hours they have; tell the group."""
    now = schedules.find(occasion.database, occasion.here.id, "prompt")
    return now is not None and now.rhythm.every == "week" and _come_as(occasion, "two weeks")


def _come_smaller(occasion: Occasion) -> bool:
    """Let questions come as seldom as the team's programme allows."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    return course is not None and _come_as(occasion, course.programme.smaller)


def _come_as(occasion: Occasion, every: Every | None) -> bool:
    """Let questions come at another rhythm, on the days and hours they have; tell the group. Return whether they do."""
    owed.start_moments(occasion)
    now = schedules.find(occasion.database, occasion.here.id, "prompt")
    if now is None or every is None or now.rhythm.every in (every, "dates"):
        return False
    rhythm = replace(now.rhythm, every=every, nth=1)
    planning.set_rhythm(occasion, rhythm)
    occasion.say("proposing.less_often", name=occasion.who.name, every=every)
    return True


def _open_longer(occasion: Occasion) -> bool:
    """Let questions be open for a school week from now on; tell the group."""
    if occasion.here.open_days == DAYS_OPEN:
        return False
    teams.set_open_days(occasion.database, occasion.here.id, DAYS_OPEN)
    occasion.say("proposing.open_longer", name=occasion.who.name, days=DAYS_OPEN)
    return True


def _ask_of(among: tuple[str, ...], activity: str | None = None) -> Callable[[Occasion], bool]:
    """Return what asks the team a question of some families, or about an activity, unless one is open."""

    def ask(occasion: Occasion) -> bool:
        if sessions.open_in(occasion.database, occasion.here.id, REFLECTION):
            return False
        method = asking.fitting_method(occasion, among, activity)
        if method is None:
            return False
        asking.start(occasion, method)
        return True

    return ask


def _offer_consultation(occasion: Occasion) -> bool:
    """Let the group choose how to talk a case through, unless one is on."""
    if sessions.open_in(occasion.database, occasion.here.id, CASE):
        return False
    methods.offer(occasion)
    return True


def _sum_up(occasion: Occasion) -> bool:
    """Post the overview of the term in the group; nothing where nothing was written."""
    return summaries.post(occasion, "term")


# What has no entry here a coordinator does by a command, which the message names.
DONE_BY: dict[Action, Callable[[Occasion], bool]] = {
    "slower": _ask_less,
    "longer": _open_longer,
    "success": _ask_of(("R6",)),
    "lesson": _ask_of(("R1",)),
    "dialogue": _ask_of((), "dialogue"),
    "consult": _offer_consultation,
    "overview": _sum_up,
}

COMMANDS = (
    Command("propose", None, {"private": propose}, Right.READ_DIGEST),
    Command("proposed", None, {"private": decide}, Right.SET_UP),
    Command("slower", None, {"private": decide_slower}, Right.SET_UP),
    Command("smaller", None, {"private": decide_smaller}, Right.SET_UP),
)
