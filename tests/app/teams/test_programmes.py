"""A programme: seen by day before it begins; what comes, phase by phase as the group goes on; changed and stopped."""

import json
import re
from datetime import timedelta

import pytest
from stage import Stage, is_prompt
from weekly import weekly

from bot.sandbox import Chat, Message, Person

DATED = re.compile(r"^(?:maan|dins|woens|donder|vrij)dag (\d+ [a-z]+): (.+)$", re.MULTILINE)
TITLES = ["Dit werkt hier al", "Iets erbij, iets eraf", "Afkijken mag"]


def asked(stage: Stage, group: Chat) -> list[str]:
    return [one.text.partition("\n")[0] for one in stage.from_bot(group) if is_prompt(one)]


async def begun(stage: Stage, which: str = "first-term") -> tuple[Chat, Person, Message]:
    """Return a group in a programme, its coordinator, and the card of it."""
    group, anna = await weekly(stage)
    await stage.say(anna, group, f"/programma {which}")
    card = stage.last(group)
    await stage.press(anna, card, "Zo beginnen")
    return group, anna, card


async def joined(stage: Stage, group: Chat, anna: Person, *names: str) -> None:
    """Have people invited to a group, who take part in it."""
    for person in stage.people(*names):
        anna.invite(group, person)
        await stage.say(person, group, "/meedoen")


async def test_which_there_are_is_shown_with_what_they_ask(stage: Stage) -> None:
    group, anna = await weekly(stage)
    card = await stage.say(anna, group, "/programma")
    assert "Een eerste blok, 12 keer, elke week." in card.text
    assert "Licht, 6 keer, om de week" in card.text
    unknown = await stage.say(anna, group, "/programma zomer")
    assert "“zomer” ken ik niet" in unknown.text


async def test_all_of_it_is_shown_by_day_before_it_begins_and_nothing_of_that_stays(stage: Stage) -> None:
    group, anna = await weekly(stage)
    plan_before = (await stage.say(anna, group, "/planning 60")).text
    preview = await stage.say(anna, group, "/programma Licht")
    assert [day for day, _ in DATED.findall(preview.text)] == [
        "24 november",
        "8 december",
        "5 januari",
        "19 januari",
        "2 februari",
        "16 februari",
    ]
    assert "Wat jullie zelf bepalen. Overslaan mag altijd" in preview.text
    assert (await stage.say(anna, group, "/planning 60")).text == plan_before
    assert "geen programma" in (await stage.say(anna, group, "/fase")).text


async def test_what_was_shown_is_what_comes_if_the_group_goes_on(stage: Stage) -> None:
    group, anna = await weekly(stage)
    preview = await stage.say(anna, group, "/programma Licht")
    shown = DATED.findall(preview.text)
    await stage.press(anna, preview, "Zo beginnen")
    said = next(one for one in stage.from_bot(group) if "koos een programma" in one.text)
    assert "Het heeft drie fasen: Aanloop, Onderweg en Afronden. We beginnen dinsdag 24 november" in said.text
    for to in ("2026-12-11 12:00", "2027-02-05 12:00"):
        if to.startswith("2027"):
            await stage.move_to("2027-01-05 12:31")
            await stage.reply(anna, stage.prompt(group), "De rits ging dicht zonder mij.")
        await stage.move_to(to)
        suggested = next(
            one for one in reversed(stage.from_bot(group)) if one.buttons and "Zijn jullie toe" in one.text
        )
        await stage.press(anna, suggested, "Verder")
        assert "drukte op de knop" in suggested.text
    await stage.move_to("2027-02-19 12:00")
    came = [f"{one.date:%d-%m}" for one in stage.from_bot(group) if is_prompt(one)]
    assert came == ["24-11", "08-12", "05-01", "19-01", "02-02", "16-02"]
    assert (len(shown), asked(stage, group)[:2]) == (6, TITLES[:2])
    over = stage.last(group)
    assert "Dat was “Licht”" in over.text
    await stage.press(anna, over, "Haal de oogst op")
    assert "De oogst sinds" in stage.last(group).text
    await stage.move_to("2027-03-12 12:00")
    assert len(asked(stage, group)) == 7


async def test_until_somebody_goes_on_ordinary_questions_come_and_coordinators_hear_of_it_once(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    anna.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-08 13:00")
    assert asked(stage, group) == TITLES
    plan = await stage.say(anna, group, "/planning 30")
    assert "(als jullie dan verdergaan)" in plan.text
    await stage.move_to("2027-01-05 13:00")
    assert [title in TITLES for title in asked(stage, group)] == [True] * 3 + [False] * 2
    told = [one.text for one in stage.private(anna) if "nog niet aan “Van start” begonnen" in one.text]
    assert len(told) == 1
    await stage.say(anna, group, "/fase")
    await stage.press(anna, stage.last(group), "Verder: Van start")
    assert "Van start begint" in stage.last(group).text
    assert "Dat is al gebeurd" in (await stage.say(anna, group, "/fase on 1")).text


async def test_the_first_question_is_blind_and_a_consultation_comes_at_its_moment(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    await joined(stage, group, anna, "Bram", "Chris", "Dewi")
    plan = (await stage.say(anna, group, "/planning 30")).text.splitlines()
    blind = ["(eerst blind)" in line for line in plan if ": vraag" in line]
    assert (blind[0], any(blind[1:3])) == (True, False)
    await stage.move_to("2026-11-24 12:31")
    assert "Eerst blind: antwoord met de knop" in stage.prompt(group).text
    await stage.move_to("2026-12-10 16:30")
    await stage.say(anna, group, "/fase on 1")
    await stage.move_to("2027-01-12 12:31")
    assert "Leren van successen" in stage.last(group).text


async def test_something_is_left_out_once_and_all_of_it_is_undone(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    card = await stage.say(anna, group, "/programma")
    await stage.press(anna, card, "Iets weglaten")
    [command] = [one.data or "" for row in card.buttons for one in row if one.text == TITLES[1]]
    await stage.press(anna, card, TITLES[1])
    assert TITLES[1] not in card.text
    # The button of a card that stands elsewhere still means what it meant, and leaves out nothing more.
    again = await stage.say(anna, group, f"/{command}")
    assert TITLES[2] in again.text
    await stage.move_to("2026-12-01 13:00")
    assert asked(stage, group) == [TITLES[0], TITLES[2]]
    undone = await stage.say(anna, group, "/ongedaan")
    assert "programma “Een eerste blok”" in undone.text
    await stage.move_to("2026-12-08 13:00")
    assert asked(stage, group) == [TITLES[0], TITLES[2], TITLES[1]]
    await stage.press(anna, undone, "Ook de wijziging daarvoor terug")
    assert "heeft het programma “Een eerste blok” gestopt" in "".join(one.text for one in stage.from_bot(group))
    assert "geen programma" in (await stage.say(anna, group, "/fase")).text


async def test_leaving_out_the_last_that_is_left_ends_it_and_undoing_that_asks_nothing_twice(stage: Stage) -> None:
    group, anna, _ = await begun(stage, "light")
    for to in ("2026-12-11 12:00", "2027-02-05 12:00"):
        await stage.move_to(to)
        await stage.say(anna, group, f"/fase on {1 if to.startswith('2026') else 2}")
    await stage.move_to("2027-02-19 12:00")
    assert "Dat was “Licht”" in stage.last(group).text
    await stage.say(anna, group, "/ongedaan")
    await stage.move_to("2027-03-20 12:00")
    assert asked(stage, group).count(TITLES[0]) == 1


async def test_leaving_out_what_is_left_of_a_phase_asks_the_group(stage: Stage) -> None:
    group, anna, _ = await begun(stage, "light")
    await stage.move_to("2026-11-24 13:00")
    card = await stage.say(anna, group, "/programma")
    await stage.press(anna, card, "Iets weglaten")
    await stage.press(anna, card, TITLES[1])
    assert "Zijn jullie toe aan “Onderweg”?" in stage.last(group).text


@pytest.mark.parametrize("said", ["/fase on 1", "/programma stop certain"])
async def test_nothing_is_suggested_once_the_group_went_on_or_it_stopped(stage: Stage, said: str) -> None:
    group, anna, _ = await begun(stage, "light")
    await stage.move_to("2026-12-08 13:00")
    await stage.say(anna, group, said)
    await stage.move_to("2026-12-20 12:00")
    assert not [one for one in stage.from_bot(group) if "Zijn jullie toe aan" in one.text]


async def test_in_private_no_button_goes_on_for_the_group(stage: Stage) -> None:
    group, anna, _ = await begun(stage, "light")
    anna.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-12 12:00")
    card = await stage.tell(anna, "/programma")
    assert [one.text for row in card.buttons for one in row] == ["Iets weglaten", "Stoppen"]
    assert "Verder: Onderweg" in [one.text for row in (await stage.say(anna, group, "/fase")).buttons for one in row]


async def test_it_stops_when_a_coordinator_says_so_twice(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    refused = await stage.say(bram, group, "/programma stop certain")
    assert "stopt" not in refused.text
    card = await stage.say(anna, group, "/programma stop")
    assert "echt stoppen" in card.text
    await stage.press(anna, card, "Ja, stop het programma")
    assert "heeft het programma “Een eerste blok” gestopt" in "".join(one.text for one in stage.from_bot(group))
    await stage.move_to("2026-11-24 13:00")
    assert asked(stage, group)[0] not in TITLES


@pytest.mark.parametrize("answers", [True, False])
async def test_where_nobody_says_what_goes_a_smaller_rhythm_is_offered(stage: Stage, *, answers: bool) -> None:
    group, anna, _ = await begun(stage)
    anna.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-12-01 12:31")
    if answers:
        await stage.reply(anna, stage.prompt(group), "We stoppen met de mail van vrijdag.")
    await stage.move_to("2026-12-08 13:00")
    offers = [one for one in stage.private(anna) if "op de vraag wat eraf kan" in one.text]
    assert len(offers) == (0 if answers else 1)
    if offers:
        await stage.press(anna, offers[0], "Ja")
        assert "voortaan om de week een vraag" in stage.last(group).text


async def test_a_question_chosen_beforehand_comes_first_and_nothing_of_the_programme_is_lost(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    await stage.say(anna, group, "/volgendekiezen Handen op je rug")
    await stage.say(anna, group, "/planning")
    await stage.move_to("2026-12-01 13:00")
    assert asked(stage, group) == ["Handen op je rug", TITLES[0]]


async def test_a_skipped_moment_moves_it_and_a_restart_changes_nothing(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    await stage.say(anna, group, "/volgendeoverslaan")
    await stage.restart()
    await stage.move_to("2026-12-08 13:00")
    assert asked(stage, group) == TITLES[:2]


async def test_it_is_chosen_in_private_too(stage: Stage) -> None:
    group, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    card = await stage.tell(anna, "/programma light")
    await stage.press(anna, card, "Zo beginnen")
    assert "koos een programma" in stage.last(group).text
    assert "hier zijn jullie" in stage.private(anna)[-1].text


async def test_a_card_of_before_takes_the_rhythm_of_no_programme(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    old = stage.last(group)
    await stage.say(anna, group, "/meedoen")
    # As where the card could not be renewed: its button still says so.
    as_it_was = old.keyboard
    await stage.say(anna, group, "/ritme om de week wo 10:00")
    card = await stage.say(anna, group, "/programma light")
    await stage.press(anna, card, "Zo beginnen")
    old.keyboard = as_it_was
    await stage.press(anna, old, "Ja, elke dinsdag")
    assert "Ritme: om de week op woensdag, 10.00 uur" in old.text
    assert "Programma: Licht, Aanloop" in old.text


async def test_what_the_plan_shows_first_comes_where_consultations_come_between(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    await joined(stage, group, anna, "Bram", "Chris")
    await stage.move_to("2026-12-10 16:30")
    await stage.say(anna, group, "/fase on 1")
    shown = re.findall(r": vraag “([^”]+)”", (await stage.say(anna, group, "/planning blok")).text)
    await stage.move_to("2027-01-15 12:00")
    await stage.say(anna, group, "/fase on 2")
    await stage.move_to("2027-01-27 12:00")
    assert asked(stage, group)[3:] == shown[: len(asked(stage, group)) - 3]


async def test_copying_leaves_a_programme_its_rhythm(stage: Stage) -> None:
    group, anna, _ = await begun(stage, "light")
    anna.start(stage.bot)
    await stage.settle()
    other = await stage.team("Bovenbouw", anna)
    await stage.say(anna, other, "/ritme week do 12:30")
    card = await stage.tell(anna, "/overnemen Bovenbouw")
    assert "een team dat er een heeft, houdt daarvan het ritme" in card.text
    await stage.press(anna, card, "Onderbouw")
    assert "Ritme: om de week op dinsdag" in (await stage.say(anna, group, "/start")).text


async def test_a_team_is_named_by_its_first_word_in_private(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    for name in ("Onderbouw De Linde", "Bovenbouw De Linde"):
        await stage.team(name, anna)
    anna.start(stage.bot)
    await stage.settle()
    card = await stage.tell(anna, "/ritme Bovenbouw week wo 10:00")
    assert "Leerkring voor Bovenbouw De Linde" in card.text
    for asked_for in ("/planning Bovenbouw", "/planning blok Bovenbouw", "/planning Bovenbouw De Linde blok"):
        assert "Bovenbouw De Linde: de komende" in (await stage.tell(anna, asked_for)).text
    paused = await stage.tell(anna, "/teampauze Bovenbouw 18 t/m 22 januari")
    assert paused.text.startswith("Bovenbouw De Linde")
    plan = await stage.tell(anna, "/planning Bovenbouw blok")
    assert any("Toch geen pauze" in button.text for row in plan.buttons for button in row)


async def test_a_question_that_never_reached_the_group_comes_yet(stage: Stage) -> None:
    group, anna, _ = await begun(stage)
    await stage.move_to("2026-11-24 12:00")
    anna.set_quiet(group, True)
    await stage.move_to("2026-11-24 18:00")
    anna.set_quiet(group, False)
    await stage.move_to("2026-12-02 12:00")
    assert asked(stage, group) == [TITLES[0]]


async def test_changes_of_before_there_were_programmes_are_still_told(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/ritme week do 13:00")
    for number, before, after in stage.database.execute("SELECT id, before, after FROM changes").fetchall():
        old = []
        for text in (before, after):
            arrangement = json.loads(text)
            for name in ("programme", "course"):
                del arrangement[name]
            del arrangement["team"]["after_case"]
            for rhythm in arrangement["rhythms"].values():
                del rhythm["dates"]
            old.append(json.dumps(arrangement))
        stage.database.execute("UPDATE changes SET before = ?, after = ? WHERE id = ?", [*old, number])
    assert "vragen elke donderdag, 13.00 uur" in (await stage.say(anna, group, "/wijzigingen")).text
    assert "vragen elke dinsdag, 12.30 uur" in (await stage.say(anna, group, "/ongedaan")).text


async def test_what_is_set_in_private_shows_on_the_card_in_the_group(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = stage.last(group)
    anna.start(stage.bot)
    await stage.settle()
    await stage.tell(anna, "/ritme week wo 10:00")
    assert "Ritme: elke woensdag, 10.00 uur" in card.text
    await stage.press(anna, await stage.tell(anna, "/programma light"), "Zo beginnen")
    assert "Programma: Licht, Aanloop" in card.text
    assert "Ik doe mee" in [button.text for row in card.buttons for button in row]


async def test_a_scan_and_a_call_for_pairs_come_at_their_moments(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await joined(stage, group, anna, "Bram", "Chris", "Dewi", "Fatima")
    preview = (await stage.say(anna, group, "/programma newcomers")).text
    assert "oproep voor “Maatjes”" in preview
    assert "werkvorm “Startersronde”" in preview
    await stage.press(anna, stage.last(group), "Zo beginnen")
    await stage.move_to("2026-12-08 12:31")
    assert any("Maatjes" in one.text for one in stage.from_bot(group)[-2:])
    await stage.say(anna, group, "/programma stop")
    await stage.press(anna, stage.last(group), "Ja, stop het programma")
    year = (await stage.say(anna, group, "/programma school-year")).text
    assert "scan “Zijn wij een team?”" in year


async def test_what_stands_in_the_way_of_a_scan_is_told_and_the_programme_goes_on(stage: Stage) -> None:
    group, anna, _ = await begun(stage, "leaders")
    anna.start(stage.bot)
    await joined(stage, group, anna, "Bram")
    plan = (await stage.say(anna, group, "/planning blok")).text
    assert "scan “" in plan
    await stage.move_to("2027-01-19 12:40")
    told = [one.text for one in stage.private(anna) if "niet vanzelf begonnen" in one.text]
    assert (len(told), "iedereen leidinggeeft" in told[0], "De volgende keer" in told[0]) == (1, True, False)
    assert any("Zijn jullie toe aan “Ruimte maken”" in one.text for one in stage.from_bot(group))


async def test_it_is_asked_whether_to_go_on_once_the_scan_of_a_phase_has_closed(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await joined(stage, group, anna, "Bram", "Chris", "Dewi", "Fatima")
    await stage.say(anna, group, "/programma school-year begin")
    await stage.move_to("2027-02-02 12:31")
    scan = next(one for one in stage.from_bot(group) if "Zijn wij een team?" in one.text and one.buttons)
    going_on = [one for one in stage.from_bot(group) if one.buttons and "Zijn jullie toe aan “Start”" in one.text]
    assert going_on == []
    await stage.move_to("2027-02-15 12:00")
    going_on = [one for one in stage.from_bot(group) if "Zijn jullie toe aan “Start”" in one.text]
    assert (len(going_on), going_on[0].date - scan.date >= timedelta(days=5)) == (1, True)
    # What the programme has is not offered besides.
    assert [one.text for one in stage.from_bot(group) if "Een goed moment om te kijken" in one.text] == []


async def test_undoing_a_programme_tells_the_group_how_often_it_is_asked_now_and_renews_its_card(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = stage.last(group)
    await stage.press(anna, card, "Ja, elke dinsdag")
    anna.start(stage.bot)
    await stage.settle()
    await stage.press(anna, await stage.tell(anna, "/programma light"), "Zo beginnen")
    assert ("Licht" in card.text, "om de week" in card.text) == (True, True)
    undone = await stage.tell(anna, "/ongedaan")
    assert "vragen elke dinsdag, 12.30 uur" in undone.text
    assert "er komen gewone vragen, elke dinsdag, 12.30 uur;" in stage.last(group).text
    assert ("Licht" in card.text, "elke dinsdag" in card.text) == (False, True)


async def test_undoing_that_a_programme_was_stopped_is_told_to_the_group(stage: Stage) -> None:
    group, anna, card = await begun(stage, "light")
    await stage.press(anna, card, "Stoppen")
    await stage.press(anna, card, "Ja, stop het programma")
    assert "er komen gewone vragen, om de week op dinsdag, 12.30 uur;" in stage.last(group).text
    anna.start(stage.bot)
    await stage.tell(anna, "/ongedaan")
    assert "Het programma “Licht” gaat toch door: Anna draaide het stoppen terug." in stage.last(group).text


async def test_undoing_a_rhythm_renews_the_card_in_the_group(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = stage.last(group)
    await stage.press(anna, card, "Ja, elke dinsdag")
    await stage.say(anna, group, "/ritme week do 13:00")
    assert "elke donderdag" in card.text
    await stage.say(anna, group, "/ongedaan")
    assert ("elke donderdag" in card.text, "elke dinsdag" in card.text) == (False, True)
