"""Dividing: who goes where when a group splits up by lot, in parts that differ by one at most."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping


def divided(people: Iterable[int], parts: int, seed: object) -> dict[int, int]:
    """Return in which part, from 0, each person is, by lot; the same people and seed are divided alike.

    Raises ValueError for no parts.
    """
    if parts < 1:
        raise ValueError("a group is divided in one part at least")
    order = sorted(people)
    random.Random(f"parts {seed}").shuffle(order)
    return {person: at % parts for at, person in enumerate(order)}


def with_newcomers(known: Mapping[int, int], people: Iterable[int], parts: int) -> dict[int, int]:
    """Return in which part each of some people is: where they were, and who was in none where fewest are."""
    there = set(people)
    found = {person: part for person, part in known.items() if person in there}
    for person in sorted(there - found.keys()):
        sizes = [sum(part == at for part in found.values()) for at in range(parts)]
        found[person] = sizes.index(min(sizes))
    return found


def with_nobody_alone(parts: Mapping[int, int]) -> dict[int, int]:
    """Return in which part each person is where whoever is in one alone goes to the smallest of the others; one who is
    alone in all of them stays."""
    found = dict(parts)
    while len(sizes := Counter(found.values())) > 1 and 1 in sizes.values():
        alone = min(person for person, part in found.items() if sizes[part] == 1)
        del sizes[found[alone]]
        found[alone] = min(sizes, key=lambda part: (sizes[part], part))
    return found
