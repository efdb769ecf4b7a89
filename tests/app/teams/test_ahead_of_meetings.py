"""A question ahead of a meeting that the team has anyway: three school days before it, and summed up in time for it."""

from datetime import date, time, timedelta

import pytest
from stage import Stage, is_prompt
from weekly import weekly

from bot.core.model import Rhythm
from bot.core.saying.meetings import as_questions
from bot.core.saying.words import Unclear
from bot.sandbox import Chat, Message, Person

TODAY = date(2026, 11, 23)
THURSDAYS = Rhythm("week", ("thu",), time(12, 30), meets_at=time(15, 30))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("overleg do 15:30", THURSDAYS),
        ("Vergadering: elke donderdag om half vier", THURSDAYS),
        ("drie schooldagen voor het overleg van donderdag 15.30 uur", THURSDAYS),
        ("drie schooldagen voor ons overleg: elke donderdag, 15.30 uur", THURSDAYS),
        ("three school days before our meeting every Thursday, 3:30 p.m.", THURSDAYS),
        ("overleg do 15:30, de vraag om 10:15", Rhythm("week", ("thu",), time(10, 15), meets_at=time(15, 30))),
        ("staff meeting every other tue 2 pm", Rhythm("two weeks", ("tue",), time(12, 30), meets_at=time(14))),
        ("overleg 2e di van de maand 14:00", Rhythm("month", ("tue",), time(12, 30), 2, meets_at=time(14))),
        ("overleg soms", None),
        ("overleg di en do 15:30", None),
        ("overleg 3 december en 14 januari 15:30", None),
        ("overleg zaterdag 10:00", None),
        ("overleg elk kwartaal di 15:30", None),
        ("twee dagen voor het overleg do 15:30", None),
        ("overleg do 15:30, de vraag om tien over", None),
        ("overleg do", None),
        ("overleg do 15:30, op vrije dagen erna", None),
    ],
)
def test_a_meeting_is_wholly_understood_or_refused(said: str, meant: Rhythm | None) -> None:
    found = as_questions(said, None, "nl", TODAY)
    assert isinstance(found, Unclear) if meant is None else found == meant


def test_of_an_hour_that_may_be_two_both_are_meant() -> None:
    found = as_questions("overleg do 20:00", None, "nl", TODAY)
    assert isinstance(found, Unclear)
    assert (found.why, found.rhythms) == ("hour", (Rhythm("week", ("thu",), time(12, 30), meets_at=time(20)),))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("13:00", Rhythm("week", ("thu",), time(13), meets_at=time(15, 30))),
        ("om de week", Rhythm("two weeks", ("thu",), time(12, 30), meets_at=time(15, 30))),
        ("overleg 16:00", Rhythm("week", ("thu",), time(12, 30), meets_at=time(16))),
        ("di", Rhythm("week", ("tue",), time(12, 30))),
    ],
)
def test_what_is_not_said_of_a_meeting_stays_and_other_days_end_it(said: str, meant: Rhythm) -> None:
    assert as_questions(said, THURSDAYS, "nl", TODAY) == meant


async def meeting(stage: Stage, said: str = "do 15:30") -> tuple[Chat, Person, Message]:
    """Set up a team that is asked ahead of its meeting; return the group, its coordinator and the card."""
    group, anna = await weekly(stage)
    return group, anna, await stage.say(anna, group, f"/ritme overleg {said}")


def asked_on(stage: Stage, group: Chat) -> list[str]:
    """Return when the group was asked, by the clock of Amsterdam in winter."""
    return [f"{one.date + timedelta(hours=1):%m-%d %H:%M}" for one in stage.from_bot(group) if is_prompt(one)]


async def test_it_comes_three_school_days_before_and_closes_the_day_before(stage: Stage) -> None:
    group, _, card = await meeting(stage)
    assert "Ritme: drie schooldagen voor het overleg (elke donderdag, 15.30 uur), om 12.30 uur." in card.text
    assert "Een vraag blijft open tot de schooldag voor het overleg." in card.text
    await stage.move_to("2026-11-23 12:31")
    assert "woensdag 16.00 uur" in stage.prompt(group).text


async def test_a_free_day_in_between_brings_it_forward_and_it_still_closes_in_time(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    await stage.say(anna, group, "/ritme overleg do 15:30")
    plan = (await stage.say(anna, group, "/planning")).text
    assert "vrijdag 27 november om 12.30 uur: vraag" in plan
    assert "samenvatting woensdag 16.00 uur" in plan
    await stage.move_to("2026-11-27 12:31")
    assert "woensdag 16.00 uur" in stage.prompt(group).text


async def test_no_question_comes_where_the_meeting_falls_on_a_free_day(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/vrijedagen 3 december studiedag")
    await stage.say(anna, group, "/ritme overleg do 15:30")
    lines = (await stage.say(anna, group, "/planning")).text.splitlines()
    assert [line for line in lines if "donderdag 3 december" in line and "(vrij: studiedag)" in line]
    await stage.move_to("2026-12-06 12:00")
    asked = [f"{one.date:%m-%d}" for one in stage.from_bot(group) if is_prompt(one)]
    assert asked == ["11-23"]


async def test_one_that_was_put_off_past_its_meeting_closes_before_the_next(stage: Stage) -> None:
    group, anna, _ = await meeting(stage)
    await stage.say(anna, group, "/volgendeverzetten vrijdag 9:00")
    await stage.move_to("2026-11-27 09:01")
    assert "Tot vrijdag 16.00 uur" in stage.prompt(group).text


def test_no_meeting_moves_off_a_free_day() -> None:
    found = as_questions("12:30 op vrije dagen erna", THURSDAYS, "nl", TODAY)
    assert isinstance(found, Unclear)


async def test_a_day_off_that_is_added_late_loses_no_question(stage: Stage) -> None:
    group, anna, _ = await meeting(stage)
    await stage.move_to("2026-11-27 14:00")
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    await stage.move_to("2026-12-03 12:00")
    assert asked_on(stage, group) == ["11-23 12:30", "11-27 14:00"]


async def test_a_day_off_that_goes_brings_no_second_question_for_one_meeting(stage: Stage) -> None:
    group, anna, _ = await meeting(stage)
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    await stage.move_to("2026-11-27 14:00")
    await stage.say(anna, group, "/vrijedagen wis 2026-12-01")
    await stage.move_to("2026-12-07 13:00")
    assert asked_on(stage, group) == ["11-23 12:30", "11-27 12:30", "12-07 12:30"]


async def test_an_hour_that_changes_once_it_was_asked_brings_no_second_question(stage: Stage) -> None:
    group, anna, _ = await meeting(stage)
    await stage.move_to("2026-11-23 13:00")
    await stage.say(anna, group, "/ritme overleg do 16:00, vraag om 15:00")
    await stage.move_to("2026-11-27 12:00")
    assert asked_on(stage, group) == ["11-23 12:30"]


async def test_a_meeting_right_after_a_holiday_takes_place_without_a_question(stage: Stage) -> None:
    group, anna, _ = await meeting(stage, "ma 14:00")
    lines = (await stage.say(anna, group, "/planning 50")).text.splitlines()
    (after,) = [line for line in lines if "4 januari" in line and "vraag" in line]
    assert ("geen overleg" in after, "(vrij: kerstvakantie)" in after) == (False, True)
    assert [line for line in lines if "maandag 28 december: geen overleg, dus geen vraag" in line]


async def test_what_is_no_meeting_is_told_and_nothing_changes(stage: Stage) -> None:
    group, anna = await weekly(stage)
    refused = await stage.say(anna, group, "/ritme overleg soms")
    assert "“overleg soms” begrijp ik niet als een vast overleg" in refused.text
    assert "elke dinsdag" in (await stage.say(anna, group, "/start new")).text


async def test_that_a_meeting_was_set_can_be_taken_back(stage: Stage) -> None:
    group, anna, _ = await meeting(stage)
    changes = await stage.say(anna, group, "/wijzigingen")
    assert "drie schooldagen voor het overleg (elke donderdag" in changes.text
    await stage.say(anna, group, "/ongedaan")
    assert "Ritme: elke dinsdag, 12.30 uur" in (await stage.say(anna, group, "/start new")).text
