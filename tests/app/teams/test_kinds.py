"""Kinds of questions: a coordinator chooses which take turns."""

import pytest
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import members, schedules
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")


async def team(stage: Stage) -> tuple[Chat, Person]:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(anna, group, "/ritme week di 12:30")
    return group, anna


def chosen(stage: Stage) -> tuple[str, ...]:
    found = schedules.find(stage.database, 1, "prompt")
    return found.what if found else ("none",)


async def test_all_take_turns_until_some_are_chosen_and_again_when_all_are(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/soorten")
    assert ("Alle soorten komen om de beurt" in card.text, chosen(stage)) == (True, ())
    await stage.press(anna, card, "✓ Tegeltje")
    assert ("R12" in chosen(stage), "van de" in card.text) == (False, True)
    await stage.say(anna, group, "/soorten R1 R6")
    assert chosen(stage) == ("R1", "R6")
    await stage.say(anna, group, "/soorten alle")
    assert chosen(stage) == ()


async def test_what_comes_is_of_the_kinds_chosen_and_a_new_rhythm_keeps_them(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/soorten R7 R17")
    await stage.say(anna, group, "/ritme week do 12:30")
    await stage.move_to("2026-12-03 12:31")
    prompts = stage.rehearsal.program.house.content.prompts
    kinds = {one.family for one in prompts.values() if one.title.nl in stage.prompt(group).text}
    assert ("De volgende vraag" in card.text, kinds <= {"R7", "R17"}, chosen(stage)) == (True, True, ("R7", "R17"))


@pytest.mark.parametrize(
    ("wanted", "said"), [("R1", "minstens twee"), ("R99 R1", "ken ik niet"), ("R10 R1", "ken ik niet")]
)
async def test_one_kind_or_an_unknown_one_changes_nothing(stage: Stage, wanted: str, said: str) -> None:
    group, anna = await team(stage)
    assert (said in (await stage.say(anna, group, f"/soorten {wanted}")).text, chosen(stage)) == (True, ())


async def test_it_is_taken_back_like_any_change(stage: Stage) -> None:
    group, anna = await team(stage)
    await stage.say(anna, group, "/soorten R1 R6")
    await stage.say(anna, group, "/ongedaan")
    assert chosen(stage) == ()


async def test_a_team_of_people_who_all_lead_gets_the_questions_for_leaders_too(stage: Stage) -> None:
    anna, bram, carla = stage.people("Anna", "Bram", "Carla")
    group = await stage.team("MT", anna, bram)
    await stage.team("Bovenbouw", carla)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    await stage.say(anna, group, "/ritme week di 12:30")
    before = await stage.say(anna, group, "/soorten")
    with transaction(stage.database):
        for person in (anna, bram):
            members.give_role(stage.database, 2, person.id, Role.LEADER, stage.time.now())
    after = await stage.say(anna, group, "/soorten")
    assert ["Leidinggeven" in str(card.buttons) for card in (before, after)] == [False, True]


async def test_kinds_that_there_are_no_more_stand_in_nobodys_way(stage: Stage) -> None:
    group, anna = await team(stage)
    with transaction(stage.database):
        schedules.set_what(stage.database, 1, ("R99", "R98"))
    assert "Alle soorten komen om de beurt" in (await stage.say(anna, group, "/soorten")).text
    await stage.move_to("2026-11-24 12:31")
    assert stage.prompt(group).text
