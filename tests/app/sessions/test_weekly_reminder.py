"""A reminder each week at somebody’s own time: once a question, while it is open and unanswered, on a day they work."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Person

REMINDER = "staat nog open tot"


async def weekly(stage: Stage) -> tuple[Chat, Person, Person]:
    """Return a group with a question each Tuesday that is open for five days, and two who take part."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.say(anna, group, "/ritme open 5")
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
        await stage.settle()
    return group, anna, bram


def reminded_on(stage: Stage, person: Person) -> list[str]:
    return [f"{one.date:%m-%d %H:%M}" for one in stage.private(person) if REMINDER in one.text]


async def test_it_comes_each_week_to_who_asked_and_has_not_answered(stage: Stage) -> None:
    group, anna, bram = await weekly(stage)
    told = await stage.tell(anna, "/straks elke donderdag 8:30")
    assert "Elke donderdag om 8.30 uur kijk ik of er een vraag openstaat" in told.text
    await stage.move_to("2026-12-01 12:31")
    await stage.reply(anna, stage.prompt(group), "Ik telde tot vijf.")
    await stage.move_to("2026-12-11 17:00")
    assert (reminded_on(stage, anna), reminded_on(stage, bram)) == (["11-26 07:30", "12-10 07:30"], [])


async def test_it_ends_when_somebody_says_so(stage: Stage) -> None:
    _, anna, _ = await weekly(stage)
    await stage.tell(anna, "/straks wekelijks do 8:30")
    assert "niet meer elke week" in (await stage.tell(anna, "/straks nooit")).text
    await stage.move_to("2026-11-27 17:00")
    assert reminded_on(stage, anna) == []


async def test_it_never_comes_on_leave_or_on_a_free_day(stage: Stage) -> None:
    group, anna, _ = await weekly(stage)
    await stage.tell(anna, "/straks elke do 8:30")
    await stage.tell(anna, "/stil 26 november t/m 27 november")
    await stage.say(anna, group, "/vrijedagen 3 december Studiedag")
    await stage.move_to("2026-12-11 17:00")
    assert reminded_on(stage, anna) == ["12-10 07:30"]


@pytest.mark.parametrize("said", ["elke zaterdag 9:00", "elke dag 9:00", "elke donderdag", "week ma do 9:00"])
async def test_what_is_no_working_day_with_a_time_is_refused(stage: Stage, said: str) -> None:
    _, anna, _ = await weekly(stage)
    assert "Typ bijvoorbeeld: /straks elke donderdag 8:30" in (await stage.tell(anna, f"/straks {said}")).text
    await stage.move_to("2026-11-27 17:00")
    assert reminded_on(stage, anna) == []


async def test_said_while_a_question_is_open_it_holds_for_that_one_and_ends_at_once(stage: Stage) -> None:
    _, anna, bram = await weekly(stage)
    await stage.move_to("2026-11-24 13:00")
    for person in (anna, bram):
        await stage.tell(person, "/straks elke donderdag 8:30")
    await stage.tell(bram, "/straks nooit")
    await stage.move_to("2026-11-27 17:00")
    assert (reminded_on(stage, anna), reminded_on(stage, bram)) == (["11-26 07:30"], [])


async def test_in_the_group_it_leads_to_the_private_chat(stage: Stage) -> None:
    group, anna, _ = await weekly(stage)
    told = await stage.say(anna, group, "/straks elke donderdag 8:30")
    assert "geef in ons privégesprek /straks elke donderdag 8:30" in told.text
