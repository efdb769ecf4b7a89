"""How close a method may come, and whose case is taken."""

import pytest

from bot.core.session.choice import allowed_safety, by_turn, winner


@pytest.mark.parametrize(
    ("completed", "latest", "expected"),
    [
        (0, None, 1),
        (1, 5.0, 1),
        (2, None, 2),
        (2, 5.0, 3),
        (2, 4.0, 3),
        (2, 3.9, 2),
        (9, 3.0, 2),
        (9, 2.9, 1),
        (9, 1.0, 1),
    ],
)
def test_a_group_comes_closer_as_it_grows_and_feels_safe(completed: int, latest: float | None, expected: int) -> None:
    assert allowed_safety(completed, latest) == expected


@pytest.mark.parametrize(
    ("bringers", "turns", "expected"),
    [
        ([], {}, ()),
        ([7, 8, 7], {}, (7, 8)),
        ([7, 8, 9], {7: 1, 9: 1}, (8, 7, 9)),
        ([7, 8], {7: 3, 8: 2}, (8, 7)),
    ],
)
def test_whoever_had_fewest_turns_comes_first(
    bringers: list[int], turns: dict[int, int], expected: tuple[int, ...]
) -> None:
    assert by_turn(bringers, turns) == expected


@pytest.mark.parametrize(
    ("votes", "turns", "expected"),
    [
        ({2: 3, 1: 1}, {}, 8),
        ({2: 2, 1: 2}, {7: 1}, 8),
        ({2: 2, 1: 2}, {8: 1}, 7),
        ({2: 2, 1: 2}, {}, 7),
        ({}, {}, 7),
        ({3: 1}, {9: 5}, 9),
    ],
)
def test_most_votes_win_then_fewest_turns_then_who_was_first(
    votes: dict[int, int], turns: dict[int, int], expected: int
) -> None:
    assert winner({1: 7, 2: 8, 3: 9}, votes, turns) == expected
