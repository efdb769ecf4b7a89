"""Two histories that differ in one protected thing look the same to everybody who may not know it."""

import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from long.cases import a_case, let_out
from long.histories import OWN, History, a_week, aloud, blind, done, exchanged, in_other_words, in_own_words, swapped
from long.replaying import play
from long.seeing import Seen, differences

from bot.storage.laying import lay

# Each seed gives two pairs of a kind: with nothing else changed, and with another protected thing changed in both.
SEEDS = range(1, 1 + (100 if os.environ.get("LEERKRING_SOAK") else 2))
if "LEERKRING_SEED" in os.environ:
    SEEDS = range(int(os.environ["LEERKRING_SEED"]), int(os.environ["LEERKRING_SEED"]) + 1)
PAIRS = [(seed, is_otherwise) for seed in SEEDS for is_otherwise in (False, True)]
Play = Callable[[History], Awaitable[Seen]]
pytestmark = [pytest.mark.soak, pytest.mark.timeout(120)]
# One pair after the other, so that what is played for one of its tests is there for the next.
each_pair = pytest.mark.parametrize(("seed", "is_otherwise"), PAIRS, scope="module")
PLAYED: dict[History, Seen] = {}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database in which nothing happened yet."""
    return lay(tmp_path_factory.mktemp("fresh") / "leerkring.db")


@pytest.fixture
def played(tmp_path: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return what plays a history in a world of its own, once."""

    async def play_once(history: History) -> Seen:
        if history not in PLAYED:
            path = tmp_path / f"{len(PLAYED)}.db"
            shutil.copyfile(fresh, path)
            monkeypatch.setenv("LEERKRING_DATABASE", str(path))
            PLAYED[history] = await play(history, path)
        return PLAYED[history]

    return play_once


def skipped(week: History, seed: int) -> History:
    """Return a week in which whoever said nothing skips the question."""
    return done(week, "silent", "skip", way=("group", "private", "later")[seed % 3])


@each_pair
async def test_the_words_of_a_nameless_answer_move_nothing_but_themselves(
    seed: int, is_otherwise: bool, played: Play
) -> None:
    week = skipped(a_week(seed), seed) if is_otherwise else a_week(seed)
    other = in_other_words(week, "nameless")
    if week.is_shown:
        week, other = (in_own_words(week, own, "nameless") for own in OWN)
    seen, seen_otherwise = await played(week), await played(other)
    if week.is_shown:
        seen, seen_otherwise = (
            seen.masked(week, ["group"], "nameless"),
            seen_otherwise.masked(other, ["group"], "nameless"),
        )
    assert differences(seen, seen_otherwise, week.who("nameless")) == []


@each_pair
async def test_nobody_sees_whose_a_nameless_answer_is(seed: int, is_otherwise: bool, played: Play) -> None:
    week = a_week(seed)
    if is_otherwise and week.is_shown:
        other, knowing = exchanged(week), week.who("nameless", "also nameless")
    else:
        week = in_other_words(week, "alone") if is_otherwise else week
        other, knowing = swapped(week), week.who("nameless", "alone")
    assert differences(await played(week), await played(other), knowing) == []


@each_pair
async def test_the_words_of_an_answer_for_oneself_are_seen_by_nobody_else(
    seed: int, is_otherwise: bool, played: Play
) -> None:
    week = swapped(a_week(seed)) if is_otherwise else a_week(seed)
    other = in_other_words(week, "alone")
    assert differences(await played(week), await played(other), week.who("alone")) == []


@each_pair
async def test_nobody_sees_who_skipped_a_question_and_who_said_nothing(
    seed: int, is_otherwise: bool, played: Play
) -> None:
    week = in_other_words(a_week(seed), "nameless") if is_otherwise else a_week(seed)
    assert differences(await played(week), await played(skipped(week, seed)), week.who("silent")) == []


@pytest.mark.parametrize(("seed", "is_otherwise"), PAIRS[1::3])
async def test_of_a_blind_question_nobody_sees_who_answered_or_what_until_it_closes(
    seed: int, is_otherwise: bool, played: Play
) -> None:
    week = blind(a_week(seed))
    other = done(week, "alone", "nothing") if is_otherwise else in_other_words(swapped(week), "alone", "nameless")
    seen, seen_otherwise = (await played(week)).until(week.closes), (await played(other)).until(week.closes)
    # That there is one answer less shows in the numbers of the others' own, behind their buttons.
    knowing = set(seen.chats) - {"group"} if is_otherwise else week.who("alone", "nameless")
    assert differences(seen, seen_otherwise, knowing) == []


@each_pair
async def test_what_is_hidden_in_a_step_moves_nothing_until_it_closes(
    seed: int, is_otherwise: bool, played: Play
) -> None:
    case = done(a_case(seed), "silent", "press", way="pass") if is_otherwise else a_case(seed)
    other = in_other_words(case, "told", "hidden")
    seen, seen_otherwise = (await played(case)).until(case.closes), (await played(other)).until(case.closes)
    # Who thinks about the case by themselves has it before them.
    inside = {"group", *case.people} - set(case.outside)
    assert differences(seen.masked(case, inside, "told"), seen_otherwise.masked(other, inside, "told")) == []


@each_pair
async def test_the_words_of_a_case_are_seen_by_nobody_outside_it(seed: int, is_otherwise: bool, played: Play) -> None:
    case = done(a_case(seed), "silent", "press", way="pass") if is_otherwise else a_case(seed)
    other = in_other_words(case, "told", "hidden")
    seen, seen_otherwise = await played(case), await played(other)
    inside = {"group", *case.people} - set(case.outside)
    there, there_otherwise = (
        one.masked(what, inside, "told", "hidden") for one, what in ((seen, case), (seen_otherwise, other))
    )
    assert differences(seen, seen_otherwise, inside) == []
    assert differences(seen.answers(), seen_otherwise.answers()) == []
    assert differences(there, there_otherwise) == []


@each_pair
async def test_nobody_sees_who_passed_a_step_and_who_said_nothing(seed: int, is_otherwise: bool, played: Play) -> None:
    case = in_other_words(a_case(seed), "told", "hidden") if is_otherwise else a_case(seed)
    other = done(case, "silent", "press", way="pass")
    assert differences(await played(case), await played(other), case.who("silent")) == []


# That the comparison can fail

SMALL_WEEK, SMALL_CASE = 3, 3


async def test_what_was_a_nameless_answer_is_noticed_where_it_is_given_in_the_group(played: Play) -> None:
    week = aloud(a_week(SMALL_WEEK), "nameless")
    other = in_other_words(week, "nameless")
    assert differences(await played(week), await played(other), week.who("nameless"))


async def test_who_answered_is_noticed_where_one_of_two_did_so_by_name(played: Play) -> None:
    week = aloud(a_week(SMALL_WEEK), "nameless")
    assert differences(await played(week), await played(swapped(week)), week.who("nameless", "alone"))


async def test_an_answer_for_oneself_is_noticed_where_it_is_given_in_the_group(played: Play) -> None:
    week = aloud(a_week(SMALL_WEEK), "alone")
    assert differences(await played(week), await played(in_other_words(week, "alone")), week.who("alone"))


async def test_an_answer_to_a_blind_question_is_noticed_after_it_has_closed(played: Play) -> None:
    week = blind(a_week(SMALL_WEEK))
    assert differences(await played(week), await played(in_other_words(week, "alone")), week.who("alone"))


async def test_that_somebody_said_nothing_is_noticed_where_they_answer(played: Play) -> None:
    week = a_week(SMALL_WEEK)
    other = done(week, "silent", "reply", "ineens wel")
    assert differences(await played(week), await played(other), week.who("silent"))


async def test_what_was_hidden_is_noticed_after_its_step_has_closed(played: Play) -> None:
    case = a_case(SMALL_CASE)
    other = in_other_words(case, "told", "hidden")
    seen = (await played(case)).masked(case, ["group"], "told")
    seen_otherwise = (await played(other)).masked(other, ["group"], "told")
    assert "group" in {text.split(":")[0] for text in differences(seen, seen_otherwise)}


async def test_the_words_of_a_case_are_noticed_where_they_are_said_as_an_answer_and_released(played: Play) -> None:
    case = let_out(a_case(SMALL_CASE))
    seen, seen_otherwise = await played(case), await played(in_other_words(case, "told"))
    differing = {text.split(":")[0] for text in differences(seen, seen_otherwise)}
    assert {"leader", "observer", "log"} <= differing


async def test_that_somebody_passed_is_noticed_where_they_write(played: Play) -> None:
    case = a_case(SMALL_CASE)
    other = done(case, "silent", "step", "toch iets")
    assert differences(await played(case), await played(other), case.who("silent"))
