"""Tables: what a file may say of how a team is to be set, and what to write in each part of it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Line = Annotated[str, Field(min_length=1, max_length=200)]
# What to write, of each part of a table.
HINTS = {
    "team": 'write its name, as in team = "Onderbouw", or its number in `leerkring teams`',
    "rhythm": 'write it as in rhythm = "elke dinsdag, 12.30 uur", or false',
    "method": 'write { id = "vijf-stappen", rhythm = "om de vier weken op donderdag 15:30" }, or false',
    "scan": 'write { id = "polsslag" }, or { id = "polsslag", rhythm = "elk half jaar op dinsdag 12:30" }, or false',
    "programme": 'write its id or title, as in programme = "first-term", or false',
    "overviews": "write “maand”, “blok” or “eerste maandag van de maand 12:30” between quotes, or false",
    "open_days": 'write 1, 2, 3 or 5, without quotes, or "auto"',
    "blind": "write true or false, without quotes",
    "free_days": 'write a list, as in free_days = ["3 december Studiedag"]',
}


class Strict(BaseModel):
    """A part of such a file: nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Method(Strict):
    """A consultation that begins by itself: its id, when, and at which pace if not its own."""

    id: Line
    rhythm: Line
    pace: Line | None = None


class Scan(Strict):
    """A scan that begins by itself: its id, and when if not as often as fits it."""

    id: Line
    rhythm: Line | None = None


class OfTeam(Strict):
    """How one team is to be set; what it leaves out stays as it is."""

    team: Line | Annotated[int, Field(strict=True, ge=1)]
    rhythm: Line | Literal[False] | None = None
    method: Method | Literal[False] | None = None
    scan: Scan | Literal[False] | None = None
    programme: Line | Literal[False] | None = None
    overviews: Line | Literal[False] | None = None
    open_days: Literal[1, 2, 3, 5, "auto"] | None = None
    blind: bool | None = None
    free_days: tuple[Line, ...] | None = None


class File(Strict):
    """A file of arrangements: a table a team."""

    teams: Annotated[tuple[OfTeam, ...], Field(min_length=1)]
