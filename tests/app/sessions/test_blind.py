"""Blind first: answers are given in private and show at once; before that nothing in the group tells of any."""

import pytest
from app.consulting import labels
from stage import Stage, is_prompt

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
PRIVATELY = "Antwoord in privé"
NAMED, ALONE = "Het team leest het, met mijn naam", "Alleen voor mij"
CLOSED = "2026-11-24 16:01"


async def asked(stage: Stage, *names: str) -> tuple[Chat, Message, list[Person]]:
    """Return a team in which a blind question is open."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    await stage.say(people[0], group, "/ritme blind aan")
    prompt = await stage.say(people[0], group, "/vraag")
    return group, prompt, people


async def answer(stage: Stage, person: Person, prompt: Message, text: str) -> Message:
    await stage.follow(person, prompt, PRIVATELY)
    return await stage.tell(person, text)


def shown(group: Chat, stage: Stage) -> list[tuple[str, list[str]]]:
    return [(message.text, labels(message)) for message in stage.from_bot(group)]


async def test_answers_come_by_the_button_and_show_all_at_once(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    before = shown(group, stage)
    cards = [await answer(stage, person, prompt, f"Antwoord van {person.name}.") for person in people]
    assert (is_prompt(prompt), "Eerst blind" in prompt.text, shown(group, stage)) == (True, True, before)
    assert "met je naam in het overzicht" in cards[0].text
    assert labels(cards[0]) == [f"✓ {NAMED}", "Het team leest het, zonder mijn naam", ALONE]
    hidden = [await stage.say(people[1], group, one) for one in ("/zoek", "/overzicht")]
    assert ["Antwoord van" in one.text for one in hidden] == [False, False]
    await stage.move_to(CLOSED)
    summary = stage.last(group).text
    assert [f"{person.name}: “Antwoord van {person.name}.”" in summary for person in people] == [True] * 3
    assert "Drie antwoorden." in summary


async def test_one_tap_keeps_an_answer_for_oneself_and_another_brings_it_back(stage: Stage) -> None:
    group, prompt, (anna, bram, _) = await asked(stage)
    alone, again = [await answer(stage, person, prompt, f"Van {person.name}.") for person in (anna, bram)]
    for person, card in ((anna, alone), (bram, again)):
        await stage.press(person, card, ALONE)
    await stage.press(bram, again, NAMED)
    assert [labels(card)[-1].startswith("✓") for card in (alone, again)] == [True, False]
    await stage.move_to(CLOSED)
    summary = stage.last(group).text
    assert ("Van Anna." in summary, "Bram: “Van Bram.”" in summary) == (False, True)


@pytest.mark.parametrize("way", ["", "named"])
async def test_in_a_team_of_three_one_without_a_name_goes_the_way_it_was_to_go(stage: Stage, way: str) -> None:
    group, prompt, (anna, bram, chris) = await asked(stage)
    for person in (anna, bram, chris):
        await answer(stage, person, prompt, f"Van {person.name}.")
    await stage.tell(chris, "/zondernaam")
    await stage.tell(chris, f"/zondernaam {way}".strip())
    await stage.move_to(CLOSED)
    summary = stage.last(group).text
    assert ("Van Chris." in summary, "Zonder naam" in summary) == (bool(way), False)


async def test_whoever_answers_by_name_hides_nobody(stage: Stage) -> None:
    group, prompt, people = await asked(stage, "Anna", "Bram", "Chris", "Dewi")
    for person in people[:3]:
        await answer(stage, person, prompt, f"Stil van {person.name}.")
        await stage.tell(person, "/zondernaam")
    await answer(stage, people[0], prompt, "Met naam van Anna.")
    await stage.move_to(CLOSED)
    summary = stage.last(group).text
    assert ("Met naam van Anna." in summary, "Stil van" in summary) == (True, False)


async def test_a_reply_in_the_group_is_an_answer_and_nothing_is_said_of_it(stage: Stage) -> None:
    group, prompt, (anna, bram, _) = await asked(stage)
    said = len(stage.from_bot(group))
    reply = await stage.reply(bram, prompt, "Toch maar hier.")
    assert (len(stage.from_bot(group)), reply.reactions) == (said, {stage.bot.id: "✍"})
    await answer(stage, anna, prompt, "In privé.")
    await stage.move_to(CLOSED)
    assert ["Bram: “Toch maar hier.”" in stage.last(group).text, "Anna: “In privé.”" in stage.last(group).text] == [
        True,
        True,
    ]


async def test_taken_back_before_or_after_the_close_it_shows_nowhere(stage: Stage) -> None:
    group, prompt, (anna, bram, chris) = await asked(stage)
    for person in (anna, bram, chris):
        await answer(stage, person, prompt, f"Van {person.name}.")
    await stage.tell(anna, "/vergeet ja")
    await stage.move_to(CLOSED)
    summary = stage.last(group)
    assert ("Anna" in summary.text, "Van Bram." in summary.text) == (False, True)
    await stage.tell(bram, "/vergeet ja")
    await stage.move_to("2026-11-24 17:00")
    assert ("Bram" in summary.text, "Van Chris." in summary.text) == (False, True)


async def test_words_that_ask_for_a_second_look_wait_for_their_writer(stage: Stage) -> None:
    group, prompt, (anna, bram, _) = await asked(stage)
    first = await answer(stage, anna, prompt, "Het ging beter toen ik naast Kacper zat.")
    await answer(stage, bram, prompt, "Ik zie het leven niet meer zitten.")
    assert ("Laat zo staan" in labels(first), stage.words()) == (
        True,
        [("Anna", "Het ging beter toen ik naast Kacper zat."), ("Bram", "Ik zie het leven niet meer zitten.")],
    )
    await stage.move_to(CLOSED)
    assert not any("Kacper" in text or "leven" in text for text, _ in shown(group, stage))


async def test_what_was_changed_for_it_shows_once_its_writer_says_so(stage: Stage) -> None:
    group, prompt, (anna, bram, _) = await asked(stage)
    for person in (anna, bram):
        await stage.press(person, await answer(stage, person, prompt, "Naast Kacper zat ik goed."), "Aanpassen")
    await stage.tell(bram, "Ik zweeg.")
    await stage.press(anna, await stage.tell(anna, "Naast een leerling zat ik goed."), NAMED)
    await stage.move_to(CLOSED)
    summary = stage.last(group).text
    assert ("Anna: “Naast een leerling zat ik goed.”" in summary, "Ik zweeg" in summary) == (True, False)


async def test_a_correction_shows_and_names_can_still_be_left_so(stage: Stage) -> None:
    group, prompt, (anna, *_) = await asked(stage)
    asks = await answer(stage, anna, prompt, "Het ging beter toen ik naast Kacper zat.")
    await stage.press(anna, asks, "Laat zo staan")
    written = next(one for one in reversed(anna.chat_with(stage.bot).messages) if one.sender is anna)
    anna.edit(written, "Een leerling snapte het.")
    await stage.settle()
    await stage.move_to(CLOSED)
    assert "Anna: “Een leerling snapte het.”" in stage.last(group).text


async def test_whoever_only_leads_reads_nothing_before_or_by_the_link_after(stage: Stage) -> None:
    group, prompt, (anna, _, lena) = await asked(stage)
    with transaction(stage.database):
        members.take_role(stage.database, 1, lena.id, Role.MEMBER)
        members.give_role(stage.database, 1, lena.id, Role.LEADER, stage.time.now())
    await answer(stage, anna, prompt, "Van Anna.")
    await stage.tell(lena, "/zoek")
    await stage.tell(lena, "/weekbericht")
    assert not any("Van Anna." in message.text for message in stage.private(lena))
    await stage.move_to(CLOSED)
    assert "Anna: “Van Anna.”" in stage.last(group).text


async def test_only_a_coordinator_sets_it_and_card_and_status_say_so(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/ritme blind aan")
    open_now = await stage.say(anna, group, "/vraag")
    choosing = await stage.say(anna, group, "/ritme blind")
    await stage.press(anna, choosing, "Eerst blind: alles tegelijk")
    status = await stage.say(bram, group, "/stand")
    # The question that is open goes on as it was asked.
    assert ("Eerst blind" in open_now.text, "Eerst blind" in choosing.text, "eerst blind" in status.text) == (
        False,
        True,
        True,
    )
    assert "Eerst blind" not in (await stage.say(anna, group, "/ritme blind uit")).text
