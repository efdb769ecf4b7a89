"""`leerkring demo` as a program: it prints where it is, gives way when its port is taken, and stops at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.commandline.transcript import Transcript
from bot.sandbox import Sandbox


@contextmanager
def demo(*options: str) -> Iterator[subprocess.Popen[str]]:
    surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-u", "-m", "bot", "demo", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=surroundings, text=True, stdout=pipe, stderr=pipe) as program:
        try:
            yield program
        finally:
            program.kill()


def line(program: subprocess.Popen[str]) -> str:
    """Return the next line that it prints."""
    assert program.stdout
    return program.stdout.readline().strip()


@contextmanager
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_without_a_display_and_stops_at_once(name: signal.Signals) -> None:
    with demo("--port", "0", "--language", "en") as program:
        address = line(program).removeprefix("Leerkring is playing at ")
        assert "pretend" in line(program)
        with httpx.Client(trust_env=False) as client, client.stream("GET", f"{address}/events?who=Anna") as stream:
            next(stream.iter_lines())
            began = time.monotonic()
            program.send_signal(name)
            said, errors = program.communicate(timeout=10)
            took = time.monotonic() - began
    assert (program.returncode, said.strip(), errors, took < 3) == (0, "Stopped; nothing was kept.", "", True)


def test_a_port_that_was_asked_for_and_is_taken_is_told() -> None:
    with taken() as port:
        result = CliRunner().invoke(main, ["demo", "--port", str(port)])
    assert (result.exit_code, result.stderr) == (1, "")
    assert f"Port {port} on 127.0.0.1 is not free." in result.stdout


def test_without_the_usual_port_a_free_one_is_taken() -> None:
    try:
        usual = socket.create_server(("127.0.0.1", 8737))
    except OSError:
        usual = socket.socket()  # somebody else has it, which is as good
    with usual, demo("--no-browser") as program:
        address = line(program).rpartition(" ")[2]
        assert httpx.get(address, trust_env=False).status_code == 200
    assert not address.endswith(":8737")


def test_opening_it_to_others_comes_with_a_warning() -> None:
    with demo("--host", "0.0.0.0", "--port", "0", "--language", "nl") as program:
        said = [line(program) for _ in range(3)]
    assert "kan op deze pagina iedereen zijn" in said[2]


@pytest.mark.parametrize(("language", "mark"), [("nl", "▦ (afbeelding)"), ("en", "▦ (picture)")])
def test_the_transcript_marks_a_picture_above_its_words(language: str, mark: str) -> None:
    printed: list[str] = []
    transcript = Transcript(language, printed.append, lambda: datetime(2026, 11, 27, 15, 30, tzinfo=UTC))
    sandbox = Sandbox(now=lambda: datetime(2026, 11, 27, 15, 30, tzinfo=UTC))
    anna, bot = sandbox.add_person("Anna"), sandbox.add_bot()
    transcript.see(anna.send_photo(anna.chat_with(bot), caption="Kijk."), is_new=True)
    assert [line.strip() for line in printed[-2:]] == [mark, "Kijk."]
