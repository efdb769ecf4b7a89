"""Threads: what returns over several questions, in the sentences of those who said it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Entry, Language
from bot.core.overview import Asked
from bot.core.sources import like
from bot.core.summary import cut
from bot.core.themes import SHORTEST_REST, Theme
from bot.core.wording import SHORTEST_WORD, Word, read, stem

# A thread runs through so many questions and people at least; so many of its people are heard, in so many characters.
FEWEST, HEARD, LONGEST = 2, 4, 240
# A word so long is the same one at the end of a longer word.
LONG_ENOUGH = 5
# Of a joined word the end that has so many signs, after one of those that point at what is known: “het oude boek”.
SHORTEST_END = 4
POINTING = {
    "nl": frozenset(("de", "het", "dat", "die", "dit", "deze", "ons", "onze")),
    "en": frozenset(("the", "that", "this", "those", "these", "our")),
}
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

    @property
    def begins(self) -> datetime:
        """When the first of it was said."""
        return self.strands[0].at


def thread(
    asked: Sequence[Asked],
    returning: Sequence[Theme],
    language: Language,
    latest: Collection[str],
    ordinary: Collection[str] = (),
) -> Thread | None:
    """Return the first theme that people wrote of by name at several questions, several of them at the latest, by their
    titles; None where there is no such theme. Each is heard in what they said of it last; of many, those whose words
    have most in common beside `ordinary` ones: they speak of one thing."""
    for theme in returning:
        strands = tuple(reversed(list(_strands(asked, theme, language))))
        is_news = sum(strand.title in latest for strand in strands) >= FEWEST
        if is_news and len({strand.title for strand in strands}) >= FEWEST:
            plain = {stem(language, word) for word in ordinary}
            return Thread(theme.word, _nearest(strands, language, plain, latest))
    return None


def _nearest(
    strands: tuple[Strand, ...], language: Language, ordinary: Collection[str], latest: Collection[str]
) -> tuple[Strand, ...]:
    """Return the strands that have most words in common with the others, the latest of those that have as many; some
    of the latest questions among them."""
    words = [_words(one, language) - set(ordinary) for one in strands]
    everywhere = words[0].intersection(*words)
    kin = [sum(len((own & other) - everywhere) for other in words if other is not own) for own in words]
    nearest = sorted(range(len(strands)), key=lambda at: (kin[at], at), reverse=True)
    # Where enough of them share more than the word itself, the others use it in passing.
    near = [at for at in nearest if kin[at]]
    nearest = near if len(near) > FEWEST else nearest
    news = [at for at in nearest if strands[at].title in latest][:FEWEST]
    chosen = [*news, *(at for at in nearest if at not in news)][:HEARD]
    return tuple(strands[at] for at in sorted(chosen))


def _words(strand: Strand, language: Language) -> set[str]:
    return {word.stem for word in read(strand.text, language) if len(word.text) >= SHORTEST_WORD}


def _strands(asked: Sequence[Asked], theme: Theme, language: Language) -> Iterator[Strand]:
    """Yield what people said of a theme, the latest first."""
    word, heard = stem(language, theme.word.split()[-1]), set[int]()
    for question in reversed(asked):
        for entry in reversed(question.answers):
            sentence = _sentence(entry, word, language)
            if entry.author and entry.author.id in theme.voices and entry.author.id not in heard and sentence:
                heard.add(entry.author.id)
                told = cut(like(sentence, entry.text), LONGEST)
                yield Strand(entry.id, question.title, entry.author.name, entry.at, told)


def _sentence(entry: Entry, word: str, language: Language) -> str | None:
    """Return what somebody said in which a word stands, in some form or at the end of a longer one: all of it if it is
    short, else such a sentence with as much of what stands around it as is short: the one before tells what it is
    about, and the point often comes after."""

    text = entry.text.strip()
    sentences = BETWEEN_SENTENCES.split(text)
    at = next((at for at, one in enumerate(sentences) if _is_of(list(read(one, language)), word, language)), None)
    if at is None:
        return None
    first = max(at - 1, 0)
    wider = (text, *(" ".join(sentences[first:end]) for end in (None, at + 2, at + 1)))
    return next((one for one in wider if len(one) <= LONGEST), sentences[at])


def _is_of(words: Sequence[Word], word: str, language: Language) -> bool:
    """Tell whether a word stands in a sentence: in some form, at the end of a longer one, or by its own end where that
    is pointed at, as in “het oude boek” for what was a “rekenboek” before."""
    return any(
        one.stem == word
        or (len(word) >= LONG_ENOUGH and one.stem.endswith(word))
        or (
            SHORTEST_END <= len(one.stem) <= len(word) - SHORTEST_REST
            and word.endswith(one.stem)
            and any(before.text in POINTING[language] for before in words[max(at - 2, 0) : at])
        )
        for at, one in enumerate(words)
    )
