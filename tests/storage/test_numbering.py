"""Numbering: nothing that buttons name gets the number of one that is gone, nor after an older backup comes back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.core.model import Place
from bot.core.own_question import OwnWords
from bot.storage import backups, calls, own_questions, people, sessions, teams
from bot.storage.database import open_for_writing


def last(database: Database) -> dict[str, int]:
    return dict(database.execute("SELECT name, last FROM numbers ORDER BY name").fetchall())


def test_what_a_database_counts_begins_after_what_is_there(tmp_path: Path) -> None:
    with closing(open_for_writing(tmp_path / "leerkring.db")) as database:
        assert last(database) == dict.fromkeys(("calls", "commitments", "entries", "own_questions", "sessions"), 0)


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


def test_what_a_team_has_later_gets_none_of_the_numbers_of_what_is_gone(tmp_path: Path) -> None:
    words, now = OwnWords("nl", "Rust", "Wat gaf je vandaag rust?", None, "R1"), datetime.now(UTC)
    with closing(open_for_writing(tmp_path / "leerkring.db")) as database:
        team = teams.add(database, Place(-1), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden").id
        people.meet(database, 5, "Anna", None)

        def numbers() -> list[int]:
            return [
                own_questions.add(database, team, 5, words, now),
                calls.add(database, team, "lesbezoek", now, now).id,
                sessions.add_without_state(database, team, "delen", now),
            ]

        before = numbers()
        for table in ("own_questions", "calls", "sessions"):
            database.execute(f"DELETE FROM {table}")
        assert [later > earlier for later, earlier in zip(numbers(), before, strict=True)] == [True, True, True]
