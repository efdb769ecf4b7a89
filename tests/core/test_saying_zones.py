"""A clock is known by the place whose it is, in Dutch and English; what is nearly so is offered."""

from zoneinfo import available_timezones

import pytest

from bot.core.saying.zones import PLACES, as_zone, near_zones

KNOWN = available_timezones()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("America/New York", "America/New_York"),
        ("Lisbon", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("Curaçao", "America/Curacao"),
        ("Bonaire", "America/Kralendijk"),
        ("Sint Eustatius", "America/Kralendijk"),
        ("St. Maarten", "America/Lower_Princes"),
        ("Suriname", "America/Paramaribo"),
        ("Nederland", "Europe/Amsterdam"),
        ("België", "Europe/Brussels"),
        ("Londen", "Europe/London"),
        ("Atlantis", None),
        ("Bonaire of Saba", None),
        ("", None),
    ],
)
def test_a_place_means_its_clock_or_nothing(text: str, zone: str | None) -> None:
    assert as_zone(text, KNOWN) == zone


def test_every_place_has_a_clock_that_is_known() -> None:
    assert set(PLACES.values()) <= KNOWN


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Europe/Brussels", "America/Curacao", "America/Lower_Princes"])
def test_the_clock_that_the_card_shows_is_heard(zone: str) -> None:
    assert as_zone(zone.split("/")[-1].replace("_", " "), KNOWN) == zone


@pytest.mark.parametrize(
    ("text", "first"),
    [("Bonare", "America/Kralendijk"), ("Amsterdm", "Europe/Amsterdam"), ("Curacoa", "America/Curacao")],
)
def test_what_is_nearly_a_place_is_offered_first(text: str, first: str) -> None:
    assert near_zones(text, KNOWN)[0] == first


def test_what_is_near_nothing_is_offered_nothing() -> None:
    assert near_zones("", KNOWN) == []
