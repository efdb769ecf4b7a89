"""Whole: what everybody answered to one question, as far as a message holds it; nobody is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.model import Entry
from bot.core.sources import like
from bot.core.summary import SHORTEST_QUOTE, Quote, cut, share
from bot.core.themes import Theme

# How many characters of people's own words a message holds, beside names, numbers and the question for the meeting.
ROOM = 3200
SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Whole:
    """One quote of each person, all their answers in it, those who share a theme together; `is_shortened` if any of
    them is."""

    quotes: tuple[Quote, ...]
    is_shortened: bool


def whole(entries: Iterable[Entry], returning: Sequence[Theme], room: int = ROOM) -> Whole:
    """Return what everybody who gave their name wrote, each as long as there is room for all."""
    said: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.author:
            said.setdefault(entry.author.id, []).append(entry)
    texts = {author: _joined(own) for author, own in said.items()}
    longest = max(share(map(len, texts.values()), room), SHORTEST_QUOTE)
    ordered = sorted(texts, key=lambda author: _theme_of(author, returning))
    names = {author: own[0].author.name for author, own in said.items() if own[0].author}
    quotes = tuple(Quote(names[author], shortened(texts[author], longest)) for author in ordered)
    return Whole(quotes, any(len(text) > longest for text in texts.values()))


def _joined(own: Sequence[Entry]) -> str:
    """Return all that somebody wrote as one text: what came second counts along."""
    texts = [" ".join(entry.text.split()) for entry in own]
    ended = [text if text.endswith(SENTENCE_ENDS) else f"{text}." for text in texts[:-1]]
    return like(" ".join([*ended, texts[-1]]), [entry.text for entry in own])


def _theme_of(author: int, returning: Sequence[Theme]) -> int:
    """Return which theme somebody wrote about, the first of theirs; the number of themes for none."""
    found = (at for at, theme in enumerate(returning) if author in theme.voices)
    return next(found, len(returning))


def shortened(text: str, length: int) -> str:
    """Return a text that fits, cut after a sentence where that keeps half of it, and else after a word."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    end = max(start.rfind(f"{sign} ") for sign in SENTENCE_ENDS)
    return like(f"{start[: end + 1]} …", text) if end + 1 >= length // 2 else cut(text, length)
