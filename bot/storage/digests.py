"""Digests: what is told of a team's week, fixed once, and whom it goes to, when, and with which others it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.core.model import Language, Role
from bot.storage.database import instant, instant_or_none, select, stamp

# As long as messages are remembered in which one may have to be put right.
LASTS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Digest:
    """What somebody is told of a team's week: its facts as JSON, the same for all; as leader since when, or observer.

    `send_at` is when it is owed, and None once it went: at `sent_at`, with others of theirs in the `message` of one of
    them, in a language.
    """

    id: int
    week_id: int
    team_id: int
    person_id: int
    role: Role
    since: datetime | None
    at: datetime
    facts: str
    send_at: datetime | None = None
    message: int | None = None
    language: Language | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """What was fixed of a team's week, as JSON; when, and when its suggestion was passed on to the coordinators."""

    id: int
    team_id: int
    at: datetime
    facts: str
    proposed_at: datetime | None


def fix(database: Database, team_id: int, at: datetime, facts: str) -> int:
    """Keep what is told of a team's week, and return its number."""
    values = [team_id, stamp(at), facts]
    cursor = database.execute("INSERT INTO digest_weeks (team_id, at, facts) VALUES (?, ?, ?)", values)
    return int(cursor.lastrowid or 0)


def weeks_since(database: Database, team_id: int, start: datetime) -> list[Week]:
    """Return what was fixed of a team's weeks since an instant, oldest first."""
    return _weeks(database, "team_id = ? AND at >= ?", [team_id, stamp(start)])


def find_week(database: Database, week_id: int) -> Week | None:
    """Return what was fixed of one week."""
    return next(iter(_weeks(database, "id = ?", [week_id])), None)


def led_since(database: Database, week_id: int) -> datetime | None:
    """Return since when whoever led the team longest, of those who were owed what was fixed of a week, had led it."""
    row = database.execute("SELECT min(since) FROM digests WHERE week_id = ? AND role = 'leader'", [week_id]).fetchone()
    return instant_or_none(row[0])


def mark_proposed(database: Database, week_id: int, at: datetime) -> bool:
    """Note that the suggestion of a week was passed on; return False if it was before."""
    done = database.execute(
        "UPDATE digest_weeks SET proposed_at = ? WHERE id = ? AND proposed_at IS NULL", [stamp(at), week_id]
    )
    return bool(done.rowcount)


def is_decided(database: Database, week_id: int) -> bool:
    """Tell whether a coordinator decided on the suggestion of a week."""
    where = "id = ? AND decided_at IS NOT NULL"
    return bool(database.execute(f"SELECT 1 FROM digest_weeks WHERE {where}", [week_id]).fetchone())


def mark_decided(database: Database, week_id: int, at: datetime) -> None:
    """Note that a coordinator decided on the suggestion of a week."""
    database.execute("UPDATE digest_weeks SET decided_at = ? WHERE id = ?", [stamp(at), week_id])


def _weeks(database: Database, where: str, values: list[Any]) -> list[Week]:
    rows = select(database, f"SELECT * FROM digest_weeks WHERE {where} ORDER BY id", values)
    return [
        Week(row["id"], row["team_id"], instant(row["at"]), row["facts"], instant_or_none(row["proposed_at"]))
        for row in rows
    ]


def owe(
    database: Database, week_id: int, person_id: int, role: Role, since: datetime | None, send_at: datetime
) -> None:
    """Let somebody be owed what was fixed of a week, from an instant on."""
    values = [week_id, person_id, role, stamp(since) if since else None, stamp(send_at)]
    database.execute("INSERT INTO digests (week_id, person_id, role, since, send_at) VALUES (?, ?, ?, ?, ?)", values)


def owed(database: Database, now: datetime) -> list[int]:
    """Return the teams of which a digest is owed to somebody by now."""
    rows = select(
        database,
        "SELECT DISTINCT team_id FROM digests JOIN digest_weeks ON digest_weeks.id = week_id WHERE send_at <= ?",
        [stamp(now)],
    )
    return [row["team_id"] for row in rows]


def next_owed(database: Database) -> datetime | None:
    """Return when a digest is next owed to somebody."""
    return instant_or_none(database.execute("SELECT min(send_at) FROM digests WHERE send_at IS NOT NULL").fetchone()[0])


def people_owed(database: Database, team_id: int, now: datetime) -> list[int]:
    """Return who is owed a digest of a team by now."""
    rows = select(
        database,
        "SELECT DISTINCT person_id FROM digests JOIN digest_weeks ON digest_weeks.id = week_id"
        " WHERE team_id = ? AND send_at <= ? ORDER BY person_id",
        [team_id, stamp(now)],
    )
    return [row["person_id"] for row in rows]


def waiting(database: Database, person_id: int, until: datetime | None = None) -> list[Digest]:
    """Return what somebody is still owed, oldest first; by an instant if one is given."""
    where = "person_id = ? AND send_at IS NOT NULL" + (" AND send_at <= ?" if until else "")
    return _several(database, where, [person_id, *([stamp(until)] if until else [])])


def put_off(database: Database, digest_id: int, send_at: datetime) -> None:
    """Let a digest be owed at another time."""
    database.execute("UPDATE digests SET send_at = ? WHERE id = ?", [stamp(send_at), digest_id])


def mark_sent(database: Database, sent: Iterable[Digest], language: Language, at: datetime) -> int:
    """Note that some digests go in one message, and return its number: that of the first of them."""
    ids = [digest.id for digest in sent]
    for digest_id in ids:
        values = [ids[0], language, stamp(at), digest_id]
        what = "send_at = NULL, message = ?, language = ?, sent_at = ?"
        database.execute(f"UPDATE digests SET {what} WHERE id = ?", values)
    return ids[0]


def has_had_any(database: Database, team_id: int, person_id: int) -> bool:
    """Tell whether somebody was ever sent or owed a digest of a team."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM digests JOIN digest_weeks ON digest_weeks.id = week_id"
        " WHERE team_id = ? AND person_id = ?)"
    )
    return bool(database.execute(query, [team_id, person_id]).fetchone()[0])


def drop(database: Database, dropped: Iterable[Digest]) -> None:
    """Owe some digests no more, and keep them no longer."""
    for digest in dropped:
        database.execute("DELETE FROM digests WHERE id = ?", [digest.id])


def find(database: Database, digest_id: int) -> Digest | None:
    """Return one digest."""
    return next(iter(_several(database, "digests.id = ?", [digest_id])), None)


def in_message(database: Database, message: int) -> list[Digest]:
    """Return the digests that went in one message."""
    return _several(database, "message = ?", [message])


def latest(database: Database, person_id: int) -> list[list[Digest]]:
    """Return what somebody was last told of each team, as the digests of each message in which it was."""
    rows = select(
        database,
        "SELECT team_id, message, max(at) FROM digests JOIN digest_weeks ON digest_weeks.id = week_id"
        " WHERE person_id = ? AND message IS NOT NULL GROUP BY team_id",
        [person_id],
    )
    last = {row["team_id"]: row["message"] for row in rows}
    sent = (in_message(database, message) for message in sorted(set(last.values())))
    return [[one for one in told if last.get(one.team_id) == one.message] for told in sent]


def _several(database: Database, where: str, values: list[Any]) -> list[Digest]:
    rows = select(
        database,
        "SELECT digests.*, team_id, at, facts FROM digests JOIN digest_weeks ON digest_weeks.id = week_id"
        f" WHERE {where} ORDER BY digests.id",
        values,
    )
    return [
        Digest(
            row["id"],
            row["week_id"],
            row["team_id"],
            row["person_id"],
            Role(row["role"]),
            instant_or_none(row["since"]),
            instant(row["at"]),
            row["facts"],
            instant_or_none(row["send_at"]),
            row["message"],
            row["language"],
            instant_or_none(row["sent_at"]),
        )
        for row in rows
    ]


def forget_old(database: Database, now: datetime) -> None:
    """Remove what was fixed more than a year ago, and with it that it was told."""
    database.execute("DELETE FROM digest_weeks WHERE at < ?", [stamp(now - LASTS)])
