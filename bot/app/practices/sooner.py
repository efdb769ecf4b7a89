"""Sooner: what waits for somebody's working morning about their pairs, when they write to the bot before that."""

from collections.abc import Sequence
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices import cards
from bot.core.purposes import PAIR_DATE, PAIR_STEP, Purpose
from bot.core.session.pair import Pair
from bot.storage import pending

# That others went, or that it rests: of this nobody need be kept waiting who asks.
OVER = (Purpose("practices.rested"), Purpose("practices.no_date"), Purpose("practices.one_fewer"))


def tells_what_ended(occasion: Occasion) -> bool:
    """Let somebody who asks hear now what ended or became smaller; return whether anything did."""
    is_told = pending.let_go_out(occasion.database, occasion.who.id, OVER, occasion.now)
    if is_told:
        occasion.touched.add(occasion.who.id)
    return is_told


def tells_what_comes(occasion: Occasion, running: Sequence[Pair], *, is_asked: bool) -> bool:
    """Say on which day somebody hears more of a pair of theirs, and nothing of what or by whom, and that their words
    aren't kept, unless it `is_asked`; return whether they do. Whoever is asked by one of them hears of that on the day
    itself."""
    for here in (one for one in running if not one.asks_around):
        purposes = (PAIR_DATE.of(here.id), PAIR_STEP.of(here.id))
        if at := pending.comes_at(occasion.database, occasion.who.id, purposes):
            occasion.enter_team(here.team_of(occasion.who.id))
            title = occasion.in_team_words(here.state.outline.title, occasion.language)
            is_today = at.astimezone(occasion.zone).date() == occasion.today
            # Whoever is there all the same need not wait.
            ways = ((cards.button(occasion, here, "pair_show_now", "open", occasion.language),),)
            names: dict[str, Any] = {"at": at, "title": title, "is_asked": is_asked, "is_today": is_today}
            occasion.answer("practices.comes_on", ways if here.is_told else (), **names)
            return True
    return False
