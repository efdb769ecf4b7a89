"""Pairing up: a call closes, and those who said that they take part begin together, of two linked teams as of one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, calling, walking
from bot.app.practices.belonging import Homes
from bot.app.sessions import finding
from bot.core.method import THREE, Method
from bot.core.model import Weekday
from bot.core.pairing import Pairing, Two, can_meet, grouped, paired
from bot.core.rights import may_be_in
from bot.storage import calls, links, members, pairs, people
from bot.storage.calls import Call


def close_owed(occasion: Occasion) -> None:
    """Close the team's calls whose time is up, and let those who take part begin together."""
    was = occasion.here.id
    for made in calls.due(occasion.database, was, occasion.now):
        parts = _going_together(occasion, made)
        for one in (call for together in parts for call in together):
            calls.close(occasion.database, one.id)
        for together in parts:
            _begin_all(occasion, together)
    occasion.enter_team(was)


def _going_together(occasion: Occasion, made: Call) -> list[list[Call]]:
    """Return a call, and with it the one of a linked team that it goes with; by itself where the two are linked no
    more, or the bot is in one of their groups no more."""
    other = calls.going_with(occasion.database, made)
    if other is None:
        return [[made]]
    linked = {team.id: team for team in links.of_team(occasion.database, made.team_id)}
    is_there = other.team_id in linked and linked[other.team_id].is_present and occasion.here.is_present
    return [[made, other]] if is_there else [[made], [other]]


def _begin_all(occasion: Occasion, together: list[Call]) -> None:
    """Let people of calls that go together begin, tell whoever is left, and let the calls say how many began."""
    occasion.enter_team(together[0].team_id)
    method = occasion.house.content.in_pairs.get(together[0].method)
    homes = {person: one.team_id for one in reversed(together) for person in one.people}
    begun = frozenset[int]()
    if occasion.here.is_present and method:
        begun = _begin(occasion, method, homes)
    elif occasion.here.is_present:
        for person in finding.named(occasion, homes):
            occasion.enter_team(homes[person.id])
            occasion.whisper(person, "practices.gone", is_owed=True)
    for one in together:
        occasion.enter_team(one.team_id)
        calling.show_anew(occasion, replace(one, is_open=False, people=begun))


def _begin(occasion: Occasion, method: Method, homes: Homes) -> frozenset[int]:
    """Let those who joined begin together, tell whoever has nobody to go with why, and return who began."""
    first = occasion.here.id
    found = _paired(occasion, method, homes)
    for group in found.groups:
        in_group = [homes[person] for person in group]
        own = first if first in in_group else in_group[0]
        occasion.enter_team(own)
        walking.begin(occasion, method, group, {one: homes[one] for one in group if homes[one] != own})
    begun = frozenset(person for group in found.groups for person in group)
    is_only_one = len(homes) == 1
    for person in finding.named(occasion, homes.keys() - begun):
        occasion.enter_team(homes[person.id])
        title = occasion.in_team_words(method.title, occasion.private_language(person))
        occasion.whisper(person, "practices.alone", is_owed=True, title=title, is_only_one=is_only_one)
    return begun


def _paired(occasion: Occasion, method: Method, homes: Homes) -> Pairing:
    """Return who goes with whom of those who joined, are still in their team and may take part."""
    there = [
        person
        for person in people.of(occasion.database, homes)
        if person.is_reachable and _may_take_part(occasion, method, homes, person.id)
    ]
    days = {person.id: person.working_days for person in sorted(there, key=lambda person: person.id)}
    met = pairs.met(occasion.database, days)
    if method.together > THREE:
        return grouped(days, met, days, method.together)
    return paired(days, _across_first(days, met, homes), can_meet(days))


def _may_take_part(occasion: Occasion, method: Method, homes: Homes, person_id: int) -> bool:
    held = members.roles_of(occasion.database, homes[person_id], person_id)
    if not may_be_in(held, with_leaders=method.with_leaders):
        return False
    elsewhere = set(homes.values()) - {homes[person_id]}
    return method.with_leaders or not belonging.leads_any(occasion, person_id, elsewhere)


def _across_first(days: Mapping[int, tuple[Weekday, ...]], met: Mapping[Two, int], homes: Homes) -> Mapping[Two, int]:
    """Return who met whom how often, where those of one team count once more beside another: people join a call of two
    teams for the other one."""
    if len({homes[one] for one in days}) == 1:
        return met
    of_one = (frozenset(two) for two in combinations(days, 2) if homes[two[0]] == homes[two[1]])
    return Counter(met) + Counter(of_one)
