"""Legible: what shows, what doesn't, and names that stay in their line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.legible import as_name, has_words

UNSEEN = {
    "nothing": "",
    "spaces": " \t\r\n\u00a0\u2003\u3000\u2028",
    "fillers": "\u3164\uffa0\u115f\u1160",
    "an empty Braille cell": "\u2800",
    "zero width": "\u200b\u200c\u200d\u200e\u200f",
    "joiners and invisible signs": "\u2060\u2061\u2062\u2063\u2064",
    "a soft hyphen": "\u00ad",
    "a byte order mark": "\ufeff",
    "variation selectors": "\ufe0f\U000e0101",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "marks without a letter": "\u0301\u0308\u20dd",
    "turns of direction": "\u202e\u2066\u061c",
    "controls": "\x00\x07\x1b",
}
SEEN = ["a", "…", "?", "1", "👍", "❤️", "🏳️‍🌈", "1️⃣", "🇳🇱", "é", "e\u0301", "א", "字", "\u200bja", "€", "\U0001fae9"]


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_can_see_is_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", SEEN)
def test_whatever_shows_counts(text: str) -> None:
    assert has_words(text)


@given(st.text(alphabet=st.sampled_from("".join(UNSEEN.values()))), st.sampled_from(SEEN))
def test_one_sign_that_shows_is_enough_and_none_is_not(unseen: str, seen: str) -> None:
    assert (has_words(unseen), has_words(unseen + seen)) == (False, True)


@given(st.text())
def test_every_letter_and_number_shows_but_for_the_fillers(text: str) -> None:
    letters = [
        sign for sign in text if unicodedata.category(sign)[0] in "LN" and "FILLER" not in unicodedata.name(sign, "")
    ]
    assert has_words(text) or not letters


@pytest.mark.parametrize("name", ["Anna", "Anna-Lies de Groot", "Zoë", "👩‍🏫 Juf Anna", "אנה", "<b>"])
def test_a_name_stays_as_it_is(name: str) -> None:
    assert as_name(name) == name


def test_a_name_can_not_turn_the_line_it_stands_in() -> None:
    assert as_name("\u202eannA \u2067x\n y\u2069") == "annA x y"


@pytest.mark.parametrize("name", UNSEEN.values(), ids=UNSEEN)
def test_a_name_of_which_nothing_shows_is_none(name: str) -> None:
    assert as_name(name) == ""
