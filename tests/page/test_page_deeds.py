"""What people do on the page, each in turn, with the real bot answering."""

import json
from pathlib import Path

import httpx
import pytest
from charts.examples import REFERENCES
from page.browser import Visitor
from playwright.async_api import expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def as_bot(visitor: Visitor, method: str, token: str = "", **params: object) -> None:
    """Let the bot, or another by its token, do what it does not do by itself."""
    async with httpx.AsyncClient(trust_env=False) as client:
        whose = token or visitor.performance.bot.token
        answer = await client.post(f"{visitor.show.address}/bot{whose}/{method}", json=params)
        assert answer.json()["ok"], answer.text


async def test_everyone_in_the_team_can_write(visitor: Visitor) -> None:
    names = ["Anna", "Bram", "Chris", "Dewi", "Fatima", "Karin"]
    for name in names:
        await visitor.be(name)
        await visitor.write(visitor.group, f"Groet van {name}.")
        await expect(visitor.group.locator("textarea")).to_be_focused()
    messages = visitor.performance.story.group.messages[-len(names) :]
    assert [(one.sender.name, one.text) for one in messages] == [(name, f"Groet van {name}.") for name in names]


async def test_the_leader_is_in_no_group_and_can_make_one(visitor: Visitor) -> None:
    await visitor.be("Ilse")
    await expect(visitor.group.locator(".banner")).to_contain_text("Ilse zit niet in een groep")
    await visitor.group.get_by_role("button", name="Nieuwe groep").click()
    dialog = visitor.page.get_by_role("dialog")
    await dialog.get_by_label("Naam van de groep").fill("Schoolleiding")
    await dialog.get_by_label("Anna").uncheck()
    await dialog.get_by_role("button", name="Groep maken").click()
    await expect(visitor.group.locator("h2")).to_have_text("Schoolleiding")
    await expect(visitor.group.locator(".members")).to_have_text("Ilse, Bram, Chris, Dewi, Fatima, Karin en Leerkring")
    await expect(visitor.message(visitor.group, "ik ben Leerkring")).to_be_visible()


async def test_whoever_is_in_two_groups_chooses_between_them(visitor: Visitor) -> None:
    karin = visitor.performance.person("Karin")
    karin.create_group("Werkgroep rekenen")
    await visitor.page.get_by_label("Kies een groep").select_option("Werkgroep rekenen")
    await visitor.write(visitor.group, "Alleen hier.")
    await visitor.page.get_by_label("Kies een groep").select_option("Onderbouw De Linde")
    await expect(visitor.group.locator(".message")).to_have_count(0)


async def test_the_bot_is_brought_in_set_up_and_sent_away(visitor: Visitor) -> None:
    await visitor.group.get_by_role("button", name="Leerkring in de groep halen").click()
    await visitor.button("Instellen").click()
    await visitor.button("Ja, elke dinsdag").click()
    await expect(visitor.button("Naar wat komt: di 24 nov, 12:30")).to_be_visible()
    await visitor.group.get_by_role("button", name="Wat je met de groep").click()
    await visitor.page.get_by_role("menuitem", name="Leerkring uit de groep zetten").click()
    await expect(visitor.group.locator(".banner")).to_contain_text("Leerkring zit niet in deze groep")
    await expect(visitor.group.locator(".service").last).to_have_text("Karin haalde Leerkring uit de groep")


async def test_what_is_shown_to_one_person_nobody_else_sees(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.be("Anna")
    await visitor.button("Ik doe mee").click()
    mine = visitor.group.locator(".message", has_text="alleen jij ziet dit").filter(has_text="Anna")
    # One she saw when she joined.
    await expect(mine).to_have_count(2)
    # Nobody can answer it, or do anything else with it.
    await expect(mine.locator(".message-tools")).to_have_count(0)
    await expect(visitor.button("Ik doe mee")).to_be_focused()
    await visitor.be("Bram")
    await expect(visitor.group.get_by_text("alleen jij ziet dit")).to_have_count(1)
    await expect(mine).to_have_count(0)


async def test_what_a_bot_insists_on_saying_has_to_be_seen(visitor: Visitor) -> None:
    visitor.performance.sandbox.shows_notices = False
    await visitor.next_scene()
    await visitor.be("Anna")
    await visitor.button("Ik doe mee").click()
    said = visitor.page.get_by_role("dialog", name="Leerkring")
    await expect(said).to_contain_text("Anna")
    await said.get_by_role("button", name="Goed").click()
    await expect(visitor.button("Ik doe mee")).to_be_focused()


async def test_focus_stays_where_it_was_moved_while_a_dialog_closed(visitor: Visitor) -> None:
    visitor.performance.sandbox.shows_notices = False
    await visitor.next_scene()
    await visitor.be("Anna")
    await visitor.button("Ik doe mee").click()
    await visitor.page.get_by_role("dialog", name="Leerkring").wait_for()
    # In one go: the dialog closes, and whoever is quick is somewhere else before the page is told of it.
    await visitor.page.evaluate(
        "() => { document.querySelector('dialog .primary').click(); document.getElementById('theme').focus(); }"
    )
    await expect(visitor.page.locator("dialog")).to_have_count(0)
    await expect(visitor.page.locator("#theme")).to_be_focused()


async def test_focus_comes_back_to_a_button_that_was_drawn_anew(visitor: Visitor) -> None:
    await visitor.play(2)
    await visitor.be("Dewi")
    await visitor.button("vr", exact=True).press("Enter")
    await expect(visitor.button("✓ vr")).to_be_focused()


async def test_a_button_of_a_silent_bot_is_told_of_in_a_notice_that_can_be_closed(visitor: Visitor) -> None:
    await visitor.next_scene()
    group, sandbox = visitor.performance.story.group, visitor.performance.sandbox
    other = sandbox.add_bot(token="7000002:other", username="other_bot", name="Ander")
    visitor.performance.person("Karin").invite(group, other)
    keyboard = {"inline_keyboard": [[{"text": "Druk hier", "callback_data": "x"}]]}
    await as_bot(visitor, "sendMessage", other.token, chat_id=group.id, text="Hoi", reply_markup=keyboard)
    await visitor.button("Druk hier").click()
    await expect(visitor.notice).to_contain_text("geen antwoord")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.notice).to_have_count(0)


async def test_a_reply_is_kept_marked_and_changed(visitor: Visitor) -> None:
    await visitor.play(3)
    await visitor.be("Fatima")
    prompt = visitor.message(visitor.group, "Waarom deze vraag?")
    await visitor.choose(prompt, "Beantwoorden")
    await expect(visitor.group.locator(".context")).to_contain_text("Antwoord op Leerkring")
    await visitor.write(visitor.group, "De zandloper van Anna.")
    answer = visitor.message(visitor.group, "De zandloper van")
    await expect(answer.locator(".mark")).to_be_visible()
    await expect(visitor.group.locator(".context")).to_be_hidden()
    await visitor.choose(answer, "Wijzigen")
    await visitor.group.locator("textarea").fill("De zandloper van Bram.")
    await visitor.group.locator("textarea").press("Enter")
    await expect(visitor.message(visitor.group, "van Bram.").locator(".foot")).to_contain_text("bewerkt")


async def test_reactions_are_given_and_taken_back(visitor: Visitor) -> None:
    await visitor.write(visitor.group, "Taart in de teamkamer.")
    await visitor.be("Dewi")
    message = visitor.message(visitor.group, "Taart")
    await visitor.choose(message, "Reageer met 👍")
    await expect(message.locator(".mark")).to_have_accessible_name("👍 van Dewi")
    await message.locator(".mark").click()
    await expect(message.locator(".mark")).to_have_count(0)


async def test_an_own_message_can_be_deleted(visitor: Visitor) -> None:
    await visitor.write(visitor.group, "Vergissing.")
    await visitor.choose(visitor.message(visitor.group, "Vergissing."), "Verwijderen")
    await expect(visitor.group.locator(".message")).to_have_count(0)


async def test_a_poll_is_voted_in_and_counted(visitor: Visitor) -> None:
    await visitor.next_scene()
    group = visitor.performance.story.group
    await as_bot(
        visitor, "sendPoll", chat_id=group.id, question="Welke casus?", options=[{"text": "Rust"}, {"text": "Rekenen"}]
    )
    await visitor.be("Bram")
    await visitor.button("Rekenen").click()
    await expect(visitor.button("Rekenen 1")).to_have_attribute("aria-pressed", "true")
    await visitor.be("Chris")
    await expect(visitor.button("Rekenen", exact=True)).to_be_visible()
    await visitor.button("Rust").click()
    await expect(visitor.group.locator(".poll")).to_contain_text("2 stemmen")


async def test_a_deep_link_is_followed_inside_the_page_by_who_one_is(visitor: Visitor) -> None:
    await visitor.play(1)
    await visitor.be("Dewi")
    await visitor.private.get_by_role("button", name="Begin het gesprek").click()
    await expect(visitor.message(visitor.private, "Dag Dewi")).to_be_visible()
    person = visitor.performance.person("Dewi")
    link = "https://t.me/leerkring_bot?start=proef"
    keyboard = {"inline_keyboard": [[{"text": "Antwoord zonder naam", "url": link}]]}
    await as_bot(visitor, "sendMessage", chat_id=person.id, text=f"Of via {link}", reply_markup=keyboard)
    await visitor.button("Antwoord zonder naam").click()
    await expect(visitor.message(visitor.private, "/start proef")).to_be_visible()
    await visitor.button(link).click()
    await expect(visitor.private.locator(".message", has_text="/start proef")).to_have_count(2)


async def test_the_command_menu_is_that_of_the_person_and_the_chat(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.group.get_by_role("button", name="Opdrachten").click()
    await expect(visitor.page.get_by_role("menuitem", name="/leidinggevende")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await visitor.be("Anna")
    await visitor.group.get_by_role("button", name="Opdrachten").click()
    await expect(visitor.page.get_by_role("menuitem", name="/leidinggevende")).to_have_count(0)
    await visitor.page.get_by_role("menuitem", name="/planning").click()
    await expect(visitor.message(visitor.group, "veertien dagen")).to_be_visible()


async def test_a_command_in_a_text_can_be_pressed(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.group.get_by_role("button", name="/privacy").last.click()
    await expect(visitor.message(visitor.group, "/privacy")).to_be_visible()


async def test_a_document_can_be_saved_and_a_photo_seen(visitor: Visitor, tmp_path: Path) -> None:
    await visitor.group.get_by_role("button", name="Iets anders sturen").click()
    await visitor.page.get_by_role("menuitem", name="Bestand sturen").click()
    async with visitor.page.expect_download() as waiting:
        await visitor.group.get_by_role("link", name="notitie.txt").click()
    download = await waiting.value
    await download.save_as(tmp_path / "kept")
    saved = (download.suggested_filename, (tmp_path / "kept").read_text(encoding="utf-8"))
    await visitor.group.get_by_role("button", name="Iets anders sturen").click()
    await visitor.page.get_by_role("menuitem", name="Foto sturen").click()
    await expect(visitor.page.get_by_role("img", name="Foto van Karin")).to_have_js_property("naturalWidth", 360)
    assert saved == ("notitie.txt", "Notitie bij mijn les.\n")


async def test_a_wordless_answer_is_asked_for_words(visitor: Visitor) -> None:
    await visitor.play(3)
    for item in ("Sticker sturen", "Spraakbericht sturen"):
        await visitor.choose(visitor.message(visitor.group, "Waarom deze vraag?"), "Beantwoorden")
        before = len(visitor.performance.story.group.messages)
        await visitor.group.get_by_role("button", name="Iets anders sturen").click()
        await visitor.page.get_by_role("menuitem", name=item).click()
        await expect(visitor.group.locator(".message").nth(-1)).to_have_class("message theirs bot")
        assert len(visitor.performance.story.group.messages) == before + 2


async def test_who_blocks_the_bot_can_let_it_in_again(visitor: Visitor) -> None:
    await visitor.private.get_by_role("button", name="Begin het gesprek").click()
    await expect(visitor.private.locator("textarea")).to_be_visible()
    await visitor.private.get_by_role("button", name="Wat je met dit gesprek").click()
    await visitor.page.get_by_role("menuitem", name="Leerkring blokkeren").click()
    await expect(visitor.private.locator("textarea")).to_be_hidden()
    await visitor.private.get_by_role("button", name="Blokkade van Leerkring opheffen").click()
    await expect(visitor.private.locator("textarea")).to_be_visible()


async def test_the_clock_stands_still_until_it_is_moved(visitor: Visitor) -> None:
    time = visitor.page.locator("#time")
    await expect(time).to_have_text("15:00")
    await visitor.button("+ 1 uur").click()
    await expect(time).to_have_text("16:00")
    await visitor.button("+ 1 dag").click()
    await expect(visitor.page.locator("#day")).to_have_text("dinsdag 24 november 2026")
    await expect(visitor.button("Er staat niets gepland")).to_have_attribute("aria-disabled", "true")


async def test_the_clock_goes_to_what_is_owed(visitor: Visitor) -> None:
    await visitor.next_scene()
    await visitor.button("Naar wat komt: di 24 nov, 12:30").click()
    await expect(visitor.message(visitor.group, "Waarom deze vraag?")).to_be_visible()


async def test_a_private_message_shows_as_a_dot_until_it_is_seen(visitor: Visitor) -> None:
    dewi = visitor.page.locator('.face[data-name="Dewi"] .dot')
    await expect(dewi).to_be_hidden()
    visitor.performance.person("Dewi").start(visitor.performance.bot)
    await expect(dewi).to_be_visible()
    await visitor.be("Dewi")
    await expect(dewi).to_be_hidden()


async def test_half_written_words_stay_with_who_wrote_them(visitor: Visitor) -> None:
    field = visitor.group.locator("textarea")
    await field.fill("Ik wilde nog")
    await visitor.be("Anna")
    await expect(field).to_have_value("")
    await visitor.be("Karin")
    await expect(field).to_have_value("Ik wilde nog")


async def test_news_takes_neither_focus_nor_words(visitor: Visitor) -> None:
    field = visitor.group.locator("textarea")
    await field.fill("Even denken")
    visitor.performance.person("Bram").write(visitor.performance.story.group, "Intussen.")
    await expect(visitor.message(visitor.group, "Intussen.")).to_be_visible()
    await expect(field).to_be_focused()
    await expect(field).to_have_value("Even denken")


async def test_what_people_write_is_never_markup(visitor: Visitor) -> None:
    words = '<img src=x onerror="alert(1)"><b>vet</b> {{ 7 * 7 }}'
    await visitor.write(visitor.group, words)
    await expect(visitor.message(visitor.group, words).locator(".text")).to_have_text(words)


async def test_formatting_becomes_elements(visitor: Visitor) -> None:
    await visitor.next_scene()
    text = (
        '<b>vet <i>schuin</i></b> <code>code</code> <tg-spoiler>geheim</tg-spoiler> <a href="https://example.org/">uit</a>'
        "<pre>a\n b</pre><blockquote>kort</blockquote>"
    )
    await as_bot(visitor, "sendMessage", chat_id=visitor.performance.story.group.id, text=text, parse_mode="HTML")
    message = visitor.message(visitor.group, "schuin")
    await expect(message.locator("strong em")).to_have_text("schuin")
    await message.get_by_role("button", name="Verborgen tekst").click()
    await expect(message.locator(".revealed")).to_have_text("geheim")
    await expect(message.get_by_role("link", name="uit")).to_have_attribute("rel", "noopener noreferrer")
    await expect(message.locator("pre")).to_have_text("a\n b")
    await expect(message.locator("blockquote")).to_have_text("kort")


async def test_a_message_of_the_greatest_length_is_shown_whole(visitor: Visitor) -> None:
    await visitor.next_scene()
    text = "woord " * 682 + "eind"
    await as_bot(visitor, "sendMessage", chat_id=visitor.performance.story.group.id, text=text)
    assert (await visitor.message(visitor.group, "eind").locator(".text").inner_text()).strip() == text


async def test_the_page_carries_on_after_the_line_was_broken(visitor: Visitor) -> None:
    await visitor.page.context.set_offline(True)
    await visitor.group.locator("textarea").fill("Hoort iemand mij?")
    await visitor.group.locator("textarea").press("Enter")
    await expect(visitor.page.locator(".notice.problem")).to_contain_text("niet bereiken")
    await expect(visitor.group.locator("textarea")).to_have_value("Hoort iemand mij?")
    await visitor.page.context.set_offline(False)
    await visitor.group.locator("textarea").press("Enter")
    await expect(visitor.message(visitor.group, "Hoort iemand mij?")).to_be_visible()


async def test_a_stranger_is_led_to_a_group_to_add_the_bot_to(visitor: Visitor) -> None:
    await visitor.be("Ilse")
    await visitor.button("Begin het gesprek").click()
    await visitor.button("Voeg mij toe aan een groep").click()
    await expect(visitor.page.get_by_role("dialog", name="Nieuwe groep")).to_be_visible()


async def test_a_picture_is_shown_told_in_words_and_another_takes_its_place(visitor: Visitor) -> None:
    await visitor.next_scene()
    group, bot = visitor.performance.story.group, visitor.performance.bot
    api = f"{visitor.show.address}/bot{bot.token}"
    form = {"chat_id": str(group.id), "caption": "Wat erop staat."}
    async with httpx.AsyncClient(trust_env=False) as client:
        files = {"photo": ("a.png", (REFERENCES / "term.png").read_bytes())}
        sent = (await client.post(f"{api}/sendPhoto", data=form, files=files)).json()["result"]
        picture = visitor.message(visitor.group, "Wat erop staat.").get_by_role("img")
        told = "Afbeelding van Leerkring; wat erop staat, staat eronder in woorden"
        await expect(picture.and_(visitor.page.get_by_alt_text(told))).to_be_visible()
        first = await picture.get_attribute("src")
        assert await picture.evaluate("shown => [shown.naturalWidth, shown.complete]") == [720, True]
        media = {"type": "photo", "media": "attach://b", "caption": "Iets anders."}
        form = {"chat_id": str(group.id), "message_id": str(sent["message_id"]), "media": json.dumps(media)}
        files = {"b": ("b.png", (REFERENCES / "year.png").read_bytes())}
        assert (await client.post(f"{api}/editMessageMedia", data=form, files=files)).json()["ok"]
    await expect(visitor.message(visitor.group, "Iets anders.").get_by_role("img")).not_to_have_attribute("src", first)
