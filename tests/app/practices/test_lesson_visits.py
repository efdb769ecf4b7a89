"""A round of lesson visits, from who wants to to the line in the log; what two people write stays between them."""

import pytest
from app.practices.together import at_the_line, newest, paired, tell_wishes
from stage import Stage

from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def test_who_wants_to_is_paired_and_told_in_private_with_whom(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    assert "Twee collega’s gaan op pad" in stage.from_bot(group)[-1].text
    assert "Met Bram" in newest(stage, anna).text
    assert "Met Anna" in newest(stage, bram).text
    assert "Lesbezoek" not in newest(stage, chris).text


async def test_a_round_of_visits_goes_from_who_wants_to_to_a_line_in_the_log(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    said_before = len(stage.from_bot(group))
    for text in ("Wie begint meteen?", "Een plattegrond met streepjes.", "Achterin is prima."):
        await stage.tell(anna, text)
    assert "Wie begint meteen?" in newest(stage, bram).text
    assert "Zo vastleggen" in newest(stage, bram).text

    await stage.tell(bram, "do 3 december 10.15")
    assert "Bram stelt voor: donderdag 3 december" in newest(stage, anna).text
    assert "even wachten" in (await stage.tell(bram, "/samen")).text
    await stage.tell(anna, "/samen")
    suits = next(one for one in reversed(stage.private(anna)) if "stelt voor" in one.text)
    await stage.press(anna, suits, "Dat past")
    for person in (anna, bram):
        agreed = newest(stage, person)
        assert "Afgesproken: donderdag 3 december om 10.15 uur" in agreed.text
        await stage.press(person, agreed, "In mijn agenda")
        handed = [call for call in stage.sandbox.calls if call.method == "sendDocument"][-1]
        assert "agenda" in newest(stage, person).text
        assert int(handed.params["chat_id"]) == person.id

    await stage.move_to("2026-12-02 16:00")
    assert "donderdag 3 december" in newest(stage, anna).text
    assert "Anna (Kijken naar): Wie begint meteen?" in newest(stage, bram).text
    await stage.move_to("2026-12-03 11:30")
    assert "Even praten" in newest(stage, bram).text
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    asked = newest(stage, bram)
    assert "Eén regel voor jezelf" in asked.text
    await stage.tell(bram, "Ik laat na een opdracht een halve minuut stilte vallen.")
    await stage.press(bram, newest(stage, bram), "Deel met het team")
    assert "Ik laat na een opdracht" in newest(stage, anna).text
    assert len(stage.from_bot(group)) == said_before
    await stage.press(anna, newest(stage, anna), "Ja, dat mag")
    shared = stage.last(group)
    assert "Bram: Ik laat na een opdracht" in shared.text
    log = await stage.say(chris, group, "/log")
    assert "een halve minuut stilte" in log.text

    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    # Now the other way round, and both hear so.
    assert "Nu andersom." in newest(stage, anna).text
    await stage.press(anna, stage.private(anna)[-2], "Alleen voor mij")
    assert ("dit keer gaat het om jou" in newest(stage, bram).text, "Nu andersom." in newest(stage, bram).text) == (
        True,
        True,
    )
    state = pairs.running_in(stage.database, 1)[0].state
    assert (state.now_on.turn, state.now_on.number) == (1, 1)


async def test_what_two_people_write_reaches_nobody_else_and_goes_after_the_end(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    for text in ("Wie kijkt er naar de buren?", "Letterlijk opschrijven.", "Niet ingrijpen."):
        await stage.tell(anna, text)
    await stage.press(bram, newest(stage, bram), "Laat rusten")
    await stage.press(bram, newest(stage, bram), "Ja, laat rusten")
    assert "dit rust nu" in newest(stage, anna).text
    others = [message.text for message in (*stage.from_bot(group), *stage.private(chris))]
    assert not [text for text in others if "buren" in text or "rust nu" in text]
    await stage.move_to("2026-12-20 09:00")
    assert not [one for one in stage.log() if "buren" in one.text]
    assert not [message for message in stage.private(bram) if "buren" in message.text]


async def test_a_pair_goes_on_where_it_was_after_a_restart(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "Wie begint?")
    await stage.restart()
    await stage.tell(anna, "Tellen.")
    await stage.tell(anna, "Achterin.")
    assert "Wie begint?" in newest(stage, bram).text


async def test_a_name_is_asked_about_before_the_other_reads_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    before = len(stage.private(bram))
    await stage.tell(anna, "Let op Kevin, die begint nooit.")
    assert "Kevin" in newest(stage, anna).text
    for text in ("Tellen.", "Achterin."):
        await stage.tell(anna, text)
    assert not [one for one in stage.private(bram)[before:] if "Kevin" in one.text]


async def test_what_somebody_changes_reads_so_with_the_other_too(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    first = anna.tell(stage.bot, "Wie begint er?")
    await stage.settle()
    for text in ("Tellen.", "Achterin."):
        await stage.tell(anna, text)
    anna.edit(first, "Wie wacht er?")
    await stage.settle()
    assert not [one for one in stage.private(bram) if "Wie begint er?" in one.text]
    assert "Wie wacht er?" in newest(stage, bram).text
    assert "Wanneer?" in newest(stage, bram).text


async def test_in_private_everybody_sees_what_is_theirs_to_do(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    assert "jij bent aan de beurt" in (await stage.tell(anna, "/samen")).text
    shown = await stage.tell(bram, "/samen")
    assert "even wachten" in shown.text
    await stage.press(bram, shown, "1")
    assert "Met Anna" in newest(stage, bram).text


async def test_whoever_is_erased_leaves_nothing_and_the_other_is_told_no_reason(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint er?")
    await stage.tell(anna, "/vergeet ja")
    assert [one.text for one in stage.private(bram) if "dit rust nu" in one.text]
    assert not [message for message in stage.private(bram) if "Wie begint er?" in message.text]


async def test_words_in_a_pair_are_said_to_be_of_the_two(stage: Stage) -> None:
    _, (anna, _, _) = await paired(stage)
    await stage.tell(anna, "Wie begint meteen?")
    number = next(entry.id for entry in stage.log() if "Wie begint meteen?" in entry.text)
    assert "en met wie je dit samen deed" in (await stage.tell(anna, f"/mijn {number}")).text


async def test_while_a_question_is_open_what_loose_words_are_for_is_asked(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/vraag")
    # The question came after what Anna was asked as one of the pair.
    asked = await stage.tell(anna, "Wie begint meteen?")
    assert "Waar gaat dit over?" in asked.text
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    await tell_wishes(stage, anna, first=None)
    assert "Wie begint meteen?" in newest(stage, bram).text


async def test_a_day_and_a_time_are_for_the_two_who_find_one(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.say(anna, group, "/vraag")
    await stage.tell(bram, "do 3 december 10.15")
    assert "donderdag 3 december" in newest(stage, anna).text
    assert "Waar gaat dit over?" in (await stage.tell(bram, "Donderdag 3 december begon de kring al.")).text


async def test_words_for_a_question_and_a_card_after_it_are_not_mixed_up(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/vraag")
    await stage.tell(bram, "/antwoord")
    await stage.tell(bram, "Een antwoord in privé.")
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        anna.reply(newest(stage, anna), text)
        await stage.settle()
    assert "Waar gaat dit over?" in (await stage.tell(bram, "Dat lukt vast.")).text


async def test_a_reply_to_an_earlier_step_counts_for_no_other(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    line = newest(stage, bram)
    for person in (anna, bram):
        await stage.tell(person, f"Regel van {person.name}.")
    assert "Waar mag je bezoek naar kijken?" in newest(stage, bram).text
    bram.reply(line, "Dit was voor mezelf.")
    await stage.settle()
    assert not [one for one in stage.log() if "voor mezelf" in one.text]


async def test_who_leaves_by_night_reads_nothing_more_of_the_other(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.move_to("2026-11-30 20:00")
    await tell_wishes(stage, anna)
    await stage.say(bram, group, "/stoppen")
    await stage.move_to("2026-12-01 12:00")
    assert not [one for one in stage.private(bram) if "Wie begint meteen?" in one.text]
    assert "dit rust nu" in newest(stage, anna).text


@pytest.mark.parametrize(
    "typed", ["fits 999999999999999", "say ²", "say 99999999999999999999999", "at", "share x", "zzz"]
)
async def test_what_no_button_carries_does_nothing(stage: Stage, typed: str) -> None:
    _, (anna, *_) = await paired(stage)
    here = pairs.running_in(stage.database, 1)[0]
    await stage.tell(anna, f"/pair {here.id} {here.state.position} {typed}")
    assert pairs.running_in(stage.database, 1)[0].state == here.state
