"""Nameless: three peers hide one another; of fewer, each answer takes the way that its writer chose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.nameless import FALLBACKS, Given, Outcome, outcome

moderately = settings(max_examples=200, deadline=None, database=None, derandomize=True)
ANNA, BRAM, CHRIS, DEWI = 1, 2, 3, 4
PEERS = frozenset({ANNA, BRAM, CHRIS, DEWI})
answers = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(FALLBACKS)).map(lambda told: told), min_size=0, max_size=8
).map(lambda told: [Given(number, person, fallback) for number, (person, fallback) in enumerate(told, 1)])
people = st.frozensets(st.integers(1, 6))


@pytest.mark.parametrize(
    ("whose", "named", "expected"),
    [
        ((), (), Outcome(0, (), {})),
        ((ANNA, BRAM), (), Outcome(2, (), {1: "gone", 2: "gone"})),
        ((ANNA, BRAM, CHRIS), (), Outcome(3, (1, 2, 3), {})),
        ((ANNA, ANNA, BRAM), (), Outcome(2, (), {1: "gone", 2: "gone", 3: "gone"})),
        ((ANNA, BRAM, CHRIS), (CHRIS,), Outcome(2, (), {1: "gone", 2: "gone", 3: "gone"})),
        ((ANNA, BRAM, CHRIS, DEWI), (DEWI,), Outcome(3, (1, 2, 3, 4), {})),
        ((ANNA, BRAM, CHRIS, 9), (), Outcome(3, (1, 2, 3), {4: "gone"})),
        ((ANNA, BRAM, 9), (), Outcome(2, (), {1: "gone", 2: "gone", 3: "gone"})),
    ],
)
def test_three_peers_hide_one_another(whose: tuple[int, ...], named: tuple[int, ...], expected: Outcome) -> None:
    assert outcome([Given(number, person) for number, person in enumerate(whose, 1)], PEERS, named) == expected


def test_each_takes_its_own_way() -> None:
    told = [Given(1, ANNA, "named"), Given(2, BRAM, "author"), Given(3, BRAM, "gone")]
    assert outcome(told, PEERS, ()).fates == {1: "named", 2: "author", 3: "gone"}


@moderately
@given(answers, people, people)
def test_every_answer_shows_or_takes_its_way_and_never_fewer_than_three_show(
    told: list[Given], peers: frozenset[int], named: frozenset[int]
) -> None:
    came = outcome(told, peers, named)
    assert {*came.shown, *came.fates} == {one.id for one in told}
    assert not set(came.shown) & set(came.fates)
    hidden = {one.person for one in told if one.id in came.shown}
    assert not hidden or len(hidden - named) >= 3
    assert hidden <= peers
