"""Consultations: where the sessions of several steps stand, who is in them, and who had a turn before."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlite_utils import Database

from bot.core.consultation import Consultation, Planned
from bot.core.model import Pace
from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.sessions import CODE_BYTES

PLAN: TypeAdapter[tuple[Planned, ...]] = TypeAdapter(tuple[Planned, ...])
POSITIONS: TypeAdapter[frozenset[int]] = TypeAdapter(frozenset[int])
SELECT = (
    "SELECT consultations.*, sessions.team_id, sessions.method, sessions.code, sessions.state AS session_state"
    " FROM consultations JOIN sessions ON sessions.id = consultations.session_id"
)


@dataclass(frozen=True, slots=True)
class Walk:
    """One walkthrough in a team: its session, where it stands, and the topic it is held in, if it has its own.

    `code` is a word nobody can guess, for links into the private chat.
    """

    id: int
    team_id: int
    method: str
    code: str
    stand: Consultation
    topic_id: int | None = None

    @property
    def step(self) -> int:
        """The step that is on, counted from 1, as entries have it."""
        return self.stand.position + 1


def add(database: Database, team_id: int, method: str, stand: Consultation) -> Walk | None:
    """Store a consultation that starts now; None if the team is at one already."""
    code = secrets.token_urlsafe(CODE_BYTES)
    row = database.execute(
        "INSERT INTO sessions (team_id, method, state, opened_at, due_at, code, kind)"
        " VALUES (?, ?, 'open', ?, ?, ?, 'consultation') ON CONFLICT DO NOTHING RETURNING id",
        [team_id, method, stamp(stand.started_at), stamp(stand.due_at), code],
    ).fetchone()
    if row is None:
        return None
    database.execute(
        "INSERT INTO consultations (session_id, pace, plan, position, state, started_at, stops_at, opened_at, due_at,"
        " seen, wanted, extensions, is_reminded, is_stuck, is_asked_to_stop)"
        " VALUES (?, ?, ?, 0, 'running', ?, ?, ?, ?, 0, '[]', 0, 0, 0, 0)",
        [
            int(row[0]),
            stand.pace,
            _as_json(stand.plan),
            *map(stamp, (stand.started_at, stand.stops_at, stand.opened_at, stand.due_at)),
        ],
    )
    return Walk(int(row[0]), team_id, method, code, stand)


def save(database: Database, walk: Walk, wake_at: datetime, now: datetime) -> None:
    """Store where a consultation stands; `wake_at` is when time next owes it something."""
    stand = walk.stand
    database.execute(
        "UPDATE consultations SET plan = ?, position = ?, state = ?, stops_at = ?, opened_at = ?, due_at = ?,"
        " paused_at = ?, facilitator_id = ?, seen = ?, wanted = ?, extensions = ?, is_reminded = ?, is_stuck = ?,"
        " is_asked_to_stop = ? WHERE session_id = ?",
        [
            _as_json(stand.plan),
            stand.position,
            stand.state,
            *map(stamp, (stand.stops_at, stand.opened_at, stand.due_at)),
            stamp(stand.paused_at) if stand.paused_at else None,
            stand.facilitator,
            stand.seen,
            POSITIONS.dump_json(stand.wanted).decode(),
            stand.extensions,
            int(stand.is_reminded),
            int(stand.is_stuck),
            int(stand.is_asked_to_stop),
            walk.id,
        ],
    )
    state = "closed" if stand.state == "ended" else "cancelled" if stand.state == "cancelled" else "open"
    database.execute(
        "UPDATE sessions SET state = ?, step = ?, due_at = ?, closed_at = ? WHERE id = ?",
        [state, stand.position + 1, stamp(wake_at), stamp(now) if stand.is_over else None, walk.id],
    )
    _save_participants(database, walk)


def _save_participants(database: Database, walk: Walk) -> None:
    stand = walk.stand
    nothing = "is_in = 0, turn = NULL, heard = NULL, is_away = 0, was_silent = 0"
    database.execute(f"UPDATE participants SET {nothing} WHERE session_id = ?", [walk.id])
    for person in stand.people | set(stand.owners):
        database.execute(
            "INSERT INTO participants (session_id, person_id, is_in, turn, heard, is_away, was_silent)"
            " SELECT ?, id, ?, ?, ?, ?, ? FROM people WHERE id = ? ON CONFLICT (session_id, person_id) DO UPDATE"
            " SET is_in = excluded.is_in, turn = excluded.turn, heard = excluded.heard, is_away = excluded.is_away,"
            " was_silent = excluded.was_silent",
            [
                walk.id,
                int(person in stand.people),
                stand.owners.index(person) if person in stand.owners else None,
                _how_heard(stand, person),
                int(person in stand.away),
                int(person in stand.lately_silent),
                person,
            ],
        )


def _how_heard(stand: Consultation, person: int) -> str | None:
    """Return in a word what came from somebody in the step that is on; `begun` while they may have more to say."""
    if person in stand.given:
        return "given" if person in stand.heard else "begun"
    return "passed" if person in stand.heard else None


@lru_cache(maxsize=256)
def _plan(text: str) -> tuple[Planned, ...]:
    """Return a plan as stored; it is read on every occasion and never changes under one text."""
    return PLAN.validate_json(text)


def _as_json(plan: tuple[Planned, ...]) -> str:
    """Return a plan with all its words: a session goes on as it began, whatever becomes of the method's file."""
    return PLAN.dump_json(plan, exclude_none=True, exclude_defaults=True).decode()


def set_topic(database: Database, session_id: int, topic_id: int | None) -> None:
    """Keep the topic in which a case is held; None once it is gone."""
    database.execute("UPDATE consultations SET topic_id = ? WHERE session_id = ?", [topic_id, session_id])


def forget_outsiders(database: Database, session_id: int) -> None:
    """Forget who was asked for a consultation and did not come in."""
    database.execute("DELETE FROM participants WHERE session_id = ? AND NOT is_in AND turn IS NULL", [session_id])


def keep_out(database: Database, team_id: int, person_id: int) -> None:
    """Keep somebody out of the consultation that a team is at, and from hiding others in a question that is open,
    whatever becomes of their roles meanwhile."""
    database.execute(
        "INSERT INTO kept_out (session_id, person_id) SELECT id, ? FROM sessions"
        " WHERE team_id = ? AND state = 'open' ON CONFLICT DO NOTHING",
        [person_id, team_id],
    )


def is_kept_out(database: Database, session_id: int, person_id: int) -> bool:
    """Tell whether somebody may not come into a consultation that was under way while they led the team."""
    where = "session_id = ? AND person_id = ?"
    return database.execute(f"SELECT 1 FROM kept_out WHERE {where}", [session_id, person_id]).fetchone() is not None


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
    where = "id = ? AND state = 'open' AND due_at <= ?"
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
    turns = {one["turn"]: one["person_id"] for one in there if one["turn"] is not None}
    pace: Pace = row["pace"]
    stand = Consultation(
        plan=_plan(row["plan"]),
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
        heard=frozenset(one["person_id"] for one in there if one["heard"] in ("given", "passed")),
        given=frozenset(one["person_id"] for one in there if one["heard"] in ("begun", "given")),
        away=frozenset(one["person_id"] for one in there if one["is_away"]),
        lately_silent=frozenset(one["person_id"] for one in there if one["was_silent"]),
        wanted=POSITIONS.validate_json(row["wanted"]),
        extensions=row["extensions"],
        is_reminded=bool(row["is_reminded"]),
        is_stuck=bool(row["is_stuck"]),
        is_asked_to_stop=bool(row["is_asked_to_stop"]),
        paused_at=instant_or_none(row["paused_at"]),
    )
    return Walk(row["session_id"], row["team_id"], row["method"], row["code"], stand, row["topic_id"])
