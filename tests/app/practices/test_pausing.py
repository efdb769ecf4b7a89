"""Pausing: a pair stands still for some weeks and goes on by itself, or with somebody else."""

import pytest
from app.practices.together import agreed, newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


def labels(stage: Stage, person: Person) -> list[str]:
    return [button.text for row in newest(stage, person).buttons for button in row]


async def test_a_pair_stands_still_for_two_weeks_and_goes_on_where_it_was(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    writer, other = (anna, bram) if "1 van" in newest(stage, anna).text else (bram, anna)
    await stage.press(writer, newest(stage, writer), "Laat rusten")
    await stage.press(writer, newest(stage, writer), "Twee weken pauze")
    assert "het staat stil. Op maandag 14 december" in newest(stage, writer).text
    assert "dit staat even stil" in newest(stage, other).text
    told = len(stage.private(writer))
    await stage.move_to("2026-12-12 12:00")
    assert len(stage.private(writer)) == told
    await stage.move_to("2026-12-14 09:30")
    assert "1 van 3" in newest(stage, writer).text
    await tell_wishes(stage, writer)
    found = pairs.running_in(stage.database, 1)[0]
    assert (found.is_told, found.on.step.agrees_date) == (True, True)


async def test_either_of_them_can_go_on_sooner(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    writer, other = (anna, bram) if "1 van" in newest(stage, anna).text else (bram, anna)
    await stage.press(writer, newest(stage, writer), "Laat rusten")
    await stage.press(writer, newest(stage, writer), "Vier weken pauze")
    await stage.press(other, newest(stage, other), "Nu al verder")
    assert ("weer verder" in newest(stage, other).text, "1 van 3" in newest(stage, writer).text) == (True, True)


async def test_a_paused_pair_says_in_private_from_when_it_goes_on(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    await stage.press(anna, newest(stage, anna), "Twee weken pauze")
    await stage.tell(anna, "/samen")
    assert "vanaf maandag 14 december" in newest(stage, anna).text


async def test_where_a_date_stands_it_is_moved_and_not_paused(stage: Stage) -> None:
    anna, _ = await agreed(stage)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    assert labels(stage, anna) == ["Ja, laat rusten", "Nee, ga door"]


async def test_whoever_is_left_can_ask_somebody_else(stage: Stage) -> None:
    _, (anna, bram, chris) = await paired(stage)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    await stage.press(anna, newest(stage, anna), "Ja, laat rusten")
    assert "rust nu" in newest(stage, bram).text
    await stage.press(bram, newest(stage, bram), "Met iemand anders")
    await stage.press(bram, newest(stage, bram), "Chris")
    assert "Bram uit Onderbouw vraagt" in newest(stage, chris).text
