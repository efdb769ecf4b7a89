"""A harvest: everybody's words as far as there is room, and of nobody's no order but that of the words."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.harvest import gathered
from bot.core.model import Audience, Entry, Person

AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
seldom = settings(max_examples=15, deadline=None, database=None, derandomize=True)


def said(number: int, text: str, author: int | None = None, crowd: int = 3) -> Entry:
    whose = Person(author, f"Persoon {author}") if author else None
    return Entry(number, 1, 1, "vraag", 1, whose, Audience.TEAM, "success", text, None, AT, author or -number, crowd)


def test_words_of_nobody_stand_in_the_order_of_the_words() -> None:
    found = gathered([said(1, "zij"), said(2, "aap"), said(3, "mus")], 1000)
    assert (found.unnamed, found.count, found.is_shortened) == (("aap", "mus", "zij"), 3, False)


def test_of_too_few_without_a_name_nothing_is_gathered() -> None:
    assert gathered([said(1, "zij", crowd=2), said(2, "aap", crowd=2)], 1000).count == 0


def test_without_room_it_is_said_how_many_there_are() -> None:
    found = gathered([said(1, "Het lukte.", author=7)], 0)
    assert (found.quotes, found.count, found.is_shortened) == ((), 1, True)


@seldom
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 300)), min_size=1, max_size=12), st.integers(700, 2200))
def test_everybody_is_there_and_no_word_is_cut(told: list[tuple[int, int]], room: int) -> None:
    entries = [said(at, "woord " * long, author) for at, (author, long) in enumerate(told, 1)]
    found = gathered(entries, room)
    texts = [*(quote.text for quote in found.quotes), *found.unnamed]
    words = {word for text in texts for word in text.split()}
    whose = {author for author, _ in told if author}
    assert (len(found.quotes), words <= {"woord", "woord.", "woord…", "…"}) == (len(whose), True)
    assert sum(map(len, texts)) <= room + 60 * len(texts)
