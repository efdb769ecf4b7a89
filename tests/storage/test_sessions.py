"""Sessions: what runs in which team, who was heard while it ran, and only numbers afterwards."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from asked import a_question, ask, close
from sqlite_utils import Database

from bot.core.model import Place, Rhythm
from bot.core.session import moving, taking_part
from bot.core.session.state import Session, State
from bot.core.session.terms import CASE, REFLECTION, Terms
from bot.storage import people, schedules, sessions, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

OPENED = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
DUE = OPENED + DAY
OURS, THEIRS = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id in (-100, -200):
        teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
    for number, name in enumerate(["Anna", "Bram", "Chris"], 1):
        people.meet(database, number, name, None)
    return database


def opened(database: Database, team_id: int = OURS, at: datetime = OPENED, method: str = "eerste-stap") -> Session:
    return ask(database, team_id, method, at, at + DAY)


def turns(database: Database) -> list[tuple[int, str]]:
    rows = database.query("SELECT person_id, how FROM heard ORDER BY person_id")
    return [(row["person_id"], row["how"]) for row in rows]


def noted(database: Database, session: Session, state: State) -> Session:
    return sessions.save(database, session.at(state), state.due_at, OPENED)


def test_a_session_is_found_as_it_was_opened(database: Database) -> None:
    session = opened(database)
    expected = Session(session.id, OURS, "eerste-stap", session.code, a_question(OPENED, DUE))
    assert (session, sessions.find(database, session.id)) == (expected, expected)


@pytest.mark.parametrize(
    ("terms", "team", "is_found"),
    [
        (None, None, True),
        (REFLECTION, OURS, True),
        (CASE, None, False),
        (REFLECTION, THEIRS, False),
    ],
)
def test_it_is_found_where_it_is_what_was_asked_for(
    database: Database, terms: Terms | None, team: int | None, is_found: bool
) -> None:
    session = opened(database)
    assert (sessions.find(database, session.id, terms, team), is_found) in ((session, True), (None, False))


def test_a_session_is_found_by_its_code_and_by_no_other(database: Database) -> None:
    session, other = opened(database), opened(database, THEIRS)
    wrong = ("", "1", session.code[:-1], session.code.swapcase(), f"{session.code} ", "%", "_" * 12, "\0")
    found = [sessions.find_by_code(database, code, REFLECTION) for code in (session.code, other.code, *wrong)]
    assert found == [session, other, *[None] * len(wrong)]
    assert sessions.find_by_code(database, session.code, CASE) is None


def test_a_closed_session_is_still_found_by_its_code(database: Database) -> None:
    session = close(database, opened(database), DUE)
    found = sessions.find_by_code(database, session.code, REFLECTION)
    assert found is not None
    assert (found.id, found.state.phase) == (session.id, "ended")


def test_codes_differ_and_fit_in_a_link(database: Database) -> None:
    codes = {opened(database).code for _ in range(50)}
    assert [bool(re.fullmatch(r"[A-Za-z0-9_-]{12}", code)) for code in codes] == [True] * 50


def test_who_was_heard_and_who_answered_is_kept_while_it_runs(database: Database) -> None:
    session = opened(database)
    noted(database, session, replace(session.state, heard=frozenset({1, 2}), given=frozenset({1})))
    found = sessions.find(database, session.id)
    assert found
    assert (found.state.heard, found.state.given) == (frozenset({1, 2}), frozenset({1}))


def test_who_answers_after_skipping_has_answered(database: Database) -> None:
    session = opened(database)
    session = noted(database, session, taking_part.pass_on(session.state, 1))
    noted(database, session, taking_part.hear(session.state, 1))
    assert turns(database) == [(1, "given")]


def test_saving_twice_keeps_one_turn_for_each(database: Database) -> None:
    session = opened(database)
    state = replace(session.state, heard=frozenset({1, 2}), given=frozenset({1}))
    noted(database, noted(database, session, state), state)
    assert turns(database) == [(1, "given"), (2, "passed")]


def test_who_was_heard_stands_in_no_order_of_coming(database: Database) -> None:
    session = opened(database)
    for person_id in (3, 1, 2):
        session = noted(database, session, taking_part.hear(session.state, person_id))
    # As they lie, without any order asked for.
    assert [row["person_id"] for row in database.query("SELECT * FROM heard")] == [1, 2, 3]


def test_only_numbers_stay_when_a_session_closes(database: Database) -> None:
    session = opened(database)
    session = noted(database, session, replace(session.state, heard=frozenset({1, 2}), given=frozenset({1})))
    closed = close(database, session, DUE, 3, 1)
    found = sessions.find(database, session.id)
    assert (turns(database), found, closed.state.heard) == ([], closed, frozenset())


def test_turns_of_a_session_that_closes_leave_other_sessions_theirs(database: Database) -> None:
    closing, running = opened(database), opened(database)
    closing = noted(database, closing, taking_part.pass_on(closing.state, 1))
    noted(database, running, taking_part.pass_on(running.state, 2))
    close(database, closing, DUE)
    assert turns(database) == [(2, "passed")]


def test_teams_are_owed_a_close_from_the_deadline_on_in_order(database: Database) -> None:
    opened(database), opened(database, THEIRS, OPENED - DAY), opened(database, at=OPENED - DAY / 2)
    closed = opened(database, THEIRS, OPENED - 3 * DAY)
    close(database, closed, OPENED)
    moments = (OPENED - timedelta(milliseconds=1), OPENED, DUE)
    assert [sessions.owed(database, now) for now in moments] == [[], [THEIRS], [THEIRS, OURS]]


def test_the_next_owed_instant_is_the_earliest_deadline_of_an_open_session(database: Database) -> None:
    nothing = sessions.next_owed(database)
    close(database, opened(database, at=OPENED - DAY), OPENED)
    opened(database, at=OPENED + DAY), opened(database, THEIRS)
    assert (nothing, sessions.next_owed(database)) == (None, DUE)


def test_open_sessions_are_those_of_the_team_oldest_first(database: Database) -> None:
    first, _, second = opened(database), opened(database, THEIRS), opened(database, method="samen-gelachen")
    close(database, opened(database), DUE)
    assert sessions.open_in(database, OURS, REFLECTION) == [first, second]


def test_a_stretch_of_time_holds_its_first_instant_and_not_its_last(database: Database) -> None:
    inside = [opened(database, at=OPENED), opened(database, at=OPENED + 6 * DAY)]
    opened(database, at=OPENED - timedelta(milliseconds=1)), opened(database, at=OPENED + 7 * DAY)
    opened(database, THEIRS)
    assert sessions.asked_between(database, OURS, OPENED, OPENED + 7 * DAY) == inside


def test_a_cancelled_session_never_was(database: Database) -> None:
    kept, cancelled = opened(database), opened(database, method="samen-gelachen")
    noted(database, cancelled, moving.cancel(cancelled.state))
    told = (
        sessions.open_in(database, OURS, REFLECTION),
        sessions.asked_between(database, OURS, OPENED, DUE),
        [method for method, _ in sessions.latest_methods(database, OURS)],
    )
    assert told == ([kept], [kept], ["eerste-stap"])


def test_the_history_of_methods_is_this_teams_oldest_first(database: Database) -> None:
    opened(database, at=OPENED, method="b"), opened(database, at=OPENED - DAY, method="a")
    opened(database, THEIRS, method="c")
    assert sessions.latest_methods(database, OURS) == [("a", OPENED - DAY), ("b", OPENED)]


def test_a_session_remembers_the_moment_it_was_started_by(database: Database) -> None:
    rhythm = Rhythm("week", ("tue",), time(12, 30))
    schedules.put(database, OURS, "prompt", rhythm, ("R1",), date(2026, 11, 23), OPENED)
    moment = schedules.claim(database, schedules.of_team(database, OURS)[0], OPENED, "started", OPENED)
    planned = ask(database, OURS, "eerste-stap", OPENED, DUE, moment)
    asked = opened(database)
    found = [sessions.find(database, session.id) for session in (planned, asked)]
    assert [session and session.moment_id for session in found] == [moment, None]
