"""Ahead: /plan, for fourteen days, a term or so many days; in the group and in private."""

import pytest
from app.leading import make_leader
from app.rhythm.test_planning import planned_team
from stage import Stage

from bot.app.teams.ahead import Ahead, understood
from bot.sandbox import Chat, Message, Person
from bot.storage import teams


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Ahead(14)),
        ("Blok", Ahead(98)),
        ("term 3", Ahead(98, 3)),
        ("kwartaal", Ahead(98)),
        ("60", Ahead(60)),
        ("10 dagen", Ahead(10)),
        ("3 weeks 2", Ahead(21, 2)),
        ("0", None),
        ("367", None),
        ("53 weken", None),
        ("volgende week", None),
        ("60x", None),
    ],
)
def test_what_is_asked_is_understood_as_it_is_meant_or_not_at_all(text: str, asked: Ahead | None) -> None:
    assert understood(text) == asked


def dates(message: Message) -> list[str]:
    return [line for line in message.text.splitlines()[1:] if " om " in line]


async def test_a_term_is_leafed_through_whole_with_whose_turn_it_is_and_what_is_let_pass(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.say(anna, group, "/teampauze t/m 1 december")
    card = await stage.say(anna, group, "/planning blok")
    first = dates(card)
    await stage.press(anna, card, "Verder ›")
    second = dates(card)
    await stage.press(anna, card, "‹ Eerder")
    again, lines = dates(card), [*first, *second]
    assert (first == again, card.text.splitlines()[0]) == (True, "De komende veertien weken (bladzijde 1 van 2)")
    questions = [line for line in lines if ": vraag" in line]
    assert (len(questions), sum(": overzicht" in line for line in lines)) == (14, 3)
    assert questions[0].endswith("vraag (overgeslagen)")
    assert questions[1].endswith("vraag (pauze)")
    assert questions[4].endswith("dinsdag 22 december om 12.30 uur: vraag (vrij: kerstvakantie)")
    titles = [line.partition("“")[2] for line in questions if "“" in line]
    assert (len(titles), len(set(titles[:8]))) == (9, 8)


async def test_what_is_not_understood_is_said_and_not_taken_for_a_fortnight(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    said = [(await stage.say(anna, group, f"/planning {words}")).text[:24] for words in ("ooit", "999")]
    assert said == ["Dat begrijp ik niet. Typ"] * 2


async def test_in_private_it_is_that_of_ones_own_teams_and_of_no_other(stage: Stage) -> None:
    (bram,) = stage.people("Bram")
    _, anna = await planned_team(stage)
    other = await stage.team("Bovenbouw", bram)
    for person in (anna, bram):
        person.start(stage.bot)
    own = await stage.tell(anna, "/planning")
    bram.invite(other, anna)
    await stage.say(anna, other, "/meedoen")
    which = await stage.tell(anna, "/planning blok")
    await stage.press(anna, which, "Onderbouw")
    refused = await stage.tell(bram, "/planning *1 14 1")
    assert own.text.startswith("Onderbouw: de komende veertien dagen")
    assert which.text.startswith("Onderbouw: de komende veertien weken (bladzijde 1 van 2)")
    assert refused.text == "Je doet in geen team mee waarvan ik de planning kan laten zien."


async def test_a_scan_that_is_offered_in_its_time_is_in_the_plan_and_comes_then(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    card = await stage.say(anna, group, "/planning 30")
    told = "vrijdag 4 december om 15.30 uur: ik bied de scan “Zijn wij een team?” aan"
    assert [line for line in dates(card) if "ik bied" in line] == [f"{told} (als er dan minstens drie meedoen)"]
    for person in (anna, *stage.people("Bram", "Chris")):
        anna.invite(group, person)
        await stage.say(person, group, "/meedoen")
    card = await stage.say(anna, group, "/planning 30")
    assert [line for line in dates(card) if "ik bied" in line] == [told]
    await stage.move_to("2026-12-18 12:00")
    came = [message.date for message in stage.from_bot(group) if message.text.startswith("Zijn wij een team?")]
    assert [f"{at:%Y-%m-%d}" for at in came] == ["2026-12-04"]
    assert "ik bied" not in (await stage.say(anna, group, "/planning blok")).text


async def test_what_takes_more_people_than_there_are_says_so(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/ritme scan sociaal-leren eerste do van de maand elk jaar 12:30")
    card = await stage.say(anna, group, "/planning 30")
    told = [line.partition(": ")[2] for line in dates(card) if ": scan" in line]
    assert told == ["scan “Hoe wij samen leren” (als er dan minstens drie meedoen)"]


async def led_team(stage: Stage) -> tuple[Chat, Person, Person]:
    """Return a team that has a rhythm, with its coordinator and its leader."""
    group, anna = await planned_team(stage)
    (ilse,) = stage.people("Ilse")
    anna.invite(group, ilse)
    for person in (anna, ilse):
        person.start(stage.bot)
    await make_leader(stage, anna, ilse, group)
    return group, anna, ilse


async def test_whoever_leads_sees_in_private_when_the_digest_reaches_them(stage: Stage) -> None:
    group, anna, ilse = await led_team(stage)
    await stage.tell(ilse, "/weekbericht dag ma 8:30")
    theirs = (await stage.tell(ilse, "/planning")).text
    public = (await stage.say(anna, group, "/planning")).text
    told = "vrijdag 27 november om 15.30 uur: weekbericht voor de leidinggevende"
    assert f"{told}, bij jou maandag 30 november om 8.30 uur" in theirs
    assert told in public
    assert "bij jou" not in public


async def test_a_digest_of_a_week_with_a_question_is_promised_on_a_free_friday_too(stage: Stage) -> None:
    group, anna, ilse = await led_team(stage)
    await stage.say(anna, group, "/vrijedagen vrijdag 27 november studiedag\n30 november t/m 4 december reis")
    theirs, public = (await stage.tell(ilse, "/planning")).text, (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-11-27 16:00")
    afterwards = (await stage.tell(ilse, "/planning")).text
    told = "vrijdag 27 november om 15.30 uur: weekbericht voor de leidinggevende"
    assert f"{told}, bij jou maandag 7 december om 8.30 uur (als" in theirs
    assert f"{told}, op de eerstvolgende werkdag (als" in public
    dropped = "4 december om 15.30 uur: weekbericht voor de leidinggevende (als er iets te vertellen is) (vrij: reis)"
    assert all(dropped in plan for plan in (public, afterwards))


@pytest.mark.parametrize("said", ["uit", "Stop", "off"])
async def test_a_pause_that_is_off_is_over(stage: Stage, said: str) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/teampauze")
    await stage.say(anna, group, f"/teampauze {said}")
    team = teams.find(stage.database, 1)
    assert team is not None
    assert team.pauses == ()
