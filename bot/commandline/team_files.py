"""Reads a file of arrangements: what each of its tables says of a team, and all that is written wrong in it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.commandline.tables import HINTS, File, OfTeam
from bot.content.files import UnreadableError, table_in
from bot.core import mending

AN_EXAMPLE = 'team = "Onderbouw"'


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place of the file, and what to do; `table` is 0 of what is about the whole file."""

    table: int
    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a table, counted from 1, says of a team, so far as it is written well; `is_named` where it says of which."""

    number: int
    wanted: OfTeam
    is_named: bool

    def mistake(self, part: str, problem: str) -> Mistake:
        """Return what is wrong with a part of it."""
        return Mistake(self.number, f"teams {self.number}, {part}", problem)


def tables_of(path: Path) -> tuple[list[Table], list[Mistake]]:
    """Return what a file says of each team, and all that is written wrong in it: the rest of it can still be looked at
    then."""
    if not path.exists():
        return [], [Mistake(0, "", "is not there; correct its name")]
    try:
        whole = table_in(path, AN_EXAMPLE)
    except UnreadableError as error:
        return [], [Mistake(0, "", str(error))]
    return list(_tables(whole.get("teams"))), list(dict.fromkeys(_mistakes(whole)))


def _mistakes(whole: dict[str, Any]) -> Iterator[Mistake]:
    try:
        File.model_validate(whole)
    except ValidationError as error:
        for one in mending.told(error):
            where = one["loc"]
            yield Mistake(int(where[1]) + 1 if _is_in_table(where) else 0, *_told(one))


def _is_in_table(where: tuple[int | str, ...]) -> bool:
    return where[:1] == ("teams",) and isinstance(where[1:] and where[1], int)


def _told(error: ErrorDetails) -> tuple[str, str]:
    """Return where in a file a mistake stands, as people count, and what to write instead: teams 2, rhythm."""
    where = error["loc"]
    number = f"teams {int(where[1]) + 1}" if _is_in_table(where) else str(where[0])
    part = str(where[2]) if where[2:] else ""
    if part in HINTS:
        is_missing = error["type"] == "missing" and len(where) == len(("teams", 0, part))
        return f"{number}, {part}", f"{'is missing' if is_missing else 'can’t be that'}; {HINTS[part]}"
    return f"{number}, {part}" if part else number, mending.mended(File, error)


def _tables(given: Any) -> Iterator[Table]:
    """Yield the tables there are, each with as much of it as is written well."""
    for number, one in enumerate(given if isinstance(given, list) else (), start=1):
        if isinstance(one, dict):
            yield _understood(number, one)


def _understood(number: int, given: dict[str, Any]) -> Table:
    rest, is_named = copy.deepcopy(given), True
    while True:
        is_named = is_named and "team" in rest
        try:
            return Table(number, OfTeam.model_validate({"team": number} | rest), is_named)
        except ValidationError as error:
            for one in error.errors():
                _take_out(rest, one)


def _take_out(table: dict[str, Any], error: ErrorDetails) -> None:
    """Take out of a table the part in which an error is: the smallest that has a name."""
    if error["type"] == "literal_error" and isinstance(error["input"], dict):
        # It is said to be no `false` either.
        return
    inside: Any = table
    holder, name = table, str(error["loc"][0])
    for part in error["loc"]:
        if isinstance(inside, dict) and part in inside:
            holder, name = inside, str(part)
            inside = inside[part]
    holder.pop(name, None)
