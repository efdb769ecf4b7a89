"""Unread: whether what somebody writes in their own chat may be for an earlier step than the one that is on."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.purposes import ABOUT_STEP, STEP
from bot.core.session.modes import Shown
from bot.core.session.state import Session
from bot.core.session.taking_part import is_listening, spoken
from bot.core.step import Step
from bot.storage import entries, messages


def is_unread(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody who wrote in private had last read there a step of whose words nobody else reads who wrote
    them, and not the one that is on, in which others do; or nothing, where people talk in the group; or sits at a table
    where nothing need be typed now. Whoever has given something to this step in private since it opened knows it."""
    told = messages.said_in(occasion.database, session.id, occasion.who.id)
    # Telegram tells when somebody wrote in whole seconds.
    read = [purpose for _, at, purpose in told if at.replace(microsecond=0) <= occasion.at]
    last = next((purpose.number or 0 for purpose in reversed(read) if purpose.is_a(STEP, ABOUT_STEP)), None)
    if last == session.state.position or not _is_read_by_name(session.state.now_on.step):
        return False
    if occasion.who.id in session.state.given and _has_given(occasion, session):
        return False
    if spoken(session.state) == "aloud" or not session.state.now_on.step.way.waits_for_all:
        # What a group talks about nobody is asked for in private.
        return True
    if last is None:
        return False
    then = session.at_step(last).state
    return is_listening(then, occasion.who.id) or not _is_read_by_name(then.now_on.step)


def _has_given(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody contributed in private to the step that is on since it opened, and not just before it did
    so again: what is written in the group stands there with one's name anyhow."""
    since, step = finding.opened_at(occasion, session), session.step
    return entries.count_in_step(occasion.database, session.id, step, occasion.who.id, since, solo=True) > 0


def _is_read_by_name(step: Step) -> bool:
    return step.way.by_words and step.way.is_named and step.way.shown is not Shown.NEVER
