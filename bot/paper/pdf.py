"""A paper as a PDF, set by Typst, which is only there where it was installed."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.paper import NoPdfError, Paper
from bot.paper import Draw

SHEET = Path(__file__).parent / "a4.typ"
MEND = "Install it with `pip install --require-hashes -r requirements-paper.txt`, or print the page of --html."


def pdf(paper: Paper, draw: Draw) -> bytes:
    """Return a paper as a PDF on A4, with its pictures, their words beside them, and its own letters.

    `draw` makes a PNG of a picture. Raises NoPdfError.
    """
    try:
        import typst
    except ImportError as error:
        raise NoPdfError(f"A PDF needs Typst, which isn’t installed. {MEND}") from error
    with TemporaryDirectory(prefix="leerkring-") as name:
        folder = Path(name)
        main = folder / SHEET.name
        main.write_bytes(SHEET.read_bytes())
        made = typst.compile(
            main,
            root=folder,
            # Only letters that come along, so that a paper is the same on every machine.
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(_filled_in(paper, draw, folder))},
        )
    return bytes(made)


def _filled_in(paper: Paper, draw: Draw, folder: Path) -> dict[str, object]:
    """Return what is filled in, with pictures by the names of files that are written into a folder."""
    numbered = 0
    sections = []
    for section in paper.sections:
        pictures = []
        for shown in section.pictures:
            numbered += 1
            file = folder / f"{numbered}.png"
            file.write_bytes(draw(shown.picture))
            pictures.append({"file": file.name, "words": shown.words, "is_tile": shown.picture.kind == "tile"})
        sections.append(asdict(section) | {"pictures": pictures})
    return asdict(paper) | {"sections": sections}
