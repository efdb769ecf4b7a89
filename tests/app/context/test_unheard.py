"""In each room, what isn't wholly understood changes nothing, is told back with the reason, or is asked about."""

from datetime import date

import pytest
from stage import Stage

from bot.storage import people, teams


def leave(stage: Stage, number: int) -> date | None:
    found = people.find(stage.database, number)
    assert found
    return found.away_until


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/stil ooit eens", "“ooit eens”"),
        ("/stil donderdag 4 december", "“donderdag 4 december” klopt niet: dat is vrijdag 4 december."),
        ("/stil 31 november", "“31 november” staat niet op de kalender."),
        ("/stil vanaf 1 december", "“vanaf 1 december” zegt niet tot wanneer."),
        ("/stil 12 t/m 3 december", "“12 t/m 3 december” eindigt voor het begint"),
        ("/stil 1-1-2029", "“1-1-2029” is meer dan een jaar vooruit."),
    ],
)
async def test_a_day_that_is_not_taken_is_told_back_with_the_reason(stage: Stage, words: str, said: str) -> None:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    assert said in (await stage.tell(anna, words)).text
    assert leave(stage, anna.id) is None


async def test_what_may_be_two_days_is_asked_with_a_button_for_each(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    asked = await stage.tell(anna, "/stil volgende vrijdag")
    labels = [button.text for row in asked.buttons for button in row]
    assert (leave(stage, anna.id), labels) == (None, ["vrijdag 27 november", "vrijdag 4 december"])
    await stage.press(anna, asked, labels[1])
    assert leave(stage, anna.id) == date(2026, 12, 4)


async def test_a_pause_asks_for_the_day_as_well(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    asked = await stage.say(anna, group, "/teampauze volgende vrijdag")
    await stage.press(anna, asked, "vrijdag 27 november")
    team = teams.find(stage.database, 1)
    assert team
    assert team.paused_until == date(2026, 11, 27)


async def test_leave_that_is_said_to_begin_later_is_told_to_begin_now(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    later = await stage.tell(anna, "/stil 3 t/m 12 december")
    now = await stage.tell(anna, "/stil 23 november t/m 12 december")
    assert ["vanaf nu" in message.text for message in (later, now)] == [True, False]
