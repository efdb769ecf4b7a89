"""A group splits up by lot: in parts that differ by one at most, alike each time, and newcomers go where fewest are."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.session.dividing import divided, with_newcomers, with_nobody_alone

PEOPLE = st.sets(st.integers(1, 10**9), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(PEOPLE, st.integers(1, 4), st.text(max_size=8))
def test_parts_differ_by_one_at_most_and_are_the_same_again(people: set[int], parts: int, seed: str) -> None:
    found = divided(people, parts, seed)
    sizes = Counter(found.values())
    assert (set(found), found) == (people, divided(sorted(people, reverse=True), parts, seed))
    assert max(sizes[at] for at in range(parts)) - min(sizes[at] for at in range(parts)) <= 1


def test_the_lot_falls_otherwise_another_time() -> None:
    assert len({tuple(sorted(divided(range(9), 3, seed).items())) for seed in range(20)}) > 15


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(PEOPLE, PEOPLE, st.integers(1, 4))
def test_who_stays_keeps_their_place_and_newcomers_fill_up(before: set[int], now: set[int], parts: int) -> None:
    known = divided(before, parts, "x")
    found = with_newcomers(known, now, parts)
    assert set(found) == now
    assert {person: part for person, part in found.items() if person in before} == {
        person: known[person] for person in now & before
    }


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.dictionaries(st.integers(1, 99), st.integers(0, 3), max_size=12))
def test_nobody_is_alone_and_who_is_among_others_stays(parts: dict[int, int]) -> None:
    found, before = with_nobody_alone(parts), Counter(parts.values())
    assert found.keys() == parts.keys()
    assert len(parts) < 2 or 1 not in Counter(found.values()).values()
    assert all(found[person] == part for person, part in parts.items() if before[part] > 1)
