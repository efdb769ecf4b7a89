"""How a session moves: who is heard, what comes too late, and what is left at the close."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Session
from bot.core.session import (
    Outcome,
    Verdict,
    close,
    contribute,
    skip,
    take_back,
    takes,
)

OPENED = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
DUE = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
ANNA, BRAM, CHRIS, DEMI = 1, 2, 3, 4

moderately = settings(max_examples=150, deadline=None, database=None, derandomize=True)
people = st.integers(1, 6)
instants = st.datetimes(datetime(2026, 11, 24), datetime(2026, 11, 27), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.sampled_from(["Ik telde tot vijf.", "ja", "", "  \n "])
acts = st.one_of(
    st.tuples(st.just("contribute"), people, texts, instants),
    st.tuples(st.just("skip"), people, instants),
    st.tuples(st.just("take_back"), people),
    st.tuples(st.just("close"), instants),
)


def opened(expected: set[int] | None = None) -> Session:
    return Session(7, 1, "bijna-geholpen", 1, "open", OPENED, DUE, expected=frozenset(expected or set()))


def after(session: Session, *what: tuple[Any, ...]) -> Session:
    """Return a session after a sequence of acts."""
    for name, *arguments in what:
        match name:
            case "contribute":
                session = contribute(session, *arguments).session
            case "skip":
                session = skip(session, *arguments).session
            case "take_back":
                session = take_back(session, *arguments)
            case _:
                session = close(session, *arguments)
    return session


def test_an_answer_is_noted_and_its_writer_heard() -> None:
    expected = replace(opened(), heard=frozenset({ANNA}), answered=frozenset({ANNA}))
    assert contribute(opened(), ANNA, "Ik telde tot vijf.", OPENED) == Outcome(expected, Verdict.NOTED)


def test_a_skip_counts_as_heard_and_not_as_answered() -> None:
    assert skip(opened(), ANNA, OPENED) == Outcome(replace(opened(), heard=frozenset({ANNA})), Verdict.SKIPPED)


def test_who_answers_after_skipping_has_answered() -> None:
    session = after(opened(), ("skip", ANNA, OPENED), ("contribute", ANNA, "Toch iets.", OPENED))
    assert (session.heard, session.answered) == (frozenset({ANNA}),) * 2


def test_who_skips_after_answering_has_still_answered() -> None:
    session = after(opened(), ("contribute", ANNA, "Ja.", OPENED), ("skip", ANNA, OPENED))
    assert (session.heard, session.answered) == (frozenset({ANNA}),) * 2


def test_who_takes_back_all_they_said_was_heard_as_if_they_had_skipped() -> None:
    session = after(opened(), ("contribute", ANNA, "Ja.", OPENED), ("contribute", BRAM, "Ja.", OPENED))
    assert take_back(session, ANNA) == replace(session, answered=frozenset({BRAM}))


def test_who_said_nothing_takes_nothing_back() -> None:
    session = after(opened(), ("contribute", ANNA, "Ja.", OPENED), ("skip", BRAM, OPENED))
    assert [take_back(session, person) for person in (BRAM, CHRIS)] == [session, session]


def test_who_answers_again_after_taking_back_has_answered() -> None:
    acts = [("contribute", ANNA, "Ja.", OPENED), ("take_back", ANNA), ("contribute", ANNA, "Toch.", OPENED)]
    assert after(opened(), *acts) == after(opened(), acts[0])


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_a_message_without_words_changes_nothing(text: str) -> None:
    assert contribute(opened(), ANNA, text, OPENED) == Outcome(opened(), Verdict.WORDLESS)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(OPENED - MOMENT, True), (OPENED, True), (DUE - MOMENT, True), (DUE, False), (DUE + MOMENT, False)],
)
def test_a_session_takes_what_was_done_before_its_deadline_whatever_a_messengers_clock_says(
    at: datetime, expected: bool
) -> None:
    assert takes(opened(), at) is expected


def test_what_was_sent_in_time_still_counts_after_the_session_closed() -> None:
    assert contribute(close(opened(), DUE), ANNA, "Net op tijd.", DUE - MOMENT).verdict is Verdict.NOTED


def test_a_cancelled_session_takes_nothing() -> None:
    cancelled = replace(opened(), state="cancelled")
    assert contribute(cancelled, ANNA, "Ja.", OPENED) == Outcome(cancelled, Verdict.TOO_LATE)


def test_a_closed_session_counts_who_was_there_and_who_answered() -> None:
    session = opened({ANNA, BRAM, CHRIS})
    said = [("contribute", ANNA, "Ja.", OPENED), ("contribute", DEMI, "Ook.", OPENED), ("skip", BRAM, OPENED)]
    closed = after(session, *said, ("close", DUE))
    counted = (closed.state, closed.available, closed.took_part, closed.closed_at)
    assert counted == ("closed", 4, 2, DUE)


@moderately
@given(st.sets(people), st.lists(acts, max_size=12), instants)
def test_a_closed_session_keeps_only_numbers(
    expected: set[int], what: list[tuple[Any, ...]], closed_at: datetime
) -> None:
    closed = close(after(opened(expected), *what), closed_at)
    assert (closed.expected, closed.heard, closed.answered) == (frozenset(), frozenset(), frozenset())


@moderately
@given(st.sets(people), st.lists(acts, max_size=20))
def test_whoever_answered_was_heard(expected: set[int], what: list[tuple[Any, ...]]) -> None:
    session = after(opened(expected), *what)
    assert session.answered <= session.heard


@moderately
@given(st.sets(people), st.lists(acts, max_size=20))
def test_what_was_done_too_late_never_counts(expected: set[int], what: list[tuple[Any, ...]]) -> None:
    in_time = [act for act in what if act[0] in {"take_back", "close"} or act[-1] < DUE]
    assert after(opened(expected), *what) == after(opened(expected), *in_time)


@moderately
@given(st.sets(people), st.lists(acts, max_size=20))
def test_nobody_is_heard_who_did_nothing(expected: set[int], what: list[tuple[Any, ...]]) -> None:
    session = after(opened(expected), *what)
    active = {act[1] for act in what if act[0] in {"contribute", "skip"}}
    writers = {act[1] for act in what if act[0] == "contribute"}
    assert session.heard <= active
    assert session.answered <= writers


@moderately
@given(st.sets(people), st.lists(acts, max_size=20), instants)
def test_no_more_people_took_part_than_were_there(
    expected: set[int], what: list[tuple[Any, ...]], closed_at: datetime
) -> None:
    closed = close(after(opened(expected), *what), closed_at)
    assert 0 <= (closed.took_part or 0) <= (closed.available or 0)
