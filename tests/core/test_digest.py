"""What a digest holds, over random terms: no sentence against the picture, no idea twice, and other words each week."""

import os
import random
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from asked import a_question

from bot import content
from bot.app.log import telling
from bot.core.digest import suggestions
from bot.core.digest.facts import Facts, Intended, weeks_of
from bot.core.model import LANGUAGES, Language
from bot.core.pictures import BANDS, Activity
from bot.core.session import moving
from bot.core.session.state import Session
from bot.core.timing import FreeDays
from bot.rendering import Renderer, visible_text

ZONE = ZoneInfo("Europe/Amsterdam")
# A Friday at half past three in Amsterdam.
FRIDAY = datetime(2026, 9, 4, 13, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
TERM = 14
# So many in the suite; with `make soak` a thousand.
TERMS = 1000 if os.environ.get("LEERKRING_SOAK") else 8
WORD = re.compile(r"[^\W_]+")
THEMES = ("wachten", "groepjes", "uitleg", "rust", "instructie", "lawaai", "vertrouwen", "starten")
# Which words stand for which band, wherever they are said.
OF_BAND: dict[Language, dict[str, str]] = {
    "nl": {
        "most": r"meesten|meerderheid|twee derde",
        "half": r"helft|half het",
        "few": r"weinig\w*|minder dan een derde",
    },
    "en": {"most": r"most|majority|two thirds", "half": r"half", "few": r"few\b|under a third"},
}
# And which for where it goes.
OF_TREND: dict[Language, dict[str, str]] = {
    "nl": {
        "rising": r"worden er de laatste tijd meer|gegroeid|omhoog|haken er mensen aan|neemt toe",
        "falling": r"worden er de laatste tijd minder|gezakt|omlaag|wordt het stiller|neemt af",
    },
    "en": {
        "rising": r"rising|grown|going up|coming on board|on the up",
        "falling": r"falling|dropped|going down|getting quieter|tailing off",
    },
}
OF_CHANGE: dict[Language, dict[str, str]] = {
    "nl": {
        "more": r"meer dan vorige|lag het lager|deden er minder mee|trok wat aan",
        "less": r"minder dan vorige|lag het hoger|deden er meer mee|zakte wat",
    },
    "en": {
        "more": r"up on last|it was lower|Fewer joined in the time|picked up",
        "less": r"down on last|it was higher|More joined in the time|dipped",
    },
}


@cache
def renderer() -> Renderer:
    return Renderer(content.load().sentences)


@cache
def questions() -> list[dict[str, dict[Language, Any]]]:
    """Return what a digest is told of each question there is."""
    found = [one for one in content.load().prompts.values() if one.family in ("R1", "R6")]
    return [
        {
            "titles": {language: (one.title.in_(language),) for language in LANGUAGES},
            "asked": {language: one.steps[0].ask.in_(language) for language in LANGUAGES},
            "meeting": {language: one.follow_up.in_(language) for language in LANGUAGES} if one.follow_up else {},
        }
        for one in found
    ]


@dataclass
class Play:
    """A team through a term, drawn from a seed."""

    seed: int
    dice: random.Random = field(init=False)
    asked: list[Session] = field(default_factory=list)
    told: list[Facts] = field(default_factory=list)
    words: list[telling.Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"term {self.seed}")
        self.size = self.dice.randint(3, 24)
        self.eager = self.dice.random()
        first = date(2026, 9, 5) + WEEK * self.dice.randint(1, 12)
        self.free = FreeDays(((first, first + timedelta(days=8), "vakantie"),))
        self.themes = self.dice.sample(THEMES, self.dice.randint(0, 3))
        self.questions = self.dice.sample(questions(), TERM)
        for turn in range(TERM):
            self._week(turn, FRIDAY + turn * WEEK)

    def _week(self, turn: int, now: datetime) -> None:
        at = now - timedelta(days=3, hours=3)
        is_asked = self.free.name(at.date()) is None and self.dice.random() < 0.9
        if is_asked:
            self._ask(turn, at, is_open=self.dice.random() < 0.05)
        if self.dice.random() < 0.3:
            self.eager = min(max(self.eager + self.dice.uniform(-0.5, 0.5), 0.0), 1.0)
        self.told.append(self._facts(turn, now, is_asked=is_asked))

    def _ask(self, turn: int, at: datetime, *, is_open: bool) -> None:
        state = a_question(at, at + timedelta(days=1))
        took_part = sum(self.dice.random() < self.eager for _ in range(self.size))
        closed = state if is_open else moving.finish(state, at + timedelta(days=1))
        session = Session(1, 7, f"m{turn}", str(at), closed)
        self.asked.append(session if is_open else replace(session, available=self.size, took_part=took_part))

    def _facts(self, turn: int, now: datetime, *, is_asked: bool) -> Facts:
        dice, families = self.dice, [self.dice.choice(("R1", "R6")) for _ in self.asked]
        both: tuple[Activity, ...] = ("reflecting", "dialogue")
        activities = both[: dice.randint(1, 2)] if turn >= 4 else ()
        open_, due, kept, partly = (dice.randint(0, 4) for _ in range(4))
        intended = Intended(open=open_, due=due, kept=kept, partly=partly, many_due=due > 2, many_kept=kept > 2)
        holiday = self.free.ranges[0][0]
        facts = Facts(
            team="Onderbouw",
            turn=turn,
            weeks=weeks_of(self.asked, now, ZONE, self.free),
            **(self.questions[turn] if is_asked else {}),
            titles_before=self.questions[turn - 1]["titles"] if turn > 0 and dice.random() < 0.1 else {},
            themes=tuple(self.themes) if turn > 2 and self.size > 4 and dice.random() < 0.6 else (),
            activities=activities,
            families=tuple(families),
            next_at=now + timedelta(days=3, hours=21),
            holiday=holiday if timedelta() < holiday - now.date() < timedelta(days=12) else None,
            cases=int(dice.random() < 0.1),
            is_case_on=dice.random() < 0.1,
            since_case=dice.choice((None, 2, 7)),
            intended=intended if dice.random() < 0.5 else None,
            released=tuple(range(dice.choice((0, 0, 1, 3)))),
            rhythm="week",
        )
        made = {one.suggestion or "" for one in self.told}
        fixed = telling.fixed(renderer(), facts, suggestions.fitting(facts, made), self.words)
        self.words.append(telling.words(renderer(), fixed))
        return fixed


@cache
def play(seed: int) -> Play:
    return Play(seed)


@cache
def sentences(seed: int, turn: int, language: Language) -> dict[str, str]:
    """Return the lines of one digest as they are read."""
    found = telling.of(renderer(), language, ZONE, play(seed).told[turn])
    return {name: visible_text(line) for name, line in found.items()}


def every() -> list[tuple[int, int, Language, Facts]]:
    return [
        (seed, turn, language, facts)
        for seed in range(TERMS)
        for turn, facts in enumerate(play(seed).told)
        for language in LANGUAGES
    ]


def kinds_in(text: str, patterns: dict[str, str]) -> set[str]:
    return {kind for kind, pattern in patterns.items() if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE)}


def test_no_sentence_says_another_band_than_the_picture() -> None:
    wrong = []
    for seed, turn, language, facts in every():
        how, shown = sentences(seed, turn, language)["how"], facts.strip()
        for title in facts.titles.get(language, ()):
            how = how.replace(title, "")
        said = kinds_in(how, OF_BAND[language])
        what = shown[-1].what
        if said != ({what} if what in BANDS else set()):
            wrong.append((seed, turn, language, what, how))
    assert wrong == []


def test_no_trend_goes_against_the_picture() -> None:
    wrong = []
    for seed, turn, language, facts in every():
        shown = [BANDS.index(week.what) for week in facts.strip() if week.what in BANDS]
        said = kinds_in(sentences(seed, turn, language)["how"], OF_TREND[language])
        latest = shown[-6:]
        half = len(latest) // 2
        is_up, is_down = (sum(latest[-half:]) > sum(latest[:half]), sum(latest[-half:]) < sum(latest[:half]))
        if ("rising" in said and not is_up) or ("falling" in said and not is_down) or len(said) > 1:
            wrong.append((seed, turn, language, said, shown))
    assert wrong == []


def test_what_is_said_of_the_week_before_is_what_the_picture_shows() -> None:
    wrong = []
    for seed, turn, language, facts in every():
        said = kinds_in(sentences(seed, turn, language)["how"], OF_CHANGE[language])
        last = [week.what for week in facts.strip()[-2:]]
        numbers = [BANDS.index(what) for what in last if what in BANDS]
        shown = "same" if len(set(numbers)) == 1 else "more" if numbers == sorted(numbers) else "less"
        if said and (len(numbers) < 2 or said != {shown}):
            wrong.append((seed, turn, language, said, last))
    assert wrong == []


def test_a_week_without_a_question_is_one_in_the_picture() -> None:
    wrong = [
        (seed, turn)
        for seed, turn, _, facts in every()
        if (facts.strip()[-1].what in ("none", "free")) != (not facts.titles)
    ]
    assert wrong == []


def test_no_suggestion_comes_twice_in_a_term_and_most_weeks_have_one() -> None:
    made, weeks = 0, 0
    for seed in range(TERMS):
        told = [facts for facts in play(seed).told if facts.has_news]
        named = [facts.suggestion for facts in play(seed).told if facts.suggestion]
        assert len(set(named)) == len(named), seed
        # A question that is merely open is a reason to answer it oneself, and for nothing else.
        open_ones = {facts.suggestion for facts in play(seed).told if not facts.has_news}
        assert open_ones <= {None, "own_answer"}
        made, weeks = made + len(named), weeks + len(told)
    assert made > 0.8 * weeks, (made, weeks)


def words(seed: int, turn: int, language: Language) -> frozenset[str]:
    return play(seed).words[turn][language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_digests_of_a_term_share_more_than_a_third_of_their_words(language: Language) -> None:
    shared = {
        (seed, one, other): len(words(seed, one, language) & words(seed, other, language))
        / len(words(seed, one, language) | words(seed, other, language))
        for seed in range(TERMS)
        for one, other in combinations(range(TERM), 2)
    }
    assert {pair: share for pair, share in shared.items() if share > 1 / 3} == {}


def test_what_a_later_version_does_not_say_any_more_is_left_out() -> None:
    facts = play(0).told[0].model_copy(update={"suggestion": "of before"})
    told = telling.of(renderer(), "nl", ZONE, facts)
    assert ("how" in told, "comes" in told, "idea" in told) == (True, True, False)
