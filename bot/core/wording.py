"""Wording: a text as words that may be about something: their stems, what stands before them, what may be a name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from Stemmer import Stemmer

from bot.core.model import Language

SHORTEST_WORD = 4
# Beyond this it is somebody leaning on a key, and three of them would not fit in a message.
LONGEST_WORD = 40
STEMMERS = {"nl": "dutch", "en": "english"}
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_ENDS = (".", "!", "?", ":", "…")
# "They’d" and "wouldn’t" are about nothing; "collega’s" and "teacher’s" are.
CONTRACTED = re.compile(r"['’](?:d|ll|ve|re|m|t)$")
OPENING_QUOTES = ('"', "“", "‘", "'")
MADE = re.compile(r"(\w{4,}lijk)(?:e|er|st|ste|s)?")
SMALLER = re.compile(r"(?:t|p|k|et)?jes?$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Grammar:
    """What tells in a language what a word is there for.

    After `before_nouns` comes a thing, after `before_verbs` what is done, after `pointing` either; what ends in
    `nominal` is a thing mostly, what ends in `describing` says what the next word is like, and what ends in `past`
    was done. `links` stand between two words of one idea ("druk van het werk"). `lacking` says that there is too
    little of something, with `amounts` in between. `paired` are words that say something together only.
    """

    before_nouns: frozenset[str]
    before_verbs: frozenset[str]
    pointing: frozenset[str]
    nominal: re.Pattern[str]
    describing: re.Pattern[str]
    past: re.Pattern[str]
    links: frozenset[str]
    lacking: frozenset[str]
    amounts: frozenset[str]
    paired: frozenset[str]


GRAMMARS: Mapping[Language, Grammar] = {
    "nl": Grammar(
        _words(
            "de het een 't 'n geen mijn m'n jouw uw haar ons onze deze dit elk elke ieder iedere veel weinig meer"
            " minder genoeg beide zo'n dezelfde hetzelfde twee drie vier vijf eerste tweede laatste nieuwe"
            " volgende van met voor over bij in op uit tijdens zonder door na tussen tegen per rond richting qua"
            " aan vol"
        ),
        _words("ik je jij hij ze zij we wij jullie men u te wie"),
        _words("die dat"),
        re.compile(r"(?:ing|ingen|heid|heden|tie|ties|sie|sies|teit|ment|menten|schap|schappen|nis|isme|ers|uur|gie)$"),
        re.compile(r"e$"),
        re.compile(r"(?:te|ten|de|den)$|^ge.+[dt]$"),
        _words("van in met bij voor tot op aan over uit na de het een 't 'n mijn onze ons hun"),
        _words("geen weinig tekort gebrek onvoldoende nood"),
        _words("te aan genoeg meer niet kort"),
        _words("tijd werk werken groep groepje groepjes vraag vragen klas week taak leren lezen"),
    ),
    "en": Grammar(
        _words(
            "the a an my our your his her its their these those no some any every each more less much many few"
            " enough all both another two three four five first second last new next of in on with for about at"
            " from during without between after before by than per towards over through"
        ),
        _words("i you he she it we they to who that didn’t don’t didn't don't will would can could"),
        frozenset(),
        re.compile(r"(?:tion|tions|ment|ments|ness|ity|ities|ship|ance|ence|ism|ing|ings|hood|age|[^suio]s)$"),
        re.compile(r"(?:ed|ly|al|ful|ous|ive|ic)$"),
        re.compile(r"(?:ed|ly)$"),
        _words("of in for with at on to by the a an my our their"),
        _words("no little lack insufficient"),
        _words("of enough too"),
        _words("time work working group groups question questions class week learning reading"),
    ),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters, with its stem.

    `is_open` where it can be about something: it is long enough and looks like no name; `is_small` where it was written
    in small letters. `near` is how many words before it nothing but a space is between.
    """

    text: str
    stem: str
    is_open: bool
    is_small: bool
    near: int


@lru_cache(maxsize=8192)
def stem(language: Language, word: str) -> str:
    """Return what the forms of a word have in common."""
    # "collega's" is one of several colleagues, which the stemmer does not know.
    bare = re.sub(r"['’]s?$", "", word)
    if language == "nl" and (made := MADE.fullmatch(bare)):
        # "letterlijk" is about no letter.
        return made[1]
    if language == "nl" and len(bare) > 5 and (small := SMALLER.search(bare)):
        bare = _grown(bare, small.group())
    # Of "toets" the stemmer makes "toet", and of "toetsen" it does not.
    bare = f"{bare}en" if language == "nl" and bare.endswith("ts") else bare
    return str(_stemmer(language).stemWord(bare))


@cache
def _stemmer(language: Language) -> Stemmer:
    return Stemmer(STEMMERS[language])


def _grown(word: str, ending: str) -> str:
    """Return the word of which this is a small one: "groepje" is a small "groep", "boompje" a small "boom"."""
    rest, added = word[: -len(ending)], ending.removesuffix("s").removesuffix("je")
    is_grown = (added == "p" and rest.endswith("m")) or (added == "k" and rest.endswith("n"))
    if added == "t" and rest.endswith(("l", "n", "r", "w", "a", "e", "i", "o", "u")):
        is_grown = not rest.endswith(("aar",))
    if added == "et":
        is_grown = rest[-2:] in ("ll", "nn", "rr", "mm", "ng")
    return rest if is_grown or not added else rest + added


def read(text: str, language: Language) -> Iterator[Word]:
    """Yield the words of a text, in order; a capital inside a sentence makes a name of a word."""
    end, near = 0, 0
    for match in WORD.finditer(text):
        word, gap = match.group(), text[end : match.start()]
        begins = _begins_sentence(gap, is_first=end == 0)
        near = near + 1 if end and not gap.strip(" ") else 0
        is_name = not (word.islower() or (begins and word[1:].islower()))
        small = word.lower()
        is_open = SHORTEST_WORD <= len(word) <= LONGEST_WORD and not is_name and not CONTRACTED.search(small)
        yield Word(small, stem(language, small) if is_open else small, is_open, word.islower(), near)
        end = match.end()


def _begins_sentence(gap: str, *, is_first: bool) -> bool:
    """Tell whether after what stands between two words a sentence or line begins, and so a capital."""
    bare = gap.rstrip(" ")
    bare = bare[:-1] if bare.endswith(OPENING_QUOTES) else bare
    words = bare.rstrip()
    return (is_first and not bare.strip(" ")) or words.endswith(SENTENCE_ENDS) or "\n" in bare[len(words) :]
