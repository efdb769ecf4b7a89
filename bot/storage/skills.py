"""Skills: what people of a team have to offer each other, and would like to learn; on shelves of their own."""

from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from bot.core.model import Audience, Entry
from bot.storage import shelves
from bot.storage.database import select
from bot.storage.entries import SELECT, as_entry

# What whoever takes part in the team now wrote.
OF_MEMBERS = (
    "entries.team_id = ? AND entries.kind = 'skill' AND entries.audience = 'team' AND EXISTS (SELECT 1 FROM members"
    " WHERE members.team_id = entries.team_id AND members.person_id = entries.person_id AND role = 'member')"
)
Shelf = Literal["skills", "wishes"]


def put(database: Database, team_id: int, person_id: int, text: str, at: datetime, shelf: Shelf) -> int:
    """Keep what somebody offers, or would like to learn, for the team to read; return its number."""
    return shelves.put(database, team_id, shelf, person_id, Audience.TEAM, "skill", text, at)


def of_team(database: Database, team_id: int) -> list[Entry]:
    """Return all of it that people wrote who take part in the team now, oldest first."""
    return [as_entry(row) for row in select(database, f"{SELECT} WHERE {OF_MEMBERS} ORDER BY entries.id", [team_id])]
