"""What somebody says in plain words in private: a leader asks how the team is doing, a link is pasted."""

import pytest
from app.leading import week
from stage import Stage

from bot.sandbox import Person

ASKED = ["hoe gaat het met het team?", "Weekbericht", "How is the team doing?", "digest", "Hoe gaat het met Onderbouw?"]


async def leader(stage: Stage) -> tuple[Person, list[Person]]:
    """Return a leader who has had a digest, and everybody of the team."""
    _, _, people = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    return people[4], people


@pytest.mark.parametrize("asked", ASKED)
async def test_a_leader_who_asks_in_plain_words_gets_the_digest_again(stage: Stage, asked: str) -> None:
    ilse, _ = await leader(stage)
    digest = stage.private(ilse)[-1]
    assert ((await stage.tell(ilse, asked)).text, digest.text[:18]) == (digest.text, "Onderbouw, week 48")


@pytest.mark.parametrize(
    "said",
    [
        "Hoe gaat het met jou?",
        "Ik schreef over het weekbericht.",
        "hoe gaat het met het team van Els?",
        "Hoe gaat het met Bovenbouw?",
        "digest digest",
    ],
)
async def test_what_is_no_such_question_goes_on_as_ever(stage: Stage, said: str) -> None:
    ilse, _ = await leader(stage)
    assert "Losse berichten bewaar ik hier niet" in (await stage.tell(ilse, said)).text


async def test_who_leads_nothing_gets_no_digest_by_asking(stage: Stage) -> None:
    _, people = await leader(stage)
    assert "week 48" not in (await stage.tell(people[1], "hoe gaat het met het team?")).text


async def test_words_that_answer_a_question_are_the_answer_whoever_gives_it(stage: Stage) -> None:
    group, _, people = await week(stage)
    ilse = people[4]
    await stage.say(ilse, group, "/meedoen")
    await stage.follow(ilse, stage.prompt(group), "Antwoord in privé")
    await stage.tell(ilse, "Hoe gaat het met het team?")
    assert stage.words()[-1] == ("Ilse", "Hoe gaat het met het team?")


@pytest.mark.parametrize("shape", ["{link}", "Doe je mee? {link} Groet, Karin", "role-{code}", "{code}"])
async def test_an_invitation_that_is_pasted_is_opened(stage: Stage, shape: str) -> None:
    karin, ilse = stage.people("Karin", "Ilse")
    group = await stage.team("Onderbouw", karin)
    karin.start(stage.bot)
    ilse.start(stage.bot)
    await stage.say(karin, group, "/leader")
    link = stage.private(karin)[-1].text.split()[-1]
    pasted = shape.format(link=link, code=link.rpartition("role-")[2])
    told = await stage.tell(ilse, pasted)
    assert [button.text for row in told.buttons for button in row][:1] == ["Ja, dat wil ik"]


@pytest.mark.parametrize(
    "pasted", ["AAAAAAAAAAAAAAAA", "role-AAAAAAAAAAAAAAAA", "https://elsewhere.example/?start=role-x"]
)
async def test_a_code_of_nothing_opens_nothing(stage: Stage, pasted: str) -> None:
    (ilse,) = stage.people("Ilse")
    ilse.start(stage.bot)
    await stage.settle()
    assert (await stage.tell(ilse, pasted)).buttons == []
