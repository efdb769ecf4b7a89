"""A step in departments: the lot is seen by all, what a guide is to do by that guide alone, and the time is said."""

import re
from datetime import timedelta

import pytest
from app.consulting import at, labels, offers
from stage import Stage

from bot.sandbox import Chat, Person
from bot.storage import people as known

NAMES = ("Anna", "Bram", "Chris", "Dewi", "Fatima", "Joris", "Karin", "Noor", "Sem")
GUIDE = "Jij bent mentor van afdeling"
WAYS = ("Verder doe of zeg je niets", "terwijl zij toekijken", "waarom het een mooie bloem moet worden")
READ = "Mentor? Lees je kaart"


async def divided(stage: Stage, *, started: int = len(NAMES)) -> tuple[Chat, list[Person]]:
    """Return a group of nine in the step with departments, so many of whom talk with the bot in private."""
    people = stage.people(*NAMES)
    group = await stage.team("Onderbouw", *people)
    for person in people[:started]:
        person.start(stage.bot)
    for person in people:
        await stage.say(person, group, "/meedoen")
    await stage.say(people[0], group, "/werkvorm bloemenfabriek nu")
    card = next(one for one in reversed(stage.from_bot(group)) if offers(one, "agree"))
    for person in people:
        await stage.press(person, card, "Ik doe mee, akkoord")
    await stage.say(people[0], group, "/verder")
    while "Aan het werk" not in stage.last(group).text:
        await stage.say(people[0], group, "/verder")
    return group, people


def parts(stage: Stage, group: Chat) -> dict[str, list[str]]:
    """Return who is in which department, as the group reads it, who guides it first."""
    card = next(
        one for one in reversed(stage.from_bot(group)) if re.search(r"^Afdeling \w+ \(hoek \d\):", one.text, re.M)
    )
    found = re.findall(r"^Afdeling (\w+) \(hoek \d\): (.+)$", card.text, re.MULTILINE)
    return {which: re.split(r", | en ", re.sub(r" \(mentor(en)?\)", "", names)) for which, names in found}


async def test_everybody_is_in_one_department_and_only_its_guide_reads_what_to_do(stage: Stage) -> None:
    group, people = await divided(stage)
    found = parts(stage, group)
    assert sorted(name for names in found.values() for name in names) == sorted(NAMES)
    assert [len(names) for names in found.values()] == [3, 3, 3]
    told = {person.name: [one.text for one in stage.private(person) if GUIDE in one.text] for person in people}
    guides = [names[0] for names in found.values()]
    assert {name: len(texts) for name, texts in told.items() if texts} == dict.fromkeys(guides, 1)
    # Each of the three ways of guiding goes to one guide, and none of them stands in the group.
    assert [way in told[guide][0] for guide, way in zip(guides, WAYS, strict=True)] == [True] * 3
    seen = " ".join(one.text for one in stage.from_bot(group))
    assert [way in seen for way in WAYS] == [False] * 3


async def test_a_guide_can_be_reached_and_where_none_can_reads_it_behind_a_button(stage: Stage) -> None:
    group, people = await divided(stage, started=1)
    found, by_name = parts(stage, group), {person.name: person for person in people}
    assert "Anna" in [names[0] for names in found.values()]
    assert GUIDE in stage.private(by_name["Anna"])[-1].text
    card = stage.last(group)
    unreached = next(names for names in found.values() if names[0] != "Anna")
    shown = [(await stage.follow(by_name[name], card, READ)).text for name in unreached[:2]]
    assert (GUIDE in shown[0], GUIDE in shown[1], "Jij bent geen mentor" in shown[1]) == (True, False, True)


async def test_the_time_is_said_once_each_and_nothing_that_is_written_meanwhile_is_kept(stage: Stage) -> None:
    group, people = await divided(stage)
    before = len(stage.log())
    await stage.reply(people[1], stage.last(group), "Ssst, niet kijken!")
    assert "Wat je schrijft, bewaar ik niet" in stage.private(people[1])[-1].text
    opened = stage.time.now()
    for minutes in (10, 11, 15, 19):
        await stage.rehearsal.move_to(opened.replace(minute=opened.minute + minutes, second=30))
        if minutes == 11:
            await stage.restart()
    said = [one.text for one in stage.from_bot(group) if one.text.startswith("Nog ")]
    assert sorted(said) == ["Nog tien minuten.", "Nog vijf minuten.", "Nog één minuut."]
    assert len(stage.log()) == before


async def test_a_newcomer_joins_the_smallest_and_whoever_is_erased_is_in_none(stage: Stage) -> None:
    group, people = await divided(stage)
    names = parts(stage, group)
    gone = next(person for person in people if person.name == names["een"][1])
    await stage.tell(gone, "/vergeet ja")
    (tim,) = stage.people("Tim")
    people[0].invite(group, tim)
    await stage.say(tim, group, "/meedoen")
    await stage.say(tim, group, "/aanschuiven")
    now = parts(stage, group)
    assert (gone.name in now["een"], "Tim" in now["een"]) == (False, True)
    assert [now[which] for which in ("twee", "drie")] == [names[which] for which in ("twee", "drie")]


async def test_where_a_guide_goes_another_one_does_and_whoever_comes_back_guides_beside_them(stage: Stage) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    guide, *rest = before["twee"]
    await stage.say(by_name[guide], group, "/afhaken")
    now = parts(stage, group)
    assert (guide in now["twee"], now["twee"][0] in rest) == (False, True)
    assert GUIDE in stage.private(by_name[now["twee"][0]])[-1].text
    # Whoever went keeps no card of what is another's to do.
    assert not [one for one in stage.private(by_name[guide]) if GUIDE in one.text and not one.deleted]
    await stage.say(by_name[guide], group, "/aanschuiven")
    again = parts(stage, group)
    assert sorted(again["twee"][:2]) == sorted([guide, now["twee"][0]])
    assert [one for one in stage.from_bot(group) if "(mentoren)" in one.text]
    # Whoever knows what a guide is to do can't be guided so: they have the card again.
    assert [GUIDE in one.text for one in stage.private(by_name[guide]) if not one.deleted][-1:] == [True]
    assert [again[which] for which in ("een", "drie")] == [before[which] for which in ("een", "drie")]


async def test_a_guide_may_read_the_card_while_the_group_looks_back_and_whoever_leaves_then_keeps_none(
    stage: Stage,
) -> None:
    group, people = await divided(stage)
    guide = next(person for person in people if person.name == parts(stage, group)["een"][0])
    await stage.say(people[0], group, "/verder sure 0")
    (card,) = [one for one in stage.private(guide) if GUIDE in one.text]
    assert not card.deleted
    await stage.say(guide, group, "/afhaken")
    assert card.deleted


async def test_where_a_guide_has_one_left_to_guide_the_group_hears_so_once(stage: Stage) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    said = "In Afdeling twee (hoek 2) is naast de mentor nog één van jullie over."
    assert not [one for one in stage.from_bot(group) if said in one.text]
    await stage.say(by_name[before["twee"][0]], group, "/afhaken")
    await stage.say(by_name[before["drie"][1]], group, "/afhaken")
    assert len([one for one in stage.from_bot(group) if said in one.text]) == 1


async def test_where_there_are_too_few_for_every_corner_the_group_hears_which_is_empty(stage: Stage) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    for name in before["een"][:2]:
        await stage.say(by_name[name], group, "/afhaken")
    said = "Afdeling een (hoek 1) blijft leeg: jullie zijn met te weinig voor alle hoeken."
    assert len([one for one in stage.from_bot(group) if said in one.text]) == 1


async def test_a_lot_among_too_few_says_which_corner_stays_empty(stage: Stage) -> None:
    circle = await at(stage, "2", *NAMES[:4], method="bloemenfabriek", pace="live")
    assert [text.count("blijft leeg: jullie zijn met te weinig") for text in circle.texts()].count(1) == 1


@pytest.mark.parametrize("left", [0, 1])
async def test_whoever_is_left_alone_joins_another_corner_and_is_mentor_of_none(stage: Stage, left: int) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    guide, *others = before["een"]
    gone = [guide, others[0]] if left == 0 else others
    for name in gone:
        await stage.say(by_name[name], group, "/afhaken")
    alone = next(name for name in before["een"] if name not in gone)
    now = parts(stage, group)
    assert (sorted(now), sum(alone in names[1:] for names in now.values())) == (["drie", "twee"], 1)
    told = [one.text for one in stage.private(by_name[alone]) if not one.deleted]
    assert ([text for text in told if GUIDE in text], "Jij bent geen mentor. Doe mee in afdeling" in told[-1]) == (
        [],
        True,
    )
    assert [one for one in stage.from_bot(group) if one.text.startswith(f"{alone} bleef alleen over en doet nu mee in")]


async def test_where_whoever_began_leaves_anybody_writes_the_agreement_and_it_is_asked_for(stage: Stage) -> None:
    group, people = await divided(stage)
    await stage.say(people[0], group, "/afhaken")
    assert [one for one in stage.from_bot(group) if one.text.startswith("Wat wie begon voor jullie zou opschrijven")]
    for _ in range(4):
        await stage.say(people[1], group, "/verder sure 0")
    card = next(one for one in reversed(stage.from_bot(group)) if offers(one, "next"))
    assert ("Wat we afspreken" in card.text, people[0].name in card.text) == (True, False)
    for _ in range(2):
        await stage.rehearsal.move_to(stage.time.now() + timedelta(minutes=5))
    assert "Hier is nog niets binnen." in stage.last(group).text
    await stage.reply(people[2], card, "Wie nieuw is, krijgt een uur per week.")
    assert "Klaar: De bloemenfabriek" in stage.last(group).text


async def test_whoever_began_and_comes_back_writes_the_agreement_again(stage: Stage) -> None:
    group, people = await divided(stage)
    await stage.say(people[0], group, "/afhaken")
    await stage.say(people[0], group, "/aanschuiven")
    assert [
        one
        for one in stage.from_bot(group)
        if one.text.startswith("Anna is terug, en schrijft het weer voor jullie op")
    ]
    for _ in range(4):
        await stage.say(people[1], group, "/verder sure 0")
    card = next(one for one in reversed(stage.from_bot(group)) if offers(one, "next"))
    assert f"{people[0].name}, jij bent aan de beurt" in card.text
    await stage.say(people[0], group, "/afhaken")
    assert "jij bent aan de beurt" not in card.text
    await stage.say(people[0], group, "/aanschuiven")
    assert f"{people[0].name}, jij bent aan de beurt" in card.text


async def test_who_was_to_write_it_and_leaves_then_is_no_more_called_there(stage: Stage) -> None:
    group, people = await divided(stage)
    for _ in range(4):
        await stage.say(people[1], group, "/verder sure 0")
    card = next(one for one in reversed(stage.from_bot(group)) if offers(one, "next"))
    assert f"{people[0].name}, jij bent aan de beurt" in card.text
    await stage.say(people[0], group, "/afhaken")
    assert people[0].name not in card.text


async def late(stage: Stage, group: Chat, invites: Person) -> Person:
    """Return somebody who talks with the bot in private and comes in once the lot was drawn."""
    (tim,) = stage.people("Tim")
    tim.start(stage.bot)
    invites.invite(group, tim)
    await stage.say(tim, group, "/meedoen")
    await stage.say(tim, group, "/aanschuiven")
    return tim


async def test_whoever_comes_too_late_is_told_their_corner_in_private_and_not_what_mentors_do(stage: Stage) -> None:
    group, people = await divided(stage)
    tim = await late(stage, group, people[0])
    corner = next(which for which, names in parts(stage, group).items() if "Tim" in names)
    (told,) = [one.text for one in stage.private(tim) if "Jij bent geen mentor" in one.text]
    assert f"Doe mee in afdeling {corner} (hoek" in told
    assert [way in told for way in WAYS] == [False] * 3


async def test_whoever_comes_in_by_the_private_chat_reads_their_corner_there_once(stage: Stage) -> None:
    group, people = await divided(stage)
    card, (tim,) = stage.last(group), stage.people("Tim")
    tim.start(stage.bot)
    people[0].invite(group, tim)
    await stage.say(tim, group, "/meedoen")
    asked = await stage.follow(tim, card, READ)
    await stage.press(tim, asked, labels(asked)[0])
    assert "Tim" in [name for names in parts(stage, group).values() for name in names]
    assert len([one for one in stage.private(tim) if "Jij bent geen mentor. Doe mee in afdeling" in one.text]) == 1


@pytest.mark.parametrize("how", ["forgets", "leaves the group"])
async def test_who_guides_instead_gets_the_card_however_the_first_one_went(stage: Stage, how: str) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    gone = by_name[before["drie"][0]]
    if how == "forgets":
        await stage.tell(gone, "/vergeet ja")
    else:
        gone.leave(group)
        await stage.settle()
    now = parts(stage, group)["drie"]
    assert now[0] in before["drie"][1:]
    card = stage.private(by_name[now[0]])[-1].text
    assert (GUIDE in card, WAYS[2] in card) == (True, True)


async def test_a_step_back_after_a_guide_left_goes_on(stage: Stage) -> None:
    group, people = await divided(stage)
    before, by_name = parts(stage, group), {person.name: person for person in people}
    gone = by_name[before["een"][0]]
    await stage.say(gone, group, "/afhaken")
    stays = next(person for person in people if person is not gone)
    await stage.say(stays, group, "/verder sure 0")
    await stage.say(stays, group, "/terug")
    assert gone.name not in [name for names in parts(stage, group).values() for name in names]
    await stage.say(stays, group, "/verder sure 0")
    assert "Tellen" in stage.last(group).text


async def test_where_a_step_is_opened_again_its_minutes_are_said_again(stage: Stage) -> None:
    group, people = await divided(stage)
    opened = stage.time.now()
    await stage.rehearsal.move_to(opened.replace(minute=opened.minute + 19))
    await stage.say(people[0], group, "/verder")
    await stage.say(people[0], group, "/terug")
    await stage.rehearsal.move_to(stage.time.now().replace(minute=stage.time.now().minute + 11))
    assert [one.text for one in stage.from_bot(group)].count("Nog tien minuten.") == 2


async def test_who_is_in_which_department_stays_readable_after_the_step(stage: Stage) -> None:
    group, people = await divided(stage)
    before = parts(stage, group)
    await stage.say(people[0], group, "/verder")
    assert "Aan het werk" not in stage.last(group).text
    assert parts(stage, group) == before


async def test_whoever_comes_too_late_reads_how_many_are_in_and_how_to_join(stage: Stage) -> None:
    group, _ = await divided(stage)
    (gathered,) = [one.text for one in stage.from_bot(group) if "Wie doet er mee?" in one.text]
    assert "Negen doen mee. Toch nog aanschuiven? Typ /aanschuiven." in gathered


async def test_whoever_comes_in_with_the_same_name_is_told_apart_at_once(stage: Stage) -> None:
    group, people = await divided(stage)
    known.meet(stage.database, people[1].id, "Bram", None, "Bakker")
    (other,) = stage.people("Bram")
    people[0].invite(group, other)
    await stage.say(other, group, "/aanschuiven")
    there = [name for names in parts(stage, group).values() for name in names if name.startswith("Bram")]
    assert sorted(there) == ["Bram", "Bram B."]


async def test_where_only_guides_are_left_the_group_hears_that(stage: Stage) -> None:
    group, people = await divided(stage)
    by_name = {person.name: person for person in people}
    guide = parts(stage, group)["twee"][0]
    await stage.say(by_name[guide], group, "/afhaken")
    mentors = {guide, parts(stage, group)["twee"][0]}
    await stage.say(by_name[guide], group, "/aanschuiven")
    for name in set(parts(stage, group)["twee"]) - mentors:
        await stage.say(by_name[name], group, "/afhaken")
    told = [one.text for one in stage.from_bot(group) if "(hoek 2)" in one.text]
    assert any("zijn alleen nog mentoren" in one for one in told), told
    assert not any("naast de mentor nog één van jullie over" in one for one in told[-1:])
