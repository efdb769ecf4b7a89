"""What whoever leads is to do is, where nobody is asked to lead, for whoever began; for anybody once they are late."""

from datetime import timedelta

import pytest
from app.consulting import IN, Circle, a_team
from stage import ZONE, Stage


async def a_decision(stage: Stage) -> Circle:
    """Return a team in which the first of five began to decide something, at the step in which that one proposes."""
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN)
    assert circle.key == "1"
    return circle


async def test_whoever_began_it_is_named_and_what_another_says_is_no_proposal(stage: Stage, calm: None) -> None:
    circle = await a_decision(stage)
    assert "Anna" in circle.card.text
    await circle.reply(circle.people[1], "Wie moet dit doen, ik?")
    assert (circle.key, circle.state.given) == ("1", frozenset())
    await circle.reply(circle.owner, "Voortaan begint het overleg om kwart voor vier.")
    assert circle.key == "2"
    assert not [text for text in circle.texts() if "Wie moet dit doen, ik?" in text]


async def test_once_they_are_late_anybody_may(stage: Stage, calm: None) -> None:
    circle = await a_decision(stage)
    due_at = circle.state.due_at
    while circle.state.extensions == 0:
        await stage.move_to(f"{due_at.astimezone():%Y-%m-%d} 17:00")
        due_at = circle.state.due_at
    assert circle.key == "1"
    await circle.reply(circle.people[1], "Voortaan begint het overleg om kwart voor vier.")
    assert circle.key == "2"


async def test_nobody_votes_on_an_old_text_since_the_new_one_was_not_written_in_time(stage: Stage, calm: None) -> None:
    circle = await a_decision(stage)
    await circle.reply(circle.owner, "Voortaan begint het overleg om kwart voor vier.")
    while circle.key != "6":
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    await stage.move_to(f"{circle.state.stops_at:%Y-%m-%d} 08:00")
    assert (circle.key, "nog niets binnen" in "".join(circle.texts())) == ("6", True)
    await circle.reply(circle.people[2], "Voortaan begint het overleg om vier uur.")
    assert circle.key == "7"


async def test_where_they_take_no_part_anybody_may(stage: Stage, calm: None) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN, *circle.people[1:])
    await stage.say(circle.people[1], circle.group, "/verder")
    assert circle.key == "1"
    await circle.reply(circle.people[1], "Voortaan begint het overleg om kwart voor vier.")
    assert circle.key == "2"


async def test_a_step_of_whoever_leads_keeps_to_the_days_of_whoever_does_so_now(stage: Stage, calm: None) -> None:
    circle = await a_decision(stage)
    bram, before = circle.people[1], circle.state.due_at
    back_on = before + timedelta(days=3)
    await stage.tell(bram, f"/stil tot {back_on - timedelta(days=1):%d-%m-%Y}")
    await stage.say(bram, circle.group, "/leiden")
    assert circle.state.facilitator == bram.id
    assert circle.state.due_at >= back_on
    assert f" {circle.state.due_at.day} " in circle.card.text
    assert f" {before.day} " not in circle.card.text


async def test_where_they_pass_it_waits_until_all_who_may_have_worked(stage: Stage, calm: None) -> None:
    circle = await a_decision(stage)
    before = circle.state.due_at
    day = ("ma", "di", "wo", "do", "vr")[(before.weekday() + 2) % 5]
    await stage.tell(circle.people[4], f"/werkdagen {day}")
    assert circle.state.due_at == before
    await stage.say(circle.owner, circle.group, "/pas")
    assert circle.state.due_at > before
    assert f" {circle.state.due_at.astimezone(ZONE).day} " in circle.card.text


@pytest.mark.parametrize("way", ["pressed", "typed"])
async def test_whoever_brings_the_proposal_begins_without_themselves_on_a_second_look_only(
    stage: Stage, calm: None, way: str
) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN, *circle.people[1:])
    if way == "pressed":
        said = str(await circle.press(circle.owner, "Verder"))
    else:
        said = (await stage.say(circle.owner, circle.group, "/verder")).text
    why = "Jij begon dit, dus “Het voorstel” is straks aan jou. Druk eerst op “Ik doe mee”."
    assert (circle.key, said) == ("gather", f"{why} Toch verder, zonder jou? Druk dan nog eens.")
    await circle.press(circle.owner, IN)
    assert (circle.key, circle.owner.id in circle.state.people) == ("1", True)


@pytest.mark.parametrize("place", ["group", "private"])
async def test_a_question_of_another_is_no_proposal_before_its_writer_says_so(
    stage: Stage, calm: None, place: str
) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN, *circle.people[1:])
    await circle.press(circle.owner, "Verder")
    said = await circle.press(circle.owner, "Toch verder")
    assert ("We beginnen zonder jou" in str(said), circle.key) == (True, "1")
    bram, question = circle.people[1], "Wie schrijft dat voorstel eigenlijk?"
    await (circle.reply(bram, question) if place == "group" else circle.write(bram, question))
    assert (circle.key, "Moet dit komen te staan als “Het voorstel”?" in circle.private_card(bram).text) == ("1", True)


@pytest.mark.parametrize("is_in", [True, False])
async def test_where_whoever_began_isnt_in_the_group_hears_that_anybody_may_write_it_down(
    stage: Stage, is_in: bool
) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN, *circle.people[0 if is_in else 1 :])
    if not is_in:
        await stage.rehearsal.move_to(circle.state.due_at)
        await stage.rehearsal.move_to(circle.state.due_at)
    assert circle.key == "1"
    said = [one.text for one in stage.from_bot(circle.group) if "mag nu ieder van jullie doen" in one.text]
    assert len(said) == (not is_in)
