"""The next question or consultation at another time, once, or another question; and all of that taken back."""

import pytest
from stage import Stage, is_prompt
from weekly import weekly

from bot.sandbox import Chat


def asked_on(stage: Stage, group: Chat) -> list[str]:
    return [f"{message.date:%m-%d %H:%M}" for message in stage.from_bot(group) if is_prompt(message)]


def title(stage: Stage, group: Chat) -> str:
    return stage.prompt(group).text.partition("\n")[0]


async def test_the_next_question_comes_once_at_another_time_and_then_as_ever(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    assert "De vraag van dinsdag 24 november om 12.30 uur komt nu op donderdag 26 november om 15.30 uur" in told.text
    plan = await stage.say(anna, group, "/planning")
    assert "donderdag 26 november om 15.30 uur: vraag" in plan.text
    assert "(in plaats van dinsdag 24 november)" in plan.text
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage, group) == ["11-26 14:30", "12-01 11:30"]


async def test_it_may_come_later_after_one_has_been_and_a_day_alone_keeps_its_hour(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.move_to("2026-11-24 13:00")
    await stage.say(anna, group, "/volgendeverzetten vrijdag")
    await stage.move_to("2026-12-08 13:00")
    assert asked_on(stage, group) == ["11-24 11:30", "11-27 11:30", "12-08 11:30"]


async def test_it_goes_back_by_its_button_and_by_undo(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.press(anna, told, "Toch dinsdag 24 november")
    assert "komt toch gewoon dinsdag 24 november" in told.text
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    undone = await stage.say(anna, group, "/ongedaan")
    assert "dinsdag 24 november om 12.30 uur op de gewone tijd" in undone.text
    await stage.move_to("2026-11-26 16:00")
    assert asked_on(stage, group) == ["11-24 11:30"]


async def test_never_on_a_free_day_nor_after_the_one_behind_it(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/vrijedagen 26 november Studiedag")
    free = await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    late = await stage.say(anna, group, "/volgendeverzetten 2 december 10:00")
    unheard = await stage.say(anna, group, "/volgendeverzetten sintjuttemis")
    assert "is er geen school" in free.text
    assert "De volgende komt al dinsdag 1 december" in late.text
    assert "begrijp ik niet als moment" in unheard.text
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage, group) == ["11-24 11:30", "12-01 11:30"]


async def test_without_a_time_the_school_days_nearby_are_offered(stage: Stage) -> None:
    group, anna = await weekly(stage)
    plan = await stage.say(anna, group, "/planning")
    await stage.press(anna, plan, "Verzet de volgende")
    await stage.press(anna, stage.last(group), "woensdag 25 november")
    assert "komt nu op woensdag 25 november om 12.30 uur" in stage.last(group).text
    await stage.move_to("2026-11-25 13:00")
    assert asked_on(stage, group) == ["11-25 11:30"]


async def test_a_button_of_a_moment_that_has_been_moves_nothing(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/volgendeverzetten woensdag 10:00")
    await stage.move_to("2026-11-25 13:00")
    await stage.press(anna, told, "Toch dinsdag")
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage, group) == ["11-25 09:00", "12-01 11:30"]


async def test_a_question_is_chosen_by_its_title_or_its_button(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/volgendekiezen handen op je rug")
    assert told.text == "“Handen op je rug” komt dinsdag 24 november om 12.30 uur."
    assert "vraag “Handen op je rug”" in (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-11-24 13:00")
    assert title(stage, group) == "Handen op je rug"
    offered = await stage.say(anna, group, "/volgendekiezen iets wat er niet is")
    assert "ken ik niet" in offered.text
    wanted = offered.buttons[3][0].text
    await stage.press(anna, offered, wanted)
    assert offered.text.startswith(wanted)
    await stage.press(anna, offered, "Deze als eerste")
    await stage.move_to("2026-12-01 13:00")
    assert title(stage, group) == wanted


async def test_the_turn_decides_again_and_a_choice_moves_along(stage: Stage) -> None:
    group, anna = await weekly(stage)
    before = (await stage.say(anna, group, "/planning")).text
    told = await stage.say(anna, group, "/volgendekiezen handen op je rug")
    await stage.press(anna, told, "Laat de beurt beslissen")
    assert "de beurt beslist weer" in told.text
    assert (await stage.say(anna, group, "/planning")).text == before
    await stage.say(anna, group, "/volgendekiezen handen op je rug")
    await stage.say(anna, group, "/volgendeverzetten woensdag 10:00")
    await stage.move_to("2026-11-25 11:00")
    assert (title(stage, group), asked_on(stage, group)) == ("Handen op je rug", ["11-25 09:00"])


async def test_a_new_rhythm_forgets_what_was_decided_of_the_one_before(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.say(anna, group, "/ritme week wo 10:00")
    await stage.move_to("2026-11-27 13:00")
    assert asked_on(stage, group) == ["11-25 09:00"]


async def test_what_is_moved_and_skipped_does_not_come(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    told = await stage.say(anna, group, "/volgendeoverslaan")
    assert "De vraag van donderdag 26 november om 15.30 uur sla ik over" in told.text
    await stage.move_to("2026-12-01 13:00")
    assert asked_on(stage, group) == ["12-01 11:30"]


async def test_in_private_the_buttons_say_of_which_team_they_are(stage: Stage) -> None:
    group, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    offered = await stage.tell(anna, "/volgendeverzetten")
    await stage.press(anna, offered, "woensdag 25 november")
    await stage.move_to("2026-11-25 13:00")
    assert asked_on(stage, group) == ["11-25 11:30"]


async def test_taken_back_after_its_own_time_it_stays_where_it_was_put(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.move_to("2026-11-25 10:00")
    await stage.press(anna, told, "Toch dinsdag 24 november")
    await stage.say(anna, group, "/ongedaan")
    await stage.move_to("2026-11-27 10:00")
    assert asked_on(stage, group) == ["11-26 14:30"]
    assert [one.text for one in stage.from_bot(group) if "niet bereikbaar" in one.text] == []


async def test_what_was_decided_outlives_free_days_and_another_region(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendekiezen handen op je rug")
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.say(anna, group, "/vrijedagen 10 december Studiedag")
    await stage.move_to("2026-11-25 10:00")
    await stage.say(anna, group, "/vrijedagen 11 december Studiedag")
    await stage.say(anna, group, "/regio zuid")
    await stage.move_to("2026-11-26 16:00")
    assert (title(stage, group), asked_on(stage, group)) == ("Handen op je rug", ["11-26 14:30"])


async def test_moved_sooner_it_is_open_as_long_as_ever_and_comes_once(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/ritme open 3")
    await stage.move_to("2026-11-25 09:00")
    await stage.say(anna, group, "/volgendeverzetten maandag 30 november")
    await stage.move_to("2026-11-30 13:00")
    assert "Tot woensdag 16.00 uur" in stage.prompt(group).text
    await stage.say(anna, group, "/ritme elke dinsdag 13:00")
    await stage.move_to("2026-12-02 10:00")
    assert asked_on(stage, group) == ["11-24 11:30", "11-30 11:30"]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("donderdag 23:30", "Kies een tijd tussen 8.30 en 17.00 uur"),
        ("di 12:30", "Die komt al dinsdag 24 november"),
        ("terug", "Die komt al dinsdag 24 november"),
        ("1 december 9:00", "De volgende komt al dinsdag 1 december"),
    ],
)
async def test_nowhere_by_night_or_next_to_another_nothing_moves(stage: Stage, said: str, heard: str) -> None:
    group, anna = await weekly(stage)
    assert heard in (await stage.say(anna, group, f"/volgendeverzetten {said}")).text
    await stage.move_to("2026-12-02 10:00")
    assert asked_on(stage, group) == ["11-24 11:30", "12-01 11:30"]


async def test_no_second_question_on_a_day_that_had_one_and_an_hour_is_of_its_day(stage: Stage) -> None:
    group, anna = await weekly(stage)
    moved = await stage.say(anna, group, "/volgendeverzetten 15:00")
    assert "komt nu op dinsdag 24 november om 15.00 uur" in moved.text
    await stage.move_to("2026-11-24 15:30")
    assert "kwam er al een vraag" in (await stage.say(anna, group, "/volgendeverzetten vandaag 16:30")).text


async def test_a_skip_outlives_another_hour(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.say(anna, group, "/ritme 13:00")
    await stage.move_to("2026-12-02 10:00")
    assert asked_on(stage, group) == ["12-01 12:00"]


async def test_a_skip_of_what_was_put_off_is_taken_back_as_such(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.move_to("2026-11-25 10:00")
    await stage.say(anna, group, "/volgendeoverslaan")
    undone = await stage.say(anna, group, "/ongedaan")
    assert "gaat toch door donderdag 26 november om 15.30 uur" in undone.text
    await stage.move_to("2026-11-27 10:00")
    assert asked_on(stage, group) == ["11-26 14:30"]


@pytest.mark.parametrize("said", ["/ritme 13:00", "/tijdzone Bonaire", "/ritme elke donderdag 12:30"])
async def test_what_was_moved_or_chosen_and_lapses_by_a_change_is_said(stage: Stage, said: str) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendeverzetten donderdag 15:30")
    await stage.say(anna, group, "/volgendekiezen Handen op je rug")
    told = (await stage.say(anna, group, said)).text
    again = (await stage.say(anna, group, "/ritme 14:00")).text
    assert "De vraag die verzet was naar donderdag 26 november om" in told
    assert "“Handen op je rug” was daarvoor gekozen" in told
    assert "verzet" not in again
