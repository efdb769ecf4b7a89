"""Skipping: what comes next is let pass once, and taken back as long as its moment is to come."""

from app.rhythm.test_planning import planned_team, prompts
from stage import Stage
from weekly import weekly

SKIPPED = (
    "De vraag van dinsdag 24 november om 12.30 uur sla ik over."
    " Daarna komt de vraag van dinsdag 1 december om 12.30 uur."
)


async def test_the_skip_button_pressed_twice_skips_one_and_tells_the_group_once(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    plan = await stage.say(anna, group, "/plan")
    before = len(stage.from_bot(group))
    again = [await stage.press(anna, plan, "Sla de volgende over") for _ in range(2)][1]
    said = [message.text for message in stage.from_bot(group)[before:]]
    await stage.move_to("2026-12-02 12:00")
    assert (said, again) == ([SKIPPED], "Die sla ik al over, of er staat er geen op de planning.")
    assert prompts(stage, group) == ["2026-12-01T11:30"]


async def test_typed_twice_it_says_that_it_is_skipped_and_what_comes_then(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    first, second = [(await stage.say(anna, group, "/volgendeoverslaan")).text for _ in range(2)]
    await stage.move_to("2026-12-02 12:00")
    assert (first, second) == (SKIPPED, SKIPPED.replace("sla ik over", "sla ik al over"))
    assert prompts(stage, group) == ["2026-12-01T11:30"]


async def test_it_is_taken_back_by_button_and_in_words(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.press(anna, await stage.say(anna, group, "/volgendeoverslaan"), "Toch laten doorgaan")
    by_button = stage.last(group).text
    await stage.say(anna, group, "/volgendeoverslaan")
    by_words = (await stage.say(anna, group, "/volgendeoverslaan terug")).text
    nothing = (await stage.say(anna, group, "/skipnext undo")).text
    await stage.move_to("2026-11-25 12:00")
    assert by_button == by_words == "De vraag van dinsdag 24 november om 12.30 uur gaat toch door."
    assert nothing == "Er is niets wat ik oversla, of het moment is al voorbij."
    assert prompts(stage, group) == ["2026-11-24T11:30"]


async def test_once_its_moment_has_come_it_stays_skipped(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    skipped = await stage.say(anna, group, "/volgendeoverslaan")
    await stage.move_to("2026-11-24 12:31")
    told = await stage.press(anna, skipped, "Toch laten doorgaan")
    await stage.move_to("2026-11-25 12:00")
    assert (told, prompts(stage, group)) == ("Er is niets wat ik oversla, of het moment is al voorbij.", [])


async def test_the_one_after_is_skipped_too_where_that_is_asked(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    again = await stage.say(anna, group, "/volgendeoverslaan")
    await stage.press(anna, again, "Sla die ook over")
    await stage.press(anna, await stage.say(anna, group, "/planning"), "Toch laten doorgaan")
    await stage.move_to("2026-12-02 12:00")
    assert prompts(stage, group) == ["2026-12-01T11:30"]


async def test_carrying_on_says_what_comes_and_what_stays_skipped(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.say(anna, group, "/teampauze")
    resumed = await stage.say(anna, group, "/hervatten")
    assert resumed.text == (
        "We gaan weer verder in het gewone ritme. De vraag van dinsdag 24 november om 12.30 uur blijft overgeslagen."
        " Eerst komt de vraag van dinsdag 1 december om 12.30 uur."
    )


async def test_a_later_day_can_not_be_skipped_and_what_can_is_said(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = (await stage.say(anna, group, "/volgendeoverslaan 8 december")).text
    assert "alleen overslaan wat het eerst komt: de vraag van dinsdag 24 november" in told
    assert "sla ik over" not in (await stage.say(anna, group, "/planning")).text


async def test_what_was_skipped_today_does_not_come_by_another_clock(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.move_to("2026-11-24 12:28")
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.move_to("2026-11-24 13:32")
    await stage.say(anna, group, "/tijdzone Bonaire")
    plan = (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-12-01 12:00")
    assert "24 november" not in plan
    assert prompts(stage, group) == []


async def test_what_came_today_is_not_promised_again_by_another_clock(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.move_to("2026-11-24 13:32")
    await stage.say(anna, group, "/tijdzone Bonaire")
    plan = (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-11-25 12:00")
    assert "24 november om 12.30" not in plan
    assert prompts(stage, group) == ["2026-11-24T11:30"]


async def test_a_skip_of_a_day_ahead_keeps_its_day_by_a_far_clock(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.say(anna, group, "/tijdzone Pacific/Auckland")
    await stage.move_to("2026-11-25 12:00")
    assert prompts(stage, group) == []


async def test_undoing_an_hour_or_a_clock_says_nothing_of_a_skip_that_stays(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    told = []
    for change in ("/ritme 13:00", "/tijdzone Bonaire"):
        await stage.say(anna, group, change)
        told.append((await stage.say(anna, group, "/ongedaan")).text)
    plan = (await stage.say(anna, group, "/planning")).text
    assert not any("door" in one for one in told)
    assert "24 november om 12.30 uur: vraag (overgeslagen)" in plan


async def test_typed_twice_around_its_time_it_skips_one(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.move_to("2026-11-24 12:29")
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.move_to("2026-11-24 12:31")
    again = await stage.say(anna, group, "/volgendeoverslaan")
    await stage.move_to("2026-12-02 12:00")
    assert again.text == SKIPPED.replace("sla ik over", "sla ik al over")
    assert prompts(stage, group) == ["2026-12-01T11:30"]


async def test_a_call_that_comes_by_itself_is_called_one(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme werkvorm lesbezoek om de vier weken di 12:30")
    skipped = await stage.say(anna, group, "/volgendeoverslaan")
    free = await stage.say(anna, group, "/vrijedagen 22 december studiedag")
    await stage.say(anna, group, "/language en")
    english = await stage.say(anna, group, "/skipnext")
    assert skipped.text.startswith("De oproep van dinsdag 24 november om 12.30 uur sla ik over.")
    assert "oproep" in free.text
    assert english.text.startswith("I’m skipping the call of Tuesday 24 November")
