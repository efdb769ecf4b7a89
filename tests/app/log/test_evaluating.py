"""What a group and its coordinators are offered in their time: scans that fit, and the bot itself."""

from itertools import pairwise

import pytest
from stage import Stage

from bot.sandbox import Chat, Person

pytestmark = pytest.mark.usefixtures("calm")
TEAM, HALF_YEAR, OTHERWISE = "Zijn wij een team?", "Een half jaar samen leren", "Wat zou ik anders moeten doen?"


async def asking(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a team with a weekly question, of which the first comes on Tuesday 24 November."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    await stage.say(people[0], group, "/ritme week di 12:30")
    return group, people


def offered(stage: Stage, group: Chat, what: str) -> list[str]:
    return [f"{message.date:%Y-%m-%d}" for message in stage.from_bot(group) if message.text.startswith(what)]


async def test_in_a_school_year_a_team_looks_once_whether_it_is_one_and_once_back_on_half_a_year(stage: Stage) -> None:
    group, (anna, *_) = await asking(stage)
    await stage.move_to("2027-06-30 12:00")
    assert offered(stage, group, TEAM) == ["2026-12-04"]
    assert [day[:7] for day in offered(stage, group, HALF_YEAR)] == ["2027-04"]
    card = next(message for message in stage.from_bot(group) if message.text.startswith(TEAM))
    await stage.press(anna, card, TEAM)
    assert "vanaf drie mensen" in stage.last(group).text or "vanaf drie mensen" in card.text


async def test_whoever_filled_it_in_themselves_is_not_offered_it(stage: Stage) -> None:
    group, (anna, *_) = await asking(stage)
    await stage.say(anna, group, "/scan nu zijn-wij-een-team")
    await stage.move_to("2027-03-01 12:00")
    assert offered(stage, group, TEAM) == []


async def test_a_scan_that_comes_by_itself_is_not_offered_too(stage: Stage) -> None:
    group, (anna, *_) = await asking(stage)
    await stage.say(anna, group, "/ritme scan zijn-wij-een-team eerste do van de maand elk jaar 12:30")
    await stage.move_to("2026-12-18 12:00")
    assert offered(stage, group, TEAM) == []


async def test_two_people_are_offered_no_scan(stage: Stage) -> None:
    group, _ = await asking(stage, "Anna", "Bram")
    await stage.move_to("2027-03-01 12:00")
    assert offered(stage, group, TEAM) == []


async def test_coordinators_are_asked_once_a_month_what_the_bot_should_do_otherwise(stage: Stage) -> None:
    group, (anna, bram, *_) = await asking(stage)
    for person in (anna, bram):
        await stage.tell(person, "/start")
    await stage.move_to("2027-03-13 12:00")
    found = [message for message in stage.private(anna) if OTHERWISE in message.text]
    assert 2 <= len(found) <= 4
    days = [message.date.date() for message in found]
    assert all((later - earlier).days >= 26 for earlier, later in pairwise(days))
    assert not any(OTHERWISE in message.text for message in stage.private(bram))
    await stage.press(anna, found[-1], "Andere soorten vragen")
    assert "soorten" in found[-1].text.lower()
    assert not offered(stage, group, OTHERWISE)


async def test_where_no_questions_come_nothing_is_offered(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    await stage.move_to("2027-03-01 12:00")
    assert (offered(stage, group, TEAM), [m for m in stage.private(people[0]) if OTHERWISE in m.text]) == ([], [])


async def test_while_a_scan_is_on_no_other_is_offered_and_it_is_a_week_later(stage: Stage) -> None:
    group, (anna, *_) = await asking(stage)
    await stage.move_to("2026-12-03 12:00")
    await stage.say(anna, group, "/scan nu sociaal-leren")
    await stage.move_to("2026-12-12 12:00")
    assert offered(stage, group, TEAM) == ["2026-12-11"]
