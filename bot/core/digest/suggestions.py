"""Suggestions: one idea for a leader, with its reason, from what every leader of a team may know."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.digest.facts import Facts

# What a button under a suggestion has the coordinators asked for.
Action = Literal["slower", "longer", "success", "lesson", "dialogue", "consult", "overview", "hour"]
# After so many weeks without a consultation one is suggested; so many questions make a balance.
WEEKS_WITHOUT_CASE, QUESTIONS = 6, 4
LONGEST_OPEN = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One idea: when it fits, and what its button has asked for, if it has one."""

    fits: Callable[[Facts], bool]
    action: Action | None = None


def _ends_with(facts: Facts, *bands: str) -> bool:
    """Tell whether the latest weeks of a band have these; by this week, so that it is no old news."""
    return facts.week.what in bands and facts.bands[-len(bands) :] == list(bands)


def _few_twice(facts: Facts) -> bool:
    return len(facts.bands) >= 2 and facts.week.what in ("few", "half") and "most" not in facts.bands[-2:]


def _lacks(facts: Facts, family: str) -> bool:
    return len(facts.families) >= QUESTIONS and family not in facts.families[-QUESTIONS:]


def _is_time_for_a_case(facts: Facts) -> bool:
    is_long_ago = facts.since_case is None or facts.since_case >= WEEKS_WITHOUT_CASE
    is_one_coming = facts.is_case_on or facts.is_case_begun
    return is_long_ago and not is_one_coming and len(facts.weeks) >= WEEKS_WITHOUT_CASE


def _is_just_after_holidays(facts: Facts) -> bool:
    return len(facts.weeks) > 1 and facts.weeks[-2].what == "free" and facts.week.what != "free"


def _is_shared(facts: Facts) -> bool:
    return bool(facts.released)


def _is_of_a_lesson(facts: Facts) -> bool:
    """Tell whether somebody shared what they wrote to a question about their own lessons, where there is to look."""
    return _is_shared(facts) and facts.families[-1:] == ("R1",)


def _is_without_a_voice(facts: Facts) -> bool:
    """Tell whether nobody's words come with the question, which is then the leader's own to answer."""
    return bool(facts.asked) and not facts.released


# What fits a question that is merely open.
WITHOUT_NEWS = ("own_answer",)

# What is told first comes first where several fit; where none has a reason this week, nothing is suggested.
SUGGESTIONS: Mapping[str, Suggestion] = {
    "slower": Suggestion(lambda facts: facts.rhythm == "week" and _ends_with(facts, "few", "few", "few"), "slower"),
    "due": Suggestion(lambda facts: bool(facts.intended and facts.intended.many_due)),
    "holiday": Suggestion(lambda facts: facts.holiday is not None),
    "restart": Suggestion(_is_just_after_holidays),
    "after_case": Suggestion(lambda facts: facts.cases > 0),
    "beginning": Suggestion(lambda facts: facts.turn == 0),
    "hour": Suggestion(lambda facts: facts.trend == "falling", "hour"),
    "longer": Suggestion(lambda facts: facts.open_days != LONGEST_OPEN and _few_twice(facts), "longer"),
    "theme": Suggestion(lambda facts: bool(facts.themes)),
    "read_aloud": Suggestion(_is_shared),
    "come_along": Suggestion(_is_of_a_lesson),
    "what_next": Suggestion(_is_shared),
    "tell_them": Suggestion(_is_shared),
    "listen_in": Suggestion(lambda facts: bool(facts.meeting) and _is_shared(facts)),
    "wait": Suggestion(lambda facts: facts.week.what == "open"),
    "to_lunch": Suggestion(lambda facts: bool(facts.meeting) and not facts.released),
    "make_time": Suggestion(lambda facts: bool(facts.meeting) and not facts.released),
    "own_answer": Suggestion(_is_without_a_voice),
    "kept": Suggestion(lambda facts: bool(facts.intended and facts.intended.many_kept)),
    "rising": Suggestion(lambda facts: facts.trend == "rising"),
    "success": Suggestion(lambda facts: _lacks(facts, "R6"), "success"),
    "lesson": Suggestion(lambda facts: _lacks(facts, "R1"), "lesson"),
    "consult": Suggestion(_is_time_for_a_case, "consult"),
    "dialogue": Suggestion(
        lambda facts: len(facts.activities) >= QUESTIONS and "dialogue" not in facts.activities, "dialogue"
    ),
    "overview": Suggestion(lambda facts: len(facts.weeks) >= 7 and not facts.has_overviews, "overview"),
    "ahead": Suggestion(lambda facts: len(facts.activities) >= QUESTIONS and "creating" not in facts.activities),
    "organise": Suggestion(lambda facts: len(facts.activities) >= QUESTIONS and "organising" not in facts.activities),
    "own_story": Suggestion(lambda facts: facts.week.what == "half"),
    "quiet": Suggestion(lambda facts: facts.week.what == "few"),
    "small": Suggestion(lambda facts: facts.week.what == "untold"),
    "pause": Suggestion(lambda facts: facts.week.what == "none"),
    "rhythm": Suggestion(lambda facts: facts.trend == "steady" and not facts.meeting),
    "five_minutes": Suggestion(lambda facts: bool(facts.meeting)),
}


def fitting(facts: Facts, before: Collection[str]) -> list[str]:
    """Return the names of the suggestions that fit and were not made lately, the best first; where there is no news,
    what the leader may do with the question.

    `before` names those of the last fourteen weeks: in a term none comes twice.
    """
    found = [name for name, one in SUGGESTIONS.items() if name not in before and one.fits(facts)]
    return found if facts.has_news else [name for name in found if name in WITHOUT_NEWS]


def action_of(name: str | None) -> Action | None:
    """Return what the button under a suggestion has asked for; None for one without, and for one that is gone."""
    found = SUGGESTIONS.get(name or "")
    return found.action if found else None
