"""The library: everything there is, for programs and as a page that goes along with the files."""

import json
from pathlib import Path

from click.testing import CliRunner

from bot import content
from bot.__main__ import main
from bot.commandline import library
from bot.commandline.library import as_page

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
# R5 comes with visits to each other's lessons.
QUESTIONS = {f"R{number}" for number in range(1, 19)} - {"R5"}
INSTRUMENTS = {f"I{number}" for number in range(1, 22)}
TOOLS, PRACTICES = {f"T{number}" for number in range(1, 15)}, {f"W{number}" for number in range(1, 29)}


def test_every_row_of_the_publications_has_its_files() -> None:
    found = json.loads(CliRunner().invoke(main, ["library", "--json"]).output)
    rows = {row for one in found for row in one["rows"]}
    assert (QUESTIONS | INSTRUMENTS | TOOLS | PRACTICES) - rows == set()
    assert len({one["id"] for one in found}) == len(found)
    assert all(one["title"]["nl"] and one["title"]["en"] and one["minutes"] and one["source"] for one in found)


def test_lines_for_people_name_each_once() -> None:
    lines = CliRunner().invoke(main, ["library"]).output.splitlines()
    ours = content.load()
    there = sum(map(len, (ours.methods, ours.instruments, ours.programmes, library.COMMANDS)))
    assert (len(lines), len(set(lines))) == (there, there)


def test_a_method_says_which_spaces_it_makes_and_nothing_else_does() -> None:
    found = json.loads(CliRunner().invoke(main, ["library", "--json"]).output)
    ours = {**content.load().walkthroughs, **content.load().in_pairs}
    assert {one["id"]: tuple(one["spaces"]) for one in found if one["spaces"]} == {
        key: method.spaces for key, method in ours.items()
    }
    (line,) = [line for line in CliRunner().invoke(main, ["library"]).output.splitlines() if " toetsing " in line]
    assert line.endswith("Toetsingsmethode (deciding, play)")


def test_the_page_is_what_the_files_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_page(content.load())
