"""Pausing: a pair stands still for some weeks and goes on by itself, or with somebody else."""

import pytest
from app.practices.together import agreed, called, join, newest, paired, tell_wishes
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


async def test_what_the_other_wrote_is_read_after_a_pause_that_came_before_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    writer, other = (anna, bram) if "1 van 3" in newest(stage, anna).text else (bram, anna)
    await stage.move_to("2026-11-30 20:30")
    await tell_wishes(stage, writer)
    found = pairs.running_in(stage.database, 1)[0]
    before = len(stage.private(other))
    await stage.tell(writer, f"/pair {found.id} {found.state.position} pause 2")
    await stage.move_to("2026-12-15 15:00")
    assert [one for one in stage.private(other)[before:] if "Wie begint meteen" in one.text]


async def test_of_a_pause_that_is_over_before_the_other_heard_of_it_they_hear_nothing(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    found = pairs.running_in(stage.database, 1)[0]
    await stage.move_to("2026-11-30 20:30")
    before = len(stage.private(bram))
    await stage.tell(anna, f"/pair {found.id} 0 pause 2")
    await stage.tell(anna, f"/pair {found.id} 0 unpause")
    await stage.move_to("2026-12-01 12:00")
    assert not [one for one in stage.private(bram)[before:] if "staat even stil" in one.text]


async def test_an_old_button_skips_no_weeks_that_a_practice_itself_waits(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris", practice="Maatjes")
    await join(stage, group, *people[:2])
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    anna, bram, _ = people
    number = pairs.running_in(stage.database, 1)[0].id
    await stage.tell(anna, f"/pair {number} 0 pause 2")
    old = newest(stage, bram)
    await stage.tell(anna, f"/pair {number} 0 unpause")
    await stage.tell(anna, "Ik wil rustiger lesgeven.")
    await stage.tell(bram, "Ik wil beter vragen stellen.")
    for person in (anna, bram):
        await stage.tell(person, f"/pair {number} 0 done")
    await stage.tell(anna, "donderdag 3 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.move_to("2026-12-03 15:00")
    waits = pairs.running_in(stage.database, 1)[0]
    await stage.press(bram, old, "Nu al verder")
    await stage.tell(bram, f"/pair {number} {waits.state.position} unpause")
    assert (waits.is_told, pairs.running_in(stage.database, 1)[0].is_told) == (False, False)


async def test_a_pause_of_three_lasts_where_one_of_them_goes(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris", "Dewi")
    await join(stage, group, *people[:3])
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    found = pairs.running_in(stage.database, 1)[0]
    owner, other = (next(one for one in people if one.id == found.state.owners[at]) for at in (0, 1))
    await stage.tell(other, f"/pair {found.id} 0 pause 4")
    paused = pairs.running_in(stage.database, 1)[0]
    await stage.tell(owner, f"/pair {found.id} 0 rest sure")
    left = pairs.running_in(stage.database, 1)[0]
    assert (left.is_told, left.state.opened_at) == (False, paused.state.opened_at)


async def test_who_wants_to_go_on_sooner_is_named_to_the_other(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    number = pairs.running_in(stage.database, 1)[0].id
    await stage.tell(anna, f"/pair {number} 0 pause 2")
    await stage.tell(bram, f"/pair {number} 0 unpause")
    assert [one for one in stage.private(anna) if "Bram wil graag alweer verder" in one.text]
