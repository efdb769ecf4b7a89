"""Tiles: what a team hangs on its wall, as entries on a shelf of its own."""

from datetime import datetime

from sqlite_utils import Database

from bot.core.model import TILE, Audience, Entry
from bot.storage import drafts, shelves
from bot.storage.database import select, stamp
from bot.storage.entries import SELECT, as_entry

HUNG = "entries.team_id = ? AND entries.kind = 'tile' AND entries.audience NOT IN ('author', 'group')"


def hang(database: Database, team_id: int, person_id: int, text: str, at: datetime) -> int:
    """Keep a tile that stands in the team's group, with who made it; return its number."""
    return shelves.put(database, team_id, TILE, person_id, Audience.TEAM, "tile", text, at)


def draft(database: Database, team_id: int, person_id: int, text: str, at: datetime) -> int:
    """Keep words for a tile for their writer alone, in the place of an earlier draft; return their number."""
    drafts.drop(database, shelves.of_team(database, team_id, TILE, at), 1, person_id)
    return shelves.put(database, team_id, TILE, person_id, Audience.AUTHOR, "draft", text, at)


def hang_draft(database: Database, entry_id: int, person_id: int, at: datetime) -> None:
    """Let a draft of somebody's own hang from now on."""
    database.execute(
        "UPDATE entries SET audience = 'team', kind = 'tile', at = ? WHERE id = ? AND person_id = ? AND kind = 'draft'",
        [stamp(at), entry_id, person_id],
    )


def of_team(database: Database, team_id: int) -> list[Entry]:
    """Return the tiles of a team, the latest first."""
    return [as_entry(row) for row in select(database, f"{SELECT} WHERE {HUNG} ORDER BY entries.id DESC", [team_id])]


def find(database: Database, team_id: int, entry_id: int) -> Entry | None:
    """Return a tile of a team by its number."""
    row = next(select(database, f"{SELECT} WHERE {HUNG} AND entries.id = ?", [team_id, entry_id]), None)
    return as_entry(row) if row else None
