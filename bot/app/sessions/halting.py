"""Halting: a case stands still while nobody can be spoken to in its group, and goes on when they can."""

from datetime import datetime

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, leading
from bot.core.purposes import STEP
from bot.core.session import moving
from bot.core.session.state import Session
from bot.storage import messages, sessions


def halt(occasion: Occasion, *, is_all: bool) -> bool:
    """Stop the clock of the team's walkthroughs, but of those with a topic of their own that is not concerned; return
    whether there were any."""
    concerned = [
        session
        for session in sessions.walkthroughs_in(occasion.database, occasion.here.id)
        if session.state.phase == "running" and (is_all or session.topic_id is None)
    ]
    for session in concerned:
        finding.keep(occasion, session, moving.pause(session.state, occasion.now))
    return bool(concerned)


def resume(occasion: Occasion, since: datetime | None) -> list[Session]:
    """Let the clock of walkthroughs run again that was stopped at an instant or later; return those."""
    calendar = finding.calendar(occasion)
    return [
        finding.keep(occasion, session, moving.resume(session.state, occasion.now, calendar))
        for session in sessions.walkthroughs_in(occasion.database, occasion.here.id)
        if since is not None and session.state.paused_at is not None and session.state.paused_at >= since
    ]


def let_go_on(occasion: Occasion) -> None:
    """Let walkthroughs go on that were stopped since something was in the way, and say a step nobody could read."""
    for session in resume(occasion, occasion.here.barred_at):
        if not messages.is_said(occasion.database, session.id, STEP.of(session.state.position)):
            leading.open_step_again(occasion, session)
        leading.advance_if_complete(occasion, session)
