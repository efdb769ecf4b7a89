"""Picturing: what a team's weeks look like, described for drawing, and the same in words for whoever can't see it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.app.context.occasion import Occasion
from bot.core import weeks
from bot.core.model import Language
from bot.core.pictures import BANDS, OF_WEEKS, Activity, Balance, Share, Term, TermWeek, Year, YearWeek
from bot.rendering import visible_text


def term(occasion: Occasion, language: Language, team: str, found: Sequence[TermWeek]) -> tuple[Term, str]:
    """Return the strip of a team's term, in bands only, and the same in words."""
    shown = {week.what for week in found}
    # The bands explain each other, so they all stand in the legend as soon as one shows.
    needed = shown | set(BANDS) if shown & set(BANDS) else shown
    legend = tuple((what, _word(occasion, language, what)) for what in OF_WEEKS if what in needed)
    parts = [
        {
            "what": part.what,
            "count": part.count,
            "weeks": [str(first) if first == last else f"{first}–{last}" for first, last in part.stretches],
        }
        for part in weeks.told_by_band(found)
    ]
    title = _word(occasion, language, "term_title", team=team)
    return Term(title=title, weeks=tuple(found), legend=legend), occasion.words("pictures.term", language, parts=parts)


def balance(occasion: Occasion, language: Language, activities: Iterable[Activity]) -> tuple[Balance, str]:
    """Return what the questions of some time were about, by the four activities, and the same in words."""
    found = weeks.of_balance(activities)
    shares = tuple(
        Share(activity=activity, word=_word(occasion, language, activity), questions=questions)
        for activity, questions in found.items()
    )
    told = [share.model_dump(include={"word", "questions"}) for share in shares]
    title = _word(occasion, language, "balance_title")
    return Balance(title=title, shares=shares), occasion.words("pictures.balance", language, shares=told)


def year(
    occasion: Occasion, language: Language, asked: Iterable[datetime], consulted: Iterable[datetime]
) -> tuple[Year, str]:
    """Return what took place in the school year that is on, and the same in words.

    It is told from when questions were asked and consultations ended.
    """
    found = weeks.of_year(asked, consulted, occasion.now, occasion.zone, occasion.free)
    months = _word(occasion, language, "months").split()
    told = weeks.told_by_month(found)
    legend = tuple((what, _word(occasion, language, what)) for what, when in told.items() if when)
    drawn = tuple(YearWeek(what=week.what, month=months[week.month - 1] if week.is_first else "") for week in found)
    parts = [
        {"what": what, "months": [f"{months[month - 1]} ({count})" for month, count in when.items()]}
        for what, when in told.items()
        if when
    ]
    first, last = weeks.school_year(occasion.today)
    title = _word(occasion, language, "year_title", team=occasion.here.name, first=first.year, last=last.year)
    return Year(title=title, weeks=drawn, legend=legend), occasion.words("pictures.year", language, parts=parts)


def _word(occasion: Occasion, language: Language, key: str, /, **names: Any) -> str:
    """Return a word of a picture, which is no HTML."""
    return visible_text(occasion.words(f"pictures.{key}", language, **names))
