"""Sooner: who writes before their working morning hears what ended, and on which day there is more."""

import pytest
from app.practices.together import called, join, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person

pytestmark = pytest.mark.usefixtures("calm")


KEEPS_NOT = "Wat je net schreef, bewaar ik niet."


@pytest.mark.parametrize(
    ("said", "last"),
    [("en nu?", ""), ("wat moet ik nog doen?", ""), ("Ik help te snel.", KEEPS_NOT), ("dank je", "👍")],
)
async def test_whoever_asks_hears_at_once_that_it_rests_and_no_reason(stage: Stage, said: str, last: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 10 december 11.00")
    await stage.move_to("2026-11-30 16:50")
    bram.block(stage.bot)
    await stage.settle()
    await stage.move_to("2026-11-30 21:00")

    def heard(words: str) -> int:
        return sum(words in one.text for one in stage.private(anna))

    assert heard("dit rust nu") == 0
    told = await stage.tell(anna, said)
    assert not last or told.text == last
    assert (heard("dit rust nu"), heard("geen vraag voor je open")) == (1, 0)
    await stage.move_to("2026-12-01 12:00")
    assert heard("dit rust nu") == 1


async def asked_on_wednesday(stage: Stage) -> Person:
    """Return somebody for whom a date that was proposed waits for their working day, Wednesday 2 December."""
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, anna, bram)
    await stage.tell(bram, "/werkdagen ma wo")
    await stage.move_to("2026-12-01 09:00")
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 10 december 11.00")
    return bram


async def test_whoever_is_asked_after_the_weekend_hears_on_which_day(stage: Stage) -> None:
    bram = await asked_on_wednesday(stage)
    told = await stage.tell(bram, "hoe zit het?")
    assert told.text == "Over Lesbezoek hoor je woensdag 2 december meer van me; eerder hoef je niets te doen."


@pytest.mark.parametrize(
    ("said", "heard"), [("Wachten helpt echt in groep 5.", "bewaar ik niet"), ("dank je wel", "👍")]
)
async def test_what_is_said_to_nothing_is_said_to_be_lost_and_thanks_are_thanks(
    stage: Stage, said: str, heard: str
) -> None:
    bram = await asked_on_wednesday(stage)
    assert heard in (await stage.tell(bram, said)).text
