"""Arrangements: how a team is set and what it is owed when, as one value, to be compared, kept and put back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.storage import programmes
from bot.storage.database import select, stamp
from bot.storage.schedules import BY_HAND

# What coordinators set of a team, beside its rhythms. For how long words are kept is nothing to be undone by a press.
COLUMNS = (
    "language",
    "timezone",
    "region",
    "pauses",
    "free_days",
    "open_days",
    "has_overviews",
    "is_blind",
    "after_case",
    "left_out",
)
RHYTHM = ("kind", "what", "every", "days", "at", "nth", "until", "on_free", "dates", "anchor", "meets_at")
# What an arrangement of before can't hold stands in one only where it says something.
LATER = ("meets_at",)
Arrangement = dict[str, Any]


def of_team(database: Database, team_id: int, now: datetime) -> Arrangement:
    """Return how a team is arranged: its settings, its rhythms by kind, and what was decided of moments to come."""
    row = next(select(database, f"SELECT {', '.join(COLUMNS)} FROM teams WHERE id = ?", [team_id]))
    rhythms = select(database, "SELECT * FROM schedules WHERE team_id = ? AND kind <> 'after' ORDER BY kind", [team_id])
    skipped = select(
        database,
        "SELECT kind, slot FROM moments JOIN schedules ON schedules.id = schedule_id"
        " LEFT JOIN beforehand USING (schedule_id, slot)"
        " WHERE team_id = ? AND kind <> 'after' AND reason = ? AND coalesce(comes_at, slot) > ? ORDER BY kind, slot",
        [team_id, BY_HAND, stamp(now)],
    )
    return {
        "team": {column: row[column] for column in COLUMNS},
        "rhythms": {rhythm["kind"]: rhythm_kept(rhythm) for rhythm in rhythms},
        "skipped": [[one["kind"], one["slot"]] for one in skipped],
        "beforehand": _beforehand(database, team_id, now),
        **_programme(database, team_id),
    }


def rhythm_kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a row of `schedules` what an arrangement holds."""
    return {column: row[column] for column in RHYTHM if column not in LATER or row[column] is not None}


def _programme(database: Database, team_id: int) -> dict[str, Any]:
    """Return which programme a team goes through, and where in it the team is, which time changes by itself."""
    kept = programmes.as_kept(database, team_id)
    return {"programme": kept["programme"] if kept else None, "course": kept}


def _beforehand(database: Database, team_id: int, now: datetime) -> list[list[str | None]]:
    """Return what was decided of moments to come: of which, when they come instead, and what they ask."""
    rows = select(
        database,
        "SELECT kind, slot, comes_at, method FROM beforehand JOIN schedules ON schedules.id = schedule_id"
        " WHERE team_id = ? AND kind <> 'after' AND coalesce(comes_at, slot) > ? ORDER BY kind, slot",
        [team_id, stamp(now)],
    )
    return [[row["kind"], row["slot"], row["comes_at"], row["method"]] for row in rows]


def since(arrangement: Arrangement, now: datetime) -> Arrangement:
    """Return an arrangement without what was decided of moments until now, nor where in a programme the team was, so
    that it compares with another."""
    ahead = [one for one in arrangement["beforehand"] if (one[2] or one[1]) > stamp(now)]
    put_off = [[one[0], one[1]] for one in ahead]
    skipped = [one for one in arrangement["skipped"] if one[1] > stamp(now) or one in put_off]
    programme = _in_any_order(arrangement["programme"])
    return {**arrangement, "skipped": skipped, "beforehand": ahead, "programme": programme, "course": None}


def is_same_programme(one: Arrangement, other: Arrangement) -> bool:
    """Tell whether two arrangements have the same programme with the same items, or none."""
    return _in_any_order(one["programme"]) == _in_any_order(other["programme"])


def _in_any_order(programme: str | None) -> str | None:
    """Return a programme so that two with the same items in each phase are the same: what has come stands first."""
    if programme is None:
        return None
    read = json.loads(programme)
    for phase in read["phases"]:
        phase["items"].sort(key=str)
    return json.dumps(read)


def set_team(database: Database, team_id: int, arrangement: Arrangement) -> None:
    """Give a team the settings of an arrangement; its rhythms are worked out by who knows what time it is."""
    values = [arrangement["team"][column] for column in COLUMNS]
    database.execute(f"UPDATE teams SET {', '.join(f'{one} = ?' for one in COLUMNS)} WHERE id = ?", [*values, team_id])


def as_text(arrangement: Arrangement) -> str:
    """Return an arrangement as it is kept."""
    return json.dumps(arrangement, ensure_ascii=False)


def as_arrangement(text: str) -> Arrangement:
    """Return the arrangement that was kept."""
    found: Arrangement = json.loads(text)
    # What was kept before these could be set is set as it was then.
    rhythms = {kind: {"dates": "", **rhythm} for kind, rhythm in found["rhythms"].items()}
    team = {"after_case": None, "left_out": "", **found["team"]}
    return {"beforehand": [], "programme": None, "course": None, **found, "team": team, "rhythms": rhythms}
