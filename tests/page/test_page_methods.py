"""A method of consultation on the page: begun there, with the visitor in a role and the others playing along."""

import pytest
from browser import Visitor, shown, visiting
from playwright.async_api import Browser, Locator, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLAY = "Laat de anderen hun deel doen"


async def begin(visitor: Visitor, name: str, method: str) -> None:
    """Let somebody begin a method with the page's button and the bot's, and say they are in."""
    await visitor.next_scene()
    await visitor.be(name)
    await visitor.button("Begin een werkvorm").click()
    await visitor.button("Alle werkvormen").click()
    await visitor.button(method, exact=True).click()
    await visitor.button("Begin, rustig aan").click()
    await press(visitor, visitor.button("Ik doe mee, akkoord"))


async def press(visitor: Visitor, button: Locator) -> None:
    """Press a button and close what the bot insists on saying to whoever pressed."""
    await button.click()
    await visitor.page.get_by_role("dialog").get_by_role("button", name="Goed").click()


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


async def test_the_owner_of_a_case_walks_to_the_check_out(visitor: Visitor) -> None:
    await begin(visitor, "Anna", "Vijf-stappenmethode")
    await let_play(visitor, "Casussen ophalen")
    await tell(visitor, "Mijn klas luistert niet. Wat kan ik doen?")
    await let_play(visitor, "Mijn klas luistert niet")
    await press(visitor, visitor.group.get_by_role("button", name="1", exact=True).last)
    await let_play(visitor, "Anna brengt in.")
    await let_play(visitor, "Stap 1 van 5")
    await tell(visitor, "Ze praten door me heen, vooral na de pauze.")
    await visitor.private.get_by_role("button", name="Dat was alles").click()
    await expect(said(visitor, "Stap 2 van 5")).to_be_visible()
    await let_play(visitor)
    await visitor.button("+ 1 dag").click()
    await visitor.button("+ 1 dag").click()
    await expect(said(visitor, "Stap 3 van 5")).to_be_visible()
    await let_play(visitor, "Stap 4 van 5")
    await let_play(visitor, "Stap 5 van 5")
    await visitor.write(visitor.private, "Morgen wacht ik tot het stil is.")
    await visitor.private.get_by_role("button", name="Dat was alles").last.click()
    await expect(said(visitor, "Uitchecken")).to_be_visible()


async def test_a_group_may_do_any_method(visitor: Visitor) -> None:
    await begin(visitor, "Dewi", "Roddelmethode")
    await expect(said(visitor, "Wie doet er mee")).to_be_visible()


async def test_the_others_do_all_but_the_visitors_part(visitor: Visitor) -> None:
    await begin(visitor, "Bram", "Incidentmethode")
    button = visitor.button(PLAY)
    await button.press("Enter")
    await expect(said(visitor, "Casussen ophalen")).to_be_visible()
    await expect(button).to_be_focused()
    await button.press("Enter")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await button.press("Enter")
    await expect(visitor.notice).to_contain_text("De anderen zijn klaar met deze stap")
    names = {chat.person.name for chat in visitor.performance.sandbox.private.values() if chat.person and chat.messages}
    assert "Bram" not in names


async def test_without_the_bot_or_a_group_there_is_no_method_to_begin(visitor: Visitor) -> None:
    await expect(visitor.page.locator("#others")).to_be_hidden()
    await visitor.next_scene()
    await expect(visitor.button("Begin een werkvorm")).to_be_visible()
    await visitor.be("Ilse")
    await expect(visitor.page.locator("#others")).to_be_hidden()


async def test_a_method_in_english(browser: Browser) -> None:
    async with shown("en") as show, visiting(browser, show) as visitor:
        await visitor.next_scene()
        await visitor.button("Begin a method").click()
        await expect(visitor.message(visitor.group, "Peer consultation: what do you need")).to_be_visible()
        await visitor.write(visitor.group, "/method incident live")
        await visitor.button("Let the others do their part").click()
        await visitor.button("I'm in, agreed").click()
        await visitor.page.get_by_role("dialog").get_by_role("button", name="Fine").click()
        await expect(visitor.message(visitor.group, "Collecting cases")).to_be_visible()
