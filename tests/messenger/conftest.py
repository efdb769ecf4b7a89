"""What several tests of the messenger stand on."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from odd import OddWire, serving_oddly
from stage import Stage, staged

from bot.sandbox import Sandbox


@pytest.fixture
async def odd_stage(tmp_path: Path) -> AsyncIterator[tuple[Stage, OddWire]]:
    """Return a stage with an odd wire between."""
    wires: list[OddWire] = []

    def serve(sandbox: Sandbox) -> Any:
        wires.append(OddWire(sandbox))
        return serving_oddly(sandbox, wires[0])

    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", serve=serve) as opened:
        yield opened, wires[0]
