"""Fixtures that many tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from stage import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Return a stage on Monday 23 November 2026, nine in the morning."""
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00") as opened:
        yield opened
