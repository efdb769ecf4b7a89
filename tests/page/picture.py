"""Takes the pictures in the README: the page at a desk, after the summary and in the middle of a case."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import ViewportSize, expect

sys.path.insert(0, str(Path(__file__).parents[1]))

from page.browser import Visitor, browsing, chromium, shown, visiting
from page.walking import let_play, said, tell_case

DOCS = Path(__file__).parents[2] / "docs"
SIZE = ViewportSize(width=1400, height=880)


async def take() -> None:
    """Take each picture of a page of its own."""
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium here. Install Debian's package chromium, or name one in LEERKRING_CHROMIUM.")
    async with browsing(path) as browser:
        for name, play in {"page.png": react_and_answer, "consultation.png": take_advice}.items():
            async with shown() as show, visiting(browser, show, SIZE, color_scheme="light") as visitor:
                await play(visitor)
                await visitor.page.mouse.move(0, 0)
                await visitor.page.screenshot(path=DOCS / name)
            print(f"{name}: {(DOCS / name).stat().st_size // 1024} kB")


async def take_advice(visitor: Visitor) -> None:
    """Let the others advise Anna on her case, and let her write what she is going to do."""
    await tell_case(visitor, "Groep 4 werkt zelf, en toch staat er elke minuut iemand naast me met een vraag.")
    await let_play(visitor)
    for _ in range(2):
        await visitor.button("+ 1 dag").click()
    await expect(said(visitor, "Stap 3 van 5")).to_be_visible()
    await let_play(visitor, "Stap 4 van 5")
    await let_play(visitor, "Stap 5 van 5")
    await visitor.notice.get_by_role("button").click()
    await visitor.private.locator("textarea").fill("Maandag leg ik het rode blokje")


async def react_and_answer(visitor: Visitor) -> None:
    """Play the week up to the summary, and let Dewi talk with the bot and answer a colleague."""
    await visitor.play(5)
    await visitor.be("Dewi")
    summary = visitor.message(visitor.group, "Wat jullie schreven")
    await visitor.choose(summary, "Reageer met ❤")
    group, people = visitor.performance.story.group, visitor.performance.story.people
    people["Bram"].react(group.messages[-1], "❤")
    people["Anna"].reply(group.messages[-1], "De kist met rekenspellen! Ik neem hem donderdag mee.")
    await expect(visitor.message(visitor.group, "De kist met")).to_be_visible()
    await visitor.group.locator("textarea").fill("Graag, dan neem ik")


if __name__ == "__main__":
    asyncio.run(take())
