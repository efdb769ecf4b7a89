"""The program as somebody at a terminal meets it: started, asked, stopped, and refused with a clear line."""

import json
import signal
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from commandline.terminal import Terminal, connected, said, until
from sandbox.specification import check_request

from bot import content
from bot.__main__ import main
from bot.commandline.reading import counted


async def test_from_added_to_summary_the_log_shows_exactly_three(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        running = await terminal.start("run")
        anna, bram, chris = (sandbox.add_person(name) for name in ("Anna", "Bram", "Chris"))
        group = anna.create_group("Onderbouw")
        for one in (bram, chris, bot):
            anna.invite(group, one)
        anna.write(group, "/start")
        await until(lambda: said(group, bot, "Leerkring voor Onderbouw"))
        anna.write(group, "/ask")
        await until(lambda: said(group, bot, "Beantwoord dit bericht"))
        prompt = next(one for one in group.messages if "Beantwoord dit bericht" in one.text)
        replies = [person.reply(prompt, f"Van {person.name}.") for person in (anna, bram, chris)]
        anna.edit(replies[0], "Van Anna, verbeterd.")
        await until(lambda: all(one.reactions for one in replies))
        anna.write(group, "/summary")
        await until(lambda: said(group, bot, "De afgelopen week"))
        refused, _, reason = await terminal.give_beside("run")
        entries, listed = terminal.read_here("log"), terminal.read_here("teams")
        plan = terminal.read_here("plan", "--days", "14")
        health, found, _ = await terminal.give_beside("doctor")
        running.send_signal(signal.SIGTERM)
        _, errors = await running.communicate()
        assert [(one["author"]["name"], one["text"], one["audience"], one["kind"]) for one in entries] == [
            ("Anna", "Van Anna, verbeterd.", "team", entries[0]["kind"]),
            ("Bram", "Van Bram.", "team", entries[0]["kind"]),
            ("Chris", "Van Chris.", "team", entries[0]["kind"]),
        ]
        assert set(entries[0]) == {
            *("id", "at", "team", "session", "method", "step", "author", "audience", "kind", "text", "value")
        }
        assert listed == [
            {
                "id": 1,
                "chat_id": group.id,
                "name": "Onderbouw",
                "language": "nl",
                "timezone": "Europe/Amsterdam",
                "region": "nl-midden",
                "members": [],
                "leaders": [],
                "coordinators": [{"id": anna.id, "name": "Anna"}],
                "observers": [],
                "keeps": "2 years",
                "pauses": [],
                "free_days": [],
            }
        ]
        assert plan == []
        assert (refused, "already running" in reason) == (3, True)
        assert (health, "LOOK" in found) == (0, False), found
        assert (running.returncode, "sandbox-secret" in errors.decode()) == (0, False)
        for call in sandbox.calls:
            check_request(call.method, call.params)


async def test_the_rehearsal_clock_makes_a_prompt_due(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        running = await terminal.start("run", "--rehearse-from", "2026-11-24T12:25+01:00", "--rehearse-speed", "60")
        anna = sandbox.add_person("Anna")
        group = anna.create_group("Onderbouw")
        anna.invite(group, bot)
        anna.write(group, "/ritme week di 12.35")
        await until(lambda: said(group, bot, "Beantwoord dit bericht"), 30)
        running.send_signal(signal.SIGTERM)
        await running.communicate()
        assert running.returncode == 0


async def test_by_webhook_the_bot_answers_just_the_same(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        terminal.settings |= {
            "LEERKRING_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "LEERKRING_WEBHOOK_SECRET": "a-word",
            "LEERKRING_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        }
        anna = sandbox.add_person("Anna")
        group = anna.create_group("Onderbouw")
        anna.invite(group, bot)
        running = await terminal.start("run", "--webhook")
        await until(lambda: said(group, bot, "Dag allemaal"))
        running.send_signal(signal.SIGTERM)
        _, errors = await running.communicate()
        assert running.returncode == 0, errors.decode()


@pytest.mark.parametrize(
    ("words", "settings", "code", "line"),
    [
        (("run",), {}, 2, "Ask @BotFather for one"),
        (("run", "--rehearse-speed", "60"), {"LEERKRING_BOT_TOKEN": "1:x"}, 2, "A rehearsal would tell real people"),
        (("run", "--webhook"), {"LEERKRING_BOT_TOKEN": "1:x"}, 2, "--webhook needs"),
        (("run",), {"LEERKRING_API_URL": "telegram"}, 2, "must begin with http"),
        (("log",), {"LEERKRING_DATABASE": "none.db"}, 1, "There is no database at none.db"),
        (("run", "--sideways"), {}, 2, "No such option"),
    ],
)
def test_wrong_use_is_refused_with_what_to_do(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], code: int, line: str
) -> None:
    got, _, errors = Terminal(tmp_path, settings).give_here(*words)
    assert (got, line in errors) == (code, True), errors


async def test_a_token_telegram_does_not_know_is_said_so(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, _, _):
        terminal.settings["LEERKRING_BOT_TOKEN"] = "7:other"
        code, _, errors = await terminal.give_beside("run")
        assert (code, "does not know this token" in errors) == (1, True)


async def test_settings_come_from_a_file_too(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, _, _):
        lines = [f'{name.removeprefix("LEERKRING_").lower()} = "{value}"' for name, value in terminal.settings.items()]
        (tmp_path / "leerkring.toml").write_text("\n".join(lines))
        code, out, _ = await Terminal(tmp_path, {}).give_beside("doctor")
        assert (code, "@leerkring_bot" in out) == (1, True)


def test_a_schools_own_broken_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "prompts" / "reflection"
    folder.mkdir(parents=True)
    (folder / "van-ons.toml").write_text('family = "R99"\n')
    code, out, _ = Terminal(tmp_path, {"LEERKRING_CONTENT": "own"}).give_here("check")
    assert (code, "prompts/reflection/van-ons.toml: family:" in out) == (1, True)


def test_check_counts_what_it_read_and_finds_the_mistakes_in_a_method(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "prompts" / "consultation"
    folder.mkdir(parents=True)
    (folder / "van-ons.toml").write_text('who = "owner"\n')
    terminal = Terminal(tmp_path, {"LEERKRING_CONTENT": "own"})
    code, out, _ = terminal.give_here("check")
    read = content.load()
    total = f"{len(read.prompts)} questions and {counted(len(read.walkthroughs) + len(read.in_pairs), 'method')} read, "
    line = "prompts/consultation/van-ons.toml: who: is about a step; put it right under [[steps]]"
    assert (code, total in out, line in out) == (1, True, True), out


def test_check_gives_the_same_mistakes_to_programs(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "prompts" / "consultation"
    folder.mkdir(parents=True)
    (folder / "van-ons.toml").write_text("order = \n")
    code, out, _ = Terminal(tmp_path, {"LEERKRING_CONTENT": "own"}).give_here("check", "--json")
    [mistake] = json.loads(out)
    assert (code, mistake["file"], mistake["path"]) == (1, "prompts/consultation/van-ons.toml", "file")


@pytest.mark.parametrize(
    ("language", "lines"), [("nl", ("Wat jullie schreven", "week 48")), ("en", ("What you wrote", "week 48"))]
)
def test_the_demo_plays_a_week(language: str, lines: tuple[str, str]) -> None:
    result = CliRunner().invoke(main, ["demo", "--script", "--language", language])
    assert (result.exit_code, [line in result.output for line in lines]) == (0, [True, True]), result.output


def test_the_story_answers_the_question_that_is_asked() -> None:
    result = CliRunner().invoke(main, ["demo", "--script"])
    assert "Geleend en gelukt" in result.output


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert (result.exit_code, len(result.output) > 100) == (0, True)


def test_screen_prints_what_the_bot_would_see_in_each_line(tmp_path: Path) -> None:
    written = tmp_path / "lines.txt"
    written.write_text("Sem liep weg.\n\nEen leerling had een mes in zijn tas.\nDe les liep goed.\n", encoding="utf-8")
    from_file = CliRunner().invoke(main, ["screen", "--json", str(written)])
    typed = CliRunner().invoke(main, ["screen"], input="Sem liep weg.\n")
    assert json.loads(from_file.output) == [
        {"text": "Sem liep weg.", "names": ["Sem"], "alarm": None},
        {"text": "Een leerling had een mes in zijn tas.", "names": [], "alarm": "violence"},
        {"text": "De les liep goed.", "names": [], "alarm": None},
    ]
    assert typed.output == "Sem liep weg.\n      names: Sem; alarm: none\n"
