"""Closing: what a session amounts to at its announced hour: its summary, and what is left of it when it ends."""

from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.core import session as moves
from bot.core import timing
from bot.core.model import Entry, Role, Session
from bot.core.privacy import Viewer, visible
from bot.core.summary import summarise
from bot.storage import entries, members, people, sessions, ties
from bot.storage.ties import Fallen


def save(occasion: Occasion, session: Session) -> None:
    """Store a session after somebody was heard; its summary comes at the announced hour, whoever was or was not."""
    if session.state == "closed":
        # An answer sent in time that arrived after the deadline still counts in the numbers.
        found = entries.of_session(occasion.database, session)
        named = {entry.author.id for entry in found if entry.author and entry.at < session.due_at}
        took_part = max(session.took_part or 0, len(named - _leading(occasion)))
        session = replace(session, took_part=took_part, available=max(session.available or 0, took_part))
    sessions.save(occasion.database, session)


def _leading(occasion: Occasion) -> frozenset[int]:
    """Return who reads the team's numbers, and so is never among them."""
    return frozenset(person.id for person in members.in_role(occasion.database, occasion.here.id, Role.LEADER))


def _with_expected(occasion: Occasion, session: Session) -> Session:
    """Return a session with the members who are available in its window; whoever leads the team is not counted."""
    leading = _leading(occasion)
    everyone = [
        person
        for person in members.in_role(occasion.database, session.team_id, Role.MEMBER)
        if person.id not in leading
    ]
    window = (session.opened_at, session.due_at, occasion.zone, occasion.free)
    there = (person.id for person in everyone if timing.is_available(person, *window))
    return replace(session, expected=frozenset(there))


def _sum_up(occasion: Occasion, session: Session) -> None:
    """Post the summary of a session, if anybody gave an answer that the team may read."""
    found = words_of(occasion, session)
    if found:
        text, about = found
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
        occasion.say_html(text, session=session, purpose="summary", send_after=after, about=about)


def words_of(occasion: Occasion, session: Session) -> tuple[str, list[Entry]] | None:
    """Return the summary of a session as it reads now, and the entries in it; None where there is nothing to read."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session))
    method = occasion.house.content.methods.get(session.method)
    if not said or not method:
        return None
    language = occasion.here.language
    summary = summarise(said, language, occasion.house.content.sentences[language].ordinary)
    text = occasion.words(
        "asking.summary",
        language,
        title=occasion.in_team_words(method.title),
        summary=summary,
        follow_up=occasion.in_team_words(method.follow_up),
    )
    return text, said


def close(occasion: Occasion, session: Session) -> None:
    """Close a session whose deadline has passed, with its summary.

    Who took part, and whose the nameless answers are, is forgotten for good before anything is shown; whoever's could
    not show without a name hears what became of it, in private and without the words.
    """
    database, session = occasion.database, _with_expected(occasion, session)
    fallen = ties.cut(database, session.id)
    counted = replace(session, answered=session.answered - _leading(occasion))
    closed = moves.close(counted, occasion.now)
    sessions.save(database, closed)
    _sum_up(occasion, closed)
    for one in fallen:
        _tell_fallen(occasion, session, one)


def _tell_fallen(occasion: Occasion, session: Session, fallen: Fallen) -> None:
    """Tell somebody what became of an answer that too few others joined for it to go without a name."""
    person = people.find(occasion.database, fallen.person_id)
    method = occasion.house.content.methods.get(session.method)
    if person is None:
        return
    language = occasion.private_language(person)
    occasion.whisper(
        person,
        "privately.fallen",
        is_owed=True,
        session=session,
        team=occasion.here.name,
        title=occasion.in_team_words(method.title if method else None, language),
        fallback=fallen.fallback,
    )
