"""Closing: who is still waited for, the summary, and what is left of a session when it ends."""

from dataclasses import replace

from bot.app.occasion import Occasion
from bot.core import session as moves
from bot.core import timing
from bot.core.model import Role, Session
from bot.core.privacy import Viewer, visible
from bot.core.summary import summarise
from bot.storage import contributions, entries, members, nudges, retraction, sessions, talks


def save(occasion: Occasion, session: Session) -> None:
    """Store a session after somebody was heard, and sum up if that was the last one waited for.

    Where somebody answered in private the summary waits for the deadline: until then they choose who may read it.
    """
    session = _with_expected(occasion, session)
    if moves.is_complete(session) and not entries.has_private(occasion.database, session.id):
        session = _sum_up(occasion, session)
    if session.state == "closed":
        # An answer sent in time that arrived after the deadline still counts in the numbers.
        found = entries.of_session(occasion.database, session)
        named = {entry.author.id for entry in found if entry.author and entry.at < session.due_at}
        took_part = max(session.took_part or 0, len(named))
        session = replace(session, took_part=took_part, available=max(session.available or 0, took_part))
    sessions.save(occasion.database, session)


def _with_expected(occasion: Occasion, session: Session) -> Session:
    """Return a session with the members who are available in its window."""
    everyone = members.in_role(occasion.database, session.team_id, Role.MEMBER)
    window = (session.opened_at, session.due_at, occasion.zone, occasion.free)
    there = (person.id for person in everyone if timing.is_available(person, *window))
    return replace(session, expected=frozenset(there))


def _sum_up(occasion: Occasion, session: Session) -> Session:
    """Post the summary of a session, if anybody gave an answer that the team may read."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session))
    method = occasion.house.content.methods.get(session.method)
    if not said:
        return session
    if method:
        language = occasion.here.language
        ordinary = occasion.house.content.sentences[language].ordinary
        summary = summarise(said, language, ordinary)
        # Whoever answered by name and also without one is one person, of which the texts know nothing.
        took_part = len(session.answered) or session.took_part or summary.people
        occasion.say(
            "asking.summary",
            session=session,
            purpose="summary",
            send_after=timing.in_daytime(occasion.now, occasion.zone, occasion.free),
            title=occasion.in_team_words(method.title.in_(language)),
            summary=summary,
            took_part=took_part,
            available=max(session.available or 0, len(session.expected | session.answered)),
            follow_up=occasion.in_team_words(method.follow_up.in_(language)),
        )
    return moves.sum_up(session, occasion.now)


def sum_up_again(occasion: Occasion, session_id: int) -> None:
    """Word a summary anew that has not gone out yet, since somebody changed or withdrew what is in it."""
    if not retraction.take_back_summary(occasion.database, session_id):
        return
    session = sessions.find(occasion.database, session_id, occasion.here.id)
    if session:
        _sum_up(occasion, _with_expected(occasion, session))


def close(occasion: Occasion, session: Session) -> None:
    """Close a session whose deadline has passed, with a summary if there was none yet.

    Who took part, and whose the nameless answers are, is forgotten for good before anything is shown.
    """
    database, session = occasion.database, _with_expected(occasion, session)
    onlookers = {person.id for person in members.in_role(database, session.team_id, Role.OBSERVER)}
    taking_part = {person.id for person in members.in_role(database, session.team_id, Role.MEMBER)}
    contributions.cut_names(database, session, frozenset(onlookers - taking_part))
    closed = moves.close(session, occasion.now)
    sessions.save(database, closed)
    retraction.forget_private_talk(database, session.id)
    talks.forget_session(database, session.id)
    nudges.forget_session(database, session.id)
    if session.summed_up_at is None:
        _sum_up(occasion, closed)
