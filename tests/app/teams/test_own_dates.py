"""Dates of one's own, and a question after each consultation."""

from datetime import date, time

import pytest
from app.consulting import SHORT, a_team, start
from stage import Stage, is_prompt
from weekly import weekly

from bot.core.model import Rhythm
from bot.core.saying.rhythms import as_rhythm, in_words
from bot.core.saying.words import Unclear
from bot.sandbox import Chat

TODAY = date(2026, 11, 23)
THREE = (date(2026, 12, 3), date(2027, 1, 14), date(2027, 2, 11))


def asked_on(stage: Stage, group: Chat) -> list[str]:
    return [f"{one.date:%m-%d %H:%M}" for one in stage.from_bot(group) if is_prompt(one)]


@pytest.mark.parametrize(
    "said",
    [
        "3 december, 14 januari en 11 februari 12:30",
        "op 3 dec en 14 jan en 11 feb om 12.30 uur",
        "donderdag 3 december, donderdag 14 januari, donderdag 11 februari, half een 's middags",
        "3 December, 14 January and 11 February at 12:30 pm",
        "3-12-2026, 14-1-2027, 11-2-2027 12:30",
        "12:30 on 3 Dec, 14 Jan, 11 Feb",
    ],
)
def test_dates_of_ones_own_are_heard(said: str) -> None:
    assert as_rhythm(said, None, "nl", TODAY) == Rhythm("dates", (), time(12, 30), dates=THREE)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("3 december, 32 januari 12:30", "no_day"),
        ("vrijdag 3 december, 14 januari 12:30", "weekday"),
        ("3 december, 14 januari", "no_time"),
        ("3 december, ooit 12:30", "unknown"),
        ("3 december 2025 12:30", "over"),
    ],
)
def test_what_is_no_date_among_them_is_told(said: str, why: str) -> None:
    found = as_rhythm(said, None, "nl", TODAY)
    assert isinstance(found, Unclear)
    assert found.why == why


def test_they_are_understood_as_a_button_says_them() -> None:
    rhythm = Rhythm("dates", (), time(12, 30), dates=THREE, on_free="after")
    assert as_rhythm(in_words(rhythm), None, "nl", TODAY) == rhythm


async def test_questions_come_on_those_dates_and_no_others(stage: Stage) -> None:
    group, anna = await weekly(stage)
    card = await stage.say(anna, group, "/ritme 3 december, 23 december en 14 januari 12:30, op vrije dagen erna")
    assert "Ritme: op donderdag 3 december, woensdag 23 december en donderdag 14 januari" in card.text
    plan = await stage.say(anna, group, "/planning 60")
    assert (plan.text.count(": vraag “"), plan.text.count("(vrij: ")) == (2, 1)
    await stage.restart()
    await stage.move_to("2027-02-20 12:00")
    # The 23rd lies in the holidays, which are longer than a question moves.
    assert asked_on(stage, group) == ["12-03 11:30", "01-14 11:30"]
    undone = await stage.say(anna, group, "/wijzigingen")
    assert "op donderdag 3 december" in undone.text


async def test_a_question_follows_a_consultation_and_shows_in_the_plan(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    card = await stage.say(circle.owner, circle.group, "/ritme na intervisie twee weken")
    assert "Na een intervisie: twee weken later een vraag." in card.text
    await start(circle, SHORT)
    await circle.finish()
    ended = circle.stage.time.now()
    assert ended.date() == TODAY
    # Tuesdays have a question already; Monday a fortnight later has none.
    plan = await stage.say(circle.owner, circle.group, "/planning 30")
    assert "maandag 7 december om 12.30 uur: vraag" in plan.text
    await stage.move_to("2026-12-07 12:31")
    assert asked_on(stage, circle.group)[-1] == "12-07 11:30"
    await stage.move_to("2026-12-18 12:00")
    assert [one for one in asked_on(stage, circle.group) if one.startswith("12-")] == [
        "12-01 11:30",
        "12-07 11:30",
        "12-08 11:30",
        "12-15 11:30",
    ]
    assert [one.text for one in stage.private(circle.owner) if "ritme" in one.text and "afgelopen" in one.text] == []


async def test_no_question_follows_any_more_once_that_is_said(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/ritme 2 weken na elke intervisie")
    card = await stage.say(anna, group, "/ritme na intervisie")
    await stage.press(anna, card, "Geen vraag erna")
    assert not stage.database.execute("SELECT 1 FROM schedules WHERE kind = 'after'").fetchall()
    assert "Na een intervisie" not in card.text
    assert "na een intervisie geen vraag" in (await stage.say(anna, group, "/wijzigingen")).text


async def test_what_is_not_said_of_dates_stays_and_days_take_their_place(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/ritme 3 december en 14 januari 12:30")
    card = await stage.say(anna, group, "/ritme 13:00")
    assert "op donderdag 3 december en donderdag 14 januari, 13.00 uur" in card.text
    card = await stage.say(anna, group, "/ritme di")
    assert "Ritme: elke dinsdag, 13.00 uur" in card.text


async def test_one_that_follows_is_off_at_once(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme na intervisie 2 weken")
    await start(circle, SHORT)
    await circle.finish()
    await stage.say(circle.owner, circle.group, "/ritme na intervisie uit")
    await stage.move_to("2026-12-18 12:00")
    assert asked_on(stage, circle.group) == []


async def test_two_teams_are_told_apart_where_one_is_called_after_a_time(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    for name in ("Eerste graad", "Week van de klas", "Onderbouw"):
        await stage.team(name, anna)
    anna.start(stage.bot)
    await stage.settle()
    for said in ("/ritme eerste dinsdag van de maand 12:30", "/ritme week do 12:30"):
        assert "Van welk team?" in (await stage.tell(anna, said)).text
    assert "Leerkring voor Eerste graad" in (await stage.tell(anna, "/ritme Eerste graad week do 12:30")).text


async def test_of_several_dates_the_one_that_has_passed_is_named(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/ritme 24 december, 3 November en 14 januari 12:30")
    assert told.text.startswith("“3 November”: die datum")
