"""Which prompt comes next: with the real prompts, over random histories, and with small sets made up here."""

from collections.abc import Iterable, Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.method import Method
from bot.core.rotation import ROUNDS_APART, ROUNDS_PER_DEPTH, next_method

FAMILIES = ("R1", "R6")
METHODS = {key: one for key, one in content.load().prompts.items() if one.family in FAMILIES}
IDS = sorted(METHODS)

moderately = settings(max_examples=60, deadline=None, database=None, derandomize=True)
seeds = st.integers(-(2**40), 2**40)
histories = st.lists(st.sampled_from([*IDS, "no-longer-there"]), max_size=60)
some_families = st.sampled_from([("R1",), ("R6",), ("R1", "R6"), ("R6", "R1")])


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
