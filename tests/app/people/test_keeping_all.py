"""Whoever asks to be forgotten and then thinks better of it."""

from stage import Stage


async def test_who_thinks_better_of_being_forgotten_is_told_that_all_stays(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/meedoen")
    card = await stage.tell(anna, "/vergeet")
    await stage.press(anna, card, "Nee, toch niet")
    assert "alles blijft zoals het was" in card.text
