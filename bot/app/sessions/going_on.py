"""Going on: which of the walkthroughs that a team is at is meant, and what keeps another from beginning."""

from typing import Literal

from bot.app.context.occasion import Occasion
from bot.app.sessions import replied_to
from bot.core.events import Commanded, Wrote
from bot.core.method import Method
from bot.core.model import Pace
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import TERMS
from bot.storage import sessions, talks

# Why another can't begin: as many go on as there may be at once, the same method does, or people are at one table.
InTheWay = Literal["one_at_a_time", "enough_at_once", "goes_on", "one_table"]


def in_the_way(occasion: Occasion, method: Method, pace: Pace) -> InTheWay | None:
    """Return what keeps a method from beginning in the team at a pace, by what goes on there."""
    there, terms = sessions.walkthroughs_in(occasion.database, occasion.here.id), TERMS[method.terms]
    if sum(one.state.terms is terms for one in there) >= terms.at_once:
        return "one_at_a_time" if terms.at_once == 1 else "enough_at_once"
    if any(one.method == method.id for one in there):
        return "goes_on"
    return "one_table" if any("live" in (pace, one.state.pace) for one in there) else None


def candidates_in_group(occasion: Occasion, *, comes_in: bool = False) -> list[Session]:
    """Return the walkthroughs that may be meant by what somebody typed in a group: the one they point at, or of several
    those they are in; for somebody who `comes_in` those they are not."""
    there = sessions.walkthroughs_in(occasion.database, occasion.here.id)
    pointed_at = _pointed_at(occasion, there)
    found = there if pointed_at is None else pointed_at
    likely = [one for one in found if (occasion.who.id in one.state.people) is not comes_in]
    return likely or found


def candidates_in_private(occasion: Occasion, *, for_words: bool = False) -> list[Session]:
    """Return the walkthroughs that may be meant by what somebody typed in private: the one they point at, or that their
    talk is about, or else those they are in; `for_words` those that wait for theirs, if any do."""
    there = sessions.running_for(occasion.database, occasion.who.id)
    pointed_at = _pointed_at(occasion, there)
    if pointed_at is not None:
        return pointed_at
    talk = talks.find(occasion.database, occasion.who.id)
    talked_of = [session for session in there if talk and session.id == talk.session_id]
    waiting = [session for session in there if for_words and occasion.who.id in taking_part.awaited(session.state)]
    return talked_of or [session for session in waiting if _is_by_words(session)] or waiting or there


def waiting_for_words(occasion: Occasion) -> list[Session]:
    """Return the walkthroughs whose step waits for something that this person writes."""
    there = sessions.running_for(occasion.database, occasion.who.id)
    return [one for one in there if _is_by_words(one) and occasion.who.id in taking_part.awaited(one.state)]


def _is_by_words(session: Session) -> bool:
    way = session.state.now_on.step.way
    return way.by_words and not way.settles_by_press


def _pointed_at(occasion: Occasion, there: list[Session]) -> list[Session] | None:
    """Return the one whose message somebody replies to, or in whose own topic they write; none where that is over, and
    None where they point at none."""
    event = occasion.event
    if event is None or not isinstance(event.what, Commanded | Wrote):
        return None
    quoted, topic = event.what.quoted, event.place.topic_id
    about = replied_to.step_of(occasion, quoted, (quoted and quoted.chat_id) or event.place.chat_id)
    if about and not about[0].state.terms.is_for_team:
        return [one for one in there if one.id == about[0].id]
    in_topic = sessions.case_in_topic(occasion.database, event.place.chat_id, topic) if topic else None
    return [one for one in there if one.id == in_topic.id] if in_topic else None
