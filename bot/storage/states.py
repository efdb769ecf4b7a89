"""States: where each session stands, as far as it has a row to itself, and what only a case has."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlite_utils import Database

from bot.core.model import Pace
from bot.core.session.outline import Outline
from bot.core.session.state import Planned, State
from bot.core.session.terms import TERMS, Terms
from bot.storage import heard, plans
from bot.storage.database import instant, instant_or_none, stamp
from bot.storage.heard import BEGUN, GIVEN, PASSED
from bot.storage.plans import Plan

POSITIONS: TypeAdapter[frozenset[int]] = TypeAdapter(frozenset[int])
Row = Mapping[str, Any]


def add(database: Database, session_id: int, state: State) -> None:
    """Store where a session stands that starts now."""
    values = {"session_id": session_id, "started_at": stamp(state.started_at), **_row(state)}
    values["plan_id"] = plans.number_of(database, plans.as_text(state.plan, state.outline))
    names = ", ".join(values)
    database.execute(f"INSERT INTO states ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values()))


def save(database: Database, session_id: int, state: State, kept: State | None) -> None:
    """Store where a session stands, as far as that differs from what is kept."""
    before = _row(kept) if kept else {}
    changed = {name: value for name, value in _row(state).items() if name not in before or before[name] != value}
    if kept is None or kept.plan != state.plan:
        changed["plan_id"] = plans.number_of(database, plans.as_text(state.plan, state.outline))
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        database.execute(f"UPDATE states SET {names} WHERE session_id = ?", [*changed.values(), session_id])


def give_plan(database: Database, session_id: int, steps: tuple[Planned, ...], outline: Outline) -> None:
    """Let a session that began before plans were stored with all of them go on with one."""
    values = [plans.number_of(database, plans.as_text(steps, outline)), session_id]
    database.execute("UPDATE states SET plan_id = ? WHERE session_id = ?", values)


def _row(state: State) -> dict[str, Any]:
    """Return what the row of a session says about where it stands, but for its plan."""
    return {
        "pace": state.pace,
        "position": state.position,
        "phase": state.phase,
        "stops_at": stamp(state.stops_at),
        "opened_at": stamp(state.opened_at),
        "paused_at": stamp(state.paused_at) if state.paused_at else None,
        "facilitator_id": state.facilitator,
        "seen": state.seen,
        "wanted": POSITIONS.dump_json(state.wanted).decode(),
        "extensions": state.extensions,
        "is_reminded": int(state.is_reminded),
        "is_stuck": int(state.is_stuck),
        "is_asked_to_stop": int(state.is_asked_to_stop),
    }


def heard_in(state: State) -> dict[int, heard.How]:
    """Return what came from each person in the step that is on; `begun` while they may have more to say."""
    everybody = state.heard | state.given
    there = everybody if state.terms.is_for_team else everybody & (state.people | set(state.owners))
    passed: dict[int, heard.How] = dict.fromkeys(state.heard & there, PASSED)
    return passed | {person: GIVEN if person in state.heard else BEGUN for person in state.given & there}


def read(row: Row) -> State:
    """Return where a session stands, from its row with `plan`, `terms`, `due_at`, `heard` and `parts`.

    Who is in a session for a whole team is asked of nobody; once one is over, nobody was heard.
    """
    terms, is_over = TERMS[row["terms"]], row["phase"] in ("ended", "cancelled")
    parts: list[tuple[int, int, int | None, int, int, int]] = [] if terms.is_for_team else json.loads(row["parts"])
    how: list[tuple[int, heard.How]] = [] if is_over else json.loads(row["heard"])
    return replace(
        _without_people(row, terms),
        people=frozenset(person for person, is_in, *_ in parts if is_in),
        owners=_owners({turn: person for person, _, turn, *_ in parts if turn is not None}),
        heard=frozenset(person for person, word in how if word != BEGUN),
        given=frozenset(person for person, word in how if word != PASSED),
        away=frozenset(person for person, _, _, is_away, _, _ in parts if is_away),
        lately_silent=frozenset(person for person, *_, was_silent, _ in parts if was_silent),
        begun_by=next((person for person, *_, has_begun in parts if has_begun), None),
    )


def _owners(turns: dict[int, int]) -> tuple[int, ...]:
    """Return whose turn each is; that of somebody who has been erased stays nobody's, so that others keep theirs."""
    return tuple(turns.get(turn, 0) for turn in range(max(turns, default=-1) + 1))


def _without_people(row: Row, terms: Terms) -> State:
    pace: Pace = row["pace"]
    plan = plans.read(row["plan"]) if row["plan"] else Plan()
    return State(
        plan=plan.steps,
        outline=plan.outline,
        pace=pace,
        people=frozenset(),
        started_at=instant(row["started_at"]),
        stops_at=instant(row["stops_at"]),
        opened_at=instant(row["opened_at"]),
        due_at=instant(row["due_at"]),
        terms=terms,
        position=row["position"],
        phase=row["phase"],
        facilitator=row["facilitator_id"],
        seen=row["seen"],
        wanted=POSITIONS.validate_json(row["wanted"]),
        extensions=row["extensions"],
        is_reminded=bool(row["is_reminded"]),
        is_stuck=bool(row["is_stuck"]),
        is_asked_to_stop=bool(row["is_asked_to_stop"]),
        paused_at=instant_or_none(row["paused_at"]),
    )


def set_topic(database: Database, session_id: int, topic_id: int | None) -> None:
    """Keep the topic in which a case is held; None once it is gone."""
    database.execute("UPDATE states SET topic_id = ? WHERE session_id = ?", [topic_id, session_id])


def set_safety(database: Database, session_id: int, average: float | None) -> None:
    """Keep how safe people found a session on average, where enough of them said so."""
    database.execute("UPDATE states SET safety = ? WHERE session_id = ?", [average, session_id])
