"""Tapped: the buttons of a question that a tap answers as well, and what was tapped by all, once it closes."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session.state import Session
from bot.core.step import Bilingual
from bot.storage import marks, members

# A question has one step, and what is tapped is of that one; each row has numbers of its own.
POSITION = 0
EACH_ROW = 10


def buttons(occasion: Occasion, session: Session, language: Language | None = None) -> Keyboard:
    """Return the rows of what may be tapped under a question; none where it is answered in words alone."""
    return tuple(
        tuple(
            Button(label=occasion.in_team_words(label, language), command=f"tap {session.id} {at}")
            for at, label in numbered
        )
        for numbered in rows(occasion, session)
    )


def rows(occasion: Occasion, session: Session) -> list[list[tuple[int, Bilingual]]]:
    """Return what may be tapped, row by row, each with its number."""
    found = finding.outline(occasion, session).rows_of_taps
    return [list(enumerate(row, start=place * EACH_ROW + 1)) for place, row in enumerate(found)]


def close(occasion: Occasion, session: Session, leading: frozenset[int]) -> None:
    """Count what was tapped, now that the question closes, and forget whose it was: nothing of those who lead or have
    left by now, and nothing at all of a row in which fewer than three tapped."""
    taking_part = {person.id for person in members.in_role(occasion.database, session.team_id, Role.MEMBER)} - leading
    for item, found in marks.with_people(occasion.database, session.id, POSITION).items():
        for person in {person for person, _ in found} - taking_part:
            marks.drop(occasion.database, session.id, POSITION, person, item)
    tapped = marks.tally(occasion.database, session.id, POSITION)
    for numbered in rows(occasion, session):
        given = [at for at, _ in numbered if at in tapped]
        if sum(len(tapped[at]) for at in given) < MINIMUM_ANONYMOUS:
            marks.forget_items(occasion.database, session.id, POSITION, given)
    marks.count(occasion.database, session.id, POSITION)


def told(occasion: Occasion, session: Session) -> list[list[dict[str, Any]]]:
    """Return how often each was tapped, in the order of the buttons, row by row; nothing before it closes, nor of a row
    that too few tapped."""
    if not session.state.is_over:
        return []
    counted = marks.counted(occasion.database, session.id, POSITION)
    found = [
        [
            {"label": occasion.in_team_words(label), "votes": counted[at].votes}
            for at, label in numbered
            if at in counted
        ]
        for numbered in rows(occasion, session)
    ]
    return [row for row in found if row]
