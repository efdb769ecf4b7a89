"""Telling: the lines of a digest in words, from its facts and nothing else, otherwise each week of a term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from bot.core.digest import lines
from bot.core.digest.facts import Facts
from bot.core.digest.lines import Said
from bot.core.model import LANGUAGES, Language
from bot.core.sources import SourcedHtml, sources_in
from bot.core.timing import HOME_ZONE
from bot.rendering import Renderer, visible_text

# How often each sentence is looked at again in the light of the others; from how many beginnings, with how many
# suggestions, and from more beginnings where nothing is found with fewer.
ROUNDS, STARTS, SUGGESTIONS_TRIED = 3, (2, 30), 20
# What a digest was told in, by language: its words.
Told = Mapping[Language, frozenset[str]]
# What was left unsaid, in digests of before.
UNSAID = 0
# What facts hold in each language.
IN_LANGUAGES = ("titles", "meeting", "asked", "left")


def of(renderer: Renderer, language: Language, zone: ZoneInfo, facts: Facts) -> dict[str, str]:
    """Return the lines of a digest as HTML by what they are about: how it went, what returns, what comes, an idea."""
    found = {
        name: [said for one in line if (said := _said(renderer, language, zone, facts, one))]
        for name, line in lines.of(facts).items()
    }
    return {name: SourcedHtml(" ".join(said), sources_in(said)) for name, said in found.items() if said}


def intro(renderer: Renderer, language: Language, facts: Facts) -> str:
    """Return what stands above what was released, as HTML."""
    return _said(renderer, language, HOME_ZONE, facts, Said("released"))


def _said(renderer: Renderer, language: Language, zone: ZoneInfo, facts: Facts, what: Said) -> str:
    """Return a sentence of a digest as HTML, in the wording that was chosen, or else the one whose turn it is.

    Nothing where it is left unsaid, or where a later version has no such sentence.
    """
    there = _wordings(renderer, what.kind)
    chosen = facts.wordings.get(what.kind)
    if chosen == UNSAID:
        return ""
    number = chosen if chosen in there else facts.turn % len(there) + 1 if there else None
    key = f"digest.{what.kind}_{number}" if number else f"digest.{what.kind}"
    if key not in renderer.sentences[language].templates:
        return ""
    names = {name: value.get(language, ()) if name in IN_LANGUAGES else value for name, value in what.names.items()}
    return renderer.say(language, key, zone, **names)


def _wordings(renderer: Renderer, kind: str) -> range:
    """Return the numbers of the wordings that there are of a sentence; none of one that is told in one way."""
    known = renderer.sentences["nl"].templates
    return range(1, 1 + sum(1 for _ in takewhile(lambda number: f"digest.{kind}_{number}" in known, count(1))))


def words(renderer: Renderer, facts: Facts) -> Told:
    """Return the words that a digest is told in, in each language."""
    return {language: _all_words(renderer, language, facts) for language in LANGUAGES}


def _all_words(renderer: Renderer, language: Language, facts: Facts) -> frozenset[str]:
    above = [intro(renderer, language, facts)] if facts.released else []
    said = of(renderer, language, HOME_ZONE, facts).values()
    return frozenset[str]().union(*map(_words_of, (*said, *above)))


def _words_of(html: str) -> frozenset[str]:
    return lines.words_in(visible_text(html)) if html else frozenset()


def fixed(renderer: Renderer, facts: Facts, fitting: Sequence[str], before: Sequence[Told]) -> Facts:
    """Return facts with a suggestion, the first that fits, and the wordings that are least like what was told before;
    where nearly a third of the words would be the same, the next one that fits."""
    wording = _Wording(renderer, before)
    found: list[tuple[float, Facts]] = []
    tried: list[str | None] = [*fitting[:SUGGESTIONS_TRIED]]
    for starts in STARTS:
        for name in tried or [None]:
            likeness, worded = wording.least(facts.model_copy(update={"suggestion": name}), starts)
            if likeness <= lines.MOST_ALIKE:
                return worded
            found.append((likeness, worded))
    return min(found, key=lambda one: one[0])[1]


@dataclass
class _Wording:
    """The search for the wordings of one digest, in the light of those before it; words are bits, as there are many."""

    renderer: Renderer
    before: Sequence[Told]
    bits: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[Language, str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        masks = {language: [self._mask(one[language]) for one in self.before] for language in LANGUAGES}
        # What was told before, and of how many words that is.
        self.told = {language: [(mask, mask.bit_count()) for mask in masks[language]] for language in LANGUAGES}

    def _mask(self, some: frozenset[str]) -> int:
        mask = 0
        for word in some:
            mask |= 1 << self.bits.setdefault(word, len(self.bits))
        return mask

    def least(self, facts: Facts, starts: int) -> tuple[float, Facts]:
        """Return the wordings that are least like what was told before, and how like the likest of those is."""
        said = {one.kind: one for line in lines.of(facts).values() for one in line}
        if facts.released:
            said["released"] = Said("released")
        choices = {kind: self._look_at(facts, one) for kind, one in said.items()}
        found: list[tuple[tuple[float, float], dict[str, int]]] = []
        for start in range(starts):
            begun = {kind: some[start * at % len(some)] for at, (kind, some) in enumerate(choices.items(), 1)}
            chosen = self._improved(begun, choices)
            found.append((self._likeness(chosen), chosen))
        likeness, chosen = min(found, key=lambda one: one[0])
        return likeness[0], facts.model_copy(update={"wordings": chosen})

    def _improved(self, chosen: dict[str, int], choices: Mapping[str, Sequence[int]]) -> dict[str, int]:
        """Return wordings of which none alone could be exchanged for one that is less like what was told before."""
        for _ in range(ROUNDS):
            before = chosen
            for kind, some in choices.items():
                chosen = chosen | {kind: self._best(chosen, kind, some)}
            if chosen == before:
                break
        return chosen

    def _best(self, chosen: Mapping[str, int], kind: str, some: Sequence[int]) -> int:
        """Return the wording of one sentence that is, beside the others, least like what was told before."""
        others = self._masks({other: number for other, number in chosen.items() if other != kind})
        return min(
            some,
            key=lambda number: self._compared(
                {language: mask | self.known[language, kind, number] for language, mask in others.items()}
            ),
        )

    def _masks(self, chosen: Mapping[str, int]) -> dict[Language, int]:
        """Return the words of some wordings together, in each language."""
        masks = dict.fromkeys(LANGUAGES, 0)
        for language in LANGUAGES:
            for kind, number in chosen.items():
                masks[language] |= self.known[language, kind, number]
        return masks

    def _choices(self, kind: str) -> list[int]:
        return list(_wordings(self.renderer, kind)) or [1]

    def _look_at(self, facts: Facts, one: Said) -> list[int]:
        """Remember in which words a sentence can be said, and return its wordings."""
        choices = self._choices(one.kind)
        for language in LANGUAGES:
            for number in choices:
                if (language, one.kind, number) not in self.known:
                    worded = facts.model_copy(update={"wordings": {one.kind: number}})
                    html = _said(self.renderer, language, HOME_ZONE, worded, one)
                    self.known[language, one.kind, number] = self._mask(_words_of(html))
        return choices

    def _likeness(self, chosen: Mapping[str, int]) -> tuple[float, float]:
        """Return how like some wordings are to the one told before that is most like them, and to all."""
        return self._compared(self._masks(chosen))

    def _compared(self, masks: Mapping[Language, int]) -> tuple[float, float]:
        found: list[float] = []
        for language, own in masks.items():
            many = own.bit_count() or 1
            for told, size in self.told[language]:
                shared = (own & told).bit_count()
                found.append(shared / (many + size - shared))
        return max(found, default=0.0), sum(found)
