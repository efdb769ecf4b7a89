"""Stopping: who takes part in a team no more is in none of its pairs; in private they hear how, and what can rest."""

import pytest
from app.consulting import labels
from app.practices.together import newest, paired, tell_wishes
from stage import Stage

from bot.core.model import Role
from bot.storage import members, pairs


async def test_a_coordinator_who_takes_part_no_more_is_in_no_pair_either(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/stoppen")
    assert pairs.running_in(stage.database, 1) == []
    assert "dit rust nu" in newest(stage, bram).text
    assert members.roles_of(stage.database, 1, anna.id) == {Role.COORDINATOR}


async def test_who_lays_down_no_more_than_a_role_stays_in_the_pair(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await stage.tell(anna, "/neerleggen coordinator")
    assert len(pairs.running_in(stage.database, 1)) == 1


@pytest.mark.parametrize("said", ["/stoppen", "/leave"])
@pytest.mark.parametrize("who", [0, 1])
async def test_in_private_it_says_how_and_lets_what_two_do_rest(stage: Stage, who: int, said: str) -> None:
    _, people = await paired(stage)
    person, other = people[who], people[1 - who]
    told = await stage.tell(person, said)
    assert ("in de groep van je team" in told.text, labels(told)) == (True, [f"Lesbezoek, met {other.name}"])
    await stage.press(person, told, f"Lesbezoek, met {other.name}")
    await stage.press(person, newest(stage, person), "Ja, laat rusten")
    assert pairs.running_in(stage.database, 1) == []
    assert "dit rust nu" in newest(stage, other).text


async def test_who_is_with_nobody_reads_of_no_button(stage: Stage) -> None:
    _, (_, _, chris) = await paired(stage)
    told = await stage.tell(chris, "stop")
    assert ("met een ander" in told.text, told.buttons) == (False, [])


@pytest.mark.parametrize(("language", "yes"), [("nl", "Ja, ik stop"), ("en", "Yes, I’m leaving")])
async def test_where_a_date_stands_whoever_leaves_is_asked_first_and_in_private(
    stage: Stage, language: str, yes: str
) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.tell(bram, f"/taal {language}")
    heard = len(stage.private(anna))
    told = await stage.say(bram, group, "/stoppen")
    assert ("in privé" in told.text, "december" in told.text, "Anna" in told.text) == (True, False, False)
    asked = newest(stage, bram)
    assert "4 december" in asked.text.lower()
    assert (len(stage.private(anna)), len(pairs.running_in(stage.database, 1))) == (heard, 1)
    await stage.press(bram, asked, yes)
    assert pairs.running_in(stage.database, 1) == []
    assert "De afspraak van vrijdag 4 december om 9.00 uur gaat niet door." in newest(stage, anna).text
    assert Role.MEMBER not in members.roles_of(stage.database, 1, bram.id)
