"""Backup and restore as an administrator gives them, and one clear line for every file that is no database."""

import json
import os
import signal
from pathlib import Path

import pytest
from commandline.terminal import Terminal, connected, said, until

from bot.storage.database import open_for_writing
from bot.storage.laying import lay

OWN = {"LEERKRING_DATABASE": "own.db"}


async def test_a_backup_beside_the_running_bot_brings_back_what_was_said_until_then(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        running = await terminal.start("run")
        anna = sandbox.add_person("Anna")
        group = anna.create_group("Onderbouw")
        anna.invite(group, bot)
        anna.write(group, "/ask")
        await until(lambda: said(group, bot, "Beantwoord dit bericht"))
        prompt = next(one for one in group.messages if "Beantwoord dit bericht" in one.text)
        first = anna.reply(prompt, "Van Anna.")
        await until(lambda: first.reactions)
        made = terminal.give_here("backup", "copy.db")
        refused = terminal.give_here("restore", "copy.db")
        second = anna.reply(prompt, "Nog iets van Anna.")
        await until(lambda: second.reactions)
        running.send_signal(signal.SIGTERM)
        await running.communicate()
        before = [entry["text"] for entry in terminal.read_here("log")]
        restored = terminal.read_here("restore", "copy.db")
        after = [entry["text"] for entry in terminal.read_here("log")]
        kept = Terminal(tmp_path, {"LEERKRING_DATABASE": restored["kept"]})
        assert (made[0], "copy.db: " in made[1], made[2]) == (0, True, "")
        assert (refused[0], refused[2].count("\n")) == (3, 1)
        assert refused[2].startswith("Another Leerkring is already running on own.db. Stop it first")
        assert (before, after) == (["Van Anna.", "Nog iets van Anna."], ["Van Anna."])
        assert [entry["text"] for entry in kept.read_here("log")] == before
        assert (restored["database"], restored["backup"]) == ("own.db", "copy.db")


async def test_a_restored_bot_starts_and_goes_on(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        anna = sandbox.add_person("Anna")
        group = anna.create_group("Onderbouw")
        anna.invite(group, bot)
        for words, answer in (("/ask", "Beantwoord dit bericht"), ("/plan", "veertien dagen")):
            running = await terminal.start("run")
            anna.write(group, words)
            await until(lambda answer=answer: said(group, bot, answer))
            running.send_signal(signal.SIGTERM)
            await running.communicate()
            terminal.give_here("backup", "copy.db")
            code, _, errors = terminal.give_here("restore", "copy.db")
            assert (running.returncode, code) == (0, 0), errors
        _, found, _ = await terminal.give_beside("doctor")
        assert "ok    database: ok" in found, found


def started_once(tmp_path: Path) -> Terminal:
    """Return a terminal in a folder with a database as a first start leaves it."""
    open_for_writing(lay(tmp_path / "own.db")).close()
    return Terminal(tmp_path, OWN)


def test_backups_in_a_folder_are_named_by_time_and_thinned_out(tmp_path: Path) -> None:
    terminal = started_once(tmp_path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "notes.txt").touch()
    first, second, third = [terminal.read_here("backup", "backups", "--keep", "2") for _ in range(3)]
    left = {str(path.relative_to(tmp_path)) for path in (tmp_path / "backups").iterdir()}
    assert (first["removed"], second["removed"], third["removed"]) == ([], [], [first["backup"]])
    assert left == {"backups/notes.txt", second["backup"], third["backup"]}
    assert third["bytes"] == (tmp_path / third["backup"]).stat().st_size


def test_a_backup_is_sealed_to_a_key_and_comes_back_with_it(tmp_path: Path) -> None:
    terminal = started_once(tmp_path)
    made = terminal.read_here("key", "school.key")
    sealed = terminal.read_here("backup", "copy.db.age", "--encrypt-to", made["public"])
    setting = Terminal(tmp_path, OWN | {"LEERKRING_BACKUP_KEY": made["public"]})
    (tmp_path / "backups").mkdir()
    nightly = setting.read_here("backup", "backups", "--keep", "2")
    refused = terminal.give_here("restore", "copy.db.age")
    restored = terminal.read_here("restore", "copy.db.age", "--key", "school.key")
    taken = terminal.give_here("key", "school.key")
    assert (sealed["is_encrypted"], nightly["backup"][-7:], refused[0], taken[0]) == (True, ".db.age", 1, 1)
    assert ("--key" in refused[2], restored["database"], terminal.read_here("log")) == (True, "own.db", [])


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("backup", "own.db", "--force"), 1, "Choose another name for the backup"),
        (("backup", "taken.db"), 1, "or overwrite it with --force"),
        (("backup", "none/copy.db"), 1, "There is no folder none. Make it"),
        (("backup", "backups/"), 1, "There is no folder backups. Make it"),
        (("backup", "copy.db", "--keep", "3"), 2, "--keep needs a folder"),
        (("backup", ".", "--keep", "0"), 2, "0 is not in the range"),
        (("backup",), 2, "Missing argument"),
        (("restore", "none.db"), 1, "There is no file none.db"),
        (("restore", "taken.db"), 1, "Choose another backup"),
        (("restore", "own.db"), 1, "Name a backup"),
    ],
)
def test_a_wrong_backup_or_restore_is_refused_with_what_to_do(
    tmp_path: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    terminal = started_once(tmp_path)
    (tmp_path / "taken.db").write_text("A letter to the parents, and no database at all.")
    got, _, errors = terminal.give_here(*words)
    assert (got, line in errors, "Traceback" in errors) == (code, True, False), errors


@pytest.mark.parametrize("command", [("run",), ("plan",), ("log",), ("teams",), ("backup", "copy.db")])
def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "own.db").write_text("A letter to the parents, and no database at all.")
    code, out, errors = Terminal(tmp_path, OWN | {"LEERKRING_BOT_TOKEN": "1:x"}).give_here(*command)
    assert (code, out, errors.count("\n"), errors[:7]) == (1, "", 1, "own.db "), errors


async def test_a_bot_that_does_not_start_says_nothing_but_that_line(tmp_path: Path) -> None:
    (tmp_path / "own.db").write_text("A letter to the parents, and no database at all.")
    # A token of its own: two programs with one token do not start.
    code, out, errors = await Terminal(tmp_path, OWN | {"LEERKRING_BOT_TOKEN": "2:y"}).give("run")
    assert (code, out, errors.count("\n"), errors[:7]) == (1, "", 1, "own.db "), errors


async def test_the_doctor_looks_further_than_a_file_that_is_no_database(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, _, _):
        (tmp_path / "own.db").write_text("A letter to the parents, and no database at all.")
        code, out, _ = await terminal.give_beside("doctor", "--json")
        found = {item["what"]: item["ok"] for item in json.loads(out)}
        assert (code, found["database"], found["token"]) == (1, False, True)


def test_a_broken_database_is_replaced_by_a_backup(tmp_path: Path) -> None:
    terminal = started_once(tmp_path)
    terminal.give_here("backup", "copy.db")
    (tmp_path / "own.db").write_text("A letter to the parents, and no database at all.")
    terminal.give_here("restore", "copy.db")
    assert terminal.read_here("log") == []


def test_a_folder_that_may_not_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    terminal = started_once(tmp_path)
    (tmp_path / "locked").mkdir(mode=0o500)
    target = "/proc/copy.db" if os.geteuid() == 0 else "locked/copy.db"
    code, _, errors = terminal.give_here("backup", target)
    assert (code, errors.count("\n")) == (1, 1), errors


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("key", "k.key"), "k.key is there already, and backups may need the key in it. Choose another name."),
        (("key", "nowhere/k.key"), "Correct the name, or make the folder it is to stand in."),
        (("backup", "copy.db", "--encrypt-to", "age1abc"), "This public key is incomplete or mistyped: copy it again"),
    ],
)
def test_what_is_refused_says_what_to_do(tmp_path: Path, words: tuple[str, ...], mend: str) -> None:
    terminal = started_once(tmp_path)
    (tmp_path / "k.key").touch()
    code, out, errors = terminal.give_here(*words)
    assert (code, out, errors.count("\n"), mend in errors) == (1, "", 1, True), errors


def test_a_restore_says_what_may_be_back_and_how_to_look_for_it(tmp_path: Path) -> None:
    terminal = started_once(tmp_path)
    terminal.give_here("backup", "copy.db")
    _, out, _ = terminal.give_here("restore", "copy.db")
    assert "Erased after the backup was made, and now in it too: 0." in out
    assert "may be back, if the backup is older than that: look for it with `leerkring find`" in out
