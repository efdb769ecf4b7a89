"""Reopening: what still counts of a step that the group comes back to, and what does not any more."""

from bot.app.context.occasion import Occasion
from bot.core.model import Entry
from bot.core.purposes import LIST
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Session, State
from bot.storage import contributions, entries, marks, messages


def with_givers(occasion: Occasion, session: Session, state: State) -> State:
    """Return the state with whoever contributed before to the step that opens once more: what they said stays."""
    given = contributions.givers(occasion.database, session.id, session.at(state).step)
    return taking_part.gave_before(state, given)


def forget_choices(occasion: Occasion, session: Session) -> bool:
    """Forget what people chose so far in a step that the group goes back from; return whether anybody had."""
    is_choice = session.state.now_on.step.way.by_press
    return is_choice and marks.let_go(occasion.database, session.id, session.state.position)


def who_chose(occasion: Occasion, session: Session) -> int:
    """Return how many people chose something so far in the step that is on, which would be forgotten."""
    is_choice = session.state.now_on.step.way.by_press
    return marks.voices(occasion.database, session.id, session.state.position) if is_choice else 0


def is_result_of_several(occasion: Occasion, session: Session) -> bool:
    """Tell whether the step that a group would go back to closed with a choice of several people."""
    step, position = session.state.now_on.step, session.state.position
    return step.way.by_press and marks.are_of_several(occasion.database, session.id, position, step.choose)


def holds_words(occasion: Occasion, session: Session) -> bool:
    """Tell whether people wrote something in a step that is shown as it closes, and that the group goes back from."""
    is_hidden = session.state.now_on.step.way.shown is Shown.AT_CLOSE and session.state.now_on.step.way.by_words
    there = entries.of_step(occasion.database, session.id, session.step) if is_hidden else []
    return any(entry.at >= session.state.opened_at for entry in there)


def standing(occasion: Occasion, session: Session) -> list[Entry]:
    """Return what stands for the step that is on since before it was opened once more, where one message that is put
    down for all takes its place."""
    on, opened_at = session.state.now_on, session.state.opened_at
    kept = on.step.keeps
    there = entries.of_kind(occasion.database, session.id, session.step, kept) if on.is_put_down_once else []
    return [entry for entry in there if entry.at < opened_at]


def mark_replaced(occasion: Occasion, session: Session) -> None:
    """Let the result of a choice that is asked once more say that it counts no more: another one follows."""
    step = session.state.now_on.step
    if not step.way.by_press or step.way.by_words or not occasion.here.is_present:
        return
    title = occasion.in_team_words(step.title, occasion.here.language)
    text = occasion.words("publishing.chosen_again", occasion.here.language, title=title)
    for message in messages.holding_words(occasion.database, session.id, occasion.here.place.chat_id):
        if message.purpose.is_a(LIST) and message.purpose.number == session.state.position:
            occasion.reword(message, text, session)
