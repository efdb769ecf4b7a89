"""Which question comes next: second steps in their time, nothing twice in a school year, the season, turns, depth."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from zlib import crc32

from bot.core.method import Family, Method, Season
from bot.core.own_question import number_of
from bot.core.timing import FreeDays

ROUNDS_APART = 8
ROUNDS_PER_DEPTH = 6
# So many weeks after its time a second step is still about something that people remember.
REMEMBERED = 8
# Of a family no more than so many in a row, while there are others.
IN_A_ROW = 2
# So many days are a summer; so many at least are a holiday from which people come back.
SUMMER, HOLIDAY = timedelta(days=27), timedelta(days=4)
AT_THE_EDGE, BACK = timedelta(weeks=6), timedelta(weeks=2)
# When report cards and evenings with parents are, as a rule; schools differ.
BY_MONTH: Mapping[Season, tuple[int, ...]] = {"reports": (2, 6, 11), "parents": (2, 3, 11)}
# What a team begins with: its own lessons, and what goes well.
FIRST: tuple[Family, ...] = ("R1", "R6")
# What fits after thinking along with somebody: trying something, and from seeing to doing.
AFTER_A_CASE: tuple[Family, ...] = ("R4", "R14")
CASE: Literal[""] = ""
# How a team learns here is asked now and then: so many weeks after the last time or its first question, and no sooner
# than so many questions later.
LEARNING_HERE: Family = "P11"
WEEKS_BETWEEN, ROUNDS_BETWEEN = timedelta(weeks=6), 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a team was asked, by its id, and on which day; of a consultation that ended, with the id CASE."""

    method: str
    on: date


@dataclass(frozen=True, slots=True)
class Turn:
    """The day on which a question is to come: when its school year began, and which seasons it is in."""

    day: date
    year_began: date
    seasons: frozenset[Season] = frozenset()


def seasons(day: date, free: FreeDays) -> frozenset[Season]:
    """Return where in the school year a day is, as far as questions go along with it."""
    found: set[Season] = {season for season, months in BY_MONTH.items() if day.month in months}
    for first, last, _ in free.ranges:
        if last - first >= SUMMER and last < day <= last + AT_THE_EDGE:
            found.add("start")
        if last - first >= SUMMER and first - AT_THE_EDGE <= day < first:
            found.add("end")
        if last - first >= HOLIDAY and last < day <= last + BACK:
            found.add("back")
    return frozenset(found)


def next_method(
    methods: Iterable[Method],
    history: Sequence[Asked],
    families: Sequence[str],
    seed: int,
    turn: Turn,
    left_out: Collection[str] = (),
) -> Method | None:
    """Return the question that fits a team best now, or None if there is none in these families but those `left_out`.

    `history` holds earlier rounds and consultations, oldest first; `seed` (the team) makes teams differ. What goes on
    with an earlier question comes first, once its weeks are over; twice a term, how the team learns here. Else come
    questions that were not asked in this school year, after a consultation those about doing something, those of the
    season (but not two in a row), the family that was heard longest ago (a new team begins with lessons and successes),
    what the team wrote itself and was not asked yet, and the depth that fits how far the team is.
    """
    by_id = {method.id: method for method in methods if method.family in families}
    left = {method_id: method for method_id, method in by_id.items() if method_id not in left_out}
    if found := _second_step(left, history, turn):
        return found
    candidates = _learning_here(left, by_id, history, turn) or _candidates(left, by_id, history, turn)
    return min(candidates, default=None, key=_Ranking(by_id, history, seed, turn).rank)


def _learning_here(
    left: Mapping[str, Method], by_id: Mapping[str, Method], history: Sequence[Asked], turn: Turn
) -> list[Method]:
    """Return which of some questions are on how a team learns here, if it is time for one of those."""
    known = {method.id for method in by_id.values() if method.family == LEARNING_HERE}
    rounds = [one for one in history if one.method != CASE]
    last = max((at for at, one in enumerate(rounds) if one.method in known), default=0)
    is_time = len(rounds) - last > ROUNDS_BETWEEN and turn.day - rounds[last].on >= WEEKS_BETWEEN
    return [method for method in left.values() if method.id in known] if is_time else []


def _second_step(by_id: Mapping[str, Method], history: Sequence[Asked], turn: Turn) -> Method | None:
    """Return the question that goes on with the one asked longest ago of those whose time it is."""
    asked = {one.method: one.on for one in history}
    due: list[tuple[date, str, Method]] = []
    for method in by_id.values():
        began = asked.get(method.follows) if method.follows else None
        if began is None or not method.weeks or asked.get(method.id, date.min) >= began:
            continue
        comes, last = (began + timedelta(weeks=method.weeks + more) for more in (0, REMEMBERED))
        if comes <= turn.day <= last:
            due.append((began, method.id, method))
    return min(due)[2] if due else None


def _candidates(
    left: Mapping[str, Method], by_id: Mapping[str, Method], history: Sequence[Asked], turn: Turn
) -> list[Method]:
    """Return what of some questions may come of itself: nothing of the last rounds, of another season, or that goes on
    with a question; and of no family for the third time in a row, while there are others."""
    rounds = [one.method for one in history if one.method != CASE]
    recent = set(rounds[-ROUNDS_APART:])
    in_turn = [method for method in left.values() if method.family != LEARNING_HERE] or list(left.values())
    found = [
        method
        for method in in_turn
        if method.id not in recent and not method.follows and (not method.season or turn.seasons & set(method.season))
    ]
    latest = [by_id[one].family if one in by_id else None for one in rounds[-IN_A_ROW:]]
    if len(latest) == IN_A_ROW and len(set(latest)) == 1:
        return [method for method in found if method.family != latest[0]] or found
    return found


class _Ranking:
    """How well a question fits a team now: the least of what it ranks comes first."""

    def __init__(self, by_id: Mapping[str, Method], history: Sequence[Asked], seed: int, turn: Turn) -> None:
        rounds = [one.method for one in history if one.method != CASE]
        self.seed = seed
        self.last_used = {method_id: position for position, method_id in enumerate(rounds)}
        self.last_family = {by_id[known].family: at for at, known in enumerate(rounds) if known in by_id}
        self.this_year = {one.method for one in history if one.on >= turn.year_began}
        self.depth = min(1 + len(rounds) // ROUNDS_PER_DEPTH, 3)
        self.is_after_case = bool(history) and history[-1].method == CASE
        before = by_id.get(rounds[-1]) if rounds else None
        # A new team begins as every team does, whatever the season.
        self.is_seasons_turn = bool(rounds) and (before is None or not before.season)

    def rank(self, method: Method) -> tuple[object, ...]:
        return (
            method.id in self.this_year,
            self.is_after_case and method.family not in AFTER_A_CASE,
            self.is_seasons_turn and not method.season,
            self.last_family.get(method.family, -1),
            method.family not in FIRST,
            method.id in self.last_used or number_of(method.id) is None,
            method.id in self.last_used,
            abs(method.depth - self.depth),
            self.last_used.get(method.id, -1),
            crc32(f"{self.seed}:{method.id}".encode()),
        )
