"""A method of consultation on the page: begun there, with the visitor in a role and the others playing along."""

import pytest
from page.browser import Visitor, shown, visiting
from page.walking import PLAY, begin, let_play, said, tell_case
from playwright.async_api import Browser, expect

from bot.content import load

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_owner_of_a_case_walks_to_the_check_out(visitor: Visitor) -> None:
    await tell_case(visitor, "Ze praten door me heen, vooral na de pauze.")
    await expect(said(visitor, "Stap 2 van 5")).to_be_visible()
    await let_play(visitor)
    await visitor.button("+ 1 dag").click()
    await visitor.button("+ 1 dag").click()
    await expect(said(visitor, "Stap 3 van 5")).to_be_visible()
    await let_play(visitor, "Stap 4 van 5")
    await let_play(visitor, "Stap 5 van 5")
    await visitor.write(visitor.private, "Morgen wacht ik tot het stil is.")
    await expect(said(visitor, "Uitchecken")).to_be_visible()


async def test_a_group_may_do_any_method(visitor: Visitor) -> None:
    await begin(visitor, "Dewi", "Balintmethode")
    await expect(said(visitor, "Wie doet er mee")).to_be_visible()


async def test_the_others_do_all_but_the_visitors_part(visitor: Visitor) -> None:
    await begin(visitor, "Bram", "Incidentmethode")
    button = visitor.button(PLAY)
    await button.press("Enter")
    await expect(said(visitor, "Inbrengen")).to_be_visible()
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
        await expect(visitor.message(visitor.group, "Peer consultation: what kind of question")).to_be_visible()
        await visitor.write(visitor.group, "/method incident live")
        await visitor.button("Let the others do their part").click()
        await visitor.button("I’m in, agreed").click()
        await expect(visitor.group.get_by_text("only you can see this")).to_be_visible()
        await expect(visitor.message(visitor.group, "Bring something")).to_be_visible()


async def test_who_brings_a_case_of_their_own_is_advised_on_that(visitor: Visitor) -> None:
    await tell_case(visitor, "Ze praten door me heen, vooral na de pauze.")
    await let_play(visitor)
    for _ in range(2):
        await visitor.button("+ 1 dag").click()
    await expect(said(visitor, "Stap 3 van 5")).to_be_visible()
    await let_play(visitor, "Stap 4 van 5")
    method = load().walkthroughs["adviesronde"]
    known = [one.nl for step in method.steps for one in step.examples]
    shown_now = " ".join(await visitor.group.locator(".message").all_text_contents())
    assert [text for text in known if text in shown_now] == []
    assert "Daar zou ik als eerste naar kijken." in shown_now
