"""Those whom a line tells of too say whether it may go to the team, and one no is the last word."""

import pytest
from app.practices.test_asking_around_held import own_message
from app.practices.together import at_the_line, newest
from stage import Stage

from bot.storage import pairs, people

pytestmark = pytest.mark.usefixtures("calm")


@pytest.mark.parametrize("is_typed", [True, False])
async def test_a_no_to_a_line_is_undone_by_no_word_and_no_button_after_it(stage: Stage, is_typed: bool) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked, before = newest(stage, bram), len(stage.from_bot(group))
    if is_typed:
        await stage.tell(bram, "nee")
    else:
        await stage.press(bram, asked, "Nee, liever niet")
    for said in ("ok", "top", "ja"):
        await stage.tell(bram, said)
    await stage.tell(bram, f"/pair 1 0 fine {next(one.id for one in stage.log() if one.kind == 'lesson')}")
    assert len(stage.from_bot(group)) == before
    assert {entry.audience for entry in stage.log() if entry.kind == "lesson"} == {"author"}


async def test_after_a_no_nobody_is_asked_again_about_the_same_words(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Nee, liever niet")
    heard = len(stage.private(bram))
    said = await stage.tell(anna, "deel met het team")
    assert said.text == "Je regel over “Lesbezoek” blijft van jou; daarover komt niets in de groep."
    assert len(stage.private(bram)) == heard
    anna.edit(own_message(stage, anna, "Ik vraag eerst wie het al weet."), "Ik vraag voortaan eerst wie het al weet.")
    await stage.settle()
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    assert "Ik vraag voortaan eerst wie het al weet." in newest(stage, bram).text


@pytest.mark.parametrize("why", ["the same words", "unreachable", "pruned"])
async def test_a_no_is_remembered_whatever_becomes_of_the_message_that_says_so(stage: Stage, why: str) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked = newest(stage, bram)
    people.set_reachable(stage.database, anna.id, is_reachable=why != "unreachable")
    await stage.press(bram, asked, "Nee, liever niet")
    heard = len(stage.private(bram))
    if why == "the same words":
        await stage.tell(anna, f"/mijn edit {next(one.id for one in stage.log() if one.kind == 'lesson')}")
        await stage.tell(anna, "Ik tel tot vijf.")
    elif why == "pruned":
        stage.database.execute("DELETE FROM outbox WHERE chat_id = ?", [anna.id])
    await stage.tell(anna, "deel met het team")
    assert "blijft van jou" in newest(stage, anna).text
    assert len(stage.private(bram)) == heard


async def test_between_asking_to_change_a_line_and_its_new_words_no_yes_counts(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked, before = newest(stage, bram), len(stage.from_bot(group))
    await stage.tell(anna, f"/mijn edit {next(one.id for one in stage.log() if one.kind == 'lesson')}")
    await stage.press(bram, asked, "Ja, dat mag")
    assert len(stage.from_bot(group)) == before


async def test_a_shared_line_whose_message_is_edited_is_its_writers_alone_until_the_other_agrees_anew(
    stage: Stage,
) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    anna.edit(own_message(stage, anna, "Ik vraag eerst wie het al weet."), "Bram vraagt te weinig.")
    await stage.settle()
    assert [one.audience for one in stage.log() if one.kind == "lesson"] == ["author"]
    assert all("te weinig" not in one.text for one in stage.from_bot(group))
    assert newest(stage, anna).text.startswith("Aangepast. Je regel staat nu niet meer in de groep")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(anna, newest(stage, anna), "Laat zo staan")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    assert stage.last(group).text == "Lesbezoek\nAnna: Bram vraagt te weinig."


@pytest.mark.parametrize("is_edited", [True, False])
async def test_a_yes_to_a_line_that_was_changed_since_shares_nothing(stage: Stage, is_edited: bool) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    number = next(entry.id for entry in stage.log() if entry.kind == "lesson")
    if is_edited:
        anna.edit(own_message(stage, anna, "Ik vraag eerst wie het al weet."), "Ik praat te veel.")
        await stage.settle()
    else:
        await stage.tell(anna, f"/mijn edit {number}")
        await stage.tell(anna, "Ik praat te veel.")
    await stage.tell(bram, "ja, dat mag")
    here = pairs.running_in(stage.database, 1)[0]
    await stage.tell(bram, f"/pair {here.id} {here.state.position} fine {number}")
    assert [one.audience for one in stage.log() if one.kind == "lesson"] == ["author"]


async def test_a_line_that_is_to_be_written_again_goes_to_no_team_as_it_was(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked, before = newest(stage, bram), len(stage.from_bot(group))
    await stage.press(anna, await stage.tell(anna, "Oeps, ik bedoel tot tien."), "Dat schrijf ik opnieuw")
    await stage.press(bram, asked, "Ja, dat mag")
    assert len(stage.from_bot(group)) == before
    await stage.tell(anna, "Ik tel voortaan tot tien.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    assert stage.last(group).text == "Lesbezoek\nAnna: Ik tel voortaan tot tien."


async def test_whoever_meant_to_change_a_line_and_left_it_is_asked_once_more_after_the_yes(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked = newest(stage, bram)
    await stage.tell(anna, f"/mijn edit {next(one.id for one in stage.log() if one.kind == 'lesson')}")
    await stage.press(bram, asked, "Ja, dat mag")
    assert newest(stage, anna).text.startswith("Je regel mag naar het team. Maar je wilde hem nog veranderen")
    more = newest(stage, anna)
    await stage.tell(anna, "laat maar")
    await stage.press(anna, more, "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    assert "Ik tel tot vijf." in stage.last(group).text
