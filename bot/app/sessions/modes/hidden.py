"""Hidden: everybody writes in private, and all of it is shown at once."""

from bot.app.sessions.modes.handling import Handling, View, finish
from bot.core.outgoing import Keyboard


def _write(view: View) -> Keyboard:
    return ((view.to_write, view.to_pass),)


HANDLING = Handling(in_group=_write, in_private=finish)
