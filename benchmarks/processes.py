"""Starts the processes of a benchmark, each with settings of its own, and ends them after it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_STOP = 20


class Server:
    """Telegram's side, in another process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        opening = self.hear()
        self.url, self.token = str(opening["url"]), str(opening["token"])

    def ask(self, command: str) -> dict[str, Any]:
        """Give a command and wait for its answer. Raises RuntimeError if the server ends instead."""
        self.tell(command)
        return self.hear()

    def tell(self, command: str) -> None:
        """Give a command whose answer `hear` will bring."""
        if self._process.stdin is None:
            raise RuntimeError("the server has no stdin")
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for the answer to a command. Raises RuntimeError if the server ends instead."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("the server ended before it answered")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def server(*rules: str) -> Iterator[Server]:
    """Run Telegram's side until the block ends; `rules` are what its module is told."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "benchmarks.server", *rules]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            yield Server(process)
        finally:
            process.terminate()


@contextmanager
def bot(at: Server, database: Path, *module: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a bot against a server until the block ends; `module` is what follows `python -m`."""
    settings = {
        "LEERKRING_BOT_TOKEN": at.token,
        "LEERKRING_API_URL": at.url,
        "LEERKRING_DATABASE": str(database),
        "PYTHONPATH": str(ROOT),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("LEERKRING_")}
    # In the database's folder there is no leerkring.toml that could change what is measured.
    command, folder = [sys.executable, "-m", *module], database.parent
    with subprocess.Popen(command, env=others | settings, cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
