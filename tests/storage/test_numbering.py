"""Numbering: no entry and no commitment gets the number of one that is gone, nor after an older backup comes back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.storage import backups
from bot.storage.database import open_for_writing


def last(database: Database) -> dict[str, int]:
    return dict(database.execute("SELECT name, last FROM numbers ORDER BY name").fetchall())


def test_what_a_database_counts_begins_after_what_is_there(tmp_path: Path) -> None:
    with closing(open_for_writing(tmp_path / "leerkring.db")) as database:
        assert last(database) == {"commitments": 0, "entries": 0}


def test_an_older_backup_gives_none_of_the_numbers_that_were_given_since(tmp_path: Path) -> None:
    live, backup = tmp_path / "leerkring.db", tmp_path / "backup.db"
    with closing(open_for_writing(live)) as database:
        database.execute("UPDATE numbers SET last = 10")
    backups.back_up(live, backup)
    with closing(open_for_writing(live)) as database:
        database.execute("UPDATE numbers SET last = 60")
    backups.put_back(live, backup, datetime.now(UTC))
    with closing(open_for_writing(live)) as database:
        assert all(number > 60 for number in last(database).values())
