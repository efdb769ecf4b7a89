"""Forgetting: what goes with a person, a session or a chat, and what others keep."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Days, Person, Place, Role
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.core.session import taking_part
from bot.storage import (
    contributions,
    entries,
    inbox,
    members,
    nudges,
    outbox,
    people,
    retraction,
    sessions,
    talks,
    teams,
)
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OURS, THEIRS, CHAT = 1, 2, -100
ANNA, BRAM = Person(11, "Anna"), Person(12, "Bram")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with two teams, and a session in each."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id in (CHAT, -200):
        team = teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
        ask(database, team.id, "eerste-stap", NOON, NOON + DAY)
    return database


def private_talk(database: Database) -> None:
    """Say something to Anna about our session in each state, to Bram about theirs, and to our group."""
    for state in ("waiting", "sending", "sent", "uncertain", "failed"):
        number = outbox.add(database, Say(text="Dag"), ANNA.id, Purpose("question"), NOON, session_id=OURS)
        database.execute("UPDATE outbox SET state = ? WHERE id = ?", [state, number])
    outbox.add(database, Say(text="Dag"), BRAM.id, Purpose("question"), NOON, session_id=THEIRS)
    outbox.add(database, Say(text="Dag"), CHAT, Purpose("prompt"), NOON, session_id=OURS)


def kept(database: Database) -> list[tuple[int, str]]:
    return [(row["chat_id"], row["state"]) for row in database.query("SELECT * FROM outbox ORDER BY id")]


def test_private_talk_about_a_session_is_forgotten_but_for_what_is_on_its_way(database: Database) -> None:
    private_talk(database)
    retraction.forget_private_talk(database, OURS)
    assert kept(database) == [(ANNA.id, "sending"), (BRAM.id, "waiting"), (CHAT, "waiting")]


def test_all_that_was_said_in_a_chat_is_forgotten_but_for_what_is_on_its_way(database: Database) -> None:
    private_talk(database)
    retraction.forget_chat(database, ANNA.id)
    assert kept(database) == [(ANNA.id, "sending"), (BRAM.id, "waiting"), (CHAT, "waiting")]


def test_what_was_said_to_strangers_is_forgotten_once_it_was_said(database: Database) -> None:
    private_talk(database)
    people.meet(database, BRAM.id, "Bram", None)
    outbox.mark_sent(database, 6, 55, NOON)
    retraction.forget_strangers(database)
    assert kept(database) == [(ANNA.id, "waiting"), (ANNA.id, "sending"), (BRAM.id, "sent"), (CHAT, "waiting")]


def update(person_id: int, last: bool = False) -> str:
    """Return a raw update that names somebody; `last` where the number is the last thing told of them."""
    named: dict[str, object] = {"id": person_id} if last else {"id": person_id, "first_name": "Anna"}
    return json.dumps({"update_id": 1, "message": {"text": "Geheim.", "from": named}})


def test_the_words_of_updates_set_aside_that_name_somebody_are_forgotten(database: Database) -> None:
    raws = [update(ANNA.id), update(ANNA.id, last=True), update(BRAM.id), update(111), update(1), update(-11)]
    inbox.store(database, list(enumerate(raws)), NOON)
    for number in range(len(raws)):
        inbox.set_aside(database, number, "ValueError in asking")
    inbox.forget_set_aside(database, ANNA.id)
    left = [row["raw"] for row in database.query("SELECT raw FROM inbox ORDER BY update_id")]
    assert (left, len(inbox.aside(database))) == ([None, None, *raws[2:]], len(raws))


def test_an_update_that_still_waits_keeps_its_words(database: Database) -> None:
    inbox.store(database, [(1, update(ANNA.id))], NOON)
    inbox.forget_set_aside(database, ANNA.id)
    assert inbox.unhandled(database) == [(1, update(ANNA.id))]


def lived_in(database: Database) -> None:
    """Let Anna and Bram have one of everything: a role, an invitation, an answer, a turn, a nudge and a talk."""
    session = sessions.find(database, OURS)
    assert session is not None
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, person.name.lower())
        members.give_role(database, OURS, person.id, Role.MEMBER, NOON)
        members.invite(database, OURS, Role.LEADER, person.id, None, NOON)
        entries.add(database, session, person, Audience.TEAM, "answer", f"Van {person.name}.", NOON, None)
        session = session.at(taking_part.hear(session.state, person.id))
        nudges.put(database, person.id, OURS, NOON)
        talks.begin(database, person.id, NOON, session_id=OURS)
    sessions.save(database, session, NOON, NOON)
    members.invite(database, OURS, Role.OBSERVER, None, ANNA.id, NOON)


def test_with_somebody_goes_all_that_is_theirs_and_nothing_of_anybody_else(database: Database) -> None:
    lived_in(database)
    contributions.erase_all(database, ANNA.id)
    people.erase(database, ANNA.id)
    tables = ("members", "entries", "heard", "nudges", "talks", "invitations")
    left = {table: [row["person_id"] for row in database.query(f"SELECT * FROM {table}")] for table in tables}
    # An invitation that Anna made for whoever opens it stays, and nobody made it.
    assert left == {table: [BRAM.id] for table in tables[:-1]} | {"invitations": [BRAM.id, None]}
    assert (people.find(database, ANNA.id), people.find_by_username(database, "anna")) == (None, None)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_words_of_somebody_erased_before_they_were_lose_their_name(database: Database) -> None:
    lived_in(database)
    people.erase(database, ANNA.id)
    assert [entry.author and entry.author.name for entry in entries.every(database, OURS)] == [None, "Bram"]


def test_somebody_erased_who_comes_back_begins_at_nothing(database: Database) -> None:
    lived_in(database)
    people.set_leave(database, ANNA.id, (Days(NOON.date(), NOON.date()),))
    people.erase(database, ANNA.id)
    assert people.meet(database, ANNA.id, "Anna", None) == Person(ANNA.id, "Anna")
    assert members.roles_everywhere(database, ANNA.id) == []
