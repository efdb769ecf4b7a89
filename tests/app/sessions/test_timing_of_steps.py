"""What time does to a step: its deadline, its reminder, and silence."""

from datetime import timedelta

import pytest
from app.consulting import CASE, IN, LEAD, Circle, a_team, at, labels, start, started
from stage import Stage, local

pytestmark = pytest.mark.usefixtures("calm")
# It is Monday morning; the steps of a calm session are open until four on the next school day, and before that whoever
# is in says so by noon.
TUESDAY, WEDNESDAY = "2026-11-24 16:01", "2026-11-25 16:01"


def told_of(circle: Circle, start: str) -> list[int]:
    """Return how many private messages each person got that begin with some words."""
    return [len([text for text in circle.told(person) if start in text]) for person in circle.people]


def reminders(circle: Circle) -> list[int]:
    rows = circle.stage.database.query("SELECT chat_id FROM outbox WHERE purpose = 'step' AND chat_id > 0")
    sent = [row["chat_id"] for row in rows]
    return [sent.count(person.id) for person in circle.people]


async def test_with_enough_contributions_a_step_closes_on_time(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.write_all("Waarom,", *circle.people[1:3])
    await stage.move_to(TUESDAY)
    assert (circle.key, circle.state.due_at) == ("3", local("2026-11-25 16:00"))


async def test_with_too_few_it_is_extended_once_and_then_goes_on_by_itself(stage: Stage) -> None:
    circle = await at(stage, "2")
    await stage.move_to(TUESDAY)
    extended = (circle.key, circle.state.due_at, "Tot woensdag 25 november" in circle.card.text)
    await stage.move_to(WEDNESDAY)
    assert (extended, circle.key) == (("2", local("2026-11-25 16:00"), True), "3")


async def test_with_too_few_in_others_get_one_day_more_to_say_so(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN, *circle.people[:2])
    await stage.move_to("2026-11-24 12:31")
    extended = (circle.key, circle.state.due_at)
    await stage.move_to("2026-11-25 12:31")
    assert (extended, circle.key) == (("gather", local("2026-11-25 12:30")), "cancelled")
    assert stage.last(circle.group).text == circle.says("framing.too_few", method="Incidentmethode", needed=4)


async def test_once_everybody_has_said_whether_they_are_in_nobody_is_waited_for(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN, *circle.people[:2])
    await circle.all_press("Deze keer niet", *circle.people[2:])
    await stage.move_to(TUESDAY)
    assert circle.key == "cancelled"


async def test_whoever_leads_is_asked_what_to_do(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    await circle.press(circle.people[1], LEAD)
    await circle.write(circle.owner, CASE)
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.move_to(WEDNESDAY)
    asked = stage.last(circle.group)
    assert (circle.key, circle.state.is_stuck, labels(asked)) == ("2", True, ["Verder", "Langer", "Afronden"])
    await stage.press(circle.people[1], asked, "Langer")
    assert (circle.state.is_stuck, circle.state.due_at > stage.time.now()) == (False, True)


async def test_a_silent_owner_is_waited_for_and_the_group_is_asked(stage: Stage) -> None:
    circle = await at(stage, "1")
    await stage.move_to("2026-11-26 12:00")
    asked = stage.last(circle.group)
    assert (circle.key, circle.state.is_stuck) == ("1", True)
    assert labels(asked) == ["Langer", "Afronden"]
    await circle.write(circle.owner, CASE)
    assert circle.state.is_stuck is False


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
        due = circle.state.due_at
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
    # Of four too few are left now, which is said of nobody.
    said = [text for text in circle.texts()[before:] if not text.startswith("Er doen nog drie mee;")]
    assert (circle.people[3].id in circle.state.people, said) == (stays, [])


async def test_moving_on_by_hand_counts_as_nobodys_silence(stage: Stage) -> None:
    circle = await at(stage, "2")
    for _ in range(6):
        circle.people[3].write(circle.group, "/verder")
    await stage.settle()
    assert circle.key == "8"
    assert told_of(circle, circle.says("leading.still_in", team="Onderbouw")) == [0, 0, 0, 0]


async def test_a_part_timer_is_waited_for(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.tell(circle.owner, "/werkdagen do")
    await start(circle)
    await circle.come_together()
    await circle.go_to("1")
    assert circle.state.due_at == local("2026-11-26 16:00")


async def test_though_people_are_silent_a_case_is_told_two_school_days_later(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Eva", is_mine=False)
    await circle.all_press(IN, *circle.people[:4])
    seen = []
    for at_noon_or_four in ("2026-11-24 12:31", "2026-11-24 16:01", "2026-11-25 12:31", "2026-11-25 16:01"):
        if circle.key == "collect":
            await circle.write_all("Een leerling loopt weg.", *circle.people[:2])
        await stage.move_to(at_noon_or_four)
        seen.append(circle.key)
    assert seen == ["collect", "choose", "roles", "1"]


async def test_at_one_table_a_case_is_told_aloud_and_time_up_is_no_silence(stage: Stage) -> None:
    circle = await at(stage, "1", method="kollegiale-beratung", pace="live")
    assert "Vertel het hardop; typen hoeft niet." in circle.card.text
    for _ in range(40):
        stage.time.move_to(stage.time.now() + timedelta(minutes=1))
        stage.rehearsal.program.tick()
        await stage.settle()
        if circle.key != "1":
            break
    assert (circle.key, any("nog niets binnen" in text for text in circle.texts())) == ("2", False)


async def test_what_is_kept_or_listed_later_is_written_at_one_table_too(stage: Stage) -> None:
    circle = await at(stage, "3", method="vijf-stappen", pace="live")
    assert "typen hoeft niet" not in circle.card.text


async def test_what_is_put_down_for_all_is_written_at_one_table_too(stage: Stage) -> None:
    circle = await at(stage, "6", method="besluit-met-bezwaren", pace="live")
    assert "typen hoeft niet" not in circle.card.text


async def test_whoever_has_a_text_held_back_hears_so_before_its_step_closes_and_once_more_at_a_press(
    stage: Stage,
) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.people[1], "Bel eerst de moeder van Kevin de Vries.")
    await circle.write(circle.people[3], "Zet het ook in de agenda van de hele school.")
    soon = circle.state.due_at - timedelta(minutes=30)
    await stage.rehearsal.move_to(soon)
    closes = "“Wat maakt het beter?” in Onderbouw sluit"
    assert told_of(circle, closes) == [0, 1, 0, 0]
    told = circle.private_card(circle.people[1])
    assert "“Bel eerst de moeder van Kevin de Vries.”" in told.text
    await circle.press(circle.owner, "Verder")
    await circle.press(circle.people[2], "Toch verder")
    assert told_of(circle, "wil iemand verder na") == [0, 1, 0, 0]
    await stage.press(circle.people[1], told, "Zet hem erbij")
    assert circle.people[1].id in circle.state.given


async def test_the_group_hears_that_what_one_is_late_with_is_anybodys_now(stage: Stage) -> None:
    circle = await at(stage, "5", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    assert "Anna, jij bent aan de beurt." in circle.card.text
    await stage.rehearsal.move_to(circle.state.due_at + timedelta(minutes=1))
    assert "Vanaf nu kan iedereen die meedoet dit doen." in stage.last(circle.group).text
    await stage.reply(circle.people[2], stage.last(circle.group), "Agenda: ja. Een uur: nee, dat worden er drie.")
    assert circle.key == "6"
    await stage.rehearsal.move_to(circle.state.due_at + timedelta(minutes=1))
    assert sum("Vanaf nu kan iedereen" in one.text for one in stage.from_bot(circle.group)) == 1


@pytest.mark.parametrize(("seconds", "days"), [(5, 1), (30, 2)])
async def test_two_who_press_longer_together_get_it_once(stage: Stage, seconds: int, days: int) -> None:
    circle = await at(stage, "2")
    due = circle.state.due_at
    await circle.press(circle.people[1], "Langer")
    stage.time.move_to(stage.time.now() + timedelta(seconds=seconds))
    await circle.press(circle.people[2], "Langer")
    assert (circle.state.due_at - due).days == days


async def test_whoever_asks_for_more_time_for_what_is_theirs_keeps_it(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.press(circle.owner, "Langer")
    assert "Anna, jij bent aan de beurt." in circle.card.text
    await circle.reply(circle.people[2], "Zullen we er eerst nog een nachtje over slapen met z’n allen?")
    assert (circle.key, "nachtje" in "".join(text for _, text in stage.words())) == ("11", False)


async def test_who_is_late_is_still_waited_for_where_the_others_pass(stage: Stage) -> None:
    circle = await at(stage, "5", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await stage.rehearsal.move_to(circle.state.due_at + timedelta(minutes=1))
    for person in circle.people[1:]:
        await circle.write(person, "/pas")
    assert circle.key == "5"
    await circle.reply(circle.owner, "Agenda: ja. Een uur: nee, dat worden er drie.")
    assert circle.key == "6"
