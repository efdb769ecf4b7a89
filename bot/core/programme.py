"""A programme: questions, methods and scans in phases, with task, aim and room said first; where a team is in one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from bot.core.method import METHOD_ID
from bot.core.model import Pace
from bot.core.step import Bilingual, Line, Problem, Strict, refuse

MethodId = Annotated[str, StringConstraints(pattern=METHOD_ID, min_length=3, max_length=32)]
# How often one comes: each item on a day of its own, by a rhythm that goes on.
Each = Literal["week", "two weeks", "three weeks", "four weeks", "month", "two months"]
Turning = Literal["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
ONE_OF = "names {many} of question, family, method and scan; write exactly one"


class Item(Strict):
    """What comes at one moment: a `question` by its id, the next one of a `family`, a `method` that a group or pairs go
    through in a `pace`, or a `scan`.

    A question that is `blind` is answered in private, and all answers show at once.
    """

    question: MethodId | None = None
    family: Turning | None = None
    method: MethodId | None = None
    scan: MethodId | None = None
    pace: Pace | None = None
    blind: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> "Item":
        refuse(self, self._problems())
        return self

    def _problems(self) -> Iterator[Problem]:
        if (many := sum(1 for one in (self.question, self.family, self.method, self.scan) if one)) != 1:
            yield (), ONE_OF.format(many=many)
        if (self.pace is None) is bool(self.method):
            yield ("pace",), 'belongs to a method, and each has one: write pace = "calm" beside it, or remove it'
        if self.blind and (self.method or self.scan):
            yield ("blind",), "belongs to a question; remove it"

    @property
    def kind(self) -> Literal["prompt", "method", "scan"]:
        """What begins: a question, a method or a scan, as schedules call them."""
        return "method" if self.method else "scan" if self.scan else "prompt"

    @property
    def named(self) -> str | None:
        """What it names, where it names one thing."""
        return self.question or self.method or self.scan


class Phase(Strict):
    """A stretch of a programme: what it is called, what it is about, and what comes in it; the group itself goes on to
    the next one."""

    title: Bilingual
    about: Bilingual
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=20)]


class Programme(Strict):
    """A file in schedules/programmes/: how often something comes, and in which phases.

    `smaller` is the rhythm that is offered where nobody says what goes when this comes; `task`, `aim` and `room` are
    what people are asked to do, what for, and what they decide themselves; `rows` are those of the publications it
    carries.
    """

    id: MethodId
    order: Annotated[int, Field(strict=True, ge=1, le=99)] = 99
    source: Line
    rows: Annotated[tuple[Line, ...], Field(min_length=1)] = ("W11",)
    every: Each
    smaller: Each | None = None
    title: Bilingual
    task: Bilingual
    aim: Bilingual
    room: Bilingual
    phases: Annotated[tuple[Phase, ...], Field(min_length=1, max_length=8)]


@dataclass(frozen=True, slots=True)
class Coming:
    """An item that is to come, in a phase by its number from 0; `waits` where the group has to go on first."""

    item: Item
    phase: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Where a team is in a programme, as that was when it began or was changed since: in a phase, after so many of its
    items, numbers from 0. The coordinators `were_told` that the group has not gone on."""

    programme: Programme
    phase: int = 0
    step: int = 0
    were_told: bool = False

    @property
    def now_in(self) -> Phase:
        """The phase that is on."""
        return self.programme.phases[self.phase]

    @property
    def is_through(self) -> bool:
        """Whether all of the phase has come."""
        return self.step >= len(self.now_in.items)

    @property
    def is_last(self) -> bool:
        """Whether no phase comes after this one."""
        return self.phase + 1 >= len(self.programme.phases)

    @property
    def due(self) -> Item | None:
        """What comes next; nothing where the group has to go on first."""
        return None if self.is_through else self.now_in.items[self.step]

    @property
    def came_last(self) -> Item | None:
        """What came last in this phase."""
        return self.now_in.items[self.step - 1] if self.step else None

    def coming(self) -> Iterator[Coming]:
        """Yield all that is to come, phase by phase."""
        for at, phase in enumerate(self.programme.phases[self.phase :], self.phase):
            start = self.step if at == self.phase else 0
            for item in phase.items[start:]:
                yield Coming(item, at, waits=at > self.phase)

    def moved_on(self) -> "Course":
        """Return where the team is once what is due has come."""
        return replace(self, step=self.step + 1)

    def moved_back(self) -> "Course":
        """Return where the team was before what came last, which did not reach it."""
        return replace(self, step=max(self.step - 1, 0))

    def gone_on(self) -> "Course":
        """Return the beginning of the next phase."""
        return replace(self, phase=self.phase + 1, step=0, were_told=False)

    def told(self) -> "Course":
        """Return the same, where the coordinators know that the group has not gone on."""
        return replace(self, were_told=True)

    def with_items_of(self, other: "Course") -> "Course":
        """Return the same place with the items of another course of the programme, but for what has come by now: each
        comes once."""
        came = list(self.now_in.items[: self.step])
        left = list(other.now_items(self.phase))
        for item in came:
            if item in left:
                left.remove(item)
        now = self.now_in.model_copy(update={"items": (*came, *left)})
        rest = other.programme.phases[self.phase + 1 :]
        phases = (*self.programme.phases[: self.phase], now, *rest)
        return replace(self, programme=self.programme.model_copy(update={"phases": phases}))

    def now_items(self, phase: int) -> tuple[Item, ...]:
        """Return the items of a phase by its number from 0; none where there is no such phase."""
        return self.programme.phases[phase].items if phase < len(self.programme.phases) else ()

    def without(self, phase: int, item: int) -> "Course":
        """Return the course without an item that is to come, by numbers from 0. Raises LookupError where there is none
        such, or where it is all that its phase has."""
        if not (phase, item) >= (self.phase, self.step) or not 0 <= phase < len(self.programme.phases):
            raise LookupError("that has been, or never was")
        items = self.programme.phases[phase].items
        if not 0 <= item < len(items) or len(items) == 1:
            raise LookupError("there is no such item, or it is the only one")
        left = self.programme.phases[phase].model_copy(update={"items": (*items[:item], *items[item + 1 :])})
        phases = (*self.programme.phases[:phase], left, *self.programme.phases[phase + 1 :])
        return replace(self, programme=self.programme.model_copy(update={"phases": phases}))
