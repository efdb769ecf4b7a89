"""Paper: a page that needs no network, and a PDF; what people wrote stands there as it is, whatever it holds."""

import re
import sys
from html.parser import HTMLParser

import pytest

from bot import charts, paper
from bot.core.paper import NoPdfError, Paper, Quoted, Section, Shown
from bot.core.pictures import Picture, Tile
from bot.paper.pdf import pdf

ODD = '<script>alert("é")</script> {{ paper }} & #set page(fill: red) *vet* $x$ \\ "'
TILE = Tile(text="Eerst kijken")
SHEET = Paper(
    "nl",
    "De oogst",
    "Onderbouw & co",
    (
        Section("Wat goed ging", ("Eén alinea.",), (Quoted(f"Eerste regel\n{ODD}", "Anna <b>"),)),
        Section("Aan de muur", pictures=(Shown(TILE, 'Een tegel: "Eerst kijken"'),)),
    ),
    "Wie dit mag lezen.",
)


def drawn(picture: Picture) -> bytes:
    return charts.draw(picture)


class Reader(HTMLParser):
    """Reads what a page shows, and what it asks for elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.asks_for: list[str] = []
        self.alternatives: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        told = dict(attributes)
        self.asks_for += [value for name in ("src", "href") if (value := told.get(name))]
        self.alternatives += [alternative] if (alternative := told.get("alt")) else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_words_stand_on_the_page_as_they_were_written_and_make_nothing_of_it() -> None:
    found = read(paper.html(SHEET, drawn))
    assert ("script" in found.tags, f"Eerste regel\n{ODD}" in found.words, "Anna <b>" in found.words) == (
        False,
        True,
        True,
    )


def test_a_page_asks_the_network_for_nothing_and_tells_its_pictures_in_words() -> None:
    page = paper.html(SHEET, drawn)
    found = read(page)
    assert [one.partition(",")[0] for one in found.asks_for] == ["data:image/png;base64"]
    assert (found.alternatives, re.findall(r"https?:|url\(|@import", page)) == (['Een tegel: "Eerst kijken"'], [])


def test_a_page_is_laid_out_for_paper_and_for_light_and_dark_screens() -> None:
    page = paper.html(SHEET, drawn)
    wanted = ('<html lang="nl">', "size: A4", "@media print", "prefers-color-scheme: dark", "break-inside: avoid")
    assert [one for one in wanted if one not in page] == []


def test_any_paper_is_a_pdf_whatever_words_are_on_it() -> None:
    pytest.importorskip("typst", reason="what makes a PDF is an extra")
    made = pdf(SHEET, drawn)
    assert (made[:5], b"/Lang" in made, b"/Count 1" in made) == (b"%PDF-", True, True)


def test_without_what_makes_a_pdf_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoPdfError, match=r"requirements-paper\.txt.*--html"):
        pdf(SHEET, drawn)
