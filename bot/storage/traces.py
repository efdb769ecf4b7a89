"""Traces: all that is kept about somebody beside what they wrote, told to that person alone."""

import json
from typing import Any

from sqlite_utils import Database

from bot.storage.database import instant, instant_or_none, select
from bot.storage.inbox import NAMING, naming

Trace = dict[str, Any]
# By its number what a team wrote itself is found.
TEAM = "teams.name AS team, teams.id AS team_id"
IN_TEAM = "JOIN sessions ON sessions.id = {0}.session_id JOIN teams ON teams.id = sessions.team_id"


def agreements_of(database: Database, person_id: int) -> list[Trace]:
    """Return which rules of consultation somebody accepted: team, version, at."""
    query = (
        "SELECT teams.name AS team, version, at FROM agreements JOIN teams ON teams.id = team_id"
        " WHERE person_id = ? ORDER BY at"
    )
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def invitations_of(database: Database, person_id: int) -> list[Trace]:
    """Return the offers of a role that somebody got or made and nobody took up yet: team, role, at, is_mine."""
    query = (
        "SELECT teams.name AS team, role, made_at AS at, coalesce(made_by = ?, 0) AS is_mine FROM invitations"
        " JOIN teams ON teams.id = team_id WHERE person_id = ? OR made_by = ? ORDER BY made_at"
    )
    rows = select(database, query, [person_id, person_id, person_id])
    return [row | {"at": instant(row["at"]), "is_mine": bool(row["is_mine"])} for row in rows]


def marks_of(database: Database, person_id: int) -> list[Trace]:
    """Return what somebody chose by button in steps that are on: team, method, terms, item, value."""
    query = (
        f"SELECT {TEAM}, method, sessions.terms AS terms, item, value FROM marks {IN_TEAM.format('marks')}"
        " WHERE person_id = ? ORDER BY marks.session_id, position, item"
    )
    return list(select(database, query, [person_id]))


def places_of(database: Database, person_id: int) -> list[Trace]:
    """Return the consultations that somebody was in or led, oldest first, also those that were broken off.

    Each with team, method, at, state, role, and how they stand in the step that is on.
    """
    query = (
        f"SELECT {TEAM}, method, sessions.opened_at AS at, sessions.state, turn, facilitator_id, is_in,"
        " (SELECT how FROM heard WHERE heard.session_id = sessions.id AND heard.person_id = participants.person_id"
        " AND heard.position = states.position) AS heard, is_away, was_silent, has_begun"
        f" FROM states {IN_TEAM.format('states')} LEFT JOIN participants ON"
        " participants.session_id = sessions.id AND person_id = ?1 WHERE sessions.id IN"
        " (SELECT session_id FROM participants WHERE person_id = ?1"
        " UNION SELECT session_id FROM states WHERE facilitator_id = ?1) ORDER BY sessions.id"
    )
    return [_place(row, person_id) for row in select(database, query, [person_id])]


def _place(row: Trace, person_id: int) -> Trace:
    leads = row["facilitator_id"] == person_id
    role = "owner" if row["turn"] is not None else "facilitator" if leads else "helper"
    told = {key: row[key] for key in ("team", "team_id", "method", "state", "heard")}
    flags = {key: bool(row[key]) for key in ("is_in", "is_away", "was_silent", "has_begun")}
    return told | flags | {"at": instant(row["at"]), "role": role, "leads": leads}


def messages_to(database: Database, person_id: int) -> list[Trace]:
    """Return what is kept of the bot's messages to somebody in private: team, at, purpose, state, and how it went."""
    query = (
        "SELECT teams.name AS team, purpose, kind, state, created_at AS at, settled_at, problem FROM outbox"
        " LEFT JOIN teams ON teams.id = team_id WHERE outbox.chat_id = ? AND outbox.chat_id > 0 ORDER BY outbox.id"
    )
    rows = select(database, query, [person_id])
    return [row | {"at": instant(row["at"]), "settled_at": instant_or_none(row["settled_at"])} for row in rows]


def digests_of(database: Database, person_id: int) -> list[Trace]:
    """Return which digests somebody was sent or is owed, to be shown again: team, at."""
    query = (
        "SELECT teams.name AS team, at FROM digests JOIN digest_weeks ON digest_weeks.id = week_id"
        " JOIN teams ON teams.id = team_id WHERE person_id = ? ORDER BY at"
    )
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def kept_out_of(database: Database, person_id: int) -> list[Trace]:
    """Return the consultations that somebody may not join, since they led the team when those were on: team, method."""
    query = f"SELECT {TEAM}, method FROM kept_out {IN_TEAM.format('kept_out')} WHERE person_id = ?"
    return list(select(database, query, [person_id]))


def albums_of(database: Database, person_id: int) -> list[Trace]:
    """Return when somebody sent pictures in one go in private, of the last day: at."""
    query = "SELECT at FROM albums WHERE chat_id = ? ORDER BY at"
    return [{"at": instant(row["at"])} for row in select(database, query, [person_id])]


def quoted_in(database: Database, person_id: int) -> int:
    """Return how many of the bot's messages are known to name somebody."""
    query = "SELECT count(*) FROM quotes WHERE kind = 'person' AND number = ?"
    return int(database.execute(query, [person_id]).fetchone()[0])


def updates_of(database: Database, person_id: int) -> list[Trace]:
    """Return the updates that name somebody and could not be handled: at, and the text where it is theirs."""
    query = f"SELECT received_at, raw FROM inbox WHERE state = 'aside' AND {NAMING} ORDER BY received_at"
    rows = select(database, query, naming(person_id))
    return [{"at": instant(row["received_at"]), "text": _own_text(row["raw"], person_id)} for row in rows]


def _own_text(raw: str, person_id: int) -> str:
    """Return what somebody wrote in an update; nothing where another wrote it, or it can't be read."""
    try:
        parts = json.loads(raw).values()
    except (ValueError, AttributeError):
        return ""
    own = [part for part in parts if isinstance(part, dict) and _sender(part) == person_id]
    return "\n".join(str(part[key]) for part in own for key in ("text", "caption", "data") if part.get(key))


def _sender(part: dict[str, Any]) -> object:
    sender = part.get("from")
    return sender.get("id") if isinstance(sender, dict) else None


def thanks_of(database: Database, person_id: int) -> list[Trace]:
    """Return the thanks on their way to somebody, or by them: team, method, at, is_mine."""
    query = (
        f"SELECT {TEAM}, method, at, by_person = ?1 AS is_mine"
        f" FROM thanks {IN_TEAM.format('thanks')} WHERE by_person = ?1 OR to_person = ?1 ORDER BY at"
    )
    rows = select(database, query, [person_id])
    return [row | {"at": instant(row["at"]), "is_mine": bool(row["is_mine"])} for row in rows]


def changes_of(database: Database, person_id: int) -> list[Trace]:
    """Return when somebody changed how a team is set, of what can be taken back: team, at."""
    query = (
        "SELECT teams.name AS team, at FROM changes JOIN teams ON teams.id = team_id WHERE person_id = ? ORDER BY at"
    )
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def question_drafts_of(database: Database, person_id: int) -> list[Trace]:
    """Return what somebody is writing for a team of theirs to be asked: team, title, text, follow_up, at."""
    query = (
        "SELECT teams.name AS team, question_drafts.title, text, follow_up, since AS at FROM question_drafts"
        " JOIN teams ON teams.id = team_id WHERE person_id = ? ORDER BY team_id"
    )
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def unplaced_of(database: Database, person_id: int) -> list[Trace]:
    """Return what somebody wrote in private and has not said what it is about, oldest first: text, at."""
    query = "SELECT text, said_at AS at FROM unplaced WHERE person_id = ? ORDER BY message_id"
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def practices_of(database: Database, person_id: int) -> list[Trace]:
    """Return the practices that somebody is or was in with another, oldest first: team, method, at, state, and
    the date agreed on (meets_at), or else that they are for (wants_at)."""
    query = (
        f"SELECT {TEAM}, method, started_at AS at, phase AS state, meets_at, wants_at FROM paired"
        " JOIN pairs ON pairs.session_id = paired.session_id JOIN sessions ON sessions.id = paired.session_id"
        " JOIN teams ON teams.id = coalesce(paired.team_id, sessions.team_id) WHERE person_id = ?"
        " ORDER BY paired.session_id"
    )
    found = select(database, query, [person_id])
    dates = ("at", "meets_at", "wants_at")
    return [row | {key: instant_or_none(row[key]) for key in dates} for row in found]


def calls_of(database: Database, person_id: int) -> list[Trace]:
    """Return the calls that are open in which somebody said they take part: team, method, until."""
    query = (
        f"SELECT {TEAM}, method, due_at AS until FROM called JOIN calls ON calls.id = call_id"
        " JOIN teams ON teams.id = team_id WHERE person_id = ? ORDER BY call_id"
    )
    return [row | {"until": instant(row["until"])} for row in select(database, query, [person_id])]


def allowed_by(database: Database, person_id: int) -> list[Trace]:
    """Return in which teams somebody let another share a line about what they did together: team, at."""
    query = (
        "SELECT teams.name AS team, at FROM allowed JOIN entries ON entries.id = entry_id"
        " JOIN teams ON teams.id = entries.team_id WHERE allowed.person_id = ? ORDER BY entry_id"
    )
    return [row | {"at": instant(row["at"])} for row in select(database, query, [person_id])]


def about(database: Database, person_id: int) -> Trace:
    """Return what is kept of somebody's private chat: whether it is open, and until when it takes words for marks;
    whether they want to hear of thanks, and when they last did; and since when no team knows them."""
    columns = "is_reachable, unknown_since, marks_refused_until, takes_thanks, thanked_at"
    row = next(select(database, f"SELECT {columns} FROM people WHERE id = ?", [person_id]))
    return {
        "is_reachable": bool(row["is_reachable"]),
        "unknown_since": instant_or_none(row["unknown_since"]),
        "marks_refused_until": instant_or_none(row["marks_refused_until"]),
        "takes_thanks": bool(row["takes_thanks"]),
        "thanked_at": instant_or_none(row["thanked_at"]),
    }
