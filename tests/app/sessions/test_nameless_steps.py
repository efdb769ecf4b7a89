"""Steps without names that are opened once more: nobody's line is to be told apart from those that all have read."""

from app.consulting import Circle, at
from stage import Stage

FEW = "Er kwam iets bij van minder dan drie mensen."


async def opened_again(stage: Stage) -> Circle:
    """Return a group of seven in which three wrote without their names, all read that, and the step is on again."""
    names = ("Anna", "Bram", "Chris", "Dewi", "Eva", "Fatima", "Gijs")
    circle = await at(stage, "4", *names, method="besluit-met-bezwaren")
    for person, text in zip(
        circle.people[1:4], ("Begin na de vakantie.", "Liever na de toetsweek.", "Goed zo, met een proef."), strict=True
    ):
        await circle.write(person, text)
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "5"
    await stage.say(circle.owner, circle.group, "/terug")
    assert circle.key == "4"
    return circle


async def test_what_one_adds_is_shown_to_nobody(stage: Stage) -> None:
    circle = await opened_again(stage)
    await circle.write(circle.people[5], "Dit is betuttelend.")
    await stage.say(circle.owner, circle.group, "/verder")
    assert any(text.startswith(FEW) for text in circle.texts())
    assert all("betuttelend" not in text for text in circle.texts())
    shown = await circle.open(circle.owner)
    assert "betuttelend" not in shown.text
    assert "Dit is betuttelend." in (await stage.tell(circle.people[5], "/mijn")).text


async def test_what_three_add_is_shown_with_the_others(stage: Stage) -> None:
    circle = await opened_again(stage)
    for person, text in zip(circle.people[4:7], ("Liever een proef.", "Eerst een proef dan.", "Doen."), strict=True):
        await circle.write(person, text)
    await stage.say(circle.owner, circle.group, "/verder")
    assert sum("Liever een proef" in text for text in circle.texts()) >= 1
    assert not any(text.startswith(FEW) for text in circle.texts())


async def test_what_is_written_in_the_group_counts_for_nobody_without_a_name(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", "Eva", method="besluit-met-bezwaren")
    for person, text in zip(circle.people[1:3], ("Begin na de vakantie.", "Liever na de toetsweek."), strict=True):
        await circle.write(person, text)
    await circle.reply(circle.people[3], "Laten we er niet te lang over doen.")
    assert "ik tel het niet mee" in stage.private(circle.people[3])[-1].text
    assert (circle.people[3].id in circle.state.given, [one.text for one in stage.log() if "te lang" in one.text]) == (
        False,
        [],
    )
    await stage.say(circle.owner, circle.group, "/verder sure 2")
    assert not [text for text in circle.texts() if "na de vakantie" in text]
