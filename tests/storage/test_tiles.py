"""Tiles as they are kept: on a shelf that is no question, growing old and erased as all words are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.core.model import Person, Place
from bot.storage import erasing, ledger, people, pruning, sessions, teams, tiles
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

OLD, NEW = datetime(2024, 11, 24, 11, 0, tzinfo=UTC), datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
BETWEEN, DAY = datetime(2025, 8, 1, tzinfo=UTC), timedelta(days=1)
ANNA = Person(11, "Anna")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with an old and a new tile of one team, and one of another."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    people.meet(database, ANNA.id, ANNA.name, None)
    for chat_id in (-100, -200):
        teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
    for team_id, text, at in ((1, "Oud", OLD), (1, "Nieuw", NEW), (2, "Van een ander", NEW)):
        tiles.hang(database, team_id, ANNA.id, text, at)
    return database


def texts(database: Database, team_id: int = 1) -> list[str]:
    return [str(entry.text) for entry in tiles.of_team(database, team_id)]


def test_a_team_has_its_own_tiles_the_latest_first(database: Database) -> None:
    assert (texts(database), texts(database, 2)) == (["Nieuw", "Oud"], ["Van een ander"])
    assert [tiles.find(database, team_id, 3) is not None for team_id in (1, 2)] == [False, True]


def test_a_shelf_is_one_for_each_team_and_no_question(database: Database) -> None:
    shelves = database.execute("SELECT team_id, count(*) FROM sessions GROUP BY team_id").fetchall()
    asked = sessions.asked_between(database, 1, OLD - DAY, NEW + DAY)
    assert (shelves, asked, sessions.latest_methods(database, 1)) == ([(1, 1), (2, 1)], [], [])


def test_a_draft_hangs_nowhere_takes_the_place_of_another_and_is_hung_by_its_writer(database: Database) -> None:
    tiles.draft(database, 1, ANNA.id, "Eerst", NEW)
    number = tiles.draft(database, 1, ANNA.id, "Dan", NEW)
    drafts = [row["text"] for row in database.query("SELECT text FROM entries WHERE kind = 'draft'")]
    tiles.hang_draft(database, number, person_id=99, at=NEW)
    before = texts(database)
    tiles.hang_draft(database, number, ANNA.id, NEW)
    assert (drafts, before, texts(database)) == (["Dan"], ["Nieuw", "Oud"], ["Dan", "Nieuw", "Oud"])


def test_a_tile_grows_old_as_answers_do(database: Database) -> None:
    pruning.remove(database, 1, BETWEEN, 100)
    assert (texts(database), texts(database, 2)) == (["Nieuw"], ["Van een ander"])


def test_whoever_is_erased_takes_their_tiles_along_also_from_an_older_backup(database: Database) -> None:
    before = ledger.latest(database)
    erasing.erase(database, "person", ANNA.id)
    noted = database.execute("SELECT count(*) FROM erased WHERE seq > ?", [before]).fetchone()[0]
    assert (texts(database), texts(database, 2), noted) == ([], [], 4)
