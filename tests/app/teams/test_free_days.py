"""Free days of a team's own, and pauses that begin later."""

from datetime import timedelta

import pytest
from stage import Stage
from weekly import weekly

from bot.storage import teams
from bot.storage.database import stamp


def asked_on(stage: Stage) -> list[str]:
    query = "SELECT created_at FROM outbox WHERE purpose = 'prompt' ORDER BY id"
    return [row["created_at"][5:10] for row in stage.database.query(query)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/vrijedagen 1 december studiedag", "Studiedag: dinsdag 1 december"),
        ("/vrijedagen studiedag: 1 december", "Studiedag: dinsdag 1 december"),
        ("/vrijedagen 1 dec", "Vrij: dinsdag 1 december"),
        (
            "/vrijedagen 30 nov t/m 2 dec Sinterklaasviering",
            "Sinterklaasviering: maandag 30 november tot en met woensdag 2 december",
        ),
    ],
)
async def test_on_a_free_day_of_its_own_a_team_gets_nothing(stage: Stage, said: str, shown: str) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, said)
    assert shown in told.text
    plan = await stage.say(anna, group, "/planning")
    assert "(vrij: " in plan.text
    await stage.move_to("2026-12-08 13:00")
    assert asked_on(stage) == ["11-24", "12-08"]


@pytest.mark.parametrize(
    "said",
    [
        "studiedag",
        "4 dec tot 6 feest",
        "31 november studiedag",
        "4 december 2 studiedagen",
        "studiedag maandag of dinsdag",
    ],
)
async def test_what_is_not_wholly_understood_adds_nothing(stage: Stage, said: str) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, f"/vrijedagen {said}")
    assert stage.database.execute("SELECT free_days FROM teams").fetchone() == (None,)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("4 t/m 2 december kamp", "“4 t/m 2 december kamp” eindigt voor het begint"),
        ("7 dec, 8 dec studiedagen", "noemt meer dagen. Zet er één op een regel"),
        ("studiedag", "“studiedag” zegt niet welke dag."),
        ("31 november studiedag", "staat niet op de kalender"),
        ("studiedag 1-11-2026", "is al voorbij"),
        ("vanaf 4 december kamp", "zegt niet tot wanneer"),
        ("1-1-2030 feest", "meer dan twee jaar vooruit"),
        ("donderdag 4 december feest", "dat is vrijdag 4 december"),
        ("4 december 2 studiedagen", "begrijp ik niet als vrije dagen"),
        ("8 december feest\nstudiedag", "“studiedag” zegt niet welke dag. Zet de datum erbij, zoals 18-12-2026"),
    ],
)
async def test_it_says_what_is_wrong_with_a_day(stage: Stage, said: str, heard: str) -> None:
    group, anna = await weekly(stage)
    told = (await stage.say(anna, group, f"/vrijedagen {said}")).text
    assert heard in told
    assert ("ook de andere regels niet" in told) == ("\n" in said)
    assert stage.database.execute("SELECT free_days FROM teams").fetchone() == (None,)


async def test_it_is_listed_beside_the_holidays_and_taken_away_by_its_button(stage: Stage) -> None:
    group, anna = await weekly(stage)
    listed = await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    assert "Kerstvakantie: zaterdag 19 december tot en met zondag 3 januari" in listed.text
    assert "Eerste kerstdag" not in listed.text
    assert "Goede vrijdag" in listed.text
    await stage.say(anna, group, "/taal en")
    there = (await stage.say(anna, group, "/freedays")).text
    assert "Christmas holiday" in there
    assert "Good Friday" in there
    await stage.say(anna, group, "/taal nl")
    listed = await stage.say(anna, group, "/vrijedagen")
    await stage.press(anna, listed, "Wis studiedag")
    assert "nog geen eigen vrije dagen" in listed.text
    await stage.say(anna, group, "/vrijedagen 2 december Studiemiddag")
    assert "nog geen eigen vrije dagen" in (await stage.say(anna, group, "/vrijedagen wis studiemiddag")).text
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage) == ["11-24", "12-01"]


async def test_a_pause_begins_when_it_is_said_to_and_can_be_taken_back_before(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/teampauze 30 nov t/m 4 dec")
    assert "van maandag 30 november tot en met vrijdag 4 december stuur ik niets" in told.text
    assert "Pauze van maandag 30 november" in (await stage.say(anna, group, "/planning")).text
    await stage.say(anna, group, "/teampauze 14 dec t/m 18 dec")
    await stage.press(anna, stage.last(group), "Toch geen pauze")
    assert "gaat niet door" in stage.last(group).text
    await stage.move_to("2026-12-08 13:00")
    assert asked_on(stage) == ["11-24", "12-08"]
    await stage.move_to("2026-12-15 13:00")
    assert asked_on(stage)[2:] == ["12-15"]


async def test_a_pause_that_is_said_anew_ends_when_it_says(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/teampauze t/m 18 december")
    told = await stage.say(anna, group, "/teampauze t/m 27 november")
    assert "tot en met vrijdag 27 november stuur ik niets" in told.text
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage) == ["12-01"]


async def test_a_pause_to_come_that_is_said_anew_ends_when_it_says(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/teampauze 30 november t/m 11 december")
    told = await stage.say(anna, group, "/teampauze 30 november t/m 4 december")
    assert "van maandag 30 november tot en met vrijdag 4 december stuur ik niets" in told.text


async def test_the_button_under_a_pause_takes_back_that_one(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/teampauze 30 nov t/m 4 dec")
    told = await stage.say(anna, group, "/teampauze 14 dec t/m 18 dec")
    await stage.press(anna, told, "Toch geen pauze")
    assert "De pauze van maandag 14 december tot en met vrijdag 18 december" in stage.last(group).text
    await stage.move_to("2026-12-15 13:00")
    assert asked_on(stage) == ["11-24", "12-08", "12-15"]


async def test_a_question_that_is_due_comes_before_free_days_change(stage: Stage) -> None:
    group, anna = await weekly(stage)
    due = stamp(stage.time.now() - timedelta(minutes=10))
    stage.database.execute("UPDATE schedules SET next_slot = ?, next_at = ? WHERE kind = 'prompt'", [due, due])
    await stage.say(anna, group, "/vrijedagen 4 december studiedag")
    assert asked_on(stage) == ["11-23"]


async def test_a_years_free_days_are_given_at_once_one_to_a_line_or_not_at_all(stage: Stage) -> None:
    group, anna = await weekly(stage)
    lines = ("4 december studiedag", "5 feb studiemiddag", "26 t/m 28 mei 2027 projectdagen")
    told = await stage.say(anna, group, "/vrijedagen " + "\n".join(lines))
    assert "studiedag, vrijdag 4 december; studiemiddag, vrijdag 5 februari; projectdagen, woensdag 26 mei" in told.text
    kept = stage.database.execute("SELECT free_days FROM teams").fetchone()
    refused = await stage.say(anna, group, "/vrijedagen 11 december studiedag\n31 februari studiedag")
    assert "“31 februari studiedag” staat niet op de kalender" in refused.text
    assert "ook de andere regels niet" in refused.text
    assert stage.database.execute("SELECT free_days FROM teams").fetchone() == kept


async def test_what_would_have_come_on_a_new_free_day_is_said(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = (await stage.say(anna, group, "/vrijedagen 1 december studiedag")).text
    assert "De vraag van dinsdag 1 december komt dus niet." in told
    assert "komt dus niet" not in (await stage.say(anna, group, "/vrijedagen 3 december studiedag")).text


async def test_free_days_are_given_to_the_other_teams_of_a_coordinator_at_once(stage: Stage) -> None:
    group, anna = await weekly(stage)
    other = await stage.team("Bovenbouw", anna)
    (bram,) = stage.people("Bram")
    third = await stage.team("Middenbouw", bram)
    anna.start(stage.bot)
    await stage.settle()
    assert "free_others" not in str((await stage.say(anna, group, "/vrijedagen 4 december studiedag")).buttons)
    card = await stage.tell(anna, "/vrijedagen Onderbouw 1 december studiedag")
    assert "Ook voor mijn andere teams" in [button.text for row in card.buttons for button in row]
    await stage.press(anna, card, "Ook voor mijn andere teams")
    assert "Bovenbouw heeft nu ook de vrije dagen van Onderbouw." in stage.private(anna)[-1].text
    theirs = [teams.find_in_chat(stage.database, chat.id)[0].free_days for chat in (group, other, third)]
    assert ([len(days) for days in theirs], theirs[0] == theirs[1]) == ([2, 2, 0], True)
    await stage.say(anna, other, "/ongedaan")
    assert teams.find_in_chat(stage.database, other.id)[0].free_days == ()


async def test_of_two_that_begin_on_one_day_only_what_was_meant_goes(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/vrijedagen 4 december studiedag")
    told = await stage.say(anna, group, "/vrijedagen 4 december Sinterklaasviering")
    label = next(b.text for row in told.buttons for b in row if "Sinterklaas" in b.text)
    await stage.press(anna, told, label)
    assert [days.name for days in next(teams.every(stage.database)).free_days] == ["studiedag"]


async def test_a_day_with_a_word_for_taking_away_is_taken_away(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/vrijedagen 4 december studiedag")
    await stage.say(anna, group, "/vrijedagen 4 december weg")
    assert next(teams.every(stage.database)).free_days == ()
