"""Signs that a text is about somebody's safety or distress: guesses, which a person has to judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from bot.core.patterns import NONE, Patterns, Sentence, read

# A child's safety; suicide and self-harm; weapons and threats; a colleague who crosses lines; the writer's distress.
Alarm = Literal["child", "life", "violence", "integrity", "own"]
# Where several would fit, the first counts: what can't wait comes before what can.
ORDER: tuple[Alarm, ...] = ("life", "integrity", "violence", "child", "own")
KINDS: tuple[Alarm, ...] = get_args(Alarm)


@dataclass(frozen=True)
class AlarmSigns:
    """Patterns by kind. `sure` ones count also amid talk of lessons and training, `signs` don't.

    `lessons` tell such talk; `never` tell a story, a joke or a manner of speaking, in which nothing counts.
    """

    sure: Mapping[Alarm, Patterns] = field(default_factory=dict)
    signs: Mapping[Alarm, Patterns] = field(default_factory=dict)
    lessons: Patterns = NONE
    never: Patterns = NONE

    @cached_property
    def together(self) -> Patterns:
        """The patterns of all kinds: where none of them stands, as in most sentences, no other is looked for."""
        return sum((*self.sure.values(), *self.signs.values()), NONE)

    def with_those_of(self, other: "AlarmSigns") -> "AlarmSigns":
        """Return the signs of both."""
        return AlarmSigns(
            {kind: self.sure.get(kind, NONE) + other.sure.get(kind, NONE) for kind in KINDS},
            {kind: self.signs.get(kind, NONE) + other.signs.get(kind, NONE) for kind in KINDS},
            self.lessons + other.lessons,
            self.never + other.never,
        )


def alarm_in(text: str, signs: AlarmSigns) -> Alarm | None:
    """Return what a text may be about that somebody who can help should hear; None where nothing says so."""
    found = {kind for sentence in read(text).sentences for kind in _kinds(sentence, signs)}
    return next((kind for kind in ORDER if kind in found), None)


def _kinds(sentence: Sentence, signs: AlarmSigns) -> set[Alarm]:
    if not _stands(sentence, signs.together):
        return set()
    sure = {kind for kind in KINDS if _stands(sentence, signs.sure.get(kind, NONE))}
    likely = {kind for kind in KINDS if kind not in sure and _stands(sentence, signs.signs.get(kind, NONE))}
    if (sure or likely) and _stands(sentence, signs.never):
        return set()
    return sure if likely and _stands(sentence, signs.lessons) else sure | likely


def _stands(sentence: Sentence, patterns: Patterns) -> bool:
    return any(True for _ in patterns.find(sentence))
