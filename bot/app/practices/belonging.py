"""Belonging: in which team each of a pair is, in whose days and hours they are told, and for whose log they write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core import rights
from bot.core.model import Person, Role, Team
from bot.core.session.deadlines import Calendar
from bot.core.session.pair import Pair
from bot.core.timing import FreeDays
from bot.storage import members, people, teams

# Who is in which other team than the pair's.
Homes = Mapping[int, int]


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
    """Return when people of a team, and some of other teams, work: on days on which all of these have school and none
    takes a break."""
    was = occasion.here.id
    occasion.enter_team(team_id)
    found = finding.calendar(occasion)
    occasion.enter_team(was)
    if not homes:
        return found
    there = _teams(occasion, {team_id, *homes.values()})
    pauses = tuple(days for team in there for days in team.pauses)
    others = {person.id: person for person in people.of(occasion.database, homes)}
    return replace(found, everyone={**found.everyone, **others}, free=_free_in_any(occasion, there), pauses=pauses)


def free_days(occasion: Occasion, here: Pair) -> FreeDays:
    """Return the days on which one of the teams of a pair has no school."""
    return _free_in_any(occasion, _teams(occasion, here.teams))


def _teams(occasion: Occasion, ids: Iterable[int]) -> list[Team]:
    return [team for one in sorted(ids) if (team := teams.find(occasion.database, one))]


def _free_in_any(occasion: Occasion, there: Iterable[Team]) -> FreeDays:
    each_of = [occasion.free_of(team) for team in there]
    if len(each_of) == 1:
        return each_of[0]
    ranges = tuple(stretch for one in each_of for stretch in one.ranges)
    return FreeDays(ranges, tuple(days for one in each_of for days in one.own))


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
