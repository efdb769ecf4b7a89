"""While a team pauses, or a clock stands still: what people go through together says nothing, and then what is true."""

import pytest
from app.consulting import CASE, IN, SHORT, Circle, at, started
from stage import Stage

TITLE = "Het voorstel"
DAY_AFTER, AFTER_IT = "2026-11-24 12:00", "2026-12-15 09:00"


async def late_in_the_day(stage: Stage) -> Circle:
    """Return a group whose first step opened in the evening: whoever writes it hears so in the morning."""
    circle = await started(stage, method="besluit-met-bezwaren", is_mine=False)
    await stage.move_to("2026-11-23 17:30")
    await circle.all_press(IN)
    if circle.key == "roles":
        await stage.say(circle.owner, circle.group, "/verder")
    assert (circle.key, of_step(circle)) == ("1", [])
    return circle


def of_step(circle: Circle) -> list[str]:
    return [text for text in circle.told(circle.owner) if text.startswith(TITLE)]


async def test_a_step_that_was_to_be_told_waits_for_the_end_of_a_pause_and_says_its_new_deadline(stage: Stage) -> None:
    circle = await late_in_the_day(stage)
    await stage.say(circle.owner, circle.group, "/teampauze t/m 14-12-2026")
    await stage.move_to("2026-12-14 18:00")
    assert of_step(circle) == []
    await stage.move_to(AFTER_IT)
    (told,) = of_step(circle)
    assert "Tot dinsdag 15 december" in told or "Tot woensdag 16 december" in told


async def test_where_the_pause_ends_before_its_time_the_step_is_told_at_once(stage: Stage) -> None:
    circle = await late_in_the_day(stage)
    await stage.say(circle.owner, circle.group, "/teampauze t/m 14-12-2026")
    await stage.move_to(DAY_AFTER)
    await stage.say(circle.owner, circle.group, "/hervatten")
    (told,) = of_step(circle)
    assert "november om 16.00 uur" in told


async def test_while_the_clock_stands_still_no_deadline_is_told(stage: Stage) -> None:
    circle = await late_in_the_day(stage)
    await stage.say(circle.owner, circle.group, "/pauze")
    await stage.move_to("2026-12-02 12:00")
    assert of_step(circle) == []
    await stage.say(circle.owner, circle.group, "/pauze")
    (told,) = of_step(circle)
    assert "december om 16.00 uur" in told


async def test_what_waits_says_a_deadline_that_was_put_off(stage: Stage) -> None:
    circle = await late_in_the_day(stage)
    await stage.say(circle.owner, circle.group, "/leiden")
    due = circle.state.due_at
    await stage.say(circle.owner, circle.group, "/langer")
    assert circle.state.due_at > due
    await stage.move_to(DAY_AFTER)
    (told,) = of_step(circle)
    assert f"{circle.state.due_at.day} {'november' if circle.state.due_at.month == 11 else 'december'} om" in told


@pytest.mark.usefixtures("calm")
async def test_words_are_erased_in_time_and_the_group_hears_so_after_the_pause(stage: Stage) -> None:
    circle = await at(stage, "1", method=SHORT)
    await circle.write(circle.owner, CASE)
    await circle.finish()
    await stage.say(circle.owner, circle.group, "/teampauze t/m 14-12-2026")
    await stage.move_to("2026-12-14 18:00")
    held = [row["text"] for row in stage.database.query("SELECT text FROM entries")]
    assert (CASE in held, [text for text in circle.texts() if "schreven, is gewist" in text]) == (False, [])
    await stage.move_to(AFTER_IT)
    assert "is gewist" in circle.texts()[-1]


async def test_where_things_stand_it_is_said_that_the_team_pauses_and_until_what_day_a_step_is_open(
    stage: Stage,
) -> None:
    circle = await late_in_the_day(stage)
    await stage.say(circle.owner, circle.group, "/teampauze t/m 14-12-2026")
    told = (await stage.say(circle.owner, circle.group, "/stand")).text
    day = f"{circle.state.due_at.day} december om 16.00 uur"
    assert ("Het team pauzeert tot en met maandag 14 december" in told, day in told) == (True, True)
