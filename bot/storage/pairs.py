"""Pairs: who goes through a practice together, where they stand, and who went with whom before."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.pairing import Two
from bot.core.session.pair import Pair
from bot.core.session.state import State
from bot.storage import heard, plans, sessions
from bot.storage.database import instant, instant_or_none, select, stamp

NO_HOMES: Mapping[int, int] = {}
SELECT = (
    "SELECT pairs.*, sessions.team_id, sessions.method, plans.text AS plan FROM pairs"
    " JOIN sessions ON sessions.id = pairs.session_id JOIN plans ON plans.id = pairs.plan_id"
)

# Whoever nobody can reach any more is waited for no longer than that was to be.
IS_ONE_LOST = (
    "EXISTS (SELECT 1 FROM paired JOIN people ON people.id = paired.person_id"
    " WHERE paired.session_id = pairs.session_id AND paired.turn >= 0 AND NOT people.is_reachable)"
)


def add(database: Database, team_id: int, method: str, state: State, homes: Mapping[int, int] = NO_HOMES) -> Pair:
    """Store a pair that begins now, with a session for its words, and who of it is in which other team."""
    number = sessions.add_without_state(database, team_id, method, state.started_at)
    pair = Pair(number, team_id, method, state, began=len(state.people), homes=homes)
    plan = plans.number_of(database, plans.as_text(state.plan, state.outline))
    database.execute(
        "INSERT INTO pairs (session_id, plan_id, position, phase, started_at, opened_at, due_at, wake_at, began)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [pair.id, plan, state.position, state.phase, stamp(state.started_at), *_instants(pair), pair.began],
    )
    for turn, person in enumerate(pair.people):
        database.execute(
            "INSERT INTO paired (session_id, person_id, turn, team_id) VALUES (?, ?, ?, ?)",
            [pair.id, person, turn, pair.homes.get(person)],
        )
    return replace(pair, kept=state)


def join(database: Database, pair: Pair, person_id: int) -> None:
    """Note that somebody more is in a pair that asks around; they may have been asked before, and not any more."""
    last = database.execute("SELECT max(abs(turn)) FROM paired WHERE session_id = ?", [pair.id]).fetchone()[0]
    database.execute(
        "INSERT INTO paired (session_id, person_id, turn) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET turn = excluded.turn",
        [pair.id, person_id, last + 1],
    )
    database.execute("UPDATE pairs SET began = began + 1 WHERE session_id = ?", [pair.id])


def drop(database: Database, pair: Pair, person_id: int) -> None:
    """Note that somebody was in a pair by mistake: they never heard of it."""
    database.execute("DELETE FROM paired WHERE session_id = ? AND person_id = ?", [pair.id, person_id])
    database.execute("UPDATE pairs SET began = began - 1 WHERE session_id = ?", [pair.id])


def left_lately(database: Database, asker_id: int, person_id: int, since: datetime) -> bool:
    """Tell whether somebody left what a person began with them since an instant."""
    query = (
        "SELECT 1 FROM paired AS own JOIN paired AS other USING (session_id) JOIN pairs USING (session_id)"
        " WHERE own.person_id = ? AND own.turn = 0 AND other.person_id = ? AND other.turn < 0 AND started_at >= ?"
    )
    return database.execute(query, [asker_id, person_id, stamp(since)]).fetchone() is not None


def set_nameless(database: Database, pair: Pair, *, is_nameless: bool) -> None:
    """Note whether nobody is to read who of those who are asked wrote what."""
    database.execute("UPDATE pairs SET is_nameless = ? WHERE session_id = ?", [int(is_nameless), pair.id])


def save(database: Database, pair: Pair) -> Pair:
    """Store where a pair stands, and return it. Go on with what is returned."""
    state, kept = pair.state, pair.kept
    meets_at = stamp(pair.meets_at) if pair.meets_at else None
    opened_at, due_at, wake_at = _instants(pair)
    database.execute(
        "UPDATE pairs SET position = ?, phase = ?, opened_at = ?, due_at = ?,"
        f" wake_at = CASE WHEN {IS_ONE_LOST} AND wake_at < ? THEN wake_at ELSE ? END, extensions = ?,"
        " is_told = ?, is_paused = ?, meets_at = ? WHERE session_id = ?",
        [
            *(state.position, state.phase, opened_at, due_at, wake_at, wake_at, state.extensions),
            *(int(pair.is_told), int(pair.is_paused), meets_at, pair.id),
        ],
    )
    is_other = kept is None or kept.position != state.position or state.is_over
    if is_other:
        heard.forget(database, pair.id)
    before = {} if is_other or kept is None else _how(kept)
    heard.note(database, pair.id, state.position, before, {} if state.is_over else _how(state))
    return replace(pair, kept=state)


def find(database: Database, session_id: int) -> Pair | None:
    """Return a pair by the session that its words belong to."""
    row = next(select(database, f"{SELECT} WHERE pairs.session_id = ?", [session_id]), None)
    return _as_pair(database, row) if row else None


def running_for(database: Database, person_id: int) -> list[Pair]:
    """Return the pairs under way that somebody is in, oldest first."""
    mine = "pairs.session_id IN (SELECT session_id FROM paired WHERE person_id = ? AND turn >= 0)"
    return _several(database, f"pairs.phase = 'running' AND {mine}", [person_id])


def holding_words_of(database: Database, person_id: int) -> list[Pair]:
    """Return the pairs, under way or over, in which somebody may still read what the others wrote, oldest first."""
    mine = "pairs.session_id IN (SELECT session_id FROM paired WHERE person_id = ?)"
    return _several(database, f"pairs.wake_at IS NOT NULL AND {mine}", [person_id])


def running_in(database: Database, team_id: int) -> list[Pair]:
    """Return the pairs under way in which people of a team are, oldest first."""
    ours, theirs = "SELECT id FROM sessions WHERE team_id = ?", "SELECT session_id FROM paired WHERE team_id = ?"
    here = f"pairs.session_id IN ({ours} UNION {theirs} AND turn >= 0)"
    return _several(database, f"pairs.phase = 'running' AND {here}", [team_id, team_id])


def awake(database: Database, team_id: int, now: datetime) -> list[Pair]:
    """Return a team's pairs to which time owes something by now, oldest first."""
    return _several(database, "pairs.wake_at <= ? AND sessions.team_id = ?", [stamp(now), team_id])


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams with a pair to which time owes something."""
    query = f"{SELECT} WHERE pairs.wake_at <= ? ORDER BY pairs.wake_at"
    return list(dict.fromkeys(row["team_id"] for row in select(database, query, [stamp(now)])))


def next_owed(database: Database) -> datetime | None:
    """Return when time next owes a pair something."""
    return instant_or_none(database.execute("SELECT min(wake_at) FROM pairs").fetchone()[0])


def sleep(database: Database, pair: Pair, wake_at: datetime | None) -> None:
    """Let time owe a pair that is over something at an instant, or nothing any more."""
    database.execute(
        "UPDATE pairs SET wake_at = ? WHERE session_id = ?", [stamp(wake_at) if wake_at else None, pair.id]
    )


def wake_of(database: Database, person_id: int, at: datetime) -> None:
    """Let time owe something to the pairs under way that somebody is in at an instant, if not before."""
    mine = "session_id IN (SELECT session_id FROM paired WHERE person_id = ? AND turn >= 0)"
    database.execute(
        f"UPDATE pairs SET wake_at = min(wake_at, ?) WHERE phase = 'running' AND wake_at IS NOT NULL AND {mine}",
        [stamp(at), person_id],
    )


def want(database: Database, pair: Pair, wants: Mapping[int, datetime]) -> Pair:
    """Note which date each is for, on which hangs when time owes the pair something, and return it."""
    for person in pair.people:
        at = stamp(wants[person]) if person in wants else None
        where = [at, pair.id, person]
        database.execute("UPDATE paired SET wants_at = ? WHERE session_id = ? AND person_id = ?", where)
    return save(database, replace(pair, wants=dict(wants)))


def leave(database: Database, pair: Pair, person_id: int) -> None:
    """Note that somebody has gone from a pair, in which they may still have words of the others."""
    database.execute(
        "UPDATE paired SET turn = -1 - turn, wants_at = NULL WHERE session_id = ? AND person_id = ? AND turn >= 0",
        [pair.id, person_id],
    )


def allow(database: Database, entry_id: int, person_id: int) -> frozenset[int]:
    """Note that a line may go to the team as far as somebody is concerned; return all who said so."""
    values = [entry_id, person_id]
    database.execute("INSERT INTO allowed (entry_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", values)
    return allowing(database, entry_id)


def allow_anew(database: Database, entry_id: int, person_id: int) -> None:
    """Note that whoever wrote a line wants to share it as it is now: the others are asked anew."""
    database.execute("DELETE FROM allowed WHERE entry_id = ?", [entry_id])
    allow(database, entry_id, person_id)


def asked_about(database: Database, pair: Pair, person_id: int) -> list[int]:
    """Return the lines of others in a pair that may go to the team as far as their writers are concerned, and of which
    this person didn't say so yet."""
    query = (
        "SELECT id FROM entries WHERE session_id = ? AND kind = 'lesson' AND audience = 'author' AND person_id <> ?"
        " AND EXISTS (SELECT 1 FROM allowed WHERE entry_id = entries.id AND person_id = entries.person_id)"
        " AND NOT EXISTS (SELECT 1 FROM allowed WHERE entry_id = entries.id AND allowed.person_id = ?)"
    )
    return [row[0] for row in database.execute(query, [pair.id, person_id, person_id]).fetchall()]


def allow_no_more(database: Database, entry_id: int) -> None:
    """Note that nobody is asked any more whether a line may go to the team."""
    database.execute("DELETE FROM allowed WHERE entry_id = ?", [entry_id])


def refuse(database: Database, entry_id: int) -> None:
    """Note that somebody didn't want a line, as it reads now, to go to the team: nobody is asked any more."""
    allow_no_more(database, entry_id)
    database.execute("INSERT INTO refused (entry_id) VALUES (?) ON CONFLICT DO NOTHING", [entry_id])


def is_refused(database: Database, entry_id: int) -> bool:
    """Tell whether somebody didn't want a line, as it reads now, to go to the team."""
    return database.execute("SELECT 1 FROM refused WHERE entry_id = ?", [entry_id]).fetchone() is not None


def allowing(database: Database, entry_id: int) -> frozenset[int]:
    """Return who said that a line, as it reads now, may go to the team; its writer among them."""
    rows = database.execute("SELECT person_id FROM allowed WHERE entry_id = ?", [entry_id])
    return frozenset(row[0] for row in rows.fetchall())


def met(database: Database, people: Iterable[int]) -> dict[Two, int]:
    """Return how often which two of some people went through a practice together."""
    query = (
        "WITH asked AS (SELECT value AS id FROM json_each(?))"
        " SELECT one.person_id AS one, other.person_id AS other FROM paired AS one"
        " JOIN paired AS other ON other.session_id = one.session_id AND other.person_id > one.person_id"
        " WHERE one.person_id IN asked AND other.person_id IN asked"
    )
    rows = select(database, query, [json.dumps(sorted(people))])
    return Counter(frozenset((row["one"], row["other"])) for row in rows)


def _instants(pair: Pair) -> tuple[str, str, str | None]:
    wake_at = pair.wake_at
    return stamp(pair.state.opened_at), stamp(pair.state.due_at), stamp(wake_at) if wake_at else None


def _how(state: State) -> dict[int, heard.How]:
    passed: dict[int, heard.How] = dict.fromkeys(state.heard, heard.PASSED)
    return passed | {person: heard.GIVEN if person in state.heard else heard.BEGUN for person in state.given}


def _several(database: Database, where: str, values: Iterable[object]) -> list[Pair]:
    rows = list(select(database, f"{SELECT} WHERE {where} ORDER BY pairs.session_id", list(values)))
    return [_as_pair(database, row) for row in rows]


def _as_pair(database: Database, row: Mapping[str, Any]) -> Pair:
    number = row["session_id"]
    there = database.execute(
        "SELECT turn, person_id, wants_at, team_id FROM paired WHERE session_id = ?", [number]
    ).fetchall()
    wants = {person: instant(at) for _, person, at, _ in there if at}
    homes = {person: team for _, person, _, team in there if team}
    gone = frozenset(person for turn, person, *_ in there if turn < 0)
    how = database.execute(
        "SELECT person_id, how FROM heard WHERE session_id = ? AND position = ?", [number, row["position"]]
    ).fetchall()
    turns = {turn if turn >= 0 else -1 - turn: 0 if turn < 0 else person for turn, person, *_ in there}
    state = _as_state(row, turns, dict(how))
    meets_at, is_told, is_nameless = instant_or_none(row["meets_at"]), bool(row["is_told"]), bool(row["is_nameless"])
    began, where = row["began"], (number, row["team_id"], row["method"], state, meets_at)
    return Pair(*where, wants, is_told, gone, began, is_nameless, homes, bool(row["is_paused"]), kept=state)


def _as_state(row: Mapping[str, Any], turns: Mapping[int, int], how: Mapping[int, str]) -> State:
    plan = plans.read(row["plan"])
    # The turn of somebody who has gone or was erased stays nobody's, so that others keep theirs.
    in_turns = tuple(turns.get(turn, 0) for turn in range(max(turns, default=-1) + 1))
    return State(
        plan=plan.steps,
        outline=plan.outline,
        pace="calm",
        people=frozenset(person for person in turns.values() if person),
        owners=in_turns[:1] if plan.outline.case == "one" else in_turns,
        started_at=instant(row["started_at"]),
        stops_at=instant(row["due_at"]),
        opened_at=instant(row["opened_at"]),
        due_at=instant(row["due_at"]),
        position=row["position"],
        phase=row["phase"],
        extensions=row["extensions"],
        heard=frozenset(person for person, word in how.items() if word != heard.BEGUN),
        given=frozenset(person for person, word in how.items() if word != heard.PASSED),
    )
