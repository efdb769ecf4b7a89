"""How a session moves: it opens, takes contributions, and closes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.legible import has_words
from bot.core.model import Session


class Verdict(StrEnum):
    """What becomes of a contribution."""

    NOTED = "noted"
    SKIPPED = "skipped"
    WORDLESS = "wordless"
    TOO_LATE = "too late"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after a contribution, and what became of that contribution."""

    session: Session
    verdict: Verdict


def takes(session: Session, at: datetime) -> bool:
    """Tell whether something done at an instant still counts: what was sent in time counts, whenever it arrives.

    Nothing is too early: an answer comes after its question, whatever a messenger's clock says.
    """
    return session.state != "cancelled" and at < session.due_at


def contribute(session: Session, person_id: int, text: str, at: datetime) -> Outcome:
    """Return the session after somebody wrote something, at the instant it was written."""
    if not takes(session, at):
        return Outcome(session, Verdict.TOO_LATE)
    if not has_words(text):
        return Outcome(session, Verdict.WORDLESS)
    heard, answered = session.heard | {person_id}, session.answered | {person_id}
    return Outcome(replace(session, heard=heard, answered=answered), Verdict.NOTED)


def skip(session: Session, person_id: int, at: datetime) -> Outcome:
    """Return the session after somebody skipped it, which is a valid answer."""
    if not takes(session, at):
        return Outcome(session, Verdict.TOO_LATE)
    return Outcome(replace(session, heard=session.heard | {person_id}), Verdict.SKIPPED)


def close(session: Session, now: datetime) -> Session:
    """Return the session after its deadline, with only numbers left of who took part."""
    return replace(
        session,
        state="closed",
        closed_at=now,
        available=len(session.expected | session.answered),
        took_part=len(session.answered),
        expected=frozenset(),
        heard=frozenset(),
        answered=frozenset(),
    )


def take_back(session: Session, person_id: int) -> Session:
    """Return the session after somebody withdrew all they had said; they were heard, as if they had skipped."""
    return replace(session, answered=session.answered - {person_id})
