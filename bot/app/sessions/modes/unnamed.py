"""Unnamed: everybody writes in private, and all of it is shown at once, without names and in no order of anybody."""

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, Result, finish, what_was_written, write_and_pass
from bot.core.session.state import Session
from bot.storage import entries


def _result(occasion: Occasion, session: Session) -> Result:
    """Return what people wrote, or that it was too few to show."""
    told = what_was_written(occasion, session)
    if not told.lines and entries.of_step(occasion.database, session.id, session.step):
        return Result([], occasion.words("modes.unnamed_few", occasion.here.language))
    return told


HANDLING = Handling(in_group=write_and_pass, in_private=finish, result=_result)
