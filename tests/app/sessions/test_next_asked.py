"""Going next: nobody loses their say, or the time for what they do, by one press on a button that all can reach."""

from datetime import timedelta

from app.consulting import Circle, at
from stage import ZONE, Stage

from bot.sandbox import Message

SURE = "Toch verder"


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def voting(stage: Stage) -> Circle:
    """Return a group of four that says where it stands."""
    return await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")


async def test_a_vote_is_closed_by_a_second_press(stage: Stage) -> None:
    circle = await voting(stage)
    card = circle.card
    for person in circle.people[:2]:
        await stage.press(person, card, "1")
    said = await stage.press(circle.people[3], circle.card, "Verder")
    assert "Twee van de vier kozen. Met zo weinig weten zij van elkaar wat ze kozen." in str(said)
    assert (circle.key, SURE in labels(circle.card)) == ("3", True)
    await stage.press(circle.people[3], circle.card, SURE)
    assert circle.key == "4"


async def test_another_vote_takes_the_question_away(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.press(circle.owner, circle.card, "Verder")
    await stage.press(circle.people[1], circle.card, "1")
    assert "Verder" in labels(circle.card)
    assert circle.key == "3"


async def test_a_typed_command_is_meant(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "4"


async def test_a_game_is_cut_short_by_a_second_press_only(stage: Stage) -> None:
    nine = ("Anna", "Bram", "Chris", "Dewi", "Eva", "Fatima", "Gijs", "Hakim", "Ilse")
    circle = await at(stage, "2", *nine, method="bloemenfabriek", pace="live")
    said = await stage.press(circle.people[4], circle.card, "Verder")
    assert "Er zijn nog 20 minuten. Toch verder?" in str(said)
    assert circle.key == "2"
    await stage.move_to(f"{stage.time.now().astimezone(ZONE) + timedelta(minutes=11):%Y-%m-%d %H:%M}")
    await stage.press(circle.people[4], circle.card, "Verder")
    assert circle.key == "3"
