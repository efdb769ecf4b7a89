"""What the words around a word say about it: whether somebody is named there, or a lesson's subject."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from bot.core.anonymity.reading import Token
from bot.core.patterns import NONE, Patterns

# Where one of these comes after a verb, it is who does it: bij Frans schreef ik.
DOERS = frozenset(
    [
        "ik",
        "we",
        "wij",
        "ze",
        "zij",
        "hij",
        "je",
        "jij",
        "u",
        "jullie",
        "er",
        "men",
        "i",
        "he",
        "she",
        "they",
    ]
)
OWNING = frozenset(["z'n", "zn", "zijn", "haar", "d'r", "his", "her"])
# What may stand between somebody and what they do.
BETWEEN_THEM = "never always just again still only nooit altijd steeds weer ook alleen"
MEANWHILE = frozenset(BETWEEN_THEM.split())
LINKS = frozenset(["over", "about", "on", "volgens", "to", "van", "by", "of", "door"])
# What is read or watched: a whole name after it is hardly a pupil's.
READING = "lezen las lazen lees leest gelezen keken kijken bekeken reading read reads watched watching watch studying"
TAKEN_IN = frozenset(READING.split())
PERSONS = frozenset(["he", "she", "him", "her", "his", "hij", "zij", "ze", "hem", "haar", "zijn", "z'n"])
# After what a family is called: the Kowalczyk twins.
KINDRED = frozenset(["family", "twins", "brothers", "sisters", "boys", "girls"])
NOBODY = Token("", 0, "", True, False)


@dataclass(frozen=True)
class NameSigns:
    """Classes of words of both languages that tell names from other words, and patterns that describe one person.

    `titles` stand before a name (mevrouw), `people` are words for somebody (leerling), `calling` tell that a name
    follows (heet), `small` are words that are never a name by themselves (de, in, wil), `articles` never stand
    before a name, `before` often do (dat), `beckoning` do where things have an article (met), `acts` are what a
    person does (huilde), `helpers` are verbs that anything does too (is), `joining` put names side by side (en),
    `inside` stand within a name (van), `works` are what authors make and `lessons` what is about something,
    `abstract` are words without an article (hoop), `numbering` stand before a letter that is no initial (plan B),
    `tongues` are languages (Frans), `syllables` make Chinese names, `familiar` are first names that are words too,
    `figures` are people whom lessons and books are about, in one word or two (anne_frank), `places` are towns,
    countries and brands that people are called too (Florence), `abbreviations` are letters that are nobody's (RE).
    """

    titles: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    beckoning: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    lessons: frozenset[str] = frozenset()
    abstract: frozenset[str] = frozenset()
    numbering: frozenset[str] = frozenset()
    tongues: frozenset[str] = frozenset()
    syllables: frozenset[str] = frozenset()
    familiar: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    descriptions: Patterns = NONE

    @cached_property
    def special(self) -> frozenset[str]:
        """Known words that may be part of a name, or make one of the next word."""
        return self.inside | self.familiar | self.syllables | self.titles

    @cached_property
    def never(self) -> frozenset[str]:
        """Words that are never a name, and make none of the next word."""
        return self.small - self.special

    def with_those_of(self, other: "NameSigns") -> "NameSigns":
        """Return the signs of both."""
        both: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        added = {one.name: getattr(other, one.name) for one in fields(other)}
        joined = {key: value | added[key] for key, value in both.items() if key != "descriptions"}
        return NameSigns(**joined, descriptions=self.descriptions + other.descriptions)


@dataclass(frozen=True, slots=True)
class Place:
    """One word of a text with what stands around it."""

    read: list[Token]
    at: int
    signs: NameSigns

    @property
    def token(self) -> Token:
        return self.read[self.at]

    def beside(self, steps: int) -> Token:
        """Return the token some steps further (or back, below zero), within the sentence."""
        read, at = self.read, self.at
        wanted = at + steps
        if not 0 <= wanted < len(read):
            return NOBODY
        for between in range(min(at, wanted) + 1, max(at, wanted) + 1):
            if read[between].begins:
                return NOBODY
        return read[wanted]

    @property
    def previous(self) -> Token:
        """The word before, past the full stop of a short title; nothing where a sentence begins."""
        before = self.beside(-1)
        if before.text == "." or (not before.text and self.at and self.read[self.at - 1].text == "."):
            title = self.read[self.at - 2] if self.at > 1 else NOBODY
            return title if title.plain in self.signs.titles else NOBODY
        return before

    @property
    def is_titled(self) -> bool:
        """Whether a title or a word for somebody stands before: mevrouw, leerling, moeder van; or after it: X's mum."""
        before, people = self.previous, self.signs.people
        if before.plain in self.signs.titles or (before.plain in people and not before.is_owning):
            return True
        if before.plain in ("van", "of") and self.beside(-2).plain in people:
            return True
        if self.beside(1).plain in KINDRED:
            return True
        whose = self.beside(1).plain in OWNING and self.beside(2).plain in people
        return whose or (self.beside(1).plain in people and self.token.is_owning)

    @property
    def is_called(self) -> bool:
        """Whether the words before say that a name follows: heet, genaamd, een leerling als."""
        before = self.previous.plain
        if before in self.signs.calling:
            return True
        return before in ("als", "like", "namens") and self.beside(-2).plain in self.signs.people

    @property
    def acts(self) -> bool:
        """Whether the word does what a person does, right before or after it: mark zei; toen zei mark."""
        before, after, then = self.beside(-1).plain, self.beside(1).plain, self.beside(2).plain
        signs = self.signs
        if before in signs.articles:
            return False
        if after in MEANWHILE and (then in signs.acts or then in signs.helpers):
            return True
        if (after in signs.acts and then not in DOERS) or (after in signs.helpers and then in signs.acts):
            return True
        return before in signs.acts and self.beside(-2).plain not in signs.people

    @property
    def is_subject(self) -> bool:
        """Whether the word begins a sentence and does something, as only names do without an article."""
        after = self.beside(1).plain
        is_doing = after in self.signs.helpers or after in self.signs.acts
        return self.token.begins and is_doing and self.token.plain not in self.signs.abstract

    @property
    def is_described(self) -> bool:
        """Whether the words go on with who this is: Bram, een jongen van acht."""
        then, third = self.beside(2).plain, self.beside(3).plain
        return self.beside(1).text == "," and then in self.signs.articles and third in self.signs.people

    @property
    def is_addressed(self) -> bool:
        """Whether a word that often stands before names stands before this one: met, van, tegen."""
        return self.previous.plain in self.signs.before

    @property
    def is_beckoned(self) -> bool:
        """Whether a word stands right before that things need an article after: met roos, naar mees."""
        return self.beside(-1).plain in self.signs.beckoning

    def is_topic(self, is_given: bool) -> bool:
        """Tell whether it is what a lesson is about, or who made what is read; a first name alone made nothing."""
        for step in (0, 1) if self.beside(1).is_capital else (0,):
            if self.beside(step).is_owning and self.beside(step + 1).plain in self.signs.works:
                return True
        if self.is_figure or self._is_title_of_something() or self._is_before_what_is_about_it():
            return True
        return any(self._is_about(back, is_given) for back in range(1, 9))

    @property
    def is_figure(self) -> bool:
        """Whether it is somebody from history, a book or a film: Napoleon; Anne of Anne Frank."""
        figures, word = self.signs.figures, self.token.plain
        if not figures or self.previous.plain in self.signs.titles:
            return False
        after, before = self._name_beside(1), self._name_beside(-1)
        is_known_by_one = self.token.is_capital and word in figures
        return is_known_by_one or f"{word}_{after}" in figures or f"{before}_{word}" in figures

    def _name_beside(self, step: int) -> str:
        """Return the word next to this one, past what joins names: Oranje of Willem van Oranje."""
        steps = next((far for far in range(1, 4) if self.beside(step * far).plain not in self.signs.inside), 4)
        return self.beside(step * steps).plain

    def _is_title_of_something(self) -> bool:
        """Whether it owns something with a capital, as in what books are called: Charlotte's Web."""
        after = self.beside(1)
        is_listed = after.plain in self.signs.small or after.plain in self.signs.familiar
        return self.token.is_capital and self.token.is_owning and after.is_capital and not is_listed

    def _is_before_what_is_about_it(self) -> bool:
        """Whether a whole name stands before what is about it: the Florence Nightingale lesson."""
        capitals = next((step for step in range(1, 4) if not self.beside(step).is_capital), 4)
        is_subject = self.beside(capitals).plain in self.signs.lessons | self.signs.works
        return self.token.is_capital and capitals > 1 and is_subject

    @property
    def is_spoken_of(self) -> bool:
        """Whether the words around speak of somebody: it was grant who, frank and i, merel en haar maatje."""
        one, two = self.beside(1).plain, self.beside(2).plain
        if self.beside(-1).plain in self.signs.articles or self.beside(-1).plain in self.signs.people:
            return False
        if one in self.signs.joining - {","} and two in OWNING | {"ik", "i", "me", "mij"}:
            return True
        if one in ("who", "die") and self.beside(-1).plain in ("was", "is"):
            return True
        if one in ("from", "uit", "van") and two in ("the", "our", "my", "year", "de", "het", "onze", "groep", "klas"):
            return (self.token.begins and self.token.plain not in self.signs.abstract) or self.is_addressed
        if one in OWNING | {"zn", "d'r"} and two not in self.signs.articles:
            return self.token.begins
        return one in ("was", "is") and two.endswith("ing") and self.token.begins

    @property
    def is_meant(self) -> bool:
        """Whether a person stands where a thing has an article, and he or she goes on: to will and he was done."""
        ahead = [self.beside(step).plain for step in range(1, 7)]
        return self.is_addressed and ahead[0] not in DOERS and bool(PERSONS & set(ahead))

    def _is_about(self, back: int, is_given: bool) -> bool:
        link = self.beside(-back)
        if link.plain not in LINKS and link.plain not in TAKEN_IN:
            return False
        subject = self.beside(-back - 1)
        between = [self.beside(-step) for step in range(1, back)]
        if any(not (one.is_capital or one.plain in self.signs.inside or one.text == ".") for one in between):
            return False
        if link.plain in ("over", "about", "on"):
            return subject.plain in self.signs.lessons or subject.plain in self.signs.works
        if link.plain in ("volgens", "to") and (link.plain == "volgens" or subject.plain == "according"):
            return not is_given or bool(between) or self.beside(1).is_capital
        if link.plain in TAKEN_IN:
            return bool(between) or self.beside(1).is_capital or not is_given
        is_whole = bool(between) or self.beside(1).is_capital or not is_given
        return is_whole and link.plain in ("van", "by", "of", "door") and subject.plain in self.signs.works
