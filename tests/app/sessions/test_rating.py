"""The check-out: ratings that are nobody's, and what people take away."""

import pytest
from app.consulting import Circle, a_team, at, have_consulted, labels, start
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")


def votes(circle: Circle) -> list[tuple[int, int]]:
    """Return who chose what in the step that is on."""
    rows = circle.stage.database.query("SELECT person_id, item FROM marks ORDER BY person_id, item")
    return [(row["person_id"], row["item"]) for row in rows]


async def rated(stage: Stage, *ratings: int) -> Circle:
    """Return a team of five at its check-out after some of them gave a rating."""
    circle = await at(stage, "check_out", "Anna", "Bram", "Chris", "Dewi", "Els")
    for person, rating in zip(circle.people, ratings, strict=False):
        await circle.press(person, str(rating))
    await stage.say(circle.people[-1], circle.group, "/verder")
    return circle


def average(circle: Circle) -> float | None:
    row = next(iter(circle.stage.database.query("SELECT safety FROM states")))
    safety: float | None = row["safety"]
    return safety


async def test_five_ratings_show_an_average_and_nobodys_number(stage: Stage) -> None:
    circle = await rated(stage, 5, 4, 4, 3, 4)
    shown = [text for text in circle.texts() if "gemiddeld 4,0 van de 5" in text]
    assert (len(shown), average(circle), votes(circle)) == (1, 4.0, [])


async def test_four_ratings_are_neither_shown_nor_reckoned_with(stage: Stage) -> None:
    circle = await rated(stage, 1, 1, 1, 1)
    shown = [text for text in circle.texts() if text.startswith("Uitchecken\n")]
    assert ("Vier cijfers" in shown[0], "van de 5" in shown[0]) == (True, False)
    assert (average(circle), votes(circle)) == (None, [])


@pytest.mark.parametrize("third", [1, 2, 5])
async def test_of_three_ratings_none_is_told_by_what_may_be_begun(stage: Stage, third: int) -> None:
    circle = await a_team(stage)
    have_consulted(circle)
    await start(circle)
    await circle.go_to("check_out")
    for person, rating in zip(circle.people, (5, 5, third), strict=False):
        await circle.press(person, str(rating))
    await circle.finish()
    previews = [await stage.say(circle.owner, circle.group, f"/werkvorm {name}") for name in ("roddel", "tuning")]
    assert (circle.key, [labels(preview) == ["Terug"] for preview in previews]) == ("ended", [True, False])


async def test_while_the_step_is_open_no_rating_is_shown(stage: Stage) -> None:
    circle = await at(stage, "check_out", "Anna", "Bram", "Chris", "Dewi", "Els")
    before = circle.texts()
    said = await circle.press(circle.owner, "1")
    assert said == circle.says("contributing.rated", is_low=True)
    assert "met iemand buiten deze groep" in (said or "")
    assert set(circle.texts()) - set(before) == {f"{before[-1]}\nEén van de vijf liet al iets horen."}


async def test_what_people_take_away_is_shown_with_their_names(stage: Stage) -> None:
    circle = await at(stage, "check_out")
    await circle.write(circle.people[1], "Ik vraag eerder om hulp.")
    before = [text for text in circle.texts() if "eerder om hulp" in text]
    await stage.say(circle.people[1], circle.group, "/verder")
    shown = [text for text in circle.texts() if "1 Bram: Ik vraag eerder om hulp." in text]
    assert (before, len(shown)) == ([], 1)


async def test_it_waits_for_both_a_rating_and_words(stage: Stage) -> None:
    circle = await at(stage, "check_out")
    await circle.all_press("4")
    await circle.write_all("Ik vraag eerder om hulp, zegt", *circle.people[:3])
    before = circle.key
    await circle.press(circle.people[3], "Ik pas")
    assert (before, circle.key, len(stage.words())) == ("check_out", "ended", 4)


async def test_words_without_a_rating_are_waited_for_too_until_that_was_all(stage: Stage) -> None:
    circle = await at(stage, "check_out")
    await circle.all_press("4", *circle.people[:3])
    await circle.write_all("Ik vraag eerder om hulp, zegt", *circle.people)
    before = circle.key
    await stage.tell(circle.people[3], "/klaar")
    assert (before, circle.key) == ("check_out", "ended")


@pytest.mark.parametrize("word", ["0", "6", "vier", ""])
async def test_a_rating_is_typed_from_one_to_five(stage: Stage, word: str) -> None:
    circle = await at(stage, "check_out")
    await stage.tell(circle.owner, "/cijfer 3")
    said = await stage.tell(circle.people[1], f"/cijfer {word}")
    assert (said.text, len(votes(circle))) == (circle.says("contributing.which_rating"), 1)


async def test_a_rating_typed_in_the_group_is_not_taken(stage: Stage) -> None:
    circle = await at(stage, "check_out")
    said = await stage.say(circle.owner, circle.group, "/cijfer 3")
    assert (said.text, votes(circle)) == (circle.says("contributing.not_aloud"), [])
