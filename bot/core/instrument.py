"""An instrument: lines that everybody marks alone, and what a group talks about; the schema of prompts/instruments/."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.core.method import MethodId
from bot.core.model import Every, Language
from bot.core.step import Bilingual, Line, Problem, Scale, ScaleItem, Strict, refuse, values_of

Fits = Literal["two weeks", "term", "half a year", "year", "change"]
About = Literal["now", "learning", "team", "change", "self"]
FEWEST_LABELS = 2
# How often each comes by itself, where nobody says otherwise; what is about a change is begun when there is one.
BY_ITSELF: dict[Fits, Every] = {"two weeks": "two weeks", "term": "term", "half a year": "half year", "year": "year"}
# With fewer people nothing is shown; of mood and safety, which show in bands, with fewer than five.
FEWEST_PEOPLE, FEWEST_IN_BANDS = 3, 5
MOST_ITEMS = 24
# A mark is kept by a number of its pass and its line; the line that is wished for by a pass of its own.
EACH_PASS, WISH = 100, 9
# Each line takes a person some ten seconds.
LINES_A_MINUTE = 6


def unmarked(instrument: "Instrument", own: Mapping[int, int], passing: int = 0) -> list[int]:
    """Return the lines of a pass, from 0, that somebody did not mark."""
    return [at for at in range(len(instrument.items)) if key(passing, at) not in own]


def key(passing: int, item: int) -> int:
    """Return by which number the mark of a line in a pass is kept."""
    return passing * EACH_PASS + item


# Whether what all marked is passed on to those who lead: by this number somebody's voice is kept, beside their marks.
VOICE = key(8, 0)


def line_of(number: int) -> tuple[int, int]:
    """Return which pass and which line the mark that is kept by a number is of."""
    return divmod(number, EACH_PASS)


class Instrument(Strict):
    """A file in prompts/instruments/: lines to mark, what for, and what a group does with what it sees.

    Marked on a `scale` or by `labels`; in two `passes` where there are any, of which the second is left to each.
    Nothing is shown of a line that fewer than `minimum` marked. Of `bands` only low, middle or high is shown, and no
    spread. What is `private` is for each alone; the group learns which line was wished for most. With `by_role` those
    who lead stand apart from the others. `for_leaders` is for a team of which all lead another. It is listed by what it
    is `about`. `rows` are those of the publications it carries.
    """

    id: MethodId
    order: Annotated[int, Field(strict=True, ge=1, le=99)] = 99
    about: About
    rows: Annotated[tuple[Line, ...], Field(min_length=1)]
    source: Line
    scale: Scale | None = None
    minimum: Annotated[int, Field(strict=True, ge=FEWEST_PEOPLE, le=15)] = FEWEST_PEOPLE
    bands: bool = False
    private: bool = False
    strongest_first: bool = False
    by_role: bool = False
    needs_topic: bool = False
    for_leaders: bool = False
    every: Fits = "year"
    title: Bilingual
    purpose: Bilingual
    talk: Bilingual
    pupils: Bilingual
    agreement: Bilingual
    wish: Bilingual | None = None
    passes: Annotated[tuple[Bilingual, ...], Field(max_length=2)] = ()
    labels: Annotated[tuple[Bilingual, ...], Field(max_length=5)] = ()
    items: Annotated[tuple[ScaleItem, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @model_validator(mode="after")
    def _hangs_together(self) -> "Instrument":
        refuse(self, self._problems())
        return self

    @property
    def values(self) -> range:
        """What one may choose from, from least to most."""
        return values_of(self.scale, self.labels)

    @property
    def times(self) -> int:
        """How many times each line may be marked."""
        return max(len(self.passes), 1)

    @property
    def own_rhythm(self) -> Every | None:
        """How often it comes by itself, where nobody says otherwise; None of what somebody has to name a change for."""
        return None if self.needs_topic else BY_ITSELF.get(self.every)

    @property
    def names(self) -> Mapping[Language, str]:
        """What one may call it by in a command, in one word: its id, and its English title."""
        return {"nl": self.id, "en": "-".join(re.findall(r"[a-z0-9]+", self.title.en.lower().replace("’", "")))}

    @property
    def minutes(self) -> int:
        """About how many minutes it takes a person to mark every line once."""
        return -(-len(self.items) // LINES_A_MINUTE)

    def _problems(self) -> Iterator[Problem]:
        if self.scale and self.labels:
            yield ("scale",), "stands beside labels; remove one of the two"
        elif not self.scale and len(self.labels) < FEWEST_LABELS:
            yield ("labels",), 'are missing; write scale = "1-5" or "0-10", or [[labels]] two to five times'
        if len(self.passes) == 1:
            yield ("passes",), "there is one; write two, or none"
        if self.bands and self.minimum < FEWEST_IN_BANDS:
            yield ("minimum",), f"is {self.minimum}, and what shows in bands needs {FEWEST_IN_BANDS} people at least"
        if self.private != (self.wish is not None):
            yield ("wish",), "goes with private = true: what is for each alone asks which line they wish for"
        for number, item in enumerate(self.items):
            if (item.left is None) != (item.right is None):
                yield ("items", number, "left"), "has one pole; write both left and right, or neither"
            elif item.left and self.scale != "0-10":
                yield ("items", number, "left"), 'is a pole, and poles need scale = "0-10"'
