"""Pieces: pictures sent in one go are one answer, though each comes by itself and most of them without words."""

from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.core.events import Wrote
from bot.core.legible import has_words
from bot.storage import albums

# The pieces of an album come within moments of each other.
COME_WITHIN = timedelta(seconds=5)


def is_settled(occasion: Occasion, chat_id: int, what: Wrote) -> bool:
    """Tell whether nothing is left to say to a piece of an album.

    What is said to the first piece without words waits until it is sure that no piece has any.
    """
    album = what.album or ""
    if has_words(what.text):
        albums.take_words(occasion.database, chat_id, album, occasion.now)
        return False
    if what.is_edit or albums.is_known(occasion.database, chat_id, album):
        return not what.is_edit
    occasion.holds_until = occasion.now + COME_WITHIN
    return False


def remember(occasion: Occasion, chat_id: int, what: Wrote) -> None:
    """Keep what waits to be said about a piece without words, to take it back once words come."""
    if occasion.holds_until:
        albums.hold(occasion.database, chat_id, what.album or "", occasion.held, occasion.now)
