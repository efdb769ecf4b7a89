"""Empty spaces: a term's overview names what a group's talks made no room for, where there were enough of them."""

import pytest
from app.consulting import a_team, have_consulted
from stage import Stage

from bot.storage.database import stamp


@pytest.mark.parametrize(
    "methods",
    [("zes-ruimtes", "incident", "visie"), ("changelab", "incident", "troika"), ("changelab", "troika")],
)
async def test_they_are_named_of_three_talks_at_least_and_of_a_term(stage: Stage, methods: tuple[str, ...]) -> None:
    circle = await a_team(stage)
    have_consulted(circle, len(methods))
    for number, method in enumerate(methods, start=1):
        ended = [method, stamp(stage.time.now()), number]
        stage.database.execute("UPDATE sessions SET method = ?, closed_at = ? WHERE id = ?", ended)
    content = stage.rehearsal.program.house.content
    filled = {space for method in methods for space in content.methods[method].spaces}
    await stage.reply(circle.owner, await stage.say(circle.owner, circle.group, "/vraag"), "Ik telde tot vijf.")
    await stage.move_to("2026-11-27 12:00")
    month = (await stage.say(circle.owner, circle.group, "/overzicht maand")).text
    before = len(stage.from_bot(circle.group))
    await stage.say(circle.owner, circle.group, "/overzicht blok")
    term = " ".join(one.text for one in stage.from_bot(circle.group)[before:])
    line = "Ruimte waarvoor in jullie gesprekken nog geen plek was"
    assert line not in month
    left = {"thinking", "solving", "deciding", "play", "work", "talk"} - filled
    assert (line in term) == (len(methods) >= 3 and 0 < len(left) <= 3)
