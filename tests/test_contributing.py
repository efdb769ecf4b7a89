"""What CONTRIBUTING.md shows of a method is what the bot takes: its example, its modes, its keys, its mistake."""

import re
from pathlib import Path

import pytest

from bot import content
from bot.content import checking, texts
from bot.core.method import Method
from bot.core.parts import PARTS
from bot.core.session.modes import MODES
from bot.core.session.terms import REFLECTION
from bot.core.step import Step

PAGE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## Add a method\n")[2].partition("\n## ")[0]
QUESTION = PAGE.partition("## Add a question\n")[2].partition("\n## ")[0]
PROGRAMME = PAGE.partition("## Add a programme\n")[2].partition("\n## ")[0]
OF_PROGRAMMES = ("programme", "task", "aim", "room", "about")
EXAMPLE = "".join(re.findall(r"```toml\n(.*?)```", SECTION, re.DOTALL))
# The name of a file is its id, and its folder says on which terms.
KEYS = sorted({*Method.model_fields, *Step.model_fields} - {"id", "terms"})


def told(own: Path, text: str) -> list[str]:
    file = own / "prompts" / "consultation" / "tipronde.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return [str(mistake) for mistake in checking.mistakes(content.load(own))]


def test_the_example_of_a_method_passes_check_and_is_read(tmp_path: Path) -> None:
    mistakes = told(tmp_path, EXAMPLE)
    assert (mistakes, len(content.load(tmp_path).walkthroughs["tipronde"].steps)) == ([], 3)


def test_the_mistake_shown_is_what_check_says(tmp_path: Path) -> None:
    shown = re.search(r"`(steps\.1\.minutes: .*?)`", SECTION)
    text = EXAMPLE.replace("minutes = 10\n", "")
    assert told(tmp_path, text) == [f"prompts/consultation/tipronde.toml: {shown and shown[1]}"]


def test_every_mode_has_a_line() -> None:
    assert re.findall(r"^\| `(\w+)` \|", SECTION, re.MULTILINE) == list(MODES)


def test_every_key_is_explained() -> None:
    of_questions = {name for names in PARTS[REFLECTION.name] for name in names}
    where = {key: QUESTION if key in of_questions else SECTION for key in KEYS}
    assert [
        key for key in KEYS if not re.search(rf"^{key} = |\[{key}\]|steps\.{key}\]|`{key}`", where[key], re.MULTILINE)
    ] == []


@pytest.mark.parametrize("name", [name for name in texts.LONGEST if name not in ("why", "follow_up")])
def test_every_limit_is_named(name: str) -> None:
    section = PROGRAMME if name in OF_PROGRAMMES else SECTION
    wanted = "title" if name == "programme" else name
    line = next(line for line in section.splitlines() if re.search(rf"\[(\[?(steps|phases)\.)?{wanted}s?\]", line))
    around = section[section.index(line) :][:250]
    assert re.search(rf"\b{texts.LONGEST[name]}\b", around)
