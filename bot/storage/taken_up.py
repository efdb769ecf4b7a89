"""Taken up: of which questions the one for the meeting was asked about again, when, and where that was told."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select, stamp

OF_TEAM = "SELECT taken_up.* FROM taken_up JOIN sessions ON sessions.id = session_id WHERE team_id = ?"


def add(database: Database, session_id: int, told_in: int | None, at: datetime) -> None:
    """Note that a question is taken up again now: in the summary of another, or in an overview."""
    values = [session_id, told_in, stamp(at)]
    database.execute("INSERT INTO taken_up (session_id, told_in, at) VALUES (?, ?, ?)", values)


def of_team(database: Database, team_id: int) -> frozenset[int]:
    """Return the questions of a team that were taken up again."""
    return frozenset(row["session_id"] for row in select(database, OF_TEAM, [team_id]))


def latest(database: Database, team_id: int) -> datetime | None:
    """Return when one of a team's questions was last taken up again."""
    row = database.execute(f"SELECT max(at) FROM ({OF_TEAM})", [team_id]).fetchone()
    return instant_or_none(row[0])


def told_in(database: Database, session_id: int) -> int | None:
    """Return the question that the summary of another took up."""
    row = database.execute("SELECT session_id FROM taken_up WHERE told_in = ?", [session_id]).fetchone()
    return int(row[0]) if row else None


def told_at(database: Database, team_id: int, at: datetime) -> int | None:
    """Return the question that a team's overview of an instant took up."""
    row = next(select(database, f"{OF_TEAM} AND told_in IS NULL AND at = ?", [team_id, stamp(at)]), None)
    return int(row["session_id"]) if row else None


def unanswered(database: Database, team_id: int, latest: int) -> bool:
    """Tell whether nobody replied to any of the latest so many times that a question was taken up in a team."""
    rows = select(
        database,
        "SELECT EXISTS (SELECT 1 FROM entries WHERE kind = 'afterthought' AND entries.at >= taken_up.at"
        " AND entries.session_id IN (taken_up.session_id, taken_up.told_in)) AS is_answered"
        " FROM taken_up JOIN sessions ON sessions.id = session_id WHERE team_id = ? ORDER BY taken_up.at DESC LIMIT ?",
        [team_id, latest],
    )
    answered = [bool(row["is_answered"]) for row in rows]
    return len(answered) == latest and not any(answered)


def note_talked_over(database: Database, session_id: int, at: datetime) -> bool:
    """Note that a group talked over what a question left; return whether it was taken up at all."""
    query = "UPDATE taken_up SET talked_over_at = coalesce(talked_over_at, ?) WHERE session_id = ?"
    return bool(database.execute(query, [stamp(at), session_id]).rowcount)


def since(database: Database, team_id: int, start: datetime) -> list[tuple[int, datetime, datetime | None]]:
    """Return the questions of a team that were taken up from an instant on: when, and when the group said that it had
    talked about it, if it did."""
    rows = select(database, f"{OF_TEAM} AND at >= ? ORDER BY at", [team_id, stamp(start)])
    return [(row["session_id"], instant(row["at"]), instant_or_none(row["talked_over_at"])) for row in rows]
