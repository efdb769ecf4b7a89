"""Confirm: everybody says by a button that they agree, or writes what should be different."""

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, View
from bot.core import consultation
from bot.core.consultation import Consultation
from bot.core.outgoing import Keyboard
from bot.storage.consultations import Walk


def _agree(view: View) -> Keyboard:
    return ((view.button("step_agree", "agree"), view.to_pass),)


def _agreed(occasion: Occasion, walk: Walk, words: list[str]) -> Consultation:
    occasion.hint("contributing.agreed")
    return consultation.hear(walk.stand, occasion.who.id)


HANDLING = Handling(in_group=_agree, in_private=_agree, command="agree", press=_agreed)
