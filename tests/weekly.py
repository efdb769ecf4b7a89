"""A team that is asked something each Tuesday."""

from stage import Stage

from bot.sandbox import Chat, Person


async def weekly(stage: Stage) -> tuple[Chat, Person]:
    """Return a group with a question each Tuesday, and its coordinator, who takes part."""
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.say(anna, group, "/meedoen")
    return group, anna
