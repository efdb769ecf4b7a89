"""Mistakes in settings and commands, told so that whoever made them knows what to do."""

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from commandline.kept import BRAM, NOW, terminal_with_something_kept
from commandline.terminal import Terminal, connected
from messenger.test_odd_answers import ODDITIES
from odd import OddWire, serving_oddly

from bot.core.model import Rhythm, Role
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.storage import members, schedules
from bot.storage.database import open_for_writing
from bot.storage.laying import lay


def test_a_team_that_is_not_there_is_not_an_empty_log(tmp_path: Path) -> None:
    code, out, err = terminal_with_something_kept(tmp_path).give_here("log", "--team", "9")
    assert (code, "There are no entries" in out, "There is no team 9" in err) == (1, False, True)


def test_the_log_and_the_plan_name_their_team(tmp_path: Path) -> None:
    _, out, _ = terminal_with_something_kept(tmp_path).give_here("log")
    assert "Onderbouw" in out


def test_a_stretch_in_which_nothing_comes_is_no_team_without_a_rhythm(tmp_path: Path) -> None:
    terminal = terminal_with_something_kept(tmp_path)
    without = terminal.give_here("plan")[1]
    database = open_for_writing(lay(tmp_path / "own.db"))
    in_a_month = datetime.now(UTC).date() + timedelta(days=30)
    rhythm = Rhythm("dates", (), time(12, 30), dates=(in_a_month,))
    schedules.put(database, 1, "prompt", rhythm, (), in_a_month, datetime.now(UTC) + timedelta(days=30))
    database.close()
    within = [terminal.give_here("plan", *words)[1] for words in (("--days", "1"), ("--days", "1", "--team", "1"))]
    assert "chooses a rhythm" in without
    assert within == ["Nothing is planned in 1 day. Look further with --days.\n"] * 2


def test_the_settings_that_the_help_names_are_all_there_are() -> None:
    _, told, _ = Terminal(Path(), {}).give_here("--help")
    named = {name.lower() for name in re.findall(r"LEERKRING_(\w+)", told)}
    assert named == set(Settings.model_fields)


def test_a_file_to_read_that_is_not_there_asks_for_no_folder(tmp_path: Path) -> None:
    terminal = terminal_with_something_kept(tmp_path)
    ways = ["nope.ics", "nowhere/nope.ics"]
    told = [terminal.give_here("schedule", "free-days", "1", name)[2] for name in ways]
    assert ["make the folder" in one for one in told] == [False, True]
    assert all("Correct the name" in one for one in told)


def test_one_member_is_no_plural(tmp_path: Path) -> None:
    terminal = terminal_with_something_kept(tmp_path)
    database = open_for_writing(lay(tmp_path / "own.db"))
    for role in (Role.MEMBER, Role.LEADER):
        members.give_role(database, 1, BRAM.id, role, NOW)
    database.close()
    _, out, _ = terminal.give_here("teams")
    assert ("1 member," in out, "1 leader " in out) == (True, True)


@pytest.mark.parametrize(
    "token", ["abc", "12345", ":abc", "1:", "bot7000001:abc", "70000 01:abc", "7000001:a/b", "ü:x"]
)
def test_what_can_be_no_token_is_said_before_anything_is_asked_of_a_server(tmp_path: Path, token: str) -> None:
    settings = {"LEERKRING_BOT_TOKEN": token, "LEERKRING_API_URL": "http://127.0.0.1:9"}
    code, _, err = Terminal(tmp_path, settings).give_here("run")
    assert (code, "token" in err.lower(), token in err) == (2, True, False)


@pytest.mark.parametrize(("name", "meant"), [("bot_tokn", "bot_token"), ("databse", "database"), ("api", "api_url")])
def test_a_setting_that_is_misspelt_is_told_with_the_likely_one(tmp_path: Path, name: str, meant: str) -> None:
    (tmp_path / "leerkring.toml").write_text(f'{name} = "x"\n')
    code, _, err = Terminal(tmp_path, {}).give_here("check")
    assert (code, name in err, meant in err, "Extra inputs" in err) == (2, True, True, False)


def test_without_a_token_it_is_said_where_one_is_written(tmp_path: Path) -> None:
    where = 'write bot_token = "…" in leerkring.toml in this folder (or set LEERKRING_BOT_TOKEN)'
    code, _, err = Terminal(tmp_path, {}).give_here("run")
    [token] = [one for one in Terminal(tmp_path, {}).doctor() if one["what"] == "token"]
    assert (code, where in err, where in token["do"]) == (2, True, True)


QUOTES = "put a text between straight quotes, such as bot_token = "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bot_token = 123456:abc", f'can\'t be read as TOML, at line 1: {QUOTES}"…"'),
        ("# ours\nbot_token = 123456:abc # mine", f'can\'t be read as TOML, at line 2: {QUOTES}"…"'),
        ("bot_token = “123456:abc”", f"can't be read as TOML, at line 1: {QUOTES}"),
        ("bot_token = ‘123456:abc’", f"can't be read as TOML, at line 1: {QUOTES}"),
        ("bot_token: 123456:abc", "at line 1: write key = value, such as bot_token = "),
        ('bot_token = "123456:abc”', 'at line 1: a text has no closing "'),
        ("bot_token = 123456", 'bot_token: put it between straight quotes, as in bot_token = "…"'),
        ("database = 2026-11-24", 'database: put it between straight quotes, as in database = "…"'),
        ('notices = "perhaps"', "notices: write true or false, without quotes"),
    ],
)
def test_what_is_not_written_as_the_file_asks_is_told_with_its_line_and_the_mend(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "leerkring.toml").write_text(f"{text}\n", encoding="utf-8")
    code, _, err = Terminal(tmp_path, {}).give_here("doctor")
    assert (code, said in err, ":abc" in err) == (2, True, False), err


def test_letters_in_another_encoding_are_told(tmp_path: Path) -> None:
    (tmp_path / "leerkring.toml").write_bytes(b'database = "caf\xe9.db"\n')
    code, _, err = Terminal(tmp_path, {}).give_here("doctor")
    assert (code, "save it again, with UTF-8" in err) == (2, True), err


@pytest.mark.parametrize("command", ["doctor", "check", "run"])
@pytest.mark.parametrize(("is_link", "said"), [(False, "is no file"), (True, "is a link to what is not there")])
def test_settings_that_are_no_file_are_not_taken_for_none(
    tmp_path: Path, command: str, is_link: bool, said: str
) -> None:
    path = tmp_path / "leerkring.toml"
    path.symlink_to(tmp_path / "gone.toml") if is_link else path.mkdir()
    code, _, err = Terminal(tmp_path, {}).give_here(command)
    assert (code, f"leerkring.toml {said}" in err, "put" in err) == (2, True, True), err


@pytest.mark.parametrize("name", ["database", "content"])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_name_in_the_file_is_not_taken_for_this_folder(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "leerkring.toml").write_text(f'{name} = "{value}"\n')
    code, _, err = Terminal(tmp_path, {}).give_here("doctor")
    assert (code, f"{name}: is empty; write a name, or leave it out" in err) == (2, True), err


@pytest.mark.parametrize("command", ["run", "doctor", "backup copy.db", "teams", "log", "accesses"])
@pytest.mark.parametrize("value", ["", ".", "/", "there"])
def test_a_database_that_is_no_file_is_told_by_each_command_and_leaves_nothing(
    tmp_path: Path, command: str, value: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "leerkring.toml").write_text(f'database = "{value}"\n')
    code, _, err = Terminal(tmp_path, {}).give_here(*command.split())
    said = "database: is a folder; write the name of a file in it" if value else "database: is empty; write a name"
    assert (code, said in err) == (2, True), err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["leerkring.toml", "there"]


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_token_in_the_file_is_none(tmp_path: Path, value: str) -> None:
    path = tmp_path / "leerkring.toml"
    path.write_text(f'bot_token = "{value}"\nbackup_key = ""\nwebhook_url = ""\nwebhook_secret = ""\n')
    path.chmod(0o644)
    code, _, err = Terminal(tmp_path, {}).give_here("run")
    assert (code, "There is no token." in err) == (2, True), err
    _, out, _ = Terminal(tmp_path, {}).give_here("doctor")
    assert ("token: none" in out, "can read the token" in out) == (True, False), out


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_name_of_the_database_is_not_taken_for_the_usual_one(tmp_path: Path, value: str) -> None:
    code, _, err = Terminal(tmp_path, {"LEERKRING_DATABASE": value}).give_here("doctor")
    assert (code, "LEERKRING_DATABASE is empty; write the name" in err) == (2, True), err


@pytest.mark.parametrize("is_link", [False, True])
@pytest.mark.parametrize(
    "file", ["consultation/ours.toml", "messages/nl/board.toml", "frame.toml", "words/names.nl.toml"]
)
def test_content_that_is_no_file_is_told(tmp_path: Path, file: str, is_link: bool) -> None:
    path = tmp_path / "ours" / "prompts" / file
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "gone.toml") if is_link else path.mkdir()
    code, out, err = Terminal(tmp_path, {"LEERKRING_CONTENT": "ours"}).give_here("check")
    assert (code, f"prompts/{file}: file: is no file; remove it" in out + err) == (1, True), out + err


@pytest.mark.parametrize("how", sorted(set(ODDITIES) - {"wait word", "wait list", "wait huger", "page"}))
async def test_a_start_that_is_answered_oddly_ends_in_one_line(tmp_path: Path, how: str) -> None:
    wires: list[OddWire] = []

    def serve(sandbox: Sandbox) -> object:
        wires.append(OddWire(sandbox))
        return serving_oddly(sandbox, wires[0])

    async with connected(tmp_path, serve=serve) as (terminal, _, _):  # type: ignore[arg-type]  # stands in for a server
        wires[0].plan("getMe", ODDITIES[how])
        code, _, err = await terminal.give_beside("run")
    lines = err.strip().splitlines()
    assert (code, len(lines), "does not know this token" in err, "could not be reached" in err) == (1, 1, False, True)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"LEERKRING_WEBHOOK_URL": "http://bot.school.example/x"}, "must be an https:// address"),
        ({"LEERKRING_WEBHOOK_URL": "https://bot.school.example:444/x"}, "443, 80, 88 or 8443"),
        ({"LEERKRING_WEBHOOK_URL": "https://localhost/x"}, "that Telegram can reach"),
        ({"LEERKRING_WEBHOOK_LISTEN": "nonsense"}, "127.0.0.1:8080"),
    ],
)
def test_a_webhook_that_cannot_be_is_said_before_telegram_is_asked(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    whole = {
        "LEERKRING_BOT_TOKEN": "7:x",
        "LEERKRING_WEBHOOK_URL": "https://bot.school.example/x",
        "LEERKRING_WEBHOOK_SECRET": "w",
    }
    code, _, err = Terminal(tmp_path, whole | settings).give_here("run", "--webhook")
    assert (code, said in err) == (2, True), err


@pytest.mark.parametrize(("mode", "is_well"), [(0o644, False), (0o600, True)])
def test_the_doctor_says_where_others_can_read_the_token(tmp_path: Path, mode: int, is_well: bool) -> None:
    path = tmp_path / "leerkring.toml"
    path.write_text('bot_token = "7:x"\napi_url = "http://127.0.0.1:9"\n')
    path.chmod(mode)
    [found] = [one for one in Terminal(tmp_path, {}).doctor() if one["what"] == "leerkring.toml"]
    assert (found["ok"], "chmod 600" in (found["do"] or "")) == (is_well, not is_well)
