"""Retention: a coordinator chooses the term, the team hears of it, and nothing goes before somebody was told."""

from datetime import UTC, datetime

import pytest
from asked import ask
from stage import Stage

from bot.core.model import Audience, Role, Term
from bot.core.session.state import Session
from bot.sandbox import Chat, Person
from bot.storage import commitments, entries, members, people, pruning, teams
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
OLD = datetime(2024, 11, 26, 11, 0, tzinfo=UTC)


def old_question(stage: Stage, person: Person, count: int = 1) -> Session:
    """Let somebody have answered in an earlier school year."""
    with transaction(stage.database):
        session = ask(stage.database, 1, "eerste-stap", OLD, OLD)
        author = people.find(stage.database, person.id)
        for number in range(count):
            entries.add(stage.database, session, author, Audience.TEAM, "answer", f"Uilskuiken {number}.", OLD, None)
        stage.database.execute("UPDATE sessions SET state = 'closed' WHERE id = ?", [session.id])
    return session


async def team(stage: Stage) -> tuple[Chat, Person, Person]:
    """Return a team of Anna, who coordinates it and can be written to, and Bram, who wrote something long ago."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
        await stage.settle()
    old_question(stage, bram)
    return group, anna, bram


def keeps(stage: Stage, team_id: int = 1) -> Term | None:
    found = teams.find(stage.database, team_id)
    return found.keeps if found else None


async def nights(stage: Stage, *days: str) -> None:
    """Let nights go by: at one in the morning it is another day for the clock too."""
    for day in days:
        await stage.move_to(f"{day} 01:01")
        await stage.move_to(f"{day} 01:02")


async def test_a_coordinator_chooses_a_term_in_the_group_and_everybody_hears(stage: Stage) -> None:
    group, anna, _ = await team(stage)
    card = await stage.say(anna, group, "/bewaartermijn")
    assert "Nu: twee schooljaren. Wat iemand vandaag schrijft, wis ik op 1 augustus 2028." in card.text
    await stage.press(anna, card, "Drie schooljaren")
    assert (keeps(stage), "Anna heeft gekozen" in stage.last(group).text) == (Term(3, "years"), True)
    assert ("Nu: drie schooljaren" in card.text, "Vanaf" in stage.last(group).text) == (True, False)


async def test_a_shorter_term_says_from_when_and_that_it_cannot_be_undone(stage: Stage) -> None:
    group, anna, _ = await team(stage)
    told = await stage.say(anna, group, "/retention 12 maanden")
    assert "twaalf maanden. Vanaf 23 december 2026 wis ik wat ouder is, en terughalen kan ik dat niet." in told.text
    card = await stage.tell(anna, "/retention")
    assert "Wat nu al ouder is, wis ik vanaf 23 december 2026.\n\nKies je korter" in card.text


async def test_it_can_be_chosen_in_private_and_the_group_hears(stage: Stage) -> None:
    group, anna, _ = await team(stage)
    card = await stage.tell(anna, "/bewaartermijn 1")
    assert ("Nu: één schooljaar" in card.text, keeps(stage)) == (True, Term(1, "years"))
    assert "één schooljaar" in stage.last(group).text


async def test_whoever_coordinates_two_teams_is_asked_which(stage: Stage) -> None:
    _, anna, bram = await team(stage)
    await stage.team("Bovenbouw", anna, bram)
    asked = await stage.tell(anna, "/bewaartermijn 3")
    await stage.press(anna, asked, "Bovenbouw")
    await stage.press(anna, asked, "Eén schooljaar")
    assert (keeps(stage, 1), keeps(stage, 2)) == (Term(2, "years"), Term(1, "years"))


async def test_nobody_sets_the_term_of_a_team_they_do_not_coordinate(stage: Stage) -> None:
    _, anna, bram = await team(stage)
    await stage.team("Bovenbouw", bram, anna)
    asked = await stage.tell(bram, "/bewaartermijn in 1 1 years")
    assert ("Om welk team" in asked.text, keeps(stage, 1)) == (True, Term(2, "years"))


@pytest.mark.parametrize("typed", ["altijd", "40 jaar", "1 maand"])
async def test_for_ever_is_no_term(stage: Stage, typed: str) -> None:
    group, anna, _ = await team(stage)
    card = await stage.say(anna, group, f"/bewaartermijn {typed}")
    assert (f"“{typed}” ken ik niet als termijn" in card.text, keeps(stage)) == (True, Term(2, "years"))


async def test_the_card_and_privacy_say_how_long(stage: Stage) -> None:
    group, anna, bram = await team(stage)
    card = await stage.say(anna, group, "/start")
    said, private = await stage.say(bram, group, "/privacy"), await stage.tell(bram, "/privacy")
    assert ("Bewaren: twee schooljaren." in card.text, "bewaar ik hier twee schooljaren" in said.text) == (True, True)
    assert "hooguit drie schooljaren" in private.text


async def test_nothing_old_goes_until_thirty_days_after_the_coordinator_was_told(stage: Stage) -> None:
    _, anna, _ = await team(stage)
    await nights(stage, "2026-11-24")
    await stage.move_to("2026-11-24 09:00")
    notice = stage.private(anna)[-1].text
    assert "Vanaf 24 december 2026 wis ik wat van vóór 1 augustus 2025 is" in notice
    await nights(stage, "2026-11-25", "2026-12-24")
    assert len(stage.log()) == 1
    await nights(stage, "2026-12-25")
    assert stage.log() == []


async def test_where_no_coordinator_can_be_told_in_private_the_group_is(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    old_question(stage, bram)
    await nights(stage, "2026-11-24")
    at_night = stage.last(group).text
    await stage.move_to("2026-11-24 09:00")
    told = stage.last(group).text
    expected = "Jullie bewaren twee schooljaren wat je mij schrijft. Vanaf 24 december 2026"
    assert (expected in at_night, expected in told) == (False, True)
    await nights(stage, "2026-12-25")
    assert stage.log() == []


async def test_a_notice_that_did_not_arrive_is_given_in_the_group_with_another_thirty_days(stage: Stage) -> None:
    group, _, _ = await team(stage)
    await nights(stage, "2026-11-24")
    with transaction(stage.database):
        stage.database.execute("UPDATE outbox SET state = 'failed', payload = NULL WHERE purpose = 'retention.notice'")
    await nights(stage, "2026-12-25")
    await stage.move_to("2027-01-04 09:00")
    assert (len(stage.log()), "Vanaf 3 februari 2027" in stage.last(group).text) == (1, True)
    await nights(stage, "2027-02-26")
    assert stage.log() == []


async def test_a_team_nobody_can_be_reached_in_is_not_kept_for_ever(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    old_question(stage, bram)
    anna.remove(group, stage.bot)
    await stage.settle()
    await nights(stage, "2026-11-24", "2026-12-25")
    assert stage.log() == []


async def test_in_a_team_without_anything_old_nobody_hears_of_it(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    before = len(stage.from_bot(group))
    await nights(stage, "2026-11-24", "2026-11-25")
    assert (len(stage.from_bot(group)), pruning.rule_of(stage.database, 1).told_at) == (before, None)


async def test_a_shorter_term_gives_thirty_days_again(stage: Stage) -> None:
    group, anna, bram = await team(stage)
    await nights(stage, "2026-11-24", "2026-12-25")
    prompt = await stage.say(anna, group, "/vraag")
    await stage.reply(bram, prompt, "Van nu.")
    await stage.move_to("2027-08-02 09:00")
    await stage.say(anna, group, "/bewaartermijn 1")
    await nights(stage, "2027-08-03", "2027-08-31")
    assert [text for _, text in stage.words()] == ["Van nu."]
    await nights(stage, "2027-09-02")
    assert stage.words() == []


async def test_a_great_deal_goes_slice_by_slice(stage: Stage) -> None:
    _, _, bram = await team(stage)
    old_question(stage, bram, 1200)
    with transaction(stage.database):
        pruning.note_notice(stage.database, 1, OLD, OLD)
        pruning.note_heard(stage.database, 1)
        pruning.wake(stage.database)
    left = []
    for _ in range(4):
        stage.rehearsal.program.tick()
        left.append(len(stage.log()))
    assert (left, pruning.is_owed(stage.database, 1)) == ([701, 201, 0, 0], False)


async def test_people_nobody_knows_are_forgotten_after_a_year(stage: Stage) -> None:
    _, anna, bram = await team(stage)
    (chris,) = stage.people("Chris")
    await stage.tell(chris, "/help")
    await nights(stage, "2026-11-24", "2027-11-23")
    before = people.find(stage.database, chris.id)
    await nights(stage, "2027-11-26")
    known = [people.find(stage.database, person.id) is not None for person in (anna, bram, chris)]
    assert (before is not None, known) == (True, [True, True, False])


async def test_old_commitments_go_with_the_rest(stage: Stage) -> None:
    _, _, bram = await team(stage)
    session = old_question(stage, bram)
    with transaction(stage.database):
        commitments.add(stage.database, 1, session.id, bram.id, "Ik tel tot vijf.", OLD)
    await nights(stage, "2026-11-24", "2026-12-25")
    assert (commitments.of_person(stage.database, bram.id), members.roles_of(stage.database, 1, bram.id)) == (
        [],
        frozenset({Role.MEMBER}),
    )
