"""Pieces: pictures sent in one go are one answer, though each comes by itself and most of them without words."""

from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.core.events import Event, Wrote
from bot.core.legible import has_words
from bot.storage import albums

# The pieces of an album come within moments of each other.
COME_WITHIN = timedelta(seconds=5)


def is_settled(occasion: Occasion, event: Event) -> bool:
    """Tell whether an event is a piece of an album to which nothing is left to say.

    What is said to the first piece without words waits until it is sure that no piece has any.
    """
    what = event.what
    if not isinstance(what, Wrote) or what.album is None:
        return False
    chat_id = event.place.chat_id
    if has_words(what.text):
        albums.take_words(occasion.database, chat_id, what.album, occasion.now)
        return False
    if what.is_edit or albums.is_known(occasion.database, chat_id, what.album):
        return not what.is_edit
    occasion.holds_until = occasion.now + COME_WITHIN
    return False


def remember(occasion: Occasion, event: Event) -> None:
    """Keep what waits to be said about a piece without words, to take it back once words come."""
    if occasion.holds_until and isinstance(event.what, Wrote) and event.what.album:
        albums.hold(occasion.database, event.place.chat_id, event.what.album, occasion.held, occasion.now)
