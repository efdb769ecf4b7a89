"""People, teams and members: who is met, where a team is, what it becomes when its group moves."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Days, Person, Place, Role, Team
from bot.core.outgoing import Say
from bot.core.purposes import PROMPT
from bot.storage import entries, members, messages, outbox, people, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
GROUP, MOVED_GROUP = -100, -1_000_000_200
ANNA, BRAM = Person(1, "Anna"), Person(2, "Bram")
LEAVE = (Days(date(2026, 12, 14), date(2026, 12, 18)), Days(date(2027, 1, 4), date(2027, 1, 5)))
TRAINING = (Days(date(2026, 12, 4), date(2026, 12, 4), "studiedag"),)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    people.meet(database, ANNA.id, "Anna", "anna_a")
    people.meet(database, BRAM.id, "Bram", None)
    return database


def added(database: Database, chat_id: int = GROUP, topic_id: int | None = None, name: str = "Onderbouw") -> Team:
    return teams.add(database, Place(chat_id, topic_id), name, "nl", "Europe/Amsterdam", "nl-midden")


def test_a_new_person_works_on_school_days_and_is_not_reachable_yet(database: Database) -> None:
    assert people.find(database, ANNA.id) == Person(1, "Anna", None, ("mon", "tue", "wed", "thu", "fri"), (), False)


def test_a_person_met_again_gets_the_name_of_now_and_keeps_their_own_choices(database: Database) -> None:
    people.set_language(database, 1, "en")
    people.set_working_days(database, 1, ("mon", "thu"))
    people.set_leave(database, 1, LEAVE)
    people.set_reachable(database, 1, True)
    met = people.meet(database, 1, "Anna de Vries", "annadv")
    assert met == Person(1, "Anna de Vries", "en", ("mon", "thu"), LEAVE, True)


def test_leave_can_be_ended(database: Database) -> None:
    people.set_leave(database, 1, LEAVE)
    people.set_leave(database, 1, ())
    assert people.find(database, 1) == ANNA


def test_somebody_without_working_days_has_none(database: Database) -> None:
    people.set_working_days(database, 1, ())
    assert people.find(database, 1) == Person(1, "Anna", working_days=())


def test_nobody_is_found_by_a_number_never_met(database: Database) -> None:
    assert people.find(database, 99) is None


@pytest.mark.parametrize(
    ("username", "expected"),
    [("anna_a", ANNA), ("@anna_a", ANNA), ("@Anna_A", ANNA), ("anna", None), ("", None), ("%", None)],
)
def test_a_person_is_found_by_username(database: Database, username: str, expected: Person | None) -> None:
    assert people.find_by_username(database, username) == expected


def test_a_username_given_up_and_taken_by_another_is_theirs(database: Database) -> None:
    people.meet(database, ANNA.id, "Anna", None)
    people.meet(database, BRAM.id, "Bram", "anna_a")
    assert people.find_by_username(database, "anna_a") == BRAM


def test_a_username_taken_by_another_is_theirs_though_the_first_was_not_seen_since(database: Database) -> None:
    people.meet(database, BRAM.id, "Bram", "anna_a")
    assert people.find_by_username(database, "anna_a") == BRAM


def test_a_team_is_found_where_it_was_added(database: Database) -> None:
    team = added(database)
    expected = Team(team.id, Place(GROUP), "Onderbouw", "nl", ZoneInfo("Europe/Amsterdam"), "nl-midden")
    assert (team, teams.find_at(database, Place(GROUP))) == (expected, expected)


def test_a_topics_team_is_another_than_its_groups(database: Database) -> None:
    group, topic = added(database), added(database, topic_id=5, name="Rekenen")
    found = [teams.find_at(database, Place(GROUP, number)) for number in (None, 5, 6)]
    assert (found, teams.find_in_chat(database, GROUP)) == ([group, topic, None], [group, topic])


def test_a_team_that_comes_back_keeps_its_settings(database: Database) -> None:
    team = added(database)
    teams.set_language(database, team.id, "en")
    teams.set_region(database, team.id, "nl-zuid", "America/Curacao")
    teams.set_pauses(database, team.id, LEAVE)
    teams.set_free_days(database, team.id, TRAINING)
    teams.set_present(database, GROUP, False)
    zone = ZoneInfo("America/Curacao")
    expected = Team(
        team.id,
        Place(GROUP),
        "Onderbouw",
        "en",
        zone,
        "nl-zuid",
        LEAVE,
        (Days(date(2026, 12, 4), date(2026, 12, 4), "studiedag"),),
    )
    assert added(database, name="Another title") == expected


def test_a_group_renamed_leaves_its_topics_their_names(database: Database) -> None:
    added(database), added(database, topic_id=5, name="Rekenen")
    teams.set_name(database, GROUP, "Bovenbouw")
    assert [team.name for team in teams.every(database)] == ["Bovenbouw", "Rekenen"]


def test_a_group_that_moves_takes_all_its_teams_along(database: Database) -> None:
    group, topic = added(database), added(database, topic_id=5, name="Rekenen")
    teams.set_present(database, GROUP, False)
    teams.move(database, GROUP, MOVED_GROUP)
    places = [(team.id, team.place, team.is_present) for team in teams.every(database)]
    assert places == [(group.id, Place(MOVED_GROUP), True), (topic.id, Place(MOVED_GROUP, 5), True)]


def test_a_group_that_moves_takes_its_waiting_messages_along_and_leaves_what_was_sent(database: Database) -> None:
    team = added(database)
    session = ask(database, team.id, "eerste-stap", NOON, NOON + timedelta(days=1))
    belongs: dict[str, Any] = {"team_id": team.id, "session_id": session.id}
    sent, waiting = (outbox.add(database, Say(text=text), GROUP, PROMPT, NOON, **belongs) for text in "ab")
    outbox.mark_sent(database, sent, 55, NOON)
    teams.move(database, GROUP, MOVED_GROUP)
    parcel = outbox.next_for(database, MOVED_GROUP, NOON)
    # Message 55 of the new group is another message than message 55 of the old one.
    led = messages.about(database, MOVED_GROUP, 55)
    seen = (parcel.id if parcel else None, outbox.chats_waiting(database, NOON), led)
    assert seen == (waiting, [MOVED_GROUP], None)


def test_after_a_move_no_old_message_number_leads_to_the_log(database: Database) -> None:
    team = added(database)
    session = ask(database, team.id, "eerste-stap", NOON, NOON + timedelta(days=1))
    entries.add(database, session, ANNA, Audience.TEAM, "answer", "Ik telde.", NOON, (Place(GROUP), 55))
    teams.move(database, GROUP, MOVED_GROUP)
    corrected = [entries.correct(database, Place(chat), 55, 1, "Anders.") for chat in (GROUP, MOVED_GROUP)]
    said = [entry.text for entry in entries.of_session(database, session.id)]
    assert (corrected, said) == ([None, None], ["Ik telde."])


def test_the_team_that_moves_in_keeps_its_history_when_the_new_group_was_heard_of_first(database: Database) -> None:
    team = added(database)
    members.give_role(database, team.id, ANNA.id, Role.MEMBER, NOON)
    added(database, MOVED_GROUP)
    teams.move(database, GROUP, MOVED_GROUP)
    there = [one.id for one in teams.every(database)]
    assert (there, members.in_role(database, team.id, Role.MEMBER)) == ([team.id], [ANNA])


def test_a_move_told_twice_changes_nothing_the_second_time(database: Database) -> None:
    team = added(database)
    teams.move(database, GROUP, MOVED_GROUP)
    teams.move(database, GROUP, MOVED_GROUP)
    assert [(one.id, one.place) for one in teams.every(database)] == [(team.id, Place(MOVED_GROUP))]


def test_a_role_is_new_only_once(database: Database) -> None:
    team = added(database)
    given = [members.give_role(database, team.id, ANNA.id, Role.MEMBER, NOON) for _ in range(2)]
    assert (given, members.roles_of(database, team.id, ANNA.id)) == ([True, False], frozenset({Role.MEMBER}))


def test_one_person_may_have_several_roles_and_lose_one(database: Database) -> None:
    team = added(database)
    for role in (Role.MEMBER, Role.LEADER):
        members.give_role(database, team.id, ANNA.id, role, NOON)
    taken = [members.take_role(database, team.id, ANNA.id, Role.MEMBER) for _ in range(2)]
    assert (taken, members.roles_of(database, team.id, ANNA.id)) == ([True, False], frozenset({Role.LEADER}))


def test_people_in_a_role_are_those_of_this_team_longest_first(database: Database) -> None:
    team, other = added(database), added(database, -300)
    members.give_role(database, team.id, BRAM.id, Role.MEMBER, NOON)
    members.give_role(database, team.id, ANNA.id, Role.MEMBER, NOON + timedelta(minutes=1))
    members.give_role(database, other.id, ANNA.id, Role.LEADER, NOON)
    people_in = {role: members.in_role(database, team.id, role) for role in (Role.MEMBER, Role.LEADER)}
    assert people_in == {Role.MEMBER: [BRAM, ANNA], Role.LEADER: []}


def test_teams_of_a_role_are_those_the_bot_is_still_in(database: Database) -> None:
    team, gone, plain = added(database), added(database, -300), added(database, -400)
    members.give_role(database, team.id, ANNA.id, Role.LEADER, NOON)
    members.give_role(database, gone.id, ANNA.id, Role.LEADER, NOON)
    members.give_role(database, plain.id, ANNA.id, Role.MEMBER, NOON)
    teams.set_present(database, -300, False)
    assert members.teams_of(database, ANNA.id, Role.LEADER) == [team]


def with_roles(database: Database) -> tuple[Team, Team, Team]:
    """Return a team that Anna leads and takes part in, one she observes, and one she coordinated that is gone."""
    both, observed, gone = added(database), added(database, -300), added(database, -400)
    for team, role in (
        (both, Role.MEMBER),
        (both, Role.LEADER),
        (observed, Role.OBSERVER),
        (gone, Role.COORDINATOR),
    ):
        members.give_role(database, team.id, ANNA.id, role, NOON)
    members.give_role(database, observed.id, BRAM.id, Role.MEMBER, NOON)
    teams.set_present(database, -400, False)
    return both, observed, gone


def test_roles_anywhere_are_those_in_teams_that_are_still_there(database: Database) -> None:
    with_roles(database)
    held = [members.roles_anywhere(database, person) for person in (ANNA.id, BRAM.id, 99)]
    assert held == [{Role.MEMBER, Role.LEADER, Role.OBSERVER}, {Role.MEMBER}, frozenset()]


def test_teams_of_somebody_with_whatever_role_are_told_once(database: Database) -> None:
    both, observed, _ = with_roles(database)
    told = [members.teams_of_anybody(database, person) for person in (ANNA.id, BRAM.id, 99)]
    assert told == [[both, observed], [observed], []]


def test_every_role_is_told_with_its_team_and_since_when_also_where_the_bot_is_gone(database: Database) -> None:
    both, observed, gone = with_roles(database)
    gone = replace(gone, is_present=False)
    given = [(both, Role.LEADER), (both, Role.MEMBER), (observed, Role.OBSERVER), (gone, Role.COORDINATOR)]
    assert members.roles_everywhere(database, ANNA.id) == [(team, role, NOON) for team, role in given]


def test_a_group_that_moves_to_itself_keeps_everything(database: Database) -> None:
    team = added(database)
    teams.move(database, GROUP, GROUP)
    assert list(teams.every(database)) == [team]


def test_an_invitation_is_found_until_it_ends(database: Database) -> None:
    team = added(database)
    code = members.invite(database, team.id, Role.LEADER, None, ANNA.id, NOON)
    found = members.find_invitation(database, code, NOON)
    members.end_invitation(database, code)
    expected = members.Invitation(code, team.id, Role.LEADER, None, ANNA.id)
    assert (found, members.find_invitation(database, code, NOON)) == (expected, None)


def test_invitation_codes_differ_and_fit_in_a_link(database: Database) -> None:
    team = added(database)
    codes = {members.invite(database, team.id, Role.LEADER, None, None, NOON) for _ in range(50)}
    assert [bool(re.fullmatch(r"[A-Za-z0-9_-]{16,50}", code)) for code in codes] == [True] * 50
