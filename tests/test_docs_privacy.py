"""The pages on privacy say the same in both languages, and name commands that are there."""

import re
from pathlib import Path

import pytest

from bot.app import commands
from bot.commandline.removing import erase
from bot.core.retention import as_term
from bot.storage.accesses import REMEMBERED

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("privacy.nl.md", "privacy.md")}


def shape(page: str) -> list[tuple[str, int]]:
    """Return what each line of a page is that makes its outline: a heading's depth, a row's cells, an item."""
    marks = [re.match(r"#+|- |\d\. |\|", line) for line in page.splitlines()]
    return [(mark[0].strip(), line.count("|")) for mark, line in zip(marks, page.splitlines(), strict=True) if mark]


def test_both_have_the_same_headings_rows_and_items() -> None:
    dutch, english = (shape(page) for page in PAGES.values())
    assert dutch == english


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_page_leads_to_a_heading(name: str) -> None:
    headings = re.findall(r"^#+ (.+)$", PAGES[name], re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGES[name])) <= anchors


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_the_bot_it_names_is_there(name: str) -> None:
    of_botfather = {"revoke", "deletebot"}
    named = set(re.findall(r"`/(\w+)", PAGES[name])) - of_botfather
    assert {word for word in named if commands.find(word) is None} == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_thing_it_says_can_be_erased_can_be(name: str) -> None:
    known = {option for one in erase.params for option in one.opts} | {"--show", "--dry-run"}
    assert set(re.findall(r"--[a-z][a-z-]+", PAGES[name])) <= known


def test_the_terms_it_names_are_the_ones_there_are() -> None:
    named = [as_term(text) is not None for text in ("1", "2", "3", "3 months", "36 months")]
    beyond = [as_term(text) is not None for text in ("4", "2 months", "37 months")]
    assert (named, beyond, REMEMBERED.days // 365) == ([True] * 5, [False] * 3, 2)


def test_every_page_on_who_looked_names_each_command_that_leaves_a_line() -> None:
    sources = (DOCS.parent / "bot").rglob("*.py")
    noting = {word for file in sources for word in re.findall(r'note_access\("(\w+)', file.read_text(encoding="utf-8"))}
    pages = PAGES | {"administrators.md": (DOCS / "administrators.md").read_text(encoding="utf-8")}
    about = {
        name: re.split(r"^##+ (?:Who looked|Wie keek erin)$", page, flags=re.MULTILINE) for name, page in pages.items()
    }
    told = {name: set(re.findall(r"`(\w+)`", parts[1].partition("\n#")[0])) for name, parts in about.items()}
    assert {name: sorted(noting - named) for name, named in told.items()} == {name: [] for name in about}
