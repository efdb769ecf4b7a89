"""Reads prompts/words/: the sets of words and names, and the signs by which names and alarming texts are known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any

from bot.core.alarm import KINDS, Alarm, AlarmSigns, alarm_in
from bot.core.anonymity import NameSigns, likely_names
from bot.core.judging import judgement_in
from bot.core.model import LANGUAGES
from bot.core.patterns import NONE, Patterns, patterns
from bot.core.vocabulary import Vocabulary, WordSet, folded

Table = Mapping[str, Any]
WORDS, DESCRIPTIONS, JUDGEMENTS = "words", "describes", "says"
# A shorter word begins many a sentence.
LONG_WORD = 6
LISTS = frozenset(field.name for field in fields(NameSigns) if field.name != "descriptions")


@cache
def read_vocabulary(folder: Path) -> Vocabulary:
    """Return the words of both languages and the names of people. Raises OSError, ValueError."""
    sets = {path.stem: WordSet.from_file(path.read_bytes()) for path in folder.glob("*.words")}
    words = {language: sets[language] for language in LANGUAGES}
    return Vocabulary(words, sets["public"], sets["first_names"], sets["near_names"], sets["surnames"])


def read_name_signs(table: Table) -> NameSigns:
    """Return what a names file says. Raises ValueError that says what is wrong."""
    if unknown := sorted(table.keys() - LISTS - {WORDS, DESCRIPTIONS}):
        raise ValueError(f"{unknown[0]} is no list of words here; there are {', '.join(sorted(LISTS))}")
    if not all(isinstance(table.get(key, ""), str) for key in LISTS):
        raise ValueError('every list is one text of words, such as titles = "mevrouw meneer"')
    lists = {key: frozenset(folded(table[key].lower()).split()) for key in LISTS & table.keys()}
    return NameSigns(**lists, descriptions=patterns(table.get(DESCRIPTIONS, ()), table.get(WORDS, {})))


def read_alarm_signs(table: Table) -> AlarmSigns:
    """Return what an alarm file says. Raises ValueError that says what is wrong."""
    if unknown := sorted(table.keys() - {*KINDS, WORDS, "lessons", "never"}):
        raise ValueError(f"{unknown[0]} is no kind of alarm; there are {', '.join(KINDS)}")
    classes = table.get(WORDS, {})
    return AlarmSigns(
        {kind: patterns(table.get(kind, {}).get("sure", ()), classes) for kind in KINDS},
        {kind: patterns(table.get(kind, {}).get("signs", ()), classes) for kind in KINDS},
        patterns(table.get("lessons", ()), classes),
        patterns(table.get("never", ()), classes),
    )


def read_judgements(table: Table) -> Patterns:
    """Return what a file says of words about a person. Raises ValueError that says what is wrong."""
    if unknown := sorted(table.keys() - {WORDS, JUDGEMENTS}):
        raise ValueError(f"{unknown[0]} is nothing here; there is {JUDGEMENTS}")
    return patterns(table.get(JUDGEMENTS, ()), table.get(WORDS, {}))


# How a file of signs is read, by the first part of its name.
READ: Mapping[str, Callable[[Table], object]] = {
    "names": read_name_signs,
    "alarm": read_alarm_signs,
    "person": read_judgements,
}


def problem_in(stem: str, table: Table) -> str | None:
    """Return what is wrong in a file of signs, by the first part of its name; None where all is well."""
    try:
        READ[stem.partition(".")[0]](table)
    except (ValueError, TypeError, AttributeError) as error:
        return f"can’t be read: {error}"
    return None


class _Same:
    """Tables that are the same whenever they say the same, so that what takes long to put together is kept."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self.tables = tables
        self._said = repr(tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)


@lru_cache(maxsize=4)
def _alarm_signs(same: _Same) -> AlarmSigns:
    return reduce(AlarmSigns.with_those_of, map(read_alarm_signs, same.tables), AlarmSigns())


@dataclass(frozen=True)
class Guard:
    """The check for names and alarm: what it knows is put together when a text is first looked at.

    `names`, `alarms` and `judgements` are tables as files hold them, ours and a school's; `known` words name nobody.
    """

    folder: Path
    names: tuple[Table, ...] = ()
    alarms: tuple[Table, ...] = ()
    judgements: tuple[Table, ...] = ()
    known: frozenset[str] = frozenset()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words and names, with the known ones."""
        return replace(read_vocabulary(self.folder), known=frozenset(folded(word) for word in self.known))

    @cached_property
    def name_signs(self) -> NameSigns:
        """The signs of names, of all files together."""
        return reduce(NameSigns.with_those_of, map(read_name_signs, self.names), NameSigns())

    @cached_property
    def alarm_signs(self) -> AlarmSigns:
        """The signs of alarm, of all files together."""
        return _alarm_signs(_Same(self.alarms))

    @cached_property
    def judging_signs(self) -> Patterns:
        """The signs of words about a person, of all files together."""
        return sum(map(read_judgements, self.judgements), NONE)

    def prepare(self) -> None:
        """Put together what texts are looked at with, so that the first one need not wait for it."""
        self.names_in("woord")
        self.alarm_in("woord")

    def names_in(self, text: str, there: Iterable[str] = ()) -> list[str]:
        """Return what in a text may show whom it is about; `there` are first names that may be said."""
        return likely_names(text, self.vocabulary, self.name_signs, there)

    def alarm_in(self, text: str) -> Alarm | None:
        """Return what a text may be about that somebody who can help should hear."""
        return alarm_in(text, self.alarm_signs)

    def judgement_in(self, text: str) -> str | None:
        """Return the words of a text that say what somebody is like."""
        return judgement_in(text, self.judging_signs)


def called(title: str) -> set[str]:
    """Return the words of a title that may be a name: with a capital, and where it begins a longer title not so short
    that any sentence may begin with it."""
    words = title.replace("-", " ").split()
    is_one = len(title.split()) == 1
    return {
        word.lower()
        for at, word in enumerate(words)
        if (word[0].isupper() and (at or len(word) >= LONG_WORD)) or is_one
    }
