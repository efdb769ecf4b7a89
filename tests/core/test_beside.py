"""Beside: what words mean next to a day and a time that were named before."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.saying.beside import as_offer, is_conditional, near, offered_by, on_days, retimed, sure_half

NOW, TUESDAY, AT = (datetime.fromisoformat(f"2026-{day} 09:00") for day in ("11-30", "12-01", "12-10"))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("liever een uur later", "liever om 10:00"),
        ("kan het een kwartiertje eerder?", "kan het om 08:45 ?"),
        ("half an hour earlier please", "om 08:30 please"),
        ("do zelfde tijd", "do om 09:00"),
        ("Thursday 17 December, same time", "Thursday 17 December, om 09:00"),
        ("een week later, zelfde tijd", "2026-12-17 om 09:00"),
        ("een week later zelfde tijd", "2026-12-17 om 09:00"),
        ("week later zelfde tijd", "2026-12-17 om 09:00"),
        ("zelfde tijd maar donderdag", "om 09:00 donderdag"),
        ("zelfde dag maar om 11 uur", "2026-12-10 om 11 uur"),
        ("ik laat het later weten", "ik laat het later weten"),
    ],
)
def test_what_is_said_by_another_moment_is_spelled_out(said: str, read: str) -> None:
    assert retimed(said, AT) == read


def test_of_a_day_or_a_time_alone_as_much_is_spelled_out_as_is_known() -> None:
    assert (retimed("uurtje later", AT.time()), retimed("week later", AT.time())) == ("om 10:00", "week later")
    assert (retimed("zelfde tijd maar wo", AT.date()), retimed("week later", AT.date())) == ("wo", "2026-12-17")


@pytest.mark.parametrize(
    ("said", "clock"),
    [("10u", (10, 0)), ("ja maar dan wel om half 10", (9, 30)), ("is 10.30 ook goed?", (10, 30)), ("om 3", (15, 0))],
)
def test_a_time_alone_is_of_the_day_that_was_named(said: str, clock: tuple[int, int]) -> None:
    found = on_days(said, [AT.date()], NOW, "nl")
    assert found is not None
    assert found.moments == (AT.replace(hour=clock[0], minute=clock[1]),)


@pytest.mark.parametrize("said", ["dinsdag 10u", "ik heb 2 toetsen", "ja", "morgen", "een vraag"])
def test_what_names_a_day_or_no_time_is_not(said: str) -> None:
    assert on_days(said, [AT.date()], NOW, "nl") is None


def test_a_time_that_is_over_on_the_day_that_was_named_is_said_to_be() -> None:
    found = on_days("8.30", [NOW.date()], NOW, "nl")
    assert found is not None
    assert found.why == "over"


def test_a_weekday_at_the_same_time_may_be_of_the_same_week() -> None:
    assert near("di zelfde tijd", TUESDAY, AT).moments == (TUESDAY, TUESDAY + timedelta(days=7))
    assert near("di 1 december zelfde tijd", TUESDAY, AT).moments == (TUESDAY,)


MORE = ("graag, als het rooster klopt", "ja, onder voorbehoud", "prima, onder voorbehoud van opvang")
LIKE = (
    "ja dat past, ik ben er als eerste",
    "ja, als altijd",
    "prima, zelfde lokaal als vorige keer",
    "ja, net als toen",
)


@pytest.mark.parametrize(
    "said",
    ["ja als ik opvang heb", "Prima, mits jij de gang doet.", "yes, if I find cover", "top, als ik opvang heb", *MORE],
)
def test_a_yes_on_a_condition_is_one(said: str) -> None:
    assert is_conditional(said)


@pytest.mark.parametrize("said", ["ja", "als het maar dinsdag is", "prima, tot dan", *LIKE])
def test_a_yes_or_a_condition_alone_is_none(said: str) -> None:
    assert not is_conditional(said)


@given(st.lists(st.integers(0, 366 * 24 * 60), min_size=1, max_size=3))
def test_what_was_offered_is_kept_as_a_number_that_a_database_holds(ahead: list[int]) -> None:
    offered = tuple(NOW.replace(hour=0) + timedelta(minutes=one) for one in ahead)
    kept = as_offer(offered)
    assert -(2**63) <= kept < 0
    assert offered_by(kept, NOW) == offered


def test_which_half_of_what_was_offered_is_sure_is_kept_with_it() -> None:
    halves = (None, AT.date(), AT.time())
    assert [sure_half(as_offer((AT,), half), NOW) for half in halves] == [None, AT.date(), AT.time()]
    assert all(offered_by(as_offer((AT,), half), NOW) == (AT,) for half in halves)
