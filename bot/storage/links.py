"""Links: which teams read what people of another share with them, and the offers of that."""

import secrets
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.core.model import Audience, Entry, Team
from bot.storage import teams
from bot.storage.database import select, stamp
from bot.storage.entries import SELECT, as_entry

# An offer that nobody took up goes after so long.
OFFER_LASTS = timedelta(days=14)
CODE_BYTES = 9


def offer(database: Database, team_id: int, now: datetime) -> str:
    """Return a code with which another team can be linked to one, once; the offers of before are gone."""
    database.execute("DELETE FROM link_offers WHERE team_id = ? OR made_at <= ?", [team_id, stamp(now - OFFER_LASTS)])
    code = secrets.token_urlsafe(CODE_BYTES)
    database.execute("INSERT INTO link_offers (code, team_id, made_at) VALUES (?, ?, ?)", [code, team_id, stamp(now)])
    return code


def take_up(database: Database, code: str, now: datetime) -> Team | None:
    """Return the team that offered to be linked, and end the offer; None where there is no such offer any more."""
    where = [code, stamp(now - OFFER_LASTS)]
    row = database.execute("DELETE FROM link_offers WHERE code = ? AND made_at > ? RETURNING team_id", where).fetchone()
    return teams.find(database, row[0]) if row else None


def add(database: Database, team_id: int, other_id: int, now: datetime) -> None:
    """Link two teams."""
    database.conn.executemany(
        "INSERT INTO links (team_id, other_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [[team_id, other_id, stamp(now)], [other_id, team_id, stamp(now)]],
    )


def end(database: Database, team_id: int, other_id: int) -> None:
    """Let two teams be linked no more."""
    where = "(team_id = ? AND other_id = ?) OR (other_id = ? AND team_id = ?)"
    database.execute(f"DELETE FROM links WHERE {where}", [team_id, other_id, team_id, other_id])


def of_team(database: Database, team_id: int) -> list[Team]:
    """Return the teams that one is linked to, the oldest link first."""
    rows = database.execute("SELECT other_id FROM links WHERE team_id = ? ORDER BY at, other_id", [team_id]).fetchall()
    return [team for row in rows if (team := teams.find(database, row[0]))]


def shared_with(database: Database, team_id: int, by_team_id: int) -> list[Entry]:
    """Return what people of another team share by name with one, the latest shared first: nothing from before the two
    were linked, since nobody shared that with this team, nor of who takes part no more, or of a team the bot left."""
    rows = select(
        database,
        f"{SELECT} JOIN links ON links.team_id = entries.team_id AND links.other_id = ?"
        " JOIN teams ON teams.id = entries.team_id AND teams.is_present"
        " JOIN members ON members.team_id = entries.team_id AND members.person_id = entries.person_id"
        " AND members.role = 'member'"
        " WHERE entries.team_id = ? AND entries.audience = ? AND entries.person_id IS NOT NULL"
        " AND NOT entries.is_nameless AND entries.released_at >= links.at"
        " ORDER BY entries.released_at DESC, entries.id DESC",
        [team_id, by_team_id, Audience.ORGANISATION],
    )
    return [as_entry(row) for row in rows]
