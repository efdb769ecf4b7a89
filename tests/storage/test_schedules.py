"""Schedules and moments: what is owed, in which order, and that each moment is decided once."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.core.model import Place, Rhythm, Schedule, ScheduleKind
from bot.core.timing import spread
from bot.storage import schedules, teams
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

SLOT = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
TUESDAYS, FRIDAYS = Rhythm("week", ("tue",), time(12, 30)), Rhythm("two weeks", ("mon", "fri"), time(15, 0))
ANCHOR = date(2026, 11, 23)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id in (-100, -200, -300):
        teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
    return database


def put(
    database: Database, team_id: int, slot: datetime, kind: ScheduleKind = "prompt", rhythm: Rhythm = TUESDAYS
) -> Schedule:
    schedules.put(database, team_id, kind, rhythm, ("R1", "R6"), ANCHOR, slot)
    return next(one for one in schedules.of_team(database, team_id) if one.kind == kind)


def test_a_schedule_is_kept_as_it_was_given(database: Database) -> None:
    schedule = put(database, 1, SLOT, rhythm=FRIDAYS)
    expected = Schedule(schedule.id, 1, "prompt", FRIDAYS, ANCHOR, ("R1", "R6"), SLOT, SLOT + spread(1))
    assert schedule == expected


def test_a_team_has_one_schedule_of_a_kind_and_prompts_come_first(database: Database) -> None:
    digest, first = put(database, 1, SLOT, "digest"), put(database, 1, SLOT)
    second = put(database, 1, SLOT + WEEK, rhythm=FRIDAYS)
    assert (first.id, schedules.of_team(database, 1)) == (second.id, [second, digest])


def test_teams_are_owed_something_from_their_own_second_on_in_the_order_it_is_owed(database: Database) -> None:
    put(database, 1, SLOT), put(database, 1, SLOT - WEEK, "digest")
    put(database, 2, SLOT - timedelta(hours=1)), put(database, 3, SLOT)
    own_second = SLOT + spread(3)
    moments = (SLOT - 2 * WEEK, own_second - timedelta(milliseconds=1), own_second, SLOT + WEEK)
    assert [schedules.owed(database, now) for now in moments] == [[], [1, 2], [1, 2, 3], [1, 2, 3]]


def test_the_next_owed_instant_is_the_earliest(database: Database) -> None:
    nothing = schedules.next_owed(database)
    put(database, 1, SLOT), put(database, 2, SLOT - WEEK)
    assert (nothing, schedules.next_owed(database)) == (None, SLOT - WEEK + spread(2))


def test_a_schedule_moves_on_with_its_teams_delay(database: Database) -> None:
    schedule = put(database, 3, SLOT)
    schedules.advance(database, schedule, SLOT + WEEK)
    moved = schedules.of_team(database, 3)[0]
    assert (moved.next_slot, moved.next_at) == (SLOT + WEEK, SLOT + WEEK + spread(3))


def test_a_moment_is_claimed_once(database: Database) -> None:
    schedule = put(database, 1, SLOT)
    claims = [schedules.claim(database, schedule, SLOT, state, SLOT) for state in ("started", "missed")]
    assert [claim is not None for claim in claims] == [True, False]


def test_a_moment_is_one_schedules_and_one_slots(database: Database) -> None:
    prompt, digest = put(database, 1, SLOT), put(database, 1, SLOT, "digest")
    pairs = [(prompt, SLOT), (prompt, SLOT + WEEK), (digest, SLOT)]
    ids = {schedules.claim(database, schedule, slot, "started", SLOT) for schedule, slot in pairs}
    assert (len(ids), None in ids) == (3, False)


def test_a_slot_told_in_another_zone_is_the_same_moment(database: Database) -> None:
    schedule = put(database, 1, SLOT)
    schedules.claim(database, schedule, SLOT, "started", SLOT)
    local = SLOT.astimezone(ZoneInfo("Europe/Amsterdam"))
    again = schedules.claim(database, schedule, local, "started", SLOT)
    assert (again, schedules.is_decided(database, schedule, local)) == (None, True)


def test_a_moment_skipped_in_advance_is_decided(database: Database) -> None:
    schedule = put(database, 1, SLOT)
    before = schedules.is_decided(database, schedule, SLOT)
    schedules.claim(database, schedule, SLOT, "skipped", SLOT - WEEK, "kerstvakantie")
    assert (before, schedules.is_decided(database, schedule, SLOT)) == (False, True)


def test_a_moment_that_never_arrived_is_missed_with_its_reason(database: Database) -> None:
    schedule = put(database, 1, SLOT)
    moment = schedules.claim(database, schedule, SLOT, "started", SLOT)
    schedules.mark_missed(database, moment or 0, "not delivered")
    kept = [(row["state"], row["reason"]) for row in database.query("SELECT state, reason FROM moments")]
    assert kept == [("missed", "not delivered")]


def test_every_schedule_of_every_team_is_told(database: Database) -> None:
    told = [put(database, team_id, SLOT) for team_id in (2, 1, 3)]
    assert list(schedules.every(database)) == told
