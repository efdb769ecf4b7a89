"""Joining: words that say that somebody takes part, or not after all, told from those that ask or speak of it."""

import pytest

from bot.core.saying.joining import backs_out, joins_in


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("ja leuk, ik doe mee met lesbezoek", True),
        ("doe mij ook maar", True),
        ("I'm in!", True),
        ("Wie wil meedoen?", False),
        ("Chris wil ook meedoen", False),
        ("doe mij maar dinsdag om 10 uur", False),
        ("ik doe mee als Anna ook meedoet", False),
        ("I'm in on Monday", False),
        ("I'll join you in the staff room", False),
    ],
)
def test_who_joins_says_so(text: str, is_in: bool) -> None:
    assert joins_in(text) is is_in


@pytest.mark.parametrize(
    ("text", "is_out"),
    [
        ("toch niet, te druk", True),
        ("sorry, ik doe toch niet mee", True),
        ("changed my mind, I'm out", True),
        ("toch niet zo goed gelukt", False),
        ("I'm out of ideas", False),
        ("toch niet, ik kan vrijdag niet", False),
    ],
)
def test_who_backs_out_says_so(text: str, is_out: bool) -> None:
    assert backs_out(text) is is_out
