"""Known: what a pair's people said, were offered or were asked already of the day and time that they look for."""

from datetime import date, datetime, time, timedelta

from bot.app.context.occasion import Occasion
from bot.app.practices import dates, wishes
from bot.core import timing
from bot.core.purposes import PAIR_ASKED, PAIR_SURE, Purpose
from bot.core.saying import beside, proposals
from bot.core.saying.proposals import Half
from bot.core.session.pair import Pair
from bot.storage import messages

# Between a day and its time there may be a day of lessons; a time on the next morning is no answer to it.
HALF_LASTS = timedelta(hours=12)


def forget_half(occasion: Occasion, here: Pair, *people: int) -> None:
    """Forget which half of a moment people of a pair said: they named a whole one, or others did."""
    for person in people:
        messages.forget_page(occasion.database, person, PAIR_ASKED.of(here.id))


def half(occasion: Occasion, here: Pair) -> Half | None:
    """Return which half of a moment somebody said lately and was asked to complete, in the step that is on."""
    page, since = _asked(occasion, here)
    if page is None:
        return None
    return proposals.as_half(page) if page >= 0 else beside.sure_half(page, since.astimezone(occasion.zone))


def offered(occasion: Occasion, here: Pair) -> tuple[datetime, ...]:
    """Return the local moments, or days, that somebody was offered lately to choose from, in the step that is on."""
    page, since = _asked(occasion, here)
    is_choice = page is not None and page < 0 and not beside.is_only_named(page)
    return beside.offered_by(page, since.astimezone(occasion.zone)) if page is not None and is_choice else ()


def page(occasion: Occasion, here: Pair) -> int | None:
    """Return as a number what somebody was asked last, in the step that is on."""
    return _asked(occasion, here)[0]


def as_page(choices: tuple[datetime, ...], half: Half | None) -> int | None:
    """Return the number by which it is known later what somebody was asked: what they were offered, and which half of
    it is sure."""
    if choices:
        return beside.as_offer(choices, half)
    return None if half is None else proposals.as_number(half)


def named_last(occasion: Occasion, here: Pair) -> datetime | None:
    """Return the one instant that was read in what somebody wrote lately, and that they were asked about."""
    page, since = max((_asked(occasion, here, one) for one in (PAIR_ASKED, PAIR_SURE)), key=lambda asked: asked[1])
    there = () if page is None or page >= 0 else beside.offered_by(page, since.astimezone(occasion.zone))
    at = there[0] if len(there) == 1 else None
    return timing.wall_clock(at.date(), at.time(), occasion.zone) if at and at.time() != time.min else None


def _asked(occasion: Occasion, here: Pair, purpose: Purpose = PAIR_ASKED) -> tuple[int | None, datetime]:
    """Return as a number what is known by what somebody was asked lately, in the step that is on, and since when."""
    asked = messages.pages(occasion.database, occasion.who.id, purpose.of(here.id))
    page, since = asked[0] if asked else (None, None)
    if since is None or since < here.state.opened_at or occasion.at - since > HALF_LASTS:
        return None, here.state.opened_at
    return page, since


def named_before(occasion: Occasion, here: Pair) -> datetime | None:
    """Return the local moment that somebody's words may be next to: the one that stands, or that was proposed and that
    they know of."""
    return next(iter(on_the_table(occasion, here)), None)


def on_the_table(occasion: Occasion, here: Pair) -> list[datetime]:
    """Return the local moments to come that stand or were proposed, as far as somebody knows of them: others' first."""
    there: list[datetime | None] = [here.meets_at] if here.on.step.on_date else []
    if here.on.step.agrees_date:
        others = [] if dates.is_unseen(occasion, here) else wishes.by_others(occasion, here, occasion.who)
        there = [*others, here.wants.get(occasion.who.id)]
    return [at.astimezone(occasion.zone).replace(tzinfo=None) for at in there if at and at > occasion.now]


def last(occasion: Occasion, here: Pair) -> datetime | Half | None:
    """Return the local moment that somebody's words may be next to, as far as it is known: the day and the time that
    were named last in what they were asked about, and else what stands or was proposed."""
    day, clock = None, None
    for kept, since in _all_asked(occasion, here):
        there = beside.offered_by(kept, since) if kept < 0 else ()
        said = None if kept < 0 else proposals.as_half(kept)
        days, clocks = {one.date() for one in there}, {one.time() for one in there} - {time.min}
        day = day or (said if isinstance(said, date) else days.pop() if len(days) == 1 else None)
        clock = clock or (said if isinstance(said, time) else clocks.pop() if len(clocks) == 1 else None)
    if at := named_before(occasion, here):
        day, clock = day or at.date(), clock or at.time()
    return datetime.combine(day, clock) if day and clock else day or clock


def _all_asked(occasion: Occasion, here: Pair) -> list[tuple[int, datetime]]:
    """Return what is known by all that somebody was asked lately in the step that is on, newest first."""
    found = messages.pages(occasion.database, occasion.who.id, PAIR_ASKED.of(here.id))
    start = max(here.state.opened_at, occasion.at - HALF_LASTS)
    return [(page, since.astimezone(occasion.zone)) for page, since in found if page is not None and since >= start]


def days(occasion: Occasion, here: Pair) -> tuple[date, ...]:
    """Return the days on which a time alone is meant: of what somebody was offered to choose from, or named before."""
    at, there = last(occasion, here), offered(occasion, here)
    day = at.date() if isinstance(at, datetime) else at if isinstance(at, date) else None
    return tuple(dict.fromkeys(one.date() for one in there)) or ((day,) if day else ())
