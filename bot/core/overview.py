"""Overview: what was said to each question of some time, as far as a message holds it, and everybody in turn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Entry
from bot.core.sources import like
from bot.core.summary import Quote, share
from bot.core.themes import Theme
from bot.core.whole import in_whole_sentences, joined, theme_of

# A quote shorter than this says little; then fewer are shown, and those longer.
FEWEST_SIGNS = 120
# So many people a question, and of so many of the latest questions, are tried in turn.
WAYS = ((99, 99), (8, 99), (5, 99), (3, 99), (2, 99), (1, 99), (1, 16), (1, 8), (1, 4), (0, 0))
# What the line of a title takes beside it, and that of a quote beside its words and name.
BESIDES, BESIDES_QUOTE = 40, 14


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of some time: its title, and what was said to it that its reader may see."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A question as it is told: how many answers it got, and those that are quoted: by name, and without."""

    title: str
    is_success: bool
    answers: int
    quotes: tuple[Quote, ...] = ()
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The questions of some time, oldest first; `is_partial` where words were left out or shortened."""

    questions: tuple[Told, ...]
    is_partial: bool


def overviews(asked: Sequence[Asked], returning: Sequence[Theme], room: int) -> Iterator[Overview]:
    """Yield ways to tell some questions, from all that was said to their titles alone.

    The words of each fit in so many characters; whether all of it fits in a message shows once it is rendered.
    """
    room -= sum(len(one.title) + BESIDES for one in asked)
    for people, questions in WAYS:
        told = _told(asked, returning, room, people, questions)
        if told:
            yield told


def _told(
    asked: Sequence[Asked], returning: Sequence[Theme], room: int, people: int, questions: int
) -> Overview | None:
    """Return the latest questions with so many people quoted for each; None where the quotes would say too little."""
    chosen = [_chosen(one, returning, people) for one in asked]
    turns: Counter[str] = Counter()
    picked: list[tuple[list[Quote], list[str]]] = []
    for at, (named, unnamed) in enumerate(chosen):
        is_quoted = len(asked) - at <= questions
        first = sorted(named, key=lambda quote: turns[quote.name])[:people] if is_quoted else []
        turns.update(quote.name for quote in first)
        picked.append((first, unnamed if is_quoted else []))
    texts = [text for first, unnamed in picked for text in (*(quote.text for quote in first), *unnamed)]
    names = sum(len(quote.name) for first, _ in picked for quote in first)
    longest = share(map(len, texts), max(room - names - BESIDES_QUOTE * len(texts), 0))
    if longest < FEWEST_SIGNS and any(len(text) > longest for text in texts):
        return None
    told = tuple(_quoted(one, *quotes, longest) for one, quotes in zip(asked, picked, strict=True))
    left_out = any(one.answers > len(one.quotes) + len(one.unnamed) for one in told)
    return Overview(told, left_out or any(len(text) > longest for text in texts))


def _chosen(one: Asked, returning: Sequence[Theme], people: int) -> tuple[list[Quote], list[str]]:
    """Return what each person said by name, those about a theme first, and the nameless answers: all of them or none,
    since whether one's own stands there may not hang on how others write."""
    said: dict[int, list[Entry]] = {}
    for entry in one.entries:
        if entry.author:
            said.setdefault(entry.author.id, []).append(entry)
    authors = sorted(said, key=lambda author: theme_of(author, returning))
    quotes = [Quote(own[0].author.name, joined(own)) for own in map(said.__getitem__, authors) if own[0].author]
    unnamed = [like(" ".join(entry.text.split()), entry.text) for entry in one.entries if not entry.author]
    return quotes, unnamed if len(unnamed) <= 2 * people + 1 else []


def _quoted(one: Asked, named: list[Quote], unnamed: list[str], longest: int) -> Told:
    people = {entry.author.id for entry in one.entries if entry.author}
    return Told(
        title=one.title,
        is_success=any(entry.kind == "success" for entry in one.entries),
        answers=len(people) + sum(entry.author is None for entry in one.entries),
        quotes=tuple(Quote(quote.name, in_whole_sentences(quote.text, longest)) for quote in named),
        unnamed=tuple(in_whole_sentences(text, longest) for text in unnamed),
    )
