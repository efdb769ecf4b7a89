"""Side by side: what a group does about nobody's case goes on beside a case, and each is steered and told by itself."""

from datetime import timedelta

from app.consulting import IN, Circle, a_team, have_consulted, labels, start
from stage import Stage

from bot.core.session.state import Session
from bot.sandbox import Message, Person
from bot.storage import rounds, schedules, sessions, talks
from bot.storage.database import transaction

DECISION, VISION, WALL, CASE = "besluit-met-bezwaren", "visie", "ideeenmuur", "incident"


def going_on(stage: Stage) -> dict[str, Session]:
    """Return what the team is at, by its method."""
    return {one.method: one for one in sessions.walkthroughs_in(stage.database, 1)}


def card_of(circle: Circle, method: str) -> Message:
    """Return the group's newest message about the step that is on in one of them."""
    number = str(going_on(circle.stage)[method].id)
    return next(one for one in reversed(circle.stage.from_bot(circle.group)) if _is_about(one, number))


def _is_about(message: Message, number: str) -> bool:
    marks = [(button.data or "").split(" ") for row in message.buttons for button in row]
    return any(mark[0] == "next" and mark[1] == number for mark in marks)


async def both(stage: Stage, tool: str = DECISION) -> Circle:
    """Return a team in which Bram began a tool and Anna then brings a case, with everybody in both."""
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.people[1], circle.group, f"/begin {tool} calm")
    await circle.all_press(IN)
    if tool == DECISION:
        await circle.reply(circle.people[1], "Voortaan begint het overleg om kwart voor vier.")
    await start(circle, CASE)
    await circle.all_press(IN)
    return circle


async def test_a_decision_and_a_case_go_on_each_at_its_own_step(stage: Stage) -> None:
    circle = await both(stage)
    there = going_on(stage)
    assert [(method, one.state.terms.name) for method, one in there.items()] == [(CASE, "case"), (DECISION, "tool")]
    before = there[DECISION].state.position
    await stage.press(circle.people[1], card_of(circle, CASE), "Verder")
    after = going_on(stage)
    assert after[DECISION].state.position == before
    assert after[CASE].state.position > there[CASE].state.position


async def test_of_two_a_command_goes_to_the_one_it_replies_to_and_else_asks_which(stage: Stage) -> None:
    circle = await both(stage)
    before = going_on(stage)
    asked = await stage.say(circle.people[1], circle.group, "/verder")
    assert ("Incidentmethode" in asked.text, "bezwaren" in asked.text) == (True, True)
    assert {key: one.state.position for key, one in going_on(stage).items()} == {
        key: one.state.position for key, one in before.items()
    }
    await stage.reply(circle.people[1], card_of(circle, DECISION), "/verder")
    after = going_on(stage)
    assert after[CASE].state.position == before[CASE].state.position
    assert after[DECISION].state.position > before[DECISION].state.position


async def test_who_is_in_one_of_two_is_not_asked_which(stage: Stage) -> None:
    circle = await both(stage)
    eva = circle.people[4]
    await stage.reply(eva, card_of(circle, CASE), "/afhaken")
    before = going_on(stage)
    await stage.say(eva, circle.group, "/verder")
    after = going_on(stage)
    assert after[CASE].state.position == before[CASE].state.position
    assert after[DECISION].state.position > before[DECISION].state.position


async def test_words_in_private_go_to_the_one_whose_button_was_pressed(stage: Stage) -> None:
    circle = await both(stage, WALL)
    await stage.press(circle.people[1], card_of(circle, CASE), "Verder")
    bram, wall, case = circle.people[1], going_on(stage)[WALL], going_on(stage)[CASE]
    await _write(stage, bram, wall, "Een moestuin op het plein.")
    await _write(stage, circle.owner, case, "Een leerling loopt weg.")
    rows = stage.database.execute("SELECT session_id, text FROM entries ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [
        (wall.id, "Een moestuin op het plein."),
        (case.id, "Een leerling loopt weg."),
    ]


async def _write(stage: Stage, person: Person, session: Session, text: str) -> None:
    await stage.tell(person, f"/start step-{session.code}")
    await stage.tell(person, text)


async def test_what_cannot_begin_beside_another_says_why(stage: Stage) -> None:
    circle = await both(stage)
    anna = circle.owner
    for method, pace, why in (
        ("troika", "calm", "one_at_a_time"),
        (DECISION, "calm", "goes_on"),
        ("bloemenfabriek", "live", "one_table"),
    ):
        said = await stage.say(anna, circle.group, f"/begin {method} {pace}")
        assert said.text == circle.says(f"choosing.{why}")
    await start(circle, VISION, is_mine=False)
    said = await stage.say(anna, circle.group, f"/begin {WALL} calm")
    assert (said.text, len(going_on(stage))) == (circle.says("choosing.enough_at_once"), 3)


async def test_where_they_stand_is_told_of_each(stage: Stage) -> None:
    circle = await both(stage)
    told = await stage.say(circle.owner, circle.group, "/stand")
    assert [title in told.text for title in ("Incidentmethode", "bezwaren")] == [True, True]


async def test_who_leaves_the_team_leaves_both(stage: Stage) -> None:
    circle = await both(stage)
    eva = circle.people[4]
    await stage.say(eva, circle.group, "/stoppen")
    assert [eva.id in one.state.people for one in going_on(stage).values()] == [False, False]


async def test_both_stand_still_while_the_group_cannot_be_spoken_to(stage: Stage) -> None:
    circle = await both(stage)
    circle.owner.mute(circle.group, stage.bot)
    await stage.settle()
    assert {one.state.phase for one in going_on(stage).values()} == {"paused"}
    circle.owner.unmute(circle.group, stage.bot)
    await stage.settle()
    assert {one.state.phase for one in going_on(stage).values()} == {"running"}


async def test_a_way_into_private_is_shown_for_the_one_that_is_meant(stage: Stage) -> None:
    circle = await both(stage)
    await stage.reply(circle.owner, card_of(circle, DECISION), "/schrijf")
    said = stage.last(circle.group)
    assert labels(said) == ["Schrijf in privé"]
    [row] = said.buttons
    assert going_on(stage)[DECISION].code in (row[0].url or "")


async def test_what_is_about_nobodys_case_is_no_consultation(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    start_at = stage.time.now()
    await start(circle, VISION, is_mine=False)
    await circle.all_press(IN)
    while going_on(stage):
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    after = stage.time.now() + timedelta(seconds=1)
    counted = rounds.ended_between(stage.database, 1, start_at, after)
    assert (counted, rounds.methods_ended(stage.database, 1, start_at, after)) == (0, [VISION])


async def test_words_in_private_that_may_be_for_either_are_for_neither(stage: Stage) -> None:
    circle = await both(stage, WALL)
    await stage.press(circle.people[1], card_of(circle, CASE), "Verder")
    await _write(stage, circle.owner, going_on(stage)[CASE], "Een leerling loopt weg.")
    await stage.press(circle.owner, stage.private(circle.owner)[-1], "Dat was alles")
    bram = circle.people[1]
    with transaction(stage.database):
        talks.end(stage.database, bram.id)
    said = await stage.tell(bram, "Wist de directeur het?")
    assert "Waar gaat dit over?" in said.text
    assert sorted(labels(said)) == ["Ideeënmuur", "Incidentmethode", "Nergens bij: wis het"]
    texts = [row[0] for row in stage.database.execute("SELECT text FROM entries").fetchall()]
    assert texts == ["Een leerling loopt weg."]


async def test_who_comes_in_means_the_one_they_are_not_in(stage: Stage) -> None:
    circle = await both(stage)
    eva = circle.people[4]
    await stage.reply(eva, card_of(circle, DECISION), "/afhaken")
    before = going_on(stage)
    assert [eva.id in before[one].state.people for one in (CASE, DECISION)] == [True, False]
    await stage.say(eva, circle.group, "/aanschuiven")
    after = going_on(stage)
    assert [eva.id in after[one].state.people for one in (CASE, DECISION)] == [True, True]


async def test_a_command_to_a_message_of_one_that_is_over_moves_no_other(stage: Stage) -> None:
    circle = await both(stage)
    card = card_of(circle, DECISION)
    await stage.reply(circle.owner, card, "/afronden check")
    before = going_on(stage)
    assert list(before) == [CASE]
    await stage.reply(circle.people[1], card, "/verder")
    assert going_on(stage)[CASE].state.position == before[CASE].state.position


async def test_what_comes_after_a_consultation_follows_no_tool(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/ritme na intervisie 2 weken")
    await start(circle, VISION, is_mine=False)
    await circle.all_press(IN)
    while going_on(stage):
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    assert schedules.find(stage.database, 1, "after") is None


async def test_how_safe_the_last_case_was_holds_after_a_tool(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    have_consulted(circle, 2, 2.0)
    await start(circle, VISION, is_mine=False)
    await circle.all_press(IN)
    while going_on(stage):
        await stage.say(circle.owner, circle.group, "/verder sure 0")
    assert rounds.latest_safety(stage.database, 1) == 2.0


async def test_each_step_in_the_group_says_what_it_belongs_to_where_two_go_on(stage: Stage) -> None:
    circle = await both(stage)
    await stage.press(circle.people[1], card_of(circle, DECISION), "Verder")
    assert "Besluit met bezwaren" in card_of(circle, DECISION).text.splitlines()[0]


async def test_what_has_no_check_out_is_closed_and_not_sent_to_one(stage: Stage) -> None:
    circle = await both(stage)
    bram = circle.people[1]
    await stage.reply(bram, card_of(circle, DECISION), "Wij beginnen om half negen.")
    await stage.reply(bram, card_of(circle, DECISION), "/afronden")
    asked = stage.last(circle.group)
    assert labels(asked) == ["Nu sluiten", "Stoppen en wissen"]
    await stage.press(bram, asked, "Nu sluiten")
    assert DECISION not in going_on(stage)
