"""Matching: what somebody types finds what is about it, in any form of a word, and nothing by what everything says."""

import pytest

from bot.core.matching import Text, matching
from bot.core.model import Language

TEXTS = [
    Text("noise", "klas rust orde", "Denk aan een les. Op welk moment werd het stiller?"),
    Text("parents", "gesprek", "Denk aan een oudergesprek. Waardoor liep het goed?"),
    Text("school", "school visie", "Denk aan de school. Waar doen we het voor?"),
    *(Text(f"other{number}", "", f"Denk aan iets anders, nummer {number}.") for number in range(20)),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("rust in de klas", {"noise": 4}),
        ("RUST", {"noise": 2}),
        ("lessen", {"noise": 2}),
        ("ouders", {"parents": 1}),
        ("oudergesprekken", {"parents": 2}),
        ("gesprekken met ouders", {"parents": 3}),
        ("een goed lesbegin", {"parents": 2}),
        ("schoolplein", {"school": 1}),
        ("denk aan", {}),
        ("de het een", {}),
        ("kwaliteitszorg", {}),
        ("", {}),
    ],
)
def test_words_find_what_is_about_them(wanted: str, found: dict[str, int]) -> None:
    assert matching(wanted, TEXTS, "nl") == found


def test_what_nearly_all_say_counts_where_a_text_is_known_by_it() -> None:
    texts = [*TEXTS, Text("thinking", "denken")]
    assert matching("denk", texts, "nl") == {"thinking": 2}


@pytest.mark.parametrize(("language", "wanted"), [("nl", "collega’s"), ("en", "colleague's")])
def test_whatever_belongs_to_somebody_is_still_about_them(language: Language, wanted: str) -> None:
    known = {"nl": "collega", "en": "colleagues"}[language]
    assert matching(wanted, [Text("team", known)], language) == {"team": 2}
