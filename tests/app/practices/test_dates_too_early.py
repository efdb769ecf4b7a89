"""Dates too early: one that is written before it is asked for is no wish before its writer says so."""

import pytest
from app.consulting import labels
from app.practices.together import newest, paired, tell_wishes
from stage import Stage

from bot.storage import contributions

pytestmark = pytest.mark.usefixtures("calm")
DATES = ("dinsdag 1 december 10.30", "dinsdag 1 december", "di 9 december om 10 uur", "Kan het donderdag om half elf?")


@pytest.mark.parametrize("said", DATES)
async def test_a_date_among_the_wishes_is_asked_about(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, said)
    assert asked.text == (
        "Is dit een voorstel voor de datum? Die kiezen jullie na deze stap.\n\n"
        "Schrijf je het anders, dan komt dat bij “Kijken naar” in de plaats."
    )
    assert labels(asked) == ["Ja, voor de datum", "Nee, het is mijn antwoord"]
    await stage.press(anna, asked, "Ja, voor de datum")
    assert asked.text.startswith("Goed, dan is dit geen antwoord en bewaar ik het niet.")
    assert "bij “Kijken naar”: Waar mag je bezoek naar kijken?" in asked.text
    assert contributions.in_session(stage.database, 1, anna.id) == []
    await tell_wishes(stage, anna)
    assert "Schrijf een dag en een tijd" in newest(stage, anna).text
    assert all(said not in one.text for one in stage.private(bram)[heard:])


async def test_whoever_says_that_it_is_their_answer_keeps_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "/taal en")
    asked = await stage.tell(anna, "Tuesday at half past ten")
    assert asked.text.startswith("Is this a suggestion for the date? You’ll choose that after this step.")
    await stage.press(anna, asked, "No, it’s my answer")
    await tell_wishes(stage, anna, None)
    assert "Tuesday at half past ten" in newest(stage, bram).text


async def test_what_is_written_instead_takes_its_place(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    asked = await stage.tell(anna, "dinsdag 1 december 10.30")
    await tell_wishes(stage, anna)
    assert "Wie begint meteen?" in newest(stage, bram).text
    assert "10.30" not in newest(stage, bram).text
    assert await stage.press(anna, asked, "Ja, voor de datum") is not None
    assert len(contributions.in_session(stage.database, 1, anna.id)) == 3


async def test_a_name_in_it_is_asked_about_as_well(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "dinsdag 10.30 bij Fatima Yilmaz")
    await stage.press(anna, asked, "Nee, het is mijn antwoord")
    assert "Fatima" in asked.text
    await tell_wishes(stage, anna, None)
    assert all("Fatima" not in one.text for one in stage.private(bram)[heard:])


@pytest.mark.parametrize(
    "said", ["Wie begint er meteen?", "Let op Kim om half 3", "Tellen.", "Kijk wat er om 10.30 gebeurt"]
)
async def test_a_wish_without_a_day_is_a_wish(stage: Stage, said: str) -> None:
    _, (anna, *_) = await paired(stage)
    assert "voorstel voor de datum" not in (await stage.tell(anna, said)).text


async def test_after_the_date_a_day_and_a_time_are_words_like_others(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-03 11:30")
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    assert "voorstel voor de datum" not in (await stage.tell(anna, "dinsdag 8 december 10.30 weer")).text
