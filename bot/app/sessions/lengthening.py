"""Lengthening: a step gets half its time more, once where several press for it together."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, facilitating, finding, leading, telling
from bot.core.session import moving, steerers
from bot.core.session.state import Session


def extend(occasion: Occasion, argument: str) -> None:
    """Answer /extend and its button: half the step's time more, in working days of those it concerns."""
    found = facilitating.led(occasion, argument)
    if found is None:
        return
    session = found[0]
    if not _is_just_done(occasion, session):
        longer = moving.extend(session.state, occasion.now, finding.calendar(occasion))
        session = telling.tell_anew(occasion, session.at(longer)) if longer.paused_at is None else session.at(longer)
        occasion.house.lengthened[session.id] = (longer.position, occasion.now)
    session = finding.keep(occasion, session, session.state)
    occasion.hint("facilitating.extended", until=session.state.due_at, minutes=cards.minutes_left(occasion, session))
    leading.show_anew(occasion, session)


def _is_just_done(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody pressed for the same a moment ago: two who do so together want it once."""
    position, at = occasion.house.lengthened.get(session.id, (None, occasion.now))
    is_same = occasion.is_press and position == session.state.position
    return is_same and occasion.now < at + steerers.TOGETHER


COMMANDS = (Command("extend", "langer", {"group": extend, "private": extend}, in_menu=GROUP, place=80),)
