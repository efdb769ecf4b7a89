"""What comes before a method: two school days at most, however silent people are, and on nobody's free day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import content
from bot.core.method import Method
from bot.core.model import Pace, Person
from bot.core.session.deadlines import Calendar, window
from bot.core.session.plans import plan_of
from bot.core.timing import FreeDays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OURS = content.load()
AUTUMN = FreeDays(((date(2026, 10, 17), date(2026, 10, 25), "herfstvakantie"),))
TEAM = {number: Person(number, "") for number in range(1, 6)}
OWNER = 1
WRITTEN: list[Pace] = ["sprint", "calm"]
METHODS = [(method, pace) for method in OURS.walkthroughs.values() for pace in WRITTEN if pace in method.paces]
BEGUN = [
    datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)
    for month, days in ((11, range(23, 30)), (10, (15, 16, 17)))
    for day in days
    for hour, minute in ((8, 0), (9, 45), (12, 29), (15, 59), (19, 30))
]


def closings(method: Method, pace: Pace, begun: datetime, team: dict[int, Person]) -> list[datetime]:
    """Return when each step before a method's own closes where nobody lets anything be heard."""
    calendar, at, found = Calendar(AMSTERDAM, AUTUMN, team), begun, list[datetime]()
    for planned in plan_of(method, OURS.frame):
        if not planned.is_frames:
            break
        concerned = {OWNER} if planned.step.who == "owner" else team.keys()
        at = window(planned.step, pace, at, concerned, calendar).due_at
        found.append(at)
    return found


def school_days(begun: datetime, until: datetime, calendar: Calendar) -> int:
    """Return how many school days come after the day on which something began, up to and with the last one."""
    first, last = (at.astimezone(AMSTERDAM).date() for at in (begun, until))
    return sum(calendar.is_on(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))


@pytest.mark.parametrize("begun", BEGUN, ids=lambda at: f"{at.astimezone(AMSTERDAM):%a-%d-%H%M}")
def test_it_takes_two_school_days_at_most_whoever_is_silent(begun: datetime) -> None:
    calendar = Calendar(AMSTERDAM, AUTUMN, TEAM)
    for method, pace in METHODS:
        ends = closings(method, pace, begun, TEAM)
        # What comes close asks the one whose case it is besides, who may take half a day for that.
        most = 3 if method.asks_owner else 2
        assert school_days(begun, ends[-1], calendar) <= most, (method.id, pace)


def test_where_people_have_a_calm_day_to_say_that_they_are_in() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM)
    found = closings(OURS.walkthroughs["incident"], "calm", monday.astimezone(UTC), TEAM)
    told = [f"{at.astimezone(AMSTERDAM):%a %H:%M}" for at in found]
    assert told == ["Tue 12:30", "Tue 16:00", "Wed 12:30", "Wed 16:00"]


def test_no_step_closes_on_a_free_day_or_before_everybody_worked() -> None:
    team = TEAM | {6: Person(6, "", working_days=("thu",))}
    calendar = Calendar(AMSTERDAM, AUTUMN, team)
    for method, pace in METHODS:
        for begun in BEGUN:
            ends = closings(method, pace, begun, team)
            assert all(calendar.is_on(at.astimezone(AMSTERDAM).date()) for at in ends)
            # Whoever works on Thursdays alone is waited for, as far as three school days go.
            if begun.astimezone(AMSTERDAM).strftime("%a %d") == "Mon 23":
                assert ends[0].astimezone(AMSTERDAM).strftime("%a") == "Thu"
