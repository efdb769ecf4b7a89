"""What /help names: all that people can ask for, as it is called in their language, and in private by their roles."""

import re

import pytest
from app.leading import week
from stage import Stage
from weekly import weekly

from bot.app.commands import BY_NAME, COMMANDS, called
from bot.core.model import Language

COMMAND = re.compile(r"(?<![\w/])/([a-z]+)")
# What a button gives, or what is told where it can be given.
MORE = ("phase", "undo", "link", "newquestion", "copy")


@pytest.mark.parametrize(("language", "asked"), [("nl", "/hulp"), ("en", "/help")])
async def test_the_group_hears_of_all_that_its_menu_has_and_more(stage: Stage, language: Language, asked: str) -> None:
    (anna,) = stage.people("Anna", language=language)
    group = await stage.team("Onderbouw", anna)
    named = set(COMMAND.findall((await stage.say(anna, group, asked)).text))
    there = {called(one, language) for one in COMMANDS if "group" in one.in_menu or one.name in MORE}
    assert (there - named - {called(BY_NAME["help"], language)}, named - {*BY_NAME}) == (set(), set())
    assert {called(BY_NAME[one], language) for one in named} == named


async def test_a_leader_reads_in_private_what_a_leader_can_do(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    named = set(COMMAND.findall((await stage.tell(ilse, "/hulp")).text))
    assert {"planning", "weekbericht", "geenweekbericht", "neerleggen"} <= named
    assert {"samen", "schrijf", "afhaken", "teams"} & named == set()


async def test_a_coordinator_reads_in_private_what_a_coordinator_can_do(stage: Stage) -> None:
    _, anna = await weekly(stage)
    named = set(COMMAND.findall((await stage.tell(anna, "/hulp")).text))
    assert {"programma", "wijzigingen", "ongedaan", "overnemen", "eigenvraag", "planning", "samen"} <= named
    assert {"weekbericht", "geenweekbericht"} & named == set()


async def test_going_on_without_a_break_says_that_there_is_none(stage: Stage) -> None:
    group, anna = await weekly(stage)
    assert "Er is geen pauze: het gewone ritme loopt." in (await stage.say(anna, group, "/hervatten")).text
    await stage.say(anna, group, "/teampauze twee weken")
    assert "We gaan weer verder in het gewone ritme." in (await stage.say(anna, group, "/hervatten")).text
