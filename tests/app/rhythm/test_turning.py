"""The turn of the school year: coordinators hear before the summer what stops, and the group hears in the new one."""

from stage import Stage

from bot.sandbox import Chat, Person


async def before_summer(stage: Stage) -> tuple[Chat, Person]:
    """Return a team in the north with a question each Tuesday, in the last school week, and its coordinator."""
    await stage.move_to("2027-06-28 09:00")
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(anna, group, "/regio noord")
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    anna.start(stage.bot)
    await stage.settle()
    return group, anna


def told(stage: Stage, person: Person, words: str) -> list[str]:
    return [one.text for one in stage.private(person) if words in one.text]


async def test_coordinators_hear_before_the_summer_what_stops_and_who_is_there(stage: Stage) -> None:
    _, anna = await before_summer(stage)
    await stage.move_to("2027-07-02 17:00")
    assert told(stage, anna, "begint de zomervakantie") == []
    await stage.move_to("2027-07-09 17:00")
    (text,) = told(stage, anna, "begint de zomervakantie")
    assert "zaterdag 10 juli begint de zomervakantie" in text
    assert "Tot dinsdag 24 augustus om 12.30 uur stuur ik niets" in text
    assert "Deelnemers: Anna en Bram." in text
    assert "Jij bent de enige coördinator" in text
    await stage.press(anna, stage.private(anna)[-1], "Bekijk het team")
    assert "Leerkring voor Onderbouw" in stage.private(anna)[-1].text


async def test_the_first_question_of_a_new_year_asks_for_working_days_once(stage: Stage) -> None:
    group, _ = await before_summer(stage)
    await stage.move_to("2027-09-08 17:00")
    said = [one.text for one in stage.from_bot(group)]
    new_year = [at for at, text in enumerate(said) if text.startswith("Een nieuw schooljaar.")]
    assert len(new_year) == 1
    assert "één zin is genoeg" in said[new_year[0] + 1]


async def test_a_team_that_is_new_hears_of_no_year_before(stage: Stage) -> None:
    await stage.move_to("2027-08-30 09:00")
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.move_to("2027-09-08 17:00")
    assert [one.text for one in stage.from_bot(group) if "nieuw schooljaar" in one.text] == []
