"""`leerkring export`: what each team can read of its own log, in files of several kinds."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.app.context.house import House
from bot.commandline import in_markdown
from bot.commandline.readable import Line, rounds
from bot.commandline.reading import house_of, team_called
from bot.core.model import Language, Team
from bot.core.timing import HOME_ZONE
from bot.rendering import visible_text
from bot.settings import read
from bot.storage import backups, readable_copy, teams
from bot.storage.database import open_for_reading

Item = dict[str, Any]
ENDINGS = {"markdown": "md", "csv": "csv", "jsonl": "jsonl"}
FORMATS = (*ENDINGS, "datasette")
READABLE = "leerkring-log"
# Nobody means to write over this.
SETTINGS = "leerkring.toml"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exported(team: int | str | None, formats: Iterable[str], folder: Path, *, force: bool) -> list[Item]:
    """Write what each team, or one, can read of its own log into a folder; return the files and how much is in each.

    Only this account may read them. Raises UnknownTeamError, AmbiguousTeamError; FileExistsError for a file that is
    there and not forced.
    """
    database = open_for_reading(read().database)
    house = house_of(database)
    wanted = list(teams.every(database)) if team is None else [team_called(database, team)]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for kind in dict.fromkeys(formats):
        if kind == "datasette":
            written += _written_for_datasette(house, wanted, folder, force=force)
            continue
        for one in wanted:
            target = folder / f"leerkring-team-{one.id}.{ENDINGS[kind]}"
            with _file(target, force=force) as file:
                number = WRITERS[kind](house, one, file)
            written.append({"file": str(target), "format": kind, "team": one.id, "contributions": number})
    return written


@contextmanager
def placed(target: Path, *, force: bool) -> Iterator[Path]:
    """Give a path to write a file at that only this account may read, and put it in its place once it is whole.

    Raises FileExistsError, NotADirectoryError.
    """
    backups.refuse_in_use(read().database, target, "the file")
    if target.exists() and not target.is_file():
        raise FileExistsError(f"{target} is not an ordinary file. Name another place.")
    if target.exists() and (not force or target.name == SETTINGS):
        raise FileExistsError(f"{target} is there already. Name another place, or add --force.")
    if not target.parent.is_dir():
        raise NotADirectoryError(f"There is no folder {target.parent}. Make it first.")
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _file(target: Path, *, force: bool) -> Iterator[TextIO]:
    with placed(target, force=force) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        yield file


def _write_json_lines(house: House, team: Team, file: TextIO) -> int:
    number = 0
    for said in rounds(house, team):
        file.writelines(f"{json.dumps(line.plain(), ensure_ascii=False)}\n" for line in said)
        number += len(said)
    return number


def _write_csv(house: House, team: Team, file: TextIO) -> int:
    # Without this mark spreadsheets take the file for another encoding.
    file.write("\ufeff")
    rows, number = csv.writer(file), 0
    rows.writerow(Line.__dataclass_fields__)
    for said in rounds(house, team):
        rows.writerows([_cell(value) for value in line.plain().values()] for line in said)
        number += len(said)
    return number


def _cell(value: object) -> object:
    """Return what a cell holds: words that a spreadsheet would reckon with get a quote before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


WRITERS: dict[str, Callable[[House, Team, TextIO], int]] = {
    "markdown": in_markdown.write,
    "csv": _write_csv,
    "jsonl": _write_json_lines,
}


def _written_for_datasette(house: House, wanted: list[Team], folder: Path, *, force: bool) -> list[Item]:
    """Write one file with all these teams for Datasette, and beside it what describes it."""
    languages = {team.language for team in wanted}
    language: Language = languages.pop() if len(languages) == 1 else "en"
    copy, described = folder / f"{READABLE}.db", folder / f"{READABLE}.metadata.json"
    with placed(copy, force=force) as partial, _file(described, force=force) as file:
        said = (line for team in wanted for found in rounds(house, team) for line in found)
        told = [(team.id, team.name, team.language) for team in wanted]
        number = readable_copy.write(partial, told, (line.plain() for line in said))
        metadata = readable_copy.described(READABLE, lambda key: _sentence(house, language, key))
        json.dump(metadata, file, ensure_ascii=False, indent=2)
    return [
        {"file": str(copy), "format": "datasette", "team": None, "contributions": number},
        {"file": str(described), "format": "datasette", "team": None, "contributions": None},
    ]


def _sentence(house: House, language: Language, key: str) -> str:
    return visible_text(house.renderer.say(language, f"exporting.{key}", HOME_ZONE))
