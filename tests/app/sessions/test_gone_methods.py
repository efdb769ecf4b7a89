"""A session goes on as it began, also where the file of its method is removed meanwhile."""

import pytest
from app.consulting import Circle, a_team, have_consulted, start
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")

NAMES = ("Anna", "Bram", "Chris", "Dewi", "Eva", "Fem")


async def begun_and_gone(stage: Stage, method: str, *names: str, pace: str = "calm", is_mine: bool = False) -> Circle:
    circle = await a_team(stage, *names)
    have_consulted(circle, safety=5.0)
    await start(circle, method, pace, is_mine=is_mine)
    assert circle.key == "gather"
    stage.database.execute("UPDATE sessions SET method = 'weg'")
    return circle


async def test_it_needs_as_many_as_it_said(stage: Stage) -> None:
    circle = await begun_and_gone(stage, "heilsbronn", *NAMES)
    await circle.all_press("Ik doe mee, akkoord", *circle.people[:4])
    await stage.move_to("2026-11-26 16:01")
    ended = circle.says("framing.too_few", method="Heilsbronner model", needed=5)
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", ended)


async def test_it_takes_no_more_than_it_said(stage: Stage) -> None:
    circle = await begun_and_gone(stage, "troika", *NAMES)
    await circle.all_press("Ik doe mee, akkoord", *circle.people[:4])
    assert (circle.key, len(circle.state.people)) == ("collect", 4)


async def test_each_has_a_turn_where_each_was_to_have_one(stage: Stage) -> None:
    circle = await begun_and_gone(stage, "troika", "Anna", "Bram", "Chris")
    await circle.all_press("Ik doe mee, akkoord")
    await circle.write_all("Mijn groep luistert niet.", *circle.people)
    await stage.say(circle.owner, circle.group, "/verder")
    assert (circle.key, len(circle.state.owners)) == ("1", 3)


async def test_somebody_has_to_lead_what_comes_close(stage: Stage) -> None:
    circle = await begun_and_gone(stage, "roddel", "Anna", "Bram", "Chris", "Dewi", pace="live", is_mine=True)
    await circle.all_press("Ik doe mee, akkoord")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Akkoord")
    assert circle.key == "roles"
    await stage.say(circle.people[1], circle.group, "/verder")
    ended = circle.says("framing.needs_leader", method="Roddelmethode")
    assert (circle.key, ended in circle.texts()) == ("cancelled", True)


async def test_one_from_the_version_before_goes_by_its_file(stage: Stage) -> None:
    circle = await a_team(stage, *NAMES)
    have_consulted(circle, safety=5.0)
    await start(circle, "heilsbronn", is_mine=False)
    # As it was kept then: the steps, and nothing else.
    stage.database.execute("UPDATE plans SET text = json_extract(text, '$.steps') WHERE text LIKE '%steps%'")
    await circle.all_press("Ik doe mee, akkoord", *circle.people[:4])
    await stage.move_to("2026-11-26 16:01")
    ended = circle.says("framing.too_few", method="Heilsbronner model", needed=5)
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", ended)
