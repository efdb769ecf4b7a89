"""A step of a method: who does what, how it is collected and for how long; and what all content files share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.core.model import Language, Who
from bot.core.session.modes import MODES, SPECIAL_KEYS, Mode, having

if TYPE_CHECKING:
    ModeName = str
else:
    ModeName = Literal[tuple(MODES)]
# What was held against the rules when a session began is not again: a newer rule stops nothing that runs.
AS_STORED = {"is_stored": True}
LONGEST_METHOD = 14

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Problem = tuple[tuple[str | int, ...], str]
MISSING = "missing"


def refuse(model: BaseModel, problems: Iterable[Problem]) -> None:
    """Raise every problem, each at its own place: a key, or a list's key, the number in it from 0, and so on."""
    errors = [
        InitErrorDetails(
            type=MISSING if what == MISSING else PydanticCustomError("rule", "{what}", {"what": what}),
            loc=where,
            input=None,
        )
        for where, what in problems
    ]
    if errors:
        raise ValidationError.from_exception_data(type(model).__name__, errors)


class Strict(BaseModel):
    """Base of everything read from files: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Strict):
    """One text in every language of the product."""

    nl: Line
    en: Line

    def in_(self, language: Language) -> str:
        """Return the text in one language."""
        return self.nl if language == "nl" else self.en


Scale = Literal["0-10", "1-5"]
LENGTHS: dict[Scale, range] = {"0-10": range(11), "1-5": range(1, 6)}


def values_of(scale: Scale | None, labels: Sequence[object]) -> range:
    """Return what a line may be marked with, from least to most: the numbers of a scale, or one for each label."""
    return LENGTHS[scale] if scale else range(1, len(labels) + 1)


class ScaleItem(Strict):
    """One line to mark: a statement, or a question with two poles; `part` is the heading that begins with it."""

    part: Bilingual | None = None
    text: Bilingual
    left: Bilingual | None = None
    right: Bilingual | None = None


class Asked(Strict):
    """One field of what a step asks part by part: its name, and its question."""

    name: Bilingual
    ask: Bilingual


class Department(Strict):
    """One of the parts in which a group splits up: its name, and what only whoever guides it is told to do."""

    name: Bilingual
    guide: Bilingual


class When(Strict):
    """When a step is done: where something got a label, or an option a vote, in an earlier step, each by its number."""

    step: Annotated[int, Field(strict=True, ge=1, le=LONGEST_METHOD)]
    label: Annotated[int, Field(strict=True, ge=1, le=4)]


class Example(Bilingual):
    """A contribution as somebody might write it; `by` whom, where it is only the owner's or only a helper's to say, or
    is what one of them has `noted` of what people said at a table. Where owners take turns it may be about the case of
    one `turn` alone, by its number from 1."""

    by: Literal["owner", "helpers", "noted"] | None = None
    turn: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None


class Step(Strict):
    """One part of a method: who does what, how it is collected, and how long it is open.

    `window` counts working days at the calm pace, or what `counts` says; `minutes` are those of a live session.
    `keeps` names the kind of entry it leaves. `items_from` is the number of the earlier step whose contributions are
    labelled or voted on, of which the group is told what got the label `tells_only`, or all. `items` are marked one by
    one on a `scale`, or by its labels; with `by_role` those who lead stand apart. `fields` are asked one after another.
    In `departments` the group splits up by lot.
    `shows` is the number of the earlier step whose outcome stands above the ask, 0 for what was brought as a case;
    with `shows_only` just what got that label, by its number, and with `shows_own` for each what they wrote there
    themselves, in private; that of another one, `shows_first`, stands above it. With `shows_last` it is what the group
    kept of the same method the last time, which an `outcome` is. An `optional` step is made an `offer` to its owner;
    without an offer of its own it goes with the one before it. One that `continues` goes on with the step before it,
    and people count the two as one. `when` says that it is only done where an earlier step came to something.
    `ask_live` is what it asks where people sit together, `first_live` what these do before, which the group alone is
    told, `read_along` what an owner is told who listens, and `in_turn`
    whether they speak one by one. Where it doesn’t remind (`reminds`), silence is an answer that nobody is asked
    about; where it doesn’t `reads_out`, nobody at one table reads out what they wrote. `without_facilitator` it isn’t
    whoever leads who does it. `examples` are contributions as people might write them, for a rehearsal; of fields as
    many for each, field by field. In a step that `agrees_date` two people find a day and a time, and one `on_date` is
    done then; one comes so many weeks `after_weeks` the step before; below what it asks stands, each time another, a
    question of those whose ids are its `ways_in`. Where nobody writes anything to one that `is_needed`, the
    rest of that session or turn is left out. What is written `about_work` is asked about first where it says what
    somebody is like.
    """

    who: Who = "all"
    mode: ModeName = "post"
    window: Annotated[int, Field(strict=True, ge=1, le=10)] = 1
    counts: Literal["days", "days from today", "half days", "half days from tomorrow"] = "days"
    minutes: Annotated[int, Field(strict=True, ge=1, le=60)] | None = None
    keeps: Literal["answer", "success", "case", "commitment", "lesson", "outcome"] = "answer"
    title: Bilingual | None = None
    ask: Bilingual
    meanwhile: Bilingual | None = None
    ask_live: Bilingual | None = None
    first_live: Bilingual | None = None
    read_along: Bilingual | None = None
    in_turn: bool = False
    reminds: bool = True
    reads_out: bool = True
    without_facilitator: bool = False
    continues: bool = False
    optional: bool = False
    offer: Bilingual | None = None
    when: When | None = None
    at_most: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    items_from: Annotated[int, Field(strict=True, ge=1, le=LONGEST_METHOD)] | None = None
    shows: Annotated[int, Field(strict=True, ge=0, le=LONGEST_METHOD)] | None = None
    shows_first: Annotated[int, Field(strict=True, ge=1, le=LONGEST_METHOD)] | None = None
    shows_only: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    shows_own: bool = False
    shows_last: bool = False
    labels: Annotated[tuple[Bilingual, ...], Field(max_length=4)] = ()
    tells_only: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    options: Annotated[tuple[Bilingual, ...], Field(max_length=8)] = ()
    examples: Annotated[tuple[Example, ...], Field(max_length=18)] = ()
    choose: Annotated[int, Field(strict=True, ge=1, le=4)] = 1
    items: Annotated[tuple[ScaleItem, ...], Field(max_length=24)] = ()
    scale: Scale | None = None
    by_role: bool = False
    agrees_date: bool = False
    on_date: bool = False
    after_weeks: Annotated[int, Field(strict=True, ge=1, le=8)] | None = None
    ways_in: Annotated[tuple[str, ...], Field(max_length=12)] = ()
    about_work: bool = False
    is_needed: bool = False
    fields: Annotated[tuple[Asked, ...], Field(max_length=9)] = ()
    departments: Annotated[tuple[Department, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _fits_its_mode(self, info: ValidationInfo) -> "Step":
        if info.context != AS_STORED:
            refuse(self, self._problems())
        return self

    @property
    def is_for_two(self) -> bool:
        """Whether it asks for something that only those do who go through a method in their own time."""
        return bool(self.agrees_date or self.on_date or self.after_weeks or self.about_work)

    @property
    def way(self) -> Mode:
        """How it collects."""
        mode = MODES[self.mode]
        return mode.of_owner if mode.of_owner and self.who == "owner" else mode

    @property
    def most(self) -> int | None:
        """How many times one may write to it; None where that is left to people."""
        return self.at_most or len(self.fields) or None

    @property
    def values(self) -> range:
        """What its items may be marked with, from least to most."""
        return values_of(self.scale, self.labels)

    def _problems(self) -> Iterator[Problem]:
        for keys in self.way.needs:
            yield from self._problems_of_need(keys)
        for key in sorted(SPECIAL_KEYS - self.way.keys):
            if getattr(self, key) != type(self).model_fields[key].default:
                yield (key,), _belongs_elsewhere(key, self.mode)
        if self.who != (doer := self.way.who or self.who):
            whose = {"helpers": "the helpers'", "owner": "the owner's"}.get(doer, doer)
            yield ("who",), f'is "{self.who}", and a {self.mode} step is {whose}; write who = "{doer}"'
        yield from self._problems_of_telling()
        if self.without_facilitator and self.who in ("owner", "facilitator"):
            yield ("without_facilitator",), f"is for a step of several, and this one is for the {self.who}; remove it"
        if self.keeps in ("commitment", "outcome") and not self.way.keeps_commitments:
            what = {"commitment": "a commitment", "outcome": "an outcome"}[self.keeps]
            yield (
                ("keeps",),
                f"{what} is written in a post or hidden step, and this one is {self.mode}; change one",
            )

    def _problems_of_telling(self) -> Iterator[Problem]:
        """Yield what is wrong with what it shows, offers and tells."""
        if self.tells_only and self.tells_only > len(self.labels):
            yield ("tells_only",), f"is {self.tells_only}, and there are {len(self.labels)} labels; correct the number"
        for key in ("shows_only", "shows_own", "shows_first"):
            if getattr(self, key) and self.shows is None:
                yield (key,), f"says how an earlier step is shown; write shows = its number, or remove {key}"
        if self.offer and not self.optional:
            yield ("offer",), "is for an optional step; write optional = true, or remove it"
        if self.read_along and not self.way.owner_listens:
            yield (
                ("read_along",),
                f"is for a quiet step, in which the owner listens, and this step is {self.mode}; remove it",
            )
        if self.in_turn and not (self.way.is_for_all_in or self.way.owner_listens):
            yield ("in_turn",), f"is for a step in which people speak, and this one is {self.mode}; remove it"

    def _problems_of_need(self, keys: tuple[str, ...]) -> Iterator[Problem]:
        """Yield what is wrong with parts of a step of which its mode needs one, and only one."""
        there = [key for key in keys if getattr(self, key)]
        if len(there) > 1:
            yield (keys[0],), f"a {self.mode} step has either {' or '.join(keys)}; remove one of the two"
        elif not there or (there[0] in SEVERAL and len(getattr(self, there[0])) < FEWEST_OF_SEVERAL):
            yield (keys[0],), _wanted(keys, len(getattr(self, keys[0]) or ()))
        elif self.choose > len(self.options or range(self.choose)):
            yield ("choose",), f"is {self.choose}, and there are {len(self.options)} options; write a smaller number"


# Of these a step has several, or none: at most so many.
SEVERAL = {"labels": "four", "options": "eight", "fields": "nine", "departments": "four"}
EACH = {"fields": "name and ask", "departments": "name and guide"}
FEWEST_OF_SEVERAL = 2
MISSING_ONE = {
    "items": "is missing; write [[steps.items]] one to 24 times, each with text = { nl = …, en = … }",
    "scale": 'is missing; write scale = "1-5" or "0-10", or [[steps.labels]] two to four times',
}
STRAY = {
    "at_most": "counts what people write, and this step is {mode}; remove it",
    "labels": 'belong to {whose}, and this one is {mode}; remove them, or write mode = "{first}"',
}


def _belongs_elsewhere(key: str, mode: str) -> str:
    """Return what to do with a part of a step that its mode doesn't have."""
    names = having(key)
    whose = " or ".join(f"a {one} step" for one in names)
    said = STRAY.get(key, "is for {whose}, and this step is {mode}; remove it")
    return said.format(mode=mode, whose=whose, first=names[0])


def _wanted(keys: tuple[str, ...], count: int) -> str:
    """Return what to write where a step lacks what its mode needs one of."""
    number, whole = "the number of the earlier step whose list it is about", keys[0]
    if whole in MISSING_ONE:
        return MISSING_ONE[whole]
    if whole not in SEVERAL:
        return f"is missing; write {number}"
    others = "".join(f", or write {key}: {number}" for key in keys[1:])
    several = f"write [[steps.{whole}]] two to {SEVERAL[whole]} times, each with {EACH.get(whole, 'nl and en')}"
    return f"there is {count or 'none'}; {several}{others}"
