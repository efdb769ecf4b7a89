"""Telling: somebody of a pair is told something in private about the step that is on, with what its sentences need."""

from collections.abc import Mapping
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices import cards
from bot.core.model import Person
from bot.core.outgoing import Keyboard
from bot.core.purposes import Purpose
from bot.core.session.pair import Pair


def tell(
    occasion: Occasion,
    here: Pair,
    person: Person,
    key: str,
    purpose: Purpose,
    keyboard: Keyboard = (),
    *,
    of: Mapping[str, Any] | None = None,
    **how: Any,
) -> bool:
    """Tell somebody something for a purpose of the step that is on, and return whether it will be said: with the facts
    of the pair, `of` more as `cards.facts` takes it. `how` is as `Occasion.whisper` has it."""
    facts = cards.facts(occasion, here, person, occasion.private_language(person), **(of or {}))
    of_step = purpose.of(here.id, here.state.position)
    return occasion.whisper(person, key, keyboard, purpose=of_step, **facts, **how)
