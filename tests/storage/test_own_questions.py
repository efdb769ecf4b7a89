"""Own questions: what a team wrote for itself, who wrote it, and what is left of it once somebody is erased."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Person, Place, Role
from bot.core.own_question import OwnWords
from bot.storage import erasing, ledger, members, own_questions, people, question_drafts, teams, wiping
from bot.storage.backups import back_up, put_back
from bot.storage.database import open_for_reading, open_for_writing, transaction
from bot.storage.laying import lay
from bot.storage.question_drafts import Draft

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
ANNA, BRAM = Person(11, "Anna"), Person(12, "Bram")
WORDS = OwnWords("nl", "Wat hielp", "Wat hielp er vandaag?", "Wat houden we erin?", "R6")


def filled(path: Path) -> Database:
    """Return a database with two teams, and in the first a question of Anna's that was asked and one that was not."""
    database = open_for_writing(lay(path))
    for number, chat_id in enumerate((-100, -200)):
        team = teams.add(database, Place(chat_id), f"Team {number}", "nl", "Europe/Amsterdam", "nl-midden")
        for person in (ANNA, BRAM):
            people.meet(database, person.id, person.name, None)
            members.give_role(database, team.id, person.id, Role.COORDINATOR, NOON)
    own_questions.add(database, 1, ANNA.id, WORDS, NOON)
    own_questions.add(database, 1, ANNA.id, replace(WORDS, title="Wat lukte", text="Wat lukte er?"), NOON)
    ask(database, 1, "own-1", NOON, LATER)
    return database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return filled(tmp_path / "own.db")


def kept(database: Database) -> list[tuple[int, str | None]]:
    """Return which questions there are, and who wrote them."""
    return [(one.id, one.writer) for one in own_questions.of_team(database, 1)]


def test_a_question_is_kept_as_it_was_written_and_is_one_teams_alone(database: Database) -> None:
    found = own_questions.find(database, 1, 1)
    assert found
    assert (found.words, found.writer, found.at, found.method) == (WORDS, "Anna", NOON, "own-1")
    assert (own_questions.find(database, 2, 1), own_questions.of_team(database, 2)) == (None, [])


def test_a_number_is_never_given_twice(database: Database) -> None:
    own_questions.throw_away(database, 2)
    assert own_questions.add(database, 1, ANNA.id, WORDS, LATER) == 3


def test_of_somebody_erased_what_was_asked_stays_as_nobodys_and_the_rest_goes(database: Database) -> None:
    people.erase(database, ANNA.id)
    assert kept(database) == [(1, None)]


def test_who_lays_down_their_last_role_leaves_their_questions_to_the_team(database: Database) -> None:
    members.give_role(database, 1, ANNA.id, Role.MEMBER, NOON)
    members.take_role(database, 1, ANNA.id, Role.COORDINATOR)
    before = kept(database)
    members.take_role(database, 1, ANNA.id, Role.MEMBER)
    people.erase(database, ANNA.id)
    assert (before, kept(database)) == ([(1, "Anna"), (2, "Anna")], [(1, None), (2, None)])


def test_with_a_team_go_its_questions_and_what_was_being_written_for_it(database: Database) -> None:
    question_drafts.put(database, Draft(BRAM.id, 1, NOON, text="Wat nu dan?"))
    database.execute("DELETE FROM teams WHERE id = 1")
    assert (kept(database), question_drafts.of_person(database, BRAM.id)) == ([], [])


def test_what_was_written_before_a_team_began_goes_along_to_where_it_goes_on(database: Database) -> None:
    own_questions.add(database, 2, BRAM.id, WORDS, NOON)
    teams.resettle(database, 1, 2)
    assert kept(database) == [(1, "Anna"), (2, "Anna"), (3, "Bram")]


def test_a_draft_is_gone_on_with_for_a_week(database: Database) -> None:
    draft = Draft(ANNA.id, 1, NOON, "family", "Wat nu", "Wat nu dan?", None, "R1", doubt="names", read_at=NOON)
    question_drafts.put(database, draft)
    found = [question_drafts.find(database, ANNA.id, 1, NOON + timedelta(days=days)) for days in (6, 7)]
    assert found == [draft, None]
    question_drafts.forget_old(database, NOON + timedelta(days=7))
    assert question_drafts.of_person(database, ANNA.id) == []


def test_what_is_thrown_away_or_written_over_is_owed_to_the_files(database: Database) -> None:
    def owed() -> int:
        return int(database.execute("SELECT owed FROM wiping").fetchone()[0])

    question_drafts.put(database, Draft(ANNA.id, 1, NOON))
    steps: list[Callable[[], None]] = [
        lambda: question_drafts.put(database, Draft(ANNA.id, 1, NOON, text="Wat nu dan?")),
        lambda: question_drafts.put(database, Draft(ANNA.id, 1, NOON, text="Wat nu?")),
        lambda: question_drafts.drop(database, ANNA.id, 1),
        lambda: own_questions.change(database, 2, replace(WORDS, text="Wat ging er?"), LATER),
        lambda: own_questions.throw_away(database, 2),
    ]
    counted = [owed()]
    for step in steps:
        step()
        counted.append(owed())
    assert [after - before for before, after in pairwise(counted)] == [0, 1, 1, 1, 1]


GONE: dict[str, tuple[Callable[[Database], None], list[tuple[int, str | None]]]] = {
    "a writer": (lambda database: people.erase(database, ANNA.id), [(1, None)]),
    "a question": (lambda database: erasing.erase(database, "question", 2), [(1, "Anna")]),
    "older words": (lambda database: ledger.note_question(database, 2), [(1, "Anna")]),
}


@pytest.mark.parametrize("what", GONE)
def test_a_restore_brings_back_none_of_it(tmp_path: Path, what: str) -> None:
    path, copy = tmp_path / "own.db", tmp_path / "copy.db"
    filled(path).close()
    back_up(path, copy)
    change, expected = GONE[what]
    with closing(open_for_writing(path)) as database:
        with transaction(database):
            change(database)
        wiping.settle(database, LATER)
    done = put_back(path, copy, LATER)
    with closing(open_for_reading(path)) as database:
        assert (kept(database), done.erased_since) == (expected, 1)


def test_a_backup_holds_nothing_that_is_still_being_written(tmp_path: Path) -> None:
    path, copy = tmp_path / "own.db", tmp_path / "copy.db"
    with closing(filled(path)) as database:
        question_drafts.put(database, Draft(ANNA.id, 1, NOON, text="Wat nu dan?"))
    back_up(path, copy)
    with closing(open_for_reading(copy)) as database:
        assert (question_drafts.of_person(database, ANNA.id), len(kept(database))) == ([], 2)
