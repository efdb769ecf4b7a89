"""What a method file may say: the schema of prompts/, validated."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.core.model import Language, Pace, Who
from bot.core.modes import MODES, POST, SPECIAL_KEYS, Mode, having

Family = Literal["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
Activity = Literal["creating", "organising", "reflecting", "dialogue"]
if TYPE_CHECKING:
    ModeName = str
else:
    ModeName = Literal[tuple(MODES)]
Need = Literal["advice", "understanding", "practice", "mirror", "strength", "inquiry"]
METHOD_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_METHOD = 12

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
GroupSize = Annotated[int, Field(strict=True, ge=3, le=15)]
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


class Step(Strict):
    """One part of a method: who does what, how it is collected, and how long it is open.

    `window` counts working days at the calm pace, `minutes` those of a live session. `keeps` names the kind of entry
    it leaves. `items_from` is the number of the earlier step whose contributions are labelled or voted on.
    `examples` are contributions as people might write them, for a rehearsal.
    """

    who: Who = "all"
    mode: ModeName = "post"
    window: Annotated[int, Field(strict=True, ge=1, le=10)] = 1
    minutes: Annotated[int, Field(strict=True, ge=1, le=60)] | None = None
    keeps: Literal["answer", "success", "case", "commitment", "lesson"] = "answer"
    title: Bilingual | None = None
    ask: Bilingual
    meanwhile: Bilingual | None = None
    optional: bool = False
    at_most: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    items_from: Annotated[int, Field(strict=True, ge=1, le=LONGEST_METHOD)] | None = None
    labels: Annotated[tuple[Bilingual, ...], Field(max_length=4)] = ()
    options: Annotated[tuple[Bilingual, ...], Field(max_length=8)] = ()
    examples: Annotated[tuple[Bilingual, ...], Field(max_length=4)] = ()
    choose: Annotated[int, Field(strict=True, ge=1, le=4)] = 1

    @model_validator(mode="after")
    def _fits_its_mode(self) -> "Step":
        refuse(self, self._problems())
        return self

    @property
    def way(self) -> Mode:
        """How it collects."""
        mode = MODES[self.mode]
        return mode.of_owner if mode.of_owner and self.who == "owner" else mode

    def _problems(self) -> Iterator[Problem]:
        for keys in self.way.needs:
            yield from self._problems_of_need(keys)
        for key in sorted(SPECIAL_KEYS - self.way.keys):
            if getattr(self, key) != type(self).model_fields[key].default:
                yield (key,), _belongs_elsewhere(key, self.mode)
        if self.who != (doer := self.way.who or self.who):
            whose = {"helpers": "the helpers'", "owner": "the owner's"}.get(doer, doer)
            yield ("who",), f'is "{self.who}", and a {self.mode} step is {whose}; write who = "{doer}"'
        if self.keeps == "commitment" and not self.way.keeps_commitments:
            yield (
                ("keeps",),
                f"a commitment is written in a post or hidden step, and this one is {self.mode}; change one",
            )

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
SEVERAL = {"labels": "four", "options": "eight"}
FEWEST_OF_SEVERAL = 2
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
    if whole not in SEVERAL:
        return f"is missing; write {number}"
    others = "".join(f", or write {key}: {number}" for key in keys[1:])
    several = f"write [[steps.{whole}]] two to {SEVERAL[whole]} times, each with nl and en"
    return f"there is {count or 'none'}; {several}{others}"


class Method(Strict):
    """A file in prompts/reflection: a prompt (one step) with its title, ground and follow-up question."""

    id: Annotated[str, StringConstraints(pattern=METHOD_ID, min_length=3, max_length=32)]
    family: Family
    depth: Annotated[int, Field(strict=True, ge=1, le=3)]
    activity: Activity
    content: Literal["reflection"] = "reflection"
    source: Line
    title: Bilingual
    why: Bilingual
    follow_up: Bilingual
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=1)]

    @model_validator(mode="after")
    def _asks_everybody(self) -> "Method":
        step = self.steps[0]
        if step.who != "all" or step.way is not POST or step.keeps not in ("answer", "success"):
            what = 'a question is put to everybody: write who = "all", mode = "post", keeps = "answer"'
            refuse(self, [(("steps", 0), what)])
        return self


class LookBack(Strict):
    """What is asked of whoever made a commitment, some weeks later and in private."""

    weeks: Annotated[int, Field(strict=True, ge=1, le=6)] = 3
    ask: Bilingual


class Frame(Strict):
    """The file prompts/frame.toml: the steps that surround every method, and what is asked weeks later."""

    gather: Step
    collect: Step
    choose: Step
    consent: Step
    roles: Step
    check_out: Step
    commit: Step
    look_back: LookBack


class Walkthrough(Strict):
    """A file in prompts/consultation: a method of several steps around a case.

    `case` says whose it is: one owner's, several owners' at once, each one's in turn, or nobody's (a shared task).
    `size` is the smallest and largest group; `safety` is 1 for any group to 3 for one that knows each other well.
    """

    id: Annotated[str, StringConstraints(pattern=METHOD_ID, min_length=3, max_length=32)]
    order: Annotated[int, Field(strict=True, ge=1, le=99)]
    evidence: Literal["sourced", "partly", "derived"]
    source: Line
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    case: Literal["one", "several", "each", "none"] = "one"
    size: tuple[GroupSize, GroupSize]
    safety: Annotated[int, Field(strict=True, ge=1, le=3)]
    asks_owner: bool = False
    paces: Annotated[tuple[Pace, ...], Field(min_length=1)]
    title: Bilingual
    also_called: tuple[Line, ...] = ()
    purpose: Bilingual
    use: Bilingual
    not_for: Bilingual
    collect: Bilingual | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=LONGEST_METHOD)]
    look_back: LookBack | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "Walkthrough":
        refuse(self, self._problems())
        return self

    def _problems(self) -> Iterator[Problem]:
        if self.size[0] > self.size[1]:
            yield ("size",), f"goes from {self.size[0]} to {self.size[1]}; write the smaller number first"
        for key, named in {"needs": self.needs, "paces": self.paces}.items():
            if len(set(named)) < len(named):
                yield (key,), "names one twice; remove it"
        if self.safety == 3 and not self.asks_owner:
            yield ("asks_owner",), "at safety 3 the owner is asked in private first; write asks_owner = true"
        if self.case != "none" and self.steps[0].optional:
            yield ("steps", 0, "optional"), "the first step can't be optional; remove it"
        keeping = [at for at, step in enumerate(self.steps) if step.keeps == "commitment"]
        for at in keeping[1:]:
            why = f"step {keeping[0] + 1} keeps the commitment already, and a method has one at most"
            yield ("steps", at, "keeps"), f"{why}; remove it in one of the two"
        for at, step in enumerate(self.steps):
            for key, what in self._problems_of(at, step):
                yield ("steps", at, key), what

    def _problems_of(self, at: int, step: Step) -> Iterator[tuple[str, str]]:
        for key in ("title", "minutes"):
            if getattr(step, key) is None:
                yield key, MISSING
        if self.case == "none" and step.way.who:
            yield (
                "mode",
                f'a {step.mode} step needs a case owner, and case = "none"; choose another mode, or another case',
            )
        elif self.case == "none" and step.who in ("owner", "helpers"):
            yield "who", f'is "{step.who}", and with case = "none" there is no owner; write who = "all"'
        if step.way.is_together and self.paces != ("live",):
            yield (
                "mode",
                f"a {step.mode} step is done in a room or call; "
                'at the top, write paces = ["live"], or choose another mode',
            )
        if step.items_from is not None and (why := self._why_no_list(step.items_from, at)):
            lists = [str(number) for number, earlier in enumerate(self.steps[:at], start=1) if earlier.way.is_listed]
            do = f"write the number of an earlier step in which people write: {' or '.join(lists)}"
            yield "items_from", f"{why}; {do if lists else 'add a step before it in which people write'}"

    def _why_no_list(self, number: int, at: int) -> str | None:
        if number > len(self.steps):
            return f"there is no step {number}"
        if number > at:
            return f"step {number} does not come before this one"
        step = self.steps[number - 1]
        return None if step.way.is_listed else f"step {number} is a {step.mode} step, which leaves no list"
