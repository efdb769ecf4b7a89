"""Questions that a tap answers as well: it counts without a name, and shows from three on, once the question closes."""

import pytest
from stage import Stage, local

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import marks, members
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
QUESTION = "tegel-koekjes"
TOUCHED, CHAFES, NOT_NOW = "Raakt me", "Wringt", "Nu even niet"


async def asked(stage: Stage, *names: str) -> tuple[Chat, Message, list[Person]]:
    """Return a team in which a question with buttons is open."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    prompt = await stage.say(people[0], group, f"/vraag {QUESTION}")
    return group, prompt, people


async def closed(stage: Stage, group: Chat) -> str:
    await stage.move_to("2026-11-24 16:01")
    return stage.last(group).text


async def test_taps_are_told_in_number_from_three_on_and_whose_is_forgotten(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    said = [
        await stage.press(one, prompt, label) for one, label in zip(people, (TOUCHED, TOUCHED, CHAFES), strict=False)
    ]
    assert all("Zonder je naam" in (one or "") for one in said)
    before = [message.text for message in stage.from_bot(group)]
    assert not any("Getikt" in text for text in before)
    assert f"Getikt: {TOUCHED} 2× · {CHAFES} 1×" in await closed(stage, group)
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_two_taps_are_not_told_and_leave_nothing(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:2]:
        await stage.press(person, prompt, TOUCHED)
    assert "Getikt" not in await closed(stage, group)
    assert [list(stage.database.query(f"SELECT * FROM {table}")) for table in ("marks", "tallies")] == [[], []]


async def test_another_tap_takes_the_place_of_the_one_before(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        await stage.press(person, prompt, TOUCHED)
    await stage.press(people[0], prompt, CHAFES)
    assert f"Getikt: {TOUCHED} 2× · {CHAFES} 1×" in await closed(stage, group)


async def test_a_tap_that_arrives_once_the_question_has_closed_is_of_nobody(stage: Stage) -> None:
    group, _, people = await asked(stage)
    await stage.move_to("2026-11-24 15:59")
    people[1].tell(stage.bot, "/tap 1 2")
    stage.time.move_to(local("2026-11-24 16:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    assert list(stage.database.query("SELECT * FROM marks")) == []
    assert stage.last(group).text


async def test_a_sentence_is_welcome_besides(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        await stage.press(person, prompt, NOT_NOW)
    await stage.reply(people[3], prompt, "Bij de koffie, dinsdag.")
    told = await closed(stage, group)
    assert ("Dewi: “Bij de koffie, dinsdag.”" in told, f"{NOT_NOW} 3×" in told) == (True, True)


async def test_it_can_be_tapped_in_private_too(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        card = await stage.follow(person, prompt, "Antwoord in privé")
        await stage.press(person, card, TOUCHED)
    assert f"Getikt: {TOUCHED} 3×" in await closed(stage, group)


@pytest.mark.parametrize("role", [Role.LEADER, Role.OBSERVER])
async def test_who_leads_or_looks_on_is_in_no_number(stage: Stage, role: Role) -> None:
    group, prompt, people = await asked(stage)
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[3].id, role, stage.time.now())
    for person in people:
        await stage.press(person, prompt, TOUCHED)
    assert f"Getikt: {TOUCHED} 3×" in await closed(stage, group)


async def test_who_leads_by_the_time_it_closes_is_in_no_number(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        await stage.press(person, prompt, TOUCHED)
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[0].id, Role.LEADER, stage.time.now())
    assert "Getikt" not in await closed(stage, group)


async def test_who_does_not_take_part_and_who_comes_late_are_told(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    (stranger,) = stage.people("Eva")
    people[0].invite(group, stranger)
    assert "/meedoen" in (await stage.press(stranger, prompt, TOUCHED) or "")
    for person in people[:3]:
        await stage.press(person, prompt, TOUCHED)
    await closed(stage, group)
    await stage.say(people[3], group, "/tap 1 2")
    assert (marks.tally(stage.database, 1, 0), marks.counted(stage.database, 1, 0)[1].votes) == ({}, 3)


async def test_a_tap_pressed_again_is_taken_back(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        await stage.press(person, prompt, TOUCHED)
    assert "Teruggenomen" in (await stage.press(people[0], prompt, TOUCHED) or "")
    assert "Getikt" not in await closed(stage, group)
