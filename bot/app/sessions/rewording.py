"""Rewording: the messages of a consultation that show people's words, kept true to what becomes of those."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, finding, leading, publishing
from bot.app.sessions.modes import label
from bot.core.model import Person
from bot.core.session import taking_part
from bot.core.session.modes import ListIn
from bot.core.session.state import Session
from bot.storage import retraction, said


def keep_true(occasion: Occasion, session_id: int) -> None:
    """Let what shows contributions to a consultation show them as they are now, changed or withdrawn."""
    publishing.place_anew(occasion, session_id)
    retraction.take_back_left_out(occasion.database, session_id)
    session = finding.find_running(occasion)
    if session and session.id == session_id:
        leading.show_anew(occasion, session)
        show_list_anew(occasion, session)


def show_list_anew(occasion: Occasion, session: Session) -> None:
    """Let what somebody labels or is shown in private, and was, show what is on it now: words may change or go.

    Once all that is left has its label, the step is done.
    """
    for position in range(session.state.position + 1):
        then, is_open = session.at_step(position), position == session.state.position
        if then.state.now_on.shows_words_in_private:
            for person in finding.named(occasion, taking_part.addressed(then.state)):
                _reword_list(occasion, then, person, is_open=is_open)
    state = session.state
    has_list = state.now_on.step.way.list_in is ListIn.PRIVATE
    for person_id in taking_part.owners_now(state) if has_list else ():
        if label.is_labelled(occasion, session, person_id):
            state = taking_part.hear(state, person_id)
    if state != session.state:
        leading.settle(occasion, session.at(state))


def _reword_list(occasion: Occasion, then: Session, person: Person, *, is_open: bool) -> None:
    language = occasion.private_language(person)
    facts = cards.how(occasion, then, language, "alone", person)
    key = "leading.your_turn" if is_open else "contributing.labelling"
    text = occasion.words(key, language, team=occasion.here.name, **facts)
    keyboard = cards.private_keyboard(occasion, then, person) if is_open else ()
    for message in said.about_step(occasion.database, then.id, person.id, then.state.position):
        occasion.reword(message, text, then, keyboard)
