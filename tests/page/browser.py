"""A browser for tests: Debian's Chromium through Playwright, and a visitor who uses the page as people do."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.commandline.demo import opening
from bot.sandbox.page import Show, serving
from bot.sandbox.page.show import Language, Performance

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 5_000


def chromium() -> str | None:
    """Return where a Chromium is: named by LEERKRING_CHROMIUM, or found in PATH; None without one."""
    named = os.environ.get("LEERKRING_CHROMIUM")
    return next((found for name in ([named] if named else NAMES) if (found := shutil.which(name))), None)


@asynccontextmanager
async def browsing(path: str) -> AsyncIterator[Browser]:
    """Open a browser without a window; nothing in it may take longer than five seconds."""
    # Chromium has no sandbox of its own for root, which is who tests are in a container.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def shown(language: Language = "nl") -> AsyncIterator[Show]:
    """Serve the page with the real bot behind it."""
    show = Show(opening, language)
    async with serving(show):
        await show.is_on()
        yield show


@dataclass
class Visitor:
    """Somebody at the page; `errors` are those of the page itself since it was last made fresh."""

    page: Page
    show: Show
    errors: list[str]

    @property
    def performance(self) -> Performance:
        assert self.show.performance
        return self.show.performance

    @property
    def group(self) -> Locator:
        return self.page.locator("#group")

    @property
    def private(self) -> Locator:
        return self.page.locator("#private")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".notice")

    def button(self, name: str, **more: Any) -> Locator:
        return self.page.get_by_role("button", name=name, **more)

    async def afresh(self) -> None:
        """Start over as anybody may, and be Karin at a desk."""
        self.errors.clear()
        await self.show.start_over("nl")
        await self.page.keyboard.press("Escape")
        # Whatever was asked when another test ended may have opened after that.
        await self.page.evaluate("document.querySelectorAll('dialog[open]').forEach(one => one.close())")
        await self.page.set_viewport_size(DESK)
        await self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        await self.be("Karin")
        await self.sees_present()

    async def sees_present(self) -> None:
        """Wait until the page shows the performance that is on."""
        await self.page.locator(f'body[data-performance="{self.performance.number}"]').wait_for()

    async def be(self, name: str) -> None:
        await self.page.locator(f'.face[data-name="{name}"]').click()
        await self.page.locator(f'body[data-who="{name}"]').wait_for()

    async def next_scene(self) -> None:
        """Play a scene, and wait until the page has shown it."""
        looked = f"{self.performance.number} {self.performance.coming}"
        await self.page.locator("#next-scene").click()
        await self.page.locator(f'body[data-looked="{looked}"]').wait_for()

    async def play(self, scenes: int) -> None:
        for _ in range(scenes):
            await self.next_scene()

    async def write(self, chat: Locator, words: str) -> None:
        await chat.locator("textarea").fill(words)
        await chat.locator("textarea").press("Enter")
        await self.message(chat, words).wait_for()

    def check(self) -> None:
        """Fail if the page made a mistake; that the console tells of a refused request is as it should be."""
        assert [error for error in self.errors if "Failed to load resource" not in error] == []

    def message(self, chat: Locator, words: str) -> Locator:
        """Return the newest message that says something."""
        return chat.locator(".message", has_text=words).last

    async def choose(self, message: Locator, item: str) -> None:
        """Open the menu of a message and choose from it."""
        await message.hover()
        await message.locator('[data-focus="more"]').click()
        await self.page.get_by_role("menuitem", name=item, exact=True).click()


@asynccontextmanager
async def visiting(browser: Browser, show: Show, viewport: ViewportSize = DESK, **more: Any) -> AsyncIterator[Visitor]:
    """Open the page; an error in it fails the test."""
    async with await browser.new_context(viewport=viewport, reduced_motion="reduce", **more) as context:
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(await context.new_page(), show, [])
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitor.page.on("console", lambda said: visitor.errors.append(said.text) if said.type == "error" else None)
        await visitor.page.goto(show.address)
        await visitor.sees_present()
        yield visitor
        visitor.check()
