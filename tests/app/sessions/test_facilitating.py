"""Steering a session: by whom, with buttons and commands, and how it ends."""

from datetime import timedelta

import pytest
from app.consulting import CASE, IN, LEAD, Circle, at, labels, started
from stage import ZONE, Stage, local

from bot.core.model import Role
from bot.storage import members
from bot.storage import people as persons

pytestmark = pytest.mark.usefixtures("calm")


async def led(stage: Stage, key: str = "2") -> Circle:
    """Return a team at a step, led by Bram."""
    circle = await started(stage)
    await circle.all_press(IN)
    await circle.press(circle.people[1], LEAD)
    await circle.write(circle.owner, CASE)
    await stage.say(circle.people[1], circle.group, "/verder")
    if key != "2":
        circle.people.append(circle.people.pop(1))
        await circle.go_to(key)
        circle.people.insert(1, circle.people.pop())
    return circle


@pytest.mark.parametrize(
    ("command", "label", "key", "state"),
    [
        ("/next", None, "3", "running"),
        ("/verder", "Verder", "3", "running"),
        ("/back", None, "1", "running"),
        ("/terug", "Terug", "1", "running"),
        ("/pause", None, "2", "paused"),
        ("/pauze", "Pauze", "2", "paused"),
    ],
)
async def test_each_button_is_a_command_in_two_languages(
    stage: Stage, command: str, label: str | None, key: str, state: str
) -> None:
    circle = await led(stage)
    if label:
        await circle.press(circle.people[1], label)
        by_button: tuple[str, str] = (circle.key, circle.state.phase)
    else:
        by_button = (key, state)
        await stage.say(circle.people[1], circle.group, command)
    assert (by_button, (circle.key, circle.state.phase)) == ((key, state), (key, state))


@pytest.mark.parametrize("word", ["/extend", "/langer", "Langer"])
async def test_longer_moves_the_deadline(stage: Stage, word: str) -> None:
    circle = await led(stage)
    due = circle.state.due_at
    if word.startswith("/"):
        await stage.say(circle.people[1], circle.group, word)
    else:
        await circle.press(circle.people[1], word)
    assert (circle.state.due_at - due).days == 1
    assert "Tot woensdag 25 november om 16.00 uur." in circle.card.text


@pytest.mark.parametrize("word", ["/end", "/afronden", "Afronden"])
async def test_ending_asks_first(stage: Stage, word: str) -> None:
    circle = await led(stage)
    if word.startswith("/"):
        await stage.say(circle.people[1], circle.group, word)
    else:
        await circle.press(circle.people[1], word)
    asked = stage.last(circle.group)
    assert (circle.key, labels(asked)) == ("2", ["Naar het uitchecken", "Stoppen en wissen"])


async def test_to_the_check_out_passes_over_what_was_left(stage: Stage) -> None:
    circle = await led(stage)
    asked = await stage.say(circle.people[1], circle.group, "/afronden")
    await stage.press(circle.people[1], asked, "Naar het uitchecken")
    assert (circle.key, stage.words(), labels(asked)) == ("check_out", [("Anna", CASE)], [])


async def test_breaking_off_erases(stage: Stage) -> None:
    circle = await led(stage)
    asked = await stage.say(circle.people[1], circle.group, "/afronden")
    await stage.press(circle.people[1], asked, "Stoppen en wissen")
    assert (circle.key, [entry.text for entry in stage.log()], labels(asked)) == (
        "2",
        [CASE],
        ["Ja, wis alles", "Nee, ga door"],
    )
    await stage.press(circle.people[1], asked, "Ja, wis alles")
    assert (asked.text, labels(asked)) == ("Goed, ik stop en wis.", [])
    assert (circle.key, stage.log(), [text for text in circle.texts() if CASE in text]) == ("cancelled", [], [])
    assert circle.texts()[-1] == circle.says("framing.stopped", method="Incidentmethode", had_words=True)


async def test_whoever_is_not_sure_loses_nothing(stage: Stage) -> None:
    circle = await led(stage)
    asked = await stage.say(circle.people[1], circle.group, "/afronden")
    for label in ("Stoppen en wissen", "Nee, ga door"):
        await stage.press(circle.people[1], asked, label)
    assert (circle.key, stage.words(), labels(asked)) == ("2", [("Anna", CASE)], [])


async def test_after_the_end_nothing_is_steered(stage: Stage) -> None:
    circle = await led(stage)
    circle.people[1].write(circle.group, "/afronden stop")
    pressed = [circle.people[1].press(circle.card, label) for label in ("Verder", "Terug", "Langer", "Pauze")]
    await stage.settle()
    typed = (await stage.say(circle.people[1], circle.group, "/verder")).text
    assert {press.answer for press in pressed} == {circle.says("contributing.over")}
    assert typed == circle.says("contributing.nothing_runs")


async def test_others_may_not_steer_while_somebody_leads(stage: Stage) -> None:
    circle = await led(stage)
    before = circle.state
    commands = ("/verder", "/terug", "/langer", "/pauze", "/afronden")
    said = {(await stage.say(circle.people[2], circle.group, command)).text for command in commands}
    assert (said, circle.state) == ({circle.says("facilitating.led_by", names=["Bram"])}, before)


async def test_who_is_not_in_steers_nothing(stage: Stage) -> None:
    circle = await at(stage, "2")
    (els,) = stage.people("Els")
    circle.owner.invite(circle.group, els)
    said = await circle.press(els, "Verder")
    assert (circle.key, said) == ("2", circle.says("contributing.not_in"))


@pytest.mark.parametrize("words", ["/verder", "/pas", "/afhaken", "/leiden", "/afronden"])
async def test_a_leader_of_the_school_is_not_asked_in(stage: Stage, words: str) -> None:
    circle = await at(stage, "2")
    (els,) = stage.people("Els")
    circle.owner.invite(circle.group, els)
    els.chat_with(stage.bot)
    els.start(stage.bot)
    await stage.settle()
    members.give_role(stage.database, 1, els.id, Role.LEADER, stage.time.now())
    said = await stage.say(els, circle.group, words)
    assert (said.text, labels(said)) == (circle.says("choosing.not_with_leaders"), [])


async def test_an_owner_who_leaves_is_asked_in_private_whether_to_stop_it(stage: Stage) -> None:
    circle = await at(stage, "2")
    before = circle.texts()
    await stage.say(circle.owner, circle.group, "/afhaken")
    asked = circle.private_card(circle.owner)
    assert (circle.key, circle.texts(), labels(asked)) == ("2", before, ["Ja, stop de ronde", "Nee, ik blijf"])
    assert asked.text == circle.says("contributing.sure_to_leave", has_case=True)


async def test_who_asks_to_be_forgotten_hears_that_it_ends_the_session(stage: Stage) -> None:
    circle = await at(stage, "2")
    asked = [(await stage.tell(person, "/vergeet")).text for person in circle.people[:2]]
    stops = "De ronde die nu loopt in Onderbouw kan niet zonder jou en stopt dan."
    assert [stops in text for text in asked] == [True, False]


async def test_a_yes_to_forgetting_from_before_ones_case_was_chosen_asks_again(stage: Stage) -> None:
    circle = await started(stage, is_mine=False)
    await circle.all_press(IN)
    await circle.write(circle.owner, CASE)
    asked = await stage.tell(circle.owner, "/vergeet")
    await circle.all_press("Ik pas", *circle.people[1:])
    await stage.press(circle.owner, asked, "Ja, vergeet mij")
    assert (circle.state.phase, "kan niet zonder jou" in circle.private_card(circle.owner).text) == ("running", True)


async def test_an_owner_may_stay_after_all(stage: Stage) -> None:
    circle = await at(stage, "2")
    asked = await stage.tell(circle.owner, "/afhaken")
    await stage.press(circle.owner, asked, "Nee, ik blijf")
    assert (circle.key, circle.owner.id in circle.state.people) == ("2", True)
    assert (asked.text, labels(asked)) == (circle.says("contributing.you_stay"), [])


async def test_the_question_whether_to_stop_outlives_its_step(stage: Stage) -> None:
    circle = await at(stage, "2")
    asked = await stage.tell(circle.owner, "/afhaken")
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.press(circle.owner, asked, "Ja, stop de ronde")
    assert circle.key == "cancelled"


@pytest.mark.parametrize("words", ["/end stop", "/afhaken"])
async def test_a_step_that_is_broken_off_has_no_buttons_left(stage: Stage, words: str) -> None:
    circle = await at(stage, "2")
    card = circle.card
    asked = await stage.tell(circle.owner, words)
    if words == "/afhaken":
        await stage.press(circle.owner, asked, "Ja, stop de ronde")
    # What shows the case goes altogether.
    assert (circle.key, card.deleted) == ("cancelled", True)


async def test_a_sign_up_that_comes_to_nothing_has_no_buttons_left(stage: Stage) -> None:
    circle = await started(stage)
    card = circle.card
    await circle.all_press("Deze keer niet")
    await stage.move_to("2026-11-25 16:01")
    assert (circle.key, labels(card)) == ("cancelled", [])


async def test_an_owner_who_means_it_takes_the_case_along(stage: Stage) -> None:
    circle = await at(stage, "2")
    asked = await stage.tell(circle.owner, "/afhaken")
    await stage.press(circle.owner, asked, "Ja, stop de ronde")
    assert (circle.key, stage.log()) == ("cancelled", [])
    assert (asked.text, labels(asked)) == (circle.says("contributing.you_are_out"), [])


async def test_an_owner_whom_the_bot_cannot_reach_is_shown_the_way(stage: Stage) -> None:
    circle = await at(stage, "2")
    persons.set_reachable(stage.database, circle.owner.id, is_reachable=False)
    said = await stage.say(circle.owner, circle.group, "/afhaken")
    assert (circle.key, said.text, labels(said)) == (
        "2",
        circle.says("contributing.leave_in_private"),
        ["Schrijf in privé"],
    )


async def test_after_a_silent_step_anybody_takes_over(stage: Stage) -> None:
    circle = await led(stage)
    for person in (circle.owner, *circle.people[2:]):
        await stage.tell(person, "/start")
    await stage.move_to("2026-11-27 16:01")
    refused = circle.state.facilitator
    before = circle.key
    await stage.say(circle.people[2], circle.group, "/verder")
    assert (refused, circle.state.facilitator) == (circle.people[1].id, circle.people[2].id)
    assert (circle.says("facilitating.takes_over", name="Chris") in circle.texts(), int(circle.key) > int(before)) == (
        True,
        True,
    )


async def test_the_owner_moves_on_for_a_silent_leader_without_leading(stage: Stage) -> None:
    circle = await led(stage)
    await stage.move_to("2026-11-27 16:01")
    before = circle.key
    await stage.say(circle.owner, circle.group, "/verder")
    assert (int(circle.key) > int(before), circle.state.facilitator) == (True, circle.people[1].id)


async def test_who_leads_hands_over(stage: Stage) -> None:
    circle = await led(stage)
    circle.people[1].reply(circle.people[2].write(circle.group, "Ik wil wel"), "/leiden jij")
    await stage.settle()
    assert (circle.state.facilitator, circle.texts()[-1]) == (
        circle.people[2].id,
        circle.says("facilitating.leads", name="Chris"),
    )


async def test_who_leads_hands_over_by_first_name(stage: Stage) -> None:
    circle = await led(stage)
    await stage.say(circle.people[1], circle.group, "/leiden chris")
    assert (circle.state.facilitator, circle.texts()[-1]) == (
        circle.people[2].id,
        circle.says("facilitating.leads", name="Chris"),
    )


async def test_of_several_whom_a_first_name_may_mean_one_is_pressed(stage: Stage) -> None:
    circle = await led(stage)
    for person, last_name in zip(circle.people[2:], ("Bos", "Dijk"), strict=True):
        stage.database.execute("UPDATE people SET name = ? WHERE id = ?", [f"Chris {last_name}", person.id])
    asked = await stage.say(circle.people[1], circle.group, "/leiden Chris")
    assert (asked.text, labels(asked)) == ("Wie bedoel je?", ["Chris Bos", "Chris Dijk"])
    await stage.press(circle.owner, asked, "Chris Dijk")
    assert circle.state.facilitator == circle.people[1].id
    await stage.press(circle.people[1], asked, "Chris Dijk")
    assert (circle.state.facilitator, labels(asked)) == (circle.people[3].id, [])


async def test_the_owner_does_not_lead_by_name_either(stage: Stage) -> None:
    circle = await led(stage)
    said = await stage.say(circle.people[1], circle.group, "/leiden Anna")
    assert (circle.state.facilitator, said.text) == (circle.people[1].id, circle.says("facilitating.hand_over_to_whom"))


async def test_who_does_not_lead_hears_who_does_where_they_name_another(stage: Stage) -> None:
    circle = await led(stage)
    said = await stage.say(circle.owner, circle.group, "/leiden Chris")
    assert said.text == circle.says("facilitating.led_by", names=["Bram"])
    assert circle.state.facilitator == circle.people[1].id


async def test_who_leads_leaves_it_to_the_bot(stage: Stage) -> None:
    circle = await led(stage)
    await stage.say(circle.people[1], circle.group, "/leiden bot")
    assert circle.state.facilitator is None


async def test_when_the_leader_leaves_the_bot_leads(stage: Stage) -> None:
    circle = await led(stage)
    await circle.all_press("Ik pas", circle.people[2])
    circle.people[1].write(circle.group, "/afhaken")
    await stage.settle()
    assert (circle.key, circle.state.facilitator, circle.people[1].id in circle.state.people) == ("2", None, False)


async def test_an_old_button_moves_nothing(stage: Stage) -> None:
    circle = await led(stage)
    circle.people[1].write(circle.group, "/verder")
    pressed = circle.people[1].press(circle.card, "Verder")
    await stage.settle()
    assert (circle.key, pressed.answer) == ("3", circle.says("contributing.step_closed"))


@pytest.mark.parametrize(("words", "key"), [("/verder", "3"), ("/terug", "1"), ("/end check", "check_out")])
async def test_a_closed_step_has_no_buttons_left(stage: Stage, words: str, key: str) -> None:
    circle = await led(stage)
    old, ask = circle.card, circle.state.now_on.step.ask.nl
    await stage.say(circle.people[1], circle.group, words)
    assert (circle.key, labels(old), old.text) == (key, [], f"Stap 2 van 9 · Feiten vragen Gesloten.\n{ask}")


async def test_two_who_press_at_once_move_one_step(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.all_press("Verder", *circle.people[1:])
    assert circle.key == "3"


async def test_without_a_case_there_is_no_next(stage: Stage) -> None:
    circle = await at(stage, "1")
    said = await circle.press(circle.people[1], "Verder")
    assert (circle.key, said) == ("1", circle.says("facilitating.no_case_yet"))


async def test_at_the_first_step_there_is_no_way_back(stage: Stage) -> None:
    circle = await at(stage, "1")
    said = await circle.press(circle.people[1], "Terug")
    assert (circle.key, said) == ("1", circle.says("facilitating.at_the_start"))


async def test_a_step_opened_once_more_keeps_what_was_said(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.write(circle.people[1], "Waarom?")
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.say(circle.people[1], circle.group, "/terug")
    await circle.write(circle.people[2], "Wanneer?")
    await stage.say(circle.people[1], circle.group, "/verder")
    shown = [text for text in circle.texts() if text.startswith("Feiten vragen\n")]
    assert shown[-1].splitlines()[1:] == ["1 Bram: Waarom?", "2 Chris: Wanneer?"]


async def test_in_private_the_commands_work_too(stage: Stage) -> None:
    circle = await led(stage)
    circle.people[1].tell(stage.bot, "/verder")
    await stage.settle()
    assert circle.key == "3"


async def test_when_the_owner_leaves_it_ends_and_is_erased(stage: Stage) -> None:
    circle = await led(stage)
    circle.owner.leave(circle.group)
    await stage.settle()
    assert (circle.key, stage.log()) == ("cancelled", [])
    assert circle.texts()[-1] == circle.says("framing.nobody_left", method="Incidentmethode", had_words=True)


async def test_a_pause_keeps_time_from_running(stage: Stage) -> None:
    circle = await led(stage)
    await circle.press(circle.people[1], "Pauze")
    await stage.move_to("2026-12-03 12:00")
    said = await circle.press(circle.people[1], "Verder na pauze")
    assert (circle.state.due_at, circle.state.phase, said) == (
        local("2026-12-04 16:00"),
        "running",
        circle.says("facilitating.resumed", until=circle.state.due_at, minutes=0),
    )


async def at_one_table(stage: Stage) -> Circle:
    """Return a circle that sits together, led by Bram, in the step in which the case is told."""
    circle = await started(stage, pace="live")
    await circle.all_press(IN)
    await circle.press(circle.people[1], LEAD)
    assert (circle.key, circle.state.facilitator) == ("1", circle.people[1].id)
    return circle


async def test_who_tells_at_one_table_says_when_it_is_told_and_nobody_else_does(stage: Stage) -> None:
    circle = await at_one_table(stage)
    refused = await circle.press(circle.people[2], "Verder")
    await circle.press(circle.owner, "Verder")
    assert (refused, circle.key) == (circle.says("facilitating.led_by", names=["Bram"]), "2")
    assert circle.state.facilitator == circle.people[1].id


async def test_in_writing_whose_turn_it_is_moves_nothing_on(stage: Stage) -> None:
    circle = await led(stage, "4")
    said = await stage.say(circle.owner, circle.group, "/verder")
    assert said.text == circle.says("facilitating.led_by", names=["Bram"])


async def test_who_leads_aloud_is_not_silent_and_keeps_the_lead(stage: Stage) -> None:
    circle = await at_one_table(stage)
    await circle.press(circle.owner, "Verder")
    # A step goes by on its time, in which Bram presses nothing.
    await stage.move_to(f"{circle.state.due_at.astimezone(ZONE) + timedelta(minutes=1):%Y-%m-%d %H:%M}")
    before = circle.key
    await stage.say(circle.people[2], circle.group, "/verder")
    assert (circle.key != before, circle.state.facilitator) == (True, circle.people[1].id)
    assert circle.says("facilitating.takes_over", name="Chris") not in circle.texts()


async def test_whoever_may_not_erase_is_offered_no_more_than_they_may(stage: Stage) -> None:
    circle = await started(stage)
    await circle.go_to("2")
    asked = await stage.say(circle.people[2], circle.group, "/afronden")
    assert labels(asked) == ["Naar het uitchecken"]


async def test_where_nothing_was_said_anybody_may_stop(stage: Stage) -> None:
    circle = await started(stage, is_mine=False)
    await circle.all_press(IN)
    asked = await stage.say(circle.people[2], circle.group, "/afronden")
    await stage.press(circle.people[2], asked, "Stoppen en wissen")
    assert circle.key == "cancelled"


async def test_while_cases_are_brought_nobody_ends_it_by_a_slip(stage: Stage) -> None:
    circle = await started(stage, is_mine=False)
    await circle.all_press(IN)
    said = (await stage.say(circle.people[2], circle.group, "/verder")).text
    assert (circle.key, said) == ("collect", circle.says("facilitating.no_case_yet"))


async def test_a_step_that_is_skipped_by_itself_does_not_take_the_lead_from_whoever_has_it(stage: Stage) -> None:
    circle = await at(stage, "3", method="vijf-stappen", pace="live")
    bram, chris = circle.people[1:3]
    await stage.say(bram, circle.group, "/leiden")
    await stage.say(bram, circle.group, "/verder")
    assert circle.key == "5"
    assert await circle.press(chris, "Verder") == circle.says("facilitating.led_by", names=["Bram"])
    assert circle.key == "5"
