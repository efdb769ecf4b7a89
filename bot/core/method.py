"""What a method file may say: the schema of prompts/, validated."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.core.model import Language, Pace

Family = Literal["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
Activity = Literal["creating", "organising", "reflecting", "dialogue"]
Who = Literal["owner", "helpers", "all", "facilitator"]
Mode = Literal["post", "hidden", "open", "quiet", "label", "poll", "rate", "confirm", "solo", "live"]
Need = Literal["advice", "understanding", "practice", "mirror", "strength", "inquiry"]
METHOD_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Contributions to these stand apart from each other, so that a later step can list them.
LISTED: tuple[Mode, ...] = ("post", "hidden", "open", "quiet")

# Whose turn a mode is by its nature.
DOERS: dict[Mode, Who] = {"quiet": "helpers", "label": "owner"}
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
    mode: Mode = "post"
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

    def _problems(self) -> Iterator[Problem]:
        if self.mode == "label":
            yield from self._problems_of_labels()
        elif self.labels:
            yield (
                ("labels",),
                f'belong to a label step, and this one is {self.mode}; remove them, or write mode = "label"',
            )
        if self.mode == "poll":
            yield from self._problems_of_options()
        else:
            for key, is_there in {"options": bool(self.options), "choose": self.choose > 1}.items():
                if is_there:
                    yield (key,), f"is for a poll, and this step is {self.mode}; remove it"
        if self.mode not in ("label", "poll") and self.items_from is not None:
            yield ("items_from",), f"is for a label step or a poll, and this step is {self.mode}; remove it"
        if self.mode not in LISTED and self.at_most is not None:
            yield ("at_most",), f"counts what people write, and this step is {self.mode}; remove it"
        if self.who != (doer := DOERS.get(self.mode, self.who)):
            whose = {"helpers": "the helpers'", "owner": "the owner's"}[doer]
            yield ("who",), f'is "{self.who}", and a {self.mode} step is {whose}; write who = "{doer}"'
        if self.keeps == "commitment" and self.mode not in ("post", "hidden"):
            yield (
                ("keeps",),
                f"a commitment is written in a post or hidden step, and this one is {self.mode}; change one",
            )

    def _problems_of_labels(self) -> Iterator[Problem]:
        if len(self.labels) < 2:
            count = len(self.labels) or "none"
            yield ("labels",), f"there is {count}; write [[steps.labels]] two to four times, each with nl and en"
        if self.items_from is None:
            yield ("items_from",), "is missing; write the number of the earlier step whose list is labelled"

    def _problems_of_options(self) -> Iterator[Problem]:
        if self.options and self.items_from is not None:
            yield ("options",), "a poll has either options or items_from; remove one of the two"
        elif len(self.options) < 2 and self.items_from is None:
            yield (
                ("options",),
                f"there is {len(self.options) or 'none'}; write [[steps.options]] two to eight times, each with nl and "
                "en, or write items_from: the number of the earlier step whose list is voted on",
            )
        elif self.options and self.choose > len(self.options):
            yield ("choose",), f"is {self.choose}, and there are {len(self.options)} options; write a smaller number"


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
        if step.who != "all" or step.mode != "post" or step.keeps not in ("answer", "success"):
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
        if self.case == "none" and step.mode in DOERS:
            yield (
                "mode",
                f'a {step.mode} step needs a case owner, and case = "none"; choose another mode, or another case',
            )
        elif self.case == "none" and step.who in ("owner", "helpers"):
            yield "who", f'is "{step.who}", and with case = "none" there is no owner; write who = "all"'
        if step.mode == "live" and self.paces != ("live",):
            yield (
                "mode",
                'a live step is done in a room or call; at the top, write paces = ["live"], or choose another mode',
            )
        if step.items_from is not None and (why := self._why_no_list(step.items_from, at)):
            lists = [str(number) for number, earlier in enumerate(self.steps[:at], start=1) if earlier.mode in LISTED]
            do = f"write the number of an earlier step in which people write: {' or '.join(lists)}"
            yield "items_from", f"{why}; {do if lists else 'add a step before it in which people write'}"

    def _why_no_list(self, number: int, at: int) -> str | None:
        if number > len(self.steps):
            return f"there is no step {number}"
        if number > at:
            return f"step {number} does not come before this one"
        mode = self.steps[number - 1].mode
        return None if mode in LISTED else f"step {number} is a {mode} step, which leaves no list"
