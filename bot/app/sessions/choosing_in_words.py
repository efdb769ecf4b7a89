"""Choosing in words: a yes below an invitation is one; else which button says what was written, which isn't kept."""

from difflib import get_close_matches

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.sessions import marking, sitting_in
from bot.core.events import Wrote
from bot.core.model import LANGUAGES
from bot.core.purposes import STEP
from bot.core.saying.joining import backs_out_below
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.storage import messages, sessions

# From this likeness on words are taken for what stands on a list: of a word more or less, and a slip of the pen.
ALIKE, FEWEST_WORDS = 0.8, 3


def answered(occasion: Occasion, text: str, *, is_beside: bool = False) -> bool:
    """Tell whether loose words in private say what can be chosen in a vote that is on, by whoever didn't yet, and are
    answered so; where that `is_beside` something else that waits for words, to the letter."""
    person, alike = occasion.who.id, 1 if is_beside else ALIKE
    for session in sessions.running_for(occasion.database, person):
        is_to_choose = person in taking_part.addressed(session.state) - session.state.given
        if is_to_choose and _number(session, text, alike):
            occasion.enter_team(session.team_id)
            tell(occasion, session, text)
            return True
    return False


def is_taken(occasion: Occasion, then: Session, what: Wrote) -> bool:
    """Tell whether words where one chooses by button were answered by more than that: who says yes below the invitation
    is in, or after all not, and who names what is voted on hears which button says so."""
    if then.state.now_on.key == "gather" and _is_below_card(occasion, what):
        return _is_in_or_out(occasion, then, what.text)
    is_vote = bool(then.state.now_on.step.options) and occasion.who.id in then.state.people
    if is_vote:
        tell(occasion, then, what.text)
    return is_vote


def _is_below_card(occasion: Occasion, what: Wrote) -> bool:
    """Tell whether words are a reply to a step itself, and to nothing else that was said in a session."""
    event, quoted = occasion.event, what.quoted
    if event is None or quoted is None:
        return False
    sent = messages.purpose_of(occasion.database, event.place.chat_id, quoted.message_id)
    return sent is not None and sent.is_a(STEP)


def _is_in_or_out(occasion: Occasion, session: Session, text: str) -> bool:
    if short_words.says_in(occasion, text):
        sitting_in.come_in(occasion, session)
        return True
    is_out = backs_out_below(text) and occasion.who.id in session.state.given
    if is_out:
        marking.pass_on(occasion, f"{session.id} {session.state.position}")
    return is_out


def tell(occasion: Occasion, session: Session, text: str) -> None:
    """Say in private that words for a vote are not kept, and which button says the same."""
    step, number, language = session.state.now_on.step, _number(session, text), occasion.private_language(occasion.who)
    option = occasion.in_team_words(step.options[number - 1], language) if number else ""
    key, title = "contributing.choose_by_button", occasion.in_team_words(step.title, language)
    occasion.answer_alone(key, number=number, option=option, title=title, in_group=not occasion.is_private)


def _number(session: Session, text: str, alike: float = ALIKE) -> int:
    """Return the number of what words say of the few things that are voted on; 0 of none. A bare yes may be for
    anything."""
    options, said = session.state.now_on.step.options, text.strip(" .!?…").casefold()
    if len(said.split()) < FEWEST_WORDS:
        return 0
    for language in LANGUAGES:
        there = [option.in_(language).casefold() for option in options]
        if near := get_close_matches(said, there, n=1, cutoff=alike):
            return there.index(near[0]) + 1
    return 0
