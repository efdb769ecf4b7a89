"""One browser and one page for all tests; each test starts over, with a fresh bot behind it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from page.browser import Visitor, browsing, chromium, shown, visiting
from playwright.async_api import Browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or name one in LEERKRING_CHROMIUM")
    async with browsing(path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Visitor]:
    """One page for all tests: opening another for each would take most of their time."""
    async with shown() as show, visiting(browser, show) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(window: Visitor) -> AsyncIterator[Visitor]:
    await window.afresh()
    yield window
    window.check()
