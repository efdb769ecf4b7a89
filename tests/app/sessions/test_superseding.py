"""Superseding: what one puts down for all takes the place of what stood there, where its step is opened once more."""

from app.consulting import Circle, at
from stage import Stage

FIRST, SECOND = "De werkgroep besluit: twee toetsen per week.", "De werkgroep besluit: hooguit één toets per week."
AGREED = "De werkgroep maakt het rooster."


async def decided(stage: Stage) -> Circle:
    """Return a group that has put down its decision, and is asked who keeps an eye on it."""
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, FIRST)
    assert circle.key == "12"
    return circle


async def test_a_decision_that_is_put_down_once_more_takes_the_place_of_the_first(stage: Stage) -> None:
    circle = await decided(stage)
    await stage.say(circle.owner, circle.group, "/terug")
    assert circle.key == "11"
    await circle.reply(circle.owner, SECOND)
    *_, said, asked = stage.private(circle.owner)
    assert said.text == "Dit komt in de plaats van wat hier eerder stond. Dat is gewist."
    assert (circle.key, SECOND in asked.text, FIRST in asked.text) == ("12", True, False)
    await circle.reply(circle.owner, AGREED)
    await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert (SECOND in stage.last(circle.group).text, FIRST in stage.last(circle.group).text) == (True, False)
    held = stage.database.execute("SELECT count(*) FROM entries WHERE text = ?", [FIRST]).fetchone()
    assert held == (0,)


async def test_where_several_messages_hold_they_all_stay(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    for person in circle.people[:3]:
        await circle.write(person, f"{person.name} wil eerst een proef van een maand.")
    await stage.say(circle.owner, circle.group, "/verder")
    await stage.say(circle.owner, circle.group, "/terug")
    await circle.write(circle.people[3], "Begin na de vakantie.")
    kept = stage.database.execute("SELECT count(*) FROM entries WHERE text LIKE '%proef%' OR text LIKE 'Begin%'")
    assert kept.fetchone() == (4,)
