"""In each room, what isn't wholly understood changes nothing, is told back with the reason, or is asked about."""

from datetime import date, time

import pytest
from stage import Stage

from bot.core.model import Rhythm, Role
from bot.storage import members, people, schedules, teams


def leave(stage: Stage, number: int) -> date | None:
    found = people.find(stage.database, number)
    assert found
    return found.leave[-1].last if found.leave else None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/stil ooit eens", "“ooit eens”"),
        ("/stil donderdag 4 december", "“donderdag 4 december” klopt niet: dat is vrijdag 4 december."),
        ("/stil 31 november", "“31 november” staat niet op de kalender."),
        ("/stil vanaf 1 december", "“vanaf 1 december” zegt niet tot wanneer."),
        ("/stil 12 t/m 3 december", "“12 t/m 3 december” eindigt voor het begint"),
        ("/stil 1-1-2029", "“1-1-2029” is meer dan een jaar vooruit."),
    ],
)
async def test_a_day_that_is_not_taken_is_told_back_with_the_reason(stage: Stage, words: str, said: str) -> None:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    assert said in (await stage.tell(anna, words)).text
    assert leave(stage, anna.id) is None


async def test_what_may_be_two_days_is_asked_with_a_button_for_each(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    asked = await stage.tell(anna, "/stil volgende vrijdag")
    labels = [button.text for row in asked.buttons for button in row]
    assert (leave(stage, anna.id), labels) == (None, ["vrijdag 27 november", "vrijdag 4 december"])
    await stage.press(anna, asked, labels[1])
    await stage.press(anna, asked, "Vandaag tot en met vrijdag 4 december")
    assert leave(stage, anna.id) == date(2026, 12, 4)


async def test_a_pause_asks_for_the_day_as_well(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    asked = await stage.say(anna, group, "/teampauze volgende vrijdag")
    await stage.press(anna, asked, "vrijdag 27 november")
    await stage.press(anna, asked, "Alleen vrijdag 27 november")
    team = teams.find(stage.database, 1)
    assert team
    assert [(days.first, days.last) for days in team.pauses] == [(date(2026, 11, 27), date(2026, 11, 27))]
    assert "op vrijdag 27 november stuur ik niets" in stage.last(group).text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("dagelijks 12:30", "“dagelijks 12:30” kan ik niet: ik vraag iets elke week"),
        ("vijfde dinsdag van de maand 12:30", "kan ik niet"),
        ("elke dinsdag", "“elke dinsdag” zegt niet hoe laat."),
        ("om de week 12:30", "“om de week 12:30” zegt niet op welke dag."),
        ("week di 02:30", "hoe laat bedoel je dat?"),
        ("soms", "“soms” begrijp ik niet als ritme."),
    ],
)
async def test_a_rhythm_that_is_not_taken_is_told_back_with_the_choice(stage: Stage, words: str, said: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    choice = await stage.say(anna, group, f"/ritme {words}")
    assert (said in choice.text, schedules.of_team(stage.database, 1)) == (True, [])


async def test_an_hour_outside_school_is_asked_about_before_it_rings(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    asked = await stage.say(anna, group, "/ritme om de week op dinsdag 2:30")
    labels = [button.text for row in asked.buttons[:2] for button in row]
    assert labels == ["Om de week op dinsdag, 2.30 uur", "Om de week op dinsdag, 14.30 uur"]
    await stage.press(anna, asked, labels[1])
    assert "om de week op dinsdag, 14.30 uur" in stage.last(group).text


async def test_a_rhythm_of_a_method_keeps_what_is_not_said(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme werkvorm vijf-stappen vlot om de week di half vier")
    await stage.say(anna, group, "/ritme werkvorm vijf-stappen kwart over drie")
    (found,) = schedules.of_team(stage.database, 1)
    assert (found.rhythm, found.what) == (Rhythm("two weeks", ("tue",), time(15, 15)), ("vijf-stappen", "sprint"))


async def test_an_overview_keeps_its_day_and_hour_when_only_how_often_is_said(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    for words in ("de eerste woensdag van de maand, half vier", "blok"):
        await stage.say(anna, group, f"/ritme overzicht {words}")
    kept = [one.rhythm for one in schedules.of_team(stage.database, 1) if one.kind == "overview"]
    assert kept == [Rhythm("term", ("wed",), time(15, 30))]


async def test_the_day_of_a_digest_is_heard_as_it_is_spoken(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/leidinggevende")
    members.give_role(stage.database, 1, anna.id, Role.LEADER, stage.time.now())
    told = [await stage.tell(anna, f"/weekbericht dag {words}") for words in ("do half negen", "vr", "vr 20:00")]
    assert ["op donderdag om 8.30 uur" in told[0].text, "op vrijdag om 8.30 uur" in told[1].text] == [True, True]
    await stage.press(anna, told[2], "Elke vrijdag, 20.00 uur")
    assert people.digest_time(stage.database, anna.id) == "fri 20:00"
