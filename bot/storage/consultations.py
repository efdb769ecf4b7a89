"""Consultations: where the sessions of several steps stand, stored as far as they changed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlite_utils import Database

from bot.core.consultation import Consultation
from bot.core.model import Pace
from bot.core.terms import CASE
from bot.storage import heard, participants, plans
from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.heard import BEGUN, GIVEN, PASSED
from bot.storage.sessions import CODE_BYTES

POSITIONS: TypeAdapter[frozenset[int]] = TypeAdapter(frozenset[int])
SELECT = (
    "SELECT consultations.*, sessions.team_id, sessions.method, sessions.code, sessions.due_at, sessions.wake_at,"
    " sessions.moment_id,"
    " plans.text AS plan FROM consultations JOIN sessions ON sessions.id = consultations.session_id"
    " JOIN plans ON plans.id = plan_id"
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Walk:
    """One walkthrough in a team: its session, where it stands, and the topic it is held in, if it has its own.

    `code` is a word nobody can guess, for links into the private chat. `kept` is where it stands as it is stored, and
    `wake_at` when time next owes it something, as is stored too: only what differs is written. `moment_id` is the
    moment of a rhythm that started it, if none of the people did.
    """

    id: int
    team_id: int
    method: str
    code: str
    stand: Consultation
    topic_id: int | None = None
    moment_id: int | None = None
    kept: Consultation | None = field(default=None, compare=False, repr=False)
    wake_at: datetime | None = field(default=None, compare=False, repr=False)

    def at(self, stand: Consultation) -> "Walk":
        """Return the walkthrough where it stands now; it is not stored yet."""
        return replace(self, stand=stand)

    @property
    def step(self) -> int:
        """The step that is on, counted from 1, as entries have it."""
        return self.stand.position + 1


def add(
    database: Database, team_id: int, method: str, stand: Consultation, moment_id: int | None = None
) -> Walk | None:
    """Store a consultation that starts now, by a moment of a rhythm if one is given; None if the team is at one."""
    code = secrets.token_urlsafe(CODE_BYTES)
    row = database.execute(
        "INSERT INTO sessions (team_id, method, state, opened_at, due_at, wake_at, code, terms, moment_id)"
        " VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        [team_id, method, *map(stamp, (stand.started_at, stand.due_at, stand.due_at)), code, CASE.name, moment_id],
    ).fetchone()
    if row is None:
        return None
    values = {"session_id": int(row[0]), "started_at": stamp(stand.started_at), **_row(stand)}
    values["plan_id"] = plans.number_of(database, plans.as_text(stand.plan))
    names = ", ".join(values)
    database.execute(
        f"INSERT INTO consultations ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values())
    )
    walk = Walk(int(row[0]), team_id, method, code, stand, moment_id=moment_id, kept=stand)
    participants.save(database, walk.id, stand, {})
    heard.note(database, walk.id, stand.position, {}, _heard(stand))
    return walk


def save(database: Database, walk: Walk, wake_at: datetime, now: datetime) -> Walk:
    """Store where a consultation stands, as far as that differs from what is stored, and return it.

    `wake_at` is when time next owes it something. Go on with what is returned: the walk that was given is stale.
    """
    stand, kept = walk.stand, walk.kept
    before = _row(kept) if kept else {}
    changed = {name: value for name, value in _row(stand).items() if name not in before or before[name] != value}
    if kept is None or kept.plan != stand.plan:
        changed["plan_id"] = plans.number_of(database, plans.as_text(stand.plan))
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        database.execute(f"UPDATE consultations SET {names} WHERE session_id = ?", [*changed.values(), walk.id])
    is_moved = kept is None or (kept.state, kept.position, kept.due_at) != (stand.state, stand.position, stand.due_at)
    if is_moved or walk.wake_at != wake_at:
        state = "closed" if stand.state == "ended" else "cancelled" if stand.state == "cancelled" else "open"
        instants = stamp(stand.due_at), stamp(wake_at), stamp(now) if stand.is_over else None
        database.execute(
            "UPDATE sessions SET state = ?, step = ?, due_at = ?, wake_at = ?, closed_at = ? WHERE id = ?",
            [state, stand.position + 1, *instants, walk.id],
        )
    before_them = participants.parts_of(kept) if kept else participants.stored(database, walk.id)
    participants.save(database, walk.id, stand, before_them)
    _save_heard(database, walk, kept)
    return replace(walk, kept=stand, wake_at=wake_at)


def _row(stand: Consultation) -> dict[str, Any]:
    """Return what the row of a consultation says about where it stands, but for its plan."""
    return {
        "pace": stand.pace,
        "position": stand.position,
        "state": stand.state,
        "stops_at": stamp(stand.stops_at),
        "opened_at": stamp(stand.opened_at),
        "paused_at": stamp(stand.paused_at) if stand.paused_at else None,
        "facilitator_id": stand.facilitator,
        "seen": stand.seen,
        "wanted": POSITIONS.dump_json(stand.wanted).decode(),
        "extensions": stand.extensions,
        "is_reminded": int(stand.is_reminded),
        "is_stuck": int(stand.is_stuck),
        "is_asked_to_stop": int(stand.is_asked_to_stop),
    }


def _save_heard(database: Database, walk: Walk, kept: Consultation | None) -> None:
    """Store who was heard in the step that is on; of the one before it nothing stays."""
    stand, before = walk.stand, {}
    if kept is None or kept.position != stand.position or stand.is_over:
        if kept is None or kept.heard or kept.given:
            heard.forget(database, walk.id)
    else:
        before = _heard(kept)
    heard.note(database, walk.id, stand.position, before, {} if stand.is_over else _heard(stand))


def _heard(stand: Consultation) -> dict[int, heard.How]:
    """Return what came from each person in the step that is on; `begun` while they may have more to say."""
    there = stand.people | set(stand.owners)
    passed: dict[int, heard.How] = dict.fromkeys(stand.heard & there, PASSED)
    return passed | {person: GIVEN if person in stand.heard else BEGUN for person in stand.given & there}


def set_topic(database: Database, session_id: int, topic_id: int | None) -> None:
    """Keep the topic in which a case is held; None once it is gone."""
    database.execute("UPDATE consultations SET topic_id = ? WHERE session_id = ?", [topic_id, session_id])


def holds_words(database: Database, session_id: int) -> bool:
    """Tell whether the words of a case have not been erased yet."""
    where = "session_id = ? AND (consultations.state IN ('running', 'paused') OR to_clean_at IS NOT NULL)"
    return database.execute(f"SELECT 1 FROM consultations WHERE {where}", [session_id]).fetchone() is not None


def set_safety(database: Database, session_id: int, average: float | None) -> None:
    """Keep how safe people found a session on average, where enough of them said so."""
    database.execute("UPDATE consultations SET safety = ? WHERE session_id = ?", [average, session_id])


def set_to_clean(database: Database, session_id: int, at: datetime | None) -> None:
    """Keep when the words of a case are to be erased; None once they are."""
    database.execute(
        "UPDATE consultations SET to_clean_at = ? WHERE session_id = ?", [stamp(at) if at else None, session_id]
    )


def move_cleaning(database: Database, session_id: int, at: datetime) -> None:
    """Keep another time at which the words of a case are to be erased, unless they are already."""
    still_there = "session_id = ? AND to_clean_at IS NOT NULL"
    database.execute(f"UPDATE consultations SET to_clean_at = ? WHERE {still_there}", [stamp(at), session_id])


def to_clean(database: Database, now: datetime, team_id: int) -> list[Walk]:
    """Return a team's consultations whose words are to be erased by now."""
    where = "sessions.team_id = ? AND to_clean_at <= ?"
    return [_as_walk(database, row) for row in list(select(database, f"{SELECT} WHERE {where}", [team_id, stamp(now)]))]


def is_awake(database: Database, session_id: int, now: datetime) -> bool:
    """Tell whether time owes a running consultation something by now."""
    where = "id = ? AND state = 'open' AND wake_at <= ?"
    return database.execute(f"SELECT 1 FROM sessions WHERE {where}", [session_id, stamp(now)]).fetchone() is not None


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with words of a case that are to be erased by now."""
    rows = select(
        database,
        "SELECT DISTINCT team_id FROM consultations JOIN sessions ON sessions.id = session_id WHERE to_clean_at <= ?",
        [stamp(now)],
    )
    return [row["team_id"] for row in rows]


def next_owed(database: Database) -> datetime | None:
    """Return when the words of a case are next to be erased."""
    return instant_or_none(database.execute("SELECT min(to_clean_at) FROM consultations").fetchone()[0])


def running_in(database: Database, team_id: int) -> Walk | None:
    """Return the consultation that a team is at."""
    return _one(database, "sessions.team_id = ? AND sessions.state = 'open'", [team_id])


def find(database: Database, session_id: int) -> Walk | None:
    """Return a consultation by the id of its session."""
    return _one(database, "session_id = ?", [session_id])


def find_by_code(database: Database, code: str) -> Walk | None:
    """Return the consultation that a link into the private chat was made for."""
    return _one(database, "sessions.code = ?", [code])


def in_topic(database: Database, chat_id: int, topic_id: int) -> Walk | None:
    """Return the consultation that has, or had, a topic to itself."""
    teams = "sessions.team_id IN (SELECT id FROM teams WHERE chat_id = ?)"
    return _one(database, f"consultations.topic_id = ? AND {teams}", [topic_id, chat_id])


def running_for(database: Database, person_id: int) -> list[Walk]:
    """Return the consultations under way that somebody is in."""
    mine = "session_id IN (SELECT session_id FROM participants WHERE person_id = ? AND is_in)"
    rows = list(select(database, f"{SELECT} WHERE sessions.state = 'open' AND {mine} ORDER BY session_id", [person_id]))
    return [_as_walk(database, row) for row in rows]


def _one(database: Database, where: str, values: list[Any]) -> Walk | None:
    row = next(select(database, f"{SELECT} WHERE {where}", values), None)
    return _as_walk(database, row) if row else None


def _as_walk(database: Database, row: dict[str, Any]) -> Walk:
    there = list(select(database, "SELECT * FROM participants WHERE session_id = ?", [row["session_id"]]))
    stand = _as_stand(row, there, heard.in_step(database, row["session_id"], row["position"]))
    return Walk(
        row["session_id"],
        row["team_id"],
        row["method"],
        row["code"],
        stand,
        row["topic_id"],
        row["moment_id"],
        kept=stand,
        wake_at=instant_or_none(row["wake_at"]),
    )


def _as_stand(row: Row, there: list[dict[str, Any]], how: Mapping[int, heard.How]) -> Consultation:
    turns = {one["turn"]: one["person_id"] for one in there if one["turn"] is not None}
    pace: Pace = row["pace"]
    return Consultation(
        plan=plans.read(row["plan"]),
        pace=pace,
        people=frozenset(one["person_id"] for one in there if one["is_in"]),
        started_at=instant(row["started_at"]),
        stops_at=instant(row["stops_at"]),
        opened_at=instant(row["opened_at"]),
        due_at=instant(row["due_at"]),
        position=row["position"],
        state=row["state"],
        # The turn of somebody who has been erased stays nobody's, so that the others keep theirs.
        owners=tuple(turns.get(turn, 0) for turn in range(max(turns, default=-1) + 1)),
        facilitator=row["facilitator_id"],
        seen=row["seen"],
        heard=frozenset(person for person, word in how.items() if word != BEGUN),
        given=frozenset(person for person, word in how.items() if word != PASSED),
        away=frozenset(one["person_id"] for one in there if one["is_away"]),
        lately_silent=frozenset(one["person_id"] for one in there if one["was_silent"]),
        wanted=POSITIONS.validate_json(row["wanted"]),
        extensions=row["extensions"],
        is_reminded=bool(row["is_reminded"]),
        is_stuck=bool(row["is_stuck"]),
        is_asked_to_stop=bool(row["is_asked_to_stop"]),
        paused_at=instant_or_none(row["paused_at"]),
    )
