"""Lengthening: a step gets half its time more, once where several press for it together."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, facilitating, finding, leading, telling
from bot.core.purposes import ABOUT_STEP
from bot.core.session import moving, steerers, taking_part
from bot.core.session.state import Session


def extend(occasion: Occasion, argument: str) -> None:
    """Answer /extend and its button: half the step's time more, in working days of those it concerns."""
    found = facilitating.led(occasion, argument)
    if found is None:
        return
    session = found[0]
    if _is_just_done(occasion, session):
        session = finding.keep(occasion, session, session.state)
    else:
        session = wait_longer(occasion, session)
        occasion.house.lengthened[session.id] = (session.state.position, occasion.now)
    occasion.hint("facilitating.extended", until=session.state.due_at, minutes=cards.minutes_left(occasion, session))


def wait_longer(occasion: Occasion, session: Session, *, is_late: bool = False) -> Session:
    """Give a step more time, and return where it stands; where one `is_late` who was to do it for all, anybody may from
    now on, and the group hears so."""
    state = taking_part.left_to_all(session.state) if is_late else session.state
    longer = session.at(moving.extend(state, occasion.now, finding.calendar(occasion)))
    is_anybodys = is_late and taking_part.leads_step(longer.state) != taking_part.leads_step(session.state)
    session = telling.tell_anew(occasion, longer) if longer.state.paused_at is None else longer
    session = finding.keep(occasion, session, session.state)
    leading.show_anew(occasion, session)
    if is_anybodys:
        title = occasion.in_team_words(session.state.now_on.step.title)
        purpose, until = ABOUT_STEP.of(session.state.position), session.state.due_at
        occasion.say("leading.anybodys", session=session, purpose=purpose, is_silent=True, title=title, until=until)
    return session


def _is_just_done(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody pressed for the same a moment ago: two who do so together want it once."""
    position, at = occasion.house.lengthened.get(session.id, (None, occasion.now))
    is_same = occasion.is_press and position == session.state.position
    return is_same and occasion.now < at + steerers.TOGETHER


COMMANDS = (Command("extend", "langer", {"group": extend, "private": extend}, in_menu=GROUP, place=80),)
