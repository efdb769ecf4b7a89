"""Leaving out: what a coordinator took out never comes by turn, can still be asked, and is taken in again."""

from stage import Stage
from weekly import weekly

from bot.app.context.turns import suffices
from bot.app.rhythm.outlook import outlook
from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import changes, members, teams
from bot.storage.database import transaction


def coming(stage: Stage, team_id: int = 1, days: int = 366) -> list[str | None]:
    """Return which questions come in the time ahead, by id."""
    team = teams.find(stage.database, team_id)
    assert team
    house = stage.rehearsal.program.house
    ahead = outlook(house, team, stage.time.now(), days)
    return [one.method for one in ahead if one.schedule.kind == "prompt" and not one.skipped]


def title_of(stage: Stage, method: str | None) -> str:
    found = stage.rehearsal.program.house.content.title(method or "")
    assert found
    return found.nl


def left_out(stage: Stage, team_id: int = 1) -> frozenset[str]:
    team = teams.find(stage.database, team_id)
    assert team
    return team.left_out


def buttons(message: object) -> list[str]:
    return [button.text for row in getattr(message, "buttons", []) for button in row]


async def private(stage: Stage) -> tuple[Chat, Person]:
    group, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    return group, anna


async def test_what_is_left_out_never_comes_by_turn_and_can_still_be_asked(stage: Stage) -> None:
    group, anna = await weekly(stage)
    first, second, *_ = coming(stage)
    told = await stage.say(anna, group, f"/weglaten {title_of(stage, first)}")
    assert told.text.startswith(f"“{title_of(stage, first)}” stel ik hier niet meer vanzelf.")
    after = coming(stage)
    assert (first in after, f"De volgende is “{title_of(stage, after[0])}”" in told.text) == (False, True)
    assert second is not None
    await stage.say(anna, group, f"/vraag {title_of(stage, first)}")
    assert stage.prompt(group).text.startswith(title_of(stage, first))


async def test_it_comes_by_turn_no_more_when_its_time_is_there(stage: Stage) -> None:
    group, anna = await weekly(stage)
    first = coming(stage)[0]
    await stage.say(anna, group, f"/leaveout {first}")
    await stage.move_to("2026-11-24 13:00")
    assert not stage.prompt(group).text.startswith(title_of(stage, first))


async def test_it_is_told_among_the_changes_and_taken_back_like_them(stage: Stage) -> None:
    group, anna = await weekly(stage)
    before = coming(stage)
    title = title_of(stage, before[0])
    await stage.say(anna, group, f"/weglaten {title}")
    told = await stage.say(anna, group, "/wijzigingen")
    assert f"Anna\n“{title}” weggelaten" in told.text
    undone = await stage.say(anna, group, "/ongedaan")
    assert (f"“{title}” doet weer mee" in undone.text, coming(stage) == before) == (True, True)


async def test_the_list_takes_one_in_again(stage: Stage) -> None:
    _, anna = await private(stage)
    before = coming(stage)
    assert "Er is geen vraag weggelaten" in (await stage.tell(anna, "/weglaten")).text
    for method in before[:2]:
        await stage.tell(anna, f"/weglaten {method}")
    listed = await stage.tell(anna, "/weglaten")
    wanted = next(one for one in buttons(listed) if one == f"Terug: {title_of(stage, before[0])}")
    await stage.press(anna, listed, wanted)
    assert "komt weer aan de beurt" in listed.text
    assert left_out(stage) == {before[1]}


async def test_the_list_has_pages(stage: Stage) -> None:
    _, anna = await private(stage)
    for method in coming(stage)[:10]:
        await stage.tell(anna, f"/weglaten {method}")
    listed = await stage.tell(anna, "/weglaten")
    assert ("bladzijde 1 van 2" in listed.text, buttons(listed)[-1]) == (True, "›")
    await stage.press(anna, listed, "›")
    assert ("bladzijde 2 van 2" in listed.text, len(buttons(listed))) == (True, 3)


async def test_from_what_comes_next_one_is_looked_at_put_first_or_left_out(stage: Stage) -> None:
    group, anna = await private(stage)
    offered = await stage.tell(anna, "/volgendekiezen")
    third = offered.buttons[2][0].text
    await stage.press(anna, offered, third)
    assert offered.text.startswith(third)
    assert buttons(offered) == ["Deze als eerste", "Weglaten", "Andere vragen"]
    await stage.press(anna, offered, "Deze als eerste")
    assert offered.text.startswith(f"“{third}” komt dinsdag 24 november")
    offered = await stage.tell(anna, "/volgendekiezen")
    first = offered.buttons[0][0].text
    await stage.press(anna, offered, first)
    await stage.press(anna, offered, "Weglaten")
    assert first not in buttons(await stage.tell(anna, "/volgendekiezen"))
    await stage.move_to("2026-11-24 13:00")
    assert stage.prompt(group).text.startswith(third)


async def test_what_was_chosen_and_is_then_left_out_does_not_come_next_and_undo_brings_both_back(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/volgendekiezen handen op je rug")
    assert coming(stage)[0] == "bijna-geholpen"
    await stage.say(anna, group, "/weglaten handen op je rug")
    assert "bijna-geholpen" not in coming(stage)
    await stage.say(anna, group, "/ongedaan")
    assert coming(stage)[0] == "bijna-geholpen"


async def test_by_two_coordinators_at_once_it_is_left_out_once(stage: Stage) -> None:
    group, anna = await weekly(stage)
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    await stage.say(bram, group, "/meedoen")
    members.give_role(stage.database, 1, bram.id, Role.COORDINATOR, stage.time.now())
    before = len(changes.of_team(stage.database, 1))
    for person in (anna, bram):
        person.write(group, "/weglaten handen op je rug")
    await stage.settle()
    assert left_out(stage) == {"bijna-geholpen"}
    assert len(changes.of_team(stage.database, 1)) - before == 1


async def test_another_team_of_the_same_coordinator_keeps_it(stage: Stage) -> None:
    _, anna = await private(stage)
    other = await stage.team("Bovenbouw", anna)
    await stage.say(anna, other, "/ritme week do 13:00")
    asked = await stage.tell(anna, "/weglaten Onderbouw handen op je rug")
    assert "“Handen op je rug” stel ik hier niet meer vanzelf." in asked.text
    assert (left_out(stage, 1), left_out(stage, 2)) == (frozenset({"bijna-geholpen"}), frozenset())


async def test_in_english_it_says_so_too(stage: Stage) -> None:
    (anna,) = stage.people("Anna", language="en")
    group = await stage.team("Lower school", anna)
    await stage.say(anna, group, "/rhythm week tue 12:30")
    told = await stage.say(anna, group, "/leaveout sitting on your hands")
    assert told.text.startswith("I won’t ask “Sitting on your hands” here by myself any more.")
    await stage.press(anna, told, "Let it take turns again")
    assert (told.text.startswith("“Sitting on your hands” takes turns again."), left_out(stage)) == (True, frozenset())


async def test_of_what_is_unknown_nothing_is_left_out(stage: Stage) -> None:
    group, anna = await weekly(stage)
    told = await stage.say(anna, group, "/weglaten de olifant")
    assert ("“de olifant” ken ik niet" in told.text, left_out(stage)) == (True, frozenset())


async def test_so_much_stays_that_there_is_always_a_question(stage: Stage) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, "/soorten R1 R6")
    house, team = stage.rehearsal.program.house, teams.find(stage.database, 1)
    assert team
    both = [key for key, one in house.content.prompts.items() if one.family in ("R1", "R6") and not one.season]
    most = both[:-9]
    with transaction(stage.database):
        teams.set_left_out(stage.database, 1, most)
    refused = await stage.say(anna, group, f"/weglaten {both[-1]}")
    assert ("te weinig vragen over" in refused.text, left_out(stage)) == (True, frozenset(most))
    assert suffices(house, team, ("R1", "R6"), most)
    assert None not in coming(stage)


async def test_kinds_of_which_too_few_are_left_are_not_taken(stage: Stage) -> None:
    group, anna = await weekly(stage)
    house = stage.rehearsal.program.house
    both = [key for key, one in house.content.prompts.items() if one.family in ("R1", "R6")]
    with transaction(stage.database):
        teams.set_left_out(stage.database, 1, both[:-3])
    told = await stage.say(anna, group, "/soorten R1 R6")
    assert "te weinig vragen over" in told.text
