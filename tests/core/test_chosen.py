"""Chosen: what words mean of the days and moments that were offered."""

from datetime import datetime

import pytest

from bot.core.saying.chosen import among

DAYS = [datetime.fromisoformat(f"2026-12-{day}") for day in ("08", "10")]
AT_TEN = [at.replace(hour=10) for at in DAYS]
APART = [datetime.fromisoformat(f"2026-12-{at}") for at in ("07 10:15", "08 11:00")]


@pytest.mark.parametrize("said", ["do", "donderdag graag", "nee, liever donderdag", "de 10e", "10 dec", "de tweede"])
@pytest.mark.parametrize("offered", [DAYS, AT_TEN])
def test_one_is_chosen_by_its_day_or_its_place(said: str, offered: list[datetime]) -> None:
    assert among(said, offered, "nl") == (offered[1],)


@pytest.mark.parametrize(("said", "at"), [("de eerste", 0), ("doe maar de tweede", 1), ("the last one, please", 1)])
def test_a_place_may_be_said_softly(said: str, at: int) -> None:
    assert among(said, APART) == (APART[at],)


def test_one_is_chosen_by_its_time_where_that_is_of_one() -> None:
    assert (among("11 uur", APART, "nl"), among("10 uur", AT_TEN, "nl")) == ((APART[1],), tuple(AT_TEN))


def test_another_time_is_on_the_day_that_was_offered() -> None:
    assert among("do 11 uur", DAYS, "nl") == among("do 11 uur", AT_TEN, "nl") == (AT_TEN[1].replace(hour=11),)


def test_what_points_is_at_the_only_one() -> None:
    assert (among("die", AT_TEN[:1]), among("die", AT_TEN)) == ((AT_TEN[0],), ())


@pytest.mark.parametrize(
    "said", ["derde", "woensdag", "do 3 dec", "do 17 dec", "morgen", "volgende week do", "niet do"]
)
def test_what_names_another_chooses_none(said: str) -> None:
    assert among(said, AT_TEN, "nl") == ()
