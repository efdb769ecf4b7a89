"""Halting: a case stands still while nobody can be spoken to in its group, and goes on when they can."""

from datetime import datetime

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, leading
from bot.core.purposes import STEP
from bot.core.session import moving
from bot.core.session.state import Session
from bot.storage import messages, sessions


def halt(occasion: Occasion, *, is_all: bool) -> bool:
    """Stop the clock of the team's case, unless it has a topic of its own that is not concerned; return whether."""
    session = sessions.case_in(occasion.database, occasion.here.id)
    if session is None or session.state.phase != "running" or not (is_all or session.topic_id is None):
        return False
    finding.keep(occasion, session, moving.pause(session.state, occasion.now))
    return True


def resume(occasion: Occasion, since: datetime | None) -> Session | None:
    """Let the clock of a case run again that was stopped at an instant or later; return the case, if there was one."""
    session = sessions.case_in(occasion.database, occasion.here.id)
    if session is None or since is None or session.state.paused_at is None or session.state.paused_at < since:
        return None
    return finding.keep(occasion, session, moving.resume(session.state, occasion.now, finding.calendar(occasion)))


def let_go_on(occasion: Occasion) -> None:
    """Let a case go on that was stopped since something was in the way, and say its step if nobody could read it."""
    session = resume(occasion, occasion.here.barred_at)
    if session is None:
        return
    if not messages.is_said(occasion.database, session.id, STEP.of(session.state.position)):
        leading.open_step_again(occasion, session)
    leading.advance_if_complete(occasion, session)
