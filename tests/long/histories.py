"""Random histories of a team and a question, and the same with one protected thing otherwise."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from stage import local

from bot.core.model import LANGUAGES, Language

Doing = Literal[
    "reply", "privately", "choose", "edit", "withdraw", "release", "skip", "say", "tell", "thank", "nothing"
]
CaseDoing = Literal["gather", "press", "step"]
Part = Literal["", "nameless", "also nameless", "alone", "silent", "told", "hidden"]
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fatima", "Gijs", "Hanna")
SIZES = (3, 3, 3, 4, 4, 4, 4, 5, 5, 6, 7, 8)
# Each answer begins otherwise, so that no change of its other words moves it in an order by words.
OPENINGS = tuple(f"{number}e" for number in range(11, 31))
FIRST = ("kikkers", "lantaarns", "molens", "ankers", "bezems", "citroenen")
SECOND = ("dassen", "emmers", "fietsen", "gordijnen", "heggen", "jassen")
# Words that nobody uses but who answers without a name: where that shows, words of others make a theme with it.
OWN = ("olifanten piramides", "robots sleutels")
# Words that several use become a theme, in a summary and in a leader's digest.
RETURNING: dict[Language, str] = {"nl": "wachten", "en": "waiting"}
WORKING_DAYS = (("mon", "tue", "wed"), ("wed", "thu", "fri"), ("mon", "tue", "thu", "fri"))
IN_GROUP = ("/status", "/summary", "/summary month", "/log", "/log {}", "/log #2", "/log ?", "/plan")
ASKED, CLOSED, END = local("2026-11-24 12:50"), local("2026-11-25 15:50"), local("2026-11-27 15:20")


@dataclass(frozen=True)
class Act:
    """What somebody does at a minute. `part` is the protected thing it belongs to, `way` how an answer is shared, or
    which button is pressed."""

    at: datetime
    who: str
    doing: Doing | CaseDoing
    words: str = ""
    way: str = ""
    part: Part = ""


@dataclass(frozen=True)
class History:
    """Who there is and what they do. `strangers` are in the group and not in the team, `outside` not in the case;
    `is_shown` tells that enough answered without a name, `is_blind` that the question is; `closes` when a step, or a
    blind question, shows what came in for it."""

    language: Language
    people: tuple[str, ...]
    days: tuple[tuple[str, tuple[str, ...]], ...]
    acts: tuple[Act, ...]
    is_leader_in_group: bool = False
    has_second_team: bool = False
    strangers: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    is_shown: bool = False
    closes: datetime = END
    is_blind: bool = False

    def who(self, *parts: Part) -> set[str]:
        """Return who plays some parts."""
        return {act.who for act in self.acts if act.part in parts}


# The same with one thing otherwise


def changed(history: History, change: Callable[[Act], Act], *parts: Part) -> History:
    """Return a history in which the acts of some parts are otherwise."""
    return replace(history, acts=tuple(change(act) if act.part in parts else act for act in history.acts))


def in_other_words(history: History, *parts: Part) -> History:
    """Return a history with other words in some parts; they begin the same, which matters only where they show."""

    def reword(act: Act) -> Act:
        words = act.words.split(" ")
        tail = [SECOND[FIRST.index(word)] for word in words[1:] if word in FIRST]
        return replace(
            act, words=" ".join((words[0], *tail, *(() if history.is_shown else ("en heel lang", *tail) * 4)))
        )

    def change(act: Act) -> Act:
        return reword(act) if act.words and act.doing != "choose" else act

    return changed(history, change, *parts)


def in_own_words(history: History, own: str, *parts: Part) -> History:
    """Return a history with words in some parts that nobody else uses; they begin the same."""

    def change(act: Act) -> Act:
        is_said = act.words and act.doing != "choose"
        return replace(act, words=f"{act.words.split(' ')[0]} {own}") if is_said else act

    return changed(history, change, *parts)


def swapped(history: History) -> History:
    """Return a history in which those who answered without a name and for themselves alone did what the other did."""
    (nameless,), (alone,) = history.who("nameless"), history.who("alone")
    other = {nameless: alone, alone: nameless}
    return changed(history, lambda act: replace(act, who=other[act.who]), "nameless", "alone")


def aloud(history: History, part: Part) -> History:
    """Return a history in which what was answered in private is answered in the group."""
    openly: dict[str, Doing] = {"privately": "reply", "choose": "nothing"}
    return changed(history, lambda act: replace(act, doing=openly.get(act.doing, act.doing)), part)


def blind(history: History) -> History:
    """Return a week whose question is blind, in which whoever kept an answer for themselves lets it show."""
    ways: dict[str, Doing] = {"choose": "nothing"}
    shown = changed(history, lambda act: replace(act, way="", doing=ways.get(act.doing, act.doing)), "alone")
    return replace(shown, is_blind=True, closes=CLOSED + timedelta(minutes=5))


def exchanged(history: History) -> History:
    """Return a history in which two who answered without a name said, in the end, what the other did."""
    ends = {
        act.part: act for act in history.acts if act.part in ("nameless", "also nameless") and act.doing != "choose"
    }
    one, other = ends["nameless"], ends["also nameless"]
    words = {one: other.words, other: one.words}
    return changed(history, lambda act: replace(act, words=words.get(act, act.words)), *ends)


def done(history: History, part: Part, doing: Doing | CaseDoing, words: str = "", way: str = "") -> History:
    """Return a history in which a part does something else than it did."""
    return changed(history, lambda act: replace(act, doing=doing, words=words or act.words, way=way), part)


# At random


@dataclass
class Draw:
    """One history in the making, drawn from a seed."""

    dice: random.Random
    fewest: int = 3

    def __post_init__(self) -> None:
        dice = self.dice
        self.language = dice.choice(LANGUAGES)
        self.people = NAMES[: dice.choice([size for size in SIZES if size >= self.fewest])]
        self.openings = dice.sample(OPENINGS, len(OPENINGS))
        self.acts: list[Act] = []

    def chance(self, of: float) -> bool:
        return self.dice.random() < of

    def minute(self, first: datetime, last: datetime) -> datetime:
        """Return a minute at which nothing happens yet, at an hour at which people are awake."""
        taken = {act.at for act in self.acts}
        while True:
            at = first + timedelta(minutes=self.dice.randrange(int((last - first).total_seconds()) // 60))
            if at not in taken and 7 <= at.hour < 22:
                return at

    def words(self) -> str:
        """Return an answer that begins as no other does."""
        returning = [RETURNING[self.language]] if self.chance(0.5) else []
        return " ".join((self.openings.pop(), *self.dice.sample(FIRST, 2), *returning))

    def anew(self, words: str) -> str:
        """Return other words with the same beginning."""
        return " ".join((words.split(" ")[0], *self.dice.sample(FIRST, 3)))

    def do(
        self, at: datetime, who: str, doing: Doing | CaseDoing, words: str = "", way: str = "", part: Part = ""
    ) -> Act:
        act = Act(at, who, doing, words, way, part)
        self.acts.append(act)
        return act

    def ask_in_group(self, members: Iterable[str], first: datetime, last: datetime, searched: Iterable[str]) -> None:
        """Let somebody ask the bot something in the group, and the leader for the digest."""
        words = sorted(searched)
        for _ in range(self.dice.randint(1, 2)):
            asked = self.dice.choice(IN_GROUP).format(self.dice.choice(words))
            self.do(self.minute(first, last), self.dice.choice(sorted(members)), "say", asked)
        if self.chance(0.4):
            self.do(self.minute(first, last), "leader", "tell", "/digest")

    def history(self, spared: Iterable[str], **more: object) -> History:
        """Return what was drawn; whoever is `spared` works all week."""
        days = {name: self.dice.choice(WORKING_DAYS) for name in self.people if name not in spared and self.chance(0.3)}
        acts = tuple(sorted(self.acts, key=lambda act: act.at))
        made = History(self.language, self.people, tuple(sorted(days.items())), acts, has_second_team=self.chance(0.35))
        return replace(made, **more)  # type: ignore[arg-type]  # fields of any type


def a_week(seed: int) -> History:
    """Return a week with a question: somebody answers without a name, somebody for themselves, somebody not at all."""
    is_shown = seed % 2 == 0
    draw = Draw(random.Random(f"week {seed}"), fewest=5 if is_shown else 3)
    nameless, alone, silent = parts = draw.dice.sample(draw.people, 3)
    others = [name for name in draw.people if name not in parts]
    _answer_nameless(draw, nameless)
    _answer_alone(draw, alone)
    draw.do(draw.minute(ASKED, CLOSED), silent, "nothing", part="silent")
    hidden = set(draw.dice.sample(others, 2 if is_shown else min(len(others), draw.dice.randint(0, 1))))
    for name, part in zip(sorted(hidden), _PARTS, strict=False):
        draw.do(draw.minute(ASKED, CLOSED), name, "privately", draw.words(), draw.dice.choice(_WAYS), part)
    named = [name for name in others if name not in hidden and _answer_somehow(draw, name)]
    leaving = {named[0]} if named and draw.chance(0.3) else set[str]()
    for name in leaving:
        draw.do(draw.minute(max(act.at for act in draw.acts if act.who == name), END), name, "tell", "/forget yes")
    strangers = (silent,) if draw.chance(0.2) else ()
    members = set(draw.people) - leaving - set(strangers)
    asking = draw.dice.choice(sorted(members))
    draw.do(CLOSED + timedelta(minutes=1), asking, "say", "/status")
    # Words that show without a name can be found from then on, and are others' to see.
    draw.ask_in_group(members, ASKED, CLOSED if is_shown else END, {*FIRST, *SECOND})
    _thank_somebody(draw, members, named, random.Random(f"thanks {seed}"))
    is_inside = draw.chance(0.3)
    if is_inside:
        _come_in(draw, random.Random(f"leader {seed}"))
    return draw.history((nameless, alone), strangers=strangers, is_shown=is_shown, is_leader_in_group=is_inside)


_PARTS: tuple[Part, ...] = ("also nameless", "")
_AFTERWARDS: tuple[Doing, ...] = ("edit", "withdraw", "release")
_WAYS = ("nameless", "nameless author", "nameless gone", "nameless named")


def _answer_nameless(draw: Draw, name: str) -> None:
    """Let somebody answer without a name, at once or after a while, and perhaps change it."""
    way, words = draw.dice.choice(_WAYS[:3]), draw.words()
    first = draw.do(draw.minute(ASKED, CLOSED - timedelta(hours=3)), name, "privately", words, "", part="nameless")
    draw.do(draw.minute(first.at, CLOSED), name, "choose", way, part="nameless")
    if draw.chance(0.4):
        draw.do(draw.minute(first.at, CLOSED), name, "edit", draw.anew(words), part="nameless")


def _answer_alone(draw: Draw, name: str) -> None:
    """Let somebody answer for themselves alone: at once, late, or having first let the team read it."""
    words, is_late = draw.words(), draw.chance(0.2)
    last = END if is_late else CLOSED - timedelta(hours=3)
    wavers = not is_late and draw.chance(0.3)
    way = "nameless" if wavers else ""
    first = draw.do(draw.minute(CLOSED + timedelta(hours=1) if is_late else ASKED, last), name, "privately", words, way)
    draw.acts[-1] = replace(first, part="alone")
    if wavers:
        draw.do(draw.minute(first.at, CLOSED), name, "choose", "onlyme", part="alone")
    if draw.chance(0.3):
        draw.do(draw.minute(first.at, last + timedelta(minutes=20)), name, "edit", draw.anew(words), part="alone")


def _thank_somebody(draw: Draw, members: Iterable[str], named: list[str], dice: random.Random) -> None:
    """Let somebody thank a colleague for what the summary quotes of them, if it does, and ask for an overview."""
    by, whom = dice.choice(sorted(members)), dice.choice(named if named and dice.random() < 0.6 else draw.people)
    draw.do(CLOSED + timedelta(minutes=dice.randrange(20, 90)), by, "thank", f"/thanks {whom}")
    draw.do(END - timedelta(minutes=dice.randrange(1, 60)), by, "say", dice.choice(("/summary term", "/summary year")))


def _come_in(draw: Draw, dice: random.Random) -> None:
    """Let the leader answer in the group, take part in the questions from then on, and read the log."""
    at = ASKED + timedelta(minutes=dice.randrange(1, 300))
    draw.do(at, "leader", "reply", draw.words())
    if dice.random() < 0.7:
        draw.do(at + timedelta(minutes=5), "leader", "tell", "/takepart 1")
    draw.do(END - timedelta(minutes=3), "leader", "tell", "/log")


def _answer_somehow(draw: Draw, name: str) -> bool:
    """Let somebody answer by name, skip, or say nothing; return whether they answered."""
    how = draw.dice.choice(("reply", "reply", "reply", "late", "both", "alone", "skip", "nothing"))
    at = draw.minute(ASKED, CLOSED - timedelta(hours=3))
    if how in ("reply", "both"):
        words = draw.words()
        draw.do(at, name, "reply", words)
        if draw.chance(0.6):
            draw.do(draw.minute(at, END), name, draw.dice.choice(_AFTERWARDS), draw.anew(words))
    if how == "both":
        draw.do(draw.minute(at, CLOSED), name, "privately", draw.words(), draw.dice.choice(_WAYS))
    if how == "late":
        draw.do(draw.minute(CLOSED + timedelta(hours=1), END), name, "reply", draw.words())
    if how == "alone":
        draw.do(at, name, "privately", draw.words(), "")
    if how == "skip":
        draw.do(at, name, "skip", "", "group")
    return how in ("reply", "both")
