"""The wheel carries its content with it, so that an installed bot says what the project's own does."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from charts.examples import BALANCE
from hatchling.builders.wheel import WheelBuilder

from bot.charts import draw

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(WheelBuilder(str(PROJECT)).build(directory=str(folder), versions=["standard"]))
    with ZipFile(wheel) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_an_installed_bot_finds_no_mistake_in_the_content_it_brought(unpacked: Path, tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LEERKRING_")}
    answer = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path,
        env=surroundings | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = answer.stdout.strip()
    folders = ("reflection", "consultation", "toolbox", "practices")
    questions, *others = (len(list((PROJECT / "prompts" / folder).glob("*.toml"))) for folder in folders)
    methods = sum(others)
    counts = f"{questions} questions and {methods} methods read"
    assert (answer.returncode, said, answer.stderr) == (0, f"{counts}, 0 mistakes found.", "")


def test_an_installed_bot_reads_its_own_copy(unpacked: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "from bot.content import our_folder; print(our_folder())"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(answer.stdout.strip()).resolve() == (unpacked / "bot" / "_content").resolve()


def test_the_wheel_brings_the_page_of_the_demo(unpacked: Path) -> None:
    static = Path("bot/sandbox/page/static")
    assert {path.name for path in (unpacked / static).iterdir()} == {path.name for path in (PROJECT / static).iterdir()}


def test_an_installed_bot_draws_with_the_letters_it_brought(unpacked: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "bot.charts"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        input=BALANCE.model_dump_json().encode(),
        capture_output=True,
        check=True,
    )
    licences = {path.name for path in unpacked.rglob("*.txt") if "licenses" in path.parts}
    assert (answer.stdout[5:], licences) == (
        draw(BALANCE),
        {"DejaVuSansCondensed.txt", "SourceSerifPro-SemiboldIt.txt"},
    )


def test_the_wheel_brings_what_papers_are_laid_out_by(unpacked: Path) -> None:
    assert {path.name for path in (unpacked / "bot" / "paper").glob("a4.*")} == {"a4.html", "a4.typ"}


def test_the_wheel_brings_every_content_file_of_the_project(unpacked: Path) -> None:
    paths = [path for folder in ("prompts", "schedules") for path in (PROJECT / folder).rglob("*.toml")]
    ours = {path.relative_to(PROJECT) for path in paths}
    packed = unpacked / "bot" / "_content"
    assert {path.relative_to(packed) for path in packed.rglob("*.toml")} == ours
