"""For how long words are kept: terms that people type, and the day on which words of a day go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Term
from bot.core.retention import as_term, goes_on, is_sooner, kept_since, school_year

TERMS = [Term(number, "years") for number in (1, 2, 3)] + [Term(number, "months") for number in (3, 12, 18, 36)]
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("written", "term", "gone"),
    [
        (date(2026, 8, 1), Term(2, "years"), date(2028, 8, 1)),
        (date(2026, 11, 24), Term(2, "years"), date(2028, 8, 1)),
        (date(2027, 7, 31), Term(2, "years"), date(2028, 8, 1)),
        (date(2027, 8, 1), Term(2, "years"), date(2029, 8, 1)),
        (date(2027, 7, 31), Term(1, "years"), date(2027, 8, 1)),
        (date(2026, 11, 24), Term(3, "years"), date(2029, 8, 1)),
        (date(2026, 11, 24), Term(18, "months"), date(2028, 5, 24)),
        (date(2026, 12, 31), Term(12, "months"), date(2027, 12, 31)),
        (date(2026, 11, 30), Term(3, "months"), date(2027, 3, 1)),
        (date(2026, 9, 30), Term(3, "months"), date(2026, 12, 30)),
    ],
)
def test_words_go_on_the_first_of_august_or_so_many_months_later(written: date, term: Term, gone: date) -> None:
    assert goes_on(written, term) == gone


@given(day=DAYS, term=st.sampled_from(TERMS))
def test_what_is_kept_since_a_day_is_exactly_what_has_not_gone(day: date, term: Term) -> None:
    first = kept_since(day, term)
    assert (goes_on(first - timedelta(days=1), term) <= day, goes_on(first, term) > day) == (True, True)


@given(first=DAYS, later=DAYS, term=st.sampled_from(TERMS))
def test_what_was_written_first_never_goes_last(first: date, later: date, term: Term) -> None:
    first, later = sorted((first, later))
    assert goes_on(first, term) <= goes_on(later, term)


@given(day=DAYS, term=st.sampled_from(TERMS[:3]))
def test_a_school_year_goes_as_a_whole_once_as_many_have_begun(day: date, term: Term) -> None:
    gone = goes_on(day, term)
    assert (gone.month, gone.day, school_year(gone) - school_year(day)) == (8, 1, term.number)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("2", Term(2, "years")),
        ("1 schooljaar", Term(1, "years")),
        ("3 school years", Term(3, "years")),
        (" 18 Maanden ", Term(18, "months")),
        ("6 months", Term(6, "months")),
        ("2 years", Term(2, "years")),
    ],
)
def test_terms_are_understood_in_both_languages(typed: str, term: Term) -> None:
    assert as_term(typed) == term


@pytest.mark.parametrize(
    "typed", ["", "0", "4", "2 maanden", "37 months", "altijd", "for ever", "-1", "2 weken", "1e3"]
)
def test_no_term_is_endless_too_long_or_too_short(typed: str) -> None:
    assert as_term(typed) is None


@pytest.mark.parametrize(
    ("new", "old", "sooner"),
    [
        (Term(1, "years"), Term(2, "years"), True),
        (Term(3, "years"), Term(2, "years"), False),
        (Term(2, "years"), Term(2, "years"), False),
        (Term(12, "months"), Term(1, "years"), False),
        # A school year may be nearly over when something is written.
        (Term(1, "years"), Term(3, "months"), True),
        (Term(12, "months"), Term(2, "years"), True),
    ],
)
def test_a_term_is_sooner_if_it_takes_anything_sooner(new: Term, old: Term, sooner: bool) -> None:
    assert is_sooner(new, old, date(2026, 11, 24)) == sooner
