"""Whose turn it is hears so in private, and whoever would rather not lead says so and is not waited for."""

import pytest
from app.consulting import IN, SHORT, at, started
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")


async def test_whoever_is_the_only_one_awaited_is_told_in_private_and_nobody_else_is(stage: Stage) -> None:
    circle = await at(stage, "1", method=SHORT)
    told = [[text for text in circle.told(person) if text.startswith("De vraag · ")] for person in circle.people]
    assert [len(found) for found in told] == [1, 0, 0, 0]


async def test_who_leads_is_asked_without_waiting_for_anybody_who_would_rather_not(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    assert circle.key == "roles"
    await circle.all_press("Deze keer niet")
    assert (circle.key, circle.state.facilitator) == ("1", None)
