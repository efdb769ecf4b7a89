"""Words for oneself stay one's own: where the step has changed since one read it in private, one is asked."""

import pytest
from app.consulting import IN, Circle, at
from stage import Stage

from bot.sandbox import Person

pytestmark = pytest.mark.usefixtures("calm")
LATER = "Van mijn duo leer ik eigenlijk niets meer."


async def a_map(stage: Stage, pace: str = "calm") -> Circle:
    """Return four people who make a map of their contacts, at the step that each writes alone."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    circle = Circle(stage, group, people)
    await stage.say(people[0], group, f"/begin netwerkkaart {pace}")
    await circle.all_press(IN)
    assert circle.key == "1"
    return circle


async def wrote_alone(circle: Circle, pace: str = "calm") -> Person:
    """Return somebody who wrote a list of their own; the group has gone on to talk since."""
    stage, fem = circle.stage, circle.people[1]
    await stage.follow(fem, circle.card, "Schrijf in privé")
    assert "alleen jij" in stage.private(fem)[-1].text
    await stage.tell(fem, "Van Karin en van een podcast.")
    while circle.key != "3":
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    return fem


def texts(circle: Circle) -> str:
    return "\n".join(one.text for one in circle.group.messages)


@pytest.mark.parametrize("pace", ["calm", "live"])
async def test_what_is_added_to_a_list_of_ones_own_reaches_nobody_unasked(stage: Stage, pace: str) -> None:
    circle = await a_map(stage, pace)
    fem = await wrote_alone(circle)
    await stage.tell(fem, LATER)
    asked = stage.private(fem)[-1]
    assert "Dit heb ik nog met niemand gedeeld." in asked.text
    assert LATER not in texts(circle)
    await stage.press(fem, asked, "Nee, laat weg")
    assert "Niemand las het" in stage.private(fem)[-1].text
    assert [one for one in stage.log() if one.text == LATER] == []
    await stage.say(circle.owner, circle.group, "/verder")
    assert LATER not in texts(circle)


async def test_who_means_it_for_all_says_so(stage: Stage) -> None:
    circle = await a_map(stage)
    fem = await wrote_alone(circle)
    await stage.tell(fem, "Wie kent iemand buiten de school?")
    await stage.press(fem, stage.private(fem)[-1], "Ja, zet het daarbij")
    assert "Bram:\nWie kent iemand buiten de school?" in texts(circle)


async def test_who_has_opened_the_step_that_is_on_is_not_asked(stage: Stage) -> None:
    circle = await a_map(stage)
    fem = await wrote_alone(circle)
    await stage.tell(fem, "/schrijf")
    await stage.tell(fem, "Wie kent iemand buiten de school?")
    assert "Bram:\nWie kent iemand buiten de school?" in texts(circle)


async def test_where_the_group_went_back_whoever_wrote_there_before_is_asked_all_the_same(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="dialoog", pace="calm")
    bram = circle.people[1]
    await circle.reply(bram, "Wij luisterden beter dan anders.")
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "5"
    await circle.open(bram)
    await stage.say(circle.owner, circle.group, "/terug")
    assert (circle.key, bram.id in circle.state.given) == ("4", True)
    await stage.tell(bram, LATER)
    assert ("Dit heb ik nog met niemand gedeeld." in stage.private(bram)[-1].text, LATER in texts(circle)) == (
        True,
        False,
    )


@pytest.mark.parametrize(("code", "why"), [("nl", "wat ik erover vroeg"), ("en", "what I’d asked about it")])
async def test_what_waited_for_its_writer_is_said_to_have_and_nothing_else(stage: Stage, code: str, why: str) -> None:
    circle = await a_map(stage)
    fem = await wrote_alone(circle)
    await stage.tell(fem, f"/taal {code}")
    await stage.tell(fem, LATER)
    await stage.say(circle.owner, circle.group, "/verder")
    told = "\n".join(circle.told(fem))
    assert (why in told, "herkenbaar" in told, "recognisable" in told) == (True, False, False)


async def asked_about(stage: Stage, *said: str) -> tuple[Circle, Person]:
    """Return a circle, and somebody who was asked of some texts whether they are for all."""
    circle = await a_map(stage)
    fem = await wrote_alone(circle)
    for text in said:
        assert "Hoort dit daarbij?" in (await stage.tell(fem, text)).text
    return circle, fem


@pytest.mark.parametrize("yes", ["ja", "Ja, zet het daarbij"])
async def test_a_typed_yes_puts_there_what_was_asked_about(stage: Stage, yes: str) -> None:
    circle, fem = await asked_about(stage, LATER)
    said = await stage.tell(fem, yes)
    assert (said.text, f"Bram:\n{LATER}" in texts(circle), "Bram:\nja" in texts(circle).lower()) == (
        circle.says("contributing.placed"),
        True,
        False,
    )


async def test_a_typed_no_lets_it_go(stage: Stage) -> None:
    circle, fem = await asked_about(stage, LATER)
    said = await stage.tell(fem, "nee")
    assert (said.text, [one for one in stage.log() if one.text in (LATER, "nee")]) == (
        circle.says("contributing.let_go"),
        [],
    )


async def test_each_text_that_was_asked_about_waits_for_its_own_button(stage: Stage) -> None:
    circle, fem = await asked_about(stage, "En gym?", "En muziek?")
    first, second = (one for one in stage.private(fem) if "Hoort dit daarbij?" in one.text)
    await stage.press(fem, second, "Ja, zet het daarbij")
    assert ("En gym?" in texts(circle), "En muziek?" in texts(circle)) == (False, True)
    await stage.press(fem, first, "Ja, zet het daarbij")
    assert "En gym?" in texts(circle)


async def test_a_button_of_what_stands_there_already_says_so(stage: Stage) -> None:
    circle, fem = await asked_about(stage, LATER)
    asked = stage.private(fem)[-1]
    await stage.tell(fem, "ja")
    assert await stage.press(fem, asked, "Ja, zet het daarbij") == circle.says("contributing.placed_before")
    assert texts(circle).count(LATER) == 1


async def test_what_is_told_in_private_after_a_reply_in_the_group_is_asked_about(stage: Stage) -> None:
    circle = await a_map(stage)
    while circle.key != "3":
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    chris, objection = circle.people[2], "Zonder mijn naam: ik leer hier van niemand iets."
    await circle.reply(chris, "Ik heb er nog een, even denken hoe ik het zeg.")
    asked = await stage.tell(chris, objection)
    assert ("Dit heb ik nog met niemand gedeeld." in asked.text, objection in texts(circle)) == (True, False)
    await stage.press(chris, asked, "Ja, zet het daarbij")
    assert objection in texts(circle)


@pytest.mark.parametrize("said", ["oh nee dat moet niet", "oeps", "wacht even", "dank je wel", "oops, sorry"])
async def test_a_remark_takes_no_place_of_a_text_that_is_held(stage: Stage, said: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    await circle.write(bram, "Bel eerst de moeder van Kevin de Vries.")
    shown = await circle.write(bram, said)
    assert "“Bel eerst de moeder van Kevin de Vries.”" in shown.text
    await stage.press(bram, shown, "Laat zo staan")
    texts = [entry.text for entry in stage.log() if entry.author and entry.author.id == bram.id]
    assert texts == ["Bel eerst de moeder van Kevin de Vries."]


async def test_another_text_still_takes_the_place_of_one_that_is_held(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    await circle.write(bram, "Bel eerst de moeder van Kevin de Vries.")
    await circle.write(bram, "Bel eerst naar huis.")
    texts = [entry.text for entry in stage.log() if entry.author and entry.author.id == bram.id]
    assert texts == ["Bel eerst naar huis."]
