"""Owing: what waits for somebody stands in one private list, with the way to each; in the group nobody's does."""

from datetime import timedelta

import pytest
from app.consulting import IN, at, labels, start
from app.practices.together import called, join, team
from stage import Stage

from bot.core.model import LANGUAGES
from bot.storage import commitments, entries


async def test_a_step_that_waits_for_somebody_stands_in_private_with_the_way_there(stage: Stage) -> None:
    circle = await at(stage, "2", "Anna", "Bram", "Chris")
    told = await stage.tell(circle.people[1], "/samen")
    assert ("Incidentmethode" in told.text, "jij bent aan de beurt" in told.text) == (True, True)
    [way] = [button for row in told.buttons for button in row if button.url and circle.walk.code in button.url]
    assert way.text == "Incidentmethode"


async def test_whoever_has_done_their_part_or_has_none_is_told_of_nothing(stage: Stage) -> None:
    circle = await at(stage, "2", "Anna", "Bram", "Chris")
    await circle.write(circle.people[1], "Wat was de afspraak?")
    await circle.stage.press(circle.people[1], circle.private_card(circle.people[1]), "Dat was alles")
    for person in (circle.owner, circle.people[1]):
        told = await stage.tell(person, "/samen")
        assert "aan de beurt" not in told.text


async def test_what_somebody_intends_stands_there_for_them_alone(stage: Stage) -> None:
    circle = await at(stage, "1", "Anna", "Bram", "Chris")
    later = stage.time.now() + timedelta(weeks=3)
    commitments.add(stage.database, 1, circle.walk.id, circle.owner.id, "Dinsdag bel ik eerst.", later)
    mine = await stage.tell(circle.owner, "/samen")
    others = await stage.tell(circle.people[1], "/samen")
    [one] = commitments.of_person(stage.database, circle.owner.id)
    commitments.mark_asked(stage.database, one.id, later)
    assert "bel ik" not in (await stage.tell(circle.owner, "/samen")).text
    assert ("“Dinsdag bel ik eerst.”" in mine.text, "bel ik" in others.text) == (True, False)


async def test_a_scan_that_was_begun_stands_there_until_it_is_done(stage: Stage) -> None:
    group, (anna, bram, _) = await team(stage)
    asked = await stage.say(anna, group, "/scan nu sociaal-leren")
    await stage.press(anna, await stage.follow(anna, asked, "Invullen"), "5")
    mine = await stage.tell(anna, "/samen")
    others = await stage.tell(bram, "/samen")
    assert ("in te vullen, tot " in mine.text, "in te vullen" in others.text) == (True, False)


async def test_pairs_and_calls_stand_there_too(stage: Stage) -> None:
    group, people = await called(stage)
    await join(stage, group, people[0])
    told = await stage.tell(people[0], "/samen")
    assert "Lesbezoek" in told.text


async def test_in_the_group_it_is_told_what_goes_on_and_nobodys_turn(stage: Stage) -> None:
    circle = await at(stage, "2", "Anna", "Bram", "Chris")
    await start(circle, "visie", is_mine=False)
    await circle.all_press(IN)
    told = await stage.say(circle.owner, circle.group, "/samen")
    assert told.text.startswith("Met de hele groep\nIncidentmethode: Feiten vragen, tot ")
    assert [name in told.text for name in ("Anna", "Bram", "Chris", "aan de beurt")] == [False] * 4


@pytest.mark.parametrize("asked", ["Wat moet ik nog doen?", "is het mijn beurt", "What’s left to do?"])
async def test_who_asks_in_plain_words_sees_it(stage: Stage, asked: str) -> None:
    circle = await at(stage, "2", "Anna", "Bram", "Chris")
    told = await circle.write(circle.people[1], asked)
    assert ("jij bent aan de beurt" in told.text, "Incidentmethode" in labels(told)) == (True, True)
    assert entries.of_step(stage.database, circle.walk.id, 2) == []


def test_each_way_of_asking_is_a_line_of_its_own(stage: Stage) -> None:
    sentences = stage.rehearsal.program.house.content.sentences
    for language in LANGUAGES:
        owed = sentences[language].asking_owed
        assert len(owed) == len(set(owed)) > 10
        assert not set(owed) & set(sentences[language].asking_digest)
