"""A consultation to move: its steps, its people, and the calendar they have."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.core.consultation import (
    Consultation,
    Planned,
    hear,
)
from bot.core.deadlines import Calendar
from bot.core.model import Pace, Who
from bot.core.steering import (
    AtDeadline,
    advance,
    begin,
)
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
    return tuple(Planned(str(number), one) for number, one in enumerate(steps, start=1))


def begun(*plan: Planned, pace: Pace = "calm", owner: int | None = ANNA, people: frozenset[int] = ALL) -> Consultation:
    return begin(plan, pace, people, MONDAY, ALWAYS, owner)


def on(consultation: Consultation, times: int = 1, now: datetime = TUESDAY) -> Consultation:
    """Return a consultation some steps further."""
    for _ in range(times):
        consultation = advance(consultation, now, ALWAYS)
    return consultation


def heard(consultation: Consultation, *people: int) -> Consultation:
    for person in people:
        consultation = hear(consultation, person)
    return consultation


def in_turns(position: int, *steps: Step, owners: tuple[int, ...] = (ANNA, BRAM, CHRIS)) -> Consultation:
    """Return a consultation that gathers, goes through some steps for each of three owners, and then checks out."""
    rounds = tuple(Planned(str(key), one, turn) for turn in range(3) for key, one in enumerate(steps, start=1))
    return replace(begun(GATHER, *rounds, CHECK_OUT), position=position, owners=owners)
