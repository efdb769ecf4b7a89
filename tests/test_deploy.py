"""What stands in deploy/ and on the administrators' page keeps step with the code: settings, commands, files, units."""

import re
import shlex
import shutil
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
from hatchling.builders.wheel import WheelBuilder

from bot.__main__ import main
from bot.settings import Settings

PROJECT = Path(__file__).parents[1]
DEPLOY = PROJECT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
PAGES = [
    PROJECT / name
    for name in (
        "docs/administrators.md",
        "docs/data.md",
        "docs/privacy.md",
        "docs/privacy.nl.md",
        "README.md",
        "SECURITY.md",
    )
]
UNITS = [path for path in FILES if path.suffix in (".service", ".timer")]
SETTINGS = {f"LEERKRING_{name.upper()}" for name in Settings.model_fields}
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
BINARY = "/opt/leerkring/.venv/bin/leerkring"


class Unit(ConfigParser):
    """A unit of systemd, in which capitals count."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> ConfigParser:
    parser = Unit(strict=False, interpolation=None)
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words after `leerkring` in each command of a page: in blocks of shell and in backticks."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)).splitlines()
    lines = [line.split("  #")[0] for line in [*blocks, *re.findall(r"`([^`\n]+)`", text)]]
    for line in lines:
        given = re.match(r"(?:LEERKRING_\w+=\S+ )?(?:\S+/)?leerkring (.+)", line)
        contained = re.search(r"(?:(?:exec|exec -T) leerkring leerkring|run --rm leerkring) (.+)", line)
        if found := given or contained:
            yield [word for word in shlex.split(found[1]) if word != "…"]


def test_everything_in_the_folder_is_looked_at() -> None:
    units = {"leerkring.service", "leerkring-backup.service", "leerkring-backup.timer"}
    assert {path.name for path in FILES} - {"leerkring.env"} == units | {"leerkring", "Containerfile", "compose.yaml"}


@pytest.mark.parametrize("path", [*FILES, *PAGES], ids=lambda path: path.name)
def test_every_setting_it_names_is_there(path: Path) -> None:
    named = set(re.findall(r"\bLEERKRING_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
    assert named - SETTINGS == set()


def test_the_administrators_page_names_every_setting_and_every_command() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    missing = {name for name in SETTINGS if name not in page} | {
        name for name in main.commands if f"leerkring {name}" not in page
    }
    assert missing == set()


def is_there(words: list[str]) -> bool:
    """Tell whether a command is there, with all its options."""
    command: click.Command = main
    for name in (word for word in words if not word.startswith("-")):
        if isinstance(command, click.Group):
            if name not in command.commands:
                return False
            command = command.commands[name]
    known = {option for one in (*main.params, *command.params) for option in one.opts} | {"--version"}
    return {word for word in words if word.startswith("-")} <= known


def test_a_command_that_a_page_gives_is_there_with_its_options() -> None:
    given = [words for path in PAGES for words in commands(path.read_text(encoding="utf-8"))]
    assert given
    assert [words for words in given if not is_there(words)] == []


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_whole(path: Path) -> None:
    sections = {".service": {"Unit", "Service"}, ".timer": {"Unit", "Timer", "Install"}}[path.suffix]
    assert set(unit(path.name).sections()) - {"Install"} == sections - {"Install"}


@pytest.mark.parametrize("name", ["leerkring.service", "leerkring-backup.service"])
def test_a_service_gives_a_command_that_is_there_as_its_own_account(name: str, tmp_path: Path) -> None:
    service = unit(name)["Service"]
    binary, *words = shlex.split(service["ExecStart"])
    command = main.commands[words[0]]
    with click.Context(command) as context:
        (tmp_path / "backups").mkdir()
        command.make_parser(context).parse_args(words[1:])
    assert (binary, service["User"], service["UMask"], service["NoNewPrivileges"]) == (
        *(BINARY, "leerkring"),
        *("0077", "yes"),
    )


def test_the_two_services_are_shut_in_alike() -> None:
    bot, backup = (dict(unit(f"{name}.service")["Service"]) for name in ("leerkring", "leerkring-backup"))
    own = {"ExecStart", "Type", "StateDirectory", "PrivateNetwork", "RestrictAddressFamilies", "TimeoutStopSec"}
    own |= {key for key in bot if key.startswith("Restart")}
    assert {key: bot[key] for key in bot if key not in own} == {key: backup[key] for key in backup if key not in own}


def test_the_service_is_not_started_again_for_what_that_would_not_mend() -> None:
    assert unit("leerkring.service")["Service"]["RestartPreventExitStatus"] == "2 3"


def test_the_timer_starts_the_backup_each_night() -> None:
    timer = unit("leerkring-backup.timer")["Timer"]
    assert (timer["OnCalendar"], timer.get("Unit", "leerkring-backup.service")) == (
        "*-*-* 03:30",
        "leerkring-backup.service",
    )


def test_the_wrapper_starts_the_same_program_in_the_same_place_as_the_service() -> None:
    wrapper, service = (DEPLOY / "leerkring").read_text(encoding="utf-8"), unit("leerkring.service")["Service"]
    assert all(word in wrapper for word in (BINARY, f"cd {service['WorkingDirectory']} ", f"-u {service['User']} "))


def copied() -> list[str]:
    """Return what the image's first stage copies from the project."""
    lines = re.findall(r"^COPY (?!--from)(.*)$", CONTAINERFILE, re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def packed(project: Path, folder: Path) -> dict[str, bytes]:
    wheel = next(WheelBuilder(str(project)).build(directory=str(folder), versions=["standard"]))
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}


def test_the_image_holds_the_very_wheel_of_the_project(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in copied():
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, source / name)
    assert packed(source, tmp_path / "one") == packed(PROJECT, tmp_path / "other")


def test_the_build_sees_what_it_copies_and_nothing_else() -> None:
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    shown = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert (rules[0], shown) == ("*", set(copied()))


def test_the_image_checks_hashes_runs_without_rights_and_keeps_its_data_in_a_volume() -> None:
    last = CONTAINERFILE.split("\nFROM ")[-1]
    wanted = ("USER leerkring", "VOLUME /data", "LEERKRING_DATABASE=/data/leerkring.db", 'ENTRYPOINT ["leerkring"]')
    assert ([line for line in wanted if line not in last], "--require-hashes -r requirements.txt" in CONTAINERFILE) == (
        [],
        True,
    )


def test_no_secret_is_built_in() -> None:
    told = re.findall(r"(?:TOKEN|SECRET)\s*[=:]\s*(\S+)", "".join(path.read_text(encoding="utf-8") for path in FILES))
    assert set(told) <= {"…,"}


def test_compose_builds_this_image_and_keeps_its_volume() -> None:
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    wanted = ("context: ..", "dockerfile: deploy/Containerfile", "- data:/data", "env_file: leerkring.env")
    assert [line for line in wanted if line not in compose] == []


def test_the_first_run_makes_the_file_that_the_service_brings_along() -> None:
    page, readme = ((PROJECT / name).read_text(encoding="utf-8") for name in ("docs/administrators.md", "README.md"))
    making = "install -m 600 /dev/null leerkring.toml    # an empty file that only you can read\n"
    bringing = "sudo install -o leerkring -g leerkring -m 600 leerkring.toml /var/lib/leerkring/leerkring.toml"
    assert (making in page, making in readme, bringing in page) == (True, True, True)
    # A token that is typed before a command stands in the history of the shell.
    assert [name for name in PAGES if re.search(r"LEERKRING_BOT_TOKEN=\S+ ", name.read_text(encoding="utf-8"))] == []
