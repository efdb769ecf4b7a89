"""Sessions: what is running or ran in a team, where each stands, stored as far as that changed."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.session.state import Session, State
from bot.core.session.terms import INSTRUMENT, REFLECTION, WALKTHROUGHS, Terms
from bot.storage import heard, participants, states
from bot.storage.database import among, instant, instant_or_none, select, stamp
from bot.storage.numbering import NEXT_SESSION
from bot.storage.people import as_person

Row = Mapping[str, Any]
# Long enough that nobody guesses the way into another team's session.
CODE_BYTES = 9
SELECT = (
    "SELECT states.*, sessions.team_id, sessions.method, sessions.code, sessions.terms, sessions.due_at,"
    " sessions.wake_at, sessions.moment_id, sessions.available, sessions.took_part, plans.text AS plan,"
    f" {heard.COLUMN}, {participants.COLUMN},"
    f" {participants.PERSONS},"
    " EXISTS (SELECT 1 FROM nudges WHERE nudges.session_id = sessions.id) AS has_nudges,"
    " EXISTS (SELECT 1 FROM sessions AS other WHERE other.team_id = sessions.team_id AND other.id <> sessions.id"
    f" AND other.state = 'open' AND other.terms IN ({among(WALKTHROUGHS)})) AS is_beside"
    " FROM sessions JOIN states ON states.session_id = sessions.id LEFT JOIN plans ON plans.id = plan_id"
)
STATES = {"ended": "closed", "cancelled": "cancelled"}


def add_without_state(database: Database, team_id: int, method: str, at: datetime) -> int:
    """Store a session for words that nobody goes through: over at once, and without a state; return its number."""
    now = stamp(at)
    cursor = database.execute(
        "INSERT INTO sessions (id, team_id, method, state, opened_at, due_at, closed_at, code, terms)"
        f" VALUES ({NEXT_SESSION}, ?, ?, 'closed', ?, ?, ?, ?, ?)",
        [team_id, method, now, now, now, secrets.token_urlsafe(CODE_BYTES), REFLECTION.name],
    )
    return int(cursor.lastrowid or 0)


def add(database: Database, team_id: int, method: str, state: State, moment_id: int | None = None) -> Session:
    """Store a session that starts now, by a moment of a rhythm if one is given.

    Raises IntegrityError where the team is at its one case, or scan, already.
    """
    values = {
        "team_id": team_id,
        "method": method,
        "state": STATES.get(state.phase, "open"),
        "opened_at": stamp(state.started_at),
        "due_at": stamp(state.due_at),
        "wake_at": stamp(state.due_at),
        "code": secrets.token_urlsafe(CODE_BYTES),
        "terms": state.terms.name,
        "moment_id": moment_id,
    }
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = database.execute(
        f"INSERT INTO sessions (id, {names}) VALUES ({NEXT_SESSION}, {marks})", list(values.values())
    )
    number = int(cursor.lastrowid or 0)
    states.add(database, number, state)
    if not state.terms.is_for_team:
        participants.save(database, number, state, {})
    heard.note(database, number, state.position, {}, states.heard_in(state))
    code = str(values["code"])
    return Session(number, team_id, method, code, state, moment_id=moment_id, kept=state, wake_at=state.due_at)


def save(database: Database, session: Session, wake_at: datetime, now: datetime) -> Session:
    """Store where a session stands, as far as that differs from what is stored, and return it.

    `wake_at` is when time next owes it something. Go on with what is returned: the session that was given is stale.
    """
    state, kept = session.state, session.kept
    states.save(database, session.id, state, kept)
    is_moved = kept is None or (kept.phase, kept.position, kept.due_at) != (state.phase, state.position, state.due_at)
    if is_moved or session.wake_at != wake_at:
        instants = stamp(state.due_at), stamp(wake_at), stamp(now) if state.is_over else None
        database.execute(
            "UPDATE sessions SET state = ?, step = ?, due_at = ?, wake_at = ?, closed_at = ? WHERE id = ?",
            [STATES.get(state.phase, "open"), session.step, *instants, session.id],
        )
    if not state.terms.is_for_team:
        before_them = participants.parts_of(kept) if kept else participants.stored(database, session.id)
        participants.save(database, session.id, state, before_them)
    _save_heard(database, session, kept)
    return replace(session, kept=state, wake_at=wake_at)


def _save_heard(database: Database, session: Session, kept: State | None) -> None:
    """Store who was heard in the step that is on; of the one before it nothing stays."""
    state, before = session.state, {}
    if kept is None or kept.position != state.position or state.is_over:
        if kept is None or kept.heard or kept.given:
            heard.forget(database, session.id)
    else:
        before = states.heard_in(kept)
    heard.note(database, session.id, state.position, before, {} if state.is_over else states.heard_in(state))


def save_numbers(database: Database, session_id: int, available: int, took_part: int) -> None:
    """Keep how many there were and took part in a session that has closed."""
    values = [available, took_part, session_id]
    database.execute("UPDATE sessions SET available = ?, took_part = ? WHERE id = ?", values)


def find(database: Database, session_id: int, terms: Terms | None = None, team_id: int | None = None) -> Session | None:
    """Return a session by its number, if it is held on some terms and is a team's, where those are given."""
    found = _one(database, "sessions.id = ?", [session_id])
    is_meant = found is not None and terms in (None, found.state.terms) and team_id in (None, found.team_id)
    return found if is_meant else None


def walkthrough(database: Database, session_id: int) -> Session | None:
    """Return a walkthrough by its number: a case, or what a group does together about none."""
    found = find(database, session_id)
    return None if found is None or found.state.terms.is_for_team else found


def find_by_code(database: Database, code: str, *terms: Terms) -> Session | None:
    """Return the session, on one of some terms, that a link into the private chat was made for."""
    return _one(database, f"sessions.code = ? AND sessions.terms IN ({among(terms)})", [code])


def open_in(database: Database, team_id: int, terms: Terms) -> list[Session]:
    """Return what a team is at on some terms, oldest first."""
    where = "sessions.team_id = ? AND sessions.state = 'open' AND sessions.terms = ?"
    return _several(database, f"{where} ORDER BY sessions.id", [team_id, terms.name])


def walkthroughs_in(database: Database, team_id: int) -> list[Session]:
    """Return the walkthroughs that a team is at: its case first, then the others, oldest first."""
    where = f"sessions.team_id = ? AND sessions.state = 'open' AND sessions.terms IN ({among(WALKTHROUGHS)})"
    return _several(database, f"{where} ORDER BY sessions.terms, sessions.id", [team_id])


def case_in(database: Database, team_id: int) -> Session | None:
    """Return the first of the walkthroughs that a team is at: its case, if there is one."""
    return next(iter(walkthroughs_in(database, team_id)), None)


def case_in_topic(database: Database, chat_id: int, topic_id: int) -> Session | None:
    """Return the walkthrough that has, or had, a topic to itself."""
    teams = "sessions.team_id IN (SELECT id FROM teams WHERE chat_id = ?)"
    return _one(database, f"states.topic_id = ? AND {teams}", [topic_id, chat_id])


def running_for(database: Database, person_id: int) -> list[Session]:
    """Return the sessions under way that somebody said they are in."""
    mine = "sessions.id IN (SELECT session_id FROM participants WHERE person_id = ? AND is_in)"
    return _several(database, f"sessions.state = 'open' AND {mine} ORDER BY sessions.id", [person_id])


def awake(database: Database, team_id: int, now: datetime) -> list[Session]:
    """Return a team's sessions to which time owes something by now, oldest first."""
    where = "sessions.team_id = ? AND sessions.state = 'open' AND sessions.wake_at <= ?"
    return _several(database, f"{where} ORDER BY sessions.id", [team_id, stamp(now)])


def to_clean(database: Database, team_id: int, now: datetime) -> list[Session]:
    """Return a team's cases whose words are to be erased by now."""
    return _several(database, "sessions.team_id = ? AND to_clean_at <= ?", [team_id, stamp(now)])


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with an open session to which time owes something."""
    rows = select(
        database, "SELECT team_id FROM sessions WHERE state = 'open' AND wake_at <= ? ORDER BY wake_at", [stamp(now)]
    )
    return list(dict.fromkeys(row["team_id"] for row in rows))


def next_owed(database: Database) -> datetime | None:
    """Return when time next owes an open session something."""
    return instant_or_none(database.execute("SELECT min(wake_at) FROM sessions WHERE state = 'open'").fetchone()[0])


def asked_between(database: Database, team_id: int, start: datetime, end: datetime) -> list[Session]:
    """Return a team's questions opened in a stretch of time, oldest first, without cancelled ones."""
    where = (
        "sessions.team_id = ? AND sessions.opened_at >= ? AND sessions.opened_at < ?"
        " AND sessions.state <> 'cancelled' AND sessions.terms = ? ORDER BY sessions.opened_at, sessions.id"
    )
    return _several(database, where, [team_id, stamp(start), stamp(end), REFLECTION.name])


def latest_methods(database: Database, team_id: int) -> list[tuple[str, datetime]]:
    """Return the methods of a team's questions and when each was asked, oldest first."""
    rows = select(
        database,
        # What nobody goes through has no state.
        "SELECT method, sessions.opened_at FROM sessions JOIN states ON session_id = id WHERE team_id = ?"
        " AND sessions.state <> 'cancelled' AND terms = ? ORDER BY sessions.opened_at, id",
        [team_id, REFLECTION.name],
    )
    return [(row["method"], instant(row["opened_at"])) for row in rows]


def latest_of(database: Database, before: Session, method: str) -> Session | None:
    """Return the last session of a method in a session's team, before that session."""
    row = database.execute(
        "SELECT max(id) FROM sessions WHERE team_id = ? AND id < ? AND method = ? AND state <> 'cancelled'",
        [before.team_id, before.id, method],
    ).fetchone()
    return find(database, row[0], team_id=before.team_id) if row[0] else None


def last_held(database: Database, team_id: int, methods: Iterable[str]) -> datetime | None:
    """Return when a team last began one of some instruments; None where it never did."""
    found = [
        database.execute(
            "SELECT max(opened_at) FROM sessions WHERE team_id = ? AND method = ? AND terms = ?"
            " AND state <> 'cancelled'",
            [team_id, method, INSTRUMENT.name],
        ).fetchone()[0]
        for method in methods
    ]
    return max((instant(at) for at in found if at), default=None)


def last_of(database: Database, team_id: int, method: str) -> Session | None:
    """Return the last session of a method in a team."""
    query = "SELECT max(id) FROM sessions WHERE team_id = ? AND method = ? AND state <> 'cancelled'"
    number = database.execute(query, [team_id, method]).fetchone()[0]
    return find(database, number, team_id=team_id) if number else None


def is_followed(database: Database, session: Session) -> bool:
    """Tell whether the rhythm of a session's team has brought a question since."""
    row = database.execute(
        "SELECT 1 FROM sessions WHERE team_id = ? AND id > ? AND terms = ? AND moment_id IS NOT NULL"
        " AND state <> 'cancelled'",
        [session.team_id, session.id, REFLECTION.name],
    ).fetchone()
    return row is not None


def without_plan(database: Database) -> list[tuple[int, str]]:
    """Return the open sessions that began before plans were stored with all of them: their number and method."""
    unplanned = "state = 'open' AND id IN (SELECT session_id FROM states WHERE plan_id IS NULL)"
    return [tuple(row) for row in database.execute(f"SELECT id, method FROM sessions WHERE {unplanned}").fetchall()]


def _one(database: Database, where: str, values: list[Any]) -> Session | None:
    row = next(select(database, f"{SELECT} WHERE {where}", values), None)
    return _as_session(row) if row else None


def _several(database: Database, where: str, values: list[Any]) -> list[Session]:
    return [_as_session(row) for row in list(select(database, f"{SELECT} WHERE {where}", values))]


def _as_session(row: Row) -> Session:
    state = states.read(row)
    return Session(
        row["session_id"],
        row["team_id"],
        row["method"],
        row["code"],
        state,
        row["topic_id"],
        row["moment_id"],
        row["available"],
        row["took_part"],
        kept=state,
        wake_at=instant_or_none(row["wake_at"]),
        has_nudges=bool(row["has_nudges"]),
        is_beside=bool(row["is_beside"]),
        persons={person.id: person for person in map(as_person, json.loads(row["persons"]))},
    )
