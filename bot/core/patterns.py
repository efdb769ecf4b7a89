"""Patterns of words as people write them in a file, and where they stand in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from sys import intern

from bot.core.vocabulary import folded

# Between two words of a sentence; what ends a sentence is not in it.
BETWEEN = r"[^\w.!?\n]+"
WORD = r"[\w'-]+"
GAP, ANY = "…", "_"
# Letters that say nothing about where a pattern may stand.
VAGUE = frozenset(["", " "])
GAP_WORDS = 8
PIECE = re.compile(r"[\w*]+")
SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+")
# So many letters of a word say whether a pattern comes near it.
LETTERS = 12
Classes = Mapping[str, Sequence[str]]


class PatternError(ValueError):
    """A pattern can't be read; the message says why."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text: where it begins, in small letters and folded, and with only spaces between words."""

    start: int
    flat: str
    spaced: str

    @cached_property
    def letters(self) -> frozenset[str]:
        """What its words begin with, after a space, and all that stands in them; of long words in short pieces."""
        return frozenset().union(*map(_letters, self.spaced.split()))


# The same words come again and again.
@lru_cache(maxsize=2048)
def _letters(word: str) -> frozenset[str]:
    ends = range(1, LETTERS + 1)
    begins = {" " + word[:end] for end in ends}
    return frozenset(begins | {word[start : start + end] for start in range(len(word)) for end in ends})


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a row. Of each of `needles` a sentence that has these words must hold one among its letters."""

    source: str
    needles: tuple[tuple[str, ...], ...]
    is_absent: bool

    def search(self, sentence: "Sentence") -> re.Match[str] | None:
        """Return where these words stand in a sentence."""
        letters = sentence.letters
        for needles in self.needles:
            if letters.isdisjoint(needles):
                return None
        return _compiled(self.source).search(sentence.flat)


_kept: dict[str, re.Pattern[str]] = {}


def _compiled(source: str) -> re.Pattern[str]:
    """Return a part as an expression, made when a text first comes near it: most never do."""
    if source not in _kept:
        _kept[source] = re.compile(source)
    return _kept[source]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that stand in one sentence in any order; and some that must not."""

    parts: tuple[Part, ...]

    def find(self, sentence: Sentence) -> tuple[int, int] | None:
        """Return from where to where in a sentence the pattern stands; None where it doesn't."""
        places: list[tuple[int, int]] = []
        for part in self.parts:
            found = part.search(sentence)
            if bool(found) == part.is_absent:
                return None
            if found:
                places.append(found.span())
        return min(start for start, _ in places), max(end for _, end in places)


@dataclass(frozen=True)
class Patterns:
    """Patterns that are looked for together: in a sentence only those whose rarest word may stand in it."""

    each: tuple[Pattern, ...] = ()

    def __add__(self, other: "Patterns") -> "Patterns":
        return Patterns(self.each + other.each)

    @cached_property
    def _by_letters(self) -> dict[str, list[Pattern]]:
        """The patterns by what a sentence must hold to have them, and by nothing where that can't be told."""
        found: dict[str, list[Pattern]] = {"": []}
        for one in self.each:
            for key in one.parts[0].needles[0] if one.parts[0].needles else ("",):
                found.setdefault(key, []).append(one)
        return found

    def find(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield from where to where in a sentence each pattern stands that does."""
        near = [self._by_letters[letters] for letters in self._by_letters.keys() & sentence.letters]
        unique = {id(one): one for some in (self._by_letters[""], *near) for one in some}
        yield from filter(None, (one.find(sentence) for one in unique.values()))


NONE = Patterns()


class _Classes(dict[str, Sequence[str]]):
    """Classes of words that keep what a word of a pattern comes down to: the same ones stand in many lines."""

    def __init__(self, classes: Classes) -> None:
        super().__init__(classes)
        self.read: dict[str, tuple[str, tuple[str, ...]]] = {}


def pattern(line: str, classes: Classes) -> Pattern:
    """Return the pattern that a line writes down. Raises PatternError.

    Words stand in a row, small letters do. `a|b` is one of them, `slaa*` and `*mes` any word that begins or ends so,
    `{child}` one of a class, `…` up to eight words or none, `_` one word, `uit_eten` words
    that belong together. `&` parts stand in any order in a sentence,
    and what follows `!` must not stand there.
    """
    parts = tuple(_part(part.strip(), classes) for part in line.split("&"))
    if not any(not part.is_absent for part in parts):
        raise PatternError(f"“{line}” only says what must not stand there; add words that must")
    # The part that stands in the fewest sentences first: where it doesn't, the others aren't looked for.
    return Pattern(tuple(sorted(parts, key=_rareness)))


def patterns(lines: Iterable[str], classes: Classes) -> Patterns:
    """Return the patterns that lines write down. Raises PatternError."""
    kept = _Classes(classes)
    return Patterns(tuple(pattern(line, kept) for line in lines))


def _part(text: str, classes: Classes) -> Part:
    is_absent = text.startswith("!")
    words = text.lstrip("! ").split()
    if not words or words[0] == GAP or words[-1] == GAP:
        raise PatternError(f"“{text}” must begin and end with a word, not with {GAP}")
    source, is_joined = r"(?<![\w'])", False
    needles: list[tuple[str, ...]] = []
    for word in words:
        if word == GAP:
            source += f"{BETWEEN}(?:{WORD}{BETWEEN}){{0,{GAP_WORDS}}}?"
            is_joined = False
            continue
        expression, found = _read(word, classes)
        source += (BETWEEN if is_joined else "") + expression
        is_joined = True
        if word != ANY and not VAGUE & set(found):
            needles.append(found)
    return Part(source + r"(?!\w)", tuple(sorted(needles, key=_commonness)), is_absent)


def _read(word: str, classes: Classes) -> tuple[str, tuple[str, ...]]:
    """Return the expression for a word of a pattern, and of each that it may be the letters that it must hold."""
    kept = classes.read if isinstance(classes, _Classes) else {}
    if word not in kept:
        options = _options(word, classes)
        expression = "(?:" + "|".join(_expression(option) for option in options) + ")"
        kept[word] = expression, tuple({} if word == ANY else {_needle(option): None for option in options})
    return kept[word]


def _options(word: str, classes: Classes) -> list[str]:
    """Return what may stand in the place of a word of a pattern."""
    found: list[str] = []
    for option in word.split("|"):
        if option.startswith("{"):
            name, _, ending = option[1:].partition("}")
            if name not in classes:
                raise PatternError(f"{{{name}}} is no class; the file's [words] are {', '.join(sorted(classes))}")
            found.extend(one + ending for each in classes[name] for one in _options_of_class(each, classes))
        else:
            found.append(folded(option.lower()).replace("_", " ") if option != ANY else ANY)
    return found


def _options_of_class(entry: str, classes: Classes) -> list[str]:
    if "_" in entry and not entry.startswith("{"):
        raise PatternError(f"“{entry}” in a class has spaces between its words, not _")
    return _options(entry, classes) if entry.startswith("{") else [folded(entry.lower())]


def _expression(option: str) -> str:
    words: list[str] = [re.escape(word).replace(r"\*", r"[\w'-]*") for word in option.split()]
    return WORD if option == ANY else BETWEEN.join(words)


def _needle(option: str) -> str:
    """Return the letters of an option that say soonest that it can't stand somewhere: its longest word."""
    pieces: list[str] = PIECE.findall(option)
    piece = max(pieces, key=len)
    # Of thirty thousand options six thousand differ in these: each is kept once.
    return intern(piece.strip("*")[:LETTERS] if piece.startswith("*") else " " + piece.strip("*")[:LETTERS])


def _rareness(part: Part) -> tuple[bool, float]:
    return part.is_absent, _commonness(part.needles[0]) if part.needles else 0


def _commonness(needles: tuple[str, ...]) -> float:
    return len(needles) / 4 - min(map(len, needles))


@dataclass(frozen=True)
class Text:
    """A text as patterns look at it: in small letters, folded, by sentence; places are those in the text itself."""

    text: str

    @cached_property
    def flat(self) -> str:
        """The text in small letters with plain ones; each character in its place."""
        if self.text.isascii():
            return self.text.lower()
        return "".join([one.lower()[:1] or one for one in folded(self.text)])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return tuple(
            Sentence(found.start(), found.group(), " " + re.sub(r"\W+", " ", found.group()))
            for found in SENTENCE.finditer(self.flat)
        )


# A text is looked at for one kind of sign after another.
@lru_cache(maxsize=1)
def read(text: str) -> Text:
    """Return a text as patterns look at it."""
    return Text(text)
