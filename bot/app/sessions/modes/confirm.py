"""Confirm: everybody says by a button that they agree, or writes what should be different."""

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, View
from bot.core.outgoing import Keyboard
from bot.core.session import taking_part
from bot.core.session.state import Session, State


def _agree(view: View) -> Keyboard:
    return ((view.button("step_agree", "agree"), view.to_pass),)


def _agreed(occasion: Occasion, session: Session, words: list[str]) -> State:
    occasion.hint("contributing.agreed")
    return taking_part.hear(session.state, occasion.who.id)


HANDLING = Handling(in_group=_agree, in_private=_agree, command="agree", press=_agreed)
