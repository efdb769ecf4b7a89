"""What a stretch of log adds up to: how many took part, which words return, a few quotes, a trend."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from textwrap import shorten
from typing import Literal

from Stemmer import Stemmer

from bot.core.model import Entry, Language
from bot.core.pictures import BANDS, Band
from bot.core.privacy import MINIMUM_COUNTED, is_showable
from bot.core.session.state import Session
from bot.core.sources import like

QUOTE_LENGTH = 160
QUOTES_SHOWN = 3
# Nameless answers all show, each as long as there is room for so many.
UNNAMED_ROOM, UNNAMED_SHOWN, SHORTEST_QUOTE = 2400, 40, 60
THEMES_SHOWN = 3
SHORTEST_WORD = 4
# Beyond this it is somebody leaning on a key, and three of them would not fit in a message.
LONGEST_WORD = 40
STEMMERS = {"nl": "dutch", "en": "english"}
WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_ENDS = (".", "!", "?", ":", "…")
OPENING_QUOTES = ('"', "“", "‘", "'")


@dataclass(frozen=True, slots=True)
class Theme:
    """A word that returns, in the form used most, and how many people used it."""

    word: str
    people: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said in the open, cut at a word."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A stretch of log as a team may read it. `answers` counts the people whose words show, named or not, each once for
    either; `more` those whose words are not among the quotes."""

    answers: int
    themes: tuple[Theme, ...]
    quotes: tuple[Quote, ...]
    unnamed: tuple[str, ...]
    more: int = 0


@lru_cache(maxsize=4096)
def _stem(language: Language, word: str) -> str:
    # "collega's" is one of several colleagues, which the stemmer does not know.
    return str(_stemmer(language).stemWord(re.sub(r"['’]s$", "", word)))


@cache
def _stemmer(language: Language) -> Stemmer:
    return Stemmer(STEMMERS[language])


def _plain_words(text: str) -> Iterable[str]:
    """Yield lower-case words, without those that look like names: a capital inside a sentence."""
    for match in WORDS.finditer(text):
        word = match.group()
        starts_sentence = _ends_sentence(text[: match.start()].rstrip(" "))
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD and (word.islower() or (starts_sentence and word[1:].islower())):
            yield word.lower()


def _ends_sentence(before: str) -> bool:
    """Tell whether a sentence or line ends with a text, so that what follows begins with a capital anyway."""
    # No pattern: on a page of empty lines it would look at each line again for every word.
    bare = before[:-1] if before.endswith(OPENING_QUOTES) else before
    words = bare.rstrip()
    return not before or words.endswith(SENTENCE_ENDS) or "\n" in bare[len(words) :]


def cut(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return a text short enough to quote, cut at a word where it has any."""
    quote = shorten(text, length, placeholder="…")
    return like(quote if quote != "…" else f"{text.strip()[: length - 1]}…", text)


def share(lengths: Iterable[int], room: int) -> int:
    """Return how long each of some texts may be for all to fit: what short ones leave goes to the others."""
    left, rest = sorted(lengths), room
    while left and left[0] <= rest // len(left):
        rest -= left.pop(0)
    return rest // len(left) if left else room


def themes(
    said: Iterable[tuple[int, str]], language: Language, ordinary: frozenset[str], at_least: int
) -> tuple[Theme, ...]:
    """Return the words that several people used, most people first.

    `said` pairs a person with a text; `ordinary` holds words that say nothing; a word used by fewer than
    `at_least` people is left out. Forms of one word count together.
    """
    people: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    written_small = set()
    for person_id, text in said:
        for word in _plain_words(text):
            stem = _stem(language, word)
            people[stem].add(person_id)
            forms[stem][word] += 1
            if re.search(rf"\b{re.escape(word)}\b", text):
                written_small.add(stem)
    found = (
        Theme(forms[stem].most_common(1)[0][0], len(who))
        for stem, who in people.items()
        # A word seen only with a capital may be a name at the start of a sentence.
        if len(who) >= at_least and stem in written_small and not ordinary & forms[stem].keys()
    )
    return tuple(sorted(found, key=lambda theme: (-theme.people, theme.word))[:THEMES_SHOWN])


def _quotes(entries: Sequence[Entry], returning: Iterable[Theme]) -> tuple[Quote, ...]:
    """Return one quote for each of the first few people, those about a returning word first."""
    words = [theme.word[:SHORTEST_WORD] for theme in returning]
    ordered = sorted(entries, key=lambda entry: not any(word in entry.text.lower() for word in words))
    by_author: dict[int, Quote] = {}
    for entry in ordered:
        if entry.author:
            text = cut(entry.text)
            by_author.setdefault(entry.author.id, Quote(entry.author.name, text))
    return tuple(by_author.values())[:QUOTES_SHOWN]


def _unnamed(shown: Sequence[Entry]) -> tuple[str, ...]:
    """Return the nameless answers, all of them as far as a message holds them: so they were promised."""
    each = min(QUOTE_LENGTH, max(SHORTEST_QUOTE, UNNAMED_ROOM // max(len(shown), 1)))
    return tuple(cut(entry.text, each) for entry in shown[:UNNAMED_SHOWN])


def summarise(entries: Sequence[Entry], language: Language, ordinary: frozenset[str], at_least: int = 2) -> Summary:
    """Return the summary of entries that the reader may see; nameless ones show from three on."""
    named = [entry for entry in entries if entry.author]
    shown = [entry for entry in entries if not entry.author and is_showable(entry)]
    authors = {entry.author.id for entry in named if entry.author}
    # One person may answer by name and also without one, so nameless voices make no theme: it says how many people.
    said = [(entry.voice, entry.text) for entry in named]
    returning = themes(said, language, ordinary, at_least)
    return Summary(
        answers=len(authors) + len(shown),
        themes=returning,
        quotes=_quotes(named, returning),
        unnamed=_unnamed(shown),
        more=max(len(authors) - QUOTES_SHOWN, 0) + max(len(shown) - UNNAMED_SHOWN, 0),
    )


def band(sessions: Iterable[Session]) -> Band | None:
    """Return how many took part over closed sessions; None where so few were available that it points at somebody.

    With five or more available each band holds at least two numbers of people, the same in all teams.
    """
    counted = [session for session in sessions if session.available]
    if not counted or any((session.available or 0) < MINIMUM_COUNTED for session in counted):
        return None
    fraction = sum(session.took_part or 0 for session in counted) / sum(session.available or 0 for session in counted)
    return "few" if fraction < 1 / 3 else "most" if fraction > 2 / 3 else "half"


Trend = Literal["rising", "falling", "steady"]


def _bands(sessions: Iterable[Session], latest: int) -> list[int]:
    """Return the bands, as numbers, of the latest sessions that can be counted, oldest first."""
    found = [BANDS.index(one) for session in sessions if (one := band([session]))]
    return found[-latest:]


def trend(sessions: Sequence[Session]) -> Trend | None:
    """Return where participation goes over the latest six closed sessions, oldest first; None below four.

    It rises or falls by a whole band at least: one person more or less is no trend.
    """
    found = _bands(sessions, 6)
    if len(found) < 4:
        return None
    half = len(found) // 2
    change = (sum(found[-half:]) - sum(found[:half])) / half
    return "rising" if change >= 1 else "falling" if change <= -1 else "steady"


Suggestion = Literal["slower", "success", "follow_up"]


def suggestion(sessions: Sequence[Session], families: Sequence[str]) -> Suggestion | None:
    """Return one idea for a leader, from closed sessions and the families of their prompts, oldest first.

    Few people three times running ask for a slower rhythm; four rounds without a success ask for one; otherwise
    the last question is worth taking to a meeting.
    """
    if not sessions:
        return None
    if _bands(sessions, 3) == [BANDS.index("few")] * 3:
        return "slower"
    if len(families) >= 4 and "R6" not in families[-4:]:
        return "success"
    return "follow_up"
