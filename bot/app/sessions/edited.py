"""Edited: what somebody changed in the group, where it stands already, is looked at once more."""

from bot.app.context import screening
from bot.app.context.occasion import Occasion
from bot.app.sessions import contributing, naming, replied_to
from bot.core.events import Wrote


def look_at_edit(occasion: Occasion, what: Wrote) -> None:
    """Look again at what somebody changed in the group: the words stand there already."""
    found = replied_to.step_of(occasion, what.quoted, occasion.here.place.chat_id)
    if found is None or found[0].team_id != occasion.here.id:
        return
    session, position = found
    if session.state.terms.is_for_team or session.state.is_over:
        return
    screening.comfort(occasion, what.text)
    if screening.is_alarming(occasion, what.text):
        contributing.halt(occasion, session, what.text)
    elif names := naming.names_in(occasion, session.at_step(position), what.text):
        occasion.whisper(occasion.who, "contributing.names_in_group", found=names)
