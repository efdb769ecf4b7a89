"""Unnamed: everybody writes in private, and all of it is shown at once, without names and in no order of anybody."""

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, Result, finish, line, write_and_pass
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session.state import Session
from bot.storage import entries


def _result(occasion: Occasion, session: Session) -> Result:
    """Return what people wrote, in the order of its words; nothing of fewer than three."""
    given = entries.of_step(occasion.database, session.id, session.step)
    if given and len({entry.voice for entry in given}) < MINIMUM_ANONYMOUS:
        return Result([], occasion.words("modes.unnamed_few", occasion.here.language))
    return Result([line(text) for text in sorted((entry.text for entry in given), key=str.casefold)])


HANDLING = Handling(in_group=write_and_pass, in_private=finish, result=_result)
