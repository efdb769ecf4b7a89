"""Rewording: the messages of a consultation that show people's words, kept true to what becomes of those."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, cleaning, leading, publishing
from bot.app.sessions.modes import label
from bot.core.model import Person
from bot.core.session import taking_part
from bot.core.session.modes import ListIn
from bot.core.session.state import Session
from bot.storage import people, retraction, sessions
from bot.storage.messages import Standing


def keep_true(occasion: Occasion, session_id: int) -> None:
    """Let what shows contributions to a consultation show them as they are now, changed or withdrawn."""
    publishing.place_anew(occasion, session_id)
    retraction.take_back_left_out(occasion.database, session_id)
    changed = sessions.find(occasion.database, session_id)
    for session in sessions.walkthroughs_in(occasion.database, occasion.here.id):
        is_of_last = changed and changed.method == session.method
        if session.id == session_id or (is_of_last and any(on.step.shows_last for on in session.state.plan)):
            leading.show_anew(occasion, session)
            show_cards_anew(occasion, session)


def show_cards_anew(occasion: Occasion, session: Session) -> None:
    """Let the private cards that show somebody others' words show them as they are now: words may change or go.

    Once all that is left to label has its label, the step is done.
    """
    for card in cleaning.private_cards(occasion, session):
        then = session.at_step(card.purpose.number or 0)
        reader = people.find(occasion.database, card.chat_id)
        is_open = then.state.position == session.state.position
        # Of a step that has closed only a list that was labelled is left to read.
        is_shown = is_open or then.state.now_on.step.way.list_in is ListIn.PRIVATE
        if reader and is_shown and reader.id in taking_part.addressed(then.state):
            _reword(occasion, then, card, reader, is_open=is_open)
    state = session.state
    has_list = state.now_on.step.way.list_in is ListIn.PRIVATE
    for person_id in taking_part.owners_now(state) if has_list else ():
        if label.is_labelled(occasion, session, person_id):
            state = taking_part.hear(state, person_id)
    if state != session.state:
        leading.advance_if_complete(occasion, session.at(state))


def _reword(occasion: Occasion, then: Session, card: Standing, reader: Person, *, is_open: bool) -> None:
    language = occasion.private_language(reader)
    facts = cards.how(occasion, then, language, "alone", reader)
    key = "leading.your_turn" if is_open else "contributing.labelling"
    text = occasion.words(key, language, team=occasion.here.name, **facts)
    occasion.reword(card, text, then, cards.private_keyboard(occasion, then, reader) if is_open else ())
