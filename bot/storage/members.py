"""Members: who has which role in which team, and the invitations to a role."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.core.model import Person, Role, Team
from bot.storage import people
from bot.storage.database import instant, select, stamp
from bot.storage.people import as_person
from bot.storage.teams import as_team

INVITATION_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An offer of a role in a team: to one person, or to whoever opens the link first."""

    code: str
    team_id: int
    role: Role
    person_id: int | None
    made_by: int | None


def give_role(database: Database, team_id: int, person_id: int, role: Role, now: datetime) -> bool:
    """Give somebody a role; return whether it is new to them."""
    cursor = database.execute(
        "INSERT INTO members (team_id, person_id, role, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [team_id, person_id, role, stamp(now)],
    )
    if is_new := bool(cursor.rowcount):
        people.tell_apart(database, person_id)
    return is_new


def take_role(database: Database, team_id: int, person_id: int, role: Role) -> bool:
    """End a role; return whether the person had it."""
    where = [team_id, person_id, role]
    return bool(
        database.execute("DELETE FROM members WHERE team_id = ? AND person_id = ? AND role = ?", where).rowcount
    )


def since(database: Database, team_id: int, person_id: int, role: Role) -> datetime | None:
    """Return since when somebody has a role in a team; None if they have not."""
    where = "team_id = ? AND person_id = ? AND role = ?"
    row = database.execute(f"SELECT since FROM members WHERE {where}", [team_id, person_id, role]).fetchone()
    return instant(row[0]) if row else None


def note_asked(database: Database, team_id: int, person_id: int, role: Role) -> bool:
    """Note that somebody is asked about a role of theirs; return False if they were before, or don't have it."""
    where = "team_id = ? AND person_id = ? AND role = ? AND NOT is_asked"
    return bool(database.execute(f"UPDATE members SET is_asked = 1 WHERE {where}", [team_id, person_id, role]).rowcount)


def roles_of(database: Database, team_id: int, person_id: int) -> frozenset[Role]:
    """Return the roles a person has in a team."""
    where = [team_id, person_id]
    rows = select(database, "SELECT role FROM members WHERE team_id = ? AND person_id = ?", where)
    return frozenset(Role(row["role"]) for row in rows)


def roles_anywhere(database: Database, person_id: int) -> frozenset[Role]:
    """Return the roles a person has in any team that is still present."""
    return frozenset(role for role, _ in roles_with_zones(database, person_id))


def roles_with_zones(database: Database, person_id: int) -> set[tuple[Role, str]]:
    """Return the roles a person has in teams that are still present, each with those teams' time zones."""
    rows = select(
        database,
        "SELECT DISTINCT role, timezone FROM members JOIN teams ON teams.id = members.team_id"
        " WHERE person_id = ? AND is_present",
        [person_id],
    )
    return {(Role(row["role"]), row["timezone"]) for row in rows}


def in_role(database: Database, team_id: int, role: Role) -> list[Person]:
    """Return the people with a role in a team, longest first."""
    rows = select(
        database,
        "SELECT people.* FROM members JOIN people ON people.id = members.person_id"
        " WHERE team_id = ? AND role = ? ORDER BY since, people.id",
        [team_id, role],
    )
    return [as_person(row) for row in rows]


def in_any_role(database: Database, team_id: int) -> list[Person]:
    """Return everybody who is anything in a team, each once."""
    rows = select(
        database,
        "SELECT * FROM people WHERE id IN (SELECT person_id FROM members WHERE team_id = ?) ORDER BY id",
        [team_id],
    )
    return [as_person(row) for row in rows]


def teams_of(database: Database, person_id: int, role: Role) -> list[Team]:
    """Return the teams, still present, in which a person has a role."""
    rows = select(
        database,
        "SELECT teams.* FROM members JOIN teams ON teams.id = members.team_id"
        " WHERE person_id = ? AND role = ? AND is_present ORDER BY teams.id",
        [person_id, role],
    )
    return [as_team(row) for row in rows]


def are_leaders(database: Database, team_id: int) -> bool:
    """Tell whether all who take part in a team, two of them at least, lead another one."""
    row = database.execute(
        "SELECT count(*), count(lead) FROM (SELECT (SELECT 1 FROM members AS other WHERE other.person_id ="
        " members.person_id AND other.team_id <> members.team_id AND other.role = 'leader' LIMIT 1) AS lead"
        " FROM members WHERE team_id = ? AND role = 'member')",
        [team_id],
    ).fetchone()
    return bool(row[0] > 1 and row[0] == row[1])


def teams_of_anybody(database: Database, person_id: int) -> list[Team]:
    """Return the teams, still present, in which a person has any role."""
    rows = select(
        database,
        "SELECT * FROM teams WHERE is_present AND id IN (SELECT team_id FROM members WHERE person_id = ?) ORDER BY id",
        [person_id],
    )
    return [as_team(row) for row in rows]


def roles_everywhere(database: Database, person_id: int) -> list[tuple[Team, Role, datetime]]:
    """Return every role somebody has, with its team and since when."""
    rows = select(
        database,
        "SELECT teams.*, members.role, members.since FROM members JOIN teams ON teams.id = members.team_id"
        " WHERE person_id = ? ORDER BY teams.id, members.role",
        [person_id],
    )
    return [(as_team(row), Role(row["role"]), instant(row["since"])) for row in rows]


def invite(
    database: Database, team_id: int, role: Role, person_id: int | None, made_by: int | None, now: datetime
) -> str:
    """Store an invitation and return its code, of characters that a link may carry."""
    code = secrets.token_urlsafe(12)
    database.execute(
        "INSERT INTO invitations (code, team_id, role, person_id, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        [code, team_id, role, person_id, made_by, stamp(now)],
    )
    return code


def find_invitation(database: Database, code: str, now: datetime) -> Invitation | None:
    """Return an invitation that was not used yet and is not older than two weeks."""
    where = [code, stamp(now - INVITATION_LASTS)]
    row = next(select(database, "SELECT * FROM invitations WHERE code = ? AND made_at > ?", where), None)
    if row is None:
        return None
    return Invitation(row["code"], row["team_id"], Role(row["role"]), row["person_id"], row["made_by"])


def end_invitation(database: Database, code: str) -> None:
    """Remove an invitation, used or declined."""
    database.execute("DELETE FROM invitations WHERE code = ?", [code])


def end_invitations_by(database: Database, team_id: int, person_id: int) -> None:
    """Remove the invitations that somebody made who may not make them any more."""
    database.execute("DELETE FROM invitations WHERE team_id = ? AND made_by = ?", [team_id, person_id])


def forget_old_invitations(database: Database, now: datetime) -> None:
    """Remove invitations that nobody took up in two weeks."""
    database.execute("DELETE FROM invitations WHERE made_at <= ?", [stamp(now - INVITATION_LASTS)])
