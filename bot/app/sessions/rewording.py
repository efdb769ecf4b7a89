"""Rewording: the messages of a consultation that show people's words, kept true to what becomes of those."""

from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, leading, publishing, walks
from bot.app.sessions.modes import label
from bot.core import consultation
from bot.core.model import Person
from bot.core.modes import ListIn
from bot.storage import retraction, said
from bot.storage.consultations import Walk


def keep_true(occasion: Occasion, session_id: int) -> None:
    """Let what shows contributions to a consultation show them as they are now, changed or withdrawn."""
    publishing.place_anew(occasion, session_id)
    retraction.take_back_left_out(occasion.database, session_id)
    walk = walks.find_running(occasion)
    if walk and walk.id == session_id:
        leading.show_anew(occasion, walk)
        show_list_anew(occasion, walk)


def show_list_anew(occasion: Occasion, walk: Walk) -> None:
    """Let the lists that somebody labels, or labelled, show what is on them now: words may be changed or withdrawn.

    Once all that is left has its label, the step is done.
    """
    for position in range(walk.stand.position + 1):
        then = replace(walk, stand=replace(walk.stand, position=position))
        if then.stand.now_on.step.way.list_in is ListIn.PRIVATE:
            for owner in walks.named(occasion, consultation.owners_now(then.stand)):
                _reword_list(occasion, then, owner, is_open=position == walk.stand.position)
    stand = walk.stand
    has_list = stand.now_on.step.way.list_in is ListIn.PRIVATE
    for person_id in consultation.owners_now(stand) if has_list else ():
        if label.is_labelled(occasion, walk, person_id):
            stand = consultation.hear(stand, person_id)
    if stand != walk.stand:
        leading.settle(occasion, walk.at(stand))


def _reword_list(occasion: Occasion, then: Walk, owner: Person, *, is_open: bool) -> None:
    language = occasion.private_language(owner)
    facts = cards.how(occasion, then, language, "alone")
    key = "leading.your_turn" if is_open else "contributing.labelling"
    text = occasion.words(key, language, team=occasion.here.name, **facts)
    keyboard = cards.private_keyboard(occasion, then, owner) if is_open else ()
    for message in said.about_step(occasion.database, then.id, owner.id, then.stand.position):
        occasion.reword(message, text, then, keyboard)
