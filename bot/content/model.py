"""What was read: everything that is said, with the mistakes found on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from bot.content.dictionaries import Guard
from bot.content.regions import Region, free_days
from bot.core.instrument import Instrument
from bot.core.method import Family, Frame, Method
from bot.core.model import LANGUAGES, SKILLS, TILE, WISHES, Days, Language
from bot.core.programme import Programme
from bot.core.sentences import Sentences
from bot.core.step import Bilingual, Line, Strict
from bot.core.timing import FreeDays

# So long before the last holiday that is known somebody is told that there are no more.
RUNNING_OUT = timedelta(days=120)


# What each shelf of a team is called.
CALLED = {TILE: "tiles.called", SKILLS: "skills.called", WISHES: "skills.wishes"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a content file, and what to do about it."""

    file: str
    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.problem}"


class Words(Strict):
    """A words.toml: small numbers spelled out, and lists of words: ordinary ones, known ones that name nobody, ways to
    pass on a question, words of thanks, ways to ask how a team is doing and what waits for one, and what people type in
    the place of a button."""

    numbers: tuple[Line, ...] = ()
    ordinary: str = ""
    known: str = ""
    passing: tuple[Line, ...] = ()
    thanks: str = ""
    asking_digest: tuple[Line, ...] = ()
    asking_owed: tuple[Line, ...] = ()
    asking_what: tuple[Line, ...] = ()
    agreeing: tuple[Line, ...] = ()
    declining: tuple[Line, ...] = ()
    finished: tuple[Line, ...] = ()
    sharing: tuple[Line, ...] = ()
    keeping: tuple[Line, ...] = ()
    retracting: tuple[Line, ...] = ()
    joining: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Content:
    """Everything that is said and every holiday known, with the mistakes found on the way."""

    methods: Mapping[str, Method]
    frame: Frame
    regions: Mapping[str, Region]
    sentences: Mapping[Language, Sentences]
    examples: Mapping[str, Mapping[str, Any]]
    mistakes: tuple[Mistake, ...]
    guard: Guard
    files: Mapping[str, str] = field(default_factory=dict)
    bilingual: frozenset[str] = frozenset()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)

    def file_of(self, key: str, language: Language) -> str:
        """Return the file in which a sentence stands in a language."""
        group = key.partition(".")[0]
        return f"prompts/messages/{'' if group in self.bilingual else f'{language}/'}{group}.toml"

    def title(self, method_id: str) -> Bilingual | None:
        """Return the title of a question, a method of consultation or an instrument, or what a shelf is called."""
        if found := self.methods.get(method_id) or self.instruments.get(method_id):
            return found.title
        key = CALLED.get(method_id, "")
        called = {language: self.sentences[language].templates.get(key, "") for language in LANGUAGES}
        return Bilingual(**called) if all(called.values()) else None

    @cached_property
    def prompts(self) -> Mapping[str, Method]:
        """The questions to a team, by id."""
        return {key: method for key, method in self.methods.items() if method.is_prompt}

    @cached_property
    def families(self) -> frozenset[Family]:
        """The kinds of questions there are."""
        return frozenset(method.family for method in self.prompts.values() if method.family)

    @cached_property
    def walkthroughs(self) -> Mapping[str, Method]:
        """The methods of several steps that a group goes through, by id."""
        return {key: method for key, method in self.methods.items() if not (method.is_prompt or method.in_pairs)}

    @cached_property
    def in_pairs(self) -> Mapping[str, Method]:
        """The practices that are held in pairs, by id."""
        return {key: method for key, method in self.methods.items() if method.in_pairs}

    @cached_property
    def called(self) -> Mapping[str, Method]:
        """The practices held in pairs that a group is called for, by id: all but those in which one asks around."""
        return {key: method for key, method in self.in_pairs.items() if not method.asks_around}

    def holidays_end(self, region: str, today: date) -> date | None:
        """Return until when a region's holidays are known, where that is soon or was."""
        known = self.regions[region].known_until if region in self.regions else None
        return known if known and known - today <= RUNNING_OUT else None

    def free_days(self, region: str, own: tuple[Days, ...] = (), language: Language = "nl") -> FreeDays:
        """Return the free days of a region, none for an unknown one, with a team's own; named in a language."""
        return self._free_days(region, language).with_own(own)

    def _free_days(self, region: str, language: Language) -> FreeDays:
        """Return those of a region, found by its id: to find them by all that a region holds takes longer than the rest
        of what is asked of a team's plan."""
        found = self._found_free.get((region, language))
        if found is None:
            found = free_days(self.regions[region], language) if region in self.regions else FreeDays()
            self._found_free[region, language] = found
        return found

    @cached_property
    def _found_free(self) -> dict[tuple[str, Language], FreeDays]:
        return {}


def missing_translations(content: Content) -> Iterable[tuple[Language, str]]:
    """Yield each sentence that one language has and another lacks."""
    everything = {key for language in LANGUAGES for key in content.sentences[language].templates}
    for language in LANGUAGES:
        for key in sorted(everything - content.sentences[language].templates.keys()):
            yield language, key
