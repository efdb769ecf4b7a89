"""My answers: reading, changing, releasing, withdrawing, taking along and erasing what is one's own."""

import json
import re

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person


async def answered(stage: Stage, count: int = 1) -> tuple[Chat, Message, Person, Person]:
    """Return a team where Bram gave some answers in the group to one question."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    prompt = await stage.say(anna, group, "/vraag")
    for number in range(1, count + 1):
        await stage.reply(bram, prompt, f"Antwoord {number}.")
    return group, prompt, anna, bram


async def test_my_answers_come_newest_first_and_by_pages(stage: Stage) -> None:
    *_, bram = await answered(stage, 7)
    page = await stage.tell(bram, "/mijn")
    assert [f"Antwoord {number}." in page.text for number in range(1, 8)] == [False, False] + [True] * 5
    await stage.press(bram, page, "›")
    assert "bladzijde 2 van 2" in page.text
    assert "Antwoord 1." in page.text
    await stage.press(bram, page, "‹")
    assert "bladzijde 1 van 2" in page.text


async def test_without_any_it_says_how_to_begin(stage: Stage) -> None:
    (bram,) = stage.people("Bram")
    assert "Hier staat nu niets van jou." in (await stage.tell(bram, "/my")).text


async def test_changed_words_take_the_place_of_the_old(stage: Stage) -> None:
    *_, bram = await answered(stage)
    one = await stage.tell(bram, "/mijn")
    await stage.press(bram, one, "1")
    await stage.press(bram, one, "Aanpassen")
    done = await stage.tell(bram, "Ik telde tot tien.")
    assert (done.text, stage.words()) == ("Aangepast.", [("Bram", "Ik telde tot tien.")])
    await stage.tell(bram, "En dit is los.")
    assert stage.words() == [("Bram", "Ik telde tot tien.")]


async def test_withdrawn_is_gone_from_the_log_and_the_search(stage: Stage) -> None:
    group, _, anna, bram = await answered(stage)
    one = await stage.tell(bram, "/mijn")
    await stage.press(bram, one, "1")
    await stage.press(bram, one, "Intrekken")
    await stage.press(bram, one, "Ja, wis het")
    assert stage.log() == []
    assert "Niets gevonden" in (await stage.say(anna, group, "/zoek antwoord")).text


async def test_words_searched_for_in_vain_are_not_repeated(stage: Stage) -> None:
    group, _, anna, _ = await answered(stage)
    said = await stage.say(anna, group, "/zoek Kwartelei")
    assert ("Niets gevonden" in said.text, "kwartelei" in said.text.lower()) == (True, False)


@pytest.mark.parametrize("doing", ["", "edit ", "withdraw ", "withdrawn ", "release ", "unrelease "])
async def test_nobody_touches_somebody_elses(stage: Stage, doing: str) -> None:
    _, _, anna, _ = await answered(stage)
    answer = await stage.tell(anna, f"/my {doing}1")
    assert "is niet van jou" in answer.text
    assert stage.words() == [("Bram", "Antwoord 1.")]


async def released(stage: Stage) -> tuple[Person, Person, Person]:
    """Let Bram release an answer to a leader and an observer."""
    group, _, anna, bram = await answered(stage)
    ilse, joost = stage.people("Ilse", "Joost")
    anna.start(stage.bot)
    for person, command in ((ilse, "/leidinggevende"), (joost, "/meekijker")):
        await stage.say(anna, group, command)
        person.open(stage.private(anna)[-1].text.split()[-1])
        await stage.settle()
        await stage.press(person, stage.private(person)[-1], "Ja, dat wil ik")
    await stage.say(anna, group, "/ritme week di 12:30")
    page = await stage.tell(bram, "/mijn")
    await stage.press(bram, page, "1")
    await stage.press(bram, page, "Vrijgeven voor leidinggevende")
    return bram, ilse, joost


async def test_what_is_released_reaches_leaders_and_observers_with_its_name(stage: Stage) -> None:
    _, ilse, joost = await released(stage)
    await stage.move_to("2026-11-27 15:31")
    assert "Bram: “Antwoord 1.”" in stage.private(ilse)[-1].text
    assert stage.private(joost)[-1].text == "Onderbouw gaf deze week vrij:\nBram: “Antwoord 1.”"


async def test_taken_back_in_time_it_reaches_nobody(stage: Stage) -> None:
    bram, ilse, joost = await released(stage)
    await stage.tell(bram, "/mijn unrelease 1")
    await stage.move_to("2026-11-27 15:31")
    assert "Antwoord 1." not in stage.private(ilse)[-1].text
    assert "gaf deze week vrij" not in stage.private(joost)[-1].text


async def test_an_observer_gets_nothing_where_nothing_was_released(stage: Stage) -> None:
    group, _, anna, _ = await answered(stage)
    (joost,) = stage.people("Joost")
    anna.start(stage.bot)
    await stage.say(anna, group, "/meekijker")
    joost.open(stage.private(anna)[-1].text.split()[-1])
    await stage.settle()
    await stage.press(joost, stage.private(joost)[-1], "Ja, dat wil ik")
    count = len(stage.private(joost))
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.move_to("2026-12-05 12:00")
    assert len(stage.private(joost)) == count


async def documents(stage: Stage, person: Person) -> dict[str, str]:
    await stage.tell(person, "/export")
    found = [message.extra["document"] for message in stage.private(person) if "document" in message.extra]
    return {one["file_name"]: stage.sandbox.files[one["file_id"]].content.decode() for one in found}


async def test_the_export_is_a_portfolio_and_data(stage: Stage) -> None:
    *_, bram = await answered(stage)
    await stage.tell(bram, "/werkdagen ma-wo")
    found = await documents(stage, bram)
    markdown, data = found["leerkring-2026-11-23.md"], json.loads(found["leerkring-2026-11-23.json"])
    assert markdown.startswith("# Wat Bram schreef\n")
    assert "Antwoord 1." in markdown
    assert [one["text"] for one in data["contributions"]] == ["Antwoord 1."]
    assert (data["working_days"], [one["role"] for one in data["roles"]]) == (["mon", "tue", "wed"], ["member"])


async def test_the_export_keeps_signs_as_they_were_typed(stage: Stage) -> None:
    _, prompt, _, bram = await answered(stage)
    await stage.reply(bram, prompt, "5 < 6 & {{ 7*7 }} </i>")
    found = await documents(stage, bram)
    assert "5 < 6 & {{ 7*7 }} </i>" in found["leerkring-2026-11-23.md"]


async def test_forgetting_says_first_what_goes_and_what_stays(stage: Stage) -> None:
    *_, bram = await answered(stage, 2)
    asked = await stage.tell(bram, "/vergeet")
    assert "twee bijdragen" in asked.text
    assert "antwoorden zonder naam op gesloten vragen" in asked.text
    assert len(stage.log()) == 2


async def test_forgotten_means_nowhere_in_the_database(stage: Stage) -> None:
    *_, bram = await answered(stage, 2)
    await stage.press(bram, await stage.tell(bram, "/vergeet"), "Ja, vergeet mij")
    assert "Ik ben je vergeten." in stage.private(bram)[-1].text
    await stage.move_to("2026-11-25 09:00")
    tables = [name for name in stage.database.table_names() if not name.startswith("entries_fts")]
    held = {name: list(stage.database.query(f"SELECT * FROM [{name}]")) for name in tables}
    text = json.dumps(held, default=str, ensure_ascii=False)
    # Not within a word: codes and marks of chance may hold any number.
    assert [word for word in ("Bram", "Antwoord", str(bram.id)) if re.search(rf"\b{word}\b", text)] == []


async def test_once_it_is_said_no_message_is_kept_by_the_number_of_who_was_forgotten(stage: Stage) -> None:
    *_, bram = await answered(stage)
    bram.start(stage.bot)
    done = await stage.tell(bram, "/vergeet ja")
    kept = [row["purpose"] for row in stage.database.query("SELECT * FROM outbox WHERE chat_id = ?", [bram.id])]
    assert ("Ik ben je vergeten." in done.text, kept) == (True, [])


async def test_the_only_coordinator_is_warned_before_going(stage: Stage) -> None:
    _, _, anna, _ = await answered(stage)
    assert "je bent de enige coördinator van Onderbouw" in (await stage.tell(anna, "/vergeet")).text


async def test_the_first_contact_without_a_team_says_what_to_do(stage: Stage) -> None:
    (els,) = stage.people("Els")
    hello = await stage.tell(els, "/start")
    assert "Ik weet nog niet bij welk team je hoort." in hello.text
    assert hello.buttons[0][0].url == "https://t.me/leerkring_bot?startgroup=new"


async def test_an_old_yes_to_forgetting_asks_again_once_there_is_more_to_lose(stage: Stage) -> None:
    _, prompt, _, bram = await answered(stage)
    asked = await stage.tell(bram, "/vergeet")
    await stage.reply(bram, prompt, "Nog iets.")
    await stage.press(bram, asked, "Ja, vergeet mij")
    assert "twee bijdragen" in stage.private(bram)[-1].text
    assert len(stage.log()) == 2


async def test_a_digest_that_waits_is_worded_anew_when_words_in_it_are_taken_back(stage: Stage) -> None:
    bram, ilse, _ = await released(stage)
    await stage.tell(ilse, "/werkdagen ma di")
    await stage.move_to("2026-11-28 10:00")
    await stage.tell(bram, "/vergeet ja")
    await stage.move_to("2026-11-30 09:00")
    digest = stage.private(ilse)[-1].text
    assert ("week 48" in digest or "week 49" in digest, "Antwoord 1." in digest) == (True, False)


async def test_what_was_released_before_a_holiday_is_in_the_first_digest_after_it(stage: Stage) -> None:
    bram, ilse, _ = await released(stage)
    await stage.move_to("2026-12-18 16:30")
    await stage.tell(bram, "/mijn unrelease 1")
    await stage.tell(bram, "/mijn release 1")
    await stage.move_to("2027-01-10 12:00")
    assert any("Antwoord 1." in message.text for message in stage.private(ilse)[-2:])


async def test_what_an_export_held_goes_with_who_is_forgotten_in_their_language(stage: Stage) -> None:
    *_, bram = await answered(stage)
    await stage.tell(bram, "/language en")
    await stage.tell(bram, "/export")
    await stage.move_to("2026-11-26 12:00")
    await stage.tell(bram, "/forget yes")
    await stage.move_to("2026-11-26 12:10")
    handed = [message for message in stage.private(bram) if "document" in message.extra]
    held = [stage.sandbox.files[one.extra["document"]["file_id"]].content.decode() for one in handed]
    gone = "What stood here has been erased or changed since."
    assert [(one.text, content) for one, content in zip(handed, held, strict=True)] == [(gone, f"{gone}\n")] * 2
