"""Harvest: what went well over some time, everybody’s words as far as a message holds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Entry
from bot.core.privacy import is_showable
from bot.core.summary import SHORTEST_QUOTE, Quote, share
from bot.core.whole import shortened, whole


@dataclass(frozen=True, slots=True)
class Gathered:
    """One quote of each person who gave their name, and the words that are nobody’s, in the order of those words;
    `count` contributions in all, and `is_shortened` where any of their words are left out."""

    quotes: tuple[Quote, ...]
    unnamed: tuple[str, ...]
    count: int
    is_shortened: bool


def gathered(entries: Sequence[Entry], room: int) -> Gathered:
    """Return what a reader may see of some entries in about so many characters; with none, only how many there are."""
    shown = [entry for entry in entries if is_showable(entry)]
    if not room:
        return Gathered((), (), len(shown), is_shortened=bool(shown))
    named = [entry for entry in shown if entry.author]
    nobodys = sorted((entry.text for entry in shown if not entry.author), key=str)
    for_nobodys = room * len(nobodys) // max(len(shown), 1)
    told = whole(named, (), room - for_nobodys)
    longest = max(share(map(len, nobodys), for_nobodys), SHORTEST_QUOTE)
    return Gathered(
        told.quotes,
        tuple(shortened(text, longest) for text in nobodys),
        len(shown),
        told.is_shortened or any(len(text) > longest for text in nobodys),
    )
