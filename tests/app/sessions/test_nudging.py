"""Later: one nudge in private, at a time of one's own, and never when it is of no use."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person


async def asked(stage: Stage) -> tuple[Chat, Message, Person, Person]:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(anna, group, "/vraag"), anna, bram


def nudges(stage: Stage, person: Person) -> list[str]:
    return [message.text for message in stage.private(person) if "Heb je twee minuten?" in message.text]


async def test_a_picked_time_brings_one_nudge(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    offer = await stage.follow(bram, prompt, "Straks")
    labels = [button.text for row in offer.buttons for button in row]
    assert labels[:2] == ["maandag 23 november om 10.00 uur", "maandag 23 november om 15.30 uur"]
    await stage.press(bram, offer, labels[1])
    assert offer.text == "Goed, maandag 23 november om 15.30 uur kom ik er één keer op terug."
    await stage.move_to("2026-11-23 15:29")
    before = nudges(stage, bram)
    await stage.move_to("2026-11-25 09:00")
    assert (before, len(nudges(stage, bram))) == ([], 1)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("15:45", "2026-11-23 15:45"),
        ("morgen 8.30", "2026-11-24 08:30"),
        ("di half een", "2026-11-24 12:30"),
        ("morgenochtend", "2026-11-24 08:15"),
    ],
)
async def test_a_time_of_ones_own_is_understood(stage: Stage, words: str, at: str) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, f"/straks {words}")
    await stage.move_to(at)
    assert len(nudges(stage, bram)) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("soms", "herken ik niet, of hij is al voorbij: “soms”"),
        ("25:99", "herken ik niet"),
        ("2026-11-24", "“2026-11-24” zegt niet hoe laat."),
        ("woensdag 24 november 9:00", "dat is dinsdag 24 november."),
        ("wo 9:00", "Dan is de vraag al dicht"),
    ],
)
async def test_a_time_that_makes_no_sense_is_explained(stage: Stage, words: str, said: str) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    assert said in (await stage.tell(bram, f"/straks {words}")).text


async def test_a_time_that_may_be_two_is_asked_with_a_button_for_each(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    which = await stage.tell(bram, "/straks 3:30")
    labels = [button.text for row in which.buttons for button in row]
    await stage.press(bram, which, labels[0])
    await stage.move_to("2026-11-23 15:31")
    assert (labels[1], len(nudges(stage, bram))) == ("dinsdag 24 november om 3.30 uur", 1)


async def test_whoever_answered_meanwhile_is_left_alone(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, "/straks 15:30")
    await stage.reply(bram, prompt, "Ik wachtte.")
    await stage.move_to("2026-11-24 15:59")
    assert nudges(stage, bram) == []


async def test_whoever_is_away_by_then_is_left_alone(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, "/straks 15:30")
    await stage.tell(bram, "/stil t/m 27-11-2026")
    await stage.move_to("2026-11-24 15:59")
    assert nudges(stage, bram) == []


async def test_words_after_the_nudge_answer_its_question(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, "/straks 15:30")
    await stage.move_to("2026-11-23 15:31")
    await stage.tell(bram, "Ik wachtte.")
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("author", "Ik wachtte.")]


async def test_the_last_choice_holds(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Straks")
    for words in ("15:30", "12:00"):
        await stage.tell(bram, f"/straks {words}")
    await stage.move_to("2026-11-24 15:59")
    assert len(nudges(stage, bram)) == 1


async def test_a_part_timer_is_offered_hours_at_work(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.tell(bram, "/werkdagen di")
    offer = await stage.follow(bram, prompt, "Straks")
    labels = [button.text for row in offer.buttons for button in row]
    assert labels[:2] == ["dinsdag 24 november om 8.15 uur", "dinsdag 24 november om 15.30 uur"]


async def test_in_the_group_the_command_points_to_the_private_chat(stage: Stage) -> None:
    group, _, _, bram = await asked(stage)
    pointed = await stage.say(bram, group, "/straks")
    offer = await stage.follow(bram, pointed, "Straks")
    assert "Wanneer komt het je uit?" in offer.text


async def test_whoever_has_answered_is_promised_no_reminder(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.reply(bram, prompt, "Ik telde tot vijf.")
    bram.start(stage.bot)
    await stage.settle()
    assert "dat blijft staan" in (await stage.tell(bram, "/straks 15:45")).text


async def test_of_two_questions_the_one_that_is_not_answered_is_meant(stage: Stage) -> None:
    _, prompt, anna, bram = await asked(stage)
    other = await stage.team("Bovenbouw", anna, bram)
    await stage.say(bram, other, "/meedoen")
    await stage.say(anna, other, "/vraag")
    await stage.reply(bram, prompt, "Ik telde tot vijf.")
    bram.start(stage.bot)
    await stage.settle()
    assert "kom ik er één keer op terug" in (await stage.tell(bram, "/straks 15:45")).text
    await stage.move_to("2026-11-23 15:46")
    assert len(nudges(stage, bram)) == 1


async def test_a_time_in_the_night_is_asked_about(stage: Stage) -> None:
    _, _, anna, _ = await asked(stage)
    said = await stage.tell(anna, "/straks 3 am")
    [label] = [button.text for row in said.buttons for button in row]
    assert (said.text, label) == ("Bedoel je dit?", "dinsdag 24 november om 3.00 uur")
    await stage.press(anna, said, label)
    assert said.text == "Goed, dinsdag 24 november om 3.00 uur kom ik er één keer op terug."
