"""Ordering: lines in order of their keys, however many lots they come in."""

from hypothesis import given
from hypothesis import strategies as st

from bot.commandline.ordering import in_order


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xyzé\t ", max_size=3))), st.integers(1, 4))
def test_they_come_in_order_and_those_of_one_key_as_they_came(lines: list[tuple[str, str]], at_once: int) -> None:
    assert list(in_order(lines, at_once)) == [text for _, text in sorted(lines, key=lambda line: line[0])]
