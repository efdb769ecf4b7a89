"""What a stretch of log adds up to: how many answered, what returns, how many took part as a band; and short quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from bot.core.model import Entry, Language
from bot.core.pictures import Band
from bot.core.privacy import MINIMUM_COUNTED, is_showable
from bot.core.session.state import Session
from bot.core.sources import like
from bot.core.themes import SHORTEST_REST, SHOWN, Theme, themes
from bot.core.voices import Voices
from bot.core.wording import SHORTEST_WORD

QUOTE_LENGTH = 160
# A question, with the quotation marks and brackets that close with it.
LAST_QUESTION = re.compile(r"\?[’”\"')]*")
SHORTEST_QUOTE = 60
# What returns was said this week, by so many at least.
THIS_WEEK, SEVERAL = 0, 2


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said in the open, cut at a word."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A stretch of log as a team may read it. `answers` counts the people whose words show, named or not, each once for
    either; `nameless` of them gave no name."""

    answers: int
    themes: tuple[Theme, ...]
    nameless: int = 0


def to_last_question(text: str) -> str:
    """Return what is asked, up to its last question: what comes after that is how to answer; all of it without one."""
    found = list(LAST_QUESTION.finditer(text))
    return text[: found[-1].end()] if found else text


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


def summarise(
    entries: Sequence[Entry], language: Language, ordinary: frozenset[str], at_least: int = 2, asked: str = ""
) -> Summary:
    """Return the summary of entries that the reader may see; nameless ones show from three on. The words in which was
    `asked` are nobody's own."""
    named = [entry for entry in entries if entry.author]
    shown = [entry for entry in entries if not entry.author and is_showable(entry)]
    authors = {entry.author.id for entry in named if entry.author}
    readable = [*named, *shown]
    said = [(entry.voice, entry.text) for entry in readable]
    returning = themes(said, language, ordinary, at_least, Voices(readable).several, asked=asked)
    return Summary(len(authors) + len(shown), _without_parts(returning), len(shown))


def _without_parts(found: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """Return themes without those that a longer one among them ends with: “boek” beside “rekenboek” is no news."""

    def is_part(one: Theme, other: Theme) -> bool:
        rest = other.word.removesuffix(one.word)
        is_within = other.word.endswith(one.word) and len(rest) >= SHORTEST_REST and len(one.word) >= SHORTEST_WORD
        return is_within and other.people >= one.people

    return tuple(one for one in found if not any(is_part(one, other) for other in found))


def returning(
    said: Sequence[tuple[int, Entry]],
    language: Language,
    ordinary: frozenset[str],
    at_least: int,
    weeks: int,
    asked: str = "",
) -> tuple[str, ...]:
    """Return what surely so many people said, and not everybody, in several weeks, most people first: for somebody who
    doesn't read the words themselves. Several said it this week, which is nought: it is no old news.

    `said` pairs how many weeks ago something was said with its entry. Nameless answers that show count along, as far as
    they can't be those of the people who gave their name.
    """
    readable = [(week, entry) for week, entry in said if is_showable(entry)]
    voices = Voices([entry for _, entry in readable])
    # Heard as one voice a week, each theme tells in which weeks it was.
    spoken = list(dict.fromkeys((week, entry.voice) for week, entry in readable))
    number = {one: at for at, one in enumerate(spoken)}

    def who(numbers: Iterable[int]) -> set[int]:
        return {spoken[at][1] for at in numbers}

    texts = [(number[week, entry.voice], entry.text) for week, entry in readable]

    def is_told(theme: Theme) -> bool:
        heard_in = [spoken[at][0] for at in theme.voices]
        return len(set(heard_in)) >= weeks and heard_in.count(THIS_WEEK) >= SEVERAL

    found = themes(texts, language, ordinary, at_least, lambda numbers: voices.surely(who(numbers)), None, asked)
    return tuple(one.word for one in found if is_told(one) and voices.is_not_everybody(who(one.voices)))[:SHOWN]


def band(sessions: Iterable[Session]) -> Band | None:
    """Return how many took part over closed sessions; None where so few were available that it points at somebody.

    With five or more available each band holds at least two numbers of people, the same in all teams.
    """
    counted = [session for session in sessions if session.available]
    if not counted or any((session.available or 0) < MINIMUM_COUNTED for session in counted):
        return None
    fraction = sum(session.took_part or 0 for session in counted) / sum(session.available or 0 for session in counted)
    return "few" if fraction < 1 / 3 else "most" if fraction > 2 / 3 else "half"
