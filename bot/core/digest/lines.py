"""Lines: which sentences a digest is made of, each in words that change from week to week."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.core.digest.facts import Facts
from bot.core.model import Language
from bot.core.pictures import BANDS, Band
from bot.core.summary import to_last_question

# So much of what two digests say may at most be in both, so that of what one of their readers gets it is a third.
MOST_ALIKE = 0.3
# From so many weeks on, a picture shows how many took part.
FEWEST_WEEKS = 3
# A week later is at that hour, give or take the change of the clock.
ABOUT_A_WEEK = timedelta(days=7, hours=12)
WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: of which kind, which has several wordings, and with what names."""

    kind: str
    names: Mapping[str, Any] = field(default_factory=dict)


Line = tuple[Said, ...]


def of(facts: Facts) -> dict[str, Line]:
    """Return what a digest says beside what was released: how it went, what was asked, what was open the week
    before, what returns, what to talk about and what the group did, what comes, an idea.

    The facts are those that their reader may know.
    """
    if not facts.has_news:
        return {"how": _how(facts), "asked": _asked(facts), "comes": _next(facts), "idea": _suggested(facts)}
    return {
        "how": _how(facts),
        "earlier": _earlier(facts),
        "picture": (Said("first_picture"),) if len(facts.weeks) == FEWEST_WEEKS else (),
        "asked": _asked(facts),
        "before": _before(facts),
        "returns": _returning(facts),
        "meeting": _meeting(facts),
        "talked": (Said("talked_over", {"left": facts.talked_over}),) if facts.talked_over else (),
        "comes": _coming(facts),
        "idea": _suggested(facts),
    }


def _how(facts: Facts) -> Line:
    """Return how many took part, and where that goes; or in one that it is as the week before, for a question
    that was still open then as well."""
    what = facts.week.what
    if facts.is_before_reader:
        return (Said("before_reader", {"titles": facts.titles}),)
    if _is_alike_before(facts):
        titles = {one: (*facts.titles_before.get(one, ()), *told) for one, told in facts.titles.items()}
        return (Said("both", {"titles": titles, "band": what}),)
    if what in BANDS and facts.change == "same" and facts.trend not in ("rising", "falling"):
        return (Said("same", {"titles": facts.titles, "band": what}),)
    further = _further(facts) if what in BANDS else None
    return (Said(what, {"titles": facts.titles}), *((Said(further),) if further else ()))


def _is_alike_before(facts: Facts) -> bool:
    """Tell whether as many answered the one question of this week as the one that was still open the week before."""
    one_each = all(len(titles) == 1 for titles in (*facts.titles.values(), *facts.titles_before.values()))
    is_told = bool(facts.titles_before) and bool(facts.titles) and one_each and not facts.is_gap
    return is_told and facts.week.what in BANDS and facts.change == "same"


def _before(facts: Facts) -> Line:
    """Return how it went with what was still open when the digest before was told, and what that left to talk about."""
    band = _band_before(facts)
    if band is None or facts.is_gap:
        return ()
    titles, left = {"titles": facts.titles_before}, _left_before(facts)
    caught_up = () if _is_alike_before(facts) else (Said("caught_up", {"band": band, **titles}),)
    return (*caught_up, Said("left_before", {"left": left, **titles})) if left else caught_up


def _earlier(facts: Facts) -> Line:
    """Return all of the week before, where its digest was left out since its question was still open."""
    band = _band_before(facts)
    if band is None or not facts.is_gap:
        return ()
    asked = {language: to_last_question(text) for language, text in facts.asked_before.items()}
    return (Said("gap", {"titles": facts.titles_before, "asked": asked, "left": _left_before(facts), "band": band}),)


def _band_before(facts: Facts) -> Band | None:
    """Return how many answered what was still open when the digest before was fixed; None where nothing was."""
    what = facts.weeks[-2].what if facts.titles_before and len(facts.weeks) > 1 else None
    return what if what in BANDS else None


def _left_before(facts: Facts) -> Mapping[Language, str]:
    """Return what that left for the meeting, unless this week left something too: of two questions for a meeting one
    would be taken for the other, and the latest is the one to talk about."""
    return {} if facts.meeting else facts.left_before


def _further(facts: Facts) -> str | None:
    """Return what else to say of how many took part: where it goes, or how it compares with the week before."""
    if facts.trend in ("rising", "falling"):
        return facts.trend
    return facts.change if facts.change != "same" else None


def _returning(facts: Facts) -> Line:
    """Return that nothing was released, and what returns; a single word tells nothing by itself, so that it comes with
    what to do about it, where the suggestion doesn't say that."""
    is_without = facts.week.what in BANDS and not facts.released and facts.turn > 0
    alone = (Said("no_release"),) if is_without else ()
    kind = "theme" if len(facts.themes) == 1 and facts.suggestion != "theme" else "themes"
    return (*alone, Said(kind, {"themes": facts.themes})) if facts.themes else alone


def _asked(facts: Facts) -> Line:
    asked = {language: to_last_question(text) for language, text in facts.asked.items()}
    return (Said("asked", {"asked": asked}),) if asked else ()


def _meeting(facts: Facts) -> Line:
    return (Said("meeting", {"meeting": facts.meeting}),) if facts.meeting else ()


def _next(facts: Facts) -> Line:
    """Return that no question comes, or when, where that is later than whoever reads one each week would think."""
    if facts.next_at is None:
        return () if facts.is_next_past else (Said("no_next"),)
    is_soon = facts.week.began is not None and facts.next_at - facts.week.began <= ABOUT_A_WEEK
    return () if is_soon else (Said("next", {"next_at": facts.next_at}),)


def _coming(facts: Facts) -> Line:
    told = [*_next(facts)]
    if facts.holiday and facts.suggestion != "holiday":
        told.append(Said("holiday_soon", {"holiday": facts.holiday}))
    if facts.cases and facts.suggestion != "after_case":
        told.append(Said("cases", {"cases": facts.cases}))
    elif facts.is_case_new:
        told.append(Said("case_on"))
    intended = facts.intended
    if intended and (intended.open or intended.due or intended.kept or intended.partly) and facts.turn % 2 == 0:
        told.append(Said("intended", {"intended": intended}))
    return tuple(told)


def _suggested(facts: Facts) -> Line:
    names = {
        "themes": facts.themes,
        "titles": facts.titles,
        "holiday": facts.holiday,
        "weeks": sum(week.what not in ("free", "none") for week in facts.weeks),
    }
    return (Said(f"suggest_{facts.suggestion}", names),) if facts.suggestion else ()


def words_in(text: str) -> frozenset[str]:
    """Return the words of a digest, each once, in small letters."""
    return frozenset(word.lower() for word in WORDS.findall(text))
