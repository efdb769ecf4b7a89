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


def command_added(copy: Path, wing: str = "teams", *, with_words: bool = True, named: str = "circle kring") -> None:
    """Add the command of the page, under other names where it stands there already."""
    english, dutch = named.split()
    code, words = (text.replace("circle", english).replace("kring", dutch) for text in blocks("Add a command"))
    add(copy, f"bot/app/{wing}/{english}.py", code)
    if with_words:
        add(copy, f"prompts/messages/{english}.toml", words)


def method_added(copy: Path, without: str = "") -> None:
    text = "".join(blocks("Add a method"))
    assert without in text
    add(copy, "prompts/consultation/tipronde.toml", text.replace(without, ""))


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
            anna.write(group, "/meedoen")
            print((await stage.say(anna, group, "/rondje")).text)

asyncio.run(play())
"""


def test_a_way_to_collect_is_three_files_a_command_two_and_a_method_one(copy: Path) -> None:
    mode_added(copy)
    command_added(copy)
    # A wing of its own touches no neighbour.
    add(copy, "bot/app/attending/__init__.py", '"""Attending: who takes part."""\n')
    command_added(copy, "attending", named="round rondje")
    method_added(copy)
    rehearsals = [f"rehearse {method} --language en" for method in ("organisatieopstellingen", "tipronde")]
    code, said = run(copy, "check", *rehearsals, then=PLAYED)
    assert (code, "0 mistakes" in said) == (0, True), said[-2000:]
    assert "Press the button once you have read it." in said
    assert "Give a tip that can be used tomorrow." in said
    assert said.splitlines()[-2:] == ["Bram doet mee.", "Bram en Anna doen mee."]


def test_what_lacks_a_part_is_a_mistake(copy: Path) -> None:
    mode_added(copy, with_words=False)
    command_added(copy, with_words=False)
    method_added(copy, without="minutes = 10\n")
    code, said = run(copy, "check")
    assert (code, "6 mistakes" in said) == (1, True), said
    assert f"{WORDS}: read.in_group: is missing" in said
    assert "circle.toml: menu: is missing; add it: what /circle does" in said
    assert "tipronde.toml: steps.1.minutes: is missing" in said


def test_a_mode_that_nobody_handles_stops_the_program_at_its_start(copy: Path) -> None:
    mode_added(copy, with_handling=False)
    code, said = run(copy, "rehearse troika")
    assert (code != 0, "the mode read has no HANDLING in bot.app.sessions.modes.read" in said) == (True, True), said


def test_two_commands_of_one_name_stop_the_program_at_its_start(copy: Path) -> None:
    command_added(copy, named="circle straks")
    code, said = run(copy, "check")
    assert (code != 0, "/straks is in the COMMANDS of two rooms" in said) == (True, True), said
