"""One colleague is asked in private to go through a practice together, and may say no without a reason."""

from app.practices.together import newest, team, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs


async def ask(stage: Stage, person: Person, whom: str) -> None:
    await stage.tell(person, "/samen")
    for button in ("Vraag een collega", "Lesbezoek", whom):
        await stage.press(person, newest(stage, person), button)


def going(stage: Stage) -> list[tuple[int, ...]]:
    return [one.people for one in pairs.running_in(stage.database, 1)]


async def test_with_a_yes_the_two_begin_and_the_group_hears_nothing(stage: Stage, calm: None) -> None:
    group, (anna, bram, _) = await team(stage)
    standing = len(group.messages)
    await ask(stage, anna, "Bram")
    assert "Anna uit Onderbouw vraagt of je meedoet aan Lesbezoek" in newest(stage, bram).text
    await stage.press(bram, newest(stage, bram), "Ja, leuk")
    assert (going(stage), len(group.messages)) == ([(anna.id, bram.id)], standing)
    await tell_wishes(stage, anna)
    assert "Wie begint meteen?" in newest(stage, bram).text


async def test_a_no_is_told_without_a_reason_and_the_same_colleague_is_not_asked_again_soon(stage: Stage) -> None:
    _, (anna, bram, _) = await team(stage)
    await ask(stage, anna, "Bram")
    asked = newest(stage, bram)
    await stage.press(bram, asked, "Nu niet")
    assert newest(stage, anna).text.startswith("Lesbezoek met Bram: het komt nu niet uit.")
    await ask(stage, anna, "Bram")
    assert "Je vroeg Bram de laatste tijd al." in newest(stage, anna).text
    await stage.move_to("2026-12-14 09:00")
    await ask(stage, anna, "Bram")
    assert "vraagt of je meedoet" in newest(stage, bram).text
    assert going(stage) == []


async def test_an_invitation_is_answered_once_and_only_by_whoever_got_it(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage)
    await ask(stage, anna, "Bram")
    button = next(one.data for row in newest(stage, bram).buttons for one in row if one.text == "Ja, leuk")
    # Chris never was asked, whatever his app sends.
    hello = stage.private(chris)[-1]
    hello.keyboard = [[{"text": "x", "callback_data": button}]]
    await stage.press(chris, hello, "x")
    assert going(stage) == []
    invitation = newest(stage, bram)
    await stage.press(bram, invitation, "Ja, leuk")
    invitation.keyboard = [[{"text": "x", "callback_data": button}]]
    assert "geldt niet meer" in str(await stage.press(bram, invitation, "x"))
    assert going(stage) == [(anna.id, bram.id)]


async def test_who_left_or_was_erased_meanwhile_begins_nothing(stage: Stage) -> None:
    group, (anna, bram, chris) = await team(stage)
    await ask(stage, anna, "Bram")
    await stage.say(anna, group, "/stoppen")
    assert "geldt niet meer" in str(await stage.press(bram, newest(stage, bram), "Ja, leuk"))
    await ask(stage, chris, "Bram")
    invitation = newest(stage, bram)
    await stage.tell(chris, "/vergeet ja")
    assert going(stage) == []
    assert "Chris" not in invitation.text


async def test_on_a_free_day_nobody_is_asked(stage: Stage) -> None:
    _, (anna, bram, _) = await team(stage)
    await stage.tell(bram, "/werkdagen di do")
    before = len(stage.private(bram))
    await ask(stage, anna, "Bram")
    assert len(stage.private(bram)) == before
    await ask(stage, anna, "Bram")
    assert "Je vroeg Bram" in newest(stage, anna).text
    await stage.move_to("2026-11-24 10:00")
    assert "vraagt of je meedoet" in newest(stage, bram).text
