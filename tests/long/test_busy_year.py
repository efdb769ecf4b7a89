"""A full school year of a team of nine: nothing heaps up, nobody is nudged on a free day, and nothing is forgotten."""

import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from long.busy import Busy, week_of
from stage import staged

from bot.storage import inbox

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
BEGINS = date(2026, 8, 31)
WEEKS = 44 if IS_SOAK else 2
# What the coordinator begins, from which week on: a programme, a consultation a month, two rounds of visits, one
# decision and one change laboratory.
BEGUN = (
    (0, "/programma school-year begin"),
    (1, "/ritme werkvorm leren-van-successen maand do 15:30"),
    (6, "/oproep lesbezoek"),
    (11, "/werkvorm besluit-met-bezwaren calm"),
    (24, "/oproep lesbezoek"),
    (29, "/werkvorm changelab calm"),
)
# A person in private in a week, and the team in its group, outside its cases: on average. A case in the group, and to
# anybody who did not bring it.
ALONE, IN_GROUP, CASE_IN_GROUP, CASE_ALONE = 3, 4, 25, 8
# What two agree on takes some messages in the week of a visit.
MOST_ALONE = 10


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(1, 4 if IS_SOAK else 2))
async def test_a_full_year_is_no_heap_and_nothing_of_it_is_forgotten(tmp_path: Path, seed: int) -> None:
    async with staged(tmp_path / "leerkring.db", f"{BEGINS} 08:00") as stage:
        busy = Busy(stage, seed)
        await busy.gather()
        left = list(BEGUN)
        for day in (BEGINS + timedelta(days=ahead) for ahead in range(7 * WEEKS)):
            if day.weekday() < 5:
                due = [one for one in left if day >= BEGINS + timedelta(weeks=one[0])]
                if due and busy.works(busy.karin, day) and await busy.begin(due[0][1]):
                    left.remove(due[0])
                await busy.day(day)
        assert busy.on_free_days == []
        assert [said for week, said in left if week < WEEKS - 4] == []
        held_together(busy)
        assert inbox.aside(stage.database) == []
        waiting = "SELECT count(*) FROM outbox WHERE state IN ('failed', 'uncertain', 'expired')"
        assert stage.database.execute(waiting).fetchone() == (0,)


def held_together(busy: Busy) -> None:
    """Raise AssertionError where more was sent than people can take."""
    weeks = {week_of(one.at) for one in busy.sent}
    alone = Counter((one.name, week_of(one.at)) for one in busy.sent if one.name and not one.case)
    group = Counter(week_of(one.at) for one in busy.sent if not one.name and not one.case)
    assert sum(alone.values()) / (len(weeks) * len(busy.people)) <= ALONE
    assert max(alone.values(), default=0) <= MOST_ALONE, alone.most_common(3)
    assert sum(group.values()) / len(weeks) <= IN_GROUP, group.most_common(3)
    cases = Counter(one.case for one in busy.sent if one.case and not one.name)
    assert max(cases.values(), default=0) <= CASE_IN_GROUP, cases.most_common(3)
    to_others = Counter((one.case, one.name) for one in busy.sent if one.case and one.name and not one.is_owner)
    assert max(to_others.values(), default=0) <= CASE_ALONE, to_others.most_common(3)
