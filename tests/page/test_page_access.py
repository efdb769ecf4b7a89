"""Everybody can use the page: no barrier that axe knows, no sideways scrolling, keyboard only, dark and light."""

import re
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from page.browser import DESK, PHONE, Visitor, visiting
from playwright.async_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKS: list[tuple[ViewportSize, Literal["light", "dark"]]] = [
    (DESK, "light"),
    (DESK, "dark"),
    (PHONE, "light"),
    (PHONE, "dark"),
]
# What axe tells is a lot; only what is wrong is wanted. In the dark only the colours are others.
WANTED = "rules => axe.run({resultTypes: ['violations'], ...rules}).then(({violations}) => violations)"
RULES: dict[str, dict[str, list[str]]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


async def barriers(page: Page, scheme: str) -> list[str]:
    """Return what axe finds, as sentences."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    found = await page.evaluate(WANTED, RULES[scheme])
    return [f"{one['impact']}: {one['help']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


async def barriers_in_every_look(visitor: Visitor) -> dict[str, list[str]]:
    """Return what is a barrier, at a desk and on a phone, in the light and in the dark, or too wide."""
    found = {}
    for viewport, scheme in LOOKS:
        await visitor.page.set_viewport_size(viewport)
        await visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wide = [] if await is_as_wide_as(visitor.page, viewport) else ["scrolls sideways"]
        if problems := wide + await barriers(visitor.page, scheme):
            found[f"{viewport['width']} {scheme}"] = problems
    await visitor.page.set_viewport_size(DESK)
    return found


async def is_as_wide_as(page: Page, viewport: ViewportSize) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"])


async def test_the_page_has_no_barrier_at_the_start(visitor: Visitor) -> None:
    assert await barriers_in_every_look(visitor) == {}


async def test_the_page_has_no_barrier_after_the_summary_while_answering(visitor: Visitor) -> None:
    await visitor.play(5)
    await visitor.choose(visitor.message(visitor.group, "De timer op het bord"), "Beantwoorden")
    assert await barriers_in_every_look(visitor) == {}


async def test_the_page_has_no_barrier_with_the_digest_in_private(visitor: Visitor) -> None:
    await visitor.play(6)
    assert await barriers_in_every_look(visitor) == {}


async def test_the_page_has_no_barrier_while_a_method_is_on(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.write(visitor.group, "/werkvorm incident rustig")
    await expect(visitor.button("Laat de anderen hun deel doen")).to_be_visible()
    assert await barriers_in_every_look(visitor) == {}


async def test_menus_have_no_barrier(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.group.get_by_role("button", name="Opdrachten").click()
    await expect(visitor.page.get_by_role("menu")).to_be_visible()
    assert await barriers_in_every_look(visitor) == {}


async def test_dialogs_have_no_barrier(visitor: Visitor) -> None:
    await visitor.group.get_by_role("button", name="Wat je met de groep").click()
    await visitor.page.get_by_role("menuitem", name="Nieuwe groep").click()
    await expect(visitor.page.get_by_role("dialog")).to_be_visible()
    assert await barriers_in_every_look(visitor) == {}


async def test_notices_have_no_barrier(visitor: Visitor) -> None:
    await visitor.page.context.set_offline(True)
    await visitor.group.locator("textarea").fill("Hoort iemand mij?")
    await visitor.group.locator("textarea").press("Enter")
    await expect(visitor.page.locator(".notice.problem")).to_be_visible()
    found = await barriers_in_every_look(visitor)
    await visitor.page.context.set_offline(False)
    assert found == {}


async def test_what_one_person_alone_can_see_has_no_barrier(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.button("Ik doe mee").click()
    await expect(visitor.group.get_by_text("Je doet al mee, Karin")).to_be_visible()
    await expect(visitor.group.get_by_text("alleen jij ziet dit")).to_have_count(2)
    assert await barriers_in_every_look(visitor) == {}


async def test_what_a_bot_insists_on_saying_has_no_barrier(visitor: Visitor) -> None:
    visitor.performance.sandbox.shows_notices = False
    await visitor.next_scene()
    await visitor.button("Ik doe mee").click()
    await expect(visitor.page.get_by_role("dialog", name="Leerkring")).to_be_visible()
    assert await barriers_in_every_look(visitor) == {}


async def test_a_photo_a_poll_a_file_and_every_entity_have_no_barrier(visitor: Visitor) -> None:
    scene = visitor.performance
    karin, group = scene.person("Karin"), scene.story.group
    karin.send_sticker(group)
    karin.send_voice(group)
    karin.send_document(group, name="verslag.md")
    karin.write(group, "Kijk op https://example.org en /hulp, @leerkring_bot #les")
    await expect(visitor.group.locator(".message")).to_have_count(4)
    assert await barriers_in_every_look(visitor) == {}


async def test_nothing_scrolls_sideways_at_any_width(visitor: Visitor) -> None:
    await visitor.play(5)
    too_narrow = []
    for width in (320, 360, 480, 600, 860, 861, 1024):
        viewport = ViewportSize(width=width, height=740)
        await visitor.page.set_viewport_size(viewport)
        if not await is_as_wide_as(visitor.page, viewport):
            too_narrow.append(width)
    assert too_narrow == []


async def test_on_a_phone_one_chat_shows_at_a_time_and_tells_of_the_other(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(PHONE)
    await visitor.next_scene()
    await expect(visitor.private).to_be_hidden()
    visitor.performance.person("Karin").start(visitor.performance.bot)
    await visitor.page.get_by_role("button", name="Privé · nieuw bericht").click()
    await expect(visitor.group).to_be_hidden()
    await expect(visitor.message(visitor.private, "Dag Karin")).to_be_visible()
    await expect(visitor.page.get_by_role("button", name="Privé", exact=True)).to_have_attribute("aria-pressed", "true")


async def test_on_a_phone_the_page_begins_with_the_chat(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(PHONE)
    await visitor.next_scene()
    box = await visitor.group.bounding_box()
    button = await visitor.page.locator("#next-scene").bounding_box()
    assert box
    assert button
    # The chat takes more than half of the screen, and nothing but its tabs and two buttons stands above it.
    assert (box["y"] < 140, box["height"] > 400) == (True, True)
    assert button["y"] + button["height"] <= PHONE["height"]
    assert not await visitor.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    await expect(visitor.page.locator("#people")).to_be_hidden()


async def test_on_a_phone_one_button_leads_to_everything_else_and_back(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(PHONE)
    more = visitor.page.locator("#more")
    await expect(more).to_have_accessible_name(re.compile(r"^Wie je bent, de klok en uitleg: Karin · 15:00"))
    await more.press("Enter")
    assert await is_as_wide_as(visitor.page, PHONE)
    assert await barriers(visitor.page, "light") == []
    await visitor.button("+ 1 uur").click()
    await expect(more).to_contain_text("16:00")
    await visitor.be("Dewi")
    await expect(visitor.group).to_be_visible()
    await expect(more).to_have_attribute("aria-expanded", "false")


async def test_the_look_can_be_switched_and_stays(browser: Browser, window: Visitor) -> None:
    async with visiting(browser, window.show, color_scheme="light") as visitor:
        root = visitor.page.locator("html")
        await visitor.button("Donker").click()
        await expect(root).to_have_css("color-scheme", "dark")
        await visitor.page.reload()
        await visitor.button("Licht").click()
        await expect(root).to_have_css("color-scheme", "light")


async def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until something with this name has focus."""
    for _ in range(60):
        await page.keyboard.press(key)
        words = await page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
        )
        if words.startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name!r}")


async def test_a_whole_path_with_the_keyboard_alone(browser: Browser, window: Visitor) -> None:
    await window.afresh()
    async with visiting(browser, window.show) as visitor:
        page, press = visitor.page, visitor.page.keyboard.press
        for _ in range(3):
            await tab_to(page, "Begin" if not visitor.performance.played else "Verder")
            looked = f"{visitor.performance.number} {visitor.performance.coming}"
            await press("Enter")
            await page.locator(f'body[data-looked="{looked}"]').wait_for()
            await press("Shift+Tab")
        # Choose Bram with an arrow, for Anna is chosen.
        await page.locator(".face input:checked").focus()
        await press("ArrowDown")
        await page.locator('body[data-who="Bram"]').wait_for()
        # Answer the question: to the message, its menu, and back to the words.
        await tab_to(page, "Leerkring, 12:30")
        await press("Enter")
        await expect(page.get_by_role("menuitem", name="Beantwoorden")).to_be_focused()
        await press("Enter")
        await page.keyboard.type("De timer van Dewi.")
        await press("Enter")
        answer = visitor.message(visitor.group, "De timer van Dewi.")
        await expect(answer.locator(".mark")).to_be_visible()
        await expect(visitor.group.locator("textarea")).to_be_focused()
        # Change it from where one writes.
        await press("ArrowUp")
        await page.keyboard.type(" Heerlijk rustig.")
        await press("Enter")
        await expect(answer.locator(".foot")).to_contain_text("bewerkt")
        # A command from the menu, closed once without choosing.
        await tab_to(page, "Opdrachten", "Shift+Tab")
        await press("Enter")
        await press("Escape")
        await expect(visitor.group.get_by_role("button", name="Opdrachten")).to_be_focused()
        await press("Enter")
        await press("ArrowDown")
        await press("End")
        await press("Enter")
        await expect(visitor.group.locator(".message").last).to_have_class("message theirs bot")
        # A button under the question, and what it says.
        await tab_to(page, "Deze sla ik over", "Shift+Tab")
        await press("Enter")
        await expect(visitor.group.locator(".message").last).to_contain_text("Je schreef al iets")
        await expect(visitor.button("Deze sla ik over")).to_be_focused()


async def test_the_skip_link_leads_to_writing(browser: Browser, window: Visitor) -> None:
    async with visiting(browser, window.show) as visitor:
        await visitor.page.keyboard.press("Tab")
        await expect(visitor.page.locator(".skip")).to_be_focused()
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.group.locator("textarea")).to_be_focused()


async def test_arrows_go_from_message_to_message(visitor: Visitor) -> None:
    await visitor.play(4)
    last = visitor.group.locator(".message").last
    await last.focus()
    await visitor.page.keyboard.press("ArrowUp")
    await expect(visitor.message(visitor.group, "Dat dobbelspel heb ik ook")).to_be_focused()
    await visitor.page.keyboard.press("End")
    await expect(last).to_be_focused()


async def test_news_is_announced_and_a_whole_chat_is_not(visitor: Visitor) -> None:
    log = visitor.group.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_accessible_name("Berichten in Onderbouw De Linde")
