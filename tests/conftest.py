"""Fixtures that many tests share."""

import gc
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
from promises import Kept
from stage import Stage, staged

from bot.storage import inbox

MEMORY = Path("/dev/shm")
RARELY = 20_000, 20, 100
# The tests are compiled by each worker and start the program dozens of times: what is compiled once is kept, also where
# the environment says otherwise.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Put the tests' files in memory where there is room, so that no commit of theirs waits for a disk; and have a run
    of everything look whether every promise was proven."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not (
        config.option.keyword or config.option.markexpr or config.option.deselect or config.option.collectonly
    )
    if is_whole and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Kept())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no rubbish while thousands of tests are found, nor among them later: they stay until the end. Afterwards
    look for it rarely: each test makes tens of thousands of things, nearly all of which go by themselves."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(*RARELY)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Return a stage on Monday 23 November 2026, nine in the morning."""
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00") as opened:
        yield opened


@pytest.fixture
async def calm(stage: Stage, caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """Demand that by the end nothing was set aside, refused by Telegram or logged as an error."""
    yield
    calls = [(call.method, call.description or "") for call in stage.sandbox.calls if not call.ok]
    # Showing once more what stands there already is no harm.
    refused = [call for call in calls if "message is not modified" not in call[1]]
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (inbox.aside(stage.database), refused, logged) == ([], [], [])
