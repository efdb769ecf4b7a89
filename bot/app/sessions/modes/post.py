"""Post: everybody answers the step's message in the group."""

from bot.app.sessions.modes.handling import Handling, View, finish
from bot.core.outgoing import Keyboard


def _pass(view: View) -> Keyboard:
    return ((view.to_pass,),)


HANDLING = Handling(in_group=_pass, in_private=finish)
