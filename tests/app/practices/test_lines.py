"""The line that ends a practice: its writer's alone, until those it was with agree to its very words."""

import pytest
from app.consulting import labels
from app.practices.together import at_the_line, called, join, newest
from stage import Stage

from bot.core.model import Audience
from bot.storage import entries, pairs
from bot.storage import people as persons
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")


async def test_nobody_but_its_writer_can_bring_a_line_to_the_team(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Alleen voor mij")
    number = next(entry.id for entry in stage.log() if entry.kind == "lesson")
    said = len(stage.from_bot(group))
    for position in range(10):
        await stage.tell(bram, f"/pair 1 {position} fine {number}")
    assert (len(stage.from_bot(group)), next(one.audience for one in stage.log() if one.id == number)) == (
        said,
        "author",
    )


async def test_the_line_asks_for_what_one_takes_back_with_another_way_in_for_each(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    cards = [newest(stage, anna).text, newest(stage, bram).text]
    assert all("Wat neem jij mee naar je eigen les?" in card for card in cards)
    ways_in = [card.split("begin dan hier:")[1].split("\n")[0].strip() for card in cards]
    assert len(set(ways_in)) == len(ways_in) == 2
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    assert stage.last(group).text == "Lesbezoek\nAnna: Ik vraag eerst wie het al weet."


async def test_a_line_that_names_somebody_is_looked_at_again_before_the_other_reads_it(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Kevin wacht nu ook even.")
    before = len(stage.private(bram))
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    assert "Kevin" in newest(stage, anna).text
    assert [one for one in stage.private(bram)[before:] if "Kevin" in one.text] == []
    await stage.press(anna, newest(stage, anna), "Laat zo staan")
    assert "Kevin wacht nu ook even." in newest(stage, bram).text


async def test_in_a_three_a_yes_counts_only_for_the_words_it_was_said_of(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, *people)
    await stage.move_to("2026-12-01 09:00")
    anna, bram, chris = people
    here = pairs.running_in(stage.database, 1)[0]
    with transaction(stage.database):
        author = persons.find(stage.database, anna.id)
        entries.add(
            stage.database, here, author, Audience.AUTHOR, "lesson", "Ik geef meer stilte.", stage.time.now(), None
        )
    number = stage.log()[-1].id
    await stage.tell(anna, f"/pair {here.id} 0 share {number}")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    await stage.tell(anna, f"/mijn edit {number}")
    await stage.tell(anna, "Ik praat te veel.")
    await stage.tell(anna, f"/pair {here.id} 0 share {number}")
    await stage.press(chris, newest(stage, chris), "Ja, dat mag")
    assert [one.audience for one in stage.log()] == ["author"]


async def test_a_line_that_names_whoever_one_was_with_is_asked_about_before_anybody_reads_it(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Bram wacht te kort, dat doe ik ook.")
    before = len(stage.private(bram))
    asked = newest(stage, anna)
    await stage.press(anna, asked, "Deel met het team")
    assert ("Bram" in asked.text, len(stage.private(bram))) == (True, before)
    await stage.press(anna, asked, "Laat zo staan")
    assert "Bram wacht te kort" in newest(stage, bram).text


async def test_a_shared_line_that_is_changed_is_its_writers_alone_until_the_other_agrees_anew(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    shared = stage.last(group)
    assert "Ik vraag eerst wie het al weet." in shared.text
    number = next(entry.id for entry in stage.log() if entry.kind == "lesson")
    await stage.tell(anna, f"/mijn edit {number}")
    await stage.tell(anna, "Ik praat te veel.")
    assert [entry.audience for entry in stage.log() if entry.id == number] == ["author"]
    assert "Ik praat te veel" not in stage.last(group).text
    assert [button.text for row in newest(stage, anna).buttons for button in row] == [
        "Deel met het team",
        "Alleen voor mij",
    ]
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Nee, liever niet")
    assert "blijft van jou" in newest(stage, anna).text
    assert [entry.audience for entry in stage.log() if entry.id == number] == ["author"]


@pytest.mark.parametrize(
    ("said", "words"),
    [("ja deel maar met het team", "Ik vraag het aan Bram."), ("nee, alleen voor mij", "die blijft van jou")],
)
async def test_what_becomes_of_a_line_can_be_typed(stage: Stage, said: str, words: str) -> None:
    _, (anna, _, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik wacht voortaan langer.")
    await stage.tell(anna, said)
    assert words in newest(stage, anna).text


@pytest.mark.parametrize(("said", "is_shared"), [("ja prima", True), ("nee", False)])
async def test_a_yes_or_no_to_a_line_can_be_typed(stage: Stage, said: str, is_shared: bool) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.tell(bram, said)
    assert ("Ik vraag eerst wie het al weet." in stage.last(group).text) == is_shared
    assert not [entry for entry in stage.log() if entry.text == said]


async def test_whoever_asked_hears_that_a_line_cannot_be_shared_once_the_other_has_gone(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked = newest(stage, bram)
    await stage.say(bram, group, "/stoppen")
    await stage.press(bram, asked, "Ja, dat mag")
    told = [one.text for one in stage.private(anna)]
    assert any("kan niet meer gedeeld worden" in text for text in told)
    assert "Ik vraag eerst wie het al weet." not in " ".join(one.text for one in stage.from_bot(group))


async def test_nobody_is_asked_twice_about_the_same_words(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    asked = await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.tell(anna, "ja deel maar")
    await stage.press(anna, asked, "Deel met het team")
    assert sum("Mag dat?" in one.text for one in stage.private(bram)) == 1


async def test_a_yes_while_the_question_waits_for_the_morning_shares_nothing(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.move_to("2026-12-03 20:15")
    await stage.press(anna, await stage.tell(anna, "Ik vraag eerst wie het al weet."), "Deel met het team")
    for said in ("ja", "Ja, dat mag", "nee"):
        await stage.tell(bram, said)
    assert not [one for one in stage.from_bot(group) if "Ik vraag eerst wie het al weet." in one.text]
    await stage.move_to("2026-12-04 09:00")
    asked = next(one for one in stage.private(bram) if "Ja, dat mag" in labels(one))
    await stage.press(bram, asked, "Ja, dat mag")
    assert [one for one in stage.from_bot(group) if "Ik vraag eerst wie het al weet." in one.text]


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [("ja", True), ("ja hoor, prima", True), ("Ja graag", True), ("deel maar met het team", True), ("nee", False)],
)
async def test_a_yes_or_no_right_after_the_question_whether_a_line_is_shared_answers_it(
    stage: Stage, said: str, is_asked: bool
) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    before = len(stage.private(bram))
    await stage.tell(anna, said)
    heard = [one.text for one in stage.private(bram)[before:] if "Ik vraag eerst wie het al weet." in one.text]
    assert bool(heard) is is_asked
    assert ("Ik vraag het aan Bram" if is_asked else "die blijft van jou") in newest(stage, anna).text


async def test_a_yes_after_anything_else_shares_nothing(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.tell(anna, "/help")
    before = len(stage.private(bram))
    await stage.tell(anna, "ja")
    assert stage.private(bram)[before:] == []


async def test_what_puts_a_line_right_where_nothing_waits_is_held_and_asked_about(stage: Stage) -> None:
    _, (anna, *_) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Alleen voor mij")
    await stage.tell(anna, "Ik bedoelde: wie het nog niet weet.")
    assert newest(stage, anna).text.startswith("Waar gaat dit over?")
    await stage.press(anna, newest(stage, anna), "Bij wat ik net schreef")
    line = next(entry for entry in stage.log() if entry.kind == "lesson")
    assert line.text == "Ik vraag eerst wie het al weet.\nIk bedoelde: wie het nog niet weet."


@pytest.mark.parametrize(
    ("said", "is_fine"), [("ja hoor, dat mag", True), ("nee liever niet", False), ("nee hoor, doe maar niet", False)]
)
async def test_a_yes_or_no_with_a_word_more_answers_whether_a_line_is_shared(
    stage: Stage, said: str, is_fine: bool
) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    before = len(stage.from_bot(group))
    await stage.tell(bram, said)
    assert (len(stage.from_bot(group)) > before) is is_fine
    assert sum(entry.kind == "lesson" for entry in stage.log()) == 1


async def test_a_no_and_more_right_after_that_question_is_no_line_unasked(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked = await stage.tell(bram, "nee, dit gaat over mijn les")
    assert "Ja, het is mijn antwoord" in labels(asked)
    assert sum(entry.kind == "lesson" for entry in stage.log()) == 1


async def test_what_was_kept_is_shared_by_no_later_word_unasked(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik praat te veel.")
    await stage.press(anna, newest(stage, anna), "Alleen voor mij")
    before = len(stage.private(bram))
    asked = await stage.tell(anna, "deel maar")
    assert ("“Ik praat te veel.”" in asked.text, stage.private(bram)[before:]) == (True, [])
    await stage.tell(anna, "doe maar")
    assert "Ik praat te veel." in newest(stage, bram).text


@pytest.mark.parametrize("said", ["fijn", "top", "ok", "ja?"])
async def test_what_may_be_about_its_being_kept_shares_nothing(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik praat te veel.")
    before = len(stage.private(bram))
    await stage.tell(anna, said)
    assert stage.private(bram)[before:] == []


async def test_a_question_about_a_line_of_another_is_no_yes(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik praat te veel.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    before = len(stage.from_bot(group))
    await stage.tell(bram, "mag dat?")
    assert len(stage.from_bot(group)) == before


async def test_a_line_whose_correction_is_held_goes_to_no_team_as_it_was(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    asked = newest(stage, bram)
    held = await stage.tell(anna, "Oeps, ik bedoel tot tien.")
    before = len(stage.from_bot(group))
    await stage.press(bram, asked, "Ja, dat mag")
    assert (len(stage.from_bot(group)), newest(stage, anna).text.startswith("Je regel mag naar het team.")) == (
        before,
        True,
    )
    await stage.press(anna, held, "Bij wat ik net schreef")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    assert "tot tien" in stage.last(group).text


async def test_once_it_is_shown_which_line_is_meant_any_yes_shares_it(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    assert "Bedoel je deze regel" in (await stage.tell(anna, "prima")).text
    await stage.tell(anna, "goed")
    assert "Ik vraag eerst wie het al weet." in newest(stage, bram).text


async def test_a_line_waits_until_what_is_held_is_placed(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik tel tot vijf.")
    offered = newest(stage, anna)
    await stage.tell(anna, "Oeps, ik bedoel tot tien.")
    before = len(stage.private(bram))
    await stage.press(anna, offered, "Deel met het team")
    assert stage.private(bram)[before:] == []


@pytest.mark.parametrize("said", ["sla mij maar over", "Pas, ik weet niks", "I’ll pass, nothing to add"])
async def test_whoever_passes_with_more_words_than_the_button_keeps_no_line(stage: Stage, said: str) -> None:
    _, (anna, *_) = await at_the_line(stage)
    before = list(stage.database.query("SELECT id FROM entries"))
    await stage.tell(anna, said)
    assert "Wil je deze regel delen" not in newest(stage, anna).text
    assert list(stage.database.query("SELECT id FROM entries")) == before
