"""Walking through a method of consultation on the page, with the others playing along."""

from page.browser import Visitor
from playwright.async_api import Locator, expect

PLAY = "Laat de anderen hun deel doen"


async def begin(visitor: Visitor, name: str, method: str) -> None:
    """Let somebody begin a method with the page's button and the bot's, and say they are in."""
    await visitor.next_scene()
    await visitor.be(name)
    await visitor.button("Begin een werkvorm").click()
    await visitor.button("Alle werkvormen").click()
    card = visitor.group.locator(".message").last
    await expect(visitor.button("Meer ›")).to_be_visible()
    while not await visitor.button(method, exact=True).count():
        before = await card.inner_text()
        await visitor.button("Meer ›").click()
        await expect(card).not_to_have_text(before, use_inner_text=True)
    await visitor.button(method, exact=True).click()
    await visitor.button("Begin, rustig aan").click()
    await press(visitor, visitor.button("Ik doe mee, akkoord"))


async def press(visitor: Visitor, button: Locator) -> None:
    """Press a button and wait for what the bot says to whoever pressed alone."""
    await button.click()
    await expect(visitor.group.get_by_text("alleen jij ziet dit").last).to_be_visible()


async def let_play(visitor: Visitor, then: str = "") -> None:
    """Let the others do their part, and wait for what the group sees then."""
    await visitor.button(PLAY).click()
    await expect(visitor.button(PLAY)).not_to_have_attribute("aria-busy", "true")
    await expect(said(visitor, then)).to_be_visible()


async def tell(visitor: Visitor, words: str) -> None:
    """Follow the newest link into private, and write there."""
    await (
        visitor.group.get_by_role("button", name="Schrijf in privé")
        .or_(visitor.group.get_by_role("link", name="Schrijf in privé"))
        .last.click()
    )
    await visitor.write(visitor.private, words)


def said(visitor: Visitor, words: str) -> Locator:
    return visitor.message(visitor.group, words)


async def tell_case(visitor: Visitor, case: str) -> None:
    """Be Anna, begin a round of advice, and walk until her case has been chosen and told."""
    await begin(visitor, "Anna", "Adviesronde")
    await let_play(visitor, "Inbrengen")
    await tell(visitor, "Mijn klas luistert niet. Wat kan ik doen?")
    await let_play(visitor, "Mijn klas luistert niet")
    await press(visitor, visitor.group.get_by_role("button", name="1", exact=True).last)
    await let_play(visitor, "We gaan verder met wat Anna inbracht.")
    await let_play(visitor, "Stap 1 van 5")
    await tell(visitor, "Ze praten door me heen, vooral na de pauze.")
    await visitor.private.get_by_role("button", name="Dat was alles").click()
