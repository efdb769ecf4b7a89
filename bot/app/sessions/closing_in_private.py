"""Closing in private: what somebody was shown of a step in their own chat loses its buttons and says it has closed."""

from collections.abc import Sequence

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.session.state import Session
from bot.storage.messages import Card


def close(occasion: Occasion, session: Session, there: Sequence[Card], *, forgets: bool, holds: bool) -> None:
    """Let messages about the step that closes say so, and where it `forgets` what was chosen or `holds` what was
    written that too; they go when nothing else waits, and take others' words on them along."""
    on = session.state.now_on
    people = session.state.people & {card.chat_id for card in there}
    readers = {one.id: one for one in finding.people_of(occasion, session, people)}
    for card in there:
        # Who left is told nothing more.
        if card.chat_id not in readers:
            continue
        language = occasion.private_language(readers[card.chat_id])
        title = occasion.in_team_words(on.step.title, language)
        known = {"team": occasion.here.name, "title": title, "forgets": forgets, "holds": holds}
        text = occasion.words("leading.closed_in_private", language, **known)
        occasion.edit(card.chat_id, card.message_id, text, is_last=True)
