"""Ended: what a group reads at the end of a session of whom is asked what, and when its words go."""

from datetime import datetime
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, put_down
from bot.core.outgoing import Keyboard
from bot.core.session.state import Planned, Session
from bot.storage import cleanings, commitments, entries, outcomes, sessions


def facts(occasion: Occasion, session: Session, clean_at: datetime) -> dict[str, Any]:
    """Return what the sentence at the end of a session says of it, as things stand."""
    intended = commitments.of_session(occasion.database, session.id)
    # What one of them put down for all, where nobody was asked for an intention of their own.
    asks_all = any(planned.key == "commit" or planned.step.who != "facilitator" for planned in _intending(session))
    agreed = [] if asks_all else [one for one in intended if one.ask_at]
    return {
        "method": finding.title(occasion, session),
        "commitments": len(intended),
        "agreed": [{"name": one.name, "at": one.ask_at} for one in agreed],
        "is_on_board": any(one.is_shared for one in agreed),
        "clean_at": clean_at,
        "has_topic": session.topic_id is not None,
        "has_lessons": _has_lessons(occasion, session),
        "has_outcomes": outcomes.has_any(occasion.database, session.id),
        "is_missing": put_down.is_missing(occasion, session),
        "is_erased": False,
    }


def now_of(occasion: Occasion, session_id: int) -> tuple[str, Keyboard] | None:
    """Return what the message at the end of a session says now; None once its words are gone, or of one broken off."""
    session = sessions.walkthrough(occasion.database, session_id)
    clean_at = cleanings.owed_at(occasion.database, session_id)
    if session is None or session.state.phase != "ended" or clean_at is None:
        return None
    told = facts(occasion, session, clean_at)
    # What was agreed was there, since what is about it lets this message follow; all else is missed once, at first.
    told |= {"is_missing": False, "is_erased": told["is_missing"] and put_down.is_of_agreement(session)}
    return occasion.words("framing.ended", occasion.here.language, **told), ()


def _intending(session: Session) -> list[Planned]:
    return [planned for planned in session.state.plan if planned.step.keeps == "commitment"]


def _has_lessons(occasion: Occasion, session: Session) -> bool:
    steps = [at for at, planned in enumerate(session.state.plan, start=1) if planned.step.keeps == "lesson"]
    return any(entries.of_kind(occasion.database, session.id, step, "lesson") for step in steps)
