"""Trying: a coordinator sees in private what the group will get, and it counts nowhere."""

from app.consulting import a_team
from app.rhythm.test_planning import planned_team, prompts
from stage import Stage

TABLES = ("sessions", "states", "moments", "entries", "plans", "participants", "nudges")


def counted(stage: Stage) -> dict[str, list[tuple[object, ...]]]:
    return {table: stage.database.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


async def test_a_coordinator_gets_in_private_just_what_the_group_gets_and_it_counts_nowhere(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    anna.start(stage.bot)
    await stage.settle()
    before, in_group = counted(stage), len(stage.from_bot(group))
    said = await stage.say(anna, group, "/planning proef")
    header, test = stage.private(anna)[-2:]
    inert = await stage.press(anna, test, "Deze sla ik over")
    assert (said.text, len(stage.from_bot(group))) == ("De proef staat in ons privégesprek.", in_group + 1)
    assert header.text.startswith("Onderbouw, proef. Dit krijgt de groep, zoals het er nu voor staat, met de vraag van")
    assert (inert, counted(stage)) == ("Dit is een proef: deze knop doet niets.", before)
    await stage.move_to("2026-11-24 12:31")
    real = stage.prompt(group)
    labels = [[[button.text for button in row] for row in message.buttons] for message in (test, real)]
    assert (test.text, labels[0], prompts(stage, group)) == (real.text, labels[1], ["2026-11-24T11:30"])


async def test_of_a_consultation_it_shows_how_that_begins(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme werkvorm vijf-stappen week di 15:30")
    before = counted(stage)
    test = await stage.tell(circle.owner, "/planning proef")
    assert counted(stage) == before
    await stage.move_to("2026-11-24 15:32")
    assert test.text == stage.last(circle.group).text


async def test_asked_for_in_private_its_buttons_do_nothing_either(stage: Stage) -> None:
    _, anna = await planned_team(stage)
    anna.start(stage.bot)
    await stage.settle()
    test = await stage.tell(anna, "/planning proef")
    assert await stage.press(anna, test, "Deze sla ik over") == "Dit is een proef: deze knop doet niets."


async def test_nobody_else_gets_one(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    bram.start(stage.bot)
    await stage.say(bram, group, "/meedoen")
    told = len(stage.private(bram))
    said = [(await stage.say(bram, group, "/plan test")).text, (await stage.tell(bram, "/plan test")).text]
    assert said == ["Een proef stuur ik alleen aan een coördinator van het team."] * 2
    assert len(stage.private(bram)) == told + 1
    assert (await stage.say(anna, group, "/plan test")).text == "Open eerst ons privégesprek: daar komt de proef."
