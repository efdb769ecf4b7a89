"""What `holidays update` does: fetches the published school holidays, checks them, lays them in one’s own content."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot import content
from bot.content import published
from bot.content.files import UnreadableError, table_in
from bot.content.published import Published, WrongDataError
from bot.content.regions import Region, RegionFile
from bot.settings import read

Item = dict[str, Any]
LARGEST, PATIENCE = 5_000_000, 30.0
FILE = Path("schedules") / "holidays" / "nl.toml"
NO_FOLDER = (
    "There is no folder of your own to lay them in. Set LEERKRING_CONTENT to one, as in docs/administrators.md, and"
    " give the command again."
)


class NotUpdatedError(Exception):
    """The holidays stay as they are; the message says why and what to do."""


def updated(source: str, *, is_dry: bool) -> Item:
    """Return which holidays are new or other than before; write them unless it is a dry run.

    What is wrong changes nothing. Raises NotUpdatedError and OSError.
    """
    folder = read().content
    if folder is None and not is_dry:
        raise NotUpdatedError(NO_FOLDER)
    try:
        found = published.read(_text(source))
    except WrongDataError as error:
        told = "\n".join(f"  {line}" for line in str(error).splitlines())
        raise NotUpdatedError(f"{source}\n{told}\nThe holidays stay as they are.") from None
    before = content.load(folder).regions
    after = published.taken_in(before, found)
    file = folder / FILE if folder else None
    if file and not is_dry:
        _write(file, after, source)
    return _told(before, after, found, file)


def _told(before: Mapping[str, Region], after: tuple[Region, ...], found: Published, file: Path | None) -> Item:
    """Return what changes of each region, for people and programs."""
    changes = []
    for region in after:
        had = {(one.first, one.last, one.called("nl")) for one in before[region.id].holidays}
        has = {(one.first, one.last, one.called("nl")) for one in region.holidays}
        for kind, some in (("new", has - had), ("gone", had - has)):
            changes += [
                {"region": region.id, "change": kind, "name": name, "first": str(first), "last": str(last)}
                for first, last, name in sorted(some)
            ]
    years = [f"{year}-{year + 1}" for year in sorted(found.years)]
    return {"file": str(file) if file else None, "years": years, "changes": changes}


def _text(source: str) -> str:
    """Return what stands at an address or in a file."""
    try:
        if "://" not in source:
            return Path(source).read_text(encoding="utf-8-sig")
        # The address is the government's, or one that whoever runs the bot gave.
        with urllib.request.urlopen(source, timeout=PATIENCE) as answer:
            text: bytes = answer.read(LARGEST + 1)
    except UnicodeDecodeError:
        raise NotUpdatedError(f"{source}: its letters are not in UTF-8. The holidays stay as they are.") from None
    except (urllib.error.URLError, TimeoutError, HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        reason = getattr(error, "reason", error)
        later = "Try again later, or save it with a browser and give --from FILE."
        raise NotUpdatedError(f"{source} can't be reached ({reason}). {later}") from None
    if len(text) > LARGEST:
        raise NotUpdatedError(f"{source}: is longer than any list of holidays. The holidays stay as they are.")
    return text.decode("utf-8", errors="replace")


def _write(file: Path, regions: tuple[Region, ...], source: str) -> None:
    """Write the file whole or not at all, with the other regions that stand in it."""
    ours = {region.id for region in regions}
    try:
        there = RegionFile.model_validate(table_in(file)).regions if file.exists() else ()
    except (UnreadableError, ValidationError):
        raise NotUpdatedError(f"{file} has a mistake in it; `leerkring check` says which. It stays as it is.") from None
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    said = f"{source}, {datetime.now(UTC).date()}"
    all_of_it = (*regions, *(region for region in there if region.id not in ours))
    beside.write_text(published.as_toml(all_of_it, said), encoding="utf-8")
    RegionFile.model_validate(table_in(beside))
    beside.replace(file)
