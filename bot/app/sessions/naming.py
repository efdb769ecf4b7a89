"""Naming: what in words to a step may show whom they are about, by who may be named there."""

from bot.app.context import screening
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.session.state import Session


def names_in(occasion: Occasion, then: Session, text: str) -> list[str]:
    """Return what in words to the step that a session is at may show whom they are about. Those who are in it may be
    called by name, but not in what has no name below it, nor in what stays."""
    step = then.state.now_on.step
    nobody = not step.way.is_named or step.keeps == "outcome"
    return screening.names_in(occasion, text, () if nobody else finding.people_of(occasion, then, then.state.people))
