"""Unseen: words nobody can see are no answer, and names that show nothing are replaced."""

import pytest
from app.consulting import at
from forging import post
from stage import Stage

from bot.storage import people, teams

pytestmark = pytest.mark.usefixtures("calm")
WORDLESS = "Dat kan ik niet bewaren zonder woorden. Schrijf je er één zin bij?"
UNSEEN = ["\u3164", "\u2800", "\u200b", "\u2063", "\u00ad", "\ufe0f", "\u0301"]


@pytest.mark.parametrize("text", UNSEEN)
async def test_an_answer_nobody_can_see_is_not_kept_and_said_to_be_none(stage: Stage, text: str) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    written = await post(stage, bram, group, text, reply_to=prompt)
    assert (stage.log(), written.reactions, stage.last(group).text) == ([], {}, WORDLESS)


async def test_an_edit_into_what_nobody_can_see_leaves_the_words_there_were(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    written = await stage.reply(bram, prompt, "Ik wachtte.")
    bram.edit(written, "\u3164")
    await stage.settle()
    assert stage.words() == [("Bram", "Ik wachtte.")]


async def test_a_step_takes_nothing_that_nobody_can_see(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.open(circle.owner)
    chat = circle.owner.chat_with(stage.bot)
    await post(stage, circle.owner, chat, "\u2800\u3164")
    assert (stage.log(), stage.last(chat).text) == ([], circle.says("contributing.wordless", names=[], at_most=None))


@pytest.mark.parametrize(("username", "called"), [(None, "Iemand"), ("bram", "@bram")])
async def test_somebody_whose_name_shows_nothing_is_called_by_what_does(
    stage: Stage, username: str | None, called: str
) -> None:
    (anna,) = stage.people("Anna")
    unseen = stage.sandbox.add_person("\u3164", username=username)
    group = await stage.team("Onderbouw", anna, unseen)
    await stage.say(anna, group, "/meedoen")
    prompt = await stage.say(anna, group, "/vraag")
    await stage.reply(unseen, prompt, "Ik wachtte.")
    assert (stage.words(), (await stage.say(anna, group, "/zoek wachtte")).text.count(called)) == (
        [(called, "Ik wachtte.")],
        1,
    )


async def test_a_leader_whose_name_shows_nothing_is_named_all_the_same(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    unseen = stage.sandbox.add_person("\u200b\u2060")
    group = await stage.team("Onderbouw", anna, unseen)
    loose = unseen.write(group, "Dag")
    await stage.reply(anna, loose, "/leidinggevende")
    person = people.find(stage.database, unseen.id)
    assert (person and person.name, "Iemand" in stage.last(group).text) == ("Iemand", True)


async def test_a_name_does_not_turn_the_words_around_it(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    turned = stage.sandbox.add_person("\u202emarB")
    group = await stage.team("Onder\u202ebouw", anna, turned)
    answer = await stage.say(turned, group, "/meedoen")
    team = teams.find(stage.database, 1)
    assert (answer.text.startswith("Fijn, marB,"), team and team.name) == (True, "Onderbouw")


async def test_a_group_whose_title_shows_nothing_is_a_team_all_the_same(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("\u3164", anna)
    anna.rename(group, "\u2800")
    await stage.settle()
    team = teams.find(stage.database, 1)
    assert team is not None
    assert team.name == "Team"
