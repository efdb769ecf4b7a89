"""Superseding: what one puts down for all takes the place of what stood there, where its step was opened once more."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import rewording
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.storage import entries


def take_place(occasion: Occasion, then: Session) -> None:
    """Erase what was put down before for a step of which one message holds, now that somebody put it in other words."""
    step = then.state.now_on.step
    if step.most != 1 or not taking_part.is_one_enough(then.state):
        return
    there = entries.of_kind(occasion.database, then.id, then.step, step.keeps)
    own = [entry.id for entry in there if entry.author == occasion.who]
    earlier = [entry for entry in there if entry.id != max(own, default=0)]
    if not (own and earlier):
        return
    occasion.take_back([("entry", entry.id) for entry in earlier], is_all=True)
    for entry in earlier:
        entries.erase(occasion.database, entry.id)
    rewording.keep_true(occasion, then.id)
    occasion.whisper(occasion.who, "contributing.superseded")
