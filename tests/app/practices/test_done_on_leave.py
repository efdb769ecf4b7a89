"""Done on leave: whoever says on a day of leave that something was done isn't asked about it on their next morning."""

import pytest
from app.practices.together import agreed, newest
from stage import Stage

from bot.sandbox import Person

TALK = "Even praten"


async def away_on_the_day(stage: Stage) -> tuple[Person, Person]:
    """Return two whose visit has been, the first of whom is on leave that day."""
    anna, bram = await agreed(stage)
    await stage.tell(anna, "/stil 4-12-2026 t/m 4-12-2026")
    await stage.move_to("2026-12-04 11:30")
    return anna, bram


def asked(stage: Stage, person: Person) -> list[str]:
    return [one.text for one in stage.private(person) if TALK in one.text]


@pytest.mark.parametrize("how", ["gedaan", "done", "pressed"])
async def test_who_said_that_it_was_done_is_asked_no_more(stage: Stage, how: str) -> None:
    anna, bram = await away_on_the_day(stage)
    if how == "pressed":
        await stage.press(anna, await stage.tell(anna, "/samen"), "1")
        await stage.press(anna, newest(stage, anna), "Gedaan")
    else:
        await stage.tell(anna, how)
    before = len(stage.private(anna))
    await stage.move_to("2026-12-07 12:00")
    assert [one.text for one in stage.private(anna)[before:]] == []
    assert asked(stage, bram)


async def test_who_said_nothing_yet_is_asked_on_the_next_morning(stage: Stage) -> None:
    anna, _ = await away_on_the_day(stage)
    assert asked(stage, anna) == []
    await stage.move_to("2026-12-07 12:00")
    assert len(asked(stage, anna)) == 1
