"""Wishes: which dates the people of a pair are for, before one of them is agreed on."""

from collections import Counter
from datetime import datetime
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.model import Person
from bot.core.session.pair import Pair


def by_others(occasion: Occasion, here: Pair, person: Person) -> list[datetime]:
    """Return the dates still to come that the others of a pair are for, each once, first what most are for."""
    wanted = Counter(at for one, at in here.wants.items() if one != person.id and at > occasion.now)
    return [at for at, _ in wanted.most_common()]


def facts(occasion: Occasion, here: Pair, person: Person) -> dict[str, Any]:
    """Return which date stands for somebody: what most of the others are for, or else their own; and whom it suits."""
    own, others = here.wants.get(person.id), by_others(occasion, here, person)
    stands = next(iter(others), own if own and own > occasion.now else None)
    also = [one for one in here.others(person.id) if stands and here.wants.get(one) == stands]
    return {
        "wanted": next(iter(others), None),
        "stands": stands,
        "suits_you": stands is not None and own == stands,
        "suits": [one.name for one in finding.named(occasion, also)],
    }
