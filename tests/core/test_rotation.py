"""Which prompt comes next: with the real prompts, over random histories, and with small sets made up here."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.method import Method
from bot.core.rotation import (
    CASE,
    HOLIDAY,
    LEARNING_HERE,
    REMEMBERED,
    ROUNDS_APART,
    ROUNDS_PER_DEPTH,
    Asked,
    Turn,
    seasons,
)
from bot.core.rotation import next_method as next_in_turn
from bot.core.timing import FreeDays

FAMILIES = ("R1", "R6")
METHODS = {key: one for key, one in content.load().prompts.items() if one.family in FAMILIES}
IDS = sorted(METHODS)

moderately = settings(max_examples=60, deadline=None, database=None, derandomize=True)
seeds = st.integers(-(2**40), 2**40)
histories = st.lists(st.sampled_from([*IDS, "no-longer-there"]), max_size=60)
some_families = st.sampled_from([("R1",), ("R6",), ("R1", "R6"), ("R6", "R1")])


YEAR_BEGAN, WEEK = date(2026, 8, 1), timedelta(weeks=1)


def weekly(ids: Sequence[str]) -> list[Asked]:
    """Return questions asked one a week, the last of them a week before the day on which the next one comes."""
    return [Asked(one, TODAY - WEEK * (len(ids) - at)) for at, one in enumerate(ids)]


TODAY = date(2027, 1, 12)


def next_method(methods: Iterable[Method], history: Sequence[str], families: Sequence[str], seed: int) -> Method | None:
    """Return what comes after questions that were asked one a week, in a year of no season."""
    return next_in_turn(methods, weekly(history), families, seed, Turn(TODAY, YEAR_BEGAN))


@cache
def made_up(family: str, depth: int, number: int = 1) -> Method:
    both = {"nl": "tekst", "en": "text"}
    return Method.model_validate(
        {
            "id": f"{family.lower()}-{depth}-{number}",
            "terms": "reflection",
            "family": family,
            "depth": depth,
            "activity": "reflecting",
            "source": "made up",
            "title": both,
            "why": both,
            "follow_up": both,
            "steps": ({"ask": both},),
        }
    )


def played(rounds: int, families: Sequence[str], seed: int, methods: Iterable[Method] | None = None) -> list[Method]:
    """Return the prompts of a team that starts with nothing and follows every choice."""
    chosen: list[Method] = []
    known = list(METHODS.values() if methods is None else methods)
    for _ in range(rounds):
        method = next_method(known, [one.id for one in chosen], families, seed)
        assert method is not None
        chosen.append(method)
    return chosen


@moderately
@given(histories, some_families, seeds)
def test_nothing_repeats_within_eight_rounds(history: list[str], families: tuple[str, ...], seed: int) -> None:
    chosen = next_method(METHODS.values(), history, families, seed)
    assert chosen is not None
    assert chosen.family in families
    assert chosen.id not in history[-ROUNDS_APART:]


@moderately
@given(seeds)
def test_a_team_hears_every_prompt_once_before_it_hears_one_again(seed: int) -> None:
    assert sorted(method.id for method in played(len(IDS), FAMILIES, seed)) == IDS


@moderately
@given(seeds, some_families)
def test_the_same_history_always_gives_the_same_prompt(seed: int, families: tuple[str, ...]) -> None:
    forwards = next_method(METHODS.values(), IDS[:5], families, seed)
    assert next_method(reversed(list(METHODS.values())), IDS[:5], families[::-1], seed) == forwards


@pytest.mark.parametrize("rounds", [len(IDS), 3 * len(IDS)], ids=["first year", "years after"])
def test_families_take_turns(rounds: int) -> None:
    families = "".join(str(method.family) for method in played(rounds, FAMILIES, seed=3))
    assert families in {"R1R6" * (rounds // 2), "R6R1" * (rounds // 2)}


@moderately
@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=60), seeds)
def test_the_family_of_the_last_round_is_not_the_next_one(history: list[str], seed: int) -> None:
    chosen = next_method(METHODS.values(), history, FAMILIES, seed)
    assert chosen is not None
    assert chosen.family != METHODS[history[-1]].family


def test_a_prompt_that_comes_back_is_the_one_longest_unheard() -> None:
    methods = [made_up("R1", 1, number) for number in range(12)]
    chosen = [method.id for method in played(36, ("R1",), seed=5, methods=methods)]
    assert chosen[12:24] == chosen[24:36] == chosen[:12]


@pytest.mark.parametrize(
    ("rounds", "depth"),
    [(0, 1), (ROUNDS_PER_DEPTH - 1, 1), (ROUNDS_PER_DEPTH, 2), (2 * ROUNDS_PER_DEPTH, 3), (60, 3)],
)
def test_questions_go_deeper_as_a_team_gets_further(rounds: int, depth: int) -> None:
    methods = [made_up("R1", one) for one in (1, 2, 3)]
    chosen = next_method(methods, ["no-longer-there"] * rounds, ("R1",), seed=1)
    assert chosen == made_up("R1", depth)


@pytest.mark.parametrize(("left", "expected"), [((1, 3), 1), ((2, 3), 2), ((3,), 3)])
def test_the_nearest_depth_is_taken_where_the_fitting_one_is_used_up(left: tuple[int, ...], expected: int) -> None:
    chosen = next_method([made_up("R1", depth) for depth in left], [], ("R1",), seed=1)
    assert chosen == made_up("R1", expected)


def test_teams_begin_with_different_prompts() -> None:
    beginnings = {played(1, FAMILIES, seed)[0].id for seed in range(40)}
    assert len(beginnings) > 3


@pytest.mark.parametrize("families", [(), ("R2",), ("r1",)])
def test_there_is_no_prompt_in_families_without_any(families: tuple[str, ...]) -> None:
    assert next_method(METHODS.values(), [], families, seed=1) is None


def test_there_is_no_prompt_while_all_of_a_family_were_heard_lately() -> None:
    methods = [made_up("R1", 1, number) for number in range(ROUNDS_APART)]
    assert next_method(methods, [method.id for method in methods], ("R1",), seed=1) is None


def goes_on(first: str, weeks: int, number: int = 1) -> Method:
    """Return a question that goes on with another one after some weeks."""
    method = made_up("R3", 1, 50 + number)
    return method.model_copy(update={"follows": first, "weeks": weeks})


def of_season(number: int, *season: str) -> Method:
    return made_up("R9", 1, number).model_copy(update={"season": season})


def after(days: int, *asked: str, season: str = "", methods: Iterable[Method]) -> str | None:
    """Return which question comes so many days after the last of those that were asked a week apart."""
    found = [Asked(one, TODAY - timedelta(days=days) - WEEK * (len(asked) - 1 - at)) for at, one in enumerate(asked)]
    families = ("R1", "R3", "R4", "R6", "R9", "R14")
    turn = Turn(TODAY, YEAR_BEGAN, frozenset({season} if season else ()))  # type: ignore[arg-type]  # a season is drawn as text
    chosen = next_in_turn(methods, found, families, 1, turn)
    return chosen.id if chosen else None


@pytest.mark.parametrize(
    ("days", "comes"),
    [(6, False), (7, True), (8, True), (7 + 7 * REMEMBERED, True), (8 + 7 * REMEMBERED, False)],
)
def test_a_second_step_comes_first_once_its_weeks_are_over_and_while_it_is_remembered(days: int, comes: bool) -> None:
    first, other, second = made_up("R3", 1), made_up("R1", 1), goes_on("r3-1-1", 1)
    chosen = after(days, first.id, methods=[first, other, second])
    assert (chosen == second.id) == comes


def test_a_second_step_never_comes_of_itself_nor_twice() -> None:
    first, second = made_up("R3", 1), goes_on("r3-1-1", 1)
    assert after(7, methods=[second]) is None
    assert after(7, first.id, second.id, methods=[first, second]) is None


def test_of_several_second_steps_the_one_comes_whose_question_was_first() -> None:
    firsts = [made_up("R3", 1, number) for number in (1, 2)]
    seconds = [goes_on(one.id, 1, number) for number, one in enumerate(firsts, start=1)]
    assert after(7, firsts[1].id, firsts[0].id, methods=[*firsts, *seconds]) == seconds[1].id


def test_what_belongs_to_a_season_comes_then_and_only_then_and_not_twice_running() -> None:
    methods = [of_season(1, "start"), of_season(2, "start"), made_up("R1", 1), made_up("R6", 1)]
    assert after(7, methods=methods, season="start") in {"r1-1-1", "r6-1-1"}
    assert after(7, "r1-1-1", methods=methods, season="start") in {"r9-1-1", "r9-1-2"}
    assert after(7, "r9-1-1", methods=methods, season="start") in {"r1-1-1", "r6-1-1"}
    assert after(7, methods=methods, season="end") in {"r1-1-1", "r6-1-1"}


def test_after_a_consultation_a_question_about_doing_something_comes() -> None:
    methods = [made_up("R1", 1), made_up("R4", 1), made_up("R6", 1)]
    assert after(7, "r4-1-9", CASE, methods=[*methods, made_up("R4", 1, 9)]) == "r4-1-1"


def test_no_family_comes_a_third_time_running_while_there_are_others() -> None:
    methods = [*(made_up("R1", 1, number) for number in range(1, 5)), made_up("R6", 1)]
    asked = ["r6-1-1", "r1-1-1", "r1-1-2"]
    assert after(7, *asked, methods=methods) == "r1-1-3"
    again = [*methods, made_up("R6", 1, 2)]
    assert after(7, *asked, methods=again) == "r6-1-2"


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 8, 24), {"start", "back"}),
        (date(2026, 9, 8), {"start"}),
        (date(2026, 10, 20), set()),
        (date(2026, 11, 3), {"back", "reports", "parents"}),
        (date(2027, 6, 15), {"reports", "end"}),
    ],
)
def test_a_day_is_in_the_seasons_of_its_school_year(day: date, found: set[str]) -> None:
    summers = [(date(2026, 7, 11), date(2026, 8, 23), "zomer"), (date(2027, 7, 10), date(2027, 8, 22), "zomer")]
    autumn = (date(2026, 10, 24), date(2026, 10, 24) + HOLIDAY + timedelta(days=4), "herfst")
    assert seasons(day, FreeDays((*summers, autumn))) == found


@moderately
@given(seeds, st.sampled_from([1, 2]), st.integers(0, 40))
def test_in_two_school_years_nothing_comes_twice_a_year_and_no_family_three_times_running(
    seed: int, every: int, starts: int
) -> None:
    summers = tuple((date(year, 7, 10), date(year, 8, 22), "zomer") for year in (2026, 2027, 2028))
    free = FreeDays((*summers, (date(2026, 12, 19), date(2027, 1, 3), "kerst")))
    ours = [one for one in content.load().prompts.values() if (one.family or "W")[0] == "R" and one.family != "R10"]
    families = tuple({str(one.family) for one in ours})
    asked: list[Asked] = []
    for day in (date(2026, 8, 25) + WEEK * at for at in range(starts, 100, every)):
        if free.name(day):
            continue
        began = date(day.year if day.month >= YEAR_BEGAN.month else day.year - 1, 8, 1)
        found = next_in_turn(ours, asked, families, seed, Turn(day, began, seasons(day, free)))
        assert found is not None
        asked.append(Asked(found.id, day))
    by_id = {one.id: one.family for one in ours}
    years = [[one.method for one in asked if (one.on < date(2027, 8, 1)) == first] for first in (True, False)]
    assert [len(set(ids)) for ids in years] == [len(ids) for ids in years]
    kinds = [by_id[one.method] for one in asked]
    assert not any(len(set(kinds[at : at + 3])) == 1 for at in range(len(kinds) - 2))


def test_how_a_team_learns_here_is_asked_twice_a_term() -> None:
    everything = {key: one for key, one in content.load().prompts.items() if one.family in (*FAMILIES, LEARNING_HERE)}
    chosen: list[Method] = []
    for _ in range(40):
        method = next_method(everything.values(), [one.id for one in chosen], (*FAMILIES, LEARNING_HERE), 7)
        assert method is not None
        chosen.append(method)
    at = [place for place, one in enumerate(chosen) if one.family == LEARNING_HERE]
    assert (at[0], {later - earlier for earlier, later in pairwise(at)}) == (6, {6})
    assert len({chosen[place].id for place in at}) == len(at)


def test_alone_it_is_asked_like_any_kind() -> None:
    everything = content.load().prompts.values()
    found = next_method(everything, [], (LEARNING_HERE,), 7)
    assert found is not None
    assert found.family == LEARNING_HERE


def test_what_a_team_wrote_itself_is_first_of_its_kind_until_it_was_asked() -> None:
    own = made_up("R1", 3).model_copy(update={"id": "own-7"})
    methods = [*(made_up("R1", 1, number) for number in range(10)), own]
    chosen = [method.id for method in played(len(methods) + 1, ("R1",), seed=5, methods=methods)]
    assert (chosen[0], chosen.count("own-7"), chosen[-1]) == ("own-7", 2, "own-7")


@moderately
@given(histories, seeds, st.sets(st.sampled_from(IDS), max_size=8))
def test_what_is_left_out_does_not_come_and_still_counts_as_asked(
    history: list[str], seed: int, left_out: set[str]
) -> None:
    turn = Turn(TODAY, YEAR_BEGAN)
    chosen = next_in_turn(METHODS.values(), weekly(history), FAMILIES, seed, turn, left_out)
    assert chosen
    assert chosen.id not in left_out
    known = [one for one in history if one in METHODS]
    if known and known[-1] == history[-1]:
        assert chosen.family != METHODS[known[-1]].family
