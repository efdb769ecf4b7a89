"""Talks: what somebody's next words are about; one thing at a time, and gone with what it was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place
from bot.storage import contributions, entries, people, talks, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.talks import Talk

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, BRAM = Person(1, "Anna"), Person(2, "Bram")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with a session and an entry of Anna's in it, both with number 1."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    teams.add(database, Place(-100), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    session = ask(database, 1, "eerste-stap", NOON, NOON + HOUR)
    entries.add(database, session, ANNA, Audience.TEAM, "answer", "Ik telde.", NOON, None)
    return database


def test_nobodys_words_are_about_anything_at_first(database: Database) -> None:
    assert talks.find(database, ANNA.id) is None


def test_a_talk_is_about_the_last_thing_it_was_begun_for(database: Database) -> None:
    talks.begin(database, ANNA.id, NOON, session_id=1)
    about_session = talks.find(database, ANNA.id)
    talks.begin(database, ANNA.id, NOON + HOUR, entry_id=1)
    expected = (Talk(1, None, None, NOON), Talk(None, 1, None, NOON + HOUR))
    assert (about_session, talks.find(database, ANNA.id)) == expected


def test_everybody_has_a_talk_of_their_own(database: Database) -> None:
    for person in (ANNA, BRAM):
        talks.begin(database, person.id, NOON, session_id=1)
    talks.end(database, ANNA.id)
    assert (talks.find(database, ANNA.id), talks.find(database, BRAM.id)) == (None, Talk(1, None, None, NOON))


def test_a_talk_that_ended_can_end_again(database: Database) -> None:
    talks.end(database, ANNA.id)
    assert talks.find(database, ANNA.id) is None


def test_a_talk_goes_with_the_entry_it_is_about(database: Database) -> None:
    talks.begin(database, ANNA.id, NOON, entry_id=1)
    contributions.withdraw(database, 1, ANNA.id)
    assert talks.find(database, ANNA.id) is None


@pytest.mark.parametrize("gone", ["sessions", "teams", "people"])
def test_a_talk_goes_with_its_session_team_or_person(database: Database, gone: str) -> None:
    talks.begin(database, ANNA.id, NOON, session_id=1)
    database.execute(f"DELETE FROM {gone} WHERE id = 1")
    assert talks.find(database, ANNA.id) is None
