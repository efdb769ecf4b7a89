"""Clustering: ideas are put together under names in the group, and what is voted on are these and the rest."""

from app.consulting import Circle, a_team, start
from stage import Stage


async def wall(stage: Stage) -> Circle:
    """Return a team of five with an idea each on the wall, at the step that puts them together."""
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await start(circle, "ideeenmuur", is_mine=False)
    await circle.go_to("2")
    for person, text in zip(circle.people, ("aap", "beer", "cavia", "das", "ezel"), strict=True):
        await circle.write(person, text)
        await stage.press(person, circle.private_card(person), "Dat was alles")
    assert circle.key == "3"
    await stage.say(circle.people[-1], circle.group, "/verder")
    return circle


async def test_what_belongs_together_is_voted_on_as_one_and_the_rest_as_it_was(stage: Stage) -> None:
    circle = await wall(stage)
    shown = circle.card.text
    assert ("1 aap" in shown, "5 ezel" in shown) == (True, True)
    await circle.reply(circle.owner, "Klein: 1, 3")
    await circle.reply(circle.owner, "Groot: 2")
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "5"
    told = [line for line in circle.card.text.splitlines() if line[:2] in ("1 ", "2 ", "3 ", "4 ")]
    assert told == ["1 Klein: aap; cavia", "2 Groot: beer", "3 das", "4 ezel"]
    await circle.all_press("1")
    await stage.say(circle.owner, circle.group, "/verder")
    assert any("Klein: aap; cavia (5 stemmen)" in text for text in circle.texts())


async def test_where_nobody_puts_anything_together_all_are_voted_on(stage: Stage) -> None:
    circle = await wall(stage)
    await stage.say(circle.people[1], circle.group, "/verder")
    assert (circle.key, "5 ezel" in circle.card.text) == ("5", True)


async def test_the_list_goes_from_the_chat_with_the_other_words(stage: Stage) -> None:
    circle = await wall(stage)
    await circle.reply(circle.people[1], "Klein: 1, 3")
    await circle.finish()
    await stage.move_to("2027-02-10 12:00")
    assert not any("cavia" in text for text in circle.texts())
