"""The outbox: everything the bot decided to do in a chat, from decided to done."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import ValidationError
from sqlite_utils import Database

from bot.core.outgoing import OUTGOING, Outgoing
from bot.core.purposes import NOTED, SECOND_LOOK, Purpose
from bot.storage import quotes
from bot.storage.database import instant, instant_or_none, select, stamp
from bot.storage.troubles import Trouble, as_trouble

# Messages go before marks, but for every other time: neither holds up the other for long.
LAST = 9
RANK = {"acknowledge": 0, "open topic": 1, "say": 1, "edit": 1, "delete": 2, "delete topic": 2, "react": 2, "menu": 3}

# A message is 'sending' while it is sent; what may be done twice stays 'waiting' meanwhile.
UNDER_WAY = ("sending", "waiting")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to do in one chat, by its occasion; `is_last` if nothing waited behind it when it was looked up."""

    id: int
    team_id: int | None
    session_id: int | None
    purpose: Purpose
    chat_id: int
    content: Outgoing
    attempts: int
    expires_at: datetime
    is_last: bool = field(default=False, compare=False)


def add(
    database: Database,
    content: Outgoing,
    chat_id: int,
    purpose: Purpose,
    now: datetime,
    *,
    team_id: int | None = None,
    session_id: int | None = None,
    send_after: datetime | None = None,
    keeps: timedelta = timedelta(days=2),
    rank: int | None = None,
) -> int:
    """Store something to do, for at most `keeps` after it may start; return its id. `rank` is what goes first."""
    start = max(send_after or now, now)
    cursor = database.execute(
        "INSERT INTO outbox (team_id, session_id, purpose, about, page, chat_id, kind, rank, payload, created_at,"
        " send_after, expires_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
        [
            team_id,
            session_id,
            purpose.name,
            purpose.number,
            purpose.page,
            chat_id,
            content.kind,
            RANK["react" if purpose == NOTED else content.kind] if rank is None else rank,
            content.model_dump_json(exclude_none=True),
            stamp(now),
            stamp(start),
            stamp(start + keeps),
        ],
    )
    return int(cursor.lastrowid or 0)


def chats_waiting(database: Database, now: datetime, since: datetime | None = None) -> list[int]:
    """Return the chats in which something may go out now; with `since`, those in which something may since then."""
    newly = "" if since is None else f" AND send_after > '{stamp(since)}'"
    rows = select(
        database,
        f"SELECT DISTINCT chat_id FROM outbox WHERE state = 'waiting' AND send_after <= ?{newly}",
        [stamp(now)],
    )
    return [row["chat_id"] for row in rows]


def next_owed(database: Database, now: datetime) -> datetime | None:
    """Return the earliest instant after now at which something waiting may go out, or has waited too long."""
    row = database.execute(
        "SELECT min(at) FROM (SELECT send_after AS at FROM outbox WHERE state = 'waiting'"
        " UNION ALL SELECT expires_at FROM outbox WHERE state = 'waiting') WHERE at > ?",
        [stamp(now)],
    ).fetchone()
    return instant_or_none(row[0])


# What of a chat may go: anything; anything, but marks first; only what stands beside the messages, or only these
# and what becomes of them, which keeps its order.
Choice = Literal["any", "marks first", "beside", "in order"]
CHOICES: dict[Choice, tuple[str, ...]] = {
    "any": ("",),
    "marks first": (" AND rank = 2 AND kind = 'react'", ""),
    "beside": (" AND rank IN (0, 2, 3) AND kind IN ('acknowledge', 'react', 'menu')",),
    "in order": (" AND rank > 0 AND kind NOT IN ('acknowledge', 'react', 'menu')",),
}


def next_for(
    database: Database, chat_id: int, now: datetime, choice: Choice = "any", done: Container[int] = ()
) -> Parcel | None:
    """Return what a chat should get first, by rank and then as decided, of all but those that are `done` already."""
    found = (_first(database, chat_id, now, where, done) for where in CHOICES[choice])
    return next((parcel for parcel in found if parcel), None)


def _first(database: Database, chat_id: int, now: datetime, where: str, done: Container[int]) -> Parcel | None:
    """Return the first of some; what can't be read any more, from an older version, is marked as failed."""
    rows = select(
        database,
        "SELECT * FROM outbox WHERE chat_id = ? AND state = 'waiting' AND send_after <= ? AND expires_at > ?"
        f"{where} ORDER BY rank, id",
        [chat_id, stamp(now), stamp(now)],
    )
    to_do = (row for row in rows if row["id"] not in done)
    for row in to_do:
        try:
            return replace(_as_parcel(row), is_last=not where and next(to_do, None) is None)
        except ValidationError:
            _settle(database, row["id"], "failed", expected=("waiting",), problem="can't be read", now=now)
    return None


def claim(database: Database, parcel: Parcel) -> bool:
    """Mark a parcel as being sent, before it is; return whether it was still waiting."""
    return _settle(database, parcel.id, "sending", expected=("waiting",))


def mark_sent(database: Database, parcel_id: int, message_id: int | None, now: datetime) -> bool:
    """Record that it arrived, and forget its words; of a sign, an edit, or a private word on what is over, all.

    What quotes people keeps its place, so that it can follow when their words or names change or go. Returns whether
    that happened while it was on its way.
    """
    # Nobody looks these up again, and who got them when would tell whose a nameless answer is, or who is in distress.
    is_closed = "EXISTS (SELECT 1 FROM sessions WHERE id = session_id AND sessions.state <> 'open')"
    is_over = f"{is_closed} OR NOT EXISTS (SELECT 1 FROM people WHERE id = chat_id)"
    is_private = f"chat_id > 0 AND kind = 'say' AND ({is_over} OR purpose = '{SECOND_LOOK.name}')"
    done = database.execute(
        f"DELETE FROM outbox WHERE id = ? AND (kind NOT IN ('say', 'edit') OR purpose = ? OR ({is_private}"
        f" AND {quotes.NOBODY})) RETURNING kind, chat_id, session_id, payload",
        [parcel_id, NOTED.name],
    ).fetchone()
    if done:
        _forget_taken_off(database, *done)
        return False
    row = database.execute(
        "UPDATE outbox SET state = 'sent', message_id = ?, settled_at = ?, payload = NULL, problem = NULL WHERE id = ?"
        " AND kind = 'say' RETURNING is_stale",
        [message_id, stamp(now), parcel_id],
    ).fetchone()
    if row is None:
        quotes.settle_edit(database, parcel_id)
    return bool(row and row[0])


def _forget_taken_off(database: Database, kind: str, chat_id: int, session_id: int | None, payload: str | None) -> None:
    """Forget the messages that were taken off a chat."""
    if kind == "delete":
        where = "chat_id = ? AND state = 'sent' AND message_id = json_extract(?, '$.message_id')"
        database.execute(f"DELETE FROM outbox WHERE {where}", [chat_id, payload])
    elif kind == "delete topic":
        where = "chat_id = ? AND state = 'sent' AND session_id = ?"
        database.execute(f"DELETE FROM outbox WHERE {where}", [chat_id, session_id])


def mark_uncertain(database: Database, parcel_id: int, problem: str, now: datetime) -> bool:
    """Record that it may have arrived; its words stay, so that it can be sent again on request, unless what they quote
    has changed or gone meanwhile.

    A parcel that an answer has proved to have arrived meanwhile stays sent; returns whether it is uncertain now.
    """
    is_uncertain = _settle(database, parcel_id, "uncertain", expected=UNDER_WAY, problem=problem, now=now)
    database.execute("UPDATE outbox SET payload = NULL WHERE id = ? AND is_stale AND state = 'uncertain'", [parcel_id])
    return is_uncertain


def mark_failed(database: Database, parcel_id: int, problem: str, now: datetime) -> bool:
    """Record that it was refused for good, and forget its words; return whether it was still being sent."""
    is_failed = _settle(database, parcel_id, "failed", expected=UNDER_WAY, problem=problem, now=now)
    if is_failed:
        _forget_words(database, parcel_id)
    return is_failed


def put_back(database: Database, parcel_id: int, send_after: datetime, content: Outgoing | None = None) -> None:
    """Let a parcel that certainly did not arrive wait again, in other words if given.

    One that an answer has proved to have arrived meanwhile stays sent.
    """
    if not _settle(database, parcel_id, "waiting", expected=UNDER_WAY, attempts=1):
        return
    database.execute("UPDATE outbox SET send_after = ? WHERE id = ?", [stamp(send_after), parcel_id])
    if content:
        payload = content.model_dump_json(exclude_none=True)
        database.execute("UPDATE outbox SET payload = ? WHERE id = ?", [payload, parcel_id])


def recover(database: Database, now: datetime) -> list[Trouble]:
    """After a restart: what was being sent may have arrived. Repeatable acts wait again, messages are uncertain.

    Returns the messages that became uncertain.
    """
    database.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'sending' AND kind <> 'say'")
    rows = list(select(database, "SELECT * FROM outbox WHERE state = 'sending'"))
    for row in rows:
        mark_uncertain(database, row["id"], "stopped while sending", now)
    return [as_trouble(row | {"state": "uncertain"}) for row in rows]


def take_expired(database: Database, now: datetime) -> list[Trouble]:
    """Mark what waited too long as expired, forget its words, and return the messages among it."""
    rows = list(select(database, "SELECT * FROM outbox WHERE state = 'waiting' AND expires_at <= ?", [stamp(now)]))
    for row in rows:
        _settle(database, row["id"], "expired", expected=("waiting",), problem="not delivered in time", now=now)
        _forget_words(database, row["id"])
    return [as_trouble(row | {"state": "expired"}) for row in rows if row["kind"] == "say"]


def readdress(database: Database, parcel_id: int, chat_id: int, now: datetime) -> None:
    """Let a parcel that its chat's move kept from arriving wait for the chat it moved to."""
    _settle(database, parcel_id, "waiting", expected=UNDER_WAY)
    database.execute("UPDATE outbox SET chat_id = ?, send_after = ? WHERE id = ?", [chat_id, stamp(now), parcel_id])


def give_up_chat(database: Database, chat_id: int, problem: str, now: datetime) -> list[Trouble]:
    """Stop everything that waits for a chat that can't be written to; return the messages among it."""
    return _give_up(database, "chat_id = ?", [chat_id], problem, now)


def give_up_team(database: Database, team_id: int, chat_id: int, problem: str, now: datetime) -> list[Trouble]:
    """Stop everything that waits for a team in a chat where its place is gone; return the messages among it."""
    return _give_up(database, "team_id = ? AND chat_id = ?", [team_id, chat_id], problem, now)


def _give_up(database: Database, where: str, values: list[int], problem: str, now: datetime) -> list[Trouble]:
    waiting = f"{where} AND state = 'waiting'"
    rows = list(select(database, f"SELECT * FROM outbox WHERE {waiting} AND kind = 'say'", values))
    database.execute(
        f"UPDATE outbox SET state = 'failed', problem = ?, settled_at = ?, payload = NULL WHERE {waiting}",
        [problem, stamp(now), *values],
    )
    return [as_trouble(row | {"state": "failed"}) for row in rows]


def send_again(database: Database, parcel_id: int, team_ids: Iterable[int], now: datetime) -> int | None:
    """Let an uncertain message of one of these teams wait again; return its chat, or None if there is none."""
    teams = list(team_ids)
    marks = ", ".join("?" * len(teams))
    row = database.execute(
        "UPDATE outbox SET state = 'waiting', send_after = ?, expires_at = ?"
        f" WHERE id = ? AND state = 'uncertain' AND payload IS NOT NULL AND team_id IN ({marks}) RETURNING chat_id",
        [stamp(now), stamp(now + timedelta(hours=3)), parcel_id, *teams],
    ).fetchone()
    return int(row[0]) if row else None


def _forget_words(database: Database, parcel_id: int) -> None:
    database.execute("UPDATE outbox SET payload = NULL WHERE id = ?", [parcel_id])


def _settle(
    database: Database,
    parcel_id: int,
    state: str,
    *,
    expected: tuple[str, ...],
    problem: str | None = None,
    now: datetime | None = None,
    attempts: int = 0,
) -> bool:
    marks = ", ".join("?" * len(expected))
    cursor = database.execute(
        "UPDATE outbox SET state = ?, problem = ?, settled_at = ?, attempts = attempts + ?"
        f" WHERE id = ? AND state IN ({marks})",
        [state, problem, stamp(now) if now else None, attempts, parcel_id, *expected],
    )
    return bool(cursor.rowcount)


def _as_parcel(row: dict[str, Any]) -> Parcel:
    return Parcel(
        id=row["id"],
        team_id=row["team_id"],
        session_id=row["session_id"],
        purpose=Purpose(row["purpose"], row["about"], row["page"]),
        chat_id=row["chat_id"],
        content=OUTGOING.validate_json(row["payload"]),
        attempts=row["attempts"],
        expires_at=instant(row["expires_at"]),
    )
