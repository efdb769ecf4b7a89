"""Backups that are not as Leerkring lays them: refused before anything changes, and said why in a line."""

import contextlib
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose
from storage.copies import AT, files, names

from bot.storage.backups import back_up, put_back
from bot.storage.database import UnusableDatabaseError

STRANGE = {
    "a view in the place of a table": "ALTER TABLE entries RENAME TO kept; CREATE VIEW entries AS SELECT * FROM kept",
    "a table missing": "DROP TABLE entries",
    "the index of searches missing": "DROP TABLE entries_fts",
    "a column missing": "ALTER TABLE people DROP COLUMN language",
    "a column more": "ALTER TABLE people ADD COLUMN secret TEXT",
    "a trigger that erases": "CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM entries; END",
    "a trigger on the inbox": "CREATE TRIGGER t AFTER INSERT ON inbox BEGIN UPDATE people SET name = 'x'; END",
    "a trigger missing": "DROP TRIGGER entries_ai",
    "a unique index missing": "DROP INDEX sessions_one_case",
    "a unique index more": "CREATE UNIQUE INDEX one_language ON people (is_reachable)",
    "a view more": "CREATE VIEW everybody AS SELECT * FROM people",
}


@pytest.mark.parametrize("what", sorted(STRANGE))
def test_a_backup_that_is_laid_otherwise_is_refused(path: Path, copy: Path, what: str) -> None:
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as spoilt:
        spoilt.executescript(STRANGE[what])
    before = files(path.parent)
    with pytest.raises(UnusableDatabaseError):
        put_back(path, copy, AT)
    assert (files(path.parent), names(path)) == (before, ["Anna", "Bram"])


@pytest.mark.parametrize("what", ["ANALYZE", "CREATE INDEX by_hand ON people (language)"])
def test_what_only_helps_to_find_is_no_reason_to_refuse(path: Path, copy: Path, what: str) -> None:
    for one in (path, copy):
        with contextlib.closing(sqlite3.connect(one, isolation_level=None)) as helped:
            helped.executescript(what)
    back_up(path, path.with_name("again.db"))
    put_back(path, copy, AT)
    assert names(path) == ["Anna"]
