"""Sets of words in few bytes, and what makes a word of several."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.vocabulary import Vocabulary, WordSet, folded

moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)
WORDS = Vocabulary({"nl": WordSet.of(["boek", "kast", "groep", "overleg", "meester"]), "en": WordSet.of(["teach"])})


@moderately
@given(st.sets(st.text(min_size=1, max_size=12), max_size=50))
def test_a_word_of_a_set_is_always_in_it_also_when_it_was_put_in_a_file(words: set[str]) -> None:
    kept = WordSet.from_file(WordSet.of(words).to_file()) if words else WordSet.of(words)
    assert [word for word in words if word not in kept] == []


def test_hardly_any_other_word_is_in_it() -> None:
    kept = WordSet.of(str(number) for number in range(1000))
    assert sum(str(number) in kept for number in range(1000, 21000)) < 10


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="make it anew"):
        WordSet.from_file(b"something else")


@pytest.mark.parametrize("word", ["boek", "boeken", "boekkast", "groepsoverleg", "boek-kast", "teaching", "boekje"])
def test_words_inflections_and_compounds_are_words(word: str) -> None:
    assert WORDS.is_word(word)


@pytest.mark.parametrize("word", ["kacper", "zeynep", "boekzeynep"])
def test_what_is_put_together_of_nothing_known_is_none(word: str) -> None:
    assert not WORDS.is_word(word)


@pytest.mark.parametrize(
    ("word", "expected"), [("meesetr", True), ("meestr", True), ("groop", True), ("kacper", False)]
)
def test_a_slip_is_one_letter_from_a_word(word: str, expected: bool) -> None:
    assert WORDS.is_slip(word) == expected


@moderately
@given(st.text(max_size=60))
def test_folding_leaves_every_letter_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)
