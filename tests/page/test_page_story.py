"""The guided week: six clicks, what each shows, and what happens when people did something else meanwhile."""

import pytest
from page.browser import Visitor, shown, visiting
from playwright.async_api import Browser, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

WEEK = [
    ("Karin", "#group", "Ik doe mee"),
    ("Dewi", "#group", "Ilse krijgt voortaan"),
    ("Anna", "#group", "Waarom deze vraag?"),
    ("Fatima", "#group", "De timer op het bord"),
    ("Chris", "#group", "Wat jullie schreven"),
    ("Ilse", "#private", "week 48"),
]


async def test_six_clicks_tell_a_week_and_show_who_sees_it(visitor: Visitor) -> None:
    for name, chat, words in WEEK:
        await visitor.next_scene()
        await expect(visitor.page.locator(".face:has(input:checked)")).to_contain_text(name)
        await expect(visitor.page.locator(chat).locator(".log")).to_contain_text(words)
    await expect(visitor.page.locator("#told")).to_contain_text("Zo ging een week")
    await expect(visitor.page.locator("#next-scene")).to_have_text("Opnieuw beginnen")


async def test_answers_are_marked_and_quoted_and_an_edit_shows(visitor: Visitor) -> None:
    await visitor.play(4)
    answer = visitor.message(visitor.group, "dobbelspel voor de tafels")
    await expect(answer.locator(".mark")).to_have_accessible_name("✍ van Leerkring")
    await expect(answer.locator(".quoted")).to_contain_text("Geleend en gelukt")
    await expect(answer.locator(".foot")).to_contain_text("bewerkt")


async def test_a_folded_quote_unfolds(visitor: Visitor) -> None:
    await visitor.play(3)
    quote = visitor.group.locator("blockquote").last
    await quote.get_by_role("button", name="Lees verder").click()
    await expect(quote).not_to_have_class("folded")
    await expect(quote.get_by_role("button", name="Inklappen")).to_be_focused()


async def test_a_story_that_cannot_go_on_says_so_and_starts_over(visitor: Visitor) -> None:
    await visitor.next_scene()
    for _ in range(3):
        await visitor.button("+ 1 dag").click()
    await expect(visitor.page.locator("#time")).to_have_text("15:40")
    await visitor.page.locator("#next-scene").click()
    await expect(visitor.page.locator("#told")).to_contain_text("niet verder kan")
    await visitor.page.locator("#next-scene").click()
    await visitor.page.get_by_role("dialog").get_by_role("button", name="Opnieuw beginnen").click()
    await expect(visitor.page.locator("#steps .stepComing")).to_have_count(6)
    await expect(visitor.page.locator("#day")).to_have_text("maandag 23 november 2026")
    await expect(visitor.group.locator(".message")).to_have_count(0)


async def test_people_may_act_between_the_scenes(visitor: Visitor) -> None:
    await visitor.play(3)
    await visitor.be("Fatima")
    await visitor.write(visitor.group, "Goede vraag, die neem ik mee.")
    await visitor.play(3)
    await expect(visitor.private.locator(".log")).to_contain_text("week 48")


async def test_english_is_one_click_away(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.page.locator("#language").click()
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    await expect(visitor.group.locator("h2")).to_have_text("Lower years, The Lime Tree")
    await visitor.play(5)
    await expect(visitor.group.locator(".log")).to_contain_text("What you wrote")
    await expect(visitor.page.locator("#told")).to_contain_text("Chris skipped")


async def test_the_page_begins_in_the_language_it_is_asked_for(browser: Browser) -> None:
    async with shown("en") as show, visiting(browser, show) as visitor:
        await expect(visitor.button("Begin: Leerkring joins the group")).to_be_visible()
        await expect(visitor.page).to_have_title("Try Leerkring")


async def test_two_windows_are_two_people(browser: Browser, visitor: Visitor) -> None:
    await visitor.next_scene()
    async with visiting(browser, visitor.show) as other:
        await other.be("Dewi")
        await other.write(other.group, "Ben ik te zien?")
        await expect(visitor.message(visitor.group, "Ben ik te zien?")).to_contain_text("Dewi")
