"""What everybody answered: nobody is left out, second answers count along, and the long are cut after a sentence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Audience, Entry, Person
from bot.core.summary import SHORTEST_QUOTE, Quote
from bot.core.themes import Theme
from bot.core.whole import BESIDE, ROOM, pages, shortened, whole

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANNA, BRAM, CHRIS = Person(1, "Anna"), Person(2, "Bram"), Person(3, "Chris")


def entries(*said: tuple[Person | None, str]) -> list[Entry]:
    return [
        Entry(number, 1, 1, "vraag", 1, author, Audience.TEAM, "answer", text, None, AT)
        for number, (author, text) in enumerate(said, 1)
    ]


def test_everybody_is_quoted_with_all_they_wrote_and_those_who_share_a_theme_together() -> None:
    said = entries((ANNA, "Ik wachtte"), (BRAM, "De kring liep."), (CHRIS, "Weer een toets."), (ANNA, "na een toets."))
    found = whole(said, [Theme("toets", 2, frozenset({1, 3}))])
    quotes = (
        Quote("Anna", "Ik wachtte. na een toets."),
        Quote("Chris", "Weer een toets."),
        Quote("Bram", "De kring liep."),
    )
    assert (found.quotes, found.is_shortened) == (quotes, False)


def test_what_came_last_comes_first() -> None:
    said = entries((ANNA, "Ik wachtte."), (BRAM, "De kring liep."), (CHRIS, "Weer een toets."), (ANNA, "En toen?"))
    assert [quote.name for quote in whole(said, []).quotes] == ["Anna", "Chris", "Bram"]


def test_what_has_no_name_is_not_among_them() -> None:
    assert whole(entries((None, "Ik wachtte.")), []).quotes == ()


def test_what_short_answers_leave_goes_to_the_long() -> None:
    found = whole(entries((ANNA, "Kort."), (BRAM, "woord " * 300)), [], room=805)
    assert ([len(quote.text) for quote in found.quotes], found.is_shortened) == ([5, 798], True)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Een zin. Nog een zin.", 40, "Een zin. Nog een zin."),
        ("Een zin van een stuk of acht woorden. Nog een zin.", 45, "Een zin van een stuk of acht woorden. …"),
        ("Ja. Een zin van een stuk of acht woorden, en meer.", 30, "Ja. Een zin van een stuk of…"),
    ],
)
def test_a_text_is_cut_after_a_sentence_and_else_after_a_word(text: str, length: int, expected: str) -> None:
    assert shortened(text, length) == expected


authors = st.sampled_from([ANNA, BRAM, CHRIS, *(Person(number, f"P{number}") for number in range(4, 16)), None])
texts = st.text("ab .!\n", min_size=1, max_size=60).filter(str.strip) | st.just("Dit is een lange zin. " * 190)


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(authors, texts), max_size=30), st.integers(0, ROOM))
def test_nobody_is_left_out_and_all_of_it_fits(said: list[tuple[Person | None, str]], room: int) -> None:
    found = whole(entries(*said), [], room)
    names = [quote.name for quote in found.quotes]
    assert sorted(names) == sorted({author.name for author, _ in said if author})
    assert sum(len(quote.text) for quote in found.quotes) <= max(room, SHORTEST_QUOTE * len(names)) + 2 * len(names)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(authors, texts), max_size=12), st.integers(50, 400))
def test_pages_hold_every_word_once_in_order_and_no_more_than_there_is_room_for(
    said: list[tuple[Person | None, str]], room: int
) -> None:
    found = pages(entries(*said), room)
    assert (
        " ".join(entry.text for page in found for entry in page).split() == " ".join(text for _, text in said).split()
    )
    assert all(sum(len(entry.text) for entry in page) <= room + BESIDE for page in found)
    assert [] not in found


def test_what_shows_without_a_name_shares_the_room() -> None:
    said = [replace(entry, crowd=3) for entry in entries((ANNA, "woord " * 300), *[(None, "Een zin. " * 100)] * 3)]
    found = whole(said, [], room=1200)
    assert (found.is_shortened, len(found.unnamed)) == (True, 3)
    assert all(text.endswith("zin. …") and len(text) <= 300 for text in found.unnamed)
