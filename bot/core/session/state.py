"""Where a session stands: its plan, the step that is on, its people, and what came from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.core.method import Method
from bot.core.model import Pace, Person
from bot.core.session.modes import ListIn
from bot.core.session.outline import UNKNOWN, Outline
from bot.core.session.terms import CASE, Terms
from bot.core.step import Bilingual, Step

Phase = Literal["running", "paused", "ended", "cancelled"]


# Of the frame's steps, those before anything of a case is told, and those after it.
OPENING = ("gather", "collect", "choose", "consent")
CLOSING = ("check_out", "commit")


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a session's plan: the method's, by its `number` from 1, or the frame's, which has none.

    `key` is what it is called. `turn` says whose case it is about where owners take turns.
    """

    key: str
    step: Step
    turn: int = 0
    number: int = 0

    @classmethod
    def own(cls, number: int, step: Step, turn: int = 0) -> "Planned":
        """Return one of a method's own steps."""
        return cls(str(number), step, turn, number)

    @property
    def is_put_down_once(self) -> bool:
        """Whether one message stands for it, put down for all, in whose place another comes: what it asks shows what
        stands, where it is opened once more."""
        return self.step.who == "facilitator" and self.step.most == 1

    @property
    def shows_words_in_private(self) -> bool:
        """Whether its message in private holds others' words, to label, to look back on or to put others in place."""
        is_shown = self.step.shows is not None or self.step.shows_last or self.is_put_down_once
        return self.step.way.list_in is ListIn.PRIVATE or self.step.way.groups_a_list or is_shown

    @property
    def shows_words_in_group(self) -> bool:
        """Whether its message in the group holds people's words: to vote on, look back on or put others in place."""
        is_carried = self.step.shows_first is not None or (self.step.shows is not None and not self.step.shows_own)
        is_listed = self.step.way.list_in is ListIn.GROUP or self.step.way.groups_a_list
        return is_listed or is_carried or self.step.shows_last or self.is_put_down_once

    @property
    def is_frames(self) -> bool:
        """Whether it is one of the steps around every method."""
        return not self.number

    @property
    def is_opening(self) -> bool:
        """Whether it comes before anything of a case is told."""
        return self.key in OPENING

    @property
    def is_closing(self) -> bool:
        """Whether it comes after the method's own steps."""
        return self.key in CLOSING


@dataclass(frozen=True, slots=True)
class State:
    """Where a session stands: all that its next move depends on.

    `people` said that they are in; a session for a whole team names nobody. `position` is the step that is on, from
    0. `heard` had their say in it or passed, `given` contributed and may have more to say, `away` can't be waited
    for. `lately_silent` were addressed by an earlier step and not heard. `seen` is the last step in which the
    facilitator did anything; steps that were skipped right after it count as seen. `wanted` are optional steps that
    the owner asked for. `begun_by` is who began it, where somebody did.
    """

    plan: tuple[Planned, ...]
    pace: Pace
    people: frozenset[int]
    started_at: datetime
    stops_at: datetime
    opened_at: datetime
    due_at: datetime
    position: int = 0
    phase: Phase = "running"
    owners: tuple[int, ...] = ()
    facilitator: int | None = None
    begun_by: int | None = None
    seen: int = 0
    heard: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    away: frozenset[int] = frozenset()
    lately_silent: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()
    extensions: int = 0
    is_reminded: bool = False
    is_stuck: bool = False
    is_asked_to_stop: bool = False
    paused_at: datetime | None = None
    terms: Terms = CASE
    outline: Outline = UNKNOWN

    def outline_or_of(self, method: Method | None) -> Outline:
        """Return the outline; of a session that began before it was kept, that of its method, if it is still there."""
        return self.outline if self.outline.title or method is None else Outline.of(method)

    @property
    def now_on(self) -> Planned:
        """The step that is on. Raises IndexError once the session has ended."""
        return self.plan[self.position]

    @property
    def hangs_on_what_came(self) -> bool:
        """Whether the step that is on is one of the method's that need not always be done: about a list, or a label or
        vote."""
        on = None if self.is_over else self.now_on
        return on is not None and not on.is_frames and (on.step.items_from is not None or on.step.when is not None)

    @property
    def ask(self) -> Bilingual:
        """What the step that is on asks: where people sit together, as one says it there."""
        step = self.now_on.step
        return step.ask_live if step.ask_live and self.pace == "live" else step.ask

    @property
    def is_over(self) -> bool:
        """Whether nothing can be contributed any more."""
        return self.phase in ("ended", "cancelled")


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a method in a team: where it stands, and the topic it is held in, if it has its own.

    `code` is a word nobody can guess, for links into the private chat. `moment_id` is the moment of a rhythm that
    started it, if none of the people did. Once it has closed, `available` and `took_part` are how many there were and
    did. `kept` is where it stands as it is stored, and `wake_at` when time next owes it something, as is stored too:
    only what differs is written. `has_nudges` tells whether anybody asked to be reminded of it, `is_beside` whether the
    team was at another walkthrough, and `persons` are those in one, or whose case it is, all as it was read.
    """

    id: int
    team_id: int
    method: str
    code: str
    state: State
    topic_id: int | None = None
    moment_id: int | None = None
    available: int | None = None
    took_part: int | None = None
    kept: State | None = field(default=None, compare=False, repr=False)
    wake_at: datetime | None = field(default=None, compare=False, repr=False)
    has_nudges: bool = field(default=False, compare=False, repr=False)
    is_beside: bool = field(default=False, compare=False, repr=False)
    persons: Mapping[int, Person] = field(default_factory=dict, compare=False, repr=False)

    def at(self, state: State) -> "Session":
        """Return the session where it stands now; it is not stored yet."""
        return replace(self, state=state)

    def at_step(self, position: int) -> "Session":
        """Return the session as it is at one of its steps, from 0."""
        return self.at(replace(self.state, position=position))

    @property
    def step(self) -> int:
        """The step that is on, counted from 1, as entries have it; of one that has ended, the last."""
        return min(self.state.position + 1, max(len(self.state.plan), 1))
