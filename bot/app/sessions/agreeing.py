"""Agreeing: the one agreement that a group makes about what an instrument showed, written down by one of them."""

from bot.app.commitments import intending
from bot.app.context import screening
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.events import Wrote
from bot.core.legible import has_words
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.storage import sessions, talks


def open_here(occasion: Occasion, code: str) -> None:
    """Ask somebody in private to write down what their group agreed on; what they write here next is that."""
    session = sessions.find_by_code(occasion.database, code, INSTRUMENT)
    instrument = session.state.outline.instrument if session else None
    if session is None or instrument is None or not finding.is_near(occasion, session):
        occasion.hint("privately.gone")
        return
    occasion.enter_team(session.team_id)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=session.id)
    occasion.answer(
        "measuring.agree",
        title=finding.title(occasion, session, occasion.language),
        team=occasion.here.name,
        agreement=instrument.agreement.in_(occasion.language),
    )


def take(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Keep an agreement as what its writer sees to: they choose when to be asked, and whether it goes on the board."""
    if not finding.is_near(occasion, session):
        occasion.answer("privately.gone")
        return
    occasion.enter_team(session.team_id)
    if not session.state.is_over:
        occasion.answer("measuring.by_button", until=session.state.due_at)
    elif not has_words(what.text):
        occasion.answer("answering.wordless")
    else:
        talks.end(occasion.database, occasion.who.id)
        intending.note_words(occasion, session, what.text)
        screening.look_alone(occasion, what.text)
