"""A step in private: the way to it from the group, and what somebody sees of it there."""

from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, finding
from bot.core.outgoing import Button
from bot.core.purposes import STEP
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import WALKTHROUGHS
from bot.storage import sessions, talks


def open_private(occasion: Occasion, code: str) -> None:
    """Show somebody in private the step that is on; what they write here next is for this walkthrough."""
    session = sessions.find_by_code(occasion.database, code, *WALKTHROUGHS)
    if session is None or session.state.is_over or not finding.is_near(occasion, session):
        occasion.answer("contributing.over")
        return
    occasion.enter_team(session.team_id)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=session.id)
    show_step(occasion, session)


def show_step(occasion: Occasion, session: Session) -> None:
    """Show in private the step that is on, as far as it is this person's, with the list there is to label."""
    if occasion.who.id not in session.state.people:
        finding.turn_away(occasion, session)
        return
    state = session.state
    occasion.answer(
        "contributing.step",
        cards.private_keyboard(occasion, session, occasion.who),
        session=session,
        purpose=STEP.of(state.position),
        team=occasion.here.name,
        is_yours=occasion.who.id in taking_part.addressed(state),
        is_listening=taking_part.is_listening(state, occasion.who.id),
        **cards.how(occasion, session, occasion.language, "in_private", occasion.who),
    )


def link(occasion: Occasion, session: Session) -> Button:
    """Return the button that leads from the group to the step that is on, in private."""
    return Button(label=occasion.label("step_write"), link=occasion.house.link(f"step-{session.code}"))


def point_there(occasion: Occasion, argument: str) -> None:
    """Answer /write in the group with the way to the step that is on, in private."""
    session = finding.meant_in_group(occasion)
    if session:
        occasion.answer("contributing.this_way", ((link(occasion, session),),))


def write(occasion: Occasion, argument: str) -> None:
    """Answer /write in private: show the step that is on."""
    session = finding.meant_in_private(occasion, for_words=True)
    if session:
        open_private(occasion, session.code)


COMMANDS = (Command("write", "schrijf", {"group": point_there, "private": write}, in_menu=BOTH, place=110),)
