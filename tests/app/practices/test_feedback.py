"""Feedback between two: on the work that somebody puts forward, and on nothing where they put nothing forward."""

import pytest
from app.practices.together import called, join, newest
from stage import Stage

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
