"""Pictures: what one of ours shows, as data, with every word and band decided; drawn where it is sent."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# How many took part, so roughly that nobody and one, or all and all but one, are the same.
Band = Literal["few", "half", "most"]
BANDS: tuple[Band, ...] = ("few", "half", "most")
# Of a week: a band; too few to tell without pointing at somebody; a question still open; none; a holiday.
OfWeek = Band | Literal["untold", "open", "none", "free"]
OF_WEEKS: tuple[OfWeek, ...] = (*BANDS, "untold", "open", "none", "free")
Activity = Literal["creating", "organising", "reflecting", "dialogue"]
ACTIVITIES: tuple[Activity, ...] = ("creating", "organising", "reflecting", "dialogue")
# Of a week of a year: what took place, or that school was out.
OfYear = Literal["question", "consultation", "free"]
OF_YEARS: tuple[OfYear, ...] = ("question", "consultation", "free")
MOST_WEEKS, MOST_OF_YEAR = 20, 54
# How many signs a tile has room for.
LONGEST_ON_TILE = 90


class Described(BaseModel):
    """Base of what a picture is made of."""

    model_config = ConfigDict(frozen=True)


class TermWeek(Described):
    """A week of a term: its number in the year, and what can be said of it."""

    number: int
    what: OfWeek


class Term(Described):
    """How many took part, week by week over a term, oldest first; `legend` pairs what shows with its word."""

    kind: Literal["term"] = "term"
    title: str
    weeks: Annotated[tuple[TermWeek, ...], Field(min_length=1, max_length=MOST_WEEKS)]
    legend: tuple[tuple[OfWeek, str], ...]


class Share(Described):
    """How many questions were about one activity, and its word."""

    activity: Activity
    word: str
    questions: Annotated[int, Field(ge=0)]


class Balance(Described):
    """What the questions of some time were about."""

    kind: Literal["balance"] = "balance"
    title: str
    shares: Annotated[tuple[Share, ...], Field(min_length=1, max_length=len(ACTIVITIES))]


class YearWeek(Described):
    """A week of a school year: what took place or that school was out, and its month where that begins."""

    what: tuple[OfYear, ...] = ()
    month: str = ""


class Year(Described):
    """What took place in a school year, week by week; `legend` pairs what shows with its word."""

    kind: Literal["year"] = "year"
    title: str
    weeks: Annotated[tuple[YearWeek, ...], Field(min_length=1, max_length=MOST_OF_YEAR)]
    legend: tuple[tuple[OfYear, str], ...]


class MarkedLine(Described):
    """A line that a group marked: its words at both ends or above it, how many stand at each value from the least, the
    middle, and those of a second pass and of the time before, where there are any."""

    text: str
    left: str = ""
    right: str = ""
    counts: tuple[int, ...]
    middle: float
    wished: float | None = None
    before: float | None = None


class Profile(Described):
    """What a group marked, line by line, on a scale that begins at `least`; `legend` says what shows."""

    kind: Literal["profile"] = "profile"
    title: str
    least: int
    lines: Annotated[tuple[MarkedLine, ...], Field(min_length=1, max_length=24)]
    now: str
    wished: str = ""
    before: str = ""


class Tile(Described):
    """A wall tile with a team's own words on it; without words, one that was wiped clean."""

    kind: Literal["tile"] = "tile"
    text: Annotated[str, Field(max_length=LONGEST_ON_TILE)] = ""


Picture = Annotated[Term | Balance | Year | Profile | Tile, Field(discriminator="kind")]
