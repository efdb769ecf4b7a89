"""Changes: what coordinators changed of a team, who and when, and what it was before, so that it can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.core.sources import sourced
from bot.storage.arrangements import Arrangement, as_arrangement, as_text
from bot.storage.database import instant, select, stamp

# So many can be taken back; what is older is forgotten.
KEPT = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a team's arrangement; `by` is None of somebody who was erased since."""

    id: int
    at: datetime
    by: str | None
    person_id: int | None
    before: Arrangement
    after: Arrangement


def add(
    database: Database, team_id: int, person_id: int | None, at: datetime, before: Arrangement, after: Arrangement
) -> None:
    """Keep a change, and of the team's no more than can be taken back."""
    values = [team_id, person_id, stamp(at), as_text(before), as_text(after)]
    database.execute("INSERT INTO changes (team_id, person_id, at, before, after) VALUES (?, ?, ?, ?, ?)", values)
    kept = "SELECT id FROM changes WHERE team_id = ? ORDER BY id DESC LIMIT ?"
    database.execute(f"DELETE FROM changes WHERE team_id = ? AND id NOT IN ({kept})", [team_id, team_id, KEPT])


def of_team(database: Database, team_id: int) -> list[Change]:
    """Return what was changed of a team and not taken back, the latest first."""
    rows = select(
        database,
        "SELECT changes.*, people.name FROM changes LEFT JOIN people ON people.id = person_id"
        " WHERE team_id = ? ORDER BY changes.id DESC",
        [team_id],
    )
    return [
        Change(
            row["id"],
            instant(row["at"]),
            sourced(row["name"], "person", row["person_id"]) if row["name"] else None,
            row["person_id"],
            as_arrangement(row["before"]),
            as_arrangement(row["after"]),
        )
        for row in rows
    ]


def drop(database: Database, change_id: int) -> None:
    """Forget a change that was taken back."""
    database.execute("DELETE FROM changes WHERE id = ?", [change_id])
