"""Asked: where the helpers ask, whoever brought the case hears so in private, and answers in the group."""

import pytest
from app.consulting import IN, at, started
from stage import Stage

from bot.core.model import Pace


async def test_in_writing_the_owner_hears_that_they_are_asked_and_answers_in_the_group(stage: Stage) -> None:
    circle = await at(stage, "4", method="socratisch-gesprek", pace="calm")
    assert "stellen je nu vragen" in circle.told(circle.owner)[-1]
    assert all("stellen je nu vragen" not in text for text in circle.told(circle.people[1]))
    assert "Stel je vraag als antwoord op dit bericht" in circle.card.text
    await stage.reply(circle.people[1], circle.card, "Om hoeveel leerlingen gaat het?")
    await stage.reply(circle.owner, circle.card, "Vierentwintig.")
    said = [entry.text for entry in stage.log() if entry.session_id == circle.walk.id]
    assert said[-2:] == ["Om hoeveel leerlingen gaat het?", "Vierentwintig."]


async def test_at_one_table_it_is_asked_aloud_and_nobody_hears_it_in_private(stage: Stage) -> None:
    circle = await at(stage, "4", method="socratisch-gesprek", pace="live")
    assert "Stel je vraag hardop" in circle.card.text
    assert all("stellen je nu vragen" not in text for text in circle.told(circle.owner))


@pytest.mark.parametrize(("pace", "is_aloud"), [("live", True), ("calm", False)])
async def test_what_each_wrote_alone_is_read_out_at_one_table_only(stage: Stage, pace: Pace, is_aloud: bool) -> None:
    circle = await at(stage, "6", method="socratisch-gesprek", pace=pace)
    await circle.write_all("Wanneer is het geslaagd?", *circle.people[1:])
    if circle.key == "6":
        await stage.say(circle.people[-1], circle.group, "/verder")
    assert any("Lees om de beurt voor wat je schreef." in text for text in circle.texts()) == is_aloud


async def test_what_an_owner_noted_while_listening_stands_above_their_own_turn(stage: Stage) -> None:
    circle = await at(stage, "5", method="kollegiale-beratung", pace="calm")
    await stage.tell(circle.owner, "Hier wil ik straks op terugkomen.")
    await circle.go_to("6")
    assert "Jij noteerde: “Hier wil ik straks op terugkomen.”" in circle.told(circle.owner)[-1]
    for person in circle.people[1:]:
        assert all("Jij noteerde" not in text for text in circle.told(person))


async def test_a_method_says_what_it_asks_of_whoever_leads_it(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Eva", method="socratisch-gesprek")
    await circle.all_press(IN)
    assert "laat in stap 7 je eigen mening weg" in circle.card.text
