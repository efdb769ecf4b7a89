"""Steerers: who may move a session on, lead it, and break it off."""

from bot.core.session.state import State
from bot.core.session.taking_part import is_in_turns


def may_steer(state: State, person: int) -> bool:
    """Tell whether somebody may move the session on: the facilitator, or anybody if it is silent or the bot."""
    if person not in state.people or state.is_over:
        return False
    return state.facilitator in (None, person) or is_facilitator_silent(state)


def may_erase(state: State, person: int) -> bool:
    """Tell whether somebody may break off a session and erase what was said: who leads it, or whose case it is."""
    is_nobodys = not state.owners and state.facilitator is None and person in state.people
    return is_nobodys or person == state.facilitator or person in state.owners


def is_facilitator_silent(state: State) -> bool:
    """Tell whether the facilitator did nothing for a whole step, or is waited for in vain."""
    return state.facilitator is not None and (state.position > state.seen + 1 or state.is_stuck)


def may_facilitate(state: State, person: int) -> bool:
    """Tell whether somebody may lead the session: anybody in it but whose case it is."""
    is_torn = person in state.owners and not is_in_turns(state)
    return person in state.people and not is_torn
