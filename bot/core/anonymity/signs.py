"""Everything in a text that may show whom it is about, in the order found."""

from collections.abc import Iterable, Iterator

from bot.core.anonymity.initials import initials
from bot.core.anonymity.names import names
from bot.core.anonymity.ordinary import is_ordinary
from bot.core.anonymity.reading import plain, tokens
from bot.core.anonymity.shapes import Span, shapes
from bot.core.anonymity.surroundings import NameSigns
from bot.core.patterns import read
from bot.core.vocabulary import Vocabulary

SHOWN, LONGEST = 5, 60


def likely_names(text: str, vocabulary: Vocabulary, signs: NameSigns, there: Iterable[str] = ()) -> list[str]:
    """Return what in a text may show whom it is about, as it stands there, in the order found, at most five.

    Names in any place and case, initials, classes, dates of birth, telephone numbers, addresses, numbers of pupils,
    and descriptions that fit one person. `there` are first names of those who take part and may be called by name,
    unless the text says that a pupil or somebody else of that name is meant.
    """
    found = joined(marked(text, vocabulary, signs, frozenset(plain(name) for name in there)))
    return list(dict.fromkeys(text[start:end].strip()[:LONGEST] for start, end in found))[:SHOWN]


def marked(text: str, vocabulary: Vocabulary, signs: NameSigns, there: frozenset[str] = frozenset()) -> Iterator[Span]:
    """Yield where something stands that may show whom a text is about; places may overlap."""
    taken = list(shapes(text))
    yield from taken
    yield from _described(text, signs)
    if is_ordinary(text, vocabulary, signs):
        return
    words = tokens(text)
    yield from initials(text, words, vocabulary, signs)
    yield from (span for span in names(words, vocabulary, signs, there) if not any(a <= span[0] < b for a, b in taken))


def _described(text: str, signs: NameSigns) -> Iterator[Span]:
    """Yield descriptions that fit one person."""
    for sentence in read(text).sentences:
        for start, end in signs.descriptions.find(sentence):
            yield sentence.start + start, sentence.start + end


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return places in order, with those that overlap put together."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
