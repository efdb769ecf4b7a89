"""Going on: which of the walkthroughs that a team is at is meant, and what keeps another from beginning."""

from typing import Literal

from bot.app.context.occasion import Occasion
from bot.app.sessions import replied_to
from bot.core.events import Commanded
from bot.core.method import Method
from bot.core.model import Pace
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import TERMS
from bot.storage import sessions, talks

# Why another can't begin: as many go on as there may be at once, the same method does, or people are at one table.
InTheWay = Literal["one_at_a_time", "enough_at_once", "goes_on", "one_table"]


def of_team(occasion: Occasion) -> list[Session]:
    """Return the walkthroughs that the team is at, its case first."""
    return sessions.walkthroughs_in(occasion.database, occasion.here.id)


def in_the_way(occasion: Occasion, method: Method, pace: Pace) -> InTheWay | None:
    """Return what keeps a method from beginning in the team at a pace, by what goes on there."""
    there, terms = of_team(occasion), TERMS[method.terms]
    alike = [one for one in there if one.state.terms is terms]
    if len(alike) >= terms.at_once:
        return "one_at_a_time" if terms.at_once == 1 else "enough_at_once"
    if any(one.method == method.id for one in alike):
        return "goes_on"
    return "one_table" if any("live" in (pace, one.state.pace) for one in there) else None


def meant_in_group(occasion: Occasion) -> list[Session]:
    """Return the walkthroughs that may be meant by what somebody typed in a group: of several the one they point at, or
    else those they are in."""
    there = of_team(occasion)
    found = _pointed_at(occasion, there) or there
    return [one for one in found if occasion.who.id in one.state.people] or found if len(found) > 1 else found


def _pointed_at(occasion: Occasion, there: list[Session]) -> list[Session]:
    """Return the one whose message somebody replies to, or in whose own topic they write."""
    event = occasion.event
    if event is None:
        return []
    quoted = event.what.quoted if isinstance(event.what, Commanded) else None
    about = replied_to.step_of(occasion, quoted, event.place.chat_id)
    topic = event.place.topic_id
    return [one for one in there if (about and about[0].id == one.id) or (topic and one.topic_id == topic)]


def meant_in_private(occasion: Occasion) -> Session | None:
    """Return the walkthrough that somebody's private talk is about, or else one they are in: of several the one that
    waits for them."""
    talk = talks.find(occasion.database, occasion.who.id)
    there = sessions.running_for(occasion.database, occasion.who.id)
    pointed_at = [session for session in there if talk and session.id == talk.session_id]
    waiting = [session for session in there if occasion.who.id in taking_part.awaited(session.state)]
    return next(iter([*pointed_at, *waiting, *there]), None)
