"""On paper: a harvest or a digest written into files, printed, or told to programs."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import charts, paper
from bot.app.context.occasion import Occasion
from bot.app.log import harvesting, on_paper
from bot.commandline.exporting import placed
from bot.commandline.reading import house_of, team_called
from bot.core.paper import Paper
from bot.paper.pdf import pdf
from bot.settings import read
from bot.storage.database import open_for_reading


def harvested(wanted: int | str, *, is_of_year: bool) -> Paper:
    """Return the harvest of a team as anybody may read it: since its last one, or of a term or a year.

    Raises UnknownTeamError, AmbiguousTeamError.
    """
    database = open_for_reading(read().database)
    occasion = Occasion(house_of(database), datetime.now(UTC), team=team_called(database, wanted))
    return on_paper.harvest(occasion, harvesting.since_when(occasion, "year" if is_of_year else ""))


def written(what: Paper, page: Path | None, sheet: Path | None, *, force: bool) -> list[str]:
    """Write a paper as a page of HTML and as a PDF, each if a file is given; return which were written.

    Only this account may read them. Raises FileExistsError for a file that is there and not forced, NoPdfError.
    """
    wanted = [one for one in (page, sheet) if one]
    with ExitStack() as files:
        # None is put in its place before all are whole.
        there = {target: files.enter_context(placed(target, force=force)) for target in wanted}
        if page:
            there[page].write_text(paper.html(what, charts.draw), encoding="utf-8")
        if sheet:
            there[sheet].write_bytes(pdf(what, charts.draw))
    return [str(target) for target in wanted]


def lines(what: Paper) -> Iterator[str]:
    """Yield what is on a paper as lines for people."""
    yield f"{what.title} · {what.about}"
    for section in what.sections:
        yield from ("", section.heading)
        yield from (f"  {text}" for text in section.paragraphs)
        yield from (f"  {quote.name}: {' '.join(quote.text.split())}" for quote in section.quotes)
        yield from (f"  “{shown.words}”" for shown in section.pictures)
    yield from ("", what.foot)


def as_item(what: Paper, files: list[str]) -> dict[str, Any]:
    """Return what is on a paper for programs, with the files that it was written into."""
    sections = [
        {
            "heading": section.heading,
            "paragraphs": list(section.paragraphs),
            "quotes": [{"name": quote.name, "text": quote.text} for quote in section.quotes],
            "pictures": [{"kind": shown.picture.kind, "words": shown.words} for shown in section.pictures],
        }
        for section in what.sections
    ]
    return {"title": what.title, "about": what.about, "sections": sections, "foot": what.foot, "files": files}
