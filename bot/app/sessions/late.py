"""Late: what still comes once a question has closed, until the next one of the rhythm, by name or for oneself."""

from dataclasses import dataclass
from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import counting, finding
from bot.core.model import Entry
from bot.core.outgoing import Edit, Keyboard
from bot.core.privacy import Viewer, visible
from bot.core.purposes import EDIT, PROMPT, Purpose
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import entries, messages, sessions
from bot.storage.contributions import Contribution

# A rhythm may stand still for the summer; what is older was asked in another school year.
FARTHEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that came after its question, called by its title, had closed."""

    title: str
    entry: Entry


def takes(occasion: Occasion, session: Session) -> bool:
    """Tell whether a question that has closed still takes answers: until its team's rhythm brings the next one."""
    is_closed = session.state.terms is REFLECTION and session.state.phase == "ended"
    return is_closed and not sessions.is_followed(occasion.database, session)


def is_late(occasion: Occasion, own: Contribution) -> bool:
    """Tell whether something was written after its question had closed, and whose it is may still say who reads it."""
    session = sessions.find(occasion.database, own.session_id, REFLECTION, own.team_id)
    return session is not None and own.at >= session.state.due_at and takes(occasion, session)


def told_with(occasion: Occasion, session: Session) -> list[Late]:
    """Return the late answers that the summary of a question tells: those between the one before it of the rhythm and
    itself. A question that somebody asked outside the rhythm tells none."""
    if session.moment_id is None:
        return []
    opened_at = session.state.started_at
    before = sessions.asked_between(occasion.database, session.team_id, opened_at - FARTHEST, opened_at)
    start = max((one.state.started_at for one in before if one.moment_id), default=opened_at - FARTHEST)
    closed = {one.id: one for one in before}
    found = visible(Viewer(session.team_id), entries.of_team(occasion.database, session.team_id, start, opened_at))
    return [
        Late(finding.title(occasion, closed[entry.session_id]), entry)
        for entry in found
        if entry.session_id in closed and entry.at >= closed[entry.session_id].state.due_at
        if entry.author and counting.is_news(occasion, entry)
    ]


def leave_one_button(occasion: Occasion, session: Session) -> None:
    """Leave one button under a question that has closed: to answer late, in private; none where that is over too."""
    put_under(occasion, session, PROMPT, keyboard(occasion, session))


def keyboard(occasion: Occasion, session: Session) -> Keyboard:
    """Return what stands under a question that has closed: the way to answer late, or nothing."""
    return ((finding.way_to_answer(occasion, session),),) if takes(occasion, session) else ()


def end(occasion: Occasion) -> None:
    """Take late answers no more: the rhythm brings the next question now."""
    asked = sessions.asked_between(occasion.database, occasion.here.id, occasion.now - FARTHEST, occasion.now)
    for session in reversed(asked):
        if session.state.phase == "ended":
            put_under(occasion, session, PROMPT, ())
        if session.moment_id is not None:
            # Of those before it the rhythm took the buttons when it brought this one.
            break


def put_under(occasion: Occasion, session: Session, purpose: Purpose, buttons: Keyboard) -> None:
    """Put other buttons under what a session said last in its group for some purpose."""
    chat_id = occasion.here.place.chat_id
    message_id = messages.latest_sent(occasion.database, session.id, chat_id, purpose)
    if message_id is not None and occasion.here.is_present:
        occasion.do(Edit(message_id=message_id, keyboard=buttons), chat_id, EDIT, session)
