"""Answering in the group: replies and their edits become entries, and skipping is an answer too."""

from bot.app.commitments import board
from bot.app.context import second_look
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import closing, rewording
from bot.core import session as moves
from bot.core.events import Quoted, Wrote
from bot.core.legible import has_words
from bot.core.model import Audience, Role, Session
from bot.core.outgoing import Button
from bot.core.session import Verdict
from bot.storage import consultations, contributions, entries, nudges, said, sessions


def wrote(occasion: Occasion, what: Wrote) -> None:
    """Take a reply to a prompt, or the edit of one; anything else said in a group is not ours to keep."""
    is_anonymous = occasion.person is None
    session = answered_session(occasion, what.quoted)
    if session is None:
        _explain_where(occasion, what)
        return
    if is_anonymous:
        link = occasion.house.bot.link(f"answer-{session.code}")
        button = Button(label=occasion.label("answer"), link=link)
        occasion.answer("answering.anonymous", ((button,),), is_channel=occasion.is_channel)
        return
    outcome = moves.contribute(session, occasion.who.id, what.text, occasion.at)
    if outcome.verdict is Verdict.NOTED:
        _keep(occasion, outcome.session, what)
    elif outcome.verdict is Verdict.WORDLESS and not what.is_edit:
        # The sentence asked for may well come as a reply to this.
        occasion.answer("answering.wordless", session=session, purpose="question")
    elif not what.is_edit:
        occasion.answer("answering.too_late")


def _explain_where(occasion: Occasion, what: Wrote) -> None:
    """Say, once a question is open, which message an answer belongs to: a reply elsewhere is not kept."""
    is_meant = occasion.person and what.quoted and what.quoted.is_ours and has_words(what.text) and not what.is_edit
    if is_meant and sessions.open_in(occasion.database, occasion.here.id):
        occasion.answer("answering.elsewhere")


def corrected(occasion: Occasion, what: Wrote) -> bool:
    """Put the new words of an edited message in the place of the old; return whether it is in the log."""
    event = occasion.event
    if event is None or not has_words(what.text):
        return False
    own = contributions.from_message(occasion.database, occasion.who.id, what.message_id) if event.is_private else None
    if second_look.is_held_back(occasion, own, what.text):
        return True
    entry_id = entries.from_source(occasion.database, event.place, what.message_id, occasion.who.id)
    if entry_id is None:
        return False
    occasion.take_back([("entry", entry_id)])
    found = entries.correct(occasion.database, event.place, what.message_id, occasion.who.id, what.text)
    if found is None:
        return False
    occasion.be_in(found[0])
    rewording.keep_true(occasion, found[1])
    board.note_anew(occasion, found[1])
    if not event.is_private and consultations.find(occasion.database, found[1]) is None:
        own = contributions.find(occasion.database, entry_id, occasion.who.id)
        second_look.look_afterwards(occasion, what.text, own)
    return True


def answered_session(occasion: Occasion, quoted: Quoted | None) -> Session | None:
    """Return the session of this team whose prompt was replied to.

    A prompt whose delivery was not certain is known by the button under it, and so proved to have arrived.
    """
    if quoted is None or not quoted.is_ours or occasion.team is None:
        return None
    chat_id = occasion.here.place.chat_id
    session_id = said.session_of(occasion.database, chat_id, quoted.message_id)
    if session_id is None:
        marks = [mark.removeprefix("skip ") for mark in quoted.marks if mark.startswith("skip ")]
        session_id = as_number(marks[0]) if marks else 0
    session = sessions.find(occasion.database, session_id, occasion.here.id)
    if session is not None:
        said.adopt(occasion.database, chat_id, session.id, quoted.message_id, occasion.now)
    return session


def _keep(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Put an answer in the log, mark it, and sum up if it was the last one waited for."""
    person, at = occasion.who, occasion.at
    source = (occasion.here.place, what.message_id)
    kind = kind_of(occasion, session)
    if not entries.add(occasion.database, session, person, Audience.TEAM, kind, what.text, at, source):
        return
    occasion.note_reply(what.message_id)
    nudges.drop(occasion.database, person.id, session.id)
    if not occasion.roles & {Role.MEMBER, Role.OBSERVER}:
        _offer_joining_once(occasion, session)
    second_look.look_afterwards(occasion, what.text)
    count(occasion, session)


def _offer_joining_once(occasion: Occasion, session: Session) -> None:
    person = occasion.who
    if entries.count_of(occasion.database, session.team_id, person.id) == 1:
        occasion.answer("answering.offer_joining", ((occasion.button("join", "join"),),), name=person.name)


def count(occasion: Occasion, session: Session) -> None:
    """Store that this person was heard, unless they only look on: an observer is counted nowhere."""
    if Role.OBSERVER not in occasion.roles or Role.MEMBER in occasion.roles:
        closing.save(occasion, session)


def kind_of(occasion: Occasion, session: Session) -> str:
    """Return the kind of entry that a session's step leaves."""
    method = occasion.house.content.methods.get(session.method)
    return method.steps[session.step - 1].keeps if method else "answer"


def skip(occasion: Occasion, argument: str) -> None:
    """Answer /skip and its button in the group: count it as heard, say nothing to the others."""
    running = sessions.open_in(occasion.database, occasion.here.id)
    wanted = as_number(argument) if argument else (running[-1].id if running else 0)
    pass_on(occasion, sessions.find(occasion.database, wanted, occasion.here.id))


def pass_on(occasion: Occasion, session: Session | None) -> None:
    """Count somebody who skips a session as heard."""
    if session is None:
        occasion.hint("answering.nothing_open")
        return
    outcome = moves.skip(session, occasion.who.id, occasion.at)
    if outcome.verdict is Verdict.TOO_LATE:
        occasion.hint("answering.closed_button")
        return
    occasion.hint("answering.stands" if occasion.who.id in session.answered else "answering.skipped")
    nudges.drop(occasion.database, occasion.who.id, session.id)
    count(occasion, outcome.session)
