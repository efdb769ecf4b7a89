"""The tables of methods in docs/consultation.md say what the files say, in both languages."""

import re
from pathlib import Path

import pytest

from bot import content
from bot.core.model import LANGUAGES, Language

DUTCH, _, ENGLISH = (
    (Path(__file__).parents[1] / "docs" / "consultation.md").read_text(encoding="utf-8").partition("\n---\n")
)
PAGES: dict[Language, str] = {"nl": DUTCH, "en": ENGLISH}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_names_every_method_with_its_spaces_minutes_days_and_size(language: Language) -> None:
    told = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| [^|]+ \| ([^|]+) \| (.+) \|$", PAGES[language], re.MULTILINE)
    read = content.load(None)
    methods = sorted(read.walkthroughs.values(), key=lambda method: (method.order, method.id))
    there = []
    for method in methods:
        steps = [step for step in method.steps if not step.optional]
        days = "–" if method.paces == ("live",) else sum(step.window for step in steps)
        minutes = sum(step.minutes or 0 for step in steps)
        figures = f"{minutes} | {days} | {method.size[0]}–{method.size[1]} | {method.safety}"
        spaces = [read.sentences[language].templates[f"buttons.space_{space}"].lower() for space in method.spaces]
        there.append((method.title.in_(language), method.id, ", ".join(spaces), figures))
    assert told == there
