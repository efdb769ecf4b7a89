"""What is fixed of a week is the same where two histories differ in what nobody who leads may know."""

import os
import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from asked import ask, close
from stage import local

from bot import content
from bot.app.context.house import House, Identity
from bot.app.context.occasion import Occasion
from bot.app.log import fixing
from bot.core.digest.facts import Facts
from bot.core.model import Audience, Place, Role
from bot.messenger.telegram.powers import TELEGRAM
from bot.rendering import Renderer
from bot.storage import commitments, entries, members, people, teams
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay

WEEK = timedelta(days=7)
FIRST = local("2026-09-01 12:30")
# So many pairs of each kind in the suite; with `make soak` more.
SEEDS = range(60 if os.environ.get("LEERKRING_SOAK") else 2)
# Who leads is among those who write: the first since long, the second since the week that `since` says.
LEADERS = (101, 102)
WORDS = ("wachten", "groepjes", "uitleg", "lawaai", "instructie", "toetsen")
METHODS = ("eerste-stap", "bijna-geholpen", "samen-gelachen", "tweede-uitleg")


@dataclass(frozen=True)
class Said:
    """What somebody wrote in a week, for the team or for themselves alone."""

    week: int
    who: int
    words: str
    is_alone: bool = False


@dataclass(frozen=True)
class History:
    """A team over some weeks: how many took part in each, who wrote what, and what came of intentions."""

    size: int
    took_part: tuple[int, ...]
    said: tuple[Said, ...]
    intended: tuple[tuple[int, commitments.State], ...] = ()
    since: int = 0


def drawn(seed: int) -> History:
    dice = random.Random(f"fixing {seed}")
    size, weeks = dice.randint(3, 9), dice.randint(4, 9)
    said = [
        Said(week, who, " en ".join(dice.sample(WORDS, 2)), is_alone=dice.random() < 0.2)
        for week in range(weeks)
        for who in (*range(1, size + 1), *LEADERS)
        if dice.random() < 0.6
    ]
    took_part = tuple(dice.randint(0, size) for _ in range(weeks))
    states: tuple[commitments.State, ...] = ("open", "kept", "partly", "dropped")
    intended = tuple((who, dice.choice(states)) for who in range(1, size + 1) if dice.random() < 0.5)
    return History(size, took_part, tuple(said), intended, since=dice.choice((0, 0, weeks // 2)))


def house_of(path: Path) -> House:
    read = content.load()
    return House(open_for_writing(path), read, Renderer(read.sentences), Identity(1, "leerkring_bot"), TELEGRAM)


@cache
def fixed(history: History) -> list[Facts]:
    """Return what is fixed on each Friday of a history, which is played once, in a database of its own."""
    with TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as folder:
        house = house_of(lay(Path(folder) / "leerkring.db"))
        with closing(house.database), transaction(house.database):
            return _played(history, house)


def _played(history: History, house: House) -> list[Facts]:
    team = teams.add(house.database, Place(-5), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    known = {who: people.meet(house.database, who, f"P{who}", None) for who in (*range(1, history.size + 1), *LEADERS)}
    for who in range(1, history.size + 1):
        members.give_role(house.database, team.id, who, Role.MEMBER, FIRST - WEEK)
    made = []
    for week, took_part in enumerate(history.took_part):
        at = FIRST + week * WEEK
        for leader, begins in zip(LEADERS, (0, history.since), strict=True):
            if begins == week:
                members.give_role(house.database, team.id, leader, Role.LEADER, at - timedelta(hours=1))
        session = ask(house.database, team.id, METHODS[week % len(METHODS)], at, at + timedelta(days=1))
        for one in (one for one in history.said if one.week == week):
            audience = Audience.AUTHOR if one.is_alone else Audience.TEAM
            entries.add(house.database, session, known[one.who], audience, "answer", one.words, at, None)
        close(house.database, session, at + timedelta(days=1), history.size, took_part)
        for who, state in history.intended if week == 1 else ():
            number = commitments.add(house.database, team.id, session.id, who, "Ik wacht.", at + 9 * WEEK)
            if state != "open":
                commitments.answer(house.database, number, state, at)
        made.append(_on_friday(house, team.id, at + timedelta(days=3, hours=3)))
    return made


def _on_friday(house: House, team_id: int, now: datetime) -> Facts:
    team = teams.find(house.database, team_id)
    return fixing.fix(Occasion(house, now, team=team), members.in_role(house.database, team_id, Role.LEADER))[1]


def band_of(took_part: int, size: int) -> str:
    return "" if size < 5 else "few" if took_part < size / 3 else "most" if took_part > size * 2 / 3 else "half"


def other_numbers(history: History) -> History:
    """Return a history in which in each week another number of people took part, of the same band."""
    found = [
        max(other for other in range(history.size + 1) if band_of(other, history.size) == band_of(took, history.size))
        for took in history.took_part
    ]
    return replace(history, took_part=tuple(found))


def reworded(history: History, who: Callable[[Said], bool]) -> History:
    """Return a history in which some wrote something else altogether."""
    said = (replace(one, words="bomen en bloemen") if who(one) else one for one in history.said)
    return replace(history, said=tuple(said))


def of_few(history: History) -> History:
    """Return a history in which what one person intended came out otherwise, of two who intended something."""
    states: dict[commitments.State, commitments.State] = {"open": "kept", "kept": "dropped", "partly": "open"}
    return replace(history, intended=tuple((who, states.get(state, "kept")) for who, state in history.intended))


KINDS: dict[str, Callable[[History], tuple[History, History]]] = {
    "how many within a band": lambda one: (one, other_numbers(one)),
    "what leaders wrote": lambda one: (
        one,
        reworded(one, lambda said: said.who in LEADERS and (said.who == 101 or said.week >= one.since)),
    ),
    "what was for oneself alone": lambda one: (one, reworded(one, lambda said: said.is_alone)),
    "what fewer than three intended": lambda one: (
        cut := replace(one, intended=one.intended[:2]),
        of_few(cut),
    ),
    "all that a team of four wrote and did": lambda one: (
        cut := replace(
            one,
            size=4,
            said=tuple(said for said in one.said if said.who <= 4 or said.who in LEADERS),
            took_part=tuple(min(took, 4) for took in one.took_part),
            intended=(),
        ),
        replace(reworded(cut, lambda said: True), took_part=tuple(4 - took for took in cut.took_part)),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_leader_may_know_moves_nothing_that_is_fixed(kind: str) -> None:
    pairs = {seed: KINDS[kind](drawn(seed)) for seed in SEEDS}
    assert [seed for seed, (one, other) in pairs.items() if fixed(one) != fixed(other)] == []


def test_whoever_leads_since_lately_is_told_nothing_that_hangs_on_what_was_before() -> None:
    different = []
    for seed in SEEDS:
        one = replace(drawn(seed), since=3)
        swing = tuple(one.size - took if week < 3 else took for week, took in enumerate(one.took_part))
        other = replace(reworded(one, lambda said: said.week < 3), took_part=swing)
        seen = []
        for told in (fixed(one)[3:], fixed(other)[3:]):
            since = FIRST + 3 * WEEK - timedelta(hours=1)
            seen.append([facts.told_to(since).model_dump(exclude={"suggestion", "wordings"}) for facts in told])
        if seen[0] != seen[1]:
            different.append(seed)
    assert different == []


def test_a_difference_that_leaders_may_know_is_seen() -> None:
    one = History(6, (0, 0, 0, 0), ())
    other = replace(one, took_part=(6, 6, 6, 6))
    assert fixed(one) != fixed(other)
