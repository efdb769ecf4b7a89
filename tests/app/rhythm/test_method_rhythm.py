"""A rhythm that starts a method: it gathers by itself, shows in the plan, waits for its turn, and ends unseen."""

import pytest
from app.consulting import CASE, IN, Circle, a_team, labels, offers, start
from stage import Stage, local

from bot.core.model import Role
from bot.sandbox import Message
from bot.storage import members, schedules
from bot.storage.sessions import case_in

RHYTHM = "/ritme werkvorm vijf-stappen week di 15.30"


def titled(stage: Stage, method: str = "vijf-stappen") -> str:
    return stage.rehearsal.program.house.content.walkthroughs[method].title.nl


async def with_rhythm(stage: Stage, rhythm: str = RHYTHM) -> Circle:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, rhythm)
    return circle


def gathering(circle: Circle) -> list[Message]:
    return [one for one in circle.stage.from_bot(circle.group) if offers(one, "next")]


def sessions(stage: Stage) -> list[tuple[str, str]]:
    rows = stage.database.query("SELECT method, state FROM sessions WHERE terms = 'case' ORDER BY id")
    return [(row["method"], row["state"]) for row in rows]


def moments(stage: Stage) -> list[tuple[str, str | None]]:
    rows = stage.database.query(
        "SELECT moments.state, reason FROM moments JOIN schedules ON schedules.id = schedule_id WHERE kind = 'method'"
        " ORDER BY slot"
    )
    return [(row["state"], row["reason"]) for row in rows]


async def test_at_its_moment_it_gathers_those_who_want_to_take_part(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    card = stage.last(circle.group).text
    await stage.move_to("2026-11-24 15:29")
    before = len(gathering(circle))
    await stage.move_to("2026-11-24 15:32")
    assert f"Werkvorm: “{titled(stage)}”, elke dinsdag, 15.30 uur." in card
    assert (before, len(gathering(circle)), circle.key) == (0, 1, "gather")
    assert sessions(stage) == [("vijf-stappen", "open")]


async def test_whoever_is_in_brings_a_case_as_in_any_other(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await stage.move_to("2026-11-24 15:32")
    await circle.all_press(IN)
    await circle.write(circle.owner, CASE)
    await circle.all_press("Ik pas", *circle.people[1:])
    assert (circle.key, circle.state.owners) == ("roles", (circle.owner.id,))


async def test_the_plan_shows_it_and_it_is_skipped_like_a_question(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    plan = await stage.say(circle.owner, circle.group, "/planning")
    await stage.press(circle.owner, plan, "Sla de volgende over")
    said = stage.last(circle.group).text
    await stage.move_to("2026-12-01 15:32")
    assert f"dinsdag 24 november om 15.30 uur: werkvorm “{titled(stage)}”" in plan.text
    assert said.startswith("De werkvorm van dinsdag 24 november om 15.30 uur sla ik over. Daarna komt ")
    assert moments(stage) == [("skipped", "by hand"), ("started", None)]


async def test_one_that_nobody_takes_up_ends_without_a_word(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await stage.move_to("2026-11-24 15:32")
    texts = circle.texts()
    await stage.move_to("2026-11-30 12:00")
    assert sessions(stage) == [("vijf-stappen", "cancelled")]
    assert len(circle.texts()) == len(texts)


async def test_one_for_which_nobody_brings_a_case_ends_with_a_word_to_those_who_were_in(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await stage.move_to("2026-11-24 15:32")
    await circle.all_press("Ik doe mee, akkoord")
    await circle.all_press("Ik pas")
    assert sessions(stage) == [("vijf-stappen", "cancelled")]
    assert circle.texts()[-1] == circle.says("framing.nobody_brings")


async def test_while_another_runs_it_waits_for_its_next_turn_and_says_so(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await start(circle)
    await stage.move_to("2026-11-24 15:32")
    assert circle.says("planning.method_moved", title=titled(stage), at=local("2026-12-01 15:30")) in circle.texts()
    assert (len(sessions(stage)), moments(stage)) == (1, [("skipped", "running")])


async def test_whoever_is_in_may_end_one_that_nobody_began(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await stage.move_to("2026-11-24 15:32")
    await stage.say(circle.people[1], circle.group, "/afronden stop")
    assert sessions(stage) == [("vijf-stappen", "cancelled")]


async def test_in_a_holiday_nothing_begins(stage: Stage) -> None:
    await with_rhythm(stage)
    await stage.move_to("2026-12-21 10:00")
    before = len(sessions(stage))
    await stage.move_to("2026-12-31 10:00")
    assert len(sessions(stage)) == before


async def test_leaders_are_not_asked(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    members.give_role(stage.database, 1, circle.people[-1].id, Role.LEADER, stage.time.now())
    await stage.move_to("2026-11-24 15:32")
    assert circle.state.people == frozenset(person.id for person in circle.people[:-1])


async def test_for_too_few_it_does_not_begin_and_the_coordinator_hears_why(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        person.tell(stage.bot, "/start")
        await stage.say(person, group, "/meedoen")
    await stage.say(anna, group, RHYTHM)
    await stage.move_to("2026-11-24 15:32")
    assert (sessions(stage), moments(stage)) == ([], [("skipped", "too few")])
    assert "is niet vanzelf begonnen" in stage.private(anna)[-1].text
    assert [one for one in stage.private(bram) if "vanzelf" in one.text] == []


async def test_it_ends_when_a_coordinator_says_so(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    said = await stage.say(circle.owner, circle.group, "/ritme werkvorm uit")
    await stage.move_to("2026-11-25 10:00")
    stops = f"er begint geen werkvorm meer vanzelf: “{titled(stage)}” (elke dinsdag, 15.30 uur) stopt."
    assert (stops in said.text, sessions(stage)) == (True, [])


@pytest.mark.parametrize(
    ("kind", "said"), [("werkvorm", "geen werkvorm die vanzelf begint"), ("scan", "geen scan die")]
)
async def test_where_nothing_was_on_that_is_said(stage: Stage, kind: str, said: str) -> None:
    circle = await a_team(stage)
    assert f"Er was {said}" in (await stage.say(circle.owner, circle.group, f"/ritme {kind} uit")).text


@pytest.mark.parametrize(("words", "hour"), [("elke week", 15), ("vlot elke week", 15), ("om de week 14.00 uur", 14)])
async def test_where_the_day_is_missing_it_is_asked_with_a_button_for_each(stage: Stage, words: str, hour: int) -> None:
    circle = await a_team(stage)
    asked = await stage.say(circle.owner, circle.group, f"/ritme werkvorm vijf-stappen {words}")
    assert asked.text.startswith(f"“{words.removeprefix('vlot ')}” zegt niet op welke dag.")
    assert len(labels(asked)) == 5
    await stage.press(circle.owner, asked, labels(asked)[2])
    kept = schedules.find(stage.database, 1, "method")
    assert kept
    assert (kept.rhythm.days, kept.rhythm.at.hour) == (("wed",), hour)


@pytest.mark.parametrize(
    ("rhythm", "pace"),
    [
        (RHYTHM, "calm"),
        ("/ritme werkvorm vijf-stappen vlot twee weken do 12:00", "sprint"),
        ("/rhythm method vijf-stappen live week tue 15:30", "live"),
    ],
)
async def test_a_pace_may_be_named(stage: Stage, rhythm: str, pace: str) -> None:
    await with_rhythm(stage, rhythm)
    (row,) = stage.database.query("SELECT what FROM schedules WHERE kind = 'method'")
    assert row["what"] == f"vijf-stappen {pace}"


@pytest.mark.parametrize(
    "words", ["", "bestaat-niet week di 15:30", "vijf-stappen", "vijf-stappen soms", "vijf-stappen di"]
)
async def test_what_is_not_understood_is_said_with_how_it_goes(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    said = await stage.say(circle.owner, circle.group, f"/ritme werkvorm {words}")
    assert "/ritme werkvorm vijf-stappen week di 15:30" in said.text
    assert list(stage.database.query("SELECT 1 FROM schedules WHERE kind = 'method'")) == []


async def test_a_method_that_comes_too_close_is_refused(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme werkvorm balint week di 15:30")
    assert list(stage.database.query("SELECT 1 FROM schedules WHERE kind = 'method'")) == []


async def test_a_method_whose_file_is_gone_is_told_to_the_coordinator(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    circle.owner.tell(stage.bot, "/start")
    await stage.settle()
    stage.database.execute("UPDATE schedules SET what = 'weg calm' WHERE kind = 'method'")
    await stage.move_to("2026-11-24 15:32")
    assert (moments(stage), case_in(stage.database, 1)) == ([("skipped", "gone")], None)
    assert "Die werkvorm is er niet meer." in stage.private(circle.owner)[-1].text


async def test_a_rhythm_of_a_method_is_set_by_buttons_alone(stage: Stage) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    for label in ("Ritme", "Werkvorm vanzelf", titled(stage, "leren-van-successen")):
        await stage.press(circle.owner, card, label)
    assert card.text.startswith("“Leren van successen”: hoe vaak")
    assert labels(card) == [
        "De eerste dinsdag van de maand, 15.30 uur",
        "De eerste donderdag van de maand, 15.30 uur",
        "Om de vier weken op woensdag, 15.30 uur",
        "Terug",
    ]
    await stage.press(circle.owner, card, "De eerste donderdag van de maand, 15.30 uur")
    kept = schedules.find(stage.database, 1, "method")
    assert kept
    assert (kept.what[0], kept.rhythm.days) == ("leren-van-successen", ("thu",))
    assert "de eerste donderdag van de maand, 15.30 uur" in card.text


async def test_in_private_the_buttons_carry_the_team(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    chooser = await stage.tell(circle.owner, "/ritme werkvorm")
    await stage.press(circle.owner, chooser, "Incidentmethode")
    await stage.press(circle.owner, chooser, "Om de vier weken op woensdag, 15.30 uur")
    kept = schedules.find(stage.database, 1, "method")
    assert kept
    assert (kept.what[0], kept.rhythm.every) == ("incident", "four weeks")


async def test_what_is_about_no_case_comes_as_seldom_as_twice_a_year_and_a_case_does_not(stage: Stage) -> None:
    circle = await a_team(stage)
    seldom = "elk half jaar op de eerste dinsdag"
    there = await stage.say(circle.owner, circle.group, f"/ritme werkvorm leerweg {seldom} 15:30")
    assert f"{seldom} van de maand" in there.text
    refused = await stage.say(circle.owner, circle.group, f"/ritme werkvorm vijf-stappen {seldom} 15:30")
    assert f"{seldom} van de maand" not in refused.text


@pytest.mark.parametrize(("until", "begins"), [("11 december", True), ("8 januari", False)])
async def test_what_would_lie_open_over_a_long_holiday_waits_until_after_it(
    stage: Stage, until: str, begins: bool
) -> None:
    circle = await with_rhythm(stage)
    circle.owner.tell(stage.bot, "/start")
    await stage.say(circle.owner, circle.group, f"/vrijedagen 3 december t/m {until} vakantie")
    await stage.move_to("2026-11-24 15:32")
    told = stage.private(circle.owner)[-1].text
    assert ([method for method, _ in sessions(stage)] == ["vijf-stappen"], "De vakantie zou beginnen" in told) == (
        begins,
        not begins,
    )


async def test_around_a_table_it_can_begin_the_day_before_a_holiday(stage: Stage) -> None:
    circle = await with_rhythm(stage, "/ritme werkvorm vijf-stappen live week di 15.30")
    await stage.say(circle.owner, circle.group, "/vrijedagen 25 november t/m 8 januari vakantie")
    await stage.move_to("2026-11-24 15:32")
    assert sessions(stage) == [("vijf-stappen", "open")]


@pytest.mark.parametrize(
    ("first", "then", "back", "said"),
    [
        (
            RHYTHM,
            "/ritme werkvorm incident maand do 15.30",
            "/ongedaan",
            "“{}” (elke dinsdag, 15.30 uur) begint nu niet meer vanzelf",
        ),
        (
            "/rhythm method vijf-stappen week tue 15:30",
            "/rhythm method incident month thu 15:30",
            "/undo",
            "“{}” (",
        ),
        ("/ritme scan polsslag", "/ritme scan sociaal-leren", "/ongedaan", "“Even de pols voelen” ("),
    ],
)
async def test_one_that_takes_the_place_of_another_says_so_and_how_to_put_that_back(
    stage: Stage, first: str, then: str, back: str, said: str
) -> None:
    circle = await with_rhythm(stage, first)
    before = schedules.of_team(stage.database, 1)
    await stage.say(circle.owner, circle.group, then)
    (told,) = [one for one in circle.texts() if "niet meer vanzelf" in one]
    assert (said.format(titled(stage)) in told, "/ongedaan" in told) == (True, True)
    await stage.say(circle.owner, circle.group, back)
    assert [(one.what, one.rhythm) for one in schedules.of_team(stage.database, 1)] == [
        (one.what, one.rhythm) for one in before
    ]


async def test_another_rhythm_of_the_same_method_takes_the_place_of_none(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    told = await stage.say(circle.owner, circle.group, "/ritme werkvorm vijf-stappen week do 15.30")
    assert "elke donderdag" in told.text
    assert not [one for one in circle.texts() if "niet meer vanzelf" in one]


async def test_in_a_team_that_is_set_up_it_stands_below_what_is_different(stage: Stage) -> None:
    circle = await with_rhythm(stage)
    await stage.say(circle.owner, circle.group, "/ritme week ma 12:30")
    before = len(stage.from_bot(circle.group))
    told = await stage.say(circle.owner, circle.group, "/ritme werkvorm incident maand do 15.30")
    assert ("Incidentmethode" in told.text, f"“{titled(stage)}” (" in told.text) == (True, True)
    assert len(stage.from_bot(circle.group)) == before + 1
