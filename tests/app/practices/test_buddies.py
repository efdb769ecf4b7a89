"""Buddies: a pair for a year, whose steps come some weeks after each other."""

from datetime import timedelta

import pytest
from app.practices.together import called, join, newest
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def buddies(stage: Stage) -> list[Person]:
    """Return two people who had their coffee on Friday 4 December."""
    group, people = await called(stage, "Anna", "Bram", practice="Maatjes")
    await join(stage, group, *people)
    await stage.move_to("2026-11-30 09:00")
    for person in people:
        await stage.tell(person, f"Bij gesprekken met ouders, zegt {person.name}.")
    await stage.tell(people[0], "4-12-2026 10:15")
    await stage.press(people[1], newest(stage, people[1]), "Dat past")
    await stage.move_to("2026-12-04 11:00")
    return people


async def test_a_month_later_each_is_asked_one_thing_and_reads_what_the_other_wrote(stage: Stage) -> None:
    anna, bram = await buddies(stage)
    assert "bewaar ik hier niet" in (await stage.tell(anna, "Tussendoor.")).text
    told = len(stage.private(anna))
    await stage.move_to("2027-01-03 12:00")
    assert len(stage.private(anna)) == told
    # Four weeks later lies in the holidays: it waits for the first working day after them.
    await stage.move_to("2027-01-04 10:00")
    assert "Waar liep je tegenaan?" in newest(stage, anna).text
    await stage.tell(anna, "De eerste tien minuten zijn weg.")
    await stage.tell(bram, "Ik zeg te snel ja.")
    assert "Bram: Ik zeg te snel ja." in newest(stage, anna).text
    assert "Over vier weken vraag ik jullie iets nieuws" in newest(stage, anna).text
    assert pairs.running_in(stage.database, 1)[0].waits_for == frozenset()


async def test_a_month_in_which_nobody_writes_is_let_pass(stage: Stage) -> None:
    anna, _ = await buddies(stage)
    await stage.move_to("2027-03-15 10:00")
    assert pairs.running_in(stage.database, 1)[0].on.number > 4
    asked = [one.text for one in stage.private(anna) if "Waar liep je tegenaan?" in one.text]
    assert ["Dit ligt nog bij jou" in text for text in asked] == [False, True]


async def test_a_year_ends_with_a_line_and_nothing_is_left_of_the_rest(stage: Stage) -> None:
    anna, bram = await buddies(stage)
    while here := next(iter(pairs.running_in(stage.database, 1)), None):
        for person in (anna, bram):
            if person.id in here.waits_for:
                await stage.tell(person, f"Dit schrijft {person.name} in stap {here.on.number}.")
        when = pairs.next_owed(stage.database) or stage.time.now()
        await stage.move_to(f"{when + timedelta(days=1):%Y-%m-%d} 10:00")
    await stage.move_to("2027-12-01 10:00")
    assert [one.text for one in stage.log()] == ["Dit schrijft Anna in stap 11.", "Dit schrijft Bram in stap 11."]
    assert not [one for one in stage.private(anna) if "schrijft Bram" in one.text]


async def test_the_next_month_comes_no_sooner_for_who_blocked_the_bot_and_came_back(stage: Stage) -> None:
    anna, bram = await buddies(stage)
    heard = len(stage.private(anna))
    bram.block(stage.bot)
    await stage.settle()
    bram.unblock(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-15 12:00")
    assert [pair.is_told for pair in pairs.running_in(stage.database, 1)] == [False]
    assert len(stage.private(anna)) == heard
