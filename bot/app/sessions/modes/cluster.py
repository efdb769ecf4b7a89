"""Cluster: one puts together what belongs together of an earlier list, group by group, each under a name."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.app.sessions.modes.handling import SHOWN_AMONG_OTHERS, Handling, Result, View, finish, line, option, to_pass
from bot.core.clusters import clustered
from bot.core.session.state import Session
from bot.rendering import shortened
from bot.storage import entries

# As many as a message holds, each in so many characters and all of them in so many.
LISTED, EACH, ROOM = 60, 200, 2400


def _listed(view: View) -> dict[str, Any]:
    """Return what there is to put together, numbered."""
    found = finding.items(view.occasion, view.session)[:LISTED]
    texts = [shortened(entry.text, min(EACH, ROOM // len(found))) for entry in found]
    options = [option(at, text) for at, text in enumerate(texts, 1)]
    return {"options": options if view.person is None else [], "items": texts if view.person else []}


def _result(occasion: Occasion, session: Session) -> Result:
    """Return each group under its name with all that is in it, and then what is in none."""
    named = entries.of_step(occasion.database, session.id, session.step)
    found = clustered(named, finding.items(occasion, session))
    return Result([line(shortened(entry.text, SHOWN_AMONG_OTHERS)) for entry in found])


HANDLING = Handling(in_group=to_pass, in_private=finish, listed=_listed, result=_result)
