"""Promises: the table of them in docs/architecture.md, and a look after a whole run whether the test of each passed."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
HEADING = "## Promises, and where they are kept"


def read() -> dict[str, list[str]]:
    """Return the names of the tests of each promise."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"{HEADING}\n")
    rows = re.findall(r"^\| (.+) \|$", rest.partition("\n## ")[0], re.MULTILINE)
    cells = [row.split(" | ") for row in rows[1:]]
    return {promise: re.findall(r"`(test_\w+)`", tests) for promise, _, tests in cells}


class Kept:
    """Remembers the outcome of each test, and lets a whole run fail in which the test of a promise did not pass."""

    def __init__(self) -> None:
        self._outcomes: dict[str, set[str]] = defaultdict(set)
        self.broken: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what became of a test; a fixture that failed or skipped it counts too."""
        if report.when == "call" or report.outcome != "passed":
            name = re.sub(r"\[.*", "", report.nodeid).rpartition("::")[2]
            self._outcomes[name].add(report.outcome)

    def look(self) -> list[str]:
        """Return a line for each promise whose tests did not all run and pass."""
        return [
            f"{promise}: {', '.join(unproven)}"
            for promise, tests in read().items()
            if (
                unproven := [
                    name for name in tests if "passed" not in (found := self._outcomes[name]) or len(found) > 1
                ]
            )
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Let the run fail where a promise was not proven; a run that failed anyway says enough."""
        if exitstatus == 0 and (broken := self.look()):
            self.broken, session.exitstatus = broken, pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which promises were not proven."""
        if self.broken:
            terminalreporter.section("promises of which a test did not run and pass")
            for line in self.broken:
                terminalreporter.line(line)
