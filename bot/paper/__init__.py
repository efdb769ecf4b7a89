"""Paper: writes what is to be printed, as a page that needs no network and as a PDF."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from bot.core.paper import Paper
from bot.core.pictures import Picture

Draw = Callable[[Picture], bytes]
PAGE = Path(__file__).parent / "a4.html"


def html(paper: Paper, draw: Draw) -> str:
    """Return a paper as one page of HTML: readable light and dark, laid out for A4 where it is printed.

    `draw` makes a PNG of a picture; these stand in the page itself.
    """
    return _page().render(
        paper=paper, source=lambda picture: f"data:image/png;base64,{b64encode(draw(picture)).decode()}"
    )


@cache
def _page() -> Template:
    # No text of people's is a template here, only what is filled in.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(PAGE.read_text(encoding="utf-8"))
