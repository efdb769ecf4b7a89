"""Waiting: a case that was not chosen, kept for whoever brought it until the team next collects cases."""

from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.purposes import LASTING
from bot.core.session.state import Session
from bot.core.session.terms import CASE
from bot.rendering import shortened
from bot.storage import contributions, entries, sessions

SHOWN = 600


def offer(occasion: Occasion, session: Session) -> None:
    """Ask in private whoever brought a case that was not chosen whether it should wait for the next session."""
    for entry in finding.candidates(occasion, session):
        if entry.author is None or entry.author.id in session.state.owners:
            continue
        language = occasion.private_language(entry.author)
        button = occasion.button_in(language, "keep_case", f"keepcase {entry.id}")
        is_owed = session.state.pace != "live"
        team = occasion.here.name
        occasion.whisper(entry.author, "waiting.offer", ((button,),), is_owed=is_owed, session=session, team=team)


def keep_case(occasion: Occasion, argument: str) -> None:
    """Answer the button under that question: keep the case, for its bringer alone, in the place of an earlier one."""
    own = contributions.find(occasion.database, as_number(argument), occasion.who.id)
    session = sessions.find(occasion.database, own.session_id, CASE) if own else None
    if own is None or session is None or own.kind != "candidate" or not session.state.owners:
        occasion.hint("contributing.over")
        return
    forget(occasion, own.team_id, occasion.who.id)
    entries.set_kind(occasion.database, own.id, "kept")
    occasion.show("waiting.kept", ())


def forget(occasion: Occasion, team_id: int, person_id: int) -> None:
    """Erase the case that somebody keeps in a team."""
    for entry in entries.waiting(occasion.database, team_id):
        if finding.bringer(entry) == person_id:
            entries.erase(occasion.database, entry.id)


def remind(occasion: Occasion, session: Session, people: frozenset[int]) -> None:
    """Offer those of some people who kept a case to bring it again, now that cases are collected."""
    for entry in entries.waiting(occasion.database, session.team_id):
        if entry.author is None or entry.author.id not in people:
            continue
        language, here = occasion.private_language(entry.author), f"{session.id} {session.state.position}"
        bring = occasion.button_in(language, "bring_again", f"bringagain {here} {entry.id}")
        occasion.whisper(
            entry.author,
            "waiting.again",
            ((bring,),),
            is_owed=session.state.pace != "live",
            session=session,
            purpose=LASTING.of(session.state.position, LASTING.page),
            team=occasion.here.name,
            text=shortened(entry.text, SHOWN),
        )


def let_go(occasion: Occasion, session: Session) -> None:
    """Erase the cases whose bringers brought something now, or passed; those of others wait on."""
    for person_id in session.state.heard:
        forget(occasion, session.team_id, person_id)


COMMANDS = (Command("keepcase", None, {"private": keep_case}),)
