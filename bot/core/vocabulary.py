"""What words a language has and what people are called: sets that fit in little memory, and questions about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from unicodedata import normalize

from bot.core.model import Language

# 20 bits and 14 looks a word: one in fifteen thousand words that are not in the set seems to be.
BITS, LOOKS = 20, 14
SMALLEST = 64
MARK = b"LKW1"
# Letters that do not come apart into a plain one and a mark.
APART = str.maketrans("łŁøØđĐıßæÆœŒþÞðÐəƏ’‘ʼ`´", "lLoOdDisaAoOtTdDeE'''''")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ENDINGS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("'s", "s", "en", "n", "e", "t", "d", "de", "den", "te", "ten", "je", "jes", "tje", "tjes", "'tje", "'tjes"),
    "en": (
        "'s",
        "s",
        "es",
        "ed",
        "d",
        "ing",
        "er",
        "r",
        "or",
        "ly",
        "y",
        "n't",
        "'ll",
        "'ve",
        "'d",
        "'re",
        "'m",
        "ish",
    ),
}
KEPT = 5000
SHORTEST_STEM, SHORTEST_PART, SHORTEST_SLIP = 3, 3, 5


def folded(text: str) -> str:
    """Return a text with plain letters and apostrophes, each character in its place: é is e, Ł is L."""
    if text.isascii():
        return text
    return "".join(normalize("NFKD", one)[:1] or one for one in text.translate(APART))


@dataclass(frozen=True, slots=True)
class WordSet:
    """Many words in few bytes (a Bloom filter): a word in it is always found, another one hardly ever."""

    bits: bytes

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordSet":
        """Return the set of some words, as they are to be looked for: in small letters, folded."""
        unique = set(words)
        size = max(len(unique) * BITS // 8, SMALLEST)
        bits = bytearray(size)
        for word in unique:
            for place in _places(word, size * 8):
                bits[place >> 3] |= 1 << (place & 7)
        return cls(bytes(bits))

    @classmethod
    def from_file(cls, content: bytes) -> "WordSet":
        """Return the set that a file holds. Raises ValueError if it holds none."""
        if not content.startswith(MARK) or len(content) == len(MARK):
            raise ValueError("holds no set of words; make it anew with tools/words.py")
        return cls(content[len(MARK) :])

    def to_file(self) -> bytes:
        """Return what a file of this set holds."""
        return MARK + self.bits

    def __contains__(self, word: str) -> bool:
        bits, size = self.bits, len(self.bits) * 8
        at, stride = _mixed(word)
        # Most words that are not in the set are known by the first or second look.
        for _ in range(LOOKS):
            place = at % size
            if not bits[place >> 3] & 1 << (place & 7):
                return False
            at += stride
        return True


# One word is looked for in set after set.
@lru_cache(maxsize=256)
def _mixed(word: str) -> tuple[int, int]:
    mixed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
    return mixed & 0xFFFFFFFF, (mixed >> 32) | 1


def _places(word: str, size: int) -> Iterable[int]:
    start, stride = _mixed(word)
    return ((start + look * stride) % size for look in range(LOOKS))


@dataclass(frozen=True)
class Vocabulary:
    """The words of both languages, what is written with a capital and is nobody's name, and people's names.

    Every question is asked with a word in small letters, folded. `known` are words that a school adds.
    """

    words: Mapping[Language, WordSet] = field(default_factory=dict)
    public: WordSet = field(default_factory=lambda: WordSet.of(()))
    first_names: WordSet = field(default_factory=lambda: WordSet.of(()))
    near_names: WordSet = field(default_factory=lambda: WordSet.of(()))
    surnames: WordSet = field(default_factory=lambda: WordSet.of(()))
    known: frozenset[str] = frozenset()

    @cached_property
    def _lists(self) -> tuple[tuple[WordSet, tuple[str, ...]], ...]:
        return tuple((words, ENDINGS[language]) for language, words in self.words.items())

    def is_listed(self, word: str) -> bool:
        """Tell whether a word stands in a list as it is."""
        return word in self.known or any(word in words for words, _ in self._lists)

    @cached_property
    def only_words(self) -> set[str]:
        """What was found so far to be a word and no name: a few thousand words make up most of what people write."""
        return set()

    def is_only_word(self, word: str) -> bool:
        """Tell whether a word stands in a list as it is, and neither pupils here nor families are called so."""
        if word in self.only_words:
            return True
        is_only = self.is_listed(word) and not self.is_near_name(word) and not self.is_surname(word)
        if is_only and len(self.only_words) < KEPT:
            self.only_words.add(word)
        return is_only

    def is_word(self, word: str) -> bool:
        """Tell whether this is a word: as it is, inflected, or put together from words."""
        return self.is_listed(word) or self.is_inflected(word) or self._is_compound(word)

    def is_public(self, word: str) -> bool:
        """Tell whether a word is written with a capital without being a person's: a country, a feast, a brand."""
        bare = word.removesuffix("'s")
        return any(one in self.public or one in self.known for one in (word, bare, bare.removesuffix("s")))

    def is_first_name(self, word: str) -> bool:
        """Tell whether people are called this by their first name."""
        return word in self.first_names

    def is_near_name(self, word: str) -> bool:
        """Tell whether this is a first name of many pupils here, and not only somewhere in the world."""
        return word in self.near_names

    def is_surname(self, word: str) -> bool:
        """Tell whether families are called this."""
        return word in self.surnames

    def is_inflected(self, word: str) -> bool:
        """Tell whether this is a word of a list with an ending of its language."""
        return any(
            word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and word[: -len(ending)] in words
            for words, endings in self._lists
            for ending in endings
        )

    def _is_compound(self, word: str) -> bool:
        """Tell whether a word is two known ones, joined by nothing, an s or a hyphen; as Dutch does all day."""
        if "-" in word:
            parts = word.split("-")
            return all(not part or self._is_part(part) or self.is_public(part) for part in parts)
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first, second = word[:at], word[at:]
            if self._is_part(second) and (self.is_listed(first) or (first[-1] == "s" and self.is_listed(first[:-1]))):
                return True
        return False

    def _is_part(self, word: str) -> bool:
        return self.is_listed(word) or self.is_inflected(word)

    def is_slip(self, word: str) -> bool:
        """Tell whether a word is probably a slip of the finger: one letter from a word."""
        if len(word) < SHORTEST_SLIP:
            return any(self.is_listed(one) for one in _swapped(word))
        return any(self.is_listed(one) for one in _one_away(word))


def _swapped(word: str) -> Iterable[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _one_away(word: str) -> Iterable[str]:
    yield from _swapped(word)
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in LETTERS:
            yield word[:at] + letter + word[at:]
            if at < len(word):
                yield word[:at] + letter + word[at + 1 :]
