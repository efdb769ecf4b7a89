"""Of pairs: what a message reads now that holds what one of a pair wrote to the other."""

from bot.app.context.occasion import Occasion
from bot.app.practices import answers
from bot.app.practices.cards import words_of_step, words_said
from bot.core.outgoing import Keyboard
from bot.storage import entries, pairs, people
from bot.storage.quotes import Quoting

# What a message reads now, with its buttons; None where there is nothing left to say.
Shown = tuple[str, Keyboard] | None


def step_now(occasion: Occasion, message: Quoting) -> Shown:
    """Return the card of a step of a pair as it reads now, with its buttons as long as that step is on."""
    here = pairs.find(occasion.database, message.purpose.number or 0)
    person = people.find(occasion.database, message.chat_id)
    if here is None or person is None or person.id not in here.people or here.state.is_over:
        return None
    return words_of_step(occasion, here, message.purpose.page or 0, person)


def words_now(occasion: Occasion, message: Quoting) -> Shown:
    """Return what one of a pair wrote to the other, as it reads now."""
    entry = entries.find(occasion.database, message.purpose.number or 0)
    here = pairs.find(occasion.database, entry.session_id) if entry else None
    person = people.find(occasion.database, message.chat_id)
    if entry is None or here is None or person is None or entry.author is None or here.state.is_over:
        return None
    return words_said(occasion, here, entry, person), ()


def answers_now(occasion: Occasion, message: Quoting) -> Shown:
    """Return what came of asking around as it reads now."""
    here = pairs.find(occasion.database, message.purpose.number or 0)
    person = people.find(occasion.database, message.chat_id)
    if here is None or person is None or person.id != here.asker:
        return None
    occasion.enter_team(here.team_id)
    text = answers.words_now(occasion, here, message.purpose.page or 0, occasion.private_language(person))
    return (text, ()) if text else None
