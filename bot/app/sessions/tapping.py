"""Tapping: what somebody taps under a question counts as an answer of theirs, without a name."""

from collections.abc import Collection

from bot.app.context.command import BOTH, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import answering, finding, tapped
from bot.app.sessions.tapped import POSITION
from bot.core.model import Role
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.core.step import Bilingual
from bot.storage import contributions, marks, sessions


def tap(occasion: Occasion, argument: str) -> None:
    """Answer a button under a question: it counts as an answer, without a name; another one takes its place."""
    words = [as_number(word) for word in argument.split()]
    session = sessions.find(occasion.database, words[0], REFLECTION) if words else None
    if session is None or not finding.is_near(occasion, session):
        occasion.hint("answering.nothing_open")
        return
    occasion.enter_team(session.team_id)
    row = _row_of(occasion, session, words[1] if len(words) > 1 else 0)
    wanted = words[1] if row else 0
    is_on = taking_part.takes(session.state, occasion.at) and not session.state.is_over
    # Once taps are counted none can be, however early it was sent: it would only say who tapped what.
    if not is_on or not row:
        occasion.hint("answering.closed_for_good")
    elif occasion.roles & {Role.LEADER, Role.OBSERVER} or Role.MEMBER not in occasion.roles:
        occasion.hint("tapping.not_counted", is_leading=Role.LEADER in occasion.roles)
    elif wanted in marks.of_person(occasion.database, session.id, POSITION, occasion.who.id):
        _take_back(occasion, session, wanted)
    else:
        _keep(occasion, session, wanted, row)
        occasion.hint("tapping.tapped", label=occasion.in_team_words(row[wanted], occasion.language))


def _row_of(occasion: Occasion, session: Session, wanted: int) -> dict[int, Bilingual]:
    """Return the row that something to be tapped stands in, by number; nothing where there is none such."""
    return next((dict(row) for row in tapped.rows(occasion, session) if wanted in dict(row)), {})


def _keep(occasion: Occasion, session: Session, wanted: int, row: Collection[int]) -> None:
    """Keep what somebody tapped, in place of another of its row."""
    here = (session.id, POSITION, occasion.who.id)
    for before in marks.of_person(occasion.database, *here).keys() & set(row):
        marks.drop(occasion.database, *here, before)
    marks.put(occasion.database, *here, wanted, 1)
    answering.remind_no_more(occasion, session)
    answering.count(occasion, session, taking_part.hear(session.state, occasion.who.id), occasion.roles)


def _take_back(occasion: Occasion, session: Session, wanted: int) -> None:
    """Let a tap be none: pressed again, it is taken back."""
    marks.drop(occasion.database, session.id, POSITION, occasion.who.id, wanted)
    is_other = bool(marks.of_person(occasion.database, session.id, POSITION, occasion.who.id))
    if not is_other and not contributions.in_session(occasion.database, session.id, occasion.who.id):
        finding.keep(occasion, session, taking_part.take_back(session.state, occasion.who.id))
    occasion.hint("tapping.taken_back")


COMMANDS = (Command("tap", None, dict.fromkeys(BOTH, tap)),)
