"""The tables of methods, tools and practices in docs/ say what the files say, in both languages, and the pages of tools
and practices tell of each."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from bot import content
from bot.content.model import Content
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language

PROJECT = Path(__file__).parents[1]
ROW = r"^\| ([^|]+) \| `([^`]+)` \| ([\d–| ]+) \|$"


def _pages(name: str) -> Mapping[Language, str]:
    dutch, _, english = (PROJECT / "docs" / name).read_text(encoding="utf-8").partition("\n---\n")
    return {"nl": dutch, "en": english}


CONSULTATION, TOOLBOX, PRACTICES = (_pages(f"{name}.md") for name in ("consultation", "toolbox", "practices"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_names_every_method_with_its_spaces_minutes_days_and_size(language: Language) -> None:
    page = CONSULTATION[language]
    told = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| [^|]+ \| ([^|]+) \| (.+) \|$", page, re.MULTILINE)
    read = content.load(None)
    there = []
    for method in _in_order(read.walkthroughs.values()):
        spaces = [read.sentences[language].templates[f"buttons.space_{space}"].lower() for space in method.spaces]
        figures = f"{_minutes(method)} | {_days(method)} | {_size(method)} | {method.safety}"
        there.append((method.title.in_(language), method.id, ", ".join(spaces), figures))
    assert told == there


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_tools_names_each_with_its_minutes_days_and_size(language: Language) -> None:
    told = re.findall(ROW, TOOLBOX[language], re.MULTILINE)
    there = _in_order(_of(content.load(None), "toolbox"))
    assert told == [_row(method, language, _minutes(method), _days(method), _size(method)) for method in there]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_practices_name_each_with_its_minutes_days_and_size(language: Language) -> None:
    told = re.findall(ROW, PRACTICES[language], re.MULTILINE)
    there = _in_order(_of(content.load(None), "practices"))
    in_private = [
        _row(method, language, _minutes(method), _days(method), _weeks(method), _size(method))
        for method in there
        if method.in_pairs
    ]
    in_group = [
        _row(method, language, _minutes(method), _days(method), _size(method))
        for method in there
        if not method.in_pairs
    ]
    assert told == in_private + in_group


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("folder", "pages"), [("toolbox", TOOLBOX), ("practices", PRACTICES)])
def test_the_text_tells_of_each_by_its_title(folder: str, pages: Mapping[Language, str], language: Language) -> None:
    titles = {method.title.in_(language) for method in _of(content.load(None), folder)}
    told = re.findall(r"^\*\*([^*]+?)\.?\*\*", pages[language], re.MULTILINE)
    assert sorted(titles) == sorted(title for title in told if title in titles), "each once, where its paragraph begins"


def _of(read: Content, folder: str) -> list[Method]:
    ids = {file.stem for file in (PROJECT / "prompts" / folder).glob("*.toml")}
    return [method for method in read.methods.values() if method.id in ids]


def _in_order(methods: Iterable[Method]) -> list[Method]:
    return sorted(methods, key=lambda method: (method.order, method.id))


def _row(method: Method, language: Language, *figures: object) -> tuple[str, str, str]:
    return method.title.in_(language), method.id, " | ".join(str(figure) for figure in figures)


def _minutes(method: Method) -> int:
    return sum(step.minutes or 0 for step in method.steps if not step.optional)


def _days(method: Method) -> object:
    return "–" if method.paces == ("live",) else sum(step.window for step in method.steps if not step.optional)


def _weeks(method: Method) -> object:
    return sum(step.after_weeks or 0 for step in method.steps) or "–"


def _size(method: Method) -> str:
    fewest, most = method.size
    return f"{fewest}–{method.together if method.in_pairs else most}"
