"""The nouns of the product, frozen: places, people, teams, schedules, sessions and entries."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SCHOOL_WEEK: tuple[Weekday, ...] = WEEKDAYS[:5]

Pace = Literal["live", "sprint", "calm"]
Who = Literal["owner", "helpers", "all", "facilitator"]
PACES: tuple[Pace, ...] = ("live", "sprint", "calm")


class Role(StrEnum):
    """What somebody is in a team; one person may have several roles."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"


class Audience(StrEnum):
    """Who may see an entry; each includes the ones before it, except that 'group' means the session's people."""

    AUTHOR = "author"
    GROUP = "group"
    TEAM = "team"
    LEADER = "leader"
    ORGANISATION = "organisation"


# Who sees what its author released: those outside the team.
RELEASED = (Audience.LEADER, Audience.ORGANISATION)


def is_private(chat_id: int) -> bool:
    """Tell whether a chat is somebody's private one, which has that person's own, positive number."""
    return chat_id > 0


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or one topic in it, where something is said; numbers as the messenger gives them."""

    chat_id: int
    topic_id: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """Some days on end, from the first to the last, in local dates; with a name where they have one."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot has met, with the days of their leave; until `no_marks_until` no mark is tried in their private
    chat."""

    id: int
    name: str
    language: Language | None = None
    working_days: tuple[Weekday, ...] = SCHOOL_WEEK
    leave: tuple[Days, ...] = ()
    is_reachable: bool = False
    no_marks_until: datetime | None = None


class Obstacle(StrEnum):
    """Why a place takes no messages for now: a closed topic, a bot that may not write, a chat the messenger limits."""

    CLOSED = "closed"
    MUTED = "muted"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Term:
    """For how long words are kept: so many school years, or so many months."""

    number: int
    unit: Literal["years", "months"]


@dataclass(frozen=True, slots=True)
class Team:
    """A group, or a topic in one, that the bot was added to, called by both.

    On days in `pauses` nothing goes out, on its own `free_days` nobody works; `keeps` is for how long it keeps what is
    written; until `no_marks_until` no mark is tried there. It can't be spoken to where there is an `obstacle`, met at
    `barred_at`. Its questions are open for `open_days` school days, or until everybody has had a working day where that
    is None. Where it `is_blind` they are answered in private, and all answers show at once. Unless it `has_overviews`,
    it gets none by itself; the last one came at `overview_at`. So many weeks `after_case` a question follows a
    consultation, if any does. Questions `left_out`, by their ids, never come by turn.
    """

    id: int
    place: Place
    name: str
    language: Language
    zone: ZoneInfo
    region: str
    pauses: tuple[Days, ...] = ()
    free_days: tuple[Days, ...] = ()
    is_present: bool = True
    keeps: Term = Term(2, "years")
    no_marks_until: datetime | None = None
    topic_name: str | None = None
    obstacle: Obstacle | None = None
    barred_at: datetime | None = None
    open_days: int | None = None
    has_overviews: bool = True
    is_blind: bool = False
    after_case: int | None = None
    overview_at: datetime | None = None
    left_out: frozenset[str] = frozenset()


Every = Literal[
    "week",
    "two weeks",
    "three weeks",
    "four weeks",
    "month",
    "two months",
    "term",
    "half year",
    "year",
    "dates",
]
# What becomes of a moment that falls on a free day: it is let pass, or comes on the school day before or after.
OnFree = Literal["skip", "before", "after"]
# A question that follows a consultation has a schedule of its own.
ScheduleKind = Literal["prompt", "digest", "method", "overview", "after", "scan"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, on which days, at what local time; up to and including a day, if it ends.

    Of a month it is the first such weekdays in it, or those that `nth` says, of which -1 are the last; of a term those
    of every third month, of half a year of every sixth, of a year of every twelfth. Said to come so many `times`, it is
    given an end before it is kept. On `dates` of one's own it has no weekdays. Where it is said on which day it
    `begins`, it is counted from the first time it comes from then on, which is all that is kept of that. Where it says
    when the team `meets_at` on its days, it comes some school days ahead of that.
    """

    every: Every
    days: tuple[Weekday, ...]
    at: time
    nth: int = 1
    until: date | None = None
    on_free: OnFree = "skip"
    times: int | None = None
    dates: tuple[date, ...] = ()
    begins: date | None = None
    meets_at: time | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule that says when something starts for a team. `what` are the families of questions it takes turns with
    (all there are, if none is named), the id of a method and its pace, or that of an instrument. `next_slot` is the
    local time it is owed, in UTC; `next_at` is the instant at which the clock acts on it, a few seconds later for some
    teams."""

    id: int
    team_id: int
    kind: ScheduleKind
    rhythm: Rhythm
    anchor: date
    what: tuple[str, ...]
    next_slot: datetime
    next_at: datetime


# What a step keeps of what people say; and on the way there: a draft, a case brought to be chosen from or kept for the
# next time, a note for oneself. Of no step: what a team hangs on its wall, and what
# its people have to offer.
Kind = Literal[
    "answer",
    "success",
    "case",
    "commitment",
    "lesson",
    "draft",
    "candidate",
    "kept",
    "note",
    "tile",
    "skill",
    "afterthought",
    "outcome",
    "pass",
]
# What tiles, and what people offer, are called where a question or method has its id.
TILE: Final = "tile"
SKILLS: Final = "skills"
WISHES: Final = "wishes"
# Shelves are no questions: nothing on them is an answer.
SHELVES: Final = (TILE, SKILLS, WISHES)


@dataclass(frozen=True, slots=True)
class Entry:
    """One contribution in the log. `author` is None when it was given without a name.

    `voice` tells contributions of different people apart without saying whose they are. `crowd` is how many people
    contributed to the session without a name. `is_settled` once the session has closed. `changed_at` is when what a
    group put down together was changed after the end.
    """

    id: int
    team_id: int
    session_id: int
    method: str
    step: int
    author: Person | None
    audience: Audience
    kind: Kind
    text: str
    value: float | None
    at: datetime
    voice: int = 0
    crowd: int = 0
    is_settled: bool = True
    changed_at: datetime | None = None
