"""Troubles: which messages did not certainly arrive, told without their words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Place
from bot.core.outgoing import React, Say
from bot.core.purposes import PROMPT
from bot.storage import outbox, teams, troubles
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.troubles import Trouble

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OURS, THEIRS = 1, 2
SAY, REACT = Say(text="Dag"), React(message_id=5, emoji="✍")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id in (-100, -200):
        team = teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
        ask(database, team.id, "eerste-stap", NOON, NOON + timedelta(days=1))
    return database


def put(
    database: Database, state: str, team_id: int | None = OURS, content: Say | React = SAY, at: datetime = NOON
) -> int:
    """Store a message in a state and return its number."""
    number = outbox.add(database, content, -100, PROMPT, at, team_id=team_id, session_id=team_id)
    database.execute("UPDATE outbox SET state = ?, problem = ? WHERE id = ?", [state, "timed out", number])
    return number


def told(database: Database, start: datetime = NOON, team_id: int | None = None) -> list[int]:
    return [one.id for one in troubles.since(database, start, team_id)]


@pytest.mark.parametrize(
    ("state", "is_told"),
    [("waiting", False), ("sending", False), ("sent", False), ("uncertain", True), ("failed", True), ("expired", True)],
)
def test_only_a_message_that_did_not_certainly_arrive_is_told(database: Database, state: str, is_told: bool) -> None:
    number = put(database, state)
    assert told(database) == ([number] if is_told else [])


def test_a_trouble_names_the_occasion_and_what_the_messenger_said(database: Database) -> None:
    number = put(database, "failed")
    assert troubles.since(database, NOON) == [Trouble(number, OURS, OURS, PROMPT, "failed", NOON, "timed out", -100)]


def test_a_mark_that_failed_is_no_trouble(database: Database) -> None:
    put(database, "failed", content=REACT)
    assert told(database) == []


def test_troubles_are_told_for_one_team_or_all_in_order(database: Database) -> None:
    ours, theirs, nobodys = put(database, "uncertain"), put(database, "failed", THEIRS), put(database, "expired", None)
    asked = [told(database, team_id=team_id) for team_id in (None, OURS, THEIRS, 99)]
    assert asked == [[ours, theirs, nobodys], [ours], [theirs], []]


def test_troubles_are_told_from_an_instant_on(database: Database) -> None:
    numbers = [put(database, "failed", at=NOON + minutes * MINUTE) for minutes in (-1, 0, 1)]
    assert [told(database, NOON), told(database, NOON + MINUTE)] == [numbers[1:], numbers[2:]]


def test_what_a_team_had_trouble_with_goes_with_the_team(database: Database) -> None:
    put(database, "failed")
    database.execute("DELETE FROM teams WHERE id = 1")
    assert told(database) == []
