"""Clusters: a name and numbers put together what belongs together; what is in none stays as it was."""

from datetime import UTC, datetime

import pytest

from bot.core.clusters import clustered, numbers_in
from bot.core.model import Audience, Entry, Person

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def entry(number: int, text: str) -> Entry:
    return Entry(number, 1, 1, "m", 1, Person(1, "Anna"), Audience.GROUP, "answer", text, None, NOW, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rust: 1, 4 en 7", ("Rust", (1, 4, 7))),
        ("Lezen = 2", ("Lezen", (2,))),
        ("Meer tijd – 3;4.", ("Meer tijd", (3, 4))),
        ("Groep 8: 3, 3", ("Groep 8", (3,))),
        ("1, 2", ("", (1, 2))),
        # A number in a name is none of the list, and so is one that it doesn't have.
        ("Meer voor groep 8", ("Meer voor groep 8", ())),
        ("Plan voor 2027", ("Plan voor 2027", ())),
        ("Rust: 99", ("Rust: 99", ())),
        ("Rust", ("Rust", ())),
    ],
)
def test_a_name_and_numbers_are_told_apart(text: str, found: tuple[str, tuple[int, ...]]) -> None:
    assert numbers_in(text, 12) == found


def test_each_group_is_told_with_what_is_in_it_and_the_rest_after_them() -> None:
    listed = [entry(at, text) for at, text in enumerate(("Stil beginnen.", "Eerst naar buiten", "Minder lessen"), 1)]
    named = [entry(11, "Rust: 2, 1"), entry(12, "Iets nieuws")]
    told = [(one.id, one.text) for one in clustered(named, listed)]
    assert told == [(11, "Rust: Eerst naar buiten; Stil beginnen"), (12, "Iets nieuws"), (3, "Minder lessen")]


def test_where_nothing_was_put_together_the_list_is_as_it_was() -> None:
    listed = [entry(1, "Stil beginnen."), entry(2, "Eerst naar buiten")]
    assert clustered([], listed) == listed
