"""What somebody who is played chooses of what is put to a vote."""

from bot.core.session.state import Session
from bot.rehearsing.company import Company
from bot.sandbox.people import Person
from bot.storage import entries

EACH_THIRD = 3
# Of a list, which one each has as their favourite, from 0: the first wins, and not by everybody.
FAVOURITES = (0, 1, 0, 0, 2, 1)


def chosen(company: Company, session: Session, person: Person, speaker: int, offered: list[str]) -> list[str]:
    """Return the commands of what somebody chooses, who speaks at a place from 0: what the visitor brought; or of
    a list as groups do, most of them the first ones and some others. Of fixed answers all choose the first, and
    every third person another, though not whoever leads, who may have put down what it is about.

    The bot takes as many as the step allows, and no more than half of a list.
    """
    step = session.state.now_on.step
    most = min(step.choose, max(len(offered) // 2, 1))
    own = _of_visitor(company, session, offered)
    if own is not None:
        return (offered[own:] + offered[:own])[:most]
    if not step.options and offered:
        favourite = FAVOURITES[speaker % len(FAVOURITES)] % len(offered)
        less_liked = most - favourite
        return [offered[favourite]] if most == 1 else [*offered[:less_liked], *offered[less_liked + 1 : most + 1]]
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
