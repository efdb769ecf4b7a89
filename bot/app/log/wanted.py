"""Wanted: which contributions somebody asks the log for, as typed or as a button carries it, and who that is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.app.context import questions
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.periods import PERIODS
from bot.core.model import LANGUAGES, Entry, Person, Role
from bot.core.saying.bygone import as_stretch
from bot.rendering import visible_text
from bot.storage import members, people
from bot.storage.finding import folded

QUOTES = ('""', "“”", "„”", "«»", "''", "‘’")
PAGE = re.compile(r"(?:^| )#(\d{1,6})$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of the log: all of it, of some people, of one question, of a stretch of days, or what holds some words.

    With `session_id` what came of a question the one time it was asked, in full; with `lists_questions` the questions
    themselves; in private, of the team `team_id`.
    """

    words: str = ""
    people: frozenset[int] = frozenset()
    method: str = ""
    stretch: tuple[date, date] | None = None
    session_id: int = 0
    lists_questions: bool = False
    page: int = 1
    team_id: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether everything is wanted."""
        return not (self.words or self.people or self.method or self.stretch or self.session_id or self.lists_questions)

    def at(self, page: int) -> "Wanted":
        """Return the same on another page."""
        return replace(self, page=page)

    def command(self) -> str:
        """Return what a button carries for it."""
        team = f"*{self.team_id}" if self.team_id else ""
        page = f"#{self.page}" if self.page > 1 else ""
        return " ".join(part for part in ("log", team, self._told(), page) if part)

    def argument(self) -> str:
        """Return what stands behind the command's name."""
        return self.command().partition(" ")[2]

    def _told(self) -> str:
        if self.lists_questions:
            return "?"
        if self.session_id:
            return f"={self.session_id}"
        if self.method:
            return f"?{self.method}"
        if self.people:
            return f"@{','.join(map(str, sorted(self.people)))}"
        if self.stretch:
            return f"{self.stretch[0]} - {self.stretch[1]}"
        # In quotes it is never taken for a name or a day.
        return f'"{self.words}"' if self.words else ""

    def fits(self, entry: Entry, zone: ZoneInfo) -> bool:
        """Tell whether a contribution is among those of these people, this question and these days.

        What is nobody's is never found by a person, and by the day on which its question was asked.
        """
        if self.people and (entry.author is None or entry.author.id not in self.people):
            return False
        if self.stretch and not self.stretch[0] <= entry.at.astimezone(zone).date() <= self.stretch[1]:
            return False
        if self.session_id and entry.session_id != self.session_id:
            return False
        return not self.method or entry.method == self.method


def understood(occasion: Occasion, argument: str, readable: Sequence[Entry]) -> Wanted:
    """Return what is wanted: somebody of the team, some days, a question, else words.

    `readable` is all that the team may read.
    """
    text = " ".join(argument.split())
    page = PAGE.search(text)
    text = text[: page.start()] if page else text
    found = _of_button(text, readable) or _quoted(text) or _of_people(occasion, text, readable)
    found = found or _of_days(occasion, text) or _of_question(occasion, text, readable) or Wanted(words=text)
    return replace(found, page=max(as_number(page[1]), 1) if page else 1)


def _of_button(text: str, readable: Sequence[Entry]) -> Wanted | None:
    if text in ("", "?"):
        return Wanted(lists_questions=text == "?")
    if text.startswith("?") and any(entry.method == text[1:] for entry in readable):
        return Wanted(method=text[1:])
    if text.startswith("=") and as_number(text[1:]):
        # Nothing of it may be left that somebody may read; no word to search for even then.
        return Wanted(session_id=as_number(text[1:]))
    numbers = [as_number(number) for number in text[1:].split(",")] if text.startswith("@") else []
    return Wanted(people=frozenset(numbers)) if numbers and all(numbers) else None


def _quoted(text: str) -> Wanted | None:
    is_quoted = len(text) > 2 and f"{text[0]}{text[-1]}" in QUOTES
    return Wanted(words=text[1:-1]) if is_quoted else None


def _of_people(occasion: Occasion, text: str, readable: Sequence[Entry]) -> Wanted | None:
    """Return who of the team is called so: exactly, else by what comes before as much as tells namesakes apart."""
    known = {person.id: person for person in _known(occasion, readable)}
    if text.startswith("@"):
        pointed = people.find_by_username(occasion.database, text)
        return Wanted(people=frozenset({pointed.id})) if pointed and pointed.id in known else None
    called = folded(text)
    exactly = {person.id for person in known.values() if folded(person.name) == called}
    namesakes = {person.id for person in known.values() if folded(person.name).startswith(f"{called} ")}
    found = exactly or namesakes
    return Wanted(people=frozenset(found)) if found else None


def _known(occasion: Occasion, readable: Sequence[Entry]) -> Iterable[Person]:
    """Yield the people of a team, and those of earlier days whose words it still has."""
    for role in Role:
        yield from members.in_role(occasion.database, occasion.here.id, role)
    yield from (entry.author for entry in readable if entry.author)


def _of_days(occasion: Occasion, text: str) -> Wanted | None:
    today = occasion.today
    if length := PERIODS.get(text.lower()):
        return Wanted(stretch=(today - timedelta(days=length - 1), today))
    found = as_stretch(text, today)
    return Wanted(stretch=found) if found else None


def _of_question(occasion: Occasion, text: str, readable: Sequence[Entry]) -> Wanted | None:
    """Return the question with this id or title, in either language; also one that there isn't any more."""
    house, team, called = occasion.house, occasion.here.id, text.casefold().rstrip(" ?!.…")
    there = {**house.content.methods, **questions.own(house, team)}
    titles = {key: method.title for key, method in there.items()}
    gone = {entry.method for entry in readable} - titles.keys()
    for method, title in (titles | {key: questions.title(house, team, key) for key in gone}).items():
        said = (visible_text(occasion.in_team_words(title, language)) for language in LANGUAGES)
        if text.lower() == method or (title and called in [one.casefold().rstrip(" ?!.…") for one in said]):
            return Wanted(method=method)
    return None
