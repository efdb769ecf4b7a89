"""Announcing: what whoever is asked to take part in a session wants to know beforehand."""

from typing import Any

from bot.core.session import lasting
from bot.core.session.state import Session

# What is told only to whoever is asked to take part.
NOTHING: dict[str, Any] = {
    "needed": 0,
    "takes": 0,
    "around": 0,
    "weeks": 0,
    "has_topic": False,
    "is_kept": False,
    "intends": False,
    "agrees": False,
    "takes_away": False,
}


def beforehand(session: Session) -> dict[str, Any]:
    """Return what all of a session takes, in minutes and in weeks, and what of it stays: for the team, or for each
    alone."""
    state = session.state
    kept = {on.step.keeps for on in state.plan}
    agreed = any(on.step.keeps == "commitment" and on.step.who == "facilitator" for on in state.plan)
    # Each turn takes what is the method's; the frame around it comes once.
    in_turns = state.outline.case == "each"
    minutes = lasting.minutes(state.plan, is_in_one_go=state.pace == "live" and not in_turns)
    minutes += lasting.minutes_to_read(state.plan, state.outline.size[0]) if state.pace == "live" else 0
    around = lasting.frame_minutes(state.plan) if in_turns else 0
    own = tuple(on for on in state.plan if not (in_turns and on.is_frames))
    weeks = lasting.weeks(own, state.pace)
    return {
        "needed": state.outline.size[0],
        "takes": lasting.in_fives(minutes),
        "around": lasting.in_fives(around),
        "weeks": weeks,
        "has_topic": session.topic_id is not None,
        "is_kept": "outcome" in kept,
        "intends": "commitment" in kept and not agreed,
        "agrees": agreed,
        "takes_away": "lesson" in kept,
    }
