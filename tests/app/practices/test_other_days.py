"""Other days: what waits for a working day of somebody in a pair waits on, once that day is none of theirs any more."""

import pytest
from stage import ZONE, Stage

from bot.sandbox import Chat, Person
from bot.storage import pairs

DAYS = {"Anna": "ma di wo do vr", "Bram": "ma di do"}
# What makes no working day of a Monday for Bram, once something waits for it: told in private, or to the group by Anna.
CHANGES = ("/stil 30-11-2026 t/m 4-12-2026", "/werkdagen di do", "/vrijedagen 30-11-2026 studiedag")


NEXT = dict(zip(CHANGES, ("Mon 08:30", "Tue 08:30", "Tue 08:30"), strict=True))


async def begun(stage: Stage) -> tuple[Chat, Person, Person]:
    """Return a group of which two visit each other's lessons from a Friday afternoon on, when the second is off."""
    anna, bram = stage.people(*DAYS)
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
        await stage.settle()
        await stage.tell(person, f"/werkdagen {DAYS[person.name]}")
    await stage.say(anna, group, "/practices")
    await stage.press(anna, stage.last(group), "call lesbezoek")
    for person in (anna, bram):
        await stage.follow(person, stage.last(group), stage.last(group).buttons[0][0].text)
    await stage.move_to("2026-11-27 16:05")
    assert len(pairs.running_in(stage.database, 1)) == 1
    return group, anna, bram


async def told_on(stage: Stage, person: Person, until: str) -> list[str]:
    """Return when somebody is told something from now until then, by which nobody does anything."""
    before = len(stage.private(person))
    await stage.move_to(until)
    return [f"{one.date.astimezone(ZONE):%a %H:%M}" for one in stage.private(person)[before:]]


@pytest.mark.parametrize("said", CHANGES)
async def test_what_waits_for_a_working_day_waits_on_where_that_is_none_any_more(stage: Stage, said: str) -> None:
    group, anna, bram = await begun(stage)
    if said.startswith("/vrijedagen"):
        await stage.say(anna, group, said)
    else:
        await stage.tell(bram, said)
    assert await told_on(stage, bram, "2026-11-30 23:00") == []
    # The next day that is theirs: after the leave, or on the Tuesday.
    assert (await told_on(stage, bram, "2026-12-07 12:00"))[0] == NEXT[said]


@pytest.mark.parametrize(
    ("said", "undone"), [("/stil t/m 18-12-2026", "/stil"), ("/werkdagen vr", "/werkdagen ma di do")]
)
async def test_it_comes_when_it_was_to_where_the_change_is_taken_back(stage: Stage, said: str, undone: str) -> None:
    _, _, bram = await begun(stage)
    await stage.tell(bram, said)
    await stage.tell(bram, undone)
    assert await told_on(stage, bram, "2026-11-30 23:00") == ["Mon 08:30"]


async def proposed(stage: Stage) -> tuple[Person, Person]:
    """Return two people on the evening of which the first proposed the Friday, which the second reads the next day."""
    _, anna, bram = await begun(stage)
    await stage.move_to("2026-11-30 09:00")
    for _ in range(3):
        await stage.tell(anna, "Wie er begint.")
    await stage.move_to("2026-12-01 20:30")
    return anna, bram


async def test_whether_a_date_suits_is_not_asked_after_it(stage: Stage) -> None:
    anna, bram = await proposed(stage)
    await stage.tell(anna, "vrijdag 4 december 10:15")
    await stage.tell(bram, "/stil t/m 9-12-2026")
    before = len(stage.private(bram))
    await stage.move_to("2026-12-10 12:00")
    assert not [one for one in stage.private(bram)[before:] if "4 december" in one.text]


async def test_that_a_date_is_agreed_on_is_said_before_it_whatever_day_that_is(stage: Stage) -> None:
    _, anna, bram = await begun(stage)
    await stage.move_to("2026-11-30 09:00")
    for _ in range(3):
        await stage.tell(anna, "Wie er begint.")
    await stage.move_to("2026-12-01 09:00")
    await stage.tell(bram, "vrijdag 4 december 10:15")
    await stage.move_to("2026-12-01 20:30")
    await stage.press(anna, stage.private(anna)[-1], "Dat past")
    await stage.tell(bram, "/stil t/m 9-12-2026")
    before = len(stage.private(bram))
    await stage.move_to("2026-12-10 12:00")
    told = [one.date.astimezone(ZONE).day for one in stage.private(bram)[before:] if "Afgesproken" in one.text]
    assert told == [3]


@pytest.mark.parametrize("said", ["/stil t/m 2-12-2026", "/werkdagen ma do"])
async def test_a_reminder_of_a_date_does_not_come_on_a_day_that_somebody_does_not_work_any_more(
    stage: Stage, said: str
) -> None:
    _, anna, bram = await begun(stage)
    await stage.move_to("2026-11-30 09:00")
    for _ in range(3):
        await stage.tell(anna, "Wie er begint.")
    await stage.tell(anna, "donderdag 3 december 10:15")
    await stage.tell(bram, "donderdag 3 december 10:15")
    # It would come on Tuesday afternoon, the last day that Bram works before the visit.
    await stage.move_to("2026-12-01 07:40")
    await stage.tell(bram, said)
    assert await told_on(stage, bram, "2026-12-02 23:00") == []


async def test_a_reminder_that_comes_too_late_by_then_goes_without_having_failed(stage: Stage) -> None:
    _, anna, bram = await begun(stage)
    await stage.move_to("2026-11-30 09:00")
    for _ in range(3):
        await stage.tell(anna, "Wie er begint.")
    for person in (anna, bram):
        await stage.tell(person, "donderdag 3 december 10:15")
    await stage.tell(bram, "/stil t/m 9-12-2026")
    count = "SELECT count(*) FROM outbox WHERE chat_id = ? AND about = 1 AND state = ?"
    before = stage.database.execute(count, [bram.id, "waiting"]).fetchone()[0]
    await stage.move_to("2026-12-03 10:15")
    after = [stage.database.execute(count, [bram.id, state]).fetchone()[0] for state in ("waiting", "expired")]
    assert (before, after) == (1, [0, 0])
