"""On leave: between two days, several, given by somebody else, and taken back."""

from datetime import date

import pytest
from stage import Stage

from bot.sandbox import Chat, Person
from bot.storage import people


def leave_of(stage: Stage, person: Person) -> list[tuple[str, str]]:
    found = people.find(stage.database, person.id)
    assert found
    return [(days.first.isoformat(), days.last.isoformat()) for days in found.leave]


async def team_of(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a group whose first person coordinates, and all of whom take part and can be written to."""
    found = stage.people(*names)
    group = await stage.team("Onderbouw", *found)
    await stage.press(found[0], stage.last(group), "Ja, elke dinsdag")
    for person in found:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    await stage.settle()
    return group, found


async def test_leave_begins_when_it_is_said_to(stage: Stage) -> None:
    group, (_, bram) = await team_of(stage, "Anna", "Bram")
    told = await stage.tell(bram, "/stil 30 nov t/m 4 dec")
    assert "van maandag 30 november tot en met vrijdag 4 december" in told.text
    await stage.move_to("2026-11-24 12:31")
    silent = [message.silent for message in stage.from_bot(group)][-1]
    await stage.move_to("2026-12-01 12:31")
    # Somebody works on the first Tuesday, and is away on the second: then nobody's phone is to buzz.
    assert (silent, stage.last(group).silent) == (False, True)


async def test_several_are_kept_and_what_touches_is_one(stage: Stage) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    for said in ("/stil vandaag", "/stil 21 t/m 24 dec", "/stil 25 dec t/m 3 jan"):
        await stage.tell(bram, said)
    assert leave_of(stage, bram) == [("2026-11-23", "2026-11-23"), ("2026-12-21", "2027-01-03")]
    back = await stage.tell(bram, "/stil")
    assert "Welkom terug" in back.text
    assert "maandag 21 december tot en met zondag 3 januari" in back.text
    await stage.press(bram, back, "Terugdraaien: t/m zondag 3 januari")
    assert (leave_of(stage, bram), "reken gewoon op je" in stage.private(bram)[-1].text) == ([], True)


async def test_without_a_leave_it_says_how_one_is_given(stage: Stage) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    assert "Wanneer ben je weg?" in (await stage.tell(bram, "/stil")).text
    assert "niet als weg" in (await stage.tell(bram, "/stil wis 2026-12-01")).text


async def test_a_coordinator_gives_it_for_somebody_who_hears_it_and_can_take_it_back(stage: Stage) -> None:
    group, (anna, bram, chris) = await team_of(stage, "Anna", "Bram", "Chris")
    before = len(stage.from_bot(group)), len(stage.private(chris))
    told = await stage.tell(anna, "/weg Bram 30 nov t/m 4 dec")
    heard = stage.private(bram)[-1]
    assert "Bram is weg, van maandag 30 november" in told.text
    assert "Anna gaf door dat je weg bent, van maandag 30 november tot en met vrijdag 4 december" in heard.text
    assert leave_of(stage, bram) == [("2026-11-30", "2026-12-04")]
    # Nobody else hears of it.
    assert (len(stage.from_bot(group)), len(stage.private(chris))) == before
    await stage.press(bram, heard, "Dat klopt niet")
    assert leave_of(stage, bram) == []


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/weg", "Schrijf het zo"),
        ("/weg Dirk 30 nov", "Die naam ken ik niet"),
        ("/weg Bram", "Van wanneer tot wanneer?"),
        ("/weg Bram 31 nov", "staat niet op de kalender"),
        ("/weg *99 30 nov", "Die naam ken ik niet"),
        ("/weg Anna 30 nov", "Die naam ken ik niet"),
    ],
)
async def test_what_is_unclear_sets_nobody_aside(stage: Stage, said: str, heard: str) -> None:
    _, (anna, bram) = await team_of(stage, "Anna", "Bram")
    assert heard in (await stage.tell(anna, said)).text
    assert (leave_of(stage, anna), leave_of(stage, bram)) == ([], [])


async def test_of_two_whom_a_name_may_mean_one_is_chosen(stage: Stage) -> None:
    _, (anna, *_) = await team_of(stage, "Anna", "Bram")
    (other,) = stage.people("Bram")
    second = await stage.team("Bovenbouw", anna, other)
    await stage.say(other, second, "/meedoen")
    other.start(stage.bot)
    asked = await stage.tell(anna, "/weg Bram t/m 4 dec")
    assert "Wie bedoel je?" in asked.text
    await stage.press(anna, asked, "Bram (Bovenbouw)")
    assert leave_of(stage, other) == [(date(2026, 11, 23).isoformat(), "2026-12-04")]


async def test_whoever_cannot_be_told_is_not_set_aside(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.say(bram, group, "/meedoen")
    anna.start(stage.bot)
    await stage.settle()
    assert "niet in privé bereiken" in (await stage.tell(anna, "/weg Bram t/m 4 dec")).text
    assert leave_of(stage, bram) == []


async def test_what_begins_today_says_anew_until_when(stage: Stage) -> None:
    _, (anna, bram) = await team_of(stage, "Anna", "Bram")
    for said in ("/stil t/m 20 december", "/stil t/m vrijdag"):
        await stage.tell(bram, said)
    assert leave_of(stage, bram) == [("2026-11-23", "2026-11-27")]
    for said in ("/weg Bram t/m 20 december", "/weg Bram t/m donderdag"):
        await stage.tell(anna, said)
    assert leave_of(stage, bram) == [("2026-11-23", "2026-11-27"), ("2026-11-23", "2026-11-26")]
    assert "Welkom terug" in (await stage.tell(bram, "/stil")).text
    assert leave_of(stage, bram) == []


async def test_what_is_told_is_the_whole_stretch_that_it_is_part_of(stage: Stage) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    await stage.tell(bram, "/stil 14 t/m 18 dec")
    told = await stage.tell(bram, "/stil 16 t/m 21 dec")
    assert "van maandag 14 december tot en met maandag 21 december" in told.text


async def test_taking_back_what_another_gave_leaves_what_one_said_oneself(stage: Stage) -> None:
    _, (anna, bram) = await team_of(stage, "Anna", "Bram")
    own = await stage.tell(bram, "/stil 14 t/m 18 dec")
    await stage.tell(anna, "/weg Bram 16 t/m 22 dec")
    await stage.press(bram, stage.private(bram)[-1], "Dat klopt niet")
    assert leave_of(stage, bram) == [("2026-12-14", "2026-12-18")]
    await stage.tell(anna, "/weg Bram 16 t/m 22 dec")
    await stage.press(bram, own, "Terugdraaien: t/m vrijdag 18 december")
    assert leave_of(stage, bram) == [("2026-12-16", "2026-12-22")]


async def test_a_first_name_is_enough_where_one_person_has_it(stage: Stage) -> None:
    _, (anna, eva, sem, other) = await team_of(stage, "Anna", "Eva de Vries", "Sem Bos", "Sem Vos")
    assert "Eva de Vries is weg" in (await stage.tell(anna, "/weg Eva t/m 4 dec")).text
    asked = await stage.tell(anna, "/weg Sem t/m 4 dec")
    await stage.press(anna, asked, "Sem Vos (Onderbouw)")
    assert (len(leave_of(stage, eva)), len(leave_of(stage, sem)), len(leave_of(stage, other))) == (1, 0, 1)


@pytest.mark.parametrize(
    ("said", "leave"),
    [
        ("op vrijdag", ("2026-11-27", "2026-11-27")),
        ("alleen vrijdag", ("2026-11-27", "2026-11-27")),
        ("alleen op vrijdag 27 november", ("2026-11-27", "2026-11-27")),
        ("only Friday", ("2026-11-27", "2026-11-27")),
        ("on Friday", ("2026-11-27", "2026-11-27")),
        ("Friday only", ("2026-11-27", "2026-11-27")),
        ("alleen vandaag", ("2026-11-23", "2026-11-23")),
        ("t/m vrijdag", ("2026-11-23", "2026-11-27")),
        ("tot en met vrijdag", ("2026-11-23", "2026-11-27")),
        ("until Friday", ("2026-11-23", "2026-11-27")),
        ("vandaag", ("2026-11-23", "2026-11-23")),
        ("twee weken", ("2026-11-23", "2026-12-07")),
    ],
)
async def test_one_day_and_up_to_it_are_told_apart(stage: Stage, said: str, leave: tuple[str, str]) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    await stage.tell(bram, f"/stil {said}")
    assert leave_of(stage, bram) == [leave]


@pytest.mark.parametrize(
    ("pressed", "leave", "heard"),
    [
        ("Alleen vrijdag 27 november", ("2026-11-27", "2026-11-27"), "Goed, op vrijdag 27 november wacht ik niet"),
        ("Vandaag tot en met vrijdag 27 november", ("2026-11-23", "2026-11-27"), "tot en met vrijdag 27 november"),
    ],
)
async def test_of_a_later_day_by_itself_it_asks_which_is_meant(
    stage: Stage, pressed: str, leave: tuple[str, str], heard: str
) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    asked = await stage.tell(bram, "/stil vrijdag")
    assert (leave_of(stage, bram), "Alleen vrijdag 27 november, of vanaf vandaag" in asked.text) == ([], True)
    await stage.press(bram, asked, pressed)
    assert leave_of(stage, bram) == [leave]
    assert heard in stage.private(bram)[-1].text


async def test_next_friday_alone_is_not_asked_twice(stage: Stage) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    asked = await stage.tell(bram, "/stil op volgende vrijdag")
    await stage.press(bram, asked, "vrijdag 4 december")
    assert leave_of(stage, bram) == [("2026-12-04", "2026-12-04")]


async def test_one_day_is_said_as_one(stage: Stage) -> None:
    _, (anna, bram) = await team_of(stage, "Anna", "Bram")
    for said in ("27 t/m 27 november", "vandaag"):
        assert "tot en met" not in (await stage.tell(bram, f"/stil {said}")).text
    told = await stage.tell(anna, "/weg Bram op 1 december")
    assert "Bram is weg op dinsdag 1 december." in told.text
    assert "dat je weg bent, op dinsdag 1 december (" in stage.private(bram)[-1].text


async def test_a_coordinator_is_asked_too_and_somebody_hears_it_once(stage: Stage) -> None:
    _, (anna, bram) = await team_of(stage, "Anna", "Bram")
    await stage.press(anna, await stage.tell(anna, "/weg Bram vrijdag"), "Alleen vrijdag 27 november")
    assert leave_of(stage, bram) == [("2026-11-27", "2026-11-27")]
    heard = len(stage.private(bram))
    again = await stage.tell(anna, "/weg Bram op vrijdag")
    assert ("Dat stond er al" in again.text, len(stage.private(bram))) == (True, heard)
