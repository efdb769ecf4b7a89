"""Overview: what was said to each question of some time, as far as a message holds it, and everybody in turn."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Entry
from bot.core.sources import like
from bot.core.summary import Quote, share
from bot.core.themes import Theme
from bot.core.whole import in_whole_sentences, joined, theme_of

# A quote shorter than this says little; then fewer are shown, and those longer.
FEWEST_SIGNS = 120
# Of so few questions all is told that fits. Of more everybody is quoted once, in a school year oftener.
FEW, OFTENER = 2, 20
ALL = 99
# Of a question that nobody answered by name, so many nameless answers stand in for everybody.
MOST_UNNAMED = 5
# And of several questions so much of what was said later to each.
MOST_LATER = 1
# A word so long tells what somebody speaks of.
WORDS = re.compile(r"[^\W\d_]{6,}")
# So many people a question, and of so many of the latest questions, are tried in turn; nought is everybody's turn.
WAYS_OF_FEW = ((ALL, ALL), (8, ALL), (5, ALL), (3, ALL), (2, ALL), (1, ALL), (0, 0))
WAYS_OF_MANY = ((0, ALL), (1, ALL), (1, 16), (1, 8), (1, 4), (0, 0))
# What was read lately is called to mind by somebody's words for each question.
WAYS_OF_LATE = WAYS_OF_MANY[1:]
# What the line of a title takes beside it, and that of a quote beside its words and name.
BESIDES, BESIDES_QUOTE = 40, 14


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of some time: its title, and what was said to it that its reader may see."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def answers(self) -> list[Entry]:
        """What answers it; an afterthought goes on about the answers."""
        return [entry for entry in self.entries if entry.kind != "afterthought"]

    @property
    def number(self) -> int:
        """How many answers there are: one of each person, and each one without a name."""
        people = {entry.author.id for entry in self.answers if entry.author}
        return len(people) + sum(entry.author is None for entry in self.answers)


@dataclass(frozen=True, slots=True)
class Told:
    """A question as it is told: how many answers it got, and those that are quoted: by name, and without; what was
    said afterwards."""

    title: str
    answers: int
    quotes: tuple[Quote, ...] = ()
    unnamed: tuple[str, ...] = ()
    afterwards: tuple[Quote, ...] = ()

    @property
    def is_quoted(self) -> bool:
        """Whether any of its words are quoted."""
        return bool(self.quotes or self.unnamed or self.afterwards)


@dataclass(frozen=True, slots=True)
class Overview:
    """The questions of some time, oldest first; `is_partial` where words were left out or shortened, and whether
    nameless ones were left out."""

    questions: tuple[Told, ...]
    is_partial: bool
    is_nameless_left_out: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """What may be quoted of a question: what each person said by name, by their number, those about a theme first."""

    named: dict[int, Quote]
    unnamed: list[str]
    afterwards: list[Quote]


NOTHING = _Words({}, [], [])


def overviews(
    asked: Sequence[Asked],
    returning: Sequence[Theme],
    room: int,
    besides: Collection[int] = (),
    late_in: int | None = None,
) -> Iterator[Overview]:
    """Yield ways to tell some questions, from all that is told of them to their titles alone.

    The words of each fit in so many characters; whether all of it fits in a message shows once it is rendered. Entries
    `besides` are told already. Of several questions whose summaries were read lately, in the month `late_in`, one
    person is quoted of each, others each month.
    """
    ways = WAYS_OF_FEW if len(asked) <= FEW else WAYS_OF_MANY if late_in is None else WAYS_OF_LATE
    turn = late_in or 0 if ways is WAYS_OF_LATE else 0
    room -= sum(len(one.title) + BESIDES for one in asked)
    words = [_words(one, returning, besides) for one in asked]
    for people, questions in ways:
        latest = len(asked) - questions
        picked = _picked(words, people, turn) if questions else words
        told = _told(asked, [one if at >= latest else NOTHING for at, one in enumerate(picked)], room)
        if told:
            yield told


def _words(one: Asked, returning: Sequence[Theme], besides: Collection[int]) -> _Words:
    """Return what may be quoted of a question, without what is told already."""
    said: dict[int, list[Entry]] = {}
    for entry in one.answers:
        if entry.author and entry.id not in besides:
            said.setdefault(entry.author.id, []).append(entry)
    authors = sorted(said, key=lambda author: theme_of(author, returning))
    named = {author: Quote(own[0].author.name, joined(own)) for author in authors if (own := said[author])[0].author}
    unnamed = [like(" ".join(entry.text.split()), entry.text) for entry in one.answers if not entry.author]
    later = [entry for entry in one.entries if entry.kind == "afterthought" and entry.id not in besides]
    return _Words(named, unnamed, [Quote(entry.author.name, joined([entry])) for entry in later if entry.author])


def _picked(words: Sequence[_Words], people: int, turn: int) -> list[_Words]:
    """Return what is quoted of each question: so many people of each, in turn; or everybody once, if none are given.

    Where not all are quoted, others come first with each `turn`, and what was said without a name is not told again:
    next to fewer who gave theirs it would be easier to guess whose it is. Of the nameless answers of a question all are
    or none, since whether one's own stands there may not hang on how others write.
    """
    if not people:
        return _each_in_turn(words, 1 + len(words) // OFTENER)
    turns: Counter[int] = Counter()
    found = []
    for one in words:
        # What was said after a summary stands in none; where somebody asked something there, that is told by itself.
        is_talk = any("?" in quote.text for quote in one.afterwards)
        lately = one.afterwards[-MOST_LATER:] if turn and not is_talk else []
        order = _from(turn, list(one.named))
        # It stands under what it goes on about; where nobody's words show what that was, it would puzzle.
        near = [author for author in order if any(_shares_a_word(one.named[author], later) for later in lately)]
        order, lately = [*near, *(author for author in order if author not in near)], lately if near else []
        first = near[:people] if near and people == 1 else sorted(order, key=turns.__getitem__)[:people]
        turns.update(first)
        unnamed = one.unnamed if turn == 0 and len(one.unnamed) <= 2 * people + 1 else []
        afterwards = one.afterwards if people == ALL else lately
        found.append(_Words({author: one.named[author] for author in first}, unnamed, afterwards))
    return found


def _shares_a_word(one: Quote, later: Quote) -> bool:
    """Tell whether two texts have a word of some length in common."""
    words, others = ({word.lower() for word in WORDS.findall(quote.text)} for quote in (one, later))
    return bool(words & others)


def _from(turn: int, order: list[int]) -> list[int]:
    at = turn % len(order) if order else 0
    return [*order[at:], *order[:at]]


def _each_in_turn(words: Sequence[_Words], times: int) -> list[_Words]:
    """Return everybody so many times, those who said least first, each where fewest are quoted yet."""
    said: dict[int, list[int]] = {}
    for at, one in enumerate(words):
        for author in one.named:
            said.setdefault(author, []).append(at)
    chosen: list[set[int]] = [set() for _ in words]
    for author, places in sorted(said.items(), key=lambda one: len(one[1])):
        for at in sorted(places, key=lambda at: (len(chosen[at]), list(words[at].named).index(author)))[:times]:
            chosen[at].add(author)
    return [
        _Words(
            {author: quote for author, quote in one.named.items() if author in own},
            [] if one.named or len(one.unnamed) > MOST_UNNAMED else one.unnamed,
            [],
        )
        for one, own in zip(words, chosen, strict=True)
    ]


def _told(asked: Sequence[Asked], picked: Sequence[_Words], room: int) -> Overview | None:
    """Return the questions with what is quoted of each; None where the quotes would say too little."""
    quotes = [quote for one in picked for quote in (*one.named.values(), *one.afterwards)]
    texts = [*(quote.text for quote in quotes), *(text for one in picked for text in one.unnamed)]
    names = sum(len(quote.name) for quote in quotes)
    longest = share(map(len, texts), max(room - names - BESIDES_QUOTE * len(texts), 0))
    if longest < FEWEST_SIGNS and any(len(text) > longest for text in texts):
        return None
    told = tuple(_quoted(one, words, longest) for one, words in zip(asked, picked, strict=True))
    left_out = any(one.answers > len(one.quotes) + len(one.unnamed) for one in told)
    nameless = [sum(entry.author is None for entry in one.answers) for one in asked]
    is_nameless_left_out = any(many > len(one.unnamed) for many, one in zip(nameless, told, strict=True))
    return Overview(told, left_out or any(len(text) > longest for text in texts), is_nameless_left_out)


def _quoted(one: Asked, words: _Words, longest: int) -> Told:
    return Told(
        title=one.title,
        answers=one.number,
        quotes=tuple(Quote(quote.name, in_whole_sentences(quote.text, longest)) for quote in words.named.values()),
        unnamed=tuple(in_whole_sentences(text, longest) for text in words.unnamed),
        afterwards=tuple(Quote(quote.name, in_whole_sentences(quote.text, longest)) for quote in words.afterwards),
    )
