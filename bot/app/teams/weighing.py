"""Weighing: whether a question that a coordinator wrote can be asked, by the rules that ours are held against."""

from collections.abc import Iterable
from typing import Any

from bot.app.context import questions, screening
from bot.app.context.occasion import Occasion
from bot.content import checking, texts
from bot.core.own_question import FEWEST_WORDS, id_of, literal
from bot.core.step import Bilingual
from bot.storage.question_drafts import Doubt

# What a sentence needs to know of what is wrong.
Wrong = dict[str, Any]
NOTHING: Wrong = {"over": 0, "longest": 0, "count": 0, "title": ""}


def wrong_with_question(occasion: Occasion, title: str, text: str, number: int | None) -> Wrong | None:
    """Return what is wrong with a question and the title that its writer gave it, if any; None if it can be asked.

    `number` is that of the question it is to take the place of.
    """
    if _is_short(text):
        return _wrong("short")
    if (count := text.count("?")) > 1:
        return _wrong("several", count=count)
    if title and title.casefold() in titles_taken(occasion, number):
        return _wrong("taken", title=title)
    return asked_already(occasion, text, number) or _too_long(occasion, "ask", text)


def wrong_with_follow_up(occasion: Occasion, text: str) -> Wrong | None:
    """Return what is wrong with what is to be talked about at the meeting; None if it can be put there."""
    if _is_short(text):
        return _wrong("short")
    if (count := text.count("?")) != 1:
        return _wrong("several" if count else "no_question", count=count)
    return _too_long(occasion, "follow_up", text)


def asked_already(occasion: Occasion, text: str, number: int | None) -> Wrong | None:
    """Return that another question of the team asks the very same."""
    meant = literal(text).casefold()
    same = next((title for title, said in _others(occasion, number) if said.casefold() == meant), None)
    return _wrong("same", title=same) if same else None


def doubt_about(occasion: Occasion, text: str) -> Doubt | None:
    """Return what the writer of some words is to be asked first: whether they are about somebody's safety, or name
    somebody."""
    return "alarm" if screening.is_alarming(occasion, text) else "names" if names_in(occasion, text) else None


def names_in(occasion: Occasion, text: str) -> list[str]:
    """Return what in a text may show whom it is about: in a question nobody is named, no colleague either."""
    return screening.names_in(occasion, text, ())


def titles_taken(occasion: Occasion, number: int | None) -> set[str]:
    """Return the titles, in small letters, that other questions of the team have."""
    return {title.casefold() for title, _ in _others(occasion, number)}


def _others(occasion: Occasion, number: int | None) -> list[tuple[str, str]]:
    """Return the titles of the team's other questions, in both languages, each with what that question asks."""
    there = questions.of_team(occasion.house, occasion.here.id).values()
    others = (one for one in there if number is None or one.id != id_of(number))
    return [pair for one in others for pair in _in_both(one.title, one.steps[0].ask)]


def _in_both(title: Bilingual, ask: Bilingual) -> Iterable[tuple[str, str]]:
    return ((title.nl, ask.nl), (title.en, ask.en))


def _is_short(text: str) -> bool:
    """Tell whether there are too few words in a text to be a sentence."""
    return sum(any(map(str.isalnum, word)) for word in text.split()) < FEWEST_WORDS


def _too_long(occasion: Occasion, part: str, text: str) -> Wrong | None:
    said = Bilingual(nl=literal(text), en=literal(text))
    over = checking.over(occasion.house.renderer, part, said)
    return _wrong("long", over=over, longest=texts.LONGEST[part]) if over else None


def _wrong(why: str, **names: Any) -> Wrong:
    return NOTHING | {"why": why} | names
