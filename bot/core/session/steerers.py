"""Steerers: who may move a session on, lead it, and break it off."""

from datetime import datetime, timedelta

from bot.core.session.state import State
from bot.core.session.taking_part import addressed, is_in_turns, owners_now, spoken

# Two who press “next” together for the same step do so within this.
TOGETHER = timedelta(seconds=20)


def may_steer(state: State, person: int) -> bool:
    """Tell whether somebody may move the session on: the facilitator, or anybody if it is silent, the bot, or about
    them."""
    if person not in state.people or state.is_over:
        return False
    return state.facilitator in (None, person) or is_facilitator_silent(state) or is_facilitators_turn(state)


def is_facilitators_turn(state: State) -> bool:
    """Tell whether it is about whoever leads now, where people take turns: then another does so for a while."""
    return is_in_turns(state) and not state.is_over and state.facilitator in owners_now(state)


def beginning_own_turn(state: State) -> frozenset[int]:
    """Return who leads, at the first step of a turn that is about them: another does so for a while."""
    before = state.plan[state.position - 1] if state.position else None
    is_first = before is None or before.is_frames or before.turn != state.now_on.turn
    is_theirs = is_first and not state.now_on.is_frames and is_facilitators_turn(state)
    return frozenset(filter(None, [state.facilitator])) if is_theirs else frozenset()


def may_go_on(state: State, person: int) -> bool:
    """Tell whether somebody may close the step that is on: whoever may steer, and whoever alone has the floor."""
    return may_steer(state, person) or (has_floor(state, person) and not state.is_over)


def is_new(state: State, now: datetime) -> bool:
    """Tell whether the step that is on opened only just and nobody did anything there yet: one who presses now may mean
    the step before."""
    return state.opened_at <= now < state.opened_at + TOGETHER and not state.heard | state.given


def has_floor(state: State, person: int) -> bool:
    """Tell whether somebody alone tells something of their case at one table: they know when they have said it."""
    return spoken(state) is not None and state.now_on.step.who == "owner" and addressed(state) == {person}


def may_erase(state: State, person: int) -> bool:
    """Tell whether somebody may break off a session and erase what was said: who leads it, or whose case it is."""
    is_nobodys = not state.owners and state.facilitator is None and person in state.people
    return is_nobodys or person == state.facilitator or person in state.owners


def is_facilitator_silent(state: State) -> bool:
    """Tell whether the facilitator did nothing for a whole step, or is waited for in vain."""
    return state.facilitator is not None and (state.position > state.seen + 1 or state.is_stuck)


def is_handed_over(state: State, person: int) -> bool:
    """Tell whether somebody who moves a session on leads it from then on. Whoever leads people at one table does so
    aloud, and is not silent where they press nothing; they are gone where they are waited for in vain."""
    is_gone = state.pace != "live" or state.is_stuck
    is_another = state.facilitator not in (None, person) and not is_facilitators_turn(state)
    return is_another and may_facilitate(state, person) and is_gone


def may_facilitate(state: State, person: int) -> bool:
    """Tell whether somebody may lead the session: anybody in it but whose case it is."""
    is_torn = person in state.owners and not is_in_turns(state)
    return person in state.people and not is_torn
