"""In fields: of the short questions to whoever is visited one can be passed, or said anew."""

import pytest
from app.consulting import labels
from app.people.test_portfolio import exported
from app.practices.together import newest, paired
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


def is_at(stage: Stage) -> int:
    return pairs.running_in(stage.database, 1)[0].step


def read_by(stage: Stage, person: Person) -> str:
    """Return what somebody reads of what the other wrote, without its empty lines."""
    card = next(one.text for one in reversed(stage.private(person)) if "Kijken naar" in one.text)
    return "\n".join(filter(None, card.split("\n")))


@pytest.mark.parametrize("is_typed", [False, True])
async def test_a_pass_is_of_the_question_that_is_asked_alone(stage: Stage, is_typed: bool) -> None:
    _, (anna, bram, _) = await paired(stage)
    card = newest(stage, anna)
    assert "“Ik pas” slaat alleen deze vraag over." in card.text
    if is_typed:
        await stage.tell(anna, "ik pas")
    else:
        await stage.press(anna, card, "Ik pas")
    told = newest(stage, anna)
    assert told.text.startswith("Die laat je open; Bram leest dat ook.\n\n2 van 3, Zo vastleggen")
    assert labels(told) == ["Vorige vraag", "Ik pas", "Dat was alles", "Laat rusten"]
    await stage.tell(anna, "Tellen.")
    await stage.tell(anna, "Achterin.")
    assert "Anna (Kijken naar): (opengelaten)\n(Zo vastleggen): Tellen." in read_by(stage, bram)


async def test_what_was_left_open_is_in_the_export_and_not_among_ones_answers(stage: Stage) -> None:
    _, (anna, _, _) = await paired(stage)
    await stage.tell(anna, "ik pas")
    await stage.tell(anna, "Tellen.")
    readable, data = await exported(stage, anna)
    told = [(one["kind"], one["text"]) for one in data["contributions"]]
    assert (told[0], "(opengelaten)" in readable) == (("pass", "(opengelaten)"), True)
    assert "opengelaten" not in (await stage.tell(anna, "/mijn")).text


async def test_who_leaves_all_open_passes_and_nobody_reads_of_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for _ in range(3):
        await stage.tell(anna, "ik pas")
    assert is_at(stage) == 2
    assert not any("opengelaten" in one.text for one in stage.private(bram))


async def test_who_leaves_the_rest_at_it_after_a_pass_passes(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "ik pas")
    await stage.press(anna, newest(stage, anna), "Dat was alles")
    assert is_at(stage) == 2
    assert not any("opengelaten" in one.text for one in stage.private(bram))


@pytest.mark.parametrize("is_typed", [False, True])
async def test_what_was_said_before_can_be_said_anew(stage: Stage, is_typed: bool) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "Wie begint?")
    told = await stage.tell(anna, "en wie er wacht")
    if is_typed:
        await stage.tell(anna, "vorige vraag")
    else:
        await stage.press(anna, told, "Vorige vraag")
    assert newest(stage, anna).text.startswith("Wat je daar schreef, is weg.\n\n2 van 3, Zo vastleggen")
    await stage.press(anna, newest(stage, anna), "Vorige vraag")
    assert "1 van 3, Kijken naar" in newest(stage, anna).text
    assert "Vorige vraag" not in labels(newest(stage, anna))
    for said in ("Wie begint, en wie er wacht?", "Tellen.", "Achterin."):
        await stage.tell(anna, said)
    assert "Anna (Kijken naar): Wie begint, en wie er wacht?\n(Zo vastleggen): Tellen." in read_by(stage, bram)


async def test_there_is_no_way_back_once_all_is_said(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "Wie begint?")
    told = await stage.tell(anna, "Tellen.")
    await stage.tell(anna, "Achterin.")
    await stage.press(anna, told, "Vorige vraag")
    assert is_at(stage) == 2
    assert "(Prettig, en liever niet): Achterin." in read_by(stage, bram)


async def test_a_pass_is_nothing_that_somebody_wrote(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "ik pas")
    await stage.tell(anna, "Tellen.")
    assert "opengelaten" not in (await stage.tell(anna, "/mijn")).text
    await stage.tell(anna, "Achterin.")
    assert "Anna (Kijken naar): (opengelaten)" in read_by(stage, bram)


async def test_who_writes_what_stands_for_a_pass_passes_nothing(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for _ in range(3):
        await stage.tell(anna, "(opengelaten)")
    assert read_by(stage, bram).count("(opengelaten)") == 3


async def test_of_what_was_left_open_nothing_is_said_to_be_gone(stage: Stage) -> None:
    _, (anna, _, _) = await paired(stage)
    await stage.tell(anna, "ik pas")
    await stage.press(anna, newest(stage, anna), "Vorige vraag")
    assert newest(stage, anna).text.startswith("1 van 3, Kijken naar")
