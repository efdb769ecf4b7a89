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
    assert asked.text.startswith("Goed, dat bewaar ik voor de datum.")
    assert "bij “Kijken naar”: Waar mag je bezoek naar kijken?" in asked.text
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


async def test_a_date_that_was_kept_is_proposed_with_a_button_once_it_is_asked_for(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.press(anna, await stage.tell(anna, "morgen om half elf"), "Ja, voor de datum")
    await stage.move_to("2026-12-02 09:00")
    await stage.press(anna, await stage.tell(anna, "wo 9 december 10.30"), "Ja, voor de datum")
    await tell_wishes(stage, anna)
    assert [label for label in labels(newest(stage, bram)) if "Voorstel" in label] == []
    await stage.press(anna, newest(stage, anna), "Voorstel: woensdag 9 december om 10.30 uur")
    assert "Anna stelt voor: woensdag 9 december om 10.30 uur." in newest(stage, bram).text
    # It is proposed once.
    await stage.press(anna, await stage.tell(anna, "/samen"), "1")
    assert [label for label in labels(newest(stage, anna)) if "Voorstel" in label] == []


@pytest.mark.parametrize("presses", [True, False])
@pytest.mark.parametrize(
    ("language", "said", "yes", "shown"),
    [
        ("nl", ("wo 9 december", "om half elf"), "Ja, voor de datum", "Voorstel: woensdag 9 december om 10.30 uur"),
        ("nl", ("half elf", "wo 9 december"), "Ja, voor de datum", "Voorstel: woensdag 9 december om 10.30 uur"),
        ("en", ("Wed 9 December", "at 10ish"), "Yes, for the date", "Suggest: Wed"),
        ("en", ("Tue 9 December", "at 10ish"), "Yes, for the date", "Suggest: Tue 9 December at 10ish"),
    ],
)
async def test_the_other_half_of_a_date_is_no_answer_either(
    stage: Stage, language: str, said: tuple[str, str], yes: str, shown: str, *, presses: bool
) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, f"/taal {language}")
    asked = await stage.tell(anna, said[0])
    if presses:
        await stage.press(anna, asked, yes)
    asked = await stage.tell(anna, said[1])
    await stage.press(anna, asked, yes)
    assert ("Kijken naar" if language == "nl" else "Look at") in asked.text
    await tell_wishes(stage, anna)
    await stage.press(anna, newest(stage, anna), shown)
    assert all(said[1] not in one.text for one in stage.private(bram))
    if language == "en":
        # What isn’t sure is asked about.
        await stage.press(anna, newest(stage, anna), "Wednesday 9 December at 10 a.m.")
    assert "Anna stelt voor: woensdag 9 december om 10." in newest(stage, bram).text


async def test_a_day_without_school_is_not_kept(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    asked = await stage.tell(anna, "za 5 december 10.30")
    await stage.press(anna, asked, "Ja, voor de datum")
    assert asked.text.startswith("Op zaterdag 5 december is er geen school.")
    await tell_wishes(stage, anna)
    assert labels(newest(stage, anna)) == ["Laat rusten"]


async def test_what_was_kept_goes_once_another_date_stands(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.press(anna, await stage.tell(anna, "wo 9 december 10.30"), "Ja, voor de datum")
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert all("9 december" not in one.text for one in contributions.in_session(stage.database, 1, anna.id))
