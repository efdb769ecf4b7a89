"""Moving: a date that a pair agreed on is called off, for another one that somebody names, or for none yet."""

from datetime import datetime

from bot.app.context.command import SURE
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, dates, proposing, telling, understanding
from bot.core.model import Language
from bot.core.outgoing import Keyboard
from bot.core.purposes import PAIR, PAIR_STEP, PAIR_SURE
from bot.core.saying import beside
from bot.core.session.pair import Pair
from bot.storage import talks


def wants_other(occasion: Occasion, here: Pair, text: str) -> bool:
    """Ask somebody who names another day and time than the one agreed on whether the others may hear so; return whether
    they did name one."""
    found = understanding.read(occasion, here, text)
    if (here.meets_at and here.meets_at <= occasion.now) or not understanding.is_date(found, text):
        return False
    _ask_whether(occasion, here, understanding.settled(occasion, here, found, text))
    return True


def move(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under an agreed date: all find another one, once whoever wants to is sure; it may carry one."""
    own = " ".join(word for word in words[1:] if word != SURE)
    if here.on.step.on_date and not cards.is_of_this_date(here, words[:1]):
        occasion.hint("practices.other_date", is_open=True)
    elif not here.on.step.on_date or (here.meets_at and here.meets_at <= occasion.now):
        occasion.hint("practices.over")
    elif SURE in words:
        _call_off(occasion, here, own)
    elif own:
        _ask_whether(occasion, here, understanding.meant(occasion, here, own))
    else:
        _ask_whether_sure(occasion, here, None)


def _ask_whether(occasion: Occasion, here: Pair, at: datetime | None) -> None:
    """Ask whether a date may take the place of the one that stands, if it is another; none once it was asked about."""
    if at is not None and at == here.meets_at:
        occasion.answer("practices.stays_so", meets_at=at)
    elif at is not None:
        _ask_whether_sure(occasion, here, at)


def _call_off(occasion: Occasion, here: Pair, own: str) -> None:
    """Let all find another date, and tell the others so; with one that the button carries as what is proposed."""
    if not own:
        _date_anew(occasion, here, "practices.moved")
    elif at := understanding.meant(occasion, here, own):
        was, anew = here.meets_at, dates.without_date(occasion, here)
        talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
        proposing.ask_others(occasion, anew, at, was)


def _ask_whether_sure(occasion: Occasion, here: Pair, at: datetime | None) -> None:
    """Ask somebody whether the others may hear that a date is off, and perhaps which one there could be instead."""
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    page = beside.as_offer([at.astimezone(occasion.zone).replace(tzinfo=None)]) if at else None
    ways, purpose = ways_to_move(occasion, here, occasion.language, at), PAIR_SURE.of(here.id, page)
    occasion.show("practices.sure_to_move", ways, purpose=purpose, at=at, **facts)


def ways_to_move(occasion: Occasion, here: Pair, language: Language, at: datetime | None = None) -> Keyboard:
    """Return the buttons under the question whether a date that stands is off, perhaps for another one."""
    said = [str(cards.stamp(here)), SURE]
    if at:
        said.append(f"{at.astimezone(occasion.zone):%Y-%m-%dT%H:%M}")
    yes = cards.button(occasion, here, "pair_move_sure", f"move {' '.join(said)}", language)
    return (yes,), (cards.button(occasion, here, "pair_date_stays", "open", language),)


def was_not_held(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button of whoever says that what was agreed for a date didn't happen: all find another one, once they
    are sure that it wasn't only the talk after it."""
    if not here.comes_after_date:
        occasion.hint("practices.step_closed")
    elif SURE not in words:
        ways = cards.ways_not_held(occasion, here, occasion.language)
        occasion.show("practices.sure_not_held", ways, purpose=PAIR_SURE.of(here.id), was=here.meets_at)
    else:
        _date_anew(occasion, here, "practices.not_held")


def _date_anew(occasion: Occasion, here: Pair, key: str) -> None:
    """Let all find another date, and tell the others so."""
    was, here = here.meets_at, dates.without_date(occasion, here)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    occasion.show(
        "practices.move",
        (),
        purpose=PAIR.of(here.id, here.state.position),
        **cards.facts(occasion, here, occasion.who, occasion.language),
    )
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        send_after = proposing.told_at(occasion, other, was)
        telling.tell(occasion, here, other, key, PAIR_STEP, send_after=send_after, name=occasion.who.name, was=was)
