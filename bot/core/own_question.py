"""A team's own question: what a coordinator wrote for it, as plain words, and the method that they make."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Literal

from bot.core.legible import as_name
from bot.core.method import Family, Method
from bot.core.model import Language
from bot.core.pictures import Activity
from bot.core.session.terms import REFLECTION
from bot.core.step import Bilingual, Step

ID = re.compile(r"own-(\d{1,15})")
# Of one that is not kept yet.
UNKEPT = 0
# Neither light nor deep, so that it fits a team at any time.
DEPTH = 2
# So many words make a title, and so few no question.
TITLE_WORDS, FEWEST_WORDS = 5, 3
LONGEST_TITLE = 48
BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
# A title stands on buttons too, which know no markup.
NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "+", "{": "(", "}": ")"})


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a question of a team's own says, as plain text; `follow_up` is what it leaves for the meeting, None for the
    usual line."""

    language: Language
    title: str
    text: str
    follow_up: str | None
    family: Family


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of a team's own; `writer` is the name of who wrote it, as long as they are in the team."""

    id: int
    team_id: int
    words: OwnWords
    writer: str | None
    at: datetime
    changed_at: datetime

    @property
    def method(self) -> str:
        """The id by which it is asked, chosen and found again."""
        return id_of(self.id)


@dataclass(frozen=True, slots=True)
class Kind:
    """What questions of one kind are like, as far as one of a team's own takes after them: what they are about, what
    their answers are kept as, and the words that stand around it."""

    activity: Activity | None
    keeps: Literal["answer", "success"]
    why: Bilingual
    follow_up: Bilingual


def id_of(number: int) -> str:
    """Return the method's id of an own question."""
    return f"own-{number}"


def number_of(method: str) -> int | None:
    """Return which own question a method's id is of; None for any other."""
    found = ID.fullmatch(method)
    return int(found[1]) if found else None


@lru_cache(maxsize=512)
def as_method(number: int, words: OwnWords, kind: Kind) -> Method:
    """Return the method that a question of a team's own makes: like ours, with the same words in every language."""
    left = words.follow_up
    return Method(
        id=id_of(number),
        terms=REFLECTION.name,
        source="the team itself",
        title=_said(words.title),
        family=words.family,
        depth=DEPTH,
        activity=kind.activity,
        why=kind.why,
        follow_up=_said(left) if left else _said_as(kind.follow_up, words.language),
        fits="everybody",
        steps=(Step(ask=_said(words.text), keeps=kind.keeps),),
    )


def _said(text: str) -> Bilingual:
    return Bilingual(nl=literal(text), en=literal(text))


def _said_as(text: Bilingual, language: Language) -> Bilingual:
    """Return a text that reads in one language for everybody, as what it stands under does."""
    return Bilingual(nl=text.in_(language), en=text.in_(language))


def literal(text: str) -> str:
    """Return a template that says a text as it is: nothing in it is markup, and no brace is obeyed."""
    return escape(text, quote=False).translate(BRACES)


def read(said: str) -> tuple[str, str]:
    """Return the title and the question in what somebody wrote: the title is a line above it, and empty without one."""
    first, _, rest = said.strip().partition("\n")
    has_title = bool(rest.strip()) and "?" not in first and len(first.strip()) <= LONGEST_TITLE
    return (_titled(first), as_name(rest)) if has_title else ("", as_name(said))


def _titled(text: str) -> str:
    return as_name(text).translate(NO_MARKUP)


def title_of(text: str, taken: Collection[str] = ()) -> str:
    """Return a title made of a question's first words: of as many more as make it unlike those `taken`, in small
    letters."""
    words, title = _titled(text).rstrip(" ?!.…").split(), ""
    for count in range(min(TITLE_WORDS, len(words)), len(words) + 1):
        longer = " ".join(words[:count]).rstrip(" ,;:.")
        title = longer if count == len(words) else f"{longer}…"
        if len(title) > LONGEST_TITLE:
            return _numbered(f"{longer[: LONGEST_TITLE - 1].rstrip()}…", taken)
        if title.casefold() not in taken:
            return title
    return _numbered(title, taken)


def _numbered(title: str, taken: Collection[str]) -> str:
    """Return a title with the first number that makes it unlike those that are taken, if it is not so by itself."""
    others = (f"{title[: LONGEST_TITLE - 5]} ({number})" for number in range(2, 1000))
    return title if title.casefold() not in taken else next(one for one in others if one.casefold() not in taken)
