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
