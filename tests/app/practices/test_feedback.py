"""Feedback between two: on the work that somebody puts forward, and on nothing where they put nothing forward."""

import pytest
from app.practices.together import called, join, newest
from stage import Stage

from bot.sandbox import Message, Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def test_where_nothing_is_put_forward_nobody_is_asked_for_feedback_on_it(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, practice="Kijk eens mee")
    await join(stage, group, anna, bram)
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    owner, other = (anna, bram) if "1 van" in newest(stage, anna).text else (bram, anna)
    await stage.press(owner, newest(stage, owner), "Ik pas")
    assert [one for one in stage.private(other) if "legt deze keer niets voor" in one.text]
    assert "1 van" in newest(stage, other).text
    assert pairs.running_in(stage.database, 1)[0].on.turn == 1


async def stopped(stage: Stage) -> tuple[Person, Message]:
    """Return whoever was asked to look again at what they wrote, and the question about it."""
    group, (anna, bram, _) = await called(stage, practice="Kijk eens mee")
    await join(stage, group, anna, bram)
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    owner = anna if "1 van" in newest(stage, anna).text else bram
    await stage.tell(owner, "Een les die ik met de moeder van Sem besprak.")
    return owner, newest(stage, owner)


async def test_what_takes_the_place_of_stopped_words_is_said_to(stage: Stage) -> None:
    owner, asked = await stopped(stage)
    assert asked.text.count("in de plaats") == 1
    await stage.tell(owner, "Een les over breuken.")
    assert "Genoteerd in plaats van wat je eerst schreef, voor" in newest(stage, owner).text
    assert "daarna ging je verder" in str(await stage.press(owner, asked, "Laat zo staan"))


async def test_whoever_is_done_hears_that_stopped_words_do_not_count(stage: Stage) -> None:
    owner, asked = await stopped(stage)
    await stage.press(owner, asked, "Laat zo staan")
    while "Dat was alles" not in [one.text for row in newest(stage, owner).buttons for one in row]:
        await stage.tell(owner, "Een les over breuken.")
    card = newest(stage, owner)
    await stage.tell(owner, "Ook de vader van Sem was er.")
    assert "telt niet mee" in str(await stage.press(owner, card, "Dat was alles"))
