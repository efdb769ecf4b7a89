"""How long a session lasts: the hard stop, holidays, pauses, and the live clock."""

import pytest
from app.consulting import Circle, at, labels, started
from stage import Stage, local

pytestmark = pytest.mark.usefixtures("calm")


async def long_lasting(stage: Stage) -> Circle:
    """Return a team at an open step that was made longer until the hard stop came near."""
    circle = await at(stage, "8")
    for _ in range(25):
        circle.people[1].write(circle.group, "/langer")
    await stage.settle()
    await stage.move_to("2026-12-13 12:00")
    return circle


async def test_after_twenty_days_the_owner_is_asked_and_without_an_answer_it_is_rounded_off(stage: Stage) -> None:
    circle = await long_lasting(stage)
    await stage.move_to("2026-12-14 12:00")
    asked = circle.private_card(circle.owner)
    before = circle.key
    await stage.move_to("2026-12-18 12:00")
    assert (before, circle.key, labels(asked)) == ("8", "check_out", ["Afronden", "Nog een week"])


async def test_the_owner_may_take_another_week(stage: Stage) -> None:
    circle = await long_lasting(stage)
    await stage.move_to("2026-12-14 12:00")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Nog een week")
    await stage.move_to("2026-12-17 12:00")
    assert (circle.key in ("8", "9"), circle.state.phase) == (True, "running")


async def test_the_owner_may_end_it_though_another_leads(stage: Stage) -> None:
    circle = await at(stage, "8")
    await stage.say(circle.people[1], circle.group, "/leiden")
    for _ in range(25):
        circle.people[1].write(circle.group, "/langer")
    await stage.settle()
    await stage.move_to("2026-12-14 12:00")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Afronden")
    asked = circle.private_card(circle.owner)
    await stage.press(circle.owner, asked, "Naar het uitchecken")
    assert circle.key == "check_out"


async def test_the_question_whether_to_stop_still_works_after_the_step_has_closed(stage: Stage) -> None:
    circle = await long_lasting(stage)
    await stage.move_to("2026-12-14 12:00")
    asked = circle.private_card(circle.owner)
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.press(circle.owner, asked, "Nog een week")
    assert circle.state.stops_at > local("2026-12-20 12:00")


async def test_holidays_are_no_working_days(stage: Stage) -> None:
    stage.time.move_to(local("2026-12-18 10:00"))
    circle = await at(stage, "2")
    assert circle.state.due_at == local("2027-01-04 16:00")


async def test_nothing_is_said_in_the_holidays(stage: Stage) -> None:
    stage.time.move_to(local("2026-12-18 10:00"))
    circle = await at(stage, "2")
    before = (circle.texts(), [circle.told(person) for person in circle.people])
    await stage.move_to("2027-01-03 12:00")
    assert (circle.texts(), [circle.told(person) for person in circle.people]) == before


async def test_a_team_that_pauses_is_waited_for(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.say(circle.owner, circle.group, "/teampauze t/m 4-12-2026")
    shown = "maandag 7 december om 16.00 uur" in circle.card.text
    await stage.move_to("2026-12-03 12:00")
    assert (shown, circle.key, circle.state.due_at) == (True, "2", local("2026-12-07 16:00"))


async def test_a_pause_that_is_taken_back_shows_at_once(stage: Stage) -> None:
    circle = await at(stage, "2")
    before = circle.card.text
    await stage.say(circle.owner, circle.group, "/teampauze t/m 4-12-2026")
    await stage.say(circle.owner, circle.group, "/hervatten")
    assert circle.card.text == before


async def test_a_long_pause_that_is_taken_back_leaves_a_step_its_time(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.say(circle.owner, circle.group, "/teampauze t/m 11-12-2026")
    await stage.move_to("2026-12-02 10:00")
    await stage.say(circle.owner, circle.group, "/hervatten")
    await stage.move_to("2026-12-02 12:00")
    assert (circle.key, circle.state.due_at) == ("2", local("2026-12-03 16:00"))


async def test_a_pause_that_nobody_ends_breaks_it_off(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.say(circle.owner, circle.group, "/pauze")
    await stage.move_to("2027-01-04 12:00")
    assert (circle.key, stage.log()) == ("cancelled", [])


async def test_at_the_sprint_pace_a_step_is_half_a_day(stage: Stage) -> None:
    circle = await at(stage, "2", pace="sprint")
    assert circle.state.due_at == local("2026-11-23 12:30")


async def test_a_live_clock_is_shown_in_the_one_message(stage: Stage) -> None:
    circle = await at(stage, "4", pace="live")
    card, count = circle.card, len(circle.group.messages)
    minutes = circle.state.now_on.step.minutes or 0
    opened = circle.state.opened_at
    shown = []
    for minute in range(minutes):
        stage.time.move_to(max(opened.replace(minute=opened.minute + minute), stage.time.now()))
        stage.rehearsal.program.tick()
        await stage.settle()
        shown.append(card.text.splitlines()[1])
    assert (shown[0], shown[-1], len(circle.group.messages)) == ("Nog 10 minuten.", "Nog 1 minuut.", count)


async def test_a_live_session_writes_to_nobody_in_private(stage: Stage) -> None:
    circle = await started(stage, pace="live")
    before = [len(circle.told(person)) for person in circle.people]
    await circle.come_together()
    await stage.say(circle.people[1], circle.group, "/verder")
    assert [len(circle.told(person)) for person in circle.people] == before


async def test_a_live_session_that_is_forgotten_ends(stage: Stage) -> None:
    circle = await at(stage, "2", pace="live")
    await stage.move_to("2026-11-23 18:00")
    assert circle.state.is_over
