"""Dividing: who goes where when a group splits up by lot, in parts that differ by one at most."""

import random
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
