"""Who goes with whom: everybody has a partner or hears why not, and nobody meets again while there are others."""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.pairing import Pairing, Two, can_meet, grouped, paired

DAYS = ("mon", "tue", "wed", "thu", "fri")


def all_of(people: range) -> frozenset[Two]:
    return frozenset(frozenset(two) for two in combinations(people, 2))


def meetings(found: Pairing, met: dict[Two, int]) -> dict[Two, int]:
    """Return who met how often once these went together; in a three everybody met both."""
    new = [frozenset(two) for group in found.groups for two in combinations(group, 2)]
    return met | {two: met.get(two, 0) + 1 for two in new}


@pytest.mark.parametrize("size", range(2, 31))
def test_of_a_group_of_any_size_everybody_goes_with_somebody(size: int) -> None:
    found = paired(range(size), {}, all_of(range(size)))
    sizes = sorted(len(group) for group in found.groups)
    assert found.alone == ()
    assert sorted(person for group in found.groups for person in group) == list(range(size))
    assert sizes == ([2] * (size // 2) if size % 2 == 0 else [2] * (size // 2 - 1) + [3])


@pytest.mark.parametrize("size", range(2, 31, 2))
def test_people_who_stay_together_meet_everybody_before_anybody_again(size: int) -> None:
    met: dict[Two, int] = {}
    for _ in range(size - 1):
        met = meetings(paired(range(size), met, all_of(range(size))), met)
    assert met == dict.fromkeys(all_of(range(size)), 1)


@pytest.mark.parametrize("size", range(5, 31, 2))
def test_of_an_odd_number_no_two_are_a_pair_again_before_each_was_with_all_or_in_a_three(size: int) -> None:
    met: dict[Two, int] = {}
    pairs: list[Two] = []
    for _ in range((size - 1) // 2):
        found = paired(range(size), met, all_of(range(size)))
        pairs += [frozenset(group) for group in found.groups if len(group) == 2]
        met = meetings(found, met)
    assert len(set(pairs)) == len(pairs)


def test_one_alone_and_nobody_at_all_have_no_partner() -> None:
    assert paired([7], {}, frozenset()) == Pairing((), (7,))
    assert paired([], {}, frozenset()) == Pairing((), ())


def test_part_timers_who_never_meet_are_never_a_pair() -> None:
    days = {1: ["mon", "tue"], 2: ["thu", "fri"], 3: ["tue"], 4: ["thu"], 5: []}
    found = paired(days, {}, can_meet(days))
    assert found == Pairing(((1, 3), (2, 4)), (5,))


def test_whoever_is_left_over_joins_those_with_whom_they_share_a_day() -> None:
    days = {1: ["mon"], 2: ["mon"], 3: ["fri"], 4: ["fri"], 5: ["fri"]}
    assert paired(days, {}, can_meet(days)).groups == ((1, 2), (3, 4, 5))


def fewest(people: list[int], met: dict[Two, int], possible: frozenset[Two]) -> tuple[int, list[int]]:
    """Return, by trying everything, how many pairs there can be, and how often their people met, most first."""
    best: tuple[int, list[int]] = (0, [])
    for first, second in combinations(people, 2):
        two = frozenset((first, second))
        if two in possible:
            pairs, often = fewest([one for one in people if one > first and one not in two], met, possible)
            found = (-pairs - 1, sorted([*often, met.get(two, 0)], reverse=True))
            best = min(best, (found[0], found[1])) if best[0] else found
    return -best[0], best[1]


@given(st.data(), st.integers(2, 7))
def test_no_other_way_has_more_pairs_or_fewer_meetings_again(data: st.DataObject, size: int) -> None:
    two = st.sampled_from(sorted(all_of(range(size)), key=sorted))
    possible = frozenset(data.draw(st.sets(two)))
    met = data.draw(st.dictionaries(two, st.integers(0, 3)))
    found = paired(range(size), met, possible)
    taken = [frozenset(one) for group in found.groups for one in [group[:2]] if len(group) == 2]
    pairs, often = fewest(list(range(size)), met, possible)
    assert len(found.groups) == pairs
    if all(len(group) == 2 for group in found.groups):
        assert sorted((met.get(one, 0) for one in taken), reverse=True) == often


@given(st.dictionaries(st.integers(1, 40), st.sets(st.sampled_from(DAYS)), max_size=30))
def test_whoever_has_no_partner_shares_a_day_with_nobody_who_is_not_in_a_three_already(
    days: dict[int, set[str]],
) -> None:
    possible = can_meet(days)
    found = paired(days, {}, possible)
    for person in found.alone:
        free = [one for group in found.groups if len(group) == 2 for one in group]
        assert not [one for one in (*free, *found.alone) if frozenset((person, one)) in possible]


def test_the_same_people_are_paired_the_same_way_however_they_are_given() -> None:
    people, possible = list(range(9)), all_of(range(9))
    assert paired(people, {}, possible) == paired(people[::-1], {}, possible)


@pytest.mark.parametrize("size", range(2, 31))
@pytest.mark.parametrize("most", [6, 8])
def test_small_groups_are_as_few_and_as_even_as_can_be(size: int, most: int) -> None:
    days = dict.fromkeys(range(size), DAYS)
    found = grouped(range(size), {}, days, most)
    sizes = [len(group) for group in found.groups]
    assert (found.alone, sum(sizes), len(sizes)) == ((), size, -(-size // most))
    assert max(sizes) - min(sizes) <= 1


def test_in_small_groups_too_those_who_met_least_go_together() -> None:
    days = dict.fromkeys(range(8), DAYS)
    first = grouped(range(8), {}, days, 4)
    met = meetings(first, {})
    again = grouped(range(8), met, days, 4)
    together = sum(met.get(frozenset(two), 0) for group in again.groups for two in combinations(group, 2))
    assert together <= 4


weeks = st.dictionaries(st.integers(1, 30), st.frozensets(st.sampled_from(DAYS), max_size=5), min_size=0, max_size=30)


@given(days=weeks, most=st.sampled_from([3, 4, 6, 8]))
@example(
    days={
        1: frozenset({"mon"}),
        2: frozenset({"wed"}),
        3: frozenset({"tue", "thu"}),
        4: frozenset({"mon", "thu"}),
        5: frozenset({"mon"}),
        6: frozenset({"mon", "wed", "thu"}),
    },
    most=3,
)
def test_each_small_group_has_a_day_on_which_all_are_there(days: dict[int, frozenset[str]], most: int) -> None:
    found = grouped(days, {}, days, most)
    assert sorted([*found.alone, *(person for group in found.groups for person in group)]) == sorted(days)
    for group in found.groups:
        assert 2 <= len(group) <= most
        assert frozenset.intersection(*(days[person] for person in group))
    for person in found.alone:
        # There is room for them nowhere, and nobody is left over with whom they share a day.
        assert not any(days[person] & days[other] for other in found.alone if other != person)
        for group in found.groups:
            shared = frozenset.intersection(days[person], *(days[one] for one in group))
            assert not (shared and len(group) < most)
            assert not (len(group) > 2 and any(days[person] & days[one] for one in group))
