"""Words that may be about somebody's safety: not for a group, and never judged by the bot."""

import pytest
from app.consulting import Circle, at, labels
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")
WORDS = "Ik ben bang dat hij thuis mishandeld wordt."


async def alarmed(stage: Stage) -> Circle:
    """Return a team whose owner wrote such words in private."""
    circle = await at(stage, "1")
    await circle.write(circle.owner, WORDS)
    return circle


async def test_in_private_it_is_not_passed_on_and_help_is_named(stage: Stage) -> None:
    circle = await alarmed(stage)
    told = circle.private_card(circle.owner)
    assert ([text for text in circle.texts() if "mishandeld" in text], circle.state.given) == ([], frozenset())
    assert [word in told.text for word in ("0800 2000", "aandachtsfunctionaris", "112")] == [True] * 3
    assert labels(told) == ["Het ging over iets anders"]


async def test_it_is_placed_if_it_was_about_something_else(stage: Stage) -> None:
    circle = await alarmed(stage)
    await stage.press(circle.owner, circle.private_card(circle.owner), "Het ging over iets anders")
    assert (circle.texts()[-1], circle.state.given) == (f"Anna:\n{WORDS}", frozenset({circle.owner.id}))


async def test_nobody_else_can_place_it(stage: Stage) -> None:
    circle = await alarmed(stage)
    await stage.tell(circle.people[1], f"/place {stage.log()[0].id}")
    assert [text for text in circle.texts() if "mishandeld" in text] == []


async def test_it_is_in_no_log_and_no_summary(stage: Stage) -> None:
    circle = await alarmed(stage)
    seen = [
        (await stage.say(circle.people[1], circle.group, words)).text for words in ("/zoek mishandeld", "/overzicht")
    ]
    assert [text for text in seen if "thuis" in text] == []


async def test_in_the_group_the_clock_stops_and_help_is_named(stage: Stage) -> None:
    circle = await at(stage, "4")
    await circle.reply(circle.people[1], WORDS)
    assert (circle.state.phase, "0800 2000" in circle.texts()[-1], "112" in circle.texts()[-1]) == (
        "paused",
        True,
        True,
    )


async def test_the_group_goes_on_if_it_was_about_something_else(stage: Stage) -> None:
    circle = await at(stage, "4")
    await circle.reply(circle.people[1], WORDS)
    await stage.say(circle.people[2], circle.group, "/pauze")
    assert (circle.key, circle.state.phase) == ("4", "running")


async def test_a_case_to_choose_from_is_looked_at_too(stage: Stage) -> None:
    circle = await at(stage, "gather")
    await stage.say(circle.owner, circle.group, "/afronden stop")
    circle.owner.write(circle.group, "/begin incident calm")
    await stage.settle()
    await circle.go_to("collect")
    told = await circle.write(circle.people[1], WORDS)
    assert (labels(told), circle.state.given) == (["Het ging over iets anders"], frozenset())


async def test_in_english_too(stage: Stage) -> None:
    circle = await at(stage, "1")
    await stage.tell(circle.owner, "/taal en")
    told = await circle.write(circle.owner, "She told me she wants to kill herself.")
    assert ("113" in told.text or "112" in told.text, circle.state.given) == (True, frozenset())
