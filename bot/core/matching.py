"""Matching: which of some texts are about what somebody typed, in a word or in a sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.wording import WORD, stem

SHORTEST = 3
# A word in so many of all texts, one in twelve, tells none of them from the others.
COMMON = 12
# So long a word may be the beginning of a longer one that is looked for or said: "ouder" of "oudergesprek".
SHORTEST_BEGINNING = 4
AMONG_WORDS, IN_TEXT, AS_BEGINNING = 2, 2, 1


@dataclass(frozen=True, slots=True)
class Text:
    """Something to be found by plain words that it is `known_by`, and by what it says."""

    id: str
    known_by: str
    says: str = ""


def matching(wanted: str, texts: Iterable[Text], language: Language) -> Mapping[str, int]:
    """Return how well each text that is about some of the wanted words fits them, by id: the more, the better.

    Forms of one word count as one. What nearly every text says counts only where a text is known by it.
    """
    found = [_Read(text, language) for text in texts]
    counts = Counter(word for one in found for word in one.says)
    common = {word for word, count in counts.items() if count * COMMON > len(found)}
    words = _stems(wanted, language)
    scores = {one.id: sum(one.score(word, is_common=word in common) for word in words) for one in found}
    return {key: score for key, score in scores.items() if score}


class _Read:
    """The words of one text."""

    def __init__(self, text: Text, language: Language) -> None:
        self.id = text.id
        self.known_by, self.says = _stems(text.known_by, language), _stems(text.says, language)

    def score(self, word: str, *, is_common: bool) -> int:
        known = AMONG_WORDS if word in self.known_by else 0
        if is_common:
            return known
        if word in self.says:
            return known + IN_TEXT
        return known + (AS_BEGINNING if any(_is_beginning(word, one) for one in self.says) else 0)


def _is_beginning(wanted: str, said: str) -> bool:
    """Tell whether one of two words is the beginning of the other; a bit more has to be the same of what was said."""
    is_wanted = len(wanted) >= SHORTEST_BEGINNING and said.startswith(wanted)
    return is_wanted or (len(said) > SHORTEST_BEGINNING and wanted.startswith(said))


def _stems(text: str, language: Language) -> frozenset[str]:
    words = WORD.findall(text.lower().replace("’", "'"))
    return frozenset(stem(language, word) for word in words if len(word) >= SHORTEST)
