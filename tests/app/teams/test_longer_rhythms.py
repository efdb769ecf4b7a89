"""Rhythms of some weeks or weekdays of a month, that end, and that move off a free day; what lapsed is told."""

import re
from datetime import datetime

import pytest
from stage import ZONE, Stage, is_prompt

from bot.sandbox import Chat, Person
from bot.storage import schedules


async def team_of_two(stage: Stage) -> tuple[Chat, Person, Person]:
    """Return a group with a coordinator and a colleague, who both take part and can be written to."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    await stage.settle()
    return group, anna, bram


def asked_on(stage: Stage, group: Chat) -> list[str]:
    return [f"{message.date:%m-%d}" for message in stage.from_bot(group) if is_prompt(message)]


@pytest.mark.parametrize(
    ("said", "shown", "asked"),
    [
        ("om de drie weken di 12:30", "om de drie weken op dinsdag, 12.30 uur", ["11-24", "12-15"]),
        ("laatste do van de maand 12:30", "de laatste donderdag van de maand, 12.30 uur", ["11-26"]),
        ("tweede wo van de maand 12:30", "de tweede woensdag van de maand, 12.30 uur", ["12-09"]),
        (
            "elke di 12:30 tot en met 8 december",
            "elke dinsdag, 12.30 uur, tot en met dinsdag 8 december",
            ["11-24", "12-01", "12-08"],
        ),
        (
            "elke di 12:30 drie keer",
            "elke dinsdag, 12.30 uur, tot en met dinsdag 8 december",
            ["11-24", "12-01", "12-08"],
        ),
    ],
)
async def test_a_rhythm_comes_as_it_is_shown(stage: Stage, said: str, shown: str, asked: list[str]) -> None:
    group, anna, _ = await team_of_two(stage)
    card = await stage.say(anna, group, f"/ritme {said}")
    assert f"Ritme: {shown}" in card.text
    await stage.move_to("2026-12-18 18:00")
    assert asked_on(stage, group) == asked


@pytest.mark.parametrize(
    ("at", "said", "coming"),
    [
        ("2026-11-25 09:00", "om de vier weken op dinsdag 12:30", ["1 december", "26 januari"]),
        ("2026-11-25 09:00", "om de week di 12:30", ["1 december", "15 december"]),
        ("2026-11-24 12:31", "om de week di 12:30", ["1 december", "15 december"]),
        ("2026-11-24 12:29", "om de week di 12:30", ["24 november", "8 december"]),
        ("2026-12-16 09:00", "om de vier weken op dinsdag 12:30", ["5 januari", "2 februari"]),
        ("2026-11-25 09:00", "eerste dinsdag om de maand 12:30", ["1 december", "2 februari"]),
        ("2026-11-25 09:00", "om de week di do 12:30", ["26 november", "8 december"]),
        ("2026-11-25 09:00", "overleg om de week di 15:30", ["26 november", "10 december"]),
    ],
)
async def test_weeks_are_counted_from_the_first_day_to_come_that_is_not_free(
    stage: Stage, at: str, said: str, coming: list[str]
) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.move_to(at)
    await stage.say(anna, group, f"/ritme {said}")
    plan = (await stage.say(anna, group, "/planning blok")).text
    days = re.findall(r"^[a-z]+dag (\d+ [a-z]+)[^:\n]*: vraag (?!.*\(vrij)", plan, re.MULTILINE)
    assert days[:2] == coming


async def test_weeks_that_are_counted_stay_where_only_the_hour_or_day_changes(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme om de week di 12:30")
    await stage.move_to("2026-11-25 09:00")
    assert "maandag 7 december" in (await stage.say(anna, group, "/ritme ma 12:30")).text


async def test_a_free_day_is_none_of_the_times_that_it_comes(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/vrijedagen 1 december Studiedag")
    card = await stage.say(anna, group, "/ritme elke di 12:30 drie keer")
    assert "tot en met dinsdag 15 december" in card.text
    await stage.move_to("2026-12-18 18:00")
    assert asked_on(stage, group) == ["11-24", "12-08", "12-15"]


async def test_a_rhythm_that_ended_is_told_to_the_coordinator_and_is_gone(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme elke di 12:30 tot en met 24 november")
    await stage.move_to("2026-11-25 12:00")
    assert "het ritme van de vragen is afgelopen" in stage.private(anna)[-1].text
    assert "Ritme: nog niet gekozen" in (await stage.say(anna, group, "/start")).text


async def test_what_falls_on_a_free_day_comes_on_the_school_day_after_and_says_why(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme elke di 12:30, op vrije dagen erna")
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    plan = await stage.say(anna, group, "/planning")
    assert "woensdag 2 december om 12.30 uur: vraag" in plan.text
    assert "(in plaats van dinsdag 1 december)" in plan.text
    await stage.move_to("2026-12-02 12:35")
    assert asked_on(stage, group) == ["11-24", "12-02"]
    told = [message.text for message in stage.from_bot(group)]
    assert "De vraag van dinsdag 1 december komt vandaag: dan zijn jullie vrij (studiedag)." in told
    await stage.move_to("2026-12-08 13:00")
    assert asked_on(stage, group) == ["11-24", "12-02", "12-08"]


async def test_whether_it_moves_is_said_later_and_changes_nothing_else(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme om de week op do 13:15")
    card = await stage.say(anna, group, "/ritme op vrije dagen ervoor")
    assert "Ritme: om de week op donderdag, 13.15 uur, op vrije dagen ervoor." in card.text


async def test_what_lapsed_is_told_to_the_group_too_by_day(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme elke di 12:30")
    stage.time.move_to(datetime(2026, 11, 25, 6, 0, tzinfo=ZONE))
    stage.rehearsal.program.tick()
    await stage.settle()
    await stage.move_to("2026-11-25 09:00")
    told = [message for message in stage.from_bot(group) if "is niet gekomen" in message.text]
    assert [(message.silent, "dinsdag 24 november om 12.30 uur" in message.text) for message in told] == [(True, True)]


async def test_a_call_that_lapsed_is_called_a_call(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme werkvorm lesbezoek om de vier weken di 12:30")
    stage.time.move_to(datetime(2026, 11, 25, 6, 0, tzinfo=ZONE))
    stage.rehearsal.program.tick()
    await stage.settle()
    await stage.move_to("2026-11-25 09:00")
    (told,) = [one.text for one in stage.from_bot(group) if "is niet gekomen" in one.text]
    assert told.startswith("De oproep van dinsdag 24 november om 12.30 uur is niet gekomen")


async def test_an_end_lasts_as_long_as_its_days_and_can_be_lifted(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme om de twee weken di 12:30 t/m 18 december op vrije dagen erna")
    later = await stage.say(anna, group, "/ritme 13:00")
    assert "Ritme: om de week op dinsdag, 13.00 uur, tot en met vrijdag 18 december, op vrije dagen erna." in later.text
    lifted = await stage.say(anna, group, "/ritme zonder einde")
    assert "Ritme: om de week op dinsdag, 13.00 uur, op vrije dagen erna." in lifted.text
    await stage.say(anna, group, "/ritme op vrije dagen ervoor t/m 1 juni")
    anew = await stage.say(anna, group, "/ritme tweede di om de maand")
    assert "Ritme: de tweede dinsdag van elke tweede maand, 13.00 uur, op vrije dagen ervoor." in anew.text


async def test_an_end_before_anything_came_changes_nothing_and_says_so(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme week do 13:00")
    refused = await stage.say(anna, group, "/ritme week do 13:00 t/m 25 november")
    assert "tot en met die dag zou er niets meer komen" in refused.text
    assert "Ritme: elke donderdag, 13.00 uur." in (await stage.say(anna, group, "/start")).text
    over = await stage.say(anna, group, "/ritme week do 13:00 t/m 30 februari")
    assert "die datum herken ik niet als een dag die nog komt" in over.text


async def test_every_second_week_is_counted_from_the_day_on_which_the_first_would_have_been(stage: Stage) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.move_to("2027-03-23 09:00")
    # The first falls on Easter Monday, and Good Friday is free too.
    await stage.say(anna, group, "/ritme om de twee weken ma 12:30 op vrije dagen ervoor")
    await stage.move_to("2027-04-15 18:00")
    assert asked_on(stage, group) == ["03-25", "04-12"]
    told = "De vraag van maandag 29 maart komt vandaag: dan zijn jullie vrij"
    assert any(one.text.startswith(told) for one in stage.from_bot(group))


@pytest.mark.parametrize("said", ["elk half jaar di 12:30", "jaarlijks di 12:30", "elk blok di 12:30", "once a year"])
async def test_what_is_too_seldom_for_a_question_or_consultation_is_refused_and_said_to_be(
    stage: Stage, said: str
) -> None:
    group, anna, _ = await team_of_two(stage)
    await stage.say(anna, group, "/ritme week do 13:00")
    refused = await stage.say(anna, group, f"/ritme {said}")
    assert "ik vraag iets elke week, om de twee, drie of vier weken, of op een vaste dag van de maand" in refused.text
    assert "Ritme: elke donderdag, 13.00 uur." in (await stage.say(anna, group, "/start")).text
    method = await stage.say(anna, group, f"/ritme werkvorm vijf-stappen {said} 15:30")
    assert "Zo begint een werkvorm vanzelf" in method.text
    assert list(stage.database.query("SELECT 1 FROM schedules WHERE kind = 'method'")) == []


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("om de week di 12:30 vanaf 8 december", ["8 december", "22 december", "5 januari"]),
        ("om de week di 12:30 vanaf 9 december", ["15 december"]),
        ("every two weeks on tue 12:30 starting 1 December", ["1 december", "15 december"]),
        ("week di 12:30 met ingang van 8 december tot en met 15 december", ["8 december", "15 december"]),
        ("drie weken di 12:30 vanaf 1 december op vrije dagen erna", ["1 december", "22 december", "12 januari"]),
    ],
)
async def test_a_rhythm_begins_in_the_week_that_is_said(stage: Stage, said: str, comes: list[str]) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/meedoen")
    card = await stage.say(anna, group, f"/ritme {said}")
    assert f"Volgende vraag: dinsdag {comes[0]}" in card.text
    plan = (await stage.say(anna, group, "/planning blok")).text
    found = re.findall(r"dinsdag (\d+ \w+)[^\n]*: vraag", plan)
    assert found[: len(comes)] == comes, plan


async def test_the_week_it_began_in_stays_while_its_weeks_do(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme om de week di 12:30 vanaf 8 december")
    later = await stage.say(anna, group, "/ritme 15:00")
    assert "Volgende vraag: dinsdag 8 december om 15.00 uur" in later.text
    again = await stage.say(anna, group, "/ritme vanaf 1 december")
    assert "Volgende vraag: dinsdag 1 december om 15.00 uur" in again.text


@pytest.mark.parametrize("said", ["week di 12:30 vanaf 30 februari", "om de week di 12:30 vanaf ooit"])
async def test_a_beginning_that_is_no_day_is_refused(stage: Stage, said: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, f"/ritme {said}")
    assert schedules.find(stage.database, 1, "prompt") is None


async def test_a_rhythm_that_ends_before_it_begins_is_refused(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    answer = await stage.say(anna, group, "/ritme week di 12:30 vanaf 15 december tot en met 8 december")
    assert ("zou er niets meer komen" in answer.text, schedules.find(stage.database, 1, "prompt")) == (True, None)
