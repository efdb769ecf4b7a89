"""Themes: what several people said, in the same words, in forms and joinings of them, or as a pair of words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.model import Language
from bot.core.wording import GRAMMARS, MADE, Grammar, Word, read, stem

SHOWN = 3
# So much of a longer word must be the shorter one, and so much must be left, for it to be about the same.
SHORTEST_PART, SHORTEST_REST = 5, 3
LONGEST_LINK = 3
LACK = "-"
# Words of which nothing tells what they are there for are themes where so many people used them.
ENOUGH = 3
# After these "little" says how big something is.
SIZED = frozenset(("a", "the", "my", "our", "his", "her", "their", "these", "those", "this", "that", "your"))
MADE_OF = re.compile(r"(?:ig|ige|iger|lijk|lijke|ly|ful)$")

Count = Callable[[frozenset[int]], int]
Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """What returns, in the words used most, and by how many people; `voices` are those who used it."""

    word: str
    people: int
    voices: frozenset[int] = field(default=frozenset(), compare=False)


@dataclass(slots=True)
class _Found:
    """Who used a word or pair, in which forms, and how often as a thing rather than as something that is done."""

    voices: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    things: Counter[str] = field(default_factory=Counter)
    done: int = 0
    is_small: bool = False


class _Heard:
    """All words and pairs in what was said, and what is none of people's own: the words of the question."""

    def __init__(self, language: Language, ordinary: frozenset[str], asked: str) -> None:
        self.language, self.grammar = language, GRAMMARS[language]
        self.asked = frozenset(word.stem for word in read(asked, language) if word.is_open)
        self.sayings, self.ordinary = ordinary, _stems(language, ordinary)
        self.paired = _stems(language, self.grammar.paired)
        self.known: dict[str, str] = {}
        self.words: dict[str, _Found] = defaultdict(_Found)
        self.pairs: dict[Pair, _Found] = defaultdict(_Found)

    def hear(self, voice: int, text: str) -> None:
        """Note every word and pair of a text."""
        words = list(read(text, self.language))
        for at, word in enumerate(words):
            if word.is_open:
                self.known |= {word.text: word.stem, word.stem: word.stem}
                self._note_lack(voice, words, at)
                if word.text not in self.sayings:
                    self._note_word(voice, words, at)
        for first, last in _linked(words, self.grammar):
            self._note_pair(voice, words, first, last)

    def _note_word(self, voice: int, words: Sequence[Word], at: int) -> None:
        word, found = words[at], self.words[words[at].stem]
        found.voices.add(voice)
        found.forms[word.text] += 1
        found.is_small |= word.is_small
        before, after = _before(words, at), _after(words, at)
        if _is_thing(word, before, self.grammar) and not self._describes(word, after):
            found.things[word.text] += 1
        elif before and before[-1] in self.grammar.before_verbs:
            found.done += 1

    def _describes(self, word: Word, after: Word | None) -> bool:
        """Tell whether a word says what the next one is like: "de rustige klas", "the quiet room"."""
        is_followed = after is not None and after.is_open and after.stem not in self.ordinary
        return is_followed and bool(self.grammar.describing.search(word.text))

    def _note_lack(self, voice: int, words: Sequence[Word], at: int) -> None:
        """Note that too little of something is spoken of, before the word or after it."""
        word, lack, between = words[at], self.grammar.lacking, self.grammar.amounts
        if word.stem in self.ordinary and word.stem not in self.paired:
            return
        before, start = _before(words, at), at
        while before and before[-1] in between:
            before, start = before[:-1], start - 1
        is_enough = start < at and words[start].text in ("genoeg", "enough")
        is_size = before[-1:] == ["little"] and before[-2:-1] != [] and before[-2] in SIZED
        if before and not is_size and (before[-1] in lack or (is_enough and before[-1] in ("niet", "not"))):
            self._note_lacking(voice, word, " ".join(one.text for one in words[start - 1 : at + 1]))
        after = [one.text for one in words[at + 1 : at + 3] if one.near]
        if after[:1] == ["tekort"] or after == ["te", "kort"]:
            self._note_lacking(voice, word, f"{word.text} tekort")

    def _note_lacking(self, voice: int, word: Word, form: str) -> None:
        found = self.pairs[frozenset((LACK, word.stem))]
        found.voices.add(voice)
        found.forms[form] += 1
        found.is_small |= word.is_small

    def _note_pair(self, voice: int, words: Sequence[Word], first: int, last: int) -> None:
        one, other = words[first], words[last]
        if one.stem == other.stem or one.text in self.grammar.lacking:
            return
        found = self.pairs[frozenset((one.stem, other.stem))]
        found.voices.add(voice)
        found.forms[" ".join(word.text for word in words[first : last + 1])] += 1
        found.is_small |= other.is_small


def _before(words: Sequence[Word], at: int) -> list[str]:
    """Return the few words before one in the same breath."""
    return [word.text for word in words[max(at - min(words[at].near, 4), 0) : at]]


def _after(words: Sequence[Word], at: int) -> Word | None:
    return words[at + 1] if at + 1 < len(words) and words[at + 1].near else None


def _is_thing(word: Word, before: Sequence[str], grammar: Grammar) -> bool:
    """Tell whether a word stands where things are named: after “de”, or after “de mooie”."""
    if before and before[-1] in grammar.before_verbs:
        return False
    if grammar.nominal.search(word.text):
        return True
    if not before:
        return False
    if before[-1] in grammar.pointing:
        return not (word.text.endswith("t") or grammar.past.search(word.text))
    between = len(before) > 1 and before[-2] in grammar.before_nouns and before[-1] not in grammar.links
    return before[-1] in grammar.before_nouns or (between and bool(grammar.describing.search(before[-1])))


def _linked(words: Sequence[Word], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Yield where two words of one idea stand: next to each other, or with “van het” between them."""
    for first, word in enumerate(words):
        last = first + 1
        while last < len(words) and last - first < LONGEST_LINK and words[last].text in grammar.links:
            last += 1
        if word.is_open and last < len(words) and words[last].is_open and words[last].near >= last - first:
            yield first, last


@lru_cache(maxsize=16)
def _stems(language: Language, words: frozenset[str]) -> frozenset[str]:
    # "rust" is something, though "rustig" says nothing: what an ending made of a word is that word no more.
    return frozenset(stem(language, word) for word in words if not MADE_OF.search(word))


def _join(heard: _Heard) -> dict[str, set[str]]:
    """Let a longer word count for the pair it joins, for what it says there is too little of, and for the word in it.

    Return for each of those words which longer ones count for it.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    for whole, found in list(heard.words.items()):
        if MADE.fullmatch(whole):
            continue
        for left, right in _parts(heard, whole, _usual(found)):
            pair = frozenset((left, right))
            if right == LACK or (len(pair) == 2 and pair in heard.pairs):
                _add(heard.pairs[pair], found)
                longer[whole].add(whole)
            for part in pair - {whole}:
                if len(part) >= SHORTEST_PART and part in heard.words:
                    longer[part].add(whole)
    return longer


def _parts(heard: _Heard, *forms: str) -> Iterator[tuple[str, str]]:
    """Yield the two words that a word joins, as far as they were said as well: what was not is an empty one."""
    known, lacking = heard.known, heard.grammar.lacking
    for form in forms:
        for at in range(SHORTEST_REST, len(form) - SHORTEST_REST + 1):
            first, last = form[:at].removesuffix("-"), form[at:].removeprefix("-")
            left = known.get(first) or known.get(first.removesuffix("s"), "")
            right = LACK if last in lacking else known.get(last, "")
            if (left or right) and not (right == LACK and not left):
                yield left, right


def _add(found: _Found, joined: _Found) -> None:
    found.voices |= joined.voices
    found.forms.update(joined.forms)
    found.is_small |= joined.is_small
    found.things.update(joined.forms)


def _usual(found: _Found) -> str:
    """Return the form used most: as a thing where it was one; of pairs a joined word before two."""
    return min(found.things or found.forms, key=lambda form: (" " in form, -found.forms[form], len(form), form))


class _Choice:
    """Which of what was heard are themes."""

    def __init__(self, heard: _Heard, at_least: int, count: Count, at_most: int | None) -> None:
        self.heard, self.at_least, self.count, self.at_most = heard, at_least, count, at_most
        self.longer = _join(heard)

    def themes(self) -> tuple[Theme, ...]:
        words, pairs = self._words(), self._pairs()
        kept = {pair: theme for pair, theme in pairs.items() if not self._is_said_more(pair, theme, words)}
        covered = {word for pair in kept for word in pair}
        found = [theme for word, theme in words.items() if word not in covered]
        joined = {theme.word for theme in kept.values()}
        found = [theme for theme in found if theme.word not in joined]
        ordered = sorted([*kept.values(), *found], key=lambda theme: (-theme.people, theme.word))
        return tuple(ordered[: self.at_most])

    def _theme(self, found: _Found, voices: Iterable[int]) -> Theme | None:
        who = frozenset(voices)
        people = self.count(who)
        return Theme(_usual(found), people, who) if people >= self.at_least and found.is_small else None

    def _words(self) -> dict[str, Theme]:
        """Return the words that are themes, without those that count for a shorter one among them."""
        found = {word: theme for word in self.heard.words if (theme := self._theme_of(word))}
        longer: set[str] = set()
        for word, theme in found.items():
            for other in self.longer.get(word, ()):
                if other in found and other != word:
                    longer.add(other if found[other].people < theme.people else word)
        return {word: theme for word, theme in found.items() if word not in longer}

    def _theme_of(self, word: str) -> Theme | None:
        found = self.heard.words[word]
        if word in self.heard.ordinary or word in self.heard.asked or not self._is_thing(found):
            return None
        others = (self.heard.words[other].voices for other in self.longer.get(word, ()))
        return self._theme(found, found.voices.union(*others))

    def _is_thing(self, found: _Found) -> bool:
        """Tell whether a word is a thing: said so more often than done, or by some without any sign of either."""
        if found.things:
            return found.things.total() >= found.done
        is_past = any(self.heard.grammar.past.search(form) for form in found.forms)
        return len(found.voices) >= ENOUGH and not found.done and not is_past

    def _pairs(self) -> dict[Pair, Theme]:
        pairs = {pair: self._theme(found, found.voices) for pair, found in self.heard.pairs.items() if self._says(pair)}
        return {pair: theme for pair, theme in pairs.items() if theme}

    def _says(self, pair: Pair) -> bool:
        """Tell whether a pair is about something: about a thing, beside which there is nothing that never is."""
        heard = self.heard
        if pair <= heard.asked:
            return False
        if LACK in pair or heard.pairs[pair].things:
            return True
        is_open = all(word in heard.paired or (word not in heard.ordinary and word in heard.words) for word in pair)
        # A word that was seen with a capital only may be a name at the start of a sentence.
        is_small = all(word in heard.paired or heard.words[word].is_small for word in pair if is_open)
        return is_open and is_small and any(word in heard.paired or heard.words[word].things for word in pair)

    def _is_said_more(self, pair: Pair, theme: Theme, words: dict[str, Theme]) -> bool:
        return any(word in words and words[word].people > theme.people for word in pair)


def themes(
    said: Iterable[tuple[int, str]],
    language: Language,
    ordinary: frozenset[str],
    at_least: int,
    count: Count = len,
    at_most: int | None = SHOWN,
    asked: str = "",
) -> tuple[Theme, ...]:
    """Return what several people said, most people first, and of that the first few.

    `said` pairs a person with a text; `ordinary` holds words that say nothing by themselves; what fewer than `at_least`
    people said is left out, counted by `count`, and so are the words in which was `asked`. Forms of one word count
    together, and so do a pair of words and the word that joins them; a longer word counts for the shorter one in it.
    """
    heard = _Heard(language, ordinary, asked)
    for voice, text in said:
        heard.hear(voice, text)
    return _Choice(heard, at_least, count, at_most).themes()
