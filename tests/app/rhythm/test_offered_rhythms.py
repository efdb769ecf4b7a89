"""What is offered where a rhythm isn't taken: each button does what it says, and nothing of another rhythm is in it."""

import pytest
from app.consulting import a_team, start
from stage import Stage, local

from bot.core.model import Rhythm
from bot.storage import schedules

MISTAKEN = (
    "werkvorm bloemenfabriek rustig elke maand wo 14:00",
    "werkvorm bloemenfabriek rustig soms",
    "werkvorm betrokkenheid-bij-verandering live soms",
    "werkvorm lesbezoek vlot elke maand wo 14:00",
    "werkvorm lesbezoek week di 15:30",
    "werkvorm vijf-stappen",
    "werkvorm vijf-stappen vlot elke maand wo 20:00",
    "werkvorm vijf-stappen elke maand wo 6:00",
    "scan polsslag elke maand wo 20:00",
    "elke maand wo 20:00",
    "soms",
    "overzicht soms",
    "na intervisie",
    "blind misschien",
    "open lang",
)


def kept(stage: Stage) -> dict[str, Rhythm]:
    return {one.kind: one.rhythm for one in schedules.of_team(stage.database, 1)}


@pytest.mark.parametrize("mistaken", MISTAKEN)
async def test_each_button_that_is_offered_sets_what_it_says(stage: Stage, mistaken: str) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    asked = await stage.say(circle.owner, circle.group, f"/ritme {mistaken}")
    offered = [one.data for row in asked.buttons for one in row if one.data and "rhythm " in one.data]
    assert offered
    for data in [one for one in offered if one not in {f"rhythm {word}" for word in ("open", "blind", "summary")}]:
        pressed = await stage.say(circle.owner, circle.group, f"/ritme {mistaken}")
        await stage.press(circle.owner, pressed, data)
        assert [words for words in ("kan ik niet", "begrijp ik niet", "kan niet") if words in pressed.text] == []


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        (
            "nl",
            "/ritme werkvorm bloemenfabriek rustig elke maand wo 14:00",
            "“De bloemenfabriek” kan niet rustig, alleen live.",
        ),
        (
            "en",
            "/rhythm method bloemenfabriek calm every month wed 2 pm",
            "doesn’t go at the calm pace, only live.",
        ),
    ],
)
async def test_a_pace_that_a_method_lacks_is_named_and_its_rhythm_offered_without(
    stage: Stage, language: str, typed: str, said: str
) -> None:
    (anna,) = stage.people("Anna", language=language)
    group = await stage.team("Onderbouw", anna)
    asked = await stage.say(anna, group, typed)
    assert said in asked.text
    (button,) = [one for row in asked.buttons for one in row]
    await stage.press(anna, asked, button.data or "")
    found = schedules.find(stage.database, 1, "method")
    assert found
    assert (found.what, found.rhythm.days, found.rhythm.at.hour) == (("bloemenfabriek", "live"), ("wed",), 14)


async def test_what_is_not_taken_is_repeated_whole_or_shown_to_be_cut_off(stage: Stage) -> None:
    circle = await a_team(stage)
    whole = "vijf-stappen elke maand op woensdag, 20:00"
    assert f"“{whole}”" in (await stage.say(circle.owner, circle.group, f"/ritme werkvorm {whole}")).text
    assert "…”" in (await stage.say(circle.owner, circle.group, f"/ritme {'soms ' * 30}")).text


async def test_a_method_has_nothing_of_the_rhythm_of_the_one_before_it(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme werkvorm lesbezoek elke maand")
    told = await stage.say(circle.owner, circle.group, "/ritme werkvorm vijf-stappen elke week dinsdag 12:30")
    assert (kept(stage)["method"].on_free, "op vrije dagen" in told.text) == ("skip", False)


async def test_it_is_said_when_a_method_first_begins_and_which_one_was_set(stage: Stage) -> None:
    circle = await a_team(stage)
    told = await stage.say(circle.owner, circle.group, "/ritme werkvorm incident maand do 15.30")
    found = schedules.find(stage.database, 1, "method")
    assert found
    assert found.next_slot == local("2026-12-03 15:30")
    assert "De volgende: donderdag 3 december." in told.text
    changes = await stage.say(circle.owner, circle.group, "/wijzigingen")
    assert "werkvorm “Incidentmethode” de eerste donderdag van de maand" in changes.text


@pytest.mark.parametrize(
    ("first", "then", "other"),
    [
        ("/ritme week di 12:30", "/ritme werkvorm vijf-stappen week di 12:30", "de vraag"),
        ("/ritme week di 12:30", "/ritme scan sociaal-leren om de week di 12:30", "de vraag"),
        ("/ritme werkvorm vijf-stappen week di 12:30", "/ritme week di 12:30", "de werkvorm"),
    ],
)
async def test_what_comes_at_the_time_of_something_else_is_said_so_and_both_come(
    stage: Stage, first: str, then: str, other: str
) -> None:
    circle = await a_team(stage)
    said = f"Op dinsdag 24 november om 12.30 uur komt ook {other}: dan krijgt de groep ze tegelijk."
    await stage.say(circle.owner, circle.group, first)
    assert not [text for text in circle.texts() if "tegelijk." in text]
    await stage.say(circle.owner, circle.group, then)
    assert [text for text in circle.texts() if said in text]
    before = len(circle.texts())
    await stage.move_to("2026-11-24 12:35")
    assert len(circle.texts()) == before + 2


async def test_at_another_hour_or_on_another_day_nothing_is_said_of_it(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    for when in ("di 15:30", "do 12:30"):
        told = await stage.say(circle.owner, circle.group, f"/ritme werkvorm vijf-stappen week {when}")
        assert "tegelijk" not in told.text


async def test_the_plan_says_where_a_method_may_find_another_in_its_way(stage: Stage) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, "/ritme werkvorm vijf-stappen rustig week di 15:30")
    plan = (await stage.say(circle.owner, circle.group, "/planning")).text
    begins = [line for line in plan.splitlines() if "werkvorm" in line]
    assert ["(als er dan geen ronde loopt)" in line for line in begins] == [False, True]
    await stage.say(circle.owner, circle.group, "/ritme werkvorm vijf-stappen live week di 15:30")
    assert "geen ronde loopt" not in (await stage.say(circle.owner, circle.group, "/planning")).text
    await start(circle)
    assert "geen ronde loopt" in (await stage.say(circle.owner, circle.group, "/planning")).text


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("nl", "/ritme uit", "Voorgoed stoppen, of alleen nu even niet?"),
        ("en", "/rhythm stop", "For good, or just for now?"),
    ],
)
async def test_whoever_wants_no_questions_hears_how_and_each_button_does_it(
    stage: Stage, language: str, typed: str, said: str
) -> None:
    (anna,) = stage.people("Anna", language=language)
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme week di 12:30")
    told = await stage.say(anna, group, typed)
    assert said in told.text
    skip, pause, *less, _ = [one.data or "" for row in told.buttons for one in row]
    for data in less:
        await stage.press(anna, told, data)
        assert kept(stage)["prompt"].every != "week"
        told = await stage.say(anna, group, typed)
    await stage.press(anna, told, pause)
    assert "7 december" in stage.last(group).text or "7 December" in stage.last(group).text
    await stage.say(anna, group, "/ritme tot en met 18 december")
    assert str(kept(stage)["prompt"].until) == "2026-12-18"
    assert skip.startswith("skipnext")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("/ritme week di 12:30 vanaf volgende week", "2026-12-01 12:30"),
        ("/rhythm week tue 12:30 from next week", "2026-12-01 12:30"),
        ("/ritme week do 12:30 vanaf volgende maand", "2026-12-03 12:30"),
    ],
)
async def test_a_rhythm_may_begin_next_week_or_next_month(stage: Stage, typed: str, begins: str) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, typed)
    found = schedules.find(stage.database, 1, "prompt")
    assert found
    assert found.next_slot == local(begins)
