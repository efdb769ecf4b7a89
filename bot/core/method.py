"""What a method file may say: the schema of prompts/, validated."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.core.model import Language, Pace

Family = Literal["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
Activity = Literal["creating", "organising", "reflecting", "dialogue"]
Who = Literal["owner", "helpers", "all", "facilitator"]
Mode = Literal["post", "hidden", "open", "quiet", "label", "poll", "rate", "confirm", "solo", "live"]
Need = Literal["advice", "understanding", "practice", "mirror", "strength", "inquiry"]
METHOD_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Contributions to these stand apart from each other, so that a later step can list them.
LISTED: tuple[Mode, ...] = ("post", "hidden", "open", "quiet")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


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
    """

    who: Who = "all"
    mode: Mode = "post"
    window: Annotated[int, Field(ge=1, le=10)] = 1
    minutes: Annotated[int, Field(ge=1, le=60)] | None = None
    keeps: Literal["answer", "success", "case", "commitment", "lesson"] = "answer"
    title: Bilingual | None = None
    ask: Bilingual
    meanwhile: Bilingual | None = None
    optional: bool = False
    at_most: Annotated[int, Field(ge=1, le=5)] | None = None
    items_from: Annotated[int, Field(ge=1)] | None = None
    labels: Annotated[tuple[Bilingual, ...], Field(max_length=4)] = ()
    options: Annotated[tuple[Bilingual, ...], Field(max_length=8)] = ()
    choose: Annotated[int, Field(ge=1, le=4)] = 1

    @model_validator(mode="after")
    def _fits_its_mode(self) -> "Step":
        if self.mode == "label" and (len(self.labels) < 2 or self.items_from is None):
            raise ValueError("a label step needs two to four labels, and items_from: the step whose list is labelled")
        if self.mode == "poll" and (self.items_from is None) == (len(self.options) < 2):
            raise ValueError("a poll needs either two or more options, or items_from: the step whose list is voted on")
        if self.mode != "label" and self.labels:
            raise ValueError(f"labels belong to a label step, and this one is {self.mode}; remove them")
        if self.mode != "poll" and (self.options or self.choose > 1):
            raise ValueError(f"options and choose belong to a poll, and this step is {self.mode}; remove them")
        if self.mode not in ("label", "poll") and self.items_from is not None:
            raise ValueError(f"items_from belongs to a label step or a poll, and this step is {self.mode}; remove it")
        if self.mode not in LISTED and self.at_most is not None:
            raise ValueError(f"at_most counts contributions in words, and this step is {self.mode}; remove it")
        if self.mode == "quiet" and self.who != "helpers":
            raise ValueError('in a quiet step the helpers talk and the owner reads; write who = "helpers"')
        if self.mode == "label" and self.who != "owner":
            raise ValueError('labelling is the owner\'s; write who = "owner"')
        if self.keeps == "commitment" and self.mode not in ("post", "hidden"):
            raise ValueError(f"a commitment is written in a post or hidden step, and this one is {self.mode}")
        return self


class Method(Strict):
    """A file in prompts/reflection: a prompt (one step) with its title, ground and follow-up question."""

    id: Annotated[str, StringConstraints(pattern=METHOD_ID, min_length=3, max_length=32)]
    family: Family
    depth: Annotated[int, Field(ge=1, le=3)]
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
            raise ValueError('a question is put to everybody: write who = "all", mode = "post", keeps = "answer"')
        return self


class LookBack(Strict):
    """What is asked of whoever made a commitment, some weeks later and in private."""

    weeks: Annotated[int, Field(ge=1, le=6)] = 3
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
    order: Annotated[int, Field(ge=1, le=99)]
    evidence: Literal["sourced", "partly", "derived"]
    source: Line
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    case: Literal["one", "several", "each", "none"] = "one"
    size: tuple[Annotated[int, Field(ge=3)], Annotated[int, Field(le=15)]]
    safety: Annotated[int, Field(ge=1, le=3)]
    asks_owner: bool = False
    paces: Annotated[tuple[Pace, ...], Field(min_length=1)]
    title: Bilingual
    also_called: tuple[Line, ...] = ()
    purpose: Bilingual
    use: Bilingual
    not_for: Bilingual
    collect: Bilingual | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=12)]
    look_back: LookBack | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "Walkthrough":
        for number, step in enumerate(self.steps, start=1):
            if step.title is None or step.minutes is None:
                raise ValueError(f"step {number} needs a title and minutes")
            if self.case == "none" and (step.who in ("owner", "helpers")):
                raise ValueError(f'step {number} is for the {step.who}, but case = "none": write who = "all"')
            if step.items_from is not None and not self._is_list(step.items_from, before=number):
                raise ValueError(
                    f"step {number} takes items_from step {step.items_from}: that must be an earlier step in which "
                    "people write"
                )
            if step.mode == "live" and self.paces != ("live",):
                raise ValueError(f'step {number} is live, so the method is led live only: write paces = ["live"]')
        if self.size[0] > self.size[1]:
            raise ValueError(f"size goes from {self.size[0]} to {self.size[1]}; write the smaller number first")
        if len(set(self.paces)) < len(self.paces):
            raise ValueError("paces names one twice")
        if self.safety == 3 and not self.asks_owner:
            raise ValueError("at safety 3 the owner is asked in private first; write asks_owner = true")
        if self.case != "none" and self.steps[0].optional:
            raise ValueError("the first step can't be optional")
        return self

    def _is_list(self, number: int, before: int) -> bool:
        return number < before and self.steps[number - 1].mode in LISTED
