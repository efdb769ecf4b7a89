"""Patterns of words: how a line is read, and where it stands in a text."""

import pytest

from bot.core.patterns import PatternError, Text, pattern

CLASSES = {"child": ["leerling*", "een kind", "{small}"], "small": ["kleuter"]}


def stands(line: str, text: str) -> list[str]:
    """Return what a pattern matches in each sentence of a text."""
    found = [(one, pattern(line, CLASSES).find(one)) for one in Text(text).sentences]
    return [one.flat[place[0] : place[1]] for one, place in found if place]


@pytest.mark.parametrize(
    ("line", "text", "matched"),
    [
        ("vader slaat", "Zijn vader slaat hem.", ["vader slaat"]),
        ("vader slaat", "Zijn vader, slaat hem.", ["vader, slaat"]),
        ("vader slaat", "Zijn vader. Slaat hij?", []),
        ("vader slaat", "Zijn grootvader slaat hem.", []),
        ("slaa*", "Ze slaan hem.", ["slaan"]),
        ("*vader", "Zijn stiefvader belde.", ["stiefvader"]),
        ("vader|moeder slaat|sloeg", "Haar moeder sloeg haar.", ["moeder sloeg"]),
        ("vader … slaat", "Zijn vader en zijn oom, die slaat.", ["vader en zijn oom, die slaat"]),
        ("vader _ slaat", "Zijn vader die slaat.", ["vader die slaat"]),
        ("{child} huilt", "Een kind huilt. De leerlinge huilt.", ["een kind huilt", "leerlinge huilt"]),
        ("{child} huilt", "Een kleuter huilt.", ["kleuter huilt"]),
        ("mes & tas", "In zijn tas zat een mes.", ["tas zat een mes"]),
        ("mes & tas", "In zijn tas. Een mes.", []),
        ("mes & !keuken", "Een mes in de keuken. Een mes in de gang.", ["mes"]),
        ("suïcide", "Het ging over suicide en SUÏCIDE.", ["suicide"]),
        ("uit_eten|dansen", "We gaan uit eten.", ["uit eten"]),
    ],
)
def test_a_line_stands_where_its_words_do(line: str, text: str, matched: list[str]) -> None:
    assert stands(line, text) == matched


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("… slaat", "begin and end with a word"),
        ("{nobody} slaat", "is no class"),
        ("!keuken", "must not stand"),
        ("a & ", "begin"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, problem: str) -> None:
    with pytest.raises(PatternError, match=problem):
        pattern(line, CLASSES)
