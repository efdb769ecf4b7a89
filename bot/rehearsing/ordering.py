"""In which order the people who are played act in a step."""

from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.rehearsing.company import Company
from bot.sandbox.people import Person


def in_order(company: Company, session: Session) -> list[Person]:
    """Return who is played, in the order in which they act: whoever leads lets the others go first, whoever listens or
    answers the others comes last."""
    state = session.state
    is_talk = state.now_on.step.way.is_for_all_in or state.now_on.step.way.owner_listens
    last = taking_part.owners_now(state) if is_talk else frozenset()
    return sorted(_one_by_one(company, session), key=lambda one: (one.id in last, one.id == state.facilitator))


def _one_by_one(company: Company, session: Session) -> list[Person]:
    """Return who is played as they stand; where they sit together and speak one by one, as the bot names them then:
    another first each session."""
    state = session.state
    if not state.now_on.step.in_turn or state.pace != "live":
        return company.played
    others = taking_part.addressed(state) - {state.facilitator}
    named = sorted((one for one in company.people if one.id in others), key=lambda one: one.name)
    first = session.id % max(len(named), 1)
    places = {one.id: at for at, one in enumerate([*named[first:], *named[:first]])}
    return sorted(company.played, key=lambda one: places.get(one.id, len(places)))


def share(lines: list[str], at: int, among: int, *, keeps_order: bool) -> list[str]:
    """Return what one who speaks at a place from 0, `among` so many, says of some lines: each in turn, or where one
    thing said leads to the next what comes one after another, and the last ones what is left."""
    if not keeps_order or len(lines) <= among:
        return lines[at::among]
    each, more = divmod(len(lines), among)
    begins = at * each + max(at - (among - more), 0)
    return lines[begins : begins + each + (at >= among - more)]
