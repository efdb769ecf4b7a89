"""Troubles: messages that did not certainly arrive, without their words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.core.purposes import Purpose
from bot.storage.database import instant, select, stamp

# Written as in the index of the same rows, so that SQLite uses it.
TROUBLED = "kind = 'say' AND state IN ('uncertain', 'failed', 'expired')"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message that did not certainly arrive. `purpose` names the occasion, `problem` what the messenger said."""

    id: int
    team_id: int | None
    session_id: int | None
    purpose: Purpose
    state: str
    at: datetime
    problem: str | None
    chat_id: int = 0


def since(database: Database, start: datetime, team_id: int | None = None) -> list[Trouble]:
    """Return the messages that were uncertain, failed or expired since an instant, of a team or of all."""
    where, parameters = (" AND team_id = ?", [team_id]) if team_id is not None else ("", [])
    rows = select(
        database,
        f"SELECT * FROM outbox WHERE {TROUBLED} AND created_at >= ?{where} ORDER BY id",
        [stamp(start), *parameters],
    )
    return [as_trouble(row) for row in rows]


def as_trouble(row: dict[str, Any]) -> Trouble:
    """Return the trouble that a row of `outbox` stands for."""
    return Trouble(
        row["id"],
        row["team_id"],
        row["session_id"],
        Purpose(row["purpose"], row["about"], row["page"]),
        row["state"],
        instant(row["created_at"]),
        row["problem"],
        row["chat_id"],
    )
