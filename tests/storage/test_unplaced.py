"""What was written in private while it isn't sure what it is about: kept for a day, for its writer alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.storage import people, ties, unplaced, wiping
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.unplaced import Unplaced

ANNA, BRAM = 11, 12
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database that knows two people."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for number, name in ((ANNA, "Anna"), (BRAM, "Bram")):
        people.meet(database, number, name, None)
    return database


def taken(database: Database, person_id: int) -> list[Unplaced]:
    found = unplaced.of_person(database, person_id, NOON)
    unplaced.drop(database, person_id)
    return found


def test_what_somebody_wrote_comes_back_once_in_its_order(database: Database) -> None:
    counts = [unplaced.keep(database, ANNA, number, f"Zin {number}.", NOON) for number in (5, 6, 6)]
    unplaced.keep(database, BRAM, 7, "Van Bram.", NOON)
    both = [taken(database, ANNA) for _ in range(2)]
    assert (counts, both) == ([1, 2, 2], [[Unplaced(5, "Zin 5.", NOON), Unplaced(6, "Zin 6.", NOON)], []])
    assert [one.text for one in taken(database, BRAM)] == ["Van Bram."]


def test_an_edit_takes_the_place_of_the_words(database: Database) -> None:
    unplaced.keep(database, ANNA, 5, "Zin.", NOON)
    done = [
        unplaced.correct(database, person, number, "Beter.") for person, number in ((ANNA, 5), (ANNA, 6), (BRAM, 5))
    ]
    assert (done, [one.text for one in taken(database, ANNA)]) == ([True, False, False], ["Beter."])


def test_it_goes_after_a_day_with_its_writer_and_in_a_copy(database: Database) -> None:
    for _ in range(2):
        unplaced.keep(database, ANNA, 5, "Zin.", NOON)
        unplaced.forget_old(database, NOON + DAY)
    stays = taken(database, ANNA)
    unplaced.keep(database, ANNA, 5, "Zin.", NOON)
    unplaced.forget_old(database, NOON + DAY + timedelta(seconds=1))
    after_a_day = taken(database, ANNA)
    unplaced.keep(database, ANNA, 5, "Zin.", NOON)
    people.erase(database, ANNA)
    erased = taken(database, ANNA)
    unplaced.keep(database, BRAM, 5, "Zin.", NOON)
    ties.cut_in_copy(database)
    assert (len(stays), after_a_day, erased, taken(database, BRAM)) == (1, [], [], [])


@pytest.mark.parametrize("how", ["taken", "changed", "erased"])
def test_its_words_are_to_go_from_the_files_too(database: Database, how: str) -> None:
    unplaced.keep(database, ANNA, 5, "Zin.", NOON)
    database.execute("UPDATE wiping SET owed = 0")
    match how:
        case "taken":
            taken(database, ANNA)
        case "changed":
            unplaced.correct(database, ANNA, 5, "Beter.")
        case _:
            unplaced.erase(database, 1)
    assert wiping.state(database).owed == 1
