"""Every promise names tests, they are there, and a run in which one of them did not pass fails."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from promises import Kept, read

TESTS = Path(__file__).parent
PROMISES = read()
THERE = {
    name
    for file in TESTS.rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_there_is_a_table_of_promises() -> None:
    assert len(PROMISES) > 50


def test_a_promise_names_tests_that_are_there() -> None:
    assert [promise for promise, names in PROMISES.items() if not names] == []
    assert [(promise, name) for promise, names in PROMISES.items() for name in names if name not in THERE] == []


def reported(kept: Kept, name: str, outcome: str, when: str = "call") -> None:
    node = f"tests/test_it.py::{name}[some-way]"
    kept.pytest_runtest_logreport(pytest.TestReport(node, ("", 0, ""), {}, outcome, None, when))  # type: ignore[arg-type]


def test_a_promise_is_proven_when_all_its_tests_ran_and_passed_in_every_form() -> None:
    kept = Kept()
    names = sorted({name for tests in PROMISES.values() for name in tests})
    skipped, unseen, half, *rest = names
    for name in (half, *rest):
        reported(kept, name, "passed")
    reported(kept, skipped, "skipped", "setup")
    reported(kept, half, "failed")
    told = "\n".join(kept.look())
    assert [name in told for name in (skipped, unseen, half, rest[0])] == [True, True, True, False]
    for name in names:
        kept = Kept() if name == names[0] else kept
        reported(kept, name, "passed")
    assert kept.look() == []


def test_a_run_of_a_part_asks_for_no_proof(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-n", "0", "tests/test_promises.py", "-k", "there_is_a_table"]
    done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, "promises of which" in done.stdout) == (0, False), done.stdout
