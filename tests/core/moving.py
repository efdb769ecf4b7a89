"""A consultation to move: its steps, its people, and the calendar they have."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.core.model import Pace, Who
from bot.core.session.deadlines import Calendar
from bot.core.session.moving import (
    AtDeadline,
    advance,
    begin,
)
from bot.core.session.state import Planned, State
from bot.core.session.taking_part import hear
from bot.core.step import Bilingual, Step
from bot.core.timing import FreeDays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
ANNA, BRAM, CHRIS, DEMI, ELIF, FARID, GIJS, STRANGER = 1, 2, 3, 4, 5, 6, 7, 99
ALL = frozenset({ANNA, BRAM, CHRIS, DEMI})
ALWAYS = Calendar(AMSTERDAM, FreeDays())
SAID = Bilingual(nl="Wat zie je?", en="What do you see?")
MOVE_ON, EXTEND, ASK = AtDeadline.MOVE_ON, AtDeadline.EXTEND, AtDeadline.ASK


def local(text: str) -> datetime:
    """Return the instant at which a clock in Amsterdam shows a date and time."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def shown(instant: datetime) -> str:
    return f"{instant.astimezone(AMSTERDAM):%a %m-%d %H:%M}"


MONDAY, TUESDAY, WEDNESDAY = local("2026-11-23 10:00"), local("2026-11-24 10:00"), local("2026-11-25 10:00")

# Modes of which a step is always for the same people.
ALWAYS_FOR: dict[str, Who] = {"quiet": "helpers", "label": "owner"}


def step(
    who: Who = "all", mode: str = "post", window: int = 1, minutes: int | None = 10, optional: bool = False
) -> Step:
    who = ALWAYS_FOR.get(mode, who)
    labels, items_from = ((SAID, SAID), 1) if mode == "label" else ((), None)
    options = (SAID, SAID) if mode == "poll" else ()
    return Step(
        who=who,
        mode=mode,
        window=window,
        minutes=minutes,
        optional=optional,
        labels=labels,
        items_from=items_from,
        options=options,
        ask=SAID,
    )


GATHER, ROLES = Planned("gather", step("all", "confirm")), Planned("roles", step("all", "confirm"))
CHECK_OUT, COMMIT = Planned("check_out", step("all", "rate")), Planned("commit", step("owner", "post"))


def own(*steps: Step) -> tuple[Planned, ...]:
    return tuple(Planned.own(number, one) for number, one in enumerate(steps, start=1))


def begun(*plan: Planned, pace: Pace = "calm", owner: int | None = ANNA, people: frozenset[int] = ALL) -> State:
    return begin(plan, pace, people, MONDAY, ALWAYS, owner)


def on(state: State, times: int = 1, now: datetime = TUESDAY) -> State:
    """Return a consultation some steps further."""
    for _ in range(times):
        state = advance(state, now, ALWAYS)
    return state


def heard(state: State, *people: int) -> State:
    for person in people:
        state = hear(state, person)
    return state


def in_turns(position: int, *steps: Step, owners: tuple[int, ...] = (ANNA, BRAM, CHRIS)) -> State:
    """Return a consultation that gathers, goes through some steps for each of three owners, and then checks out."""
    rounds = tuple(Planned.own(key, one, turn) for turn in range(3) for key, one in enumerate(steps, start=1))
    return replace(begun(GATHER, *rounds, CHECK_OUT), position=position, owners=owners)
