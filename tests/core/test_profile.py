"""Profiles: what stays of what a group marked, and that no mark can be told from it."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.instrument import Instrument
from bot.core.profile import LEADING, OTHERS, UNKNOWN, Measured, band, measure, spread, wished

OURS = content.load().instruments
moderately = settings(max_examples=150, deadline=None, database=None, derandomize=True)
instruments = st.sampled_from([one for one in OURS.values() if not one.private])


def of(instrument: Instrument, marks: Sequence[tuple[int, bool]], passing: int = 0, item: int = 0) -> list[Measured]:
    return measure(instrument, {(passing, item): marks})


def alike(roles: Sequence[bool], pair: tuple[int, ...]) -> bool:
    """Tell whether two people have one role."""
    return len({roles[at] for at in pair}) == 1


@moderately
@given(instruments, st.data())
def test_exchanging_the_marks_of_two_people_of_one_role_changes_nothing(one: Instrument, data: st.DataObject) -> None:
    lines = st.sampled_from([(0, 0), (0, 1), (1, 0)])
    marks = st.dictionaries(lines, st.sampled_from([*one.values, UNKNOWN]), max_size=3)
    everyone = data.draw(st.lists(st.tuples(st.booleans(), marks), min_size=3, max_size=15))
    roles, given_by = [role for role, _ in everyone], [own for _, own in everyone]
    # Of three people at least two have one role.
    first, second = data.draw(
        st.sampled_from([pair for pair in permutations(range(len(roles)), 2) if alike(roles, pair)])
    )
    swapped = list(given_by)
    swapped[first], swapped[second] = swapped[second], swapped[first]

    def measured(marks: Sequence[dict[tuple[int, int], int]]) -> list[Measured]:
        found: dict[tuple[int, int], list[tuple[int, bool]]] = {}
        for own, leads in zip(marks, roles, strict=True):
            for line, value in own.items():
                found.setdefault(line, []).append((value, leads))
        return measure(one, found)

    assert measured(given_by) == measured(swapped)


@moderately
@given(instruments, st.data())
def test_what_who_leads_marks_moves_nothing_unless_roles_stand_apart(one: Instrument, data: st.DataObject) -> None:
    values = st.sampled_from(one.values)
    others = [(value, False) for value in data.draw(st.lists(values, max_size=8))]
    leading = [(value, True) for value in data.draw(st.lists(values, max_size=2))]
    assert of(one, others + leading) == of(one, others)


@moderately
@given(instruments, st.data())
def test_nothing_shows_of_fewer_than_the_minimum(one: Instrument, data: st.DataObject) -> None:
    values = st.sampled_from([*one.values, UNKNOWN])
    people = [(value, False) for value in data.draw(st.lists(values, max_size=15))]
    known = sum(value != UNKNOWN for value, _ in people)
    assert bool(of(one, people)) == (known >= one.minimum)


@moderately
@given(st.sampled_from([one for one in OURS.values() if one.bands]), st.data())
def test_of_mood_and_safety_only_a_band_is_kept(one: Instrument, data: st.DataObject) -> None:
    people = data.draw(st.lists(st.sampled_from(one.values), min_size=5, max_size=15))
    found = of(one, [(value, False) for value in people])
    assert [(each.people, each.value in (0, 1, 2)) for each in found] == [(0, True)]


@pytest.mark.parametrize(("leading", "others", "apart"), [(3, 3, True), (2, 5, False), (3, 2, False), (4, 8, True)])
def test_roles_stand_apart_only_where_both_have_enough(leading: int, others: int, apart: bool) -> None:
    one = next(each for each in OURS.values() if each.by_role)
    found = of(one, [*[(2, True)] * leading, *[(8, False)] * others])
    assert ({each.role for each in found} >= {LEADING, OTHERS}) == apart


def test_the_order_of_marks_moves_nothing() -> None:
    one = OURS["sociaal-leren"]
    orders = permutations([(2, False), (5, False), (9, False), (5, False)])
    assert len({tuple(of(one, order)) for order in orders}) == 1


def test_the_spread_is_the_middle_the_least_and_the_most() -> None:
    found = of(OURS["sociaal-leren"], [(2, False), (5, False), (9, False), (6, False), (UNKNOWN, False)])
    shown = spread(found, 0, 0)
    assert shown is not None
    assert (shown.middle, shown.least, shown.most, shown.width) == (5.5, 2, 9, 7)
    assert spread(found, 0, 1) is None


@pytest.mark.parametrize(
    ("chosen", "found"), [([1, 1], []), ([1, 1, 4], [1]), ([4, 1, 1, 4], [1, 4]), ([0, 1, 4], []), ([UNKNOWN] * 3, [])]
)
def test_the_wish_chosen_most_is_told_from_three_on(chosen: list[int], found: list[int]) -> None:
    one = next(each for each in OURS.values() if each.private)
    assert [each.item for each in wished(one, chosen)] == found


@pytest.mark.parametrize(("value", "third"), [(1, "low"), (2, "low"), (3, "middle"), (4, "high"), (5, "high")])
def test_bands_are_thirds_of_the_scale(value: int, third: str) -> None:
    assert band(next(one for one in OURS.values() if len(one.values) == 5 and one.bands), value) == third
