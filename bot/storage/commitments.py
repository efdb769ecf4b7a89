"""Commitments: what people intend to do, when they are asked about it, and what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from bot.core.sources import sourced
from bot.storage import ledger
from bot.storage.database import instant_or_none, select, stamp
from bot.storage.numbering import NEXT_COMMITMENT

State = Literal["open", "kept", "partly", "dropped"]
# Of those that are told of: under way, to be looked back on, kept, and kept in part, which is neither.
CommitmentGroup = Literal["open", "due", "kept", "partly"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """An intention with a date to look back; `is_shared` where its owner lets the team see it.

    `result` is what its owner wrote on looking back; `put_off_from` when they would have been asked, had that not had
    to wait.
    """

    id: int
    team_id: int
    team: str
    session_id: int
    person_id: int
    name: str
    text: str
    state: State
    ask_at: datetime | None
    asked_at: datetime | None
    answered_at: datetime | None
    is_shared: bool
    result: str | None
    put_off_from: datetime | None = None


SELECT = (
    "SELECT commitments.*, people.name, teams.name AS team FROM commitments"
    " JOIN people ON people.id = commitments.person_id JOIN teams ON teams.id = commitments.team_id"
)


def add(database: Database, team_id: int, session_id: int, person_id: int, text: str, ask_at: datetime) -> int:
    """Store what somebody intends, for now only for themselves; what they intended there before gets these words."""
    where, whose = "session_id = ? AND person_id = ?", [session_id, person_id]
    ledger.note_words(database, "text", where, whose, text)
    row = database.execute(f"UPDATE commitments SET text = ? WHERE {where} RETURNING id", [text, *whose]).fetchone()
    if row:
        return int(row[0])
    cursor = database.execute(
        "INSERT INTO commitments (id, team_id, session_id, person_id, text, ask_at, state)"
        f" VALUES ({NEXT_COMMITMENT}, ?, ?, ?, ?, ?, 'open')",
        [team_id, session_id, person_id, text, stamp(ask_at)],
    )
    return int(cursor.lastrowid or 0)


def find(database: Database, commitment_id: int, person_id: int) -> Commitment | None:
    """Return a commitment of this person's; None if there is none or it is somebody else's."""
    return _one(database, "commitments.id = ? AND person_id = ?", [commitment_id, person_id])


def of_session(database: Database, session_id: int) -> list[Commitment]:
    """Return what was intended in a session."""
    return _many(database, "session_id = ?", [session_id])


def of_person(database: Database, person_id: int) -> list[Commitment]:
    """Return all that somebody intended, oldest first."""
    return _many(database, "person_id = ?", [person_id])


def shared_in(database: Database, team_id: int) -> list[Commitment]:
    """Return the commitments that a team may see, oldest first."""
    return _many(database, "commitments.team_id = ? AND is_shared", [team_id])


def set_date(database: Database, commitment_id: int, ask_at: datetime) -> None:
    """Keep when its owner is asked about it; it will be asked anew."""
    database.execute(
        "UPDATE commitments SET ask_at = ?, asked_at = NULL, put_off_from = NULL WHERE id = ?",
        [stamp(ask_at), commitment_id],
    )


def put_off(database: Database, commitment: Commitment, ask_at: datetime) -> None:
    """Let the question to its owner wait, and keep when it would have come."""
    would_have = stamp(commitment.put_off_from or commitment.ask_at or ask_at)
    query = "UPDATE commitments SET ask_at = ?, put_off_from = ? WHERE id = ?"
    database.execute(query, [stamp(ask_at), would_have, commitment.id])


def set_text(database: Database, commitment_id: int, text: str) -> None:
    """Put other words in the place of an intention's."""
    ledger.note_words(database, "text", "id = ?", [commitment_id], text)
    database.execute("UPDATE commitments SET text = ? WHERE id = ?", [text, commitment_id])


def share(database: Database, commitment_id: int, is_shared: bool) -> None:
    """Keep whether the team may see it."""
    database.execute("UPDATE commitments SET is_shared = ? WHERE id = ?", [int(is_shared), commitment_id])


def answer(database: Database, commitment_id: int, state: State, now: datetime) -> None:
    """Keep what came of it."""
    database.execute(
        "UPDATE commitments SET state = ?, answered_at = ? WHERE id = ?", [state, stamp(now), commitment_id]
    )


def tell_result(database: Database, commitment_id: int, text: str) -> None:
    """Keep what its owner wrote about it on looking back."""
    ledger.note_words(database, "result", "id = ?", [commitment_id], text)
    database.execute("UPDATE commitments SET result = ? WHERE id = ?", [text, commitment_id])


def mark_asked(database: Database, commitment_id: int, now: datetime) -> None:
    """Keep that its owner has been asked."""
    database.execute("UPDATE commitments SET asked_at = ? WHERE id = ?", [stamp(now), commitment_id])


def owed(database: Database, now: datetime) -> list[int]:
    """Return the ids of teams in which somebody is to be asked by now."""
    due = "asked_at IS NULL AND state = 'open' AND ask_at <= ?"
    return [
        row["team_id"]
        for row in select(database, f"SELECT DISTINCT team_id FROM commitments WHERE {due}", [stamp(now)])
    ]


def next_owed(database: Database) -> datetime | None:
    """Return when somebody is next to be asked."""
    row = database.execute("SELECT min(ask_at) FROM commitments WHERE asked_at IS NULL AND state = 'open'").fetchone()
    return instant_or_none(row[0])


def to_ask(database: Database, team_id: int, now: datetime) -> list[Commitment]:
    """Return a team's commitments whose owners are to be asked by now."""
    return _many(
        database,
        "commitments.team_id = ? AND asked_at IS NULL AND state = 'open' AND ask_at <= ?",
        [team_id, stamp(now)],
    )


def take_untold(database: Database, team_id: int) -> list[Commitment]:
    """Return the results that the team may see and has not been told yet, and note that it is told now."""
    news = "commitments.team_id = ? AND is_shared AND NOT is_told AND answered_at IS NOT NULL"
    found = _many(database, news, [team_id])
    database.execute(f"UPDATE commitments SET is_told = 1 WHERE {news}", [team_id])
    return found


def counts(
    database: Database, team_id: int, now: datetime, besides: Collection[int]
) -> dict[CommitmentGroup, tuple[int, int]]:
    """Return how many commitments of a team are open, due to be looked back on, kept and partly kept, shared or not,
    and of how many people each; those of some people, who read the numbers, are left out."""
    marks = ", ".join("?" * len(besides))
    rows = database.execute(
        "SELECT CASE WHEN state = 'open' AND ask_at <= ? THEN 'due' ELSE state END AS how, count(*),"
        f" count(DISTINCT person_id) FROM commitments WHERE team_id = ? AND person_id NOT IN ({marks})"
        " AND state <> 'dropped' GROUP BY how",
        [stamp(now), team_id, *besides],
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows.fetchall()}


def people_with(database: Database, team_id: int, besides: Collection[int] = ()) -> int:
    """Return how many people of a team intend or intended something, without some of them."""
    where = f"team_id = ? AND person_id NOT IN ({', '.join('?' * len(besides))})"
    query = f"SELECT count(DISTINCT person_id) FROM commitments WHERE {where}"
    return int(database.execute(query, [team_id, *besides]).fetchone()[0])


def count_unshared(database: Database, team_id: int) -> tuple[int, int]:
    """Return how many commitments of a team their owners keep to themselves, and how many owners that are."""
    query = "SELECT count(*), count(DISTINCT person_id) FROM commitments WHERE team_id = ? AND NOT is_shared"
    number, owners = database.execute(query, [team_id]).fetchone()
    return int(number), int(owners)


def forget_session(database: Database, session_id: int) -> None:
    """Erase what was intended in a session that was broken off."""
    ledger.note_commitments(database, "session_id = ?", [session_id])
    database.execute("DELETE FROM commitments WHERE session_id = ?", [session_id])


def erase(database: Database, commitment_id: int) -> None:
    """Erase a commitment."""
    ledger.note_commitments(database, "id = ?", [commitment_id])
    database.execute("DELETE FROM commitments WHERE id = ?", [commitment_id])


def _one(database: Database, where: str, values: list[Any]) -> Commitment | None:
    return next(iter(_many(database, where, values)), None)


def _many(database: Database, where: str, values: list[Any]) -> list[Commitment]:
    rows = select(database, f"{SELECT} WHERE {where} ORDER BY commitments.id", values)
    return [
        Commitment(
            id=row["id"],
            team_id=row["team_id"],
            team=row["team"],
            session_id=row["session_id"],
            person_id=row["person_id"],
            name=sourced(row["name"], "person", row["person_id"]),
            text=sourced(row["text"], "commitment", row["id"]),
            state=row["state"],
            ask_at=instant_or_none(row["ask_at"]),
            asked_at=instant_or_none(row["asked_at"]),
            answered_at=instant_or_none(row["answered_at"]),
            is_shared=bool(row["is_shared"]),
            result=sourced(row["result"], "commitment", row["id"]) if row["result"] else row["result"],
            put_off_from=instant_or_none(row["put_off_from"]),
        )
        for row in rows
    ]
