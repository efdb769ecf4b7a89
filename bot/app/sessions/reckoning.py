"""Reckoning: what runs keeps to the days of its people and their team, as these are now."""

from bot.app.context import putting_off
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, leading, telling
from bot.core.session import moving
from bot.core.session.state import Session, State
from bot.storage import sessions


def for_person(occasion: Occasion, person_id: int) -> None:
    """Let the sessions that somebody is in, and what waits for them, keep to their working days and leave as now."""
    putting_off.for_person(occasion, person_id)
    for session in sessions.running_for(occasion.database, person_id):
        occasion.enter_team(session.team_id)
        if session.state.phase == "running":
            _keep_to(occasion, session, moving.timed(session.state, finding.calendar(occasion)))
    occasion.team = None


def for_team(occasion: Occasion) -> None:
    """Let the team's walkthroughs, and what waits for its people, keep to the days that its calendar has now."""
    putting_off.for_team(occasion)
    calendar = finding.calendar(occasion)
    for session in sessions.walkthroughs_in(occasion.database, occasion.here.id):
        if session.state.phase == "running":
            state = moving.timed(session.state, calendar)
            # A break that is taken back would leave a step without the time that it had.
            state = state if state.due_at > occasion.now else moving.extend(state, occasion.now, calendar)
            _keep_to(occasion, session, state)


def _keep_to(occasion: Occasion, session: Session, state: State) -> None:
    """Go on with a session as its days are now: with another deadline, perhaps, than people were to be told."""
    has_moved, session = state.due_at != session.state.due_at, session.at(state)
    leading.advance_if_complete(occasion, telling.tell_anew(occasion, session) if has_moved else session)
