"""Questions that go on with an earlier one: one's own words stand above them in private."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Person

pytestmark = pytest.mark.usefixtures("calm")
PRIVATELY = "Antwoord in privé"
FIRST, SECOND = "nee-omdat", "nog-een-keer-nee"


async def team(stage: Stage) -> tuple[Chat, list[Person]]:
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, people


async def test_in_private_each_reads_what_they_wrote_and_nobody_else_does(stage: Stage) -> None:
    group, (anna, bram, chris) = await team(stage)
    first = await stage.say(anna, group, f"/vraag {FIRST}")
    await stage.reply(bram, first, "Nee, omdat er al drie vergaderingen waren.")
    await stage.follow(chris, first, PRIVATELY)
    await stage.tell(chris, "Nee, omdat ik moe was.")
    await stage.move_to("2026-12-01 12:00")
    second = await stage.say(anna, group, f"/vraag {SECOND}")
    cards = [await stage.follow(person, second, PRIVATELY) for person in (anna, bram, chris)]
    recalled = [("drie vergaderingen" in card.text, "ik moe was" in card.text) for card in cards]
    assert recalled == [(False, False), (True, False), (False, True)]
    assert "drie vergaderingen" not in second.text


async def test_ones_own_words_leave_ones_own_chat_when_all_of_them_go(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    first = await stage.say(anna, group, f"/vraag {FIRST}")
    await stage.reply(bram, first, "Nee, omdat het te laat was.")
    await stage.move_to("2026-12-01 12:00")
    second = await stage.say(anna, group, f"/vraag {SECOND}")
    card = await stage.follow(bram, second, PRIVATELY)
    before = "te laat" in card.text
    await stage.tell(bram, "/vergeet ja")
    assert (before, "te laat" in card.text) == (True, False)


async def test_the_rhythm_brings_the_second_step_when_its_weeks_are_over(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.say(anna, group, f"/vraag {FIRST}")
    content = stage.rehearsal.program.house.content
    titles = []
    for day in ("2026-12-01", "2026-12-08"):
        await stage.move_to(f"{day} 12:31")
        titles.append(stage.prompt(group).text.splitlines()[0])
    assert content.prompts[SECOND].title.nl in titles


async def test_families_recalled_show_the_latest_of_ones_own(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    content = stage.rehearsal.program.house.content
    patterns = next(one for one in content.prompts.values() if one.family == "R2" and "R1" in one.recalls)
    for number, day in enumerate((24, 25, 26, 27)):
        await stage.move_to(f"2026-11-{day} 11:00")
        asked = [one.id for one in content.prompts.values() if one.family == "R1" and not one.taps][number]
        prompt = await stage.say(anna, group, f"/vraag {asked}")
        await stage.reply(bram, prompt, f"Woorden nummer {number}.")
    await stage.move_to("2026-12-03 11:00")
    card = await stage.follow(bram, await stage.say(anna, group, f"/vraag {patterns.id}"), PRIVATELY)
    assert [f"Woorden nummer {number}." in card.text for number in range(4)] == [False, True, True, True]


async def test_a_second_step_that_shows_puts_the_answers_above_it_and_keeps_them_true(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    content = stage.rehearsal.program.house.content
    second = next(one for one in content.prompts.values() if one.shows)
    first = await stage.say(anna, group, f"/vraag {second.follows}")
    await stage.follow(bram, first, PRIVATELY)
    await stage.tell(bram, "Een tafel vol krijt.")
    await stage.move_to("2026-12-01 12:00")
    prompt = await stage.say(anna, group, f"/vraag {second.id}")
    assert ("Bram: Een tafel vol krijt." in prompt.text, "Dit schreven jullie" in prompt.text) == (True, True)
    await stage.tell(bram, "/vergeet ja")
    assert ("krijt" in prompt.text, second.steps[0].ask.nl[:30] in prompt.text) == (False, True)
