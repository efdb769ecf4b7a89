"""Who can do what: offered in a few words by whoever can, found by whoever looks, and gone with whoever goes."""

import pytest
from app.leading import make_leader
from app.practices.together import newest, team
from stage import Stage

from bot.core.model import Role
from bot.storage import members, people, skills
from bot.storage.database import transaction


async def test_whoever_looks_finds_who_can_by_any_form_of_the_word(stage: Stage, calm: None) -> None:
    group, (anna, bram, chris) = await team(stage)
    await stage.say(bram, group, "/kan kringgesprekken met kleuters")
    await stage.say(anna, group, "/kan rekenspellen voor groep 5")
    await stage.say(chris, group, "/kan leren een kringgesprek leiden")
    found = (await stage.say(chris, group, "/wie kringgesprek")).text
    assert ("Bram: kringgesprekken met kleuters" in found, "Anna" in found) == (True, False)
    assert "Chris wil leren: een kringgesprek leiden" in found
    everything = (await stage.say(chris, group, "/wie")).text
    places = [everything.index(name) for name in ("Anna: rekenspellen", "Bram: kring", "Chris wil")]
    assert places == sorted(places)


async def test_what_nobody_offers_and_an_empty_list_say_what_to_do(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert "De lijst is nog leeg." in (await stage.say(anna, group, "/wie")).text
    await stage.say(anna, group, "/kan rekenspellen")
    assert "Over “zwemmen” staat nog niets" in (await stage.say(anna, group, "/wie zwemmen")).text


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/kan …", "Zet erbij wat je kunt"),
        ("/kan " + "rekenspellen " * 9, "In de lijst passen 100 tekens"),
        ("/kan gesprekken met de moeder van Noor Jansen", "geen namen van anderen"),
        ("/kan leren", "wat je wilt leren"),
    ],
)
async def test_what_does_not_fit_the_list_is_told(stage: Stage, said: str, answered: str) -> None:
    group, (anna, *_) = await team(stage)
    assert answered in (await stage.say(anna, group, said)).text
    assert stage.words() == []


async def test_three_things_and_one_to_learn_are_enough(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    for text in ("lezen", "rekenen", "zingen"):
        await stage.say(anna, group, f"/kan {text}")
    assert "al met drie dingen" in (await stage.say(anna, group, "/kan toneel")).text
    await stage.say(anna, group, "/kan leren dansen")
    assert "al iets om te leren" in (await stage.say(anna, group, "/kan leren judo")).text
    assert len(stage.words()) == 4


async def test_it_is_changed_and_taken_out_in_private_and_the_list_in_the_group_follows(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    await stage.say(anna, group, "/kan rekenspellen")
    await stage.say(bram, group, "/kan zingen")
    shown, searched = await stage.say(bram, group, "/wie"), await stage.say(bram, group, "/wie rekenspel")
    card = await stage.tell(anna, "/mijn")
    assert "Wie kan wat" in card.text
    await stage.press(anna, card, "1")
    # It is the team's own list: nobody who leads gets it.
    assert not [one.text for row in newest(stage, anna).buttons for one in row if "leidinggevende" in one.text]
    await stage.press(anna, newest(stage, anna), "Intrekken")
    await stage.press(anna, newest(stage, anna), "Ja, wis het")
    assert ("rekenspellen" in shown.text, "Bram: zingen" in shown.text) == (False, True)
    assert "rekenspellen" not in searched.text


async def test_who_is_erased_is_in_no_list(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    await stage.say(anna, group, "/kan rekenspellen")
    await stage.say(bram, group, "/kan zingen")
    shown, searched = await stage.say(bram, group, "/wie"), await stage.say(bram, group, "/wie rekenspel")
    await stage.tell(anna, "/vergeet ja")
    assert ("Anna" in shown.text, "Bram: zingen" in shown.text) == (False, True)
    assert searched.text == "Deze lijst is intussen anders. Kijk opnieuw met /wie."


async def test_who_takes_part_no_more_is_not_in_it_and_a_stranger_reads_none_of_it(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    await stage.say(bram, group, "/kan zingen")
    await stage.say(bram, group, "/stoppen")
    assert "leeg" in (await stage.say(anna, group, "/wie")).text
    await stage.say(anna, group, "/kan dansen")
    (stranger,) = stage.people("Vreemde")
    anna.invite(group, stranger)
    assert "dansen" not in (await stage.say(stranger, group, "/wie")).text


async def test_who_leads_and_takes_part_reads_on_from_then(stage: Stage) -> None:
    group, (anna, bram, chris) = await team(stage)
    await stage.say(bram, group, "/kan zingen")
    await make_leader(stage, anna, chris, group)
    with transaction(stage.database):
        members.take_role(stage.database, 1, chris.id, Role.MEMBER)
        members.give_role(stage.database, 1, chris.id, Role.MEMBER, stage.time.now())
    await stage.say(bram, group, "/kan toneel")
    assert "Bram: zingen; toneel" in (await stage.say(anna, group, "/wie")).text
    shown = (await stage.say(chris, group, "/wie")).text
    assert "zingen" not in shown


async def test_a_long_list_says_how_many_more_there_are(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    with transaction(stage.database):
        for number in range(40):
            people.meet(stage.database, 9000 + number, f"Collega {number:02}", None)
            members.give_role(stage.database, 1, 9000 + number, Role.MEMBER, stage.time.now())
            for word in ("rekenspellen", "zingen", "toneel"):
                skills.put(stage.database, 1, 9000 + number, f"{word} {'en meer ' * 9}", stage.time.now(), "skills")
    told = (await stage.say(anna, group, "/wie")).text
    assert "En nog" in told
    assert "Collega 39" not in told


async def test_it_is_no_answer_to_any_question(stage: Stage) -> None:
    group, (anna, bram, chris) = await team(stage)
    for person in (anna, bram, chris):
        await stage.say(person, group, "/kan rekenspellen")
    await stage.say(anna, group, "/vraag")
    await stage.reply(anna, stage.prompt(group), "Ik telde tot tien.")
    await stage.move_to("2026-11-24 16:01")
    summary = next(one.text for one in reversed(stage.from_bot(group)) if "Wat jullie schreven" in one.text)
    assert ("Eén antwoord." in summary, "rekenspellen" in summary) == (True, False)
