"""Letting go: what becomes of the words of a pair where somebody goes from it, or once it is over."""

from bot.app.context.occasion import Occasion
from bot.app.practices import kept_dates
from bot.core.model import Audience
from bot.core.purposes import OF_PAIRS, PAIR_WORDS
from bot.core.session import pair
from bot.core.session.pair import Pair
from bot.storage import contributions, drafts, entries, pairs, quotes, retraction, talks


def let_go(occasion: Occasion, here: Pair, person_id: int) -> Pair:
    """Return a pair without somebody, of whom nothing that was begun or waits to be told stays."""
    pairs.leave(occasion.database, here, person_id)
    if here.is_asking:
        unwrite(occasion, here, person_id)
    drafts.drop(occasion.database, here.id, here.step, person_id)
    kept_dates.drop(occasion, here, person_id)
    forget_what_waits(occasion, here, person_id)
    talks.forget_of(occasion.database, here.id, person_id)
    return pair.without(here, person_id)


def unwrite(occasion: Occasion, here: Pair, *people: int) -> None:
    """Erase what people wrote to the step that is on: whoever asks has not read it yet, and never will."""
    own = [one for person in people for one in contributions.in_session(occasion.database, here.id, person)]
    erase(occasion, [one.id for one in own if one.step == here.step])


def forget_what_waits(occasion: Occasion, here: Pair, person_id: int) -> None:
    """Remove what waits to be told to one of a pair that goes on no more: many things wait for a working day."""
    for purpose in OF_PAIRS:
        retraction.take_back(occasion.database, person_id, purpose.of(here.id))
    for entry in entries.of_session(occasion.database, here.id):
        retraction.take_back(occasion.database, person_id, PAIR_WORDS.of(entry.id))


def clean(occasion: Occasion, over: Pair) -> None:
    """Erase what the people of a pair that is over wrote to each other, wherever it stands; what was shared stays."""
    there: list[int] = []
    for entry in entries.of_session(occasion.database, over.id):
        if entry.audience is Audience.GROUP:
            there.append(entry.id)
        elif entry.audience is Audience.AUTHOR and entry.author:
            # Whoever was asked whether it may be shared, and didn't say, has no need of it any more.
            asked = quotes.quoting(occasion.database, [("entry", entry.id)], "anywhere", entry.author.id)
            occasion.to_follow.update(asked)
    for person in (*over.people, *over.gone):
        own = contributions.in_session(occasion.database, over.id, person)
        there += [one.id for one in own if one.kind == "draft"]
    erase(occasion, there)
    pairs.sleep(occasion.database, over, None)


def erase(occasion: Occasion, numbers: list[int]) -> None:
    """Erase entries by their numbers, wherever they stand."""
    occasion.take_back([("entry", number) for number in numbers], is_all=True)
    for number in numbers:
        entries.erase(occasion.database, number)
