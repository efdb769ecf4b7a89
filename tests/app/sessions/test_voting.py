"""The result of a vote: of few options also what nobody chose."""

import pytest
from app.consulting import at
from app.sessions.test_next_asked import voting
from stage import Stage


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_of_few_options_those_that_nobody_chose_are_told_too(stage: Stage, language: str) -> None:
    circle = await at(stage, "3", method="besluit-met-bezwaren")
    await stage.say(circle.owner, circle.group, f"/language {language}")
    await circle.all_press("2")
    title, one, none = {"nl": ("Waar sta je?", "stemmen", "0 stemmen"), "en": ("Where do", "votes", "0 votes")}[
        language
    ]
    (told,) = [text for text in circle.texts() if text.startswith(title) and "\n2 " in text]
    assert [line.rpartition(" (")[2] for line in told.splitlines()[1:]] == [f"4 {one})", *[f"{none})"] * 3]


async def test_where_nobody_chose_at_all_nothing_came_in(stage: Stage) -> None:
    circle = await at(stage, "3", method="besluit-met-bezwaren")
    await stage.say(circle.owner, circle.group, "/verder sure 0")
    assert "Waar sta je?\nEr kwam niets binnen." in circle.texts()


VOTE = "Dit bewaar ik niet. Bij “Waar sta je?” kies je met een knop onder het bericht in de groep"


@pytest.mark.parametrize("text", ["ik heb een bezwaar", "Ik heb nog een bezwaar."])
async def test_who_writes_what_can_be_voted_hears_that_it_is_not_kept_and_which_button_it_is(
    stage: Stage, text: str
) -> None:
    circle = await voting(stage)
    said = await stage.tell(circle.people[1], text)
    assert said.text == f"{VOTE}: 2 is “Ik heb een bezwaar”."
    assert (circle.state.given, stage.words()[1:]) == (frozenset(), [])


async def test_it_is_said_too_where_a_question_of_the_team_is_open(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.say(circle.owner, circle.group, "/vraag")
    said = await stage.tell(circle.people[1], "ik heb een bezwaar")
    assert said.text.startswith(VOTE)
    other = await stage.tell(circle.people[1], "Ik vroeg eerst wat ze al wisten.")
    assert "Waar gaat dit over?" in other.text


async def test_an_answer_to_a_question_that_is_open_too_is_not_taken_for_a_vote(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.say(circle.owner, circle.group, "/vraag")
    said = await stage.tell(circle.people[1], "Ik heb nog een bezwaar.")
    assert "Waar gaat dit over?" in said.text


async def test_who_voted_already_is_not_told_how(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.press(circle.people[1], "1")
    await stage.say(circle.owner, circle.group, "/vraag")
    said = await stage.tell(circle.people[1], "ik heb een bezwaar")
    assert VOTE not in said.text


async def test_other_words_for_a_vote_are_said_not_to_be_kept(stage: Stage) -> None:
    circle = await voting(stage)
    assert (await stage.tell(circle.people[1], "De rapporten komen er dan aan")).text == f"{VOTE}."


async def test_what_is_written_in_the_group_for_a_vote_is_read_there_and_not_kept(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.reply(circle.people[1], "Mijn bezwaar is dat het te snel gaat.")
    assert stage.private(circle.people[1])[-1].text.startswith("De anderen lezen wat je in de groep schreef;")
