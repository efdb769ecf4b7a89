"""Kept true: what people read of a commitment follows the day on which one is asked about it, and its words."""

from bot.app.context.occasion import Occasion
from bot.core.purposes import BOARD, ENDED, INTENDED
from bot.storage import cleanings, quotes


def follow_date(occasion: Occasion, session_id: int, commitment_id: int) -> None:
    """Let the boards that show a commitment, and the end of its session, say when one is asked about it by now."""
    quoting = quotes.quoting(occasion.database, [("commitment", commitment_id)], "in group", besides=0)
    boards = quotes.told_of(occasion.database, occasion.here.place.chat_id, BOARD)
    occasion.to_follow.update(set(quoting) & set(boards))
    follow_end(occasion, session_id)


def follow_end(occasion: Occasion, session_id: int) -> None:
    """Let what a group read at the end of a session be so, as long as its words are there."""
    if cleanings.owed_at(occasion.database, session_id) is not None:
        place = occasion.here.place.chat_id
        occasion.to_follow.update(quotes.told_of(occasion.database, place, ENDED, session_id))


def follow_words(occasion: Occasion, commitment_id: int) -> None:
    """Let what somebody read in private of a commitment of theirs when it was noted be so."""
    noted = quotes.told_of(occasion.database, occasion.who.id, INTENDED.of(commitment_id))
    occasion.to_follow.update(noted)
