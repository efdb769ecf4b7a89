"""Recalling: what people said to an earlier question, above one that goes on with it, as each may read it."""

from typing import Any

from bot.app.context import questions
from bot.app.context.occasion import Occasion
from bot.app.sessions import counting, finding
from bot.core.method import Method
from bot.core.model import Person
from bot.core.privacy import Viewer, visible
from bot.core.session.state import Session
from bot.rendering import shortened
from bot.storage import contributions, entries, sessions

# So many of one's own, and so much of each, are read before one writes; of the group as much as stays readable.
OWN, LONGEST_OWN = 3, 280
MOST, ROOM = 15, 1500


def own(occasion: Occasion, session: Session, person: Person) -> list[dict[str, Any]]:
    """Return what somebody wrote themselves, oldest first: to the question that this one follows, or their latest to
    questions of the families that it recalls. For their own eyes."""
    method = finding.method_of(occasion, session)
    if method is None:
        return []
    followed = _followed(occasion, session, method)
    if followed:
        found = contributions.in_session(occasion.database, followed.id, person.id)[-OWN:]
    elif method.recalls:
        there = questions.of_team(occasion.house, session.team_id).values()
        ids = [one.id for one in there if one.family in method.recalls]
        found = contributions.latest_to(occasion.database, session, person.id, ids, OWN)
    else:
        return []
    return [{"at": one.at, "text": shortened(one.text, LONGEST_OWN)} for one in found]


def earlier(occasion: Occasion, session: Session, method: Method) -> dict[str, Any] | None:
    """Return what the group answered to the question that this one follows, as it may be read now; None where this one
    shows nothing, or there is nothing."""
    followed = _followed(occasion, session, method) if method.shows else None
    if followed is None:
        return None
    found = visible(Viewer(session.team_id), entries.of_session(occasion.database, followed.id))
    said = [one for one in found if counting.is_answer(occasion, one) and counting.is_news(occasion, one)]
    longest = ROOM // max(min(len(said), MOST), 1)
    lines = [
        {"name": one.author.name if one.author else "", "text": shortened(one.text, longest)} for one in said[:MOST]
    ]
    title = finding.title(occasion, followed)
    return {"title": title, "lines": lines, "more": max(len(said) - MOST, 0)} if lines else None


def _followed(occasion: Occasion, session: Session, method: Method) -> Session | None:
    """Return the session of the question that this one follows; of one that shows without following, of itself."""
    followed = method.follows or (method.id if method.shows else None)
    return sessions.latest_of(occasion.database, session, followed) if followed else None
