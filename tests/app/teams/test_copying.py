"""A coordinator’s other teams get the rhythms of one; what is each team’s own stays, and it can be taken back."""

from stage import Stage

from bot.sandbox import Chat, Person


async def two_teams(stage: Stage) -> tuple[Chat, Chat, Person]:
    """Return two groups with one coordinator, of which the first asks every other Thursday."""
    (anna,) = stage.people("Anna")
    first, second = await stage.team("Onderbouw", anna), await stage.team("Bovenbouw", anna)
    for group in (first, second):
        await stage.say(anna, group, "/start")
    await stage.say(anna, first, "/ritme om de week do 13:00")
    await stage.say(anna, first, "/vrijedagen 3 december Studiedag")
    await stage.say(anna, second, "/regio zuid")
    anna.start(stage.bot)
    await stage.settle()
    return first, second, anna


async def test_another_team_gets_the_rhythm_and_keeps_its_own_region(stage: Stage) -> None:
    _, second, anna = await two_teams(stage)
    card = await stage.tell(anna, "/team")
    await stage.press(anna, card, "Onderbouw")
    await stage.press(anna, stage.private(anna)[-1], "Neem over in een ander team")
    await stage.press(anna, stage.private(anna)[-1], "Bovenbouw")
    assert "Bovenbouw heeft nu hetzelfde ritme en dezelfde vrije dagen als Onderbouw" in stage.private(anna)[-1].text
    told = (await stage.say(anna, second, "/start")).text
    assert "Ritme: om de week op donderdag, 13.00 uur" in told
    assert "Vakanties: Zuid" in told
    assert "Studiedag" in (await stage.say(anna, second, "/vrijedagen")).text
    await stage.say(anna, second, "/ongedaan")
    assert "Ritme: nog niet gekozen" in (await stage.say(anna, second, "/start")).text


async def test_who_has_one_team_hears_that_there_is_no_other(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/start")
    anna.start(stage.bot)
    await stage.settle()
    assert "coördinator van één team" in (await stage.tell(anna, "/overnemen")).text


async def test_in_private_a_team_may_be_named(stage: Stage) -> None:
    first, _, anna = await two_teams(stage)
    assert "Leerkring voor Bovenbouw" in (await stage.tell(anna, "/team bovenbouw")).text
    await stage.tell(anna, "/ritme Onderbouw week wo 10:00")
    assert "Ritme: elke woensdag, 10.00 uur" in (await stage.say(anna, first, "/start")).text
    assert (await stage.tell(anna, "/team Nergens")).buttons[0][0].text == "Onderbouw"


async def test_a_new_team_of_a_coordinator_is_offered_in_private_what_the_other_has(stage: Stage) -> None:
    first, _, anna = await two_teams(stage)
    third = await stage.team("Middenbouw", anna)
    await stage.say(anna, third, "/start")
    offered = stage.private(anna)[-1]
    assert "Middenbouw is erbij. Zal ik daar hetzelfde doen als bij Onderbouw: om de week op donderdag" in offered.text
    await stage.press(anna, offered, "Ja, net als Onderbouw")
    assert "Middenbouw heeft nu hetzelfde ritme en dezelfde vrije dagen" in stage.private(anna)[-1].text
    assert "Ritme: om de week op donderdag, 13.00 uur" in (await stage.say(anna, third, "/start")).text
    assert "Studiedag" in (await stage.say(anna, third, "/vrijedagen")).text
    assert "Onderbouw" not in "".join(one.text for one in stage.from_bot(third))
    assert "Middenbouw" not in "".join(one.text for one in stage.from_bot(first))


async def test_it_is_offered_once_and_never_where_there_is_nothing_to_take_over(stage: Stage) -> None:
    _, second, anna = await two_teams(stage)
    before = len(stage.private(anna))
    await stage.say(anna, second, "/start")
    (bram,) = stage.people("Bram")
    other = await stage.team("Sectie wiskunde", bram)
    bram.start(stage.bot)
    await stage.say(bram, other, "/start")
    assert len(stage.private(anna)) == before
    assert not [one for one in stage.private(bram) if "is erbij" in one.text]
