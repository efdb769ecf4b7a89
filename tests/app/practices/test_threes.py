"""Three who go through a practice together: whoever leaves lets the two others go on, and takes no say with them."""

from dataclasses import replace

import pytest
from app.practices.together import called, join, newest, tell_wishes
from stage import Stage

from bot.sandbox import Chat, Person
from bot.storage import pairs
from bot.storage.database import transaction


async def three(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a group in which Anna, Bram and Chris go as three, at the first step, which is Anna's."""
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, *people)
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    return group, people


async def agreed_on_friday(stage: Stage) -> list[Person]:
    """Return three who agreed to visit the first of them on Friday 4 December, nine o’clock."""
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "vrijdag 4 december 9.00")
    for person in (anna, chris):
        await stage.press(person, newest(stage, person), "Dat past")
    return [anna, bram, chris]


async def rest(stage: Stage, person: Person) -> None:
    """Let somebody find their practice in private and leave it."""
    await stage.tell(person, "/samen")
    await stage.press(person, newest(stage, person), "1")
    await stage.press(person, newest(stage, person), "Laat rusten")
    await stage.press(person, newest(stage, person), "Ja, laat rusten")


def going(stage: Stage) -> list[tuple[int, ...]]:
    return [one.people for one in pairs.running_in(stage.database, 1)]


async def test_two_go_on_and_hear_no_reason(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await rest(stage, chris)
    assert going(stage) == [(anna.id, bram.id)]
    assert newest(stage, bram).text == "Lesbezoek in Onderbouw: jullie gaan met z’n tweeën verder, jij en Anna."
    assert pairs.running_for(stage.database, chris.id) == []
    await tell_wishes(stage, anna)
    assert "Wie begint meteen?" in newest(stage, bram).text
    assert all("Wie begint meteen?" not in one.text for one in stage.private(chris))


async def test_whose_turn_it_was_is_passed_over(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await rest(stage, anna)
    assert going(stage) == [(bram.id, chris.id)]
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.on.turn, here.waits_for) == (1, frozenset({bram.id}))
    await stage.restart()
    assert going(stage) == [(bram.id, chris.id)]
    await tell_wishes(stage, bram)
    assert "Wie begint meteen?" in newest(stage, chris).text


@pytest.mark.parametrize("how", ["/stoppen", "/vergeet ja"])
async def test_who_leaves_the_team_or_is_erased_leaves_the_others_to_it(stage: Stage, how: str) -> None:
    group, (anna, bram, chris) = await three(stage)
    if how == "/stoppen":
        await stage.say(chris, group, how)
    else:
        await stage.tell(chris, how)
    assert going(stage) == [(anna.id, bram.id)]
    await tell_wishes(stage, anna)
    assert "Wie begint meteen?" in newest(stage, bram).text


async def test_what_the_others_wrote_goes_from_the_chat_of_somebody_who_left_earlier(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna, "Wie begint meteen?")
    assert "Wie begint meteen?" in " ".join(one.text for one in stage.private(chris))
    await rest(stage, chris)
    await stage.tell(chris, "/vergeet ja")
    assert "Wie begint meteen?" not in " ".join(one.text for one in stage.private(chris))
    assert going(stage) == [(anna.id, bram.id)]


async def test_after_the_second_has_left_it_rests(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await rest(stage, chris)
    await rest(stage, bram)
    assert going(stage) == []
    assert "dit rust nu" in newest(stage, anna).text


async def test_a_line_that_may_tell_of_whoever_left_is_shared_with_nobody(stage: Stage) -> None:
    _, (anna, _, chris) = await three(stage)
    await rest(stage, chris)
    (here,) = pairs.running_in(stage.database, 1)
    last = len(here.state.plan) - 1
    with transaction(stage.database):
        pairs.save(stage.database, here.at(replace(here.state, position=last, heard=frozenset(), given=frozenset())))
    await stage.tell(anna, "/samen")
    await stage.press(anna, newest(stage, anna), "1")
    await stage.tell(anna, "Wij beginnen voortaan stil.")
    (answered,) = [one for one in stage.private(anna) if "delen met het team kan deze keer niet" in one.text]
    assert answered.buttons == []
    assert not [one for one in stage.private(anna) if "Deel met het team" in str(one.buttons)]


async def test_a_date_with_whoever_left_is_off_and_the_others_turns_go_on(stage: Stage) -> None:
    anna, bram, chris = await agreed_on_friday(stage)
    await rest(stage, anna)
    told = [one.text for one in stage.private(bram) if "met z’n tweeën verder" in one.text]
    assert ["vrijdag 4 december" in text and "gaat niet door" in text for text in told] == [True]
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.on.turn, here.meets_at, here.waits_for) == (1, None, frozenset({bram.id}))
    before = len(stage.private(chris))
    await stage.move_to("2026-12-03 15:30")
    assert not [one for one in stage.private(chris)[before:] if "4 december" in one.text]


async def test_two_who_are_for_one_date_have_it_once_the_third_leaves(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "vrijdag 4 december 9.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await rest(stage, chris)
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.meets_at is not None, here.on.step.on_date) == (True, True)
    await stage.move_to("2026-12-03 15:30")
    reminders = [one.text for one in stage.private(bram) if "4 december" in one.text]
    assert "Chris" not in reminders[-1]


async def test_what_the_third_was_about_to_write_goes_with_them(stage: Stage) -> None:
    _, (anna, _, chris) = await three(stage)
    await rest(stage, anna)
    (here,) = pairs.running_in(stage.database, 1)
    assert [one for one in here.people if one == chris.id]
    await stage.tell(anna, "/vergeet ja")
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.gone, here.is_whole) == (frozenset(), False)


async def test_whom_nobody_can_reach_any_more_leaves_the_others_to_it_and_two_hear_that_it_rests(
    stage: Stage,
) -> None:
    _, (anna, bram, chris) = await three(stage)
    chris.block(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-10 09:00")
    assert going(stage) == [(anna.id, bram.id)]
    assert any("met z’n tweeën verder" in one.text for one in stage.private(bram))
    bram.block(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-18 09:00")
    assert going(stage) == []
    assert "dit rust nu" in newest(stage, anna).text


async def three_with_a_date(stage: Stage) -> list[Person]:
    """Return three people who agreed on Thursday 10 December, eleven o’clock, with the first of them."""
    _, people = await three(stage)
    anna, *others = people
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 10 december 11.00")
    for person in others:
        await stage.press(person, newest(stage, person), "Dat past")
    return people


def fewer(stage: Stage, person: Person) -> list[str]:
    return [one.text for one in stage.private(person) if "met z’n tweeën verder" in one.text]


async def test_that_one_of_three_blocked_the_bot_the_others_hear_once_and_long_before_the_date(stage: Stage) -> None:
    anna, bram, chris = await three_with_a_date(stage)
    await stage.tell(anna, "/werkdagen di wo do vr")
    bram.block(stage.bot)
    await stage.settle()
    assert (fewer(stage, anna), fewer(stage, chris)) == ([], [])
    await stage.move_to("2026-11-30 12:00")
    assert (len(fewer(stage, anna)), len(fewer(stage, chris))) == (0, 1)
    await stage.move_to("2026-12-10 12:30")
    assert (len(fewer(stage, anna)), len(fewer(stage, chris))) == (1, 1)
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.people, here.comes_after_date) == ((anna.id, chris.id), True)


async def test_who_blocks_the_bot_at_night_is_told_of_by_day(stage: Stage) -> None:
    anna, bram, chris = await three_with_a_date(stage)
    await stage.move_to("2026-12-01 23:00")
    bram.block(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-02 06:00")
    assert (fewer(stage, anna), fewer(stage, chris)) == ([], [])
    await stage.move_to("2026-12-02 09:00")
    assert (len(fewer(stage, anna)), len(fewer(stage, chris))) == (1, 1)


async def test_who_is_back_within_the_hour_is_still_in_it(stage: Stage) -> None:
    anna, bram, chris = await three_with_a_date(stage)
    bram.block(stage.bot)
    await stage.settle()
    bram.unblock(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-01 12:00")
    assert fewer(stage, anna) == []
    assert going(stage) == [(anna.id, bram.id, chris.id)]


async def test_what_is_said_meanwhile_keeps_nobody_who_is_lost(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    bram.block(stage.bot)
    await stage.settle()
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 10 december 11.00")
    await stage.move_to("2026-11-30 12:00")
    assert going(stage) == [(anna.id, chris.id)]


async def test_the_reminder_says_whom_the_date_that_stands_suits(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(chris, "do 17 december 11.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await rest(stage, chris)
    await stage.move_to("2026-12-10 12:00")

    def reminder(person: Person) -> str:
        return next(one.text for one in reversed(stage.private(person)) if "Dit ligt nog bij jullie" in one.text)

    stands = "Het voorstel is donderdag 17 december om 11.00 uur"
    assert f"{stands}; dat past jou. Past het toch niet" in reminder(anna)
    assert f"{stands}. Past dat niet" in reminder(bram)


async def test_to_the_third_the_reminder_names_whom_the_date_suits(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(chris, "do 17 december 11.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-10 12:00")
    assert any("om 11.00 uur; dat past Anna en Chris. Past dat niet" in one.text for one in stage.private(bram))
    assert any("om 11.00 uur; dat past jou en Chris. Past het toch niet" in one.text for one in stage.private(anna))


@pytest.mark.parametrize("is_about_them", [False, True])
async def test_of_three_the_others_hear_at_once_who_is_ill_on_the_day_of_a_date(
    stage: Stage, is_about_them: bool
) -> None:
    anna, bram, chris = await agreed_on_friday(stage)
    await stage.move_to("2026-12-04 08:00")
    ill, other = (anna, chris) if is_about_them else (chris, anna)
    asked = await stage.tell(ill, "ben ziek")
    await stage.press(ill, asked, "Alleen vrijdag 4 december")
    told, (here,) = newest(stage, bram).text, pairs.running_in(stage.database, 1)
    assert ("ziek" in told, here.meets_at is None) == (False, is_about_them)
    if is_about_them:
        assert "gaat zo niet door: Anna zoekt een andere tijd" in told
        return
    assert told == newest(stage, other).text
    assert told.startswith("Chris is er vrijdag 4 december om 9.00 uur niet bij (Lesbezoek).")
    assert "ze kunnen zonder jou gaan" in newest(stage, chris).text
    await stage.press(bram, newest(stage, bram), "Andere tijd")
    assert "Zal ik Anna en Chris laten weten" in newest(stage, bram).text


async def test_of_three_that_are_ill_but_for_one_nobody_goes_alone_and_each_is_told_once(stage: Stage) -> None:
    anna, bram, chris = await agreed_on_friday(stage)
    await stage.move_to("2026-12-04 08:00")
    for said in ("ben ziek vandaag", "ik ben er vandaag niet"):
        await stage.tell(chris, said)
    assert sum("Chris is er vrijdag" in one.text for one in stage.private(anna)) == 1
    heard = len(stage.private(chris))
    await stage.tell(bram, "ben ziek vandaag")
    assert "gaat zo niet door: Bram zoekt een andere tijd" in newest(stage, anna).text
    assert pairs.running_in(stage.database, 1)[0].meets_at is None
    assert not any("gewoon gaan" in one.text for one in stage.private(chris)[heard:])


async def test_what_whoever_is_erased_wrote_is_told_to_nobody_by_their_going(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await stage.tell(chris, "/werkdagen ma di")
    await stage.move_to("2026-12-02 09:00")
    await stage.tell(anna, "Wie begint meteen, merk18x?")
    await stage.tell(anna, "/vergeet ja")
    await stage.move_to("2026-12-08 12:00")
    assert not [one for person in (bram, chris) for one in stage.private(person) if "merk18x" in one.text]


async def test_who_is_visited_leaves_the_others_the_lines_that_they_were_asked_for(stage: Stage) -> None:
    anna, bram, chris = await agreed_on_friday(stage)
    await stage.move_to("2026-12-04 11:00")
    for person in (anna, bram, chris):
        await stage.press(person, newest(stage, person), "Gedaan")
    assert "Eén regel voor jezelf" in newest(stage, bram).text
    await rest(stage, anna)
    await stage.tell(bram, "Ik wacht langer bij het inloopmoment.")
    lines = [(entry.kind, entry.text) for entry in stage.log() if "inloop" in entry.text]
    assert lines == [("lesson", "Ik wacht langer bij het inloopmoment.")]
    assert not any("inloop" in one.text for one in stage.private(chris))
    await stage.tell(chris, "Ik kijk voortaan eerst.")
    (here,) = pairs.running_for(stage.database, bram.id)
    assert here.on.turn == 1
