"""Rewording: the messages of a consultation that show people's words, kept true to what becomes of those."""

from dataclasses import replace

from bot.app import cards, leading, publishing, walks
from bot.app.occasion import Occasion
from bot.core import consultation
from bot.core.model import Person
from bot.storage import marks, retraction, said
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
        if then.stand.now_on.step.mode == "label":
            for owner in walks.named(occasion, consultation.owners_now(then.stand)):
                _reword_list(occasion, then, owner, is_open=position == walk.stand.position)
    stand = walk.stand
    for person_id in consultation.owners_now(stand) if stand.now_on.step.mode == "label" else ():
        if is_labelled(occasion, walk, person_id):
            stand = consultation.hear(stand, person_id)
    if stand != walk.stand:
        leading.settle(occasion, walks.keep(occasion, walk, stand))


def _reword_list(occasion: Occasion, then: Walk, owner: Person, *, is_open: bool) -> None:
    language = occasion.private_language(owner)
    facts = cards.facts(occasion, then, language)
    key = "leading.your_turn" if is_open else "contributing.labelling"
    text = occasion.words(key, language, team=occasion.here.name, **facts)
    keyboard = cards.private_keyboard(occasion, then, owner) if is_open else ()
    for message in said.about_step(occasion.database, then.id, owner.id, then.stand.position):
        occasion.reword(message, text, then, keyboard)


def is_labelled(occasion: Occasion, walk: Walk, person_id: int) -> bool:
    """Tell whether somebody gave each item on the list that is on a label."""
    chosen = marks.of_person(occasion.database, walk.id, walk.stand.position, person_id)
    return all(entry.id in chosen for entry in walks.items(occasion, walk)[: publishing.LABELLED_AT_MOST])
