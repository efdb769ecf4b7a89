"""Takes docs/page.png, the picture in the README: the page at a desk, after the summary."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import ViewportSize, expect

sys.path.insert(0, str(Path(__file__).parent))

from browser import Visitor, browsing, chromium, shown, visiting

PICTURE = Path(__file__).parents[2] / "docs" / "page.png"
SIZE = ViewportSize(width=1400, height=880)


async def take() -> None:
    """Play the week up to the summary, and let Dewi talk with the bot and answer a colleague."""
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium here. Install Debian's package chromium, or name one in LEERKRING_CHROMIUM.")
    async with (
        browsing(path) as browser,
        shown() as show,
        visiting(browser, show, SIZE, color_scheme="light") as visitor,
    ):
        await visitor.play(5)
        await visitor.be("Dewi")
        await react_and_answer(visitor)
        await visitor.page.mouse.move(0, 0)
        await visitor.page.screenshot(path=PICTURE)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1024} kB")


async def react_and_answer(visitor: Visitor) -> None:
    summary = visitor.message(visitor.group, "Wat jullie schreven")
    await visitor.choose(summary, "Reageer met 👏")
    group, people = visitor.performance.story.group, visitor.performance.story.people
    people["Bram"].react(group.messages[-1], "👏")
    people["Anna"].reply(group.messages[-1], "De kist met rekenspellen! Ik neem hem donderdag mee.")
    await expect(visitor.message(visitor.group, "De kist met")).to_be_visible()
    await visitor.group.locator("textarea").fill("Graag, dan neem ik")


if __name__ == "__main__":
    asyncio.run(take())
