"""Belonging: in which team each of a pair is, in whose days and hours they are told, and for whose log they write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core import rights
from bot.core.model import Person, Role
from bot.core.session.deadlines import Calendar
from bot.core.session.pair import Pair
from bot.core.timing import FreeDays
from bot.storage import members, people, teams

# Who is in which other team than the pair's.
Homes = Mapping[int, int]
NO_HOMES: Homes = {}


def each(occasion: Occasion, here: Pair, ids: Iterable[int]) -> Iterator[Person]:
    """Yield people of a pair, by name, each while the occasion is about the team that they are in."""
    was = occasion.here.id
    for person in finding.named(occasion, ids):
        occasion.enter_team(here.team_of(person.id))
        yield person
    occasion.enter_team(was)


def calendar(occasion: Occasion, here: Pair) -> Calendar:
    """Return when the people of a pair work."""
    return calendar_of(occasion, here.team_id, here.homes)


def calendar_of(occasion: Occasion, team_id: int, homes: Homes) -> Calendar:
    """Return when people of a team, and some of other teams, work: on days on which all of these have school."""
    was = occasion.here.id
    occasion.enter_team(team_id)
    found = finding.calendar(occasion)
    if homes:
        others = {person.id: person for person in people.of(occasion.database, homes)}
        free = _free_in_any(occasion, {team_id, *homes.values()})
        found = replace(found, everyone={**found.everyone, **others}, free=free)
    occasion.enter_team(was)
    return found


def free_days(occasion: Occasion, here: Pair) -> FreeDays:
    """Return the days on which one of the teams of a pair has no school."""
    was = occasion.here.id
    found = _free_in_any(occasion, here.teams)
    occasion.enter_team(was)
    return found


def _free_in_any(occasion: Occasion, teams: Iterable[int]) -> FreeDays:
    """Return the days on which one of some teams has no school or, of several, takes a break."""
    there = sorted(teams)
    found = FreeDays()
    for team_id in there:
        occasion.enter_team(team_id)
        if len(there) == 1:
            return occasion.free
        pauses = occasion.here.pauses
        found = FreeDays(found.ranges + occasion.free.ranges, found.own + occasion.free.own + pauses)
    return found


def name_of(occasion: Occasion, team_id: int) -> str:
    """Return what a team is called."""
    team = teams.find(occasion.database, team_id)
    return team.name if team else ""


def of_writer(here: Pair, person_id: int) -> Pair:
    """Return a pair as what somebody writes in it is kept: in the log of their own team."""
    return replace(here, team_id=here.team_of(person_id))


def may_be_in(occasion: Occasion, here: Pair, person_id: int) -> bool:
    """Tell whether somebody may go on in a pair: known to their own team, in a role for it, and no leader of the
    others'."""
    own, with_leaders = here.team_of(person_id), here.state.outline.with_leaders
    held = members.roles_of(occasion.database, own, person_id)
    if not rights.may_be_in(held, with_leaders=with_leaders):
        return False
    return with_leaders or not leads_any(occasion, person_id, here.teams - {own})


def leads_any(occasion: Occasion, person_id: int, teams: Iterable[int]) -> bool:
    """Tell whether somebody leads one of some teams: those who work with them don't show them what fails."""
    return any(Role.LEADER in members.roles_of(occasion.database, team, person_id) for team in teams)
