"""Nameless: what becomes of answers without a name when their question closes, and how those are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.model import Entry
from bot.core.privacy import MINIMUM_ANONYMOUS

Fallback = Literal["named", "author", "gone"]
FALLBACKS: tuple[Fallback, ...] = ("named", "author", "gone")
# What becomes of an answer if its writer chose nothing else: what nobody may recognise is better not kept.
USUAL: Fallback = "gone"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given without a name: its number, whose it is while that is known, and what its writer wants to become
    of it where too few did likewise: with their name, for themselves alone, or gone."""

    id: int
    person: int
    fallback: Fallback = USUAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many answered without a name and in no other way, which answers show, and what becomes of the others."""

    crowd: int
    shown: tuple[int, ...]
    fates: dict[int, Fallback]


def outcome(given: Sequence[Given], peers: frozenset[int], named: Iterable[int]) -> Outcome:
    """Return what becomes of the answers that were given without a name, now that their question closes.

    `peers` are those who can hide one another: members since before the question opened, none of whom reads the team's
    digest. `named` answered by name as well, and so hide nobody. From three on all answers of peers show; of fewer, and
    of anybody else, each takes the way its writer chose.
    """
    crowd = len({one.person for one in given if one.person in peers}.difference(named))
    shown = tuple(one.id for one in given if crowd >= MINIMUM_ANONYMOUS and one.person in peers)
    return Outcome(crowd, shown, {one.id: one.fallback for one in given if one.id not in shown})


def without_names(found: Sequence[Entry]) -> list[Entry]:
    """Return contributions as those are told that have no names: in the order of their words, and none of fewer people
    than three. Of so few a list would tell who wrote what, and so would the order in which they wrote."""
    is_told = len({entry.voice for entry in found}) >= MINIMUM_ANONYMOUS
    return sorted(found, key=lambda entry: entry.text.casefold()) if is_told else []
