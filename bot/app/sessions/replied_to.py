"""Replied to: what a message of ours is about that somebody replies to: a step of a session, or a commitment."""

from bot.app.context.addressing import of_team
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.core.events import Quoted
from bot.core.purposes import ABOUT_STEP, LINE, OVERVIEW, OVERVIEW_DUE, PROMPT, QUESTION, STEP, SUMMARY, Purpose
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import contributions, messages, sessions

# What messages of a question are for to which the reply is an answer.
QUESTIONS = (PROMPT, QUESTION)


def step_of(occasion: Occasion, quoted: Quoted | None, chat_id: int) -> tuple[Session, int] | None:
    """Return the session, and which of its steps from 0, that a message of ours is about, by what was sent.

    One whose delivery was not certain is known by the buttons under it, and so proved to have arrived.
    """
    if quoted is None or not quoted.is_ours:
        return None
    sent = messages.about(occasion.database, chat_id, quoted.message_id)
    if sent and (found := _as_sent(occasion, *sent)):
        return found
    found = _as_marked(occasion, quoted)
    if found and sent is None and found[0].state.terms.is_for_team and not occasion.is_private:
        messages.adopt(occasion.database, chat_id, found[0].id, quoted.message_id, occasion.now)
    return found


def summed_up(occasion: Occasion, quoted: Quoted | None) -> tuple[Session, bool] | None:
    """Return the question of the team whose summary somebody in its group replies to, or that an overview was kept
    with; and whether it was an overview."""
    place = occasion.here.place.chat_id
    sent = messages.about(occasion.database, place, quoted.message_id) if quoted and quoted.is_ours else None
    if sent is None or not sent[1].is_a(SUMMARY, OVERVIEW, OVERVIEW_DUE):
        return None
    session = sessions.find(occasion.database, sent[0], REFLECTION, occasion.here.id)
    return (session, sent[1].is_a(OVERVIEW, OVERVIEW_DUE)) if session else None


def _as_sent(occasion: Occasion, session_id: int, purpose: Purpose) -> tuple[Session, int] | None:
    """Return what a message is about that we know we sent."""
    session = sessions.find(occasion.database, session_id)
    if session is None:
        return None
    if session.state.terms.is_for_team:
        is_asked = purpose.is_a(*QUESTIONS) or (purpose.is_a(LINE) and not session.state.is_over)
        return (session, session.step - 1) if is_asked else None
    at = purpose.number if purpose.is_a(STEP, ABOUT_STEP) else None
    return session, session.state.position if at is None else at


def _as_marked(occasion: Occasion, quoted: Quoted) -> tuple[Session, int] | None:
    """Return what a message is about by the buttons under it."""
    for name, *words in (mark.split(" ") for mark in quoted.marks):
        session, position = None, None
        if name in ("next", "pass") and len(words) > 1:
            session, position = sessions.walkthrough(occasion.database, as_number(words[0])), as_number(words[1])
        elif name in ("skip", "later", "answer") and words:
            session = _question(occasion, words[0])
        elif name in ("nameless", "onlyme") and words:
            own = contributions.find(occasion.database, as_number(words[0]), occasion.who.id)
            session = sessions.find(occasion.database, own.session_id, REFLECTION) if own else None
        if session:
            return session, session.step - 1 if position is None else position
    return None


def _question(occasion: Occasion, word: str) -> Session | None:
    """Return the question that a button carries: by its code in private, in the group by its number."""
    if occasion.is_private:
        return sessions.find_by_code(occasion.database, word, REFLECTION)
    return sessions.find(occasion.database, as_number(word), REFLECTION)


def written_for(quoted: Quoted | None) -> int:
    """Return the team for which a message of ours asks for a question to be written, by the buttons under it; 0 for
    none."""
    marks = (mark.partition(" ") for mark in quoted.marks) if quoted and quoted.is_ours else ()
    return next((of_team(rest)[0] or 0 for name, _, rest in marks if name == "newquestion"), 0)


def commitment_of(quoted: Quoted | None) -> int:
    """Return the commitment that a message of ours asks about or shows, by the buttons under it; 0 for none."""
    marks = (mark.split(" ") for mark in quoted.marks) if quoted and quoted.is_ours else ()
    return next((as_number(mark[1]) for mark in marks if mark[0] in ("lookback", "shareboard")), 0)
