"""Beforehand: the next question, consultation or scan comes at another time, once, or another question does."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.app.context import turns, unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import Planned, next_prompt, next_start
from bot.app.rhythm.skipping import UNDO, told
from bot.core import timing
from bot.core.method import Method
from bot.core.outgoing import Button
from bot.core.rights import Right
from bot.core.rotation import Asked
from bot.core.saying.clocks import said_at
from bot.core.saying.days import one_day
from bot.core.saying.moments import as_moment
from bot.core.saying.words import Unclear, plain
from bot.storage import beforehand, sessions
from bot.storage.beforehand import Decided

# A button says of which moment it is: the next one may be another by the time it is pressed.
OF_MOMENT = re.compile(r"(?P<slot>\d{4}-\d\d-\d\dt\d\d:\d\d)(?: (?P<rest>.*))?")
BY_TURN = ("auto", "vanzelf", "beurt")
# So many days, and so many questions, are a list that can be read.
DAYS_OFFERED, QUESTIONS_OFFERED = 5, 8
DAY = timedelta(days=1)


def move_next(occasion: Occasion, argument: str) -> None:
    """Answer /movenext and its buttons: what comes next comes at another time, once; with `undo`, at its own."""
    item, wanted = _meant(occasion, argument, next_start(occasion.house, occasion.here, occasion.now))
    if item is None:
        occasion.hint("planning.nothing_to_move")
    elif wanted.lower() in UNDO and item.at == item.slot:
        occasion.hint("planning.moved_nowhere", at=item.at)
    elif wanted.lower() in UNDO and item.slot <= occasion.now:
        occasion.hint("planning.moved_back_late", at=item.at)
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
    return (upcoming if found["slot"] == upcoming.key else None), found["rest"] or ""


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
    local = item.at.astimezone(occasion.zone)
    days = (occasion.today + timedelta(days=ahead) for ahead in range(1, 15))
    instants = [timing.wall_clock(day, local.time(), occasion.zone) for day in days if _is_open(occasion, day)]
    near = [at for at in instants if _obstacle(occasion, item, at) is None]
    rows = tuple(
        (
            Button(
                label=occasion.label("at", at=at),
                command=f"movenext {item.key} {at.astimezone(occasion.zone):%Y-%m-%dT%H:%M}",
            ),
        )
        for at in near[:DAYS_OFFERED]
    )
    occasion.show("planning.move_when", rows, item=told(item))


def _is_open(occasion: Occasion, day: date) -> bool:
    """Tell whether something may come on a day: school is on, and the team doesn't pause."""
    return timing.is_school_day(day, occasion.free) and not timing.is_among(occasion.here.pauses, day)


def _move(occasion: Occasion, item: Planned, wanted: str) -> None:
    """Let something come at the time that is wanted, on a day that is open, before that of the one after it."""
    at = _as_instant(occasion, item, wanted)
    if isinstance(at, Unclear):
        unheard.answer(occasion, "planning.bad_moment", at, wanted, f"movenext {item.key}")
    elif obstacle := _obstacle(occasion, item, at):
        occasion.hint(obstacle, at=at, following=_following(occasion, item))
    else:
        _decide(occasion, item, at if at != item.slot else None, _kept(occasion, item).method)
        back = occasion.button("move_undo", f"movenext {item.key} {UNDO[0]}", at=item.slot)
        rows = ((back,),) if item.slot > occasion.now and at != item.slot else ()
        occasion.show("planning.moved_to", rows, item=told(item), at=at)


def _obstacle(occasion: Occasion, item: Planned, at: datetime) -> str | None:
    """Return the sentence that says why something can't come at a time; None where it can."""
    day, following = at.astimezone(occasion.zone).date(), _following(occasion, item)
    if at == item.at:
        return "planning.moved_nowhere"
    if not _is_open(occasion, day):
        return "planning.moved_to_free"
    if not _is_decent(occasion, item, at):
        return "planning.moved_to_night"
    if following and day >= following.astimezone(occasion.zone).date():
        return "planning.moved_too_far"
    asked = sessions.asked_between(occasion.database, occasion.here.id, occasion.now - DAY, occasion.now)
    is_asked = any(one.state.started_at.astimezone(occasion.zone).date() == day for one in asked)
    return "planning.moved_to_same_day" if is_asked and item.schedule.kind == "prompt" else None


def _is_decent(occasion: Occasion, item: Planned, at: datetime) -> bool:
    """Tell whether a time is one of a school day, or the hour that the rhythm has anyway."""
    clock = at.astimezone(occasion.zone).time()
    return timing.DAY_STARTS <= clock <= timing.DAY_ENDS or clock == item.schedule.rhythm.at


def _as_instant(occasion: Occasion, item: Planned, wanted: str) -> datetime | Unclear:
    """Return the instant that somebody means; a day alone is at the hour that it has, and an hour on the day."""
    now, hour = occasion.now.astimezone(occasion.zone), item.at.astimezone(occasion.zone).time()
    day = one_day(wanted.lower(), occasion.today)
    if not isinstance(day, Unclear) and day is not None:
        at = timing.wall_clock(day, hour, occasion.zone)
        return at if at > occasion.now else Unclear("over")
    if clock := said_at(plain(wanted)):
        at = timing.wall_clock(item.at.astimezone(occasion.zone).date(), clock.at, occasion.zone)
        return at if at > occasion.now else Unclear("over")
    found = as_moment(wanted, now.replace(tzinfo=None), occasion.language)
    return found if isinstance(found, Unclear) else timing.wall_clock(found.date(), found.time(), occasion.zone)


def choose_next(occasion: Occasion, argument: str) -> None:
    """Answer /choosenext and its buttons: which question comes next; with `auto`, the one whose turn it is."""
    item, wanted = _meant(occasion, argument, next_prompt(occasion.house, occasion.here, occasion.now))
    if item is None:
        occasion.hint("planning.nothing_to_choose")
    elif wanted.lower() in (*BY_TURN, *UNDO):
        _decide(occasion, item, _kept(occasion, item).at, None)
        now_next = next_prompt(occasion.house, occasion.here, occasion.now)
        occasion.show("planning.by_turn", (), item=told(item), title=_title(occasion, now_next))
    elif method := _named(occasion, wanted):
        _decide(occasion, item, _kept(occasion, item).at, method.id)
        by_turn = occasion.button("choose_by_turn", f"choosenext {item.key} {BY_TURN[0]}")
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
    methods, history = occasion.house.content.prompts, turns.history(occasion.house, occasion.here)
    offered: list[str] = []
    in_turn = turns.Turns(occasion.house, occasion.here)
    day = item.at.astimezone(occasion.zone).date()
    for _ in range(QUESTIONS_OFFERED):
        history = [*history, *(Asked(one, day) for one in offered[-1:])]
        left = [method for method in methods.values() if method.id not in offered]
        if found := in_turn.next(day, history, left=left):
            offered.append(found.id)
    rows = tuple(
        (Button(label=methods[one].title.in_(occasion.language), command=f"choosenext {item.key} {one}"),)
        for one in offered
    )
    occasion.show("planning.choose_next", rows, item=told(item), title=_title(occasion, item), wanted=wanted[:40])


COMMANDS = (
    Command("movenext", "volgendeverzetten", steered(move_next, "movenext"), Right.SET_UP, GROUP, place=252),
    Command("choosenext", "volgendekiezen", steered(choose_next, "choosenext"), Right.SET_UP, GROUP, place=254),
)
