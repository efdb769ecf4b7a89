"""Pairing: who goes with whom, so that nobody meets the same colleague again while there are others they can meet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

# Two people, by their numbers.
Two = frozenset[int]
# A meeting more outweighs any number of meetings less in other pairs: no group has so many pairs.
OUTWEIGHS = 64
# Above the weight of any pair.
HIGHEST = OUTWEIGHS**40
# Beyond so many meetings of one pair they are all the same.
MOST_COUNTED = 30


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who goes together, in pairs, or in threes where the number is odd, or in small groups; `alone` are those whom
    nobody can meet."""

    groups: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...]


def paired(people: Collection[int], met: Mapping[Two, int], can_meet: Collection[Two]) -> Pairing:
    """Return pairs of people who can meet, of as many as can be, that met as few times before as can be.

    Whoever is left over joins a pair of which they can meet somebody, best both, that they met least. Of equally good
    ways the one that a round robin would take is chosen: people who stay together meet everybody once before anybody
    again. Exact, by Edmonds' algorithm as networkx has it.
    """
    ordered = sorted(people)
    pairs = _best(ordered, met, can_meet)
    taken = {person for pair in pairs for person in pair}
    groups, alone = [tuple(sorted(pair)) for pair in pairs], []
    for person in (one for one in ordered if one not in taken):
        at = _third_place(person, groups, met, can_meet)
        if at is None:
            alone.append(person)
        else:
            groups[at] = tuple(sorted((*groups[at], person)))
    return Pairing(tuple(sorted(groups)), tuple(alone))


def grouped(people: Collection[int], met: Mapping[Two, int], days: Mapping[int, Iterable[str]], most: int) -> Pairing:
    """Return groups of two to so many people, each with a working day that all in it share, as even as can be.

    The day on which most are there comes first; of several groups of one day people go to that of which they met least.
    Whoever is left over joins a group with room that shares a day of theirs, or takes somebody out of one of three or
    more; `alone` are those for whom there is neither.
    """
    own = {person: frozenset(days[person]) for person in people}
    groups: list[list[int]] = []
    left = set(own)
    while left:
        there = _largest_day(left, own)
        if len(there) < 2:
            break
        groups += _split(there, met, -(-len(there) // most))
        left -= set(there)
    alone, before = sorted(left), len(left) + 1
    # Where room was made for one, there may be some for another.
    while len(alone) < before:
        before = len(alone)
        alone = [person for person in alone if not _find_room(person, groups, met, own, most)]
    return Pairing(tuple(sorted(tuple(sorted(group)) for group in groups)), tuple(alone))


def _largest_day(left: Collection[int], own: Mapping[int, frozenset[str]]) -> list[int]:
    """Return those who are there on the day on which most of some people are."""
    on_days = [
        sorted(person for person in left if day in own[person]) for day in sorted(frozenset[str]().union(*own.values()))
    ]
    return max(on_days, key=len, default=[])


def _split(there: Iterable[int], met: Mapping[Two, int], number: int) -> list[list[int]]:
    """Return people in so many groups, as even as can be: each goes to one of the smallest, of which they met least."""
    groups: list[list[int]] = [[] for _ in range(number)]
    for person in there:
        min(groups, key=lambda group: (len(group), _meetings(person, group, met))).append(person)
    return groups


def _find_room(
    person: int, groups: list[list[int]], met: Mapping[Two, int], own: Mapping[int, frozenset[str]], most: int
) -> bool:
    """Let somebody who is left over join a group, or go with somebody out of one; return whether there was a way."""
    open_ones = [group for group in groups if len(group) < most and _shared(own, *group, person)]
    if open_ones:
        min(open_ones, key=lambda group: (_meetings(person, group, met), len(group))).append(person)
        return True
    takes = [
        (met.get(frozenset((person, one)), 0), one, group)
        for group in groups
        if len(group) > 2
        for one in group
        if _shared(own, person, one)
    ]
    if not takes:
        return False
    _, one, group = min(takes, key=lambda take: take[:2])
    group.remove(one)
    groups.append([person, one])
    return True


def _shared(own: Mapping[int, frozenset[str]], *people: int) -> frozenset[str]:
    return frozenset.intersection(*(own[person] for person in people))


def _meetings(person: int, group: Iterable[int], met: Mapping[Two, int]) -> int:
    return sum(met.get(frozenset((person, one)), 0) for one in group)


def can_meet(days: Mapping[int, Iterable[str]]) -> frozenset[Two]:
    """Return which of some people share a working day, by the days of each."""
    own = {person: frozenset(there) for person, there in days.items()}
    return frozenset(frozenset(two) for two in combinations(sorted(own), 2) if own[two[0]] & own[two[1]])


def _best(ordered: list[int], met: Mapping[Two, int], can_meet: Collection[Two]) -> list[Two]:
    """Return as many pairs as there can be, of those with the fewest meetings before."""
    # Loaded where it is needed, which is once in some weeks: it takes a quarter of what the bot does.
    from networkx import Graph, max_weight_matching

    places = {person: at for at, person in enumerate(ordered)}
    turns = len(ordered) - 1 + len(ordered) % 2
    wanted = _turn_wanted(places, turns, met)
    graph = Graph()
    graph.add_nodes_from(ordered)
    for first, second in combinations(ordered, 2):
        two = frozenset((first, second))
        if two in can_meet:
            worth = HIGHEST - OUTWEIGHS ** min(met.get(two, 0) + 1, MOST_COUNTED)
            graph.add_edge(first, second, weight=worth + (_turn(places, turns, two) == wanted))
    found = max_weight_matching(graph, maxcardinality=True)
    return sorted((frozenset(pair) for pair in found), key=sorted)


def _turn(places: Mapping[int, int], turns: int, two: Two) -> int:
    """Return in which turn of a round robin two people meet: one sits still, the others go round the table."""
    first, second = sorted(places[person] for person in two)
    return (2 * first if second == turns else first + second) % turns if turns else 0


def _turn_wanted(places: Mapping[int, int], turns: int, met: Mapping[Two, int]) -> int:
    """Return the turn of a round robin of which the pairs met least so far."""
    so_far = [0] * max(turns, 1)
    for first, second in combinations(sorted(places), 2):
        two = frozenset((first, second))
        so_far[_turn(places, turns, two)] += met.get(two, 0)
    return so_far.index(min(so_far))


def _third_place(
    person: int, groups: list[tuple[int, ...]], met: Mapping[Two, int], can_meet: Collection[Two]
) -> int | None:
    """Return the number of the pair that somebody who is left over joins; None where they can meet nobody in one."""
    best: tuple[int, int, int] | None = None
    for at, group in enumerate(groups):
        there = [frozenset((person, one)) for one in group]
        meeting = sum(two in can_meet for two in there)
        if meeting and len(group) == 2:
            worth = (-meeting, sum(met.get(two, 0) for two in there), at)
            best = min(best, worth) if best else worth
    return best[2] if best else None
