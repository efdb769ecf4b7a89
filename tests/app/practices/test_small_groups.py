"""Small groups: more than three go through a practice together, with one date that most of them are for."""

from app.practices.together import called, join, newest
from stage import Stage

from bot.sandbox import Chat, Person
from bot.storage import pairs

NAMES = ("Anna", "Bram", "Chris", "Dewi", "Eva")


async def five(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a group in which five people go through a lesson study together, at its first step."""
    group, people = await called(stage, *NAMES, practice="Lesstudie")
    assert "in groepjes van hooguit zes" in stage.last(group).text
    await join(stage, group, *people)
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    return group, people


async def at_the_date(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return them at the step in which they find a day."""
    group, people = await five(stage)
    for person in people:
        await stage.tell(person, f"Waar haakt groep {person.name} af?")
    return group, people


async def test_all_who_want_to_go_together_and_read_each_other(stage: Stage) -> None:
    group, people = await at_the_date(stage)
    [here] = pairs.running_in(stage.database, 1)
    assert sorted(here.people) == sorted(person.id for person in people)
    told = " ".join(one.text for one in stage.private(people[0]))
    assert [f"groep {name} af" in told for name in NAMES[1:]] == [True] * 4
    shown = await stage.say(people[0], group, "/samen")
    assert "één onderweg" in shown.text


async def test_a_date_that_suits_all_is_agreed(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 11 december 9.00")
    for person in people[1:-1]:
        await stage.press(person, newest(stage, person), "Dat past")
    assert pairs.running_in(stage.database, 1)[0].meets_at is None
    await stage.press(people[-1], newest(stage, people[-1]), "Dat past")
    [here] = pairs.running_in(stage.database, 1)
    assert (here.meets_at is not None, here.on.step.on_date) == (True, True)


async def test_of_more_than_three_nobody_is_reminded_of_a_date_in_anybodys_name(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 11 december 9.00")
    await stage.tell(people[1], "maandag 14 december 9.00")
    await stage.move_to("2026-12-10 14:00")
    assert not any("wacht nog op je antwoord" in one.text for person in people for one in stage.private(person))


async def test_one_who_is_silent_does_not_keep_the_others_from_a_date(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 4 december 9.00")
    for person in people[1:3]:
        await stage.press(person, newest(stage, person), "Dat past")
    await stage.move_to("2026-12-03 14:00")
    [here] = pairs.running_in(stage.database, 1)
    assert (here.meets_at is not None, here.on.step.on_date) == (True, True)
    assert any("Afgesproken: vrijdag 4 december" in one.text for one in stage.private(people[4]))


async def test_without_a_date_that_most_are_for_it_rests(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 18 december 9.00")
    await stage.press(people[1], newest(stage, people[1]), "Dat past")
    await stage.move_to("2027-01-15 17:00")
    assert pairs.running_in(stage.database, 1) == []


async def test_of_a_small_group_the_others_go_on_when_one_leaves(stage: Stage) -> None:
    group, people = await at_the_date(stage)
    await stage.say(people[4], group, "/stoppen")
    [here] = pairs.running_in(stage.database, 1)
    assert len(here.people) == 4
    assert any("jullie gaan samen verder" in one.text for one in stage.private(people[0]))


async def test_another_proposal_leaves_the_date_that_most_are_for(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 18 december 9.00")
    for person in people[1:4]:
        await stage.press(person, newest(stage, person), "Dat past")
    await stage.tell(people[4], "donderdag 17 december 9.00")
    assert "donderdag 17 december" in newest(stage, people[1]).text
    await stage.move_to("2026-12-16 17:00")
    [here] = pairs.running_in(stage.database, 1)
    assert here.meets_at is not None
    assert here.meets_at.astimezone(here.meets_at.tzinfo).day == 18


async def test_who_is_for_another_date_after_all_counts_for_that_one(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 18 december 9.00")
    await stage.press(people[1], newest(stage, people[1]), "Dat past")
    await stage.tell(people[4], "donderdag 17 december 9.00")
    for person in people[:4]:
        await stage.press(person, newest(stage, person), "Dat past")
    [here] = pairs.running_in(stage.database, 1)
    assert here.meets_at is not None
    assert here.meets_at.day == 17


async def test_a_date_on_which_school_is_closed_by_now_is_not_agreed(stage: Stage) -> None:
    group, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 4 december 9.00")
    for person in people[1:3]:
        await stage.press(person, newest(stage, person), "Dat past")
    await stage.say(people[0], group, "/vrijedagen 4 december")
    await stage.move_to("2026-12-03 14:00")
    [here] = pairs.running_in(stage.database, 1)
    assert (here.meets_at, dict(here.wants)) == (None, {})


async def test_who_named_a_date_may_name_another(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 11 december 9.00")
    await stage.tell(people[0], "/samen")
    await stage.press(people[0], newest(stage, people[0]), "1")
    await stage.tell(people[0], "donderdag 10 december 9.00")
    assert "donderdag 10 december" in newest(stage, people[1]).text


async def test_long_words_of_many_fit_one_message(stage: Stage) -> None:
    _, people = await five(stage)
    for person in people:
        await stage.tell(
            person, f"Waar haakt groep {person.name} af? " + "Ze lezen de som en pakken twee getallen. " * 80
        )
    [here] = pairs.running_in(stage.database, 1)
    assert here.on.step.agrees_date
    told = next(one.text for one in stage.private(people[0]) if "groep Bram af" in one.text)
    assert [f"groep {name} af" in told for name in NAMES[1:]] == [True] * 4


async def test_who_leaves_the_chat_is_in_no_small_group_any_more(stage: Stage) -> None:
    group, people = await at_the_date(stage)
    people[4].leave(group)
    await stage.settle()
    [here] = pairs.running_in(stage.database, 1)
    assert people[4].id not in here.people


async def test_a_date_that_went_by_while_nobody_looked_is_nobodys(stage: Stage) -> None:
    _, people = await at_the_date(stage)
    await stage.tell(people[0], "vrijdag 4 december 9.00")
    for person in people[1:3]:
        await stage.press(person, newest(stage, person), "Dat past")
    stage.database.execute("UPDATE paired SET wants_at = '2026-11-28T09:00:00.000+00:00' WHERE wants_at IS NOT NULL")
    stage.database.execute("UPDATE pairs SET wake_at = '2026-11-30T12:00:00.000+00:00'")
    await stage.move_to("2026-12-01 09:00")
    [here] = pairs.running_in(stage.database, 1)
    assert (here.meets_at, dict(here.wants)) == (None, {})


async def test_a_date_that_is_asked_about_is_the_one_under_whose_button_one_says_yes(stage: Stage) -> None:
    _, (anna, bram, chris, dewi, _) = await at_the_date(stage)
    await stage.tell(anna, "vrijdag 11 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.tell(chris, "donderdag 10 december 9.00")
    asked = await stage.tell(dewi, "misschien donderdag 10 december 9.00")
    await stage.press(dewi, asked, "Dat past")
    (here,) = pairs.running_in(stage.database, 1)
    assert here.wants[dewi.id].day == 10
