"""Own questions: what coordinators wrote for their team to be asked, among ours."""

# Once somebody has no role in the team, nobody knows any more who wrote what they did; with somebody who is erased goes
# what no team was asked yet (`WRITERS` in `newest_tables.py`).

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.own_question import OwnQuestion, OwnWords
from bot.core.sources import sourced
from bot.storage.database import instant, select, stamp
from bot.storage.numbering import NEXT_QUESTION

SELECT = "SELECT own_questions.*, people.name FROM own_questions LEFT JOIN people ON people.id = person_id"


def of_team(database: Database, team_id: int) -> list[OwnQuestion]:
    """Return a team's own questions, oldest first."""
    return _as_questions(select(database, f"{SELECT} WHERE team_id = ? ORDER BY own_questions.id", [team_id]))


def find(database: Database, team_id: int, number: int) -> OwnQuestion | None:
    """Return one of a team's own questions."""
    where = "WHERE own_questions.id = ? AND team_id = ?"
    return next(iter(_as_questions(select(database, f"{SELECT} {where}", [number, team_id]))), None)


def add(database: Database, team_id: int, person_id: int, words: OwnWords, now: datetime) -> int:
    """Keep a question that somebody wrote for a team, and return its number."""
    values = [team_id, person_id, *_row(words), stamp(now), stamp(now)]
    cursor = database.execute(
        "INSERT INTO own_questions (id, team_id, person_id, language, title, text, follow_up, family, at, changed_at)"
        f" VALUES ({NEXT_QUESTION}, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def change(database: Database, number: int, words: OwnWords, now: datetime) -> None:
    """Let a question read otherwise from the next time on that it is asked."""
    database.execute(
        "UPDATE own_questions SET language = ?, title = ?, text = ?, follow_up = ?, family = ?, changed_at = ?"
        " WHERE id = ?",
        [*_row(words), stamp(now), number],
    )


def throw_away(database: Database, number: int) -> None:
    """Keep a question no longer; what was asked keeps its own words."""
    database.execute("DELETE FROM own_questions WHERE id = ?", [number])


def by_writer(database: Database, person_id: int) -> list[dict[str, Any]]:
    """Return what somebody wrote for their teams: team, title, text, follow_up, at."""
    rows = select(
        database,
        "SELECT teams.name AS team, own_questions.title, text, follow_up, at FROM own_questions"
        " JOIN teams ON teams.id = team_id WHERE person_id = ? ORDER BY own_questions.id",
        [person_id],
    )
    return [row | {"at": instant(row["at"])} for row in rows]


def count(database: Database, person_id: int) -> tuple[int, int]:
    """Return how many questions of somebody's no team was asked yet, and how many one was: the first go with them."""
    query = (
        "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM sessions WHERE sessions.team_id ="
        " own_questions.team_id AND method = 'own-' || own_questions.id)) FROM own_questions WHERE person_id = ?"
    )
    total, were_asked = database.execute(query, [person_id]).fetchone()
    return total - were_asked, were_asked


def _row(words: OwnWords) -> list[str | None]:
    return [words.language, words.title, words.text, words.follow_up, words.family]


def _as_questions(rows: Iterable[dict[str, Any]]) -> list[OwnQuestion]:
    return [
        OwnQuestion(
            row["id"],
            row["team_id"],
            OwnWords(row["language"], row["title"], row["text"], row["follow_up"], row["family"]),
            sourced(row["name"], "person", row["person_id"]) if row["name"] else None,
            instant(row["at"]),
            instant(row["changed_at"]),
        )
        for row in rows
    ]
