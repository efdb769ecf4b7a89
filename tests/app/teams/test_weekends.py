"""A rhythm at the weekend is asked about before it is taken: of questions, of a method, of a scan."""

from datetime import date

import pytest
from stage import Stage
from weekly import weekly

from bot.core.saying.rhythms import as_rhythm, in_words
from bot.core.saying.weekends import asked_about
from bot.core.saying.words import Unclear
from bot.storage import schedules

SATURDAY = date(2026, 11, 28)


def days_of(stage: Stage, kind: str) -> list[tuple[str, ...]]:
    return [one.rhythm.days for one in schedules.of_team(stage.database, 1) if one.kind == kind]


@pytest.mark.parametrize(
    ("said", "kind", "label", "before"),
    [
        ("week zo 12:30", "prompt", "Elke zondag, 12.30 uur", [("tue",)]),
        ("week zo 20:00", "prompt", "Elke zondag, 20.00 uur", [("tue",)]),
        ("werkvorm vijf-stappen week zo 15:30", "method", "Elke zondag, 15.30 uur", []),
        ("scan sociaal-leren elke maand op zo 12:30", "scan", "De eerste zondag van de maand, 12.30 uur", []),
    ],
)
async def test_a_rhythm_on_a_sunday_is_asked_about_and_taken_once_confirmed(
    stage: Stage, said: str, kind: str, label: str, before: list[tuple[str, ...]]
) -> None:
    group, anna = await weekly(stage)
    asked = await stage.say(anna, group, f"/ritme {said}")
    assert days_of(stage, kind) == before
    if "20:00" not in said:
        assert "in het weekend is er geen school" in asked.text
    await stage.press(anna, asked, label)
    assert days_of(stage, kind) == [("sun",)]


async def test_an_hour_in_a_rhythm_that_was_confirmed_is_not_asked_about_again(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/ritme week zo 12:30 toch")
    await stage.say(anna, group, "/ritme 13:00")
    found = schedules.find(stage.database, 1, "prompt")
    assert found
    assert (found.rhythm.days, found.rhythm.at.hour) == (("sun",), 13)


@pytest.mark.parametrize(
    "said", ["elke za en di 12:30", "op 5 december 12:30", "dinsdag 8 december en 12 december 12:30"]
)
def test_days_and_dates_at_the_weekend_are_asked_about_and_heard_from_the_button(said: str) -> None:
    found = as_rhythm(said, None, "nl", SATURDAY)
    asked = asked_about(found, said, None)
    assert isinstance(asked, Unclear)
    (rhythm,) = asked.rhythms
    button = in_words(rhythm)
    assert asked_about(as_rhythm(button, None, "nl", SATURDAY), button, None) == rhythm
