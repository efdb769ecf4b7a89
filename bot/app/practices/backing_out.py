"""Backing out: a date doesn't suit after all, or somebody leaves something, said in words of their own."""

from collections.abc import Sequence
from datetime import date

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.practices import cards, known
from bot.core.method import THREE
from bot.core.model import LANGUAGES, WEEKDAYS, Language, Weekday
from bot.core.outgoing import Keyboard
from bot.core.purposes import PAIR_ASKED, PAIR_OFF
from bot.core.saying.calling_off import calls_off, drops, names_time
from bot.core.saying.words import as_weekday, plain
from bot.core.session.pair import Pair
from bot.storage import talks


def offers(occasion: Occasion, here: Pair, text: str) -> bool:
    """Show somebody whose words may be about a pair that they back out of the buttons that do so; return whether they
    may be. The others hear nothing before one is pressed."""
    if not _may_be(occasion, here, text):
        return _is_half_off(occasion, here, text)
    has_date = _has_date(occasion, here)
    proposed = None if has_date else here.wants.get(occasion.who.id)
    if proposed:
        # What is written next is another day and time.
        talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.answer(
        "practices.off_after_all",
        ways(occasion, here, occasion.language),
        purpose=PAIR_OFF.of(here.id, here.state.position),
        proposed=proposed,
        has_date=has_date,
        is_after=here.comes_after_date,
        is_small=len(here.people) <= THREE,
        **facts,
    )
    return True


def _is_half_off(occasion: Occasion, here: Pair, text: str) -> bool:
    """Ask for another day and time whoever says that the half of a moment which they named doesn't suit after all;
    return whether they do."""
    half = known.half(occasion, here) if here.on.step.agrees_date and calls_off(text) else None
    # "11.00 kan niet, 10.00 wel" says something of the other half.
    if half is None or (names_time(text) if isinstance(half, date) else _names_day(text)):
        return False
    known.forget_half(occasion, here, occasion.who.id)
    rest = (cards.button(occasion, here, "pair_rest", "rest", occasion.language),)
    day = half if isinstance(half, date) else None
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.answer("practices.half_off", (rest,), purpose=PAIR_ASKED.of(here.id), day=day, **facts)
    return True


def ways(occasion: Occasion, here: Pair, language: Language) -> Keyboard:
    """Return the buttons for somebody who backs out: first what they mean most likely, last that it rests."""
    rest = cards.button(occasion, here, "pair_rest", "rest", language)
    if _has_date(occasion, here):
        return (cards.button(occasion, here, "pair_move", f"move {cards.stamp(here)}", language),), (rest,)
    if here.wants.get(occasion.who.id):
        return (cards.button(occasion, here, "pair_move", "other", language),), (rest,)
    if here.comes_after_date:
        return (cards.button(occasion, here, "pair_not_held", "nothing", language),), (rest,)
    return ((rest,),)


def meant(occasion: Occasion, running: Sequence[Pair], text: str) -> list[Pair]:
    """Return those of somebody's pairs that words may be about which say that something doesn't suit after all: of
    several those whose day they name, or whose name."""
    there = [here for here in running if _may_be(occasion, here, text)]
    on_day = [here for here in there if _is_on_day(occasion, here, text)]
    named = [here for here in there if _is_named(here, text)]
    return on_day or named or there


def _may_be(occasion: Occasion, here: Pair, text: str) -> bool:
    if here.asks_around or here.state.is_over:
        return False
    is_after = here.comes_after_date and here.on.step.way.by_press
    stands = is_after or _has_date(occasion, here) or (here.on.step.agrees_date and occasion.who.id in here.wants)
    takes_back = occasion.who.id in here.wants and short_words.means(occasion, text, "retracting")
    return drops(text) or (stands and (calls_off(text) or takes_back))


def _has_date(occasion: Occasion, here: Pair) -> bool:
    """Tell whether a pair agreed on a date that is still to come."""
    return here.is_told and here.on.step.on_date and here.meets_at is not None and here.meets_at > occasion.now


def _is_on_day(occasion: Occasion, here: Pair, text: str) -> bool:
    if here.meets_at is None or not _has_date(occasion, here):
        return False
    return WEEKDAYS[here.meets_at.astimezone(occasion.zone).weekday()] in _weekdays(text)


def _names_day(text: str) -> bool:
    return bool(_weekdays(text) - {None})


def _weekdays(text: str) -> set[Weekday | None]:
    return {as_weekday(word.strip("?!:()")) for word in plain(text).split()}


def _is_named(here: Pair, text: str) -> bool:
    title = here.state.outline.title
    return title is not None and any(title.in_(language).lower() in text.lower() for language in LANGUAGES)
