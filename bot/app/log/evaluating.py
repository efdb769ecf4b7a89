"""Evaluating: how a team learns here, and how the bot serves it, asked of the group and of its coordinators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.log import offering
from bot.app.sessions import finding
from bot.core import timing
from bot.core.instrument import Instrument
from bot.core.outgoing import Button, Keyboard
from bot.core.session.terms import INSTRUMENT
from bot.storage import offers, programmes, schedules, sessions

# What coordinators are asked about the bot itself, once in so many weeks.
WHAT_ELSE, EACH_MONTH = "what else", timedelta(weeks=4)
# So early in the day or so late, a week is still a week.
ABOUT = timedelta(days=2)
# With more people a group is too large for everybody to be heard.
MANY = 12


@dataclass(frozen=True, slots=True)
class ScansInTime:
    """Instruments that fit a team so long after its first question, and each so many weeks again."""

    name: str
    instruments: tuple[str, ...]
    first: timedelta
    again: timedelta


SCANS = (
    ScansInTime("team", ("zijn-wij-een-team",), timedelta(weeks=1), timedelta(weeks=52)),
    ScansInTime("half year", ("sociaal-leren", "waardecreatie"), timedelta(weeks=20), timedelta(weeks=26)),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """Instruments that are to be offered at an instant, if so many `people` take part by then."""

    at: datetime
    instruments: tuple[Instrument, ...]
    people: int


def offer(occasion: Occasion) -> None:
    """Offer the group an instrument whose time it is, or else ask its coordinators what the bot should do otherwise;
    one of these in a week, and neither where no questions come."""
    asked = sessions.latest_methods(occasion.database, occasion.here.id)
    if not asked or schedules.find(occasion.database, occasion.here.id, "prompt") is None:
        return
    began = asked[0][1]
    if not _offer_scans(occasion, began):
        _ask_what_else(occasion, began)


def to_come(occasion: Occasion, weeks: Sequence[datetime], first: datetime) -> list[Offered]:
    """Return what the group is to be offered at the ends of some weeks; its first question comes at an instant, if none
    came yet."""
    asked = sessions.latest_methods(occasion.database, occasion.here.id)
    began = asked[0][1] if asked else first
    coming, left = [], list(weeks)
    for some in SCANS:
        due = _due_at(occasion, some, began)
        there = _instruments(occasion, some)
        while there and (at := next((week for week in left if week >= due), None)):
            left.remove(at)
            coming.append(Offered(at, there, _fewest(there)))
            due = at + some.again - ABOUT
    return coming


def _instruments(occasion: Occasion, some: ScansInTime) -> tuple[Instrument, ...]:
    """Return the instruments that there are of some; none where one of those comes by itself, or with a programme."""
    found = schedules.find(occasion.database, occasion.here.id, "scan")
    course = programmes.of_team(occasion.database, occasion.here.id)
    coming = {found.what[0]} if found else set()
    coming |= {item.scan for phase in course.programme.phases for item in phase.items if item.scan} if course else set()
    if coming & set(some.instruments):
        return ()
    return tuple(one for key in some.instruments if (one := occasion.house.content.instruments.get(key)))


def _fewest(there: Sequence[Instrument]) -> int:
    return max(one.minimum for one in there)


def _offer_scans(occasion: Occasion, began: datetime) -> bool:
    if sessions.open_in(occasion.database, occasion.here.id, INSTRUMENT):
        # One at a time; the next is offered a week later.
        return False
    for some in SCANS:
        there, people = _instruments(occasion, some), finding.counted(occasion)
        if not there or len(people) < _fewest(there) or occasion.now < _due_at(occasion, some, began):
            continue
        offers.note(occasion.database, occasion.here.id, some.name, occasion.now)
        rows: Keyboard = tuple(
            (Button(label=one.title.in_(occasion.here.language), command=f"scan {one.id}"),) for one in there
        )
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
        occasion.say(
            "evaluating.scans",
            rows,
            is_silent=True,
            send_after=after,
            what=some.name,
            people=len(people),
            is_large=len(people) > MANY,
        )
        return True
    return False


def _due_at(occasion: Occasion, some: ScansInTime, began: datetime) -> datetime:
    """Return from when it is time for some instruments, unless they were offered lately or filled in by themselves."""
    offered = offers.last(occasion.database, occasion.here.id, some.name)
    filled_in = sessions.last_held(occasion.database, occasion.here.id, some.instruments)
    if before := [at for at in (offered, filled_in) if at]:
        return max(before) + some.again - ABOUT
    return began + some.first - ABOUT


def _ask_what_else(occasion: Occasion, began: datetime) -> None:
    reachable = offering.coordinators(occasion)
    last = max(offers.last(occasion.database, occasion.here.id, WHAT_ELSE) or began, began)
    if not reachable or occasion.now < last + EACH_MONTH - ABOUT:
        return
    offers.note(occasion.database, occasion.here.id, WHAT_ELSE, occasion.now)
    for person in reachable:
        language, team_id = occasion.private_language(person), occasion.here.id
        rows: Keyboard = tuple(
            (occasion.button_in(language, f"otherwise_{word}", f"{command} *{team_id}"),)
            for word, command in (("rhythm", "rhythm"), ("kinds", "kinds"), ("pause", "pauseteam"))
        )
        occasion.whisper(person, "evaluating.what_else", rows, is_owed=True, team=occasion.here.name)
