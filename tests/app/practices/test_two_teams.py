"""Practices of two teams: a call goes to a linked team as well, and each team's wall stays whole."""

import re
from dataclasses import dataclass

import pytest
from app.consulting import labels
from app.practices.together import newest, tell_wishes
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import calls, entries, links, members, pairs, teams, traces

pytestmark = pytest.mark.usefixtures("calm")


@dataclass
class Two:
    """Two linked groups, each with whoever coordinates it first, and its own call for a practice."""

    first: Chat
    second: Chat
    karin: Person
    anna: Person
    omar: Person
    bea: Person
    here: Message
    there: Message


async def linked(stage: Stage) -> tuple[Chat, Chat, list[Person]]:
    karin, anna, omar, bea = people = stage.people("Karin", "Anna", "Omar", "Bea")
    first, second = await stage.team("Onderbouw", karin, anna), await stage.team("Bovenbouw", omar, bea)
    for person, group in ((karin, first), (anna, first), (omar, second), (bea, second)):
        await stage.say(person, group, "/meedoen")
        person.tell(stage.bot, "/start")
    await stage.settle()
    await stage.say(karin, first, "/verbind")
    (code,) = re.findall(r"/verbind (\S+)", stage.private(karin)[-1].text)
    await stage.say(omar, second, f"/verbind {code}")
    return first, second, people


async def called(stage: Stage) -> Two:
    """Return two linked teams in which the call of the first is asked in the second too."""
    first, second, (karin, anna, omar, bea) = await linked(stage)
    await stage.say(anna, first, "/samen")
    await stage.press(anna, stage.last(first), "Lesbezoek")
    here = stage.last(first)
    await stage.press(karin, here, "Ook met Bovenbouw")
    await stage.press(omar, newest(stage, omar), "Vraag het maar")
    return Two(first, second, karin, anna, omar, bea, here, stage.last(second))


async def across(stage: Stage) -> Two:
    """Return two teams of which Anna and Bea, one of each, are a pair at its first step."""
    two = await called(stage)
    await stage.follow(two.anna, two.here, "Ik doe mee")
    await stage.follow(two.bea, two.there, "Ik doe mee")
    await stage.move_to("2026-12-01 09:00")
    return two


async def test_a_call_goes_to_a_linked_team_once_its_coordinator_agrees(stage: Stage) -> None:
    two = await called(stage)
    assert ("Samen met Bovenbouw" in two.here.text, "Samen met Onderbouw" in two.there.text) == (True, True)
    await stage.follow(two.bea, two.there, "Ik doe mee")
    assert ("Eén doet mee" in two.here.text, "Eén doet mee" in two.there.text) == (True, True)


async def test_only_a_coordinator_asks_another_team_and_only_theirs_says_yes(stage: Stage) -> None:
    first, second, (karin, anna, omar, bea) = await linked(stage)
    await stage.say(anna, first, "/samen")
    await stage.press(anna, stage.last(first), "Lesbezoek")
    here = stage.last(first)
    assert "Dat doet wie jullie team coördineert" in (await stage.press(anna, here, "Ook met Bovenbouw") or "")
    asked = len(stage.private(omar))
    await stage.press(karin, here, "Ook met Bovenbouw")
    await stage.press(karin, here, "Ook met Bovenbouw")
    assert len(stage.private(omar)) == asked + 1
    await stage.tell(bea, "/along 1 2 yes")
    await stage.press(omar, newest(stage, omar), "Nu niet")
    assert ("Samen met" in here.text, "Lesbezoek" in stage.last(second).text) == (False, False)


async def test_people_of_two_teams_go_together_rather_than_with_their_own(stage: Stage) -> None:
    two = await called(stage)
    for person, call in ((two.karin, two.here), (two.anna, two.here), (two.omar, two.there), (two.bea, two.there)):
        await stage.follow(person, call, "Ik doe mee")
    await stage.move_to("2026-12-01 09:00")
    found = [set(one.people) for one in pairs.running_in(stage.database, 1)]
    homes = {two.karin.id: 1, two.anna.id: 1, two.omar.id: 2, two.bea.id: 2}
    assert [{homes[person] for person in pair} for pair in found] == [{1, 2}, {1, 2}]
    assert len(pairs.running_in(stage.database, 2)) == 2
    assert all("gesloten. Vier collega" in call.text for call in (two.here, two.there))


async def test_each_reads_their_own_team_and_where_the_other_is_from(stage: Stage) -> None:
    two = await across(stage)
    to_anna, to_bea = newest(stage, two.anna).text, newest(stage, two.bea).text
    assert ("Lesbezoek · Onderbouw" in to_anna, "Bea (Bovenbouw)" in to_anna) == (True, True)
    assert ("Lesbezoek · Bovenbouw" in to_bea, "Anna (Onderbouw)" in to_bea) == (True, True)


async def test_a_date_is_one_on_which_both_have_school(stage: Stage) -> None:
    two = await across(stage)
    # A break of the other's hides it no more than it makes a day one without school.
    await stage.say(two.karin, two.first, "/teampauze 7-12-2026 t/m 8-12-2026")
    await stage.say(two.omar, two.second, "/vrijedagen 4 december")
    writer = two.anna if "Waar" in newest(stage, two.anna).text and "1 van" in newest(stage, two.anna).text else two.bea
    await tell_wishes(stage, writer)
    other = two.bea if writer is two.anna else two.anna
    await stage.tell(writer, "vrijdag 4 december 9.00")
    assert "is er geen school" in newest(stage, writer).text
    await stage.tell(writer, "donderdag 3 december 9.00")
    await stage.press(other, newest(stage, other), "Dat past")
    assert "Afgesproken" in newest(stage, writer).text


async def asked_to_share(stage: Stage) -> Two:
    """Return a pair across two teams, of which the second one's line may go to their team if the first agrees."""
    two = await across(stage)
    writer = two.anna if "1 van" in newest(stage, two.anna).text else two.bea
    other = two.bea if writer is two.anna else two.anna
    await tell_wishes(stage, writer)
    await stage.tell(writer, "donderdag 3 december 9.00")
    await stage.press(other, newest(stage, other), "Dat past")
    await stage.move_to("2026-12-03 11:30")
    for person in (two.anna, two.bea):
        await stage.press(person, newest(stage, person), "Gedaan")
    await stage.tell(two.bea, "Ik laat ze eerst zelf zoeken.")
    await stage.press(two.bea, newest(stage, two.bea), "Deel met het team")
    return two


async def test_a_question_about_a_line_that_is_asked_once_more_names_its_writers_team(stage: Stage) -> None:
    two = await asked_to_share(stage)
    await stage.tell(two.anna, "/hulp")
    asked = await stage.tell(two.anna, "ja prima")
    assert ("met Bovenbouw delen" in asked.text, labels(asked)) == (True, ["Ja, dat mag", "Nee, liever niet"])


async def test_a_shared_line_goes_to_its_writers_team_and_to_no_other(stage: Stage) -> None:
    two = await asked_to_share(stage)
    asked = newest(stage, two.anna)
    assert "met Bovenbouw delen" in asked.text
    await stage.press(two.anna, asked, "Ja, dat mag")
    await stage.settle()
    assert "Ik laat ze eerst zelf zoeken." in stage.last(two.second).text
    assert all("zelf zoeken" not in message.text for message in stage.from_bot(two.first))
    kept = [entry for entry in stage.log(2) if entry.text == "Ik laat ze eerst zelf zoeken."]
    assert (len(kept), any("zelf zoeken" in entry.text for entry in stage.log(1))) == (1, False)


async def test_whoever_leads_either_team_is_with_nobody_of_the_other(stage: Stage) -> None:
    two = await called(stage)
    await stage.follow(two.anna, two.here, "Ik doe mee")
    await stage.follow(two.bea, two.there, "Ik doe mee")
    members.give_role(stage.database, 1, two.bea.id, Role.LEADER, stage.time.now())
    await stage.move_to("2026-12-01 09:00")
    assert pairs.running_in(stage.database, 1) == []


async def test_who_comes_to_lead_the_other_team_is_in_it_no_more(stage: Stage) -> None:
    two = await across(stage)
    await stage.say(two.karin, two.first, "/leidinggevende")
    invitation = newest(stage, two.karin)
    (link,) = re.findall(r"start=(role-\S+)", invitation.text)
    await stage.tell(two.bea, f"/start {link}")
    await stage.press(two.bea, newest(stage, two.bea), "Ja")
    assert pairs.running_in(stage.database, 1) == []
    assert "rust nu" in newest(stage, two.anna).text


async def test_who_leaves_their_own_team_is_in_it_no_more_and_the_other_is_told(stage: Stage) -> None:
    two = await across(stage)
    await stage.say(two.bea, two.second, "/stoppen")
    await stage.say(two.bea, two.second, "/weggaan ja")
    assert pairs.running_in(stage.database, 2) == []
    assert "rust nu" in newest(stage, two.anna).text


async def test_where_the_teams_are_linked_no_more_each_goes_with_their_own(stage: Stage) -> None:
    two = await called(stage)
    for person, call in ((two.karin, two.here), (two.anna, two.here), (two.omar, two.there), (two.bea, two.there)):
        await stage.follow(person, call, "Ik doe mee")
    await stage.say(two.omar, two.second, "/verbind stop Onderbouw")
    await stage.move_to("2026-12-01 09:00")
    found = [set(one.people) for one in (*pairs.running_in(stage.database, 1), *pairs.running_in(stage.database, 2))]
    assert found == [{two.karin.id, two.anna.id}, {two.omar.id, two.bea.id}]
    assert ("Twee collega" in two.here.text, "Bovenbouw" in two.here.text) == (True, False)
    assert links.of_team(stage.database, 1) == []


async def test_what_one_writes_is_kept_for_their_own_team_and_goes_when_they_are_erased(stage: Stage) -> None:
    two = await across(stage)
    writer, team = (two.anna, 1) if "1 van" in newest(stage, two.anna).text else (two.bea, 2)
    other = two.bea if writer is two.anna else two.anna
    await tell_wishes(stage, writer)
    found = pairs.running_in(stage.database, 1)[0]
    kept = list(stage.database.query("SELECT DISTINCT team_id FROM entries WHERE session_id = ?", [found.id]))
    assert kept == [{"team_id": team}]
    await stage.tell(writer, "/vergeet ja")
    await stage.settle()
    assert entries.of_session(stage.database, found.id) == []
    assert all("Wie begint meteen" not in message.text for message in stage.private(other))


async def test_both_calls_close_at_the_same_moment_after_a_working_day_for_everybody(stage: Stage) -> None:
    two = await called(stage)
    made = calls.open_in(stage.database, 1)[0]
    along = calls.open_in(stage.database, 2)[0]
    assert (made.due_at == along.due_at, along.called_by == made.id) == (True, True)
    assert calls.owed(stage.database, made.due_at) == [1]
    assert "Ook met" not in str(two.here.buttons)


async def test_no_coordinator_takes_a_call_in_who_was_not_asked(stage: Stage) -> None:
    first, _, (_, anna, omar, _) = await linked(stage)
    await stage.say(anna, first, "/samen")
    await stage.press(anna, stage.last(first), "Lesbezoek")
    await stage.tell(omar, "/along 1 2 yes")
    assert calls.open_in(stage.database, 2) == []


async def test_a_call_withdrawn_in_the_second_team_goes_on_in_the_first_alone(stage: Stage) -> None:
    two = await called(stage)
    await stage.follow(two.bea, two.there, "Ik doe mee")
    await stage.say(two.omar, two.second, "/samen")
    await stage.press(two.omar, stage.last(two.second), "Trek oproep in: Lesbezoek")
    await stage.press(two.omar, stage.last(two.second), "Ja, trek in")
    assert ("Samen met Bovenbouw" in two.here.text, "ingetrokken" in two.there.text) == (False, True)
    told = await stage.press(two.karin, two.here, "Ook met Bovenbouw")
    assert "Dat vroeg ik al" in (told or "")


async def test_whoever_is_in_both_teams_counts_once(stage: Stage) -> None:
    two = await called(stage)
    members.give_role(stage.database, 2, two.anna.id, Role.MEMBER, stage.time.now())
    await stage.follow(two.anna, two.here, "Ik doe mee")
    await stage.follow(two.anna, two.there, "Ik doe mee")
    assert "Eén doet mee" in two.here.text


async def test_whoever_leads_the_other_team_cannot_join(stage: Stage) -> None:
    two = await called(stage)
    members.give_role(stage.database, 1, two.bea.id, Role.LEADER, stage.time.now())
    await stage.follow(two.bea, two.there, "Ik doe mee")
    assert "doet wie leidinggeeft niet aan mee" in newest(stage, two.bea).text


async def test_only_the_two_may_be_named_to_each_other(stage: Stage) -> None:
    two = await across(stage)
    writer, other = (two.anna, two.bea) if "1 van" in newest(stage, two.anna).text else (two.bea, two.anna)
    colleague = two.karin if writer is two.anna else two.omar
    await stage.tell(writer, f"Let op wat {colleague.name} bij mij fout zag gaan.")
    assert "2 van 3" not in newest(stage, writer).text
    await stage.tell(writer, f"Let op wat {other.name} ook doet.")
    assert "2 van 3" in newest(stage, writer).text


async def test_whoever_asks_what_is_kept_reads_their_own_team(stage: Stage) -> None:
    two = await across(stage)
    assert [one["team"] for one in traces.practices_of(stage.database, two.bea.id)] == ["Bovenbouw"]


async def test_a_team_of_which_somebody_is_in_anothers_pair_is_not_unused(stage: Stage) -> None:
    await across(stage)
    for table in ("schedules", "calls"):
        stage.database.execute(f"DELETE FROM {table} WHERE team_id = 2")
    assert not teams.is_unused(stage.database, 2)


async def test_whoever_joined_before_hears_that_another_team_takes_part(stage: Stage) -> None:
    first, _, (karin, anna, omar, _) = await linked(stage)
    await stage.say(anna, first, "/samen")
    await stage.press(anna, stage.last(first), "Lesbezoek")
    here = stage.last(first)
    await stage.follow(anna, here, "Ik doe mee")
    await stage.press(karin, here, "Ook met Bovenbouw")
    await stage.press(omar, newest(stage, omar), "Vraag het maar")
    assert "collega’s van Bovenbouw doen nu ook mee" in newest(stage, anna).text
    await stage.press(anna, newest(stage, anna), "Toch niet")
    assert "je doet deze keer niet mee" in newest(stage, anna).text
