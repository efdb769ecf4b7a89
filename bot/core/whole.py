"""Whole: what everybody answered to one question, as far as a message holds it; nobody is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.model import Entry
from bot.core.privacy import is_showable
from bot.core.sources import like
from bot.core.summary import SHORTEST_QUOTE, Quote, cut, share
from bot.core.themes import Theme

# How many characters of people's own words a message holds, beside names, numbers and the question for the meeting.
ROOM = 3200
# The same for a page of answers in full, and how much each takes besides: a name, a day.
PAGE, BESIDE = 3000, 80
# So much of a quotation that folds up stays in sight.
IN_SIGHT = 140
SENTENCE_ENDS, CLOSING = (".", "!", "?", "…"), "\"'”’)"
# “Ja.” alone tells nothing.
SHORTEST_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class Whole:
    """One quote of each person, all their answers in it, those who share a theme together; what was said without a
    name; `is_shortened` if any of it is."""

    quotes: tuple[Quote, ...]
    is_shortened: bool
    unnamed: tuple[str, ...] = ()


def whole(entries: Iterable[Entry], returning: Sequence[Theme], room: int = ROOM, turn: int = 0) -> Whole:
    """Return what everybody wrote who gave their name, and what shows without one, each as long as there is room for
    all.

    Beside those of one theme the latest come first: what came early many have read by now. What stands on top is read
    by most: at each `turn` somebody else's that is short enough to be in sight as a whole.
    """
    said: dict[int, list[Entry]] = {}
    nameless = []
    for entry in entries:
        if entry.author:
            said.setdefault(entry.author.id, []).append(entry)
        elif is_showable(entry):
            nameless.append(joined([entry]))
    texts = {author: joined(own) for author, own in said.items()}
    lengths = [len(text) for text in (*texts.values(), *nameless)]
    longest = max(share(lengths, room), SHORTEST_QUOTE)
    latest_first = sorted(texts, key=lambda author: said[author][-1].id, reverse=True)
    in_sight = [author for author in sorted(texts) if len(texts[author]) <= IN_SIGHT]
    opens = in_sight[turn % len(in_sight)] if in_sight else None
    ordered = sorted(latest_first, key=lambda author: (author != opens, theme_of(author, returning)))
    names = {author: own[0].author.name for author, own in said.items() if own[0].author}
    quotes = tuple(Quote(names[author], shortened(texts[author], longest)) for author in ordered)
    unnamed = tuple(shortened(text, longest) for text in nameless)
    return Whole(quotes, any(length > longest for length in lengths), unnamed)


def pages(entries: Iterable[Entry], room: int = PAGE) -> list[list[Entry]]:
    """Return entries in full, page by page: as many as a page holds, and one that holds more in pieces, cut after a
    sentence where that keeps half."""
    found: list[list[Entry]] = []
    left = 0
    for entry in entries:
        for text in _pieces(entry.text, room):
            if len(text) + BESIDE > left:
                found.append([])
                left = room + BESIDE
            found[-1].append(replace(entry, text=like(text, entry.text)))
            left -= len(text) + BESIDE
    return found


def _pieces(text: str, room: int) -> Iterator[str]:
    rest = text.strip()
    while len(rest) > room:
        at = _end_of_sentence(rest[:room])
        at = at if at >= room // 2 else rest.rfind(" ", room // 2, room) + 1 or room
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    yield rest


def joined(own: Sequence[Entry]) -> str:
    """Return all that somebody wrote as one text: what came second counts along."""
    texts = [" ".join(entry.text.split()) for entry in own]
    ended = [text if text.rstrip(CLOSING).endswith(SENTENCE_ENDS) else f"{text}." for text in texts[:-1]]
    return like(" ".join([*ended, texts[-1]]), [entry.text for entry in own])


def theme_of(author: int, returning: Sequence[Theme]) -> int:
    """Return which theme somebody wrote about, the first of theirs; the number of themes for none."""
    found = (at for at, theme in enumerate(returning) if author in theme.voices)
    return next(found, len(returning))


def shortened(text: str, length: int) -> str:
    """Return a text that fits, cut after a sentence where that keeps half of it, and else after a word."""
    if len(text) <= length:
        return text
    whole_ones = in_whole_sentences(text, length)
    return whole_ones if len(whole_ones) > length // 2 else cut(text, length)


def in_whole_sentences(text: str, length: int) -> str:
    """Return a text that fits, cut after a sentence if one fits at all, and else after a word."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    end = _end_of_sentence(start)
    return like(f"{start[:end]} …", text) if end >= SHORTEST_SENTENCE else cut(text, length)


def _end_of_sentence(text: str) -> int:
    """Return how long a text is up to its last sentence that ends before another word; 0 where none does."""
    return max(text.rfind(f"{sign}{after}") for sign in SENTENCE_ENDS for after in " \n") + 1
