"""Silence: who was waited for in vain, in the step that is on and in two in a row."""

from dataclasses import replace
from datetime import datetime

from bot.core.session.state import State
from bot.core.session.taking_part import addressed, awaited, is_one_enough, spoken


def silent(state: State) -> frozenset[int]:
    """Return who was waited for in vain in the step that is on, or in the last one that addressed them."""
    if not _waits_for_all(state):
        return state.lately_silent - state.heard - state.given
    unasked = state.lately_silent - addressed(state)
    return (unasked | awaited(state) - state.given) & state.people


def _waits_for_all(state: State) -> bool:
    """Tell whether silence in the step that is on means anything."""
    return state.now_on.step.way.waits_for_all and not is_one_enough(state) and not spoken(state)


def silent_twice(before: State, after: State) -> frozenset[int]:
    """Return who was not heard in two steps in a row that waited for them, now that a step has closed."""
    if after.position <= before.position or not _waits_for_all(before):
        return frozenset()
    return before.lately_silent & (awaited(before) - before.given) & after.people


def reckon_silence(before: State, after: State, now: datetime) -> tuple[State, frozenset[int]]:
    """Return the state now that a step has closed, and who is asked whether they are still in.

    Once asked, somebody is asked again after two more steps; in a step that was closed before its time nobody was.
    """
    if now < before.due_at:
        return replace(after, lately_silent=after.lately_silent & before.lately_silent), frozenset()
    quiet = silent_twice(before, after)
    return replace(after, lately_silent=after.lately_silent - quiet), quiet
