"""What time does to a step: its deadline, its reminder, silence, the hard stop, holidays and the live clock."""

import pytest
from consulting import CASE, IN, LEAD, Circle, a_team, at, labels, start, started
from stage import Stage, local

pytestmark = pytest.mark.usefixtures("calm")
# It is Monday morning; the steps of a calm session are open until four on the next school day.
TUESDAY, WEDNESDAY, THURSDAY = "2026-11-24 16:01", "2026-11-25 16:01", "2026-11-26 16:01"


def told_of(circle: Circle, start: str) -> list[int]:
    """Return how many private messages each person got that begin with some words."""
    return [len([text for text in circle.told(person) if start in text]) for person in circle.people]


def reminders(circle: Circle) -> list[int]:
    rows = circle.stage.database.query("SELECT chat_id FROM outbox WHERE purpose LIKE 'step %' AND chat_id > 0")
    sent = [row["chat_id"] for row in rows]
    return [sent.count(person.id) for person in circle.people]


async def test_with_enough_contributions_a_step_closes_on_time(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.write_all("Waarom,", *circle.people[1:3])
    await stage.move_to(TUESDAY)
    assert (circle.key, circle.stand.due_at) == ("3", local("2026-11-25 16:00"))


async def test_with_too_few_it_is_extended_once_and_then_goes_on_by_itself(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.move_to(TUESDAY)
    extended = (circle.key, circle.stand.due_at, "Tot woensdag 25 november" in circle.card.text)
    await stage.move_to(WEDNESDAY)
    assert (extended, circle.key) == (("2", local("2026-11-25 16:00"), True), "3")


async def test_whoever_leads_is_asked_what_to_do(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    await circle.press(circle.people[1], LEAD)
    await circle.write(circle.owner, CASE)
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.move_to(WEDNESDAY)
    asked = stage.last(circle.group)
    assert (circle.key, circle.stand.is_stuck, labels(asked)) == ("2", True, ["Verder", "Langer", "Afronden"])
    await stage.press(circle.people[1], asked, "Langer")
    assert (circle.stand.is_stuck, circle.stand.due_at > stage.time.now()) == (False, True)


async def test_a_silent_owner_is_waited_for_and_the_group_is_asked(stage: Stage) -> None:
    circle = await at(stage, "1")
    await stage.move_to("2026-11-26 12:00")
    asked = [text for text in circle.texts() if "Anna" in text and "langer" in text]
    assert (circle.key, circle.stand.is_stuck, len(asked)) == ("1", True, 1)
    await circle.write(circle.owner, CASE)
    assert circle.stand.is_stuck is False


async def test_there_is_one_reminder_in_private_by_day(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.write(circle.people[1], "Waarom?")
    before = reminders(circle)
    await stage.move_to("2026-11-24 07:59")
    early = told_of(circle, "staat nog open")
    await stage.move_to("2026-11-24 15:59")
    assert (early, told_of(circle, "staat nog open")) == ([0, 0, 0, 0], [0, 0, 1, 1])
    assert [after - was for was, after in zip(before, reminders(circle), strict=True)] == [0, 0, 1, 1]


async def test_nobody_is_reminded_on_a_free_day(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.tell(circle.people[2], "/werkdagen ma do")
    reminded = []
    for evening in (TUESDAY, WEDNESDAY, "2026-11-26 15:59"):
        await stage.move_to(evening)
        reminded.append(told_of(circle, "staat nog open"))
    assert reminded == [[0, 0, 0, 0], [0, 1, 0, 1], [0, 1, 1, 1]]


async def test_passing_ends_the_reminders(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.all_press("Ik pas", *circle.people[2:])
    await stage.move_to("2026-11-24 15:59")
    assert told_of(circle, "staat nog open") == [0, 1, 0, 0]


async def test_a_reply_to_a_reminder_counts(stage: Stage) -> None:
    circle = await at(stage, "5")
    await stage.move_to("2026-11-24 10:00")
    await stage.tell(circle.people[1], "Ik zou wachten.")
    assert stage.words()[-1] == ("Bram", "Ik zou wachten.")


async def silent(stage: Stage) -> Circle:
    """Return a team of which Dewi was silent for two steps in a row; the others were not."""
    circle = await at(stage, "2")
    for number in (2, 5):
        await circle.go_to(str(number))
        await circle.write_all("Iets,", *circle.people[1:3])
        for person in circle.people[1:3]:
            person.tell(stage.bot, "/klaar")
        await stage.settle()
        due = circle.stand.due_at
        await stage.move_to(f"{due.astimezone(local(TUESDAY).tzinfo):%Y-%m-%d} 16:01")
    await stage.move_to("2026-11-30 09:00")
    return circle


async def test_whoever_was_silent_twice_is_asked_in_private_once(stage: Stage) -> None:
    circle = await silent(stage)
    asked = circle.says("leading.still_in", team="Onderbouw")
    assert told_of(circle, asked) == [0, 0, 0, 1]
    assert [text for text in circle.texts() if "Dewi" in text and "Dewi, je doet mee" not in text] == []


@pytest.mark.parametrize(("answer", "stays"), [("Ja", True), ("Nee", False)])
async def test_whoever_is_asked_stays_or_leaves_without_a_word_to_the_others(
    stage: Stage, answer: str, stays: bool
) -> None:
    circle = await silent(stage)
    asked = next(
        one for one in stage.private(circle.people[3]) if one.text == circle.says("leading.still_in", team="Onderbouw")
    )
    before = len(circle.texts())
    await stage.press(circle.people[3], asked, answer)
    assert (circle.people[3].id in circle.stand.people, len(circle.texts()) - before) == (stays, 0)


async def test_moving_on_by_hand_counts_as_nobodys_silence(stage: Stage) -> None:
    circle = await at(stage, "2")
    for _ in range(6):
        circle.people[3].write(circle.group, "/verder")
    await stage.settle()
    assert circle.key == "8"
    assert told_of(circle, circle.says("leading.still_in", team="Onderbouw")) == [0, 0, 0, 0]


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
    await stage.move_to("2026-12-16 12:00")
    assert (before, circle.key, labels(asked)) == ("8", "check_out", ["Afronden", "Nog een week"])


async def test_the_owner_may_take_another_week(stage: Stage) -> None:
    circle = await long_lasting(stage)
    await stage.move_to("2026-12-14 12:00")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Nog een week")
    await stage.move_to("2026-12-17 12:00")
    assert (circle.key in ("8", "9"), circle.stand.state) == (True, "running")


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
    assert circle.stand.stops_at > local("2026-12-20 12:00")


async def test_holidays_are_no_working_days(stage: Stage) -> None:
    stage.time.move_to(local("2026-12-18 10:00"))
    circle = await at(stage, "2")
    assert circle.stand.due_at == local("2027-01-04 16:00")


async def test_nothing_is_said_in_the_holidays(stage: Stage) -> None:
    stage.time.move_to(local("2026-12-18 10:00"))
    circle = await at(stage, "2")
    before = (circle.texts(), [circle.told(person) for person in circle.people])
    await stage.move_to("2027-01-03 12:00")
    assert (circle.texts(), [circle.told(person) for person in circle.people]) == before


async def test_a_team_that_pauses_is_waited_for(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.say(circle.owner, circle.group, "/teampauze 4-12-2026")
    await stage.move_to("2026-12-03 12:00")
    assert (circle.key, circle.stand.due_at) == ("2", local("2026-12-07 16:00"))


async def test_a_pause_that_nobody_ends_breaks_it_off(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.say(circle.owner, circle.group, "/pauze")
    await stage.move_to("2026-12-22 12:00")
    assert (circle.key, stage.log()) == ("cancelled", [])


async def test_at_the_sprint_pace_a_step_is_half_a_day(stage: Stage) -> None:
    circle = await at(stage, "2", pace="sprint")
    assert circle.stand.due_at == local("2026-11-23 12:30")


async def test_a_live_clock_is_shown_in_the_one_message(stage: Stage) -> None:
    circle = await at(stage, "4", pace="live")
    card, count = circle.card, len(circle.group.messages)
    minutes = circle.stand.now_on.step.minutes or 0
    opened = circle.stand.opened_at
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
    assert circle.stand.is_over


async def test_a_part_timer_is_waited_for(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.tell(circle.owner, "/werkdagen do")
    await start(circle)
    await circle.come_together()
    await circle.go_to("1")
    assert circle.stand.due_at == local("2026-11-26 16:00")
