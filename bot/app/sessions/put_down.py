"""Put down: what a group agreed can be corrected for two days after the end, which it hears once; then it stays so."""

from datetime import timedelta

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.events import Wrote
from bot.core.purposes import ENDED, STEP, Purpose
from bot.core.session.state import Session
from bot.storage import entries, messages, outcomes, sessions

# As long as Telegram itself lets people change what they wrote.
MAY_BE_CORRECTED = timedelta(hours=48)
# What comes of a session, for all.
FOR_ALL = ("outcome", "commitment")
# Fewer are no agreement.
FEWEST_WORDS = 4
TOO_LATE = Purpose("too late")


def is_missing(occasion: Occasion, session: Session) -> bool:
    """Tell whether one was to put down for all what came of a session, in the last step that asks for it, and nobody
    did, though the group came that far."""
    plan, chat_id, last = session.state.plan, occasion.here.place.chat_id, _last_for_all(session)
    if last < 0 or messages.latest_sent(occasion.database, session.id, chat_id, STEP.of(last)) is None:
        return False
    return not entries.of_kind(occasion.database, session.id, last + 1, plan[last].step.keeps)


def is_of_agreement(session: Session) -> bool:
    """Tell whether the last that one was to put down for all is what the group agreed on."""
    last = _last_for_all(session)
    return last >= 0 and session.state.plan[last].step.keeps == "commitment"


def _last_for_all(session: Session) -> int:
    """Return the place of the last step in which one puts down for all what came of a session; -1 without any."""
    plan = session.state.plan
    return max(
        (at for at, on in enumerate(plan) if on.step.who == "facilitator" and on.step.keeps in FOR_ALL), default=-1
    )


def say_it_is_over(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Tell somebody who writes that below the end of a session that they were in, once and to them alone, that it isn't
    kept; thanks and talk need no answer."""
    quoted, person = what.quoted, occasion.who.id
    place, told = occasion.here.place.chat_id, TOO_LATE.of(session.id)
    sent = messages.purpose_of(occasion.database, place, quoted.message_id) if quoted and not what.is_edit else None
    if sent is None or not sent.is_a(ENDED) or person not in session.state.people or not _is_said(occasion, what.text):
        return
    if is_missing(occasion, session) and not messages.pages(occasion.database, person, told):
        title = finding.title(occasion, session, occasion.private_language(occasion.who))
        occasion.whisper(occasion.who, "outcomes.too_late", purpose=told, title=title)


def _is_said(occasion: Occasion, text: str) -> bool:
    is_talk = text.rstrip().endswith("?") or short_words.are_mere(occasion, text)
    return not is_talk and len(text.split()) >= FEWEST_WORDS


def stays(occasion: Occasion, entry_id: int) -> bool:
    """Tell whether somebody's words are what a group put down too long ago to be changed; say so to them alone."""
    session = _ended(occasion, entry_id)
    if session is None or occasion.at - session.state.due_at <= MAY_BE_CORRECTED:
        return False
    occasion.enter_team(session.team_id)
    title = finding.title(occasion, session, occasion.private_language(occasion.who))
    occasion.answer_alone("outcomes.stays", title=title, in_group=not occasion.is_private)
    return True


def reads_the_same(occasion: Occasion, entry_id: int, text: str) -> bool:
    """Tell whether what a group put down has the same words after a change, such as of one space."""
    entry = entries.find(occasion.database, entry_id)
    return entry is not None and entry.kind == "outcome" and entry.text.split() == text.split()


def note_change(occasion: Occasion, entry_id: int) -> None:
    """Keep when words that a group put down were changed after the end, and tell the group the first time."""
    session = _ended(occasion, entry_id)
    if session and outcomes.note_change(occasion.database, entry_id, occasion.at):
        occasion.say("outcomes.changed", is_silent=True, title=finding.title(occasion, session))


def _ended(occasion: Occasion, entry_id: int) -> Session | None:
    """Return the session that has ended in which words were put down for all; None of other words."""
    entry = entries.find(occasion.database, entry_id)
    is_kept = entry is not None and entry.kind == "outcome"
    session = sessions.walkthrough(occasion.database, entry.session_id) if entry and is_kept else None
    return session if session and session.state.phase == "ended" else None
