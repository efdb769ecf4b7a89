"""Typed: what somebody writes in private to a pair, or in the place of a button that it shows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.app.context import short_words
from bot.app.context.command import SURE
from bot.app.context.occasion import Occasion
from bot.app.practices import (
    allowing,
    asking_around,
    backing_out,
    cards,
    inviting,
    known,
    listing,
    moving,
    proposing,
    understanding,
    walking,
    which,
    wishes,
    words,
)
from bot.core.events import Wrote
from bot.core.model import LANGUAGES, Language
from bot.core.outgoing import Button, Keyboard
from bot.core.session.pair import Pair
from bot.storage import pairs

# What the buttons of a pair are.
PRESSED: Mapping[str, Callable[[Occasion, str], None]] = {
    "pair": listing.press,
    "around": asking_around.press,
    "invite": inviting.invite,
}


def take(occasion: Occasion, here: Pair, what: Wrote, position: int | None = None) -> None:
    """Take what somebody wrote in private for a pair: as the button that says so, or else as words for its step."""
    # Words from before a step opened are about an earlier one.
    is_now = position in (None, here.state.position) and not (here.is_told and here.state.opened_at > occasion.at)
    pressed = button_meant(occasion, here, what.text) if is_now else None
    if pressed is None:
        words.take(occasion, here, what, position)
        return
    name, _, argument = (pressed.command or "").partition(" ")
    wanted, word = wishes.by_others(occasion, here, occasion.who), "".join(argument.split()[2:3])
    is_of_date = word in ("fits", "other") and bool(wanted)
    if is_of_date and word == "other" and which.answers_reading(occasion, here):
        proposing.ask_anew(occasion, here)
    elif is_of_date and not which.answers_proposal(occasion, here, by_label=True):
        proposing.ask_which(occasion, here, wanted[0])
    else:
        # Nobody is sure of what they weren't asked.
        is_sure = which.answers_sure(occasion, here)
        PRESSED[name](occasion, " ".join(one for one in argument.split() if is_sure or one != SURE))


def meant(occasion: Occasion, running: Sequence[Pair], text: str) -> list[Pair]:
    """Return the pairs that show this person a button which says what they wrote: those of theirs that are `running`,
    or else the last that is over."""
    if len(text) > short_words.LONGEST:
        return []
    team = occasion.team
    found = [one for one in running if button_meant(occasion, one, text)]
    if not found:
        over = [one for one in pairs.holding_words_of(occasion.database, occasion.who.id) if one.state.is_over]
        found = [one for one in over[-1:] if button_meant(occasion, one, text)]
    occasion.team = team
    return found


def button_meant(occasion: Occasion, here: Pair, text: str) -> Button | None:
    """Return the button that a pair shows this person and that says what they wrote, in either language."""
    if occasion.who.id not in here.people or not walking.knows(occasion, here, occasion.who):
        return None
    occasion.enter_team(here.team_of(occasion.who.id))
    shown = (one for language in LANGUAGES for one in _shown(occasion, here, language))
    labelled = next((one for one in shown if short_words.is_label(text, one.label)), None)
    return labelled or _agreed_to(occasion, here, text)


def _agreed_to(occasion: Occasion, here: Pair, text: str) -> Button | None:
    """Return the button that a plain yes stands for, of what this person was asked last: the only day and time that was
    read in their words, or the way in which they back out."""
    if not short_words.means(occasion, text, "agreeing"):
        return None
    if which.answers_reading(occasion, here):
        return understanding.only_choice(occasion, here)
    if which.answers_off(occasion, here):
        return backing_out.ways(occasion, here, occasion.language)[0][0]
    return None


def _shown(occasion: Occasion, here: Pair, language: Language) -> Iterator[Button]:
    """Yield the buttons that stand under what a pair asks somebody now, and under what follows from pressing those."""
    for row in _rows(occasion, here, language):
        yield from row


def _rows(occasion: Occasion, here: Pair, language: Language) -> Iterator[tuple[Button, ...]]:
    person = replace(occasion.who, language=language)
    asked = allowing.asked_about(occasion, here)
    if len(asked) == 1:
        yield from allowing.ways_to_allow(occasion, here, asked[0], language)
    if here.state.is_over:
        yield from walking.somebody_else(occasion, here, language)
        return
    if here.is_paused:
        yield (cards.button(occasion, here, "pair_unpause", listing.UNPAUSE, language),)
    under: Keyboard = cards.under(occasion, here, person) if here.is_told else cards.ways_out(occasion, here, person)
    yield from under
    yield from words.ways_of_draft(occasion, here, language)
    if here.is_asked(person.id):
        return
    yield (cards.button(occasion, here, "pair_rest", "rest", language),)
    if here.is_told and here.on.step.agrees_date and person.id in here.wants:
        yield (cards.button(occasion, here, "pair_move", "other", language),)
    yield from listing.ways_to_rest(occasion, here, language)
    if here.is_told and here.on.step.on_date:
        yield from moving.ways_to_move(occasion, here, language, known.named_last(occasion, here))
    if here.is_told and here.comes_after_date:
        yield from cards.ways_not_held(occasion, here, language)
