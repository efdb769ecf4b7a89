"""A short look back at a meeting: two taps and a line, and what was said opens the next one."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person

pytestmark = pytest.mark.usefixtures("calm")


async def met(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Return a team that has just been asked about a meeting."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(people[1], group, "/overleg"), people


async def test_each_row_takes_one_tap_and_is_told_apart(stage: Stage) -> None:
    group, asked, people = await met(stage)
    assert [[button.text for button in row] for row in asked.buttons[:2]] == [
        ["Leverde veel op", "Leverde iets op", "Leverde weinig op"],
        ["Kon meepraten", "Een beetje", "Nauwelijks"],
    ]
    for person in people[:3]:
        await stage.press(person, asked, "Leverde veel op")
        await stage.press(person, asked, "Kon meepraten")
    await stage.press(people[0], asked, "Leverde iets op")
    await stage.press(people[3], asked, "Leverde iets op")
    await stage.move_to("2026-11-25 12:00")
    told = stage.last(group).text
    assert ("Leverde veel op 2× · Leverde iets op 2×" in told, "Kon meepraten 3×" in told) == (True, True)
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_a_row_that_too_few_tapped_is_not_told(stage: Stage) -> None:
    group, asked, people = await met(stage)
    for person in people[:3]:
        await stage.press(person, asked, "Leverde veel op")
    for person in people[:2]:
        await stage.press(person, asked, "Nauwelijks")
    await stage.move_to("2026-11-25 12:00")
    told = stage.last(group).text
    assert ("Leverde veel op 3×" in told, "Nauwelijks" in told) == (True, False)


async def test_one_tap_taken_back_leaves_the_other(stage: Stage) -> None:
    _, asked, (anna, *_) = await met(stage)
    await stage.press(anna, asked, "Leverde veel op")
    await stage.press(anna, asked, "Kon meepraten")
    await stage.press(anna, asked, "Kon meepraten")
    assert [row["item"] for row in stage.database.query("SELECT item FROM marks")] == [1]


async def test_what_was_said_stands_above_the_next_one(stage: Stage) -> None:
    group, asked, (anna, bram, *_) = await met(stage)
    await stage.reply(anna, asked, "Volgende keer eerder beginnen met de inhoud.")
    assert "staat al open" in (await stage.say(bram, group, "/overleg")).text
    await stage.move_to("2026-12-07 15:00")
    again = await stage.say(bram, group, "/overleg")
    assert ("Dit schreven jullie bij" in again.text, "eerder beginnen met de inhoud" in again.text) == (True, True)


async def test_no_rhythm_ever_brings_it(stage: Stage) -> None:
    group, _, (anna, *_) = await met(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    assert "W10" not in stage.last(group).text
    house = stage.rehearsal.program.house
    asked = [row["method"] for row in stage.database.query("SELECT method FROM sessions")]
    assert [house.content.prompts[one].family for one in asked] == ["W10"]
    await stage.move_to("2027-02-01 12:00")
    asked = [row["method"] for row in stage.database.query("SELECT method FROM sessions ORDER BY id")]
    assert {house.content.prompts[one].family for one in asked[1:]}.isdisjoint({"W10"})
