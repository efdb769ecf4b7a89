"""Again: a proposal is improved and put once more where somebody still objects, and only there."""

import pytest
from app.consulting import Circle, at
from stage import Stage

TEXT, BETTER = "Hooguit twee toetsen per week.", "Hooguit twee toetsen per week, na de vakantie."
WHY = "In februari zijn de rapporten."


async def asked(stage: Stage) -> Circle:
    """Return a group that is asked whether it can live with a text, which Anna wrote for all."""
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, TEXT)
    if circle.key == "6":
        await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "7"
    return circle


async def vote(circle: Circle, *labels: str) -> None:
    card = circle.card
    for person, label in zip(circle.people, labels, strict=True):
        await circle.stage.press(person, card, label)


@pytest.mark.parametrize("objecting", [1, 3])
async def test_an_objection_has_it_improved_and_put_again(stage: Stage, objecting: int) -> None:
    circle = await asked(stage)
    await vote(circle, *["2"] * objecting, *["1"] * (4 - objecting))
    assert (circle.key, "Er is nog een bezwaar" in circle.card.text) == ("8", True)
    await circle.reply(circle.people[2], WHY)
    await circle.go_on()
    assert (circle.key, WHY in (await circle.open(circle.owner)).text) == ("9", True)
    await circle.reply(circle.owner, BETTER)
    if circle.key == "9":
        await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "10"
    await vote(circle, "1", "1", "1", "2")
    assert (circle.key, BETTER in circle.card.text) == ("11", True)


@pytest.mark.parametrize(("language", "way"), [("nl", "vertel het wie begeleidt"), ("en", "tell whoever leads")])
async def test_the_last_objection_need_not_be_voiced_by_name(stage: Stage, language: str, way: str) -> None:
    circle = await asked(stage)
    await stage.say(circle.owner, circle.group, f"/language {language}")
    await vote(circle, "2", "1", "1", "1")
    assert (circle.key, way in circle.card.text) == ("8", True)


async def test_where_all_can_live_with_it_the_decision_follows_with_the_text_as_it_was(stage: Stage) -> None:
    circle = await asked(stage)
    await vote(circle, "1", "1", "1", "1")
    assert (circle.key, TEXT in circle.card.text) == ("11", True)


async def test_silence_is_no_objection(stage: Stage) -> None:
    circle = await asked(stage)
    await stage.say(circle.owner, circle.group, "/verder sure 0")
    assert (circle.key, TEXT in circle.card.text) == ("11", True)


async def test_the_text_stands_there_too_where_nobody_improved_it(stage: Stage) -> None:
    circle = await asked(stage)
    await vote(circle, "2", "1", "1", "1")
    for _ in range(2):
        await circle.go_on()
    assert (circle.key, TEXT in circle.card.text) == ("10", True)


@pytest.mark.parametrize("way", ["typed", "pressed"])
async def test_who_objects_and_is_silent_is_passed_over_after_a_question_only(stage: Stage, way: str) -> None:
    circle = await asked(stage)
    await vote(circle, "2", "2", "1", "1")

    async def on() -> str:
        if way == "typed":
            return (await stage.say(circle.people[3], circle.group, "/verder")).text
        return str(await circle.press(circle.people[3], "Verder"))

    why = "“Ik heb nog een bezwaar” is twee keer gekozen; "
    assert (circle.key, await on()) == ("8", f"{why}er schreef nog niemand. Toch verder? Druk dan nog eens.")
    await circle.reply(circle.people[1], WHY)
    assert (circle.key, f"{why}minstens één daarvan zei nog niets." in await on()) == ("8", True)
    await circle.press(circle.people[3], "Toch verder")
    assert circle.key == "9"


@pytest.mark.parametrize("way", ["typed", "pressed"])
async def test_a_silent_objection_is_asked_about_whoever_else_wrote(stage: Stage, way: str) -> None:
    circle = await asked(stage)
    await vote(circle, "2", "1", "1", "1")
    await circle.reply(circle.people[2], "Ik heb niets, ik ben voor.")
    if way == "typed":
        said = (await stage.say(circle.people[3], circle.group, "/verder")).text
    else:
        said = str(await circle.press(circle.people[3], "Verder"))
    assert (circle.key, "is één keer gekozen; of dat al gehoord is, kan ik niet zien." in said) == ("8", True)
    await circle.press(circle.people[3], "Toch verder")
    assert circle.key == "9"


async def test_once_everybody_wrote_one_press_is_enough(stage: Stage) -> None:
    circle = await asked(stage)
    await vote(circle, "2", "1", "1", "1")
    for person in circle.people:
        await circle.reply(person, WHY)
    if circle.key == "8":
        await circle.press(circle.people[3], "Verder")
    assert circle.key == "9"


async def test_going_back_passes_over_what_was_not_needed(stage: Stage) -> None:
    circle = await asked(stage)
    await vote(circle, "1", "1", "1", "1")
    assert circle.key == "11"
    await stage.say(circle.owner, circle.group, "/terug sure 0")
    assert circle.key == "7"


async def test_the_vote_of_whoever_leaves_counts_no_more(stage: Stage) -> None:
    circle = await asked(stage)
    card, dewi = circle.card, circle.people[3]
    await stage.press(dewi, card, "2")
    await stage.say(dewi, circle.group, "/afhaken")
    for person in circle.people[:3]:
        await stage.press(person, card, "1")
    assert (circle.key, TEXT in circle.card.text) == ("11", True)
