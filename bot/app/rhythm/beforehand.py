"""Beforehand: the next question or consultation comes at another time, once, or another question does."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import Planned, next_prompt, next_start
from bot.app.rhythm.skipping import UNDO, told
from bot.core import rotation, timing
from bot.core.method import Method
from bot.core.outgoing import Button
from bot.core.rights import Right
from bot.core.saying.days import one_day
from bot.core.saying.moments import as_moment
from bot.core.saying.words import Unclear
from bot.storage import beforehand, sessions
from bot.storage.beforehand import Decided

# A button says of which moment it is: the next one may be another by the time it is pressed.
OF_MOMENT = re.compile(r"(?P<slot>\d{4}-\d\d-\d\dt\d\d:\d\d)(?: (?P<rest>.*))?")
BY_TURN = ("auto", "vanzelf", "beurt")
# So many days, and so many questions, are a list that can be read.
DAYS_OFFERED, QUESTIONS_OFFERED = 5, 8


def move_next(occasion: Occasion, argument: str) -> None:
    """Answer /movenext and its buttons: what comes next comes at another time, once; with `undo`, at its own."""
    item, wanted = _meant(occasion, argument, next_start(occasion.house, occasion.here, occasion.now))
    if item is None:
        occasion.hint("planning.nothing_to_move")
    elif wanted.lower() in UNDO:
        _decide(occasion, item, None, _kept(occasion, item).method)
        occasion.show("planning.moved_back", (), item=told(replace(item, at=item.slot)))
    elif not wanted:
        _ask_when(occasion, item)
    else:
        _move(occasion, item, wanted)


def _meant(occasion: Occasion, argument: str, upcoming: Planned | None) -> tuple[Planned | None, str]:
    """Return the moment that somebody means, if it is still the next one, and what they want of it."""
    found = OF_MOMENT.fullmatch(argument.strip())
    if found is None or upcoming is None:
        return upcoming, argument.strip()
    return (upcoming if found["slot"] == _name(upcoming) else None), found["rest"] or ""


def _name(item: Planned) -> str:
    return f"{item.slot:%Y-%m-%dt%H:%M}"


def _kept(occasion: Occasion, item: Planned) -> Decided:
    return beforehand.find(occasion.database, item.schedule.id, item.slot)


def _decide(occasion: Occasion, item: Planned, at: datetime | None, method: str | None) -> None:
    beforehand.decide(occasion.database, item.schedule, item.slot, Decided(at, method))


def _following(occasion: Occasion, item: Planned) -> datetime | None:
    """Return when the moment after one falls; what comes before that stays in its place."""
    schedule = item.schedule
    return timing.next_slot(schedule.rhythm, schedule.anchor, occasion.zone, item.slot, occasion.free)


def _ask_when(occasion: Occasion, item: Planned) -> None:
    """Offer the school days nearby, at the same hour."""
    local, following = item.at.astimezone(occasion.zone), _following(occasion, item)
    days = (occasion.today + timedelta(days=ahead) for ahead in range(1, 15))
    instants = [timing.wall_clock(day, local.time(), occasion.zone) for day in days if _is_open(occasion, day)]
    near = [at for at in instants if at != item.at and (following is None or at < following)]
    rows = tuple(
        (
            Button(
                label=occasion.label("at", at=at),
                command=f"movenext {_name(item)} {at.astimezone(occasion.zone):%Y-%m-%dT%H:%M}",
            ),
        )
        for at in near[:DAYS_OFFERED]
    )
    occasion.show("planning.move_when", rows, item=told(item))


def _is_open(occasion: Occasion, day: date) -> bool:
    """Tell whether something may come on a day: school is on, and the team doesn't pause."""
    return timing.is_school_day(day, occasion.free) and not timing.is_among(occasion.here.pauses, day)


def _move(occasion: Occasion, item: Planned, wanted: str) -> None:
    """Let something come at the time that is wanted, on a day that is open, before the one after it."""
    at, following = _as_instant(occasion, item, wanted), _following(occasion, item)
    if isinstance(at, Unclear):
        unheard.answer(occasion, "planning.bad_moment", at, wanted, f"movenext {_name(item)}")
    elif not _is_open(occasion, at.astimezone(occasion.zone).date()):
        occasion.hint("planning.moved_to_free", at=at)
    elif following and at >= following:
        occasion.hint("planning.moved_too_far", at=at, following=following)
    else:
        _decide(occasion, item, at if at != item.slot else None, _kept(occasion, item).method)
        back = occasion.button("move_undo", f"movenext {_name(item)} {UNDO[0]}", at=item.slot)
        occasion.show("planning.moved_to", ((back,),), item=told(replace(item, at=item.slot)), at=at)


def _as_instant(occasion: Occasion, item: Planned, wanted: str) -> datetime | Unclear:
    """Return the instant that somebody means; a day alone is at the hour that it has."""
    now, hour = occasion.now.astimezone(occasion.zone), item.at.astimezone(occasion.zone).time()
    day = one_day(wanted.lower(), occasion.today)
    if not isinstance(day, Unclear) and day is not None:
        at = timing.wall_clock(day, hour, occasion.zone)
        return at if at > occasion.now else Unclear("over")
    found = as_moment(wanted, now.replace(tzinfo=None), occasion.language)
    return found if isinstance(found, Unclear) else timing.wall_clock(found.date(), found.time(), occasion.zone)


def choose_next(occasion: Occasion, argument: str) -> None:
    """Answer /choosenext and its buttons: which question comes next; with `auto`, the one whose turn it is."""
    item, wanted = _meant(occasion, argument, next_prompt(occasion.house, occasion.here, occasion.now))
    if item is None:
        occasion.hint("planning.nothing_to_choose")
    elif wanted.lower() in BY_TURN:
        _decide(occasion, item, _kept(occasion, item).at, None)
        now_next = next_prompt(occasion.house, occasion.here, occasion.now)
        occasion.show("planning.by_turn", (), item=told(item), title=_title(occasion, now_next))
    elif method := _named(occasion, wanted):
        _decide(occasion, item, _kept(occasion, item).at, method.id)
        by_turn = occasion.button("choose_by_turn", f"choosenext {_name(item)} {BY_TURN[0]}")
        title = method.title.in_(occasion.language)
        occasion.show("planning.chosen", ((by_turn,),), item=told(item), title=title)
    else:
        _offer(occasion, item, wanted)


def _title(occasion: Occasion, item: Planned | None) -> str:
    method = occasion.house.content.prompts.get(item.method) if item and item.method else None
    return method.title.in_(occasion.language) if method else ""


def _named(occasion: Occasion, wanted: str) -> Method | None:
    """Return the question that somebody names, by its id or its title in either language."""
    prompts, said = occasion.house.content.prompts, wanted.strip(" “”\"'?").casefold()
    titles = {title.strip("?").casefold(): one for one in prompts.values() for title in (one.title.nl, one.title.en)}
    return prompts.get(said) or titles.get(said)


def _offer(occasion: Occasion, item: Planned, wanted: str) -> None:
    """Offer the questions whose turn it is next, one after the other."""
    methods, history = occasion.house.content.prompts, sessions.latest_methods(occasion.database, occasion.here.id)
    offered: list[str] = []
    for _ in range(QUESTIONS_OFFERED):
        history = [*history, *offered[-1:]]
        left = [method for method in methods.values() if method.id not in offered]
        if found := rotation.next_id(left, history, item.schedule.what, occasion.here.id):
            offered.append(found)
    rows = tuple(
        (Button(label=methods[one].title.in_(occasion.language), command=f"choosenext {_name(item)} {one}"),)
        for one in offered
    )
    occasion.show("planning.choose_next", rows, item=told(item), title=_title(occasion, item), wanted=wanted[:40])


COMMANDS = (
    Command("movenext", "volgendeverzetten", steered(move_next, "movenext"), Right.SET_UP, GROUP, place=252),
    Command("choosenext", "volgendekiezen", steered(choose_next, "choosenext"), Right.SET_UP, GROUP, place=254),
)
