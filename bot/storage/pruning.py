"""Pruning: what a team has kept for long enough, counted and removed, and people whom no team knows any more."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.core.model import Term
from bot.core.session.terms import REFLECTION, WALKTHROUGHS
from bot.storage.database import among, instant, instant_or_none, select, stamp

OVER = "JOIN sessions ON sessions.id = {0}.session_id AND sessions.state <> 'open'"
# Words of a case that are still to be cleaned go by that, with the messages that hold them.
CLEANED = "NOT EXISTS (SELECT 1 FROM states WHERE states.session_id = sessions.id AND to_clean_at IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what grows old: where it stands, which of it, and the instant from which its age counts."""

    name: str
    table: str
    source: str
    since: str
    where: str


ENTRIES = f"entries {OVER.format('entries')}"
KINDS = (
    Kind("answers", "entries", ENTRIES, "entries.at", f"entries.team_id = ? AND sessions.terms = '{REFLECTION.name}'"),
    Kind(
        "lessons",
        "entries",
        ENTRIES,
        "entries.at",
        f"entries.team_id = ? AND sessions.terms IN ({among(WALKTHROUGHS)}) AND entries.kind <> 'kept' AND {CLEANED}",
    ),
    Kind("kept cases", "entries", ENTRIES, "entries.at", "entries.team_id = ? AND entries.kind = 'kept'"),
    Kind(
        "commitments",
        "commitments",
        f"commitments {OVER.format('commitments')}",
        # Never before its owner has been asked about it.
        "coalesce(commitments.ask_at, sessions.opened_at)",
        "commitments.team_id = ?",
    ),
    Kind(
        "places in consultations",
        "participants",
        f"participants {OVER.format('participants')}",
        "sessions.opened_at",
        f"sessions.team_id = ? AND {CLEANED}",
    ),
    # Who went through a practice with whom.
    Kind(
        "pairs",
        "pairs",
        "pairs JOIN sessions ON sessions.id = pairs.session_id",
        "pairs.started_at",
        "sessions.team_id = ? AND pairs.phase <> 'running' AND pairs.wake_at IS NULL",
    ),
    Kind(
        "moments",
        "moments",
        "moments JOIN schedules ON schedules.id = moments.schedule_id",
        "moments.decided_at",
        "schedules.team_id = ?",
    ),
)
CASES = "states JOIN sessions ON sessions.id = session_id WHERE team_id = ? AND to_clean_at IS NOT NULL"
# Everything that ties a person to a team, or to something that is going on.
TIES = (
    *("members.person_id", "entries.person_id", "commitments.person_id", "participants.person_id", "heard.person_id"),
    *("marks.person_id", "nudges.person_id", "talks.person_id", "invitations.person_id", "invitations.made_by"),
    *("called.person_id", "paired.person_id", "allowed.person_id"),
    "states.facilitator_id",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a team's words grow old. `goes_from` is when the old may first go, and `told_at` when that was said;
    `is_told` once it is certain that somebody heard of it."""

    keeps: Term
    told_at: datetime | None
    goes_from: datetime | None
    is_told: bool


def rule_of(database: Database, team_id: int) -> Rule:
    """Return how a team's words grow old."""
    row = next(select(database, "SELECT * FROM teams WHERE id = ?", [team_id]))
    return Rule(
        Term(row["kept_for"], row["kept_in"]),
        instant_or_none(row["old_told_at"]),
        instant_or_none(row["old_goes_from"]),
        bool(row["is_old_told"]),
    )


def set_term(database: Database, team_id: int, term: Term) -> None:
    """Keep for how long a team keeps what is written."""
    database.execute("UPDATE teams SET kept_for = ?, kept_in = ? WHERE id = ?", [term.number, term.unit, team_id])


def note_notice(database: Database, team_id: int, told_at: datetime, goes_from: datetime) -> None:
    """Keep that a team is told now that what is old goes from an instant on; whether it arrived is to be seen."""
    database.execute(
        "UPDATE teams SET old_told_at = ?, old_goes_from = ?, is_old_told = 0 WHERE id = ?",
        [stamp(told_at), stamp(goes_from), team_id],
    )


def has_heard(database: Database, team_id: int, since: datetime) -> bool:
    """Tell whether a message about what goes has arrived since an instant, in private or in the group."""
    row = database.execute(
        "SELECT 1 FROM outbox WHERE team_id = ? AND purpose IN ('retention.notice', 'retention.notice_in_group',"
        " 'retention.changed') AND state = 'sent' AND created_at >= ?",
        [team_id, stamp(since)],
    ).fetchone()
    return row is not None


def note_heard(database: Database, team_id: int) -> None:
    """Keep that it is certain that a team heard of it: from now on what is old goes without a word."""
    database.execute("UPDATE teams SET is_old_told = 1 WHERE id = ?", [team_id])


def wake(database: Database) -> None:
    """Let every team be looked at once for what is old."""
    database.execute("UPDATE teams SET is_to_prune = 1 WHERE NOT is_to_prune")


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams that are still to be looked at."""
    return [row["id"] for row in select(database, "SELECT id FROM teams WHERE is_to_prune")]


def is_owed(database: Database, team_id: int) -> bool:
    """Tell whether a team is still to be looked at."""
    return bool(database.execute("SELECT is_to_prune FROM teams WHERE id = ?", [team_id]).fetchone()[0])


def rest(database: Database, team_id: int) -> None:
    """Note that a team has been looked at for now."""
    database.execute("UPDATE teams SET is_to_prune = 0 WHERE id = ?", [team_id])


def count(database: Database, team_id: int, before: datetime) -> dict[str, int]:
    """Return, by kind, how much of a team's is from before an instant."""
    return {kind.name: _count(database, kind, team_id, before) for kind in KINDS}


def _count(database: Database, kind: Kind, team_id: int, before: datetime) -> int:
    found = f"SELECT count(*) FROM {kind.source} WHERE {kind.where} AND {kind.since} < ?"
    return int(database.execute(found, [team_id, stamp(before)]).fetchone()[0])


def oldest(database: Database, team_id: int, since: datetime) -> dict[str, datetime]:
    """Return, by kind, the instant from which the age of a team's oldest counts, leaving out what is older yet."""
    found = {}
    for kind in KINDS:
        oldest_of = f"SELECT min({kind.since}) FROM {kind.source} WHERE {kind.where} AND {kind.since} >= ?"
        at = instant_or_none(database.execute(oldest_of, [team_id, stamp(since)]).fetchone()[0])
        if at:
            found[kind.name] = at
    return found


def remove(database: Database, team_id: int, before: datetime, limit: int) -> int:
    """Remove what is from before an instant, kind by kind and at most so many rows; return how many went.

    The search index follows. Numbers of sessions stay; who led a consultation goes with who was in it.
    """
    gone = 0
    for kind in KINDS:
        old = f"SELECT {kind.table}.rowid FROM {kind.source} WHERE {kind.where} AND {kind.since} < ? LIMIT ?"
        removed = database.execute(
            f"DELETE FROM {kind.table} WHERE rowid IN ({old})", [team_id, stamp(before), limit - gone]
        )
        gone += removed.rowcount
        if gone >= limit:
            break
    led = f"SELECT sessions.id FROM sessions WHERE team_id = ? AND opened_at < ? AND state <> 'open' AND {CLEANED}"
    database.execute(
        f"UPDATE states SET facilitator_id = NULL WHERE facilitator_id IS NOT NULL AND session_id IN ({led})",
        [team_id, stamp(before)],
    )
    return gone


def cases_to_clean(database: Database, team_id: int, now: datetime) -> tuple[int, datetime | None]:
    """Return of how many cases the words are to be erased by now, and when the next ones are."""
    due = int(
        database.execute(f"SELECT count(*) FROM {CASES} AND to_clean_at <= ?", [team_id, stamp(now)]).fetchone()[0]
    )
    later = database.execute(f"SELECT min(to_clean_at) FROM {CASES} AND to_clean_at > ?", [team_id, stamp(now)])
    return due, instant_or_none(later.fetchone()[0])


def note_unknown(database: Database, now: datetime) -> None:
    """Keep since when no team knows somebody: without a role, an entry, a commitment or anything that goes on."""
    tied = " UNION ".join(f"SELECT {tie} FROM {tie.split('.')[0]} WHERE {tie} IS NOT NULL" for tie in TIES)
    database.execute(f"UPDATE people SET unknown_since = NULL WHERE unknown_since IS NOT NULL AND id IN ({tied})")
    database.execute(
        f"UPDATE people SET unknown_since = ? WHERE unknown_since IS NULL AND id NOT IN ({tied})", [stamp(now)]
    )


def unknown(database: Database, before: datetime) -> list[int]:
    """Return the people whom no team has known since before an instant."""
    rows = select(database, "SELECT id FROM people WHERE unknown_since < ? ORDER BY id", [stamp(before)])
    return [row["id"] for row in rows]


def next_unknown(database: Database, since: datetime) -> datetime | None:
    """Return since when the first of the others has been unknown."""
    row = database.execute("SELECT min(unknown_since) FROM people WHERE unknown_since >= ?", [stamp(since)]).fetchone()
    return instant(row[0]) if row[0] else None
