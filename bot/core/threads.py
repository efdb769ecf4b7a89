"""Threads: what returns over several questions, in the sentences of those who said it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Entry, Language
from bot.core.overview import Asked
from bot.core.sources import like
from bot.core.summary import QUOTE_LENGTH, cut
from bot.core.themes import Theme
from bot.core.wording import read, stem

# A thread runs through so many questions and people at least; so many of its people are heard.
FEWEST, HEARD = 2, 4
# A word so long is the same one at the end of a longer word.
LONG_ENOUGH = 5
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”’\"'])\s+")


@dataclass(frozen=True, slots=True)
class Strand:
    """What somebody said of it, at which question and when."""

    entry: int
    title: str
    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A word that returns, and its strands in the order in which they were said; each person once."""

    word: str
    strands: tuple[Strand, ...]


def thread(
    asked: Sequence[Asked], returning: Sequence[Theme], language: Language, latest: Collection[str]
) -> Thread | None:
    """Return the first theme that people wrote of by name at several questions, several of them at the latest, by their
    titles; None where there is no such theme. Each is heard in what they said of it last."""
    for theme in returning:
        strands = tuple(reversed(list(_strands(asked, theme, language))))
        is_news = sum(strand.title in latest for strand in strands) >= FEWEST
        if is_news and len({strand.title for strand in strands}) >= FEWEST:
            return Thread(theme.word, strands[-HEARD:])
    return None


def _strands(asked: Sequence[Asked], theme: Theme, language: Language) -> Iterator[Strand]:
    """Yield what people said of a theme, the latest first."""
    word, heard = stem(language, theme.word.split()[-1]), set[int]()
    for question in reversed(asked):
        for entry in reversed(question.answers):
            sentence = _sentence(entry, word, language)
            if entry.author and entry.author.id in theme.voices and entry.author.id not in heard and sentence:
                heard.add(entry.author.id)
                yield Strand(entry.id, question.title, entry.author.name, entry.at, cut(like(sentence, entry.text)))


def _sentence(entry: Entry, word: str, language: Language) -> str | None:
    """Return what somebody said in which a word stands, in some form or at the end of a longer one: all of it if it is
    short, else such a sentence and the one before it, which tells what it is about, where both are short."""

    def is_it(its_stem: str) -> bool:
        return its_stem == word or (len(word) >= LONG_ENOUGH and its_stem.endswith(word))

    text = entry.text.strip()
    sentences = BETWEEN_SENTENCES.split(text)
    at = next((at for at, one in enumerate(sentences) if any(is_it(said.stem) for said in read(one, language))), None)
    if at is None:
        return None
    wider = (text, " ".join(sentences[max(at - 1, 0) : at + 1]))
    return next((one for one in wider if len(one) <= QUOTE_LENGTH), sentences[at])
