"""What a group marked reaches those who lead only if three at least want that and nobody objects."""

import pytest
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
ASK, YES, NO = "Delen met wie leidinggeeft?", "Ja, deel het", "Nee, liever niet"
DECIDED = "2026-12-03 12:00"


async def marked(stage: Stage, *, is_led: bool = True) -> tuple[Chat, list[Person], Message]:
    """Return a team with a leader beside it, its people, and what it was shown of a scan."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi", "Eva", "Fem")
    group = await stage.team("Onderbouw", *people)
    for person in people[:5]:
        await stage.say(person, group, "/meedoen")
    await stage.tell(people[5], "/start")
    if is_led:
        with transaction(stage.database):
            members.give_role(stage.database, 1, people[5].id, Role.LEADER, stage.time.now())
    asked = await stage.say(people[0], group, "/scan nu sociaal-leren")
    for person in people[:5]:
        card = await stage.follow(person, asked, "Invullen")
        for _ in range(11):
            if "5" in [button.text for row in card.buttons for button in row]:
                await stage.press(person, card, "5")
    await stage.move_to("2026-11-30 16:01")
    return group, people, stage.last(group)


async def voted(stage: Stage, *voices: str) -> tuple[Chat, list[Person]]:
    group, people, told = await marked(stage)
    await stage.press(people[0], told, ASK)
    vote = stage.last(group)
    for person, voice in zip(people, voices, strict=False):
        await stage.press(person, vote, voice)
    await stage.move_to(DECIDED)
    return group, people


async def test_with_three_yes_those_who_lead_get_the_same_picture_and_nothing_more(stage: Stage) -> None:
    group, people = await voted(stage, YES, YES, YES)
    leader = people[5]
    got = [message for message in stage.private(leader) if "Hoe wij samen leren" in message.text]
    assert ("samen besloten" in got[0].text, "photo" in got[1].extra, "midden 5" in got[2].text) == (True, True, True)
    assert ("deel ik met wie leidinggeeft" in stage.last(group).text, len(got)) == (True, 3)
    assert list(stage.database.query("SELECT * FROM marks")) == []


@pytest.mark.parametrize("voices", [(YES, YES), (YES, YES, YES, YES, NO), ()])
async def test_with_fewer_or_with_one_objection_nothing_leaves_and_nobody_learns_why(
    stage: Stage, voices: tuple[str, ...]
) -> None:
    group, people = await voted(stage, *voices)
    assert "blijft onder jullie" in stage.last(group).text
    assert not any("Hoe wij samen leren" in message.text for message in stage.private(people[5]))
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_one_may_change_ones_mind_until_it_is_decided_and_not_after(stage: Stage) -> None:
    group, people, told = await marked(stage)
    await stage.press(people[0], told, ASK)
    vote = stage.last(group)
    for person in people[:4]:
        await stage.press(person, vote, YES)
    await stage.press(people[3], vote, NO)
    await stage.press(people[3], vote, YES)
    await stage.move_to(DECIDED)
    assert (vote.buttons, "deel ik met wie leidinggeeft" in stage.last(group).text) == ([], True)
    assert "Hierover is al beslist" in (await stage.say(people[4], group, "/passup 1 no")).text


async def test_who_leads_has_no_say_and_it_is_asked_once(stage: Stage) -> None:
    group, people, told = await marked(stage)
    assert "Hierover beslissen" in (await stage.press(people[5], told, ASK) or "")
    await stage.press(people[0], told, ASK)
    assert "al gesteld" in (await stage.press(people[1], told, ASK) or "")
    assert "Hierover beslissen" in (await stage.press(people[5], stage.last(group), YES) or "")


async def test_whoever_left_is_not_counted(stage: Stage) -> None:
    group, people, told = await marked(stage)
    await stage.press(people[0], told, ASK)
    vote = stage.last(group)
    for person in people[:3]:
        await stage.press(person, vote, YES)
    await stage.say(people[2], group, "/stoppen")
    await stage.move_to(DECIDED)
    assert "blijft onder jullie" in stage.last(group).text


async def test_where_nobody_leads_or_all_is_private_nothing_is_asked(stage: Stage) -> None:
    _, _, told = await marked(stage, is_led=False)
    assert ASK not in [button.text for row in told.buttons for button in row]
