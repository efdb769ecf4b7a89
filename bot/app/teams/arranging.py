"""Arranging: how teams are to be set, as a file says, read into what each would become; all of it or nothing."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.app import owed
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.rhythm import planning
from bot.app.sessions import asking, choosing
from bot.app.teams import changing, free_days
from bot.core import away
from bot.core.model import Days, Rhythm, ScheduleKind
from bot.core.saying.days import as_named_stay
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.words import Unclear
from bot.rendering import shortened
from bot.storage import arrangements
from bot.storage.arrangements import Arrangement
from bot.storage.days import as_text

Line = Annotated[str, Field(min_length=1, max_length=200)]
AN_EXAMPLE = "write it as in `elke dinsdag, 12.30 uur` or `every two weeks on Thursday 13:00`"


class Strict(BaseModel):
    """A part of such a file: nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Method(Strict):
    """A consultation that begins by itself: its id, when, and at which pace if not its own."""

    id: Line
    rhythm: Line
    pace: Literal["live", "sprint", "calm"] | None = None


class OfTeam(Strict):
    """How one team is to be set; what it leaves out stays as it is."""

    team: Line | Annotated[int, Field(strict=True, ge=1)]
    rhythm: Line | Literal[False] | None = None
    method: Method | Literal[False] | None = None
    overviews: Line | Literal[False] | None = None
    open_days: Annotated[int, Field(strict=True, ge=1, le=5)] | Literal["auto"] | None = None
    blind: bool | None = None
    free_days: tuple[Line, ...] | None = None


class File(Strict):
    """A file of arrangements: a table a team."""

    teams: Annotated[tuple[OfTeam, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of the file, and what to do."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a team is and would be, and the same in words; nothing in words where all of it is so already."""

    before: Arrangement
    after: Arrangement
    words: tuple[str, ...]


def change_of(occasion: Occasion, wanted: OfTeam) -> Change | list[Problem]:
    """Return what would change of a team; or all that is wrong with what is wanted of it."""
    before = arrangements.of_team(occasion.database, occasion.here.id, occasion.now)
    after, problems = copy.deepcopy(before), list[Problem]()
    for part in (_rhythm, _method, _overviews, _free_days):
        problems += part(occasion, wanted, after)
    team = after["team"]
    if wanted.open_days is not None:
        team["open_days"] = None if wanted.open_days == "auto" else wanted.open_days
    if wanted.blind is not None:
        team["is_blind"] = int(wanted.blind)
    return problems or Change(before, after, tuple(changing.in_words(occasion, before, after)))


def carry_out(occasion: Occasion, change: Change) -> None:
    """Let a team be as it is to be, from now on; its coordinators see it among the changes."""
    with noting(occasion):
        owed.start_moments(occasion)
        changing.arrange(occasion, change.before, change.after)


def _rhythm(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    families = tuple(after["rhythms"].get("prompt", {}).get("what", "").split()) or asking.families(occasion)
    if wanted.rhythm is False:
        for kind in ("prompt", "digest"):
            after["rhythms"].pop(kind, None)
    elif wanted.rhythm:
        yield from _put(occasion, after, "prompt", "rhythm", wanted.rhythm, families)
        after["rhythms"].setdefault("digest", planning.row_of(occasion, "digest", planning.DEFAULT_DIGEST, ()))


def _method(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.method is False:
        after["rhythms"].pop("method", None)
    if not wanted.method:
        return
    method = choosing.find(occasion, wanted.method.id)
    if method is None:
        yield Problem("method.id", f"there is no method “{wanted.method.id}”; `leerkring rehearse` lists them")
    elif wanted.method.pace and wanted.method.pace not in method.paces:
        yield Problem("method.pace", f"{method.id} knows no such pace; write one of {', '.join(method.paces)}")
    else:
        what = (method.id, wanted.method.pace or choosing.usual_pace(method))
        yield from _put(occasion, after, "method", "method.rhythm", wanted.method.rhythm, what)


def _overviews(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.overviews is None:
        return
    after["team"]["has_overviews"] = int(wanted.overviews is not False)
    if wanted.overviews is False:
        after["rhythms"].pop("overview", None)
        return
    yield from _put(occasion, after, "overview", "overviews", wanted.overviews, (), ("month",))


def _put(
    occasion: Occasion,
    after: Arrangement,
    kind: ScheduleKind,
    path: str,
    text: str,
    what: tuple[str, ...],
    only: tuple[str, ...] = (),
) -> Iterator[Problem]:
    """Give an arrangement the rhythm that a text says; one that is so already stays, with its weeks."""
    found = as_rhythm(text, None, occasion.here.language, occasion.today)
    if isinstance(found, Rhythm):
        found = planning.checked(occasion, kind, found)
    if isinstance(found, Unclear):
        why = "would be over before it came" if found.why == "ended" else "is no rhythm that I understand"
        yield Problem(path, f"“{text}” {why}; {AN_EXAMPLE}")
    elif only and found.every not in only:
        yield Problem(path, f"“{text}” is not once a month; write `eerste maandag van de maand 12:30`, or false")
    else:
        row = planning.row_of(occasion, kind, found, what)
        if not planning.is_same(row, after["rhythms"].get(kind)):
            after["rhythms"][kind] = row


def _free_days(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.free_days is None:
        return
    usual, free = occasion.words("free_days.usual_name", occasion.here.language), tuple[Days, ...]()
    for number, line in enumerate(wanted.free_days, start=1):
        found = as_named_stay(line, occasion.today)
        if isinstance(found, Unclear):
            yield Problem(f"free_days {number}", f"“{line}” is no day to come; write it as in `3 december Studiedag`")
        else:
            stay, name = found
            free = away.with_days(free, Days(stay.first or stay.last, stay.last, name or usual), occasion.today)
    after["team"]["free_days"] = as_text(free)


def named(occasion: Occasion, some: Iterable[Days]) -> list[Days]:
    """Return days with a name that fits a button, the usual one where they have none."""
    usual = occasion.words("free_days.usual_name", occasion.here.language)
    return [replace(one, name=shortened(one.name or usual, free_days.LONGEST_NAME)) for one in some]


def with_more(occasion: Occasion, some: Iterable[Days]) -> tuple[Days, ...]:
    """Return the free days of a team with some more."""
    found = occasion.here.free_days
    for one in some:
        found = away.with_days(found, one, occasion.today)
    return found
