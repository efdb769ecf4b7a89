"""What a method file may say: the schema of prompts/, validated."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.core.model import Language

Family = Literal["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
Activity = Literal["creating", "organising", "reflecting", "dialogue"]
# The engine grows into design's other modes; a file may only name what can be run today.
Mode = Literal["post"]
METHOD_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"

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
    """One part of a method. `window` counts working days; `keeps` names the kind of entry it leaves."""

    who: Literal["all"] = "all"
    mode: Mode = "post"
    window: Annotated[int, Field(ge=1, le=10)] = 1
    keeps: Literal["answer", "success"] = "answer"
    ask: Bilingual


class Method(Strict):
    """A file in prompts/: a reflection prompt (one step) with its title, ground and follow-up question."""

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
