"""Pausing: what some people do together stands still for a while, as one of them wishes, and goes on by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, dates, walking
from bot.app.practices.cards import AS_LONG_AS_IT_TAKES
from bot.core import timing
from bot.core.model import Language
from bot.core.outgoing import Button
from bot.core.purposes import PAIR_PAUSED, PAIR_STEP
from bot.core.session import pair
from bot.core.session.pair import Pair
from bot.storage import pairs, retraction, talks

# For how many weeks it can stand still.
WEEKS = (2, 4)


def ways(occasion: Occasion, here: Pair, language: Language) -> tuple[Button, ...]:
    """Return the buttons that let a pair pause; none where a date stands, which can be moved, or while one asks
    others."""
    if here.on.step.on_date or here.asks_around:
        return ()
    return tuple(
        occasion.button_in(language, "pair_pause", f"pair {here.id} {here.state.position} pause {weeks}", weeks=weeks)
        for weeks in WEEKS
    )


def pause(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button that lets a pair stand still: its step opens anew after some weeks; all hear until when, and no
    reason."""
    weeks = as_number(words[0]) if words else 0
    if weeks not in WEEKS or not ways(occasion, here, occasion.language):
        occasion.hint("practices.over")
        return
    later = timing.in_daytime(occasion.now + timedelta(weeks=weeks), occasion.zone, belonging.free_days(occasion, here))
    paused = _opening_at(occasion, here, later)
    for person in here.people:
        retraction.take_back(occasion.database, person, PAIR_STEP.of(here.id))
        if here.on.step.agrees_date:
            dates.forget_proposals(occasion, here, person)
    talks.forget_session(occasion.database, here.id)
    go_on = cards.button(occasion, paused, "pair_unpause", "unpause", occasion.language)
    occasion.show(
        "practices.pauses",
        ((go_on,),),
        goes_on_at=later,
        **cards.facts(occasion, paused, occasion.who, occasion.language),
    )
    for other in belonging.each(occasion, paused, paused.others(occasion.who.id)):
        language = occasion.private_language(other)
        occasion.whisper(
            other,
            "practices.paused",
            ((cards.button(occasion, paused, "pair_unpause", "unpause", language),),),
            is_owed=True,
            purpose=PAIR_PAUSED.of(paused.id, paused.state.position),
            keeps=AS_LONG_AS_IT_TAKES,
            goes_on_at=later,
            **cards.facts(occasion, paused, other, language),
        )


def _opening_at(occasion: Occasion, here: Pair, later: datetime) -> Pair:
    """Store that the step that is on opens anew at an instant, with all of its time; what was said stays."""
    state = replace(here.state, opened_at=later, extensions=0)
    timed = pair.timed(replace(here, state=state), belonging.calendar(occasion, here))
    return pairs.save(occasion.database, replace(timed, is_told=False, is_paused=True))


def unpause(occasion: Occasion, here: Pair) -> None:
    """Answer the button that lets a pair go on before its time."""
    if not here.is_paused:
        occasion.hint("practices.step_closed")
        return
    for person in here.people:
        # Whoever hasn't heard of the pause need not.
        retraction.take_back(occasion.database, person, PAIR_PAUSED.of(here.id))
    occasion.show("practices.unpaused", ())
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        facts = cards.facts(occasion, here, other, occasion.private_language(other))
        name = occasion.who.name
        occasion.whisper(
            other, "practices.goes_on_again", is_owed=True, purpose=PAIR_PAUSED.of(here.id), name=name, **facts
        )
    walking.open_again(occasion, _opening_at(occasion, here, occasion.now))


def go_to_next(occasion: Occasion, here: Pair) -> None:
    """Let a pair that pauses stand at its next step, once the one whose turn it was has gone; at its end it is over."""
    later = pair.next_of(here, here.state.opened_at, belonging.calendar(occasion, here))
    if later.state.is_over:
        walking.go_on(occasion, here)
    else:
        pairs.save(occasion.database, replace(later, meets_at=None, is_told=False, is_paused=True))
