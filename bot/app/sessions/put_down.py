"""Put down: what a group agreed can be corrected for two days after the end, which it hears once; then it stays so."""

from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.session.state import Session
from bot.storage import entries, outcomes, sessions

# As long as Telegram itself lets people change what they wrote.
MAY_BE_CORRECTED = timedelta(hours=48)


def stays(occasion: Occasion, entry_id: int) -> bool:
    """Tell whether somebody's words are what a group put down too long ago to be changed; say so to them alone."""
    session = _ended(occasion, entry_id)
    if session is None or occasion.at - session.state.due_at <= MAY_BE_CORRECTED:
        return False
    occasion.enter_team(session.team_id)
    key, language = "outcomes.stays", occasion.private_language(occasion.who)
    title, in_group = finding.title(occasion, session, language), not occasion.is_private
    if occasion.is_private:
        occasion.answer(key, title=title, in_group=in_group)
    else:
        occasion.whisper(occasion.who, key, title=title, in_group=in_group)
    return True


def reads_the_same(occasion: Occasion, entry_id: int, text: str) -> bool:
    """Tell whether what a group put down has the same words after a change, such as of one space."""
    entry = entries.find(occasion.database, entry_id)
    return entry is not None and entry.kind == "outcome" and entry.text.split() == text.split()


def note_change(occasion: Occasion, entry_id: int) -> None:
    """Keep when words that a group put down were changed after the end, and tell the group the first time."""
    session = _ended(occasion, entry_id)
    if session and outcomes.note_change(occasion.database, entry_id, occasion.at):
        occasion.say("outcomes.changed", is_silent=True, title=finding.title(occasion, session))


def _ended(occasion: Occasion, entry_id: int) -> Session | None:
    """Return the session that has ended in which words were put down for all; None of other words."""
    entry = entries.find(occasion.database, entry_id)
    is_kept = entry is not None and entry.kind == "outcome"
    session = sessions.walkthrough(occasion.database, entry.session_id) if entry and is_kept else None
    return session if session and session.state.phase == "ended" else None
