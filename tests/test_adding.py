"""What CONTRIBUTING.md says of adding to the house, done in a copy of it: it takes no more files than it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MODES, WORDS = "bot/core/session/modes.py", "prompts/messages/modes.toml"


def blocks(heading: str) -> list[str]:
    """Return the examples that stand under a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"```\w+\n(.*?)```", section, re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the program needs, as it is compiled where it is."""
    for folder in ("bot", "prompts", "schedules"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("_content"))
    return tmp_path


def add(copy: Path, file: str, text: str) -> None:
    path = copy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


def change(copy: Path, file: str, before: str, after: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


# Commands one after another, as far as each ends well; then what is played, if anything.
RUN = """
import sys
from bot.__main__ import main

for line in sys.argv[1].splitlines():
    try:
        main(line.split())
    except SystemExit as end:
        if end.code:
            raise
"""


def run(copy: Path, *commands: str, then: str = "") -> tuple[int, str]:
    """Return how commands of the copy and what is played then end in one process, and all that they say."""
    command = [sys.executable, "-c", RUN + then, "\n".join(commands)]
    paths = os.pathsep.join([str(copy), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=100, check=False)
    return done.returncode, done.stdout + done.stderr


def mode_added(copy: Path, *, with_handling: bool = True, with_words: bool = True) -> None:
    value, handling, words = blocks("Add a way to collect")
    change(copy, MODES, "\nEVERY = (", f"\n{value}\nEVERY = (")
    row = next(line for line in (copy / MODES).read_text(encoding="utf-8").splitlines() if line.startswith("EVERY = "))
    change(copy, MODES, row, row.replace(")", ", READ)"))
    if with_handling:
        add(copy, "bot/app/sessions/modes/read.py", handling)
    if with_words:
        add(copy, WORDS, f"\n{words}")
    # A step in which everybody contributes by name becomes one in which they only say that they read it.
    change(copy, "prompts/consultation/organisatieopstellingen.toml", 'mode = "confirm"', 'mode = "read"')


def test_a_way_to_collect_is_three_files(copy: Path) -> None:
    mode_added(copy)
    code, said = run(copy, "check", "rehearse organisatieopstellingen --language en")
    assert (code, "Press the button once you have read it." in said) == (0, True), said[-2000:]


def test_a_mode_that_nobody_handles_stops_the_program_at_its_start(copy: Path) -> None:
    mode_added(copy, with_handling=False)
    code, said = run(copy, "rehearse troika")
    assert (code != 0, "the mode read has no HANDLING in bot.app.sessions.modes.read" in said) == (True, True), said


def test_a_mode_without_words_is_a_mistake(copy: Path) -> None:
    mode_added(copy, with_words=False)
    code, said = run(copy, "check")
    assert (code, f"{WORDS}: read.in_group: is missing" in said) == (1, True), said


def command_added(copy: Path, *, with_words: bool = True, where: str = "bot/app/teams/circle.py") -> None:
    code, words = blocks("Add a command")
    add(copy, where, code)
    if with_words:
        add(copy, "prompts/messages/circle.toml", words)


PLAYED = """
import asyncio, tempfile
from pathlib import Path
from stage import staged

async def play():
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder) / "kept.db", "2026-11-23 09:00") as stage:
            anna, bram = stage.people("Anna", "Bram")
            group = await stage.team("Onderbouw", anna, bram)
            bram.write(group, "/meedoen")
            print((await stage.say(anna, group, "/kring")).text)

asyncio.run(play())
"""


def assert_answered(copy: Path) -> None:
    """Raise AssertionError unless nothing is wrong with the copy, and the bot answers the new command in a group."""
    code, said = run(copy, "check", then=PLAYED)
    assert (code, said.splitlines()[-1:], "0 mistakes" in said) == (0, ["Bram doet mee."], True), said[-2000:]


def test_a_command_is_two_files(copy: Path) -> None:
    command_added(copy)
    assert_answered(copy)


def test_a_wing_touches_no_neighbour(copy: Path) -> None:
    add(copy, "bot/app/attending/__init__.py", '"""Attending: who takes part."""\n')
    command_added(copy, where="bot/app/attending/circle.py")
    assert_answered(copy)


def test_a_command_without_a_line_in_the_menu_is_a_mistake(copy: Path) -> None:
    command_added(copy, with_words=False)
    code, said = run(copy, "check")
    assert (code, "circle.toml: menu: is missing; add it: what /circle does" in said) == (1, True), said


def test_two_commands_of_one_name_stop_the_program_at_its_start(copy: Path) -> None:
    command_added(copy)
    change(copy, "bot/app/teams/circle.py", '"kring"', '"straks"')
    code, said = run(copy, "check")
    assert (code != 0, "/straks is in the COMMANDS of two rooms" in said) == (True, True), said


def test_a_method_is_one_file(copy: Path) -> None:
    add(copy, "prompts/consultation/tipronde.toml", "".join(blocks("Add a method")))
    code, said = run(copy, "check", "rehearse tipronde --language en")
    assert (code, "Give a tip that can be used tomorrow." in said) == (0, True), said[-2000:]


def test_a_method_that_lacks_a_part_is_a_mistake(copy: Path) -> None:
    text = "".join(blocks("Add a method")).replace("minutes = 10\n", "")
    add(copy, "prompts/consultation/tipronde.toml", text)
    code, said = run(copy, "check")
    assert (code, "tipronde.toml: steps.1.minutes: is missing" in said) == (1, True), said
