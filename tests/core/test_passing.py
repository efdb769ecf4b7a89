"""Passing: words that say that somebody passes, told from those that speak of it."""

import pytest

from bot.core.saying.passing import passes


@pytest.mark.parametrize(
    "text",
    [
        *("sla mij maar over", "Pas, ik weet niks", "ik pas deze keer", "sorry, ik sla deze even over", "pas hoor"),
        *("deze keer sla ik over", "ik weet het niet, sla mij maar over", "geen idee, ik pas"),
        *("I'll pass, nothing to add", "I’ll pass this time", "skip me please", "sorry, I'll have to pass on this one"),
    ],
)
def test_who_passes_says_so_with_why_or_without(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ik pas de uitleg aan", "pas op de plaats", "ik weet niks", "mag ik passen?", "ze slaan mij over"),
        *("pas in les twee doen ze mee", "ik sla de inleiding over", "skip the introduction", "nothing to add"),
        *("they pass the ball on", "ik pas, maar let op wie begint"),
    ],
)
def test_whatever_else_is_written_is_no_pass(text: str) -> None:
    assert not passes(text)
