"""A team whose topic was deleted goes on in another place, where whoever coordinates both says so."""

import pytest
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Person, Topic
from bot.storage import members, schedules, teams


async def homeless(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a group in whose topic a team had a rhythm and an answer, and whose topic is gone."""
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("School", *people, kind="forum")
    topic = people[0].create_topic(group, "Onderbouw")
    people[0].write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.press(people[0], stage.last(group), "Ja, elke dinsdag")
    for person in people:
        person.write(group, "/meedoen@leerkring_bot", topic=topic)
    people[0].write(group, "/vraag@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.reply(people[1], stage.prompt(group), "Ik wachtte even.")
    people[0].delete_topic(group, topic)
    await stage.move_to("2026-11-24 16:30")
    return group, people


async def begun_in(stage: Stage, group: Chat, person: Person, name: str) -> Topic:
    topic = person.create_topic(group, name)
    person.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    return topic


def named(stage: Stage) -> list[tuple[int, str, bool]]:
    return [(team.id, team.name, team.is_present) for team in teams.every(stage.database)]


async def test_it_goes_on_with_its_log_and_its_rhythm(stage: Stage) -> None:
    group, (anna, bram, _) = await homeless(stage)
    assert (2, "School · Onderbouw", False) in named(stage)
    topic = await begun_in(stage, group, anna, "Nieuw")
    offered = stage.last(group)
    await stage.press(anna, offered, "Verder met School · Onderbouw")
    assert named(stage) == [(1, "School", True), (2, "School · Nieuw", True)]
    assert (stage.words(2), len(schedules.of_team(stage.database, 2))) == ([("Bram", "Ik wachtte even.")], 3)
    bram.write(group, "/zoek@leerkring_bot wachtte", topic=topic)
    await stage.settle()
    assert "Ik wachtte even." in stage.last(group).text
    await stage.move_to("2026-12-01 12:40")
    assert stage.prompt(group).topic_id == topic.id


async def test_whoever_was_in_the_new_place_already_stays_in_the_team(stage: Stage) -> None:
    group, (anna, *_) = await homeless(stage)
    topic = await begun_in(stage, group, anna, "Nieuw")
    offered = stage.last(group)
    (dora,) = stage.people("Dora")
    anna.invite(group, dora)
    dora.write(group, "/meedoen@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.press(anna, offered, "Verder met School · Onderbouw")
    assert dora.id in {person.id for person in members.in_role(stage.database, 2, Role.MEMBER)}


async def test_in_another_group_nothing_is_told_of_it(stage: Stage) -> None:
    _, (anna, *_) = await homeless(stage)
    other = await stage.team("Andere school", anna)
    await stage.say(anna, other, "/start")
    await stage.say(anna, other, "/verhuis 2")
    assert ([one.text for one in stage.from_bot(other) if "Onderbouw" in one.text], len(named(stage))) == ([], 3)


async def test_nobody_else_can_say_so(stage: Stage) -> None:
    group, (anna, bram, _) = await homeless(stage)
    await begun_in(stage, group, anna, "Nieuw")
    before = named(stage)
    await stage.press(bram, stage.last(group), "Verder met School · Onderbouw")
    assert named(stage) == before


async def test_a_place_in_which_a_team_has_begun_is_not_offered_nor_taken(stage: Stage) -> None:
    group, (anna, *_) = await homeless(stage)
    topic = await begun_in(stage, group, anna, "Nieuw")
    offered = stage.last(group)
    anna.write(group, "/vraag@leerkring_bot", topic=topic)
    await stage.settle()
    before = named(stage)
    await stage.press(anna, offered, "Verder met School · Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    assert (named(stage), "Verder met" in str(stage.last(group).buttons)) == (before, False)


@pytest.mark.parametrize("command", ["/verhuis 1", "/verhuis 2", "/verhuis 99", "/verhuis", "/verhuis x"])
async def test_a_team_that_has_its_place_stays(stage: Stage, command: str) -> None:
    (anna,) = stage.people("Anna")
    group, other = await stage.team("Een", anna), await stage.team("Twee", anna)
    for chat in (group, other):
        await stage.say(anna, chat, command)
    assert named(stage) == [(1, "Een", True), (2, "Twee", True)]
