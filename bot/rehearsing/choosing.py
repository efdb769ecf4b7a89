"""What somebody who is played chooses of what is put to a vote."""

from bot.core.session.state import Session
from bot.rehearsing.company import Company
from bot.sandbox.people import Person
from bot.storage import entries

EACH_THIRD = 3


def chosen(company: Company, session: Session, person: Person, speaker: int, offered: list[str]) -> list[str]:
    """Return the commands of what somebody chooses, who speaks at a place from 0: what the visitor brought, or else the
    first ones, and every third person something else as well, though not whoever leads, who may have put it down.

    The bot takes as many as the step allows, and no more than half of a list.
    """
    most = min(session.state.now_on.step.choose, max(len(offered) // 2, 1))
    own = _of_visitor(company, session, offered)
    if own is not None:
        return (offered[own:] + offered[:own])[:most]
    is_other = speaker % EACH_THIRD == EACH_THIRD - 1 and person.id != session.state.facilitator
    return [*offered[: most - 1], *offered[most : most + 1]] if is_other and len(offered) > most else offered[:most]


def _of_visitor(company: Company, session: Session, offered: list[str]) -> int | None:
    """Return which of the cases offered is the visitor's, from 0."""
    visitor, state = company.visitor, session.state
    if visitor is None or state.now_on.key != "choose":
        return None
    at = next(at for at, planned in enumerate(state.plan) if planned.key == "collect")
    found = entries.of_kind(company.house.database, session.id, at + 1, "candidate")
    own = {
        f"vote {session.id} {state.position} {entry.id}"
        for entry in found
        if entry.author and entry.author.id == visitor.id
    }
    return next((at for at, data in enumerate(offered) if data in own), None)
