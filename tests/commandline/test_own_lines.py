"""Own lines: no word that people wrote, no name and no token stands in the program's log, whatever a server answers."""

import io
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline.terminal import connected, said, until

from bot.commandline.own_lines import OwnLines, whence

SECRET = "GEHEIM over Mila"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Return what a log with our own lines holds."""
    stream, root, ours = io.StringIO(), logging.getLogger(), logging.getLogger("bot")
    # A command that was run in this process before may have hushed ours.
    level = ours.level
    ours.setLevel(logging.NOTSET)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OwnLines())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    ours.setLevel(level)


def fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


@pytest.mark.parametrize("name", ["some.package", "asyncio", "uvicorn.error", "apscheduler", "root"])
def test_of_others_lines_only_the_kind_and_the_place_are_told(written: io.StringIO, name: str) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger(name).exception("Can not load: %s", SECRET)
    assert SECRET not in written.getvalue()
    assert f"ERROR {name}: at commandline/test_own_lines.py:" in written.getvalue()
    assert "ValueError, " in written.getvalue()


def test_our_own_lines_stay_and_lose_the_texts_of_exceptions(written: io.StringIO) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("bot.app.doors").exception("Update %s is set aside.", 7)
    assert "ERROR bot.app.doors: Update 7 is set aside.: ValueError, " in written.getvalue()
    assert SECRET not in written.getvalue()


def test_an_exception_is_told_with_what_led_to_it_and_without_its_words() -> None:
    with pytest.raises(ValueError, match=SECRET) as caught:
        fail()
    told = [line.split(":")[0] for line in whence(caught.value)]
    assert (told[0], "KeyError" in told, SECRET in str(told)) == ("ValueError", True, False)


def test_an_end_that_nobody_foresaw_tells_no_words(tmp_path: Path) -> None:
    script = tmp_path / "ends.py"
    script.write_text(
        "import sys, threading\n"
        "from bot.commandline.own_lines import hush_background, write_own_lines\n"
        "write_own_lines(True, sys.stderr)\n"
        "hush_background()\n"
        "def end():\n"
        f"    raise RuntimeError({SECRET!r})\n"
        "thread = threading.Thread(target=end)\n"
        "thread.start()\n"
        "thread.join()\n"
        "end()\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("RuntimeError"), "ends.py:6 in end" in done.stderr) == (1, 2, True)
    assert "GEHEIM" not in done.stderr


async def test_an_answer_cut_short_leaves_no_words_in_the_log(tmp_path: Path) -> None:
    async with connected(tmp_path) as (terminal, sandbox, bot):
        running = await terminal.start("-v", "run")
        anna = sandbox.add_person("Annemieke", username="juf_annemieke")
        group = anna.create_group("Onderbouw")
        anna.invite(group, bot)
        anna.write(group, "/start")
        await until(lambda: said(group, bot, "Leerkring voor Onderbouw"))
        for method in ("getUpdates", "sendMessage", "setMessageReaction", "editMessageText"):
            for fault in ("cut", "502"):
                sandbox.fail_next(method, fault)
        anna.write(group, "/ask")
        await until(lambda: said(group, bot, "Beantwoord dit bericht"))
        prompt = next(one for one in group.messages if "Beantwoord dit bericht" in one.text)
        reply = anna.reply(prompt, SECRET)
        anna.write(group, f"/zoek {SECRET}")
        await until(lambda: reply.reactions, seconds=60)
        running.send_signal(signal.SIGTERM)
        _, errors = await running.communicate()
    logged = errors.decode()
    kept = ["GEHEIM", "Mila", "Annemieke", "annemieke", "Onderbouw", "sandbox-secret", "Traceback", "Beantwoord"]
    assert [word for word in kept if word in logged] == []
    assert ("Leerkring is listening" in logged, "an answer that can't be read" in logged) == (True, True)
