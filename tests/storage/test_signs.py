"""Signs: where marks are refused is known of each place by itself, until its time has passed."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.core.model import Place
from bot.core.outgoing import React
from bot.core.purposes import NOTED, Purpose
from bot.storage import outbox, people, signs, teams
from bot.storage.database import instant, open_for_writing
from bot.storage.laying import lay

NOW = instant("2026-11-24T11:00:00.000+00:00")
WEEK = timedelta(days=7)
PERSON = 5


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_for_writing(lay(tmp_path / "leerkring.db"))


def a_team(database: Database, chat_id: int = -1, topic_id: int | None = None) -> int:
    return teams.add(database, Place(chat_id, topic_id), "T", "nl", "Europe/Amsterdam", "nl-midden").id


def refused(database: Database, chat_id: int, team_id: int | None, at: datetime) -> bool:
    """Tell whether a team's place, or somebody's private chat, is known to take no marks."""
    found = people.find(database, chat_id) if chat_id > 0 else teams.find(database, team_id or 0)
    return bool(found and found.no_marks_until and at < found.no_marks_until)


def test_a_place_takes_marks_until_one_is_refused_and_again_when_its_time_has_passed(database: Database) -> None:
    team = a_team(database)
    before = refused(database, -1, team, NOW)
    was_known = signs.refuse_marks(database, -1, team, NOW + WEEK)
    after = [refused(database, -1, team, NOW + WEEK * days / 7) for days in (0, 6, 7)]
    again = signs.refuse_marks(database, -1, team, NOW + WEEK * 2)
    assert (before, was_known, after, again) == (False, False, [True, True, False], True)


def test_what_is_known_of_one_topic_is_not_of_another_nor_of_a_person(database: Database) -> None:
    one, other = a_team(database, topic_id=7), a_team(database, topic_id=8)
    people.meet(database, PERSON, "Anna", None)
    signs.refuse_marks(database, -1, one, NOW + WEEK)
    signs.refuse_marks(database, PERSON, one, NOW + WEEK)
    assert [
        refused(database, chat_id, team, NOW)
        for chat_id, team in ((-1, one), (-1, other), (PERSON, None), (PERSON + 1, None))
    ] == [True, False, True, False]


def test_trying_again_forgets_until_when_and_not_that_it_was_known(database: Database) -> None:
    team = a_team(database)
    signs.try_marks_again(database, team, NOW)
    signs.refuse_marks(database, -1, team, NOW + WEEK)
    signs.try_marks_again(database, team, NOW)
    is_refused = refused(database, -1, team, NOW)
    assert (is_refused, signs.refuse_marks(database, -1, team, NOW + WEEK)) == (False, True)


def test_a_group_that_moves_takes_along_what_is_known_of_it(database: Database) -> None:
    team = a_team(database)
    signs.refuse_marks(database, -1, team, NOW + WEEK)
    teams.move(database, -1, -100)
    assert refused(database, -100, team, NOW)


def test_marks_that_wait_are_taken_for_one_team_and_nothing_else_is(database: Database) -> None:
    one, other = a_team(database, topic_id=7), a_team(database, topic_id=8)
    for number, (team, purpose) in enumerate([(one, NOTED), (other, NOTED), (one, Purpose("else")), (one, NOTED)]):
        outbox.add(database, React(message_id=number, emoji="✍"), -1, purpose, NOW, team_id=team)
    taken = signs.take_marks(database, -1, one)
    left = database.execute("SELECT count(*) FROM outbox").fetchone()[0]
    assert ([mark.message_id for mark in taken], left) == ([0, 3], 2)


def test_with_a_person_goes_what_is_known_of_their_private_chat(database: Database) -> None:
    people.meet(database, PERSON, "Anna", None)
    signs.refuse_marks(database, PERSON, None, NOW + WEEK)
    people.erase(database, PERSON)
    assert not refused(database, PERSON, None, NOW)
