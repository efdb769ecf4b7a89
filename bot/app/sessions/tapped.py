"""Tapped: the buttons of a question that a tap answers as well, and what was tapped by all, once it closes."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session.state import Session
from bot.storage import marks, members

# A question has one step, and what is tapped is of that one.
POSITION = 0


def buttons(occasion: Occasion, session: Session, language: Language | None = None) -> Keyboard:
    """Return the row of what may be tapped under a question; none where it is answered in words alone."""
    labels = [occasion.in_team_words(one, language) for one in finding.outline(occasion, session).taps]
    row = tuple(Button(label=label, command=f"tap {session.id} {at}") for at, label in enumerate(labels, start=1))
    return (row,) if row else ()


def close(occasion: Occasion, session: Session, leading: frozenset[int]) -> None:
    """Count what was tapped, now that the question closes, and forget whose it was: nothing of those who lead or have
    left by now, and nothing at all where fewer than three tapped."""
    taking_part = {person.id for person in members.in_role(occasion.database, session.team_id, Role.MEMBER)} - leading
    for item, found in marks.with_people(occasion.database, session.id, POSITION).items():
        for person in {person for person, _ in found} - taking_part:
            marks.drop(occasion.database, session.id, POSITION, person, item)
    tapped = marks.tally(occasion.database, session.id, POSITION)
    if sum(len(values) for values in tapped.values()) < MINIMUM_ANONYMOUS:
        marks.forget(occasion.database, session.id)
    else:
        marks.count(occasion.database, session.id, POSITION)


def told(occasion: Occasion, session: Session) -> list[dict[str, Any]]:
    """Return how often each was tapped, in the order of the buttons; nothing before it closes, nor of too few."""
    labels = finding.outline(occasion, session).taps
    if not labels or not session.state.is_over:
        return []
    counted = marks.counted(occasion.database, session.id, POSITION)
    return [
        {"label": occasion.in_team_words(label), "votes": counted[at].votes}
        for at, label in enumerate(labels, start=1)
        if at in counted
    ]
