"""A coordinator's own place: teams set from private, what was changed by whom, and taken back."""

import pytest
from stage import Stage

from bot.app.commands import COMMANDS
from bot.app.context.addressing import STEERED
from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import members, schedules, teams


async def two_teams(stage: Stage) -> tuple[Chat, Chat, Person, Person]:
    """Return two groups that one person coordinates, of which one has a rhythm; and a second coordinator of that."""
    anna, bram = stage.people("Anna", "Bram")
    first = await stage.team("Onderbouw", anna, bram)
    await stage.press(anna, stage.last(first), "Ja, elke dinsdag")
    second = await stage.team("Bovenbouw", anna)
    await stage.say(anna, second, "/start")
    for person in (anna, bram):
        person.start(stage.bot)
    await stage.settle()
    members.give_role(stage.database, 1, bram.id, Role.COORDINATOR, stage.time.now())
    return first, second, anna, bram


def rhythm_of(stage: Stage, team_id: int) -> tuple[str, tuple[str, ...], str] | None:
    found = schedules.find(stage.database, team_id, "prompt")
    return (found.rhythm.every, found.rhythm.days, f"{found.rhythm.at:%H:%M}") if found else None


def test_every_command_whose_buttons_carry_a_team_is_given_in_private() -> None:
    assert {one.name for one in COMMANDS if one.name in STEERED and "private" in one.run} == STEERED


async def test_all_teams_are_shown_with_rhythm_and_what_comes_and_lead_to_each(stage: Stage) -> None:
    _, _, anna, _ = await two_teams(stage)
    listed = await stage.tell(anna, "/teams")
    assert "Elke dinsdag, 12.30 uur. Hierna: vraag, dinsdag 24 november om 12.30 uur." in listed.text
    assert "Bovenbouw\nNog geen ritme." in listed.text
    await stage.press(anna, listed, "Bovenbouw")
    assert "Leerkring voor Bovenbouw" in listed.text
    await stage.press(anna, listed, "Alle teams")
    assert "Onderbouw" in listed.text


async def test_whoever_has_many_teams_leafs_through_all_of_them_and_can_choose_each(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    anna.start(stage.bot)
    names = [f"Team {number:02}" for number in range(1, 15)]
    for name in names:
        await stage.say(anna, await stage.team(name, anna), "/start")
    listed = await stage.tell(anna, "/teams")
    first = [name for name in names if f"{name}\n" in listed.text]
    await stage.press(anna, listed, "Meer ›")
    second = [name for name in names if f"{name}\n" in listed.text]
    assert (listed.text.splitlines()[0], [*first, *second]) == ("Bladzijde 2 van 2", names)
    await stage.press(anna, listed, "Team 14")
    assert "Leerkring voor Team 14" in listed.text
    asked = await stage.tell(anna, "/ritme")
    assert sorted(button.text for row in asked.buttons for button in row) == names


async def test_a_team_is_set_from_private_and_its_group_hears_nothing_of_the_searching(stage: Stage) -> None:
    first, second, anna, _ = await two_teams(stage)
    before = len(stage.from_bot(first)), len(stage.from_bot(second))
    listed = await stage.tell(anna, "/teams")
    for label in ("Bovenbouw", "Ander ritme", "Elke donderdag"):
        await stage.press(anna, listed, label)
    assert (rhythm_of(stage, 1), rhythm_of(stage, 2)) == (("week", ("tue",), "12:30"), ("week", ("thu",), "12:30"))
    assert "Ritme: elke donderdag, 12.30 uur" in listed.text
    assert (len(stage.from_bot(first)), len(stage.from_bot(second))) == before


async def test_of_several_teams_which_is_asked_and_a_typed_command_is_kept_meanwhile(stage: Stage) -> None:
    _, _, anna, bram = await two_teams(stage)
    asked = await stage.tell(anna, "/ritme week wo 13:00")
    assert "Van welk team?" in asked.text
    await stage.press(anna, asked, "Bovenbouw")
    assert (rhythm_of(stage, 1), rhythm_of(stage, 2)) == (("week", ("tue",), "12:30"), ("week", ("wed",), "13:00"))
    await stage.tell(bram, "/ritme week ma 12:00")
    assert rhythm_of(stage, 1) == ("week", ("mon",), "12:00")


@pytest.mark.parametrize("command", ["rhythm *1 week wed 13:00", "freedays *1 4 dec", "undo *1", "team *1", "team *99"])
async def test_nobody_else_sets_a_team_by_a_forged_button(stage: Stage, command: str) -> None:
    await two_teams(stage)
    (chris,) = stage.people("Chris")
    other = await stage.team("Elders", chris)
    await stage.say(chris, other, "/start")
    chris.start(stage.bot)
    await stage.settle()
    told = await stage.tell(chris, f"/{command}")
    team = teams.find(stage.database, 1)
    assert ("Alleen" in told.text or "alleen" in told.text, rhythm_of(stage, 1)) == (True, ("week", ("tue",), "12:30"))
    assert team
    assert team.free_days == ()


async def test_who_changed_what_is_told_and_taken_back_one_by_one(stage: Stage) -> None:
    first, _, anna, bram = await two_teams(stage)
    await stage.say(bram, first, "/vrijedagen 1 december studiedag")
    await stage.tell(bram, "/ritme week do 13:00")
    await stage.tell(bram, "/teampauze 14 t/m 18 dec")
    listed = await stage.tell(anna, "/wijzigingen *1")
    assert "Bram" in listed.text
    for line in ("pauze maandag 14 december tot en met vrijdag 18 december", "vragen elke donderdag, 13.00 uur"):
        assert line in listed.text
    await stage.press(anna, listed, "Draai dit terug")
    assert "Teruggedraaid. Nu geldt weer: geen pauze." in listed.text
    await stage.press(anna, listed, "Ook de wijziging daarvoor terug")
    assert "vragen elke dinsdag, 12.30 uur" in listed.text
    await stage.press(anna, listed, "Ook de wijziging daarvoor terug")
    team = teams.find(stage.database, 1)
    assert team
    assert (rhythm_of(stage, 1), team.pauses, team.free_days) == (("week", ("tue",), "12:30"), (), ())


async def test_the_card_in_private_says_who_changed_something_last(stage: Stage) -> None:
    first, _, anna, bram = await two_teams(stage)
    await stage.say(bram, first, "/ritme open 3")
    shown = await stage.tell(anna, "/team *1")
    assert "Laatst veranderd door Bram" in shown.text
    assert "vraag open drie schooldagen" in shown.text


async def test_a_skip_is_taken_back_and_what_was_changed_in_between_stops_it(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    await stage.say(anna, first, "/volgendeoverslaan")
    await stage.say(anna, first, "/ongedaan")
    assert stage.database.execute("SELECT count(*) FROM moments WHERE reason = 'by hand'").fetchone() == (0,)
    await stage.say(anna, first, "/volgendeoverslaan")
    stage.database.execute("UPDATE teams SET is_blind = 1 WHERE id = 1")
    assert "iets anders veranderd" in (await stage.say(anna, first, "/ongedaan")).text


async def test_of_twenty_changes_each_can_be_taken_back_and_no_more(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    for number in range(22):
        await stage.say(anna, first, f"/ritme week di 1{2 + number % 2}:{10 + number}")
    for _ in range(20):
        assert "Teruggedraaid" in (await stage.say(anna, first, "/ongedaan")).text
    assert "niets om terug te draaien" in (await stage.say(anna, first, "/ongedaan")).text
    assert rhythm_of(stage, 1) == ("week", ("tue",), "13:11")


async def test_a_clock_and_its_rhythms_come_back_together(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    slot = stage.database.execute("SELECT next_slot FROM schedules WHERE kind = 'prompt' AND team_id = 1").fetchone()
    await stage.say(anna, first, "/tijdzone America/Curacao")
    await stage.say(anna, first, "/ongedaan")
    found = stage.database.execute("SELECT next_slot FROM schedules WHERE kind = 'prompt' AND team_id = 1").fetchone()
    assert found == slot


async def test_the_language_and_what_a_button_set_are_among_the_changes_and_go_back(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    await stage.say(anna, first, "/ritme week do 13:00")
    await stage.say(anna, first, "/taal en")
    assert "language English" in (await stage.say(anna, first, "/changes")).text
    await stage.say(anna, first, "/undo")
    await stage.say(anna, first, "/regio zuid")
    assert "regio Zuid" in (await stage.say(anna, first, "/wijzigingen")).text
    for _ in range(2):
        told = await stage.say(anna, first, "/ongedaan")
    assert ("Nu geldt weer" in told.text, "vragen elke dinsdag, 12.30 uur" in told.text) == (True, True)


async def test_a_skip_whose_moment_is_over_is_not_said_to_be_taken_back(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    await stage.say(anna, first, "/volgendeoverslaan")
    await stage.move_to("2026-11-24 13:00")
    assert "Dat is al voorbij" in (await stage.say(anna, first, "/ongedaan")).text


async def test_a_rhythm_that_came_to_its_end_can_be_had_back_as_it_was_before(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    await stage.say(anna, first, "/ritme week di 12:30 t/m 24 november")
    await stage.move_to("2026-11-25 09:00")
    assert rhythm_of(stage, 1) is None
    listed = await stage.say(anna, first, "/wijzigingen")
    assert "vragen uit" in listed.text


async def test_each_team_is_told_by_its_own_clock_with_its_own_lines(stage: Stage) -> None:
    first, _, anna, _ = await two_teams(stage)
    await stage.say(anna, first, "/tijdzone America/Curacao")
    listed = await stage.tell(anna, "/teams")
    assert "Hierna: vraag, dinsdag 24 november om 12.30 uur.\nAlles is bezorgd.\n\nBovenbouw\n" in listed.text


async def test_what_is_too_long_for_a_button_is_typed_in_the_teams_group(stage: Stage) -> None:
    _, _, anna, _ = await two_teams(stage)
    lines = "4 december studiedag van de hele school\n5 februari studiemiddag\n2 maart studiedag"
    assert "noem het team erbij, of typ het in de groep" in (await stage.tell(anna, f"/vrijedagen {lines}")).text
