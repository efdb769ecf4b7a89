"""School years of teams drawn by chance, held against a slow account of what they are owed, day by day."""

import calendar
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot import content
from bot.app import doors, owed
from bot.app.context.families import IN_PROGRAMMES
from bot.app.context.house import House, Identity
from bot.app.context.occasion import Occasion
from bot.app.rhythm import planning
from bot.app.rhythm.outlook import outlook
from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Days, Every, OnFree, Person, Place, Rhythm, Role, Weekday
from bot.core.programme import Course
from bot.core.purposes import MEASURE, PROMPT
from bot.core.timing import FreeDays
from bot.messenger.telegram.powers import TELEGRAM
from bot.rendering import Renderer
from bot.storage import members, people, programmes, teams
from bot.storage.database import instant, open_for_writing, stamp, transaction
from bot.storage.laying import lay

CONTENT = content.load()
ZONES = ("Europe/Amsterdam", "America/Curacao", "Europe/Lisbon")
FIRST, LAST = date(2026, 8, 17), date(2027, 7, 30)
YEARS = range(20 if os.environ.get("LEERKRING_SOAK") else 3)
BEGIN, END = datetime.combine(FIRST, time(6), UTC), datetime.combine(LAST, time(22), UTC)
GROUP, LEADER = -1001, 90
DAY, GRACE, PUNCTUAL = timedelta(days=1), timedelta(hours=3), timedelta(minutes=5)
# A scan may be later than a question, and is open until the fourth school day after its own.
SCAN_GRACE, SCAN_DAYS = 3 * DAY, 4
ASKED = "WHERE terms <> 'instrument'"
# How long the clock may have slept before it looks again.
BLINK = timedelta(seconds=60)
RHYTHMS: tuple[Every, ...] = ("week", "two weeks", "three weeks", "four weeks", "month", "two months")
OF_SCANS: tuple[Every, ...] = ("two weeks", "half year", "term", "month", "year", "two months", "four weeks")
SCANS = ("sociaal-leren", "sociaal-leren", "polsslag")
FIRST_TERM = date(2020, 12, 1)
# A rhythm that ends takes its moments with it: they are noted as they are kept.
NOTED = "CREATE TEMP TABLE noted (at INTEGER PRIMARY KEY, kind TEXT, slot TEXT, state TEXT)"
NOTING = """
CREATE TEMP TRIGGER note_{change} AFTER {change} ON main.moments BEGIN
    INSERT INTO noted (kind, slot, state)
    SELECT kind, new.slot, new.state FROM main.schedules WHERE id = new.schedule_id;
END
"""
COUNTED = ("two weeks", "three weeks", "four weeks", "two months")
WEEKS = {"week": 1, "two weeks": 2, "three weeks": 3, "four weeks": 4}
MONTHS = {"month": 1, "two months": 2, "term": 3, "half year": 6, "year": 12}


@dataclass
class Year:
    """A team with its people and rhythm, and when the bot is down."""

    seed: int
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = dice = random.Random(f"year {self.seed}")
        self.zone = ZoneInfo(dice.choice(ZONES))
        self.region = dice.choice(sorted(CONTENT.regions))
        self.rhythm = self._ahead_of_meeting() if self.seed % 4 == 1 else self._rhythm()
        self.pauses = tuple(self._stretch(20) for _ in range(dice.randint(0, 2)))
        self.own = tuple(replace(self._stretch(2), name="studiedag") for _ in range(dice.randint(0, 4)))
        self.down = sorted(self._downtime() for _ in range(dice.randint(0, 6)))
        self.days = [self._working_days() for _ in range(dice.randint(2, 5))]
        self.leave = [tuple(self._stretch(30) for _ in range(dice.randint(0, 2))) for _ in self.days]
        self.programme = dice.choice((None, CONTENT.programmes["light"]))
        # How long the group takes to go on to the next phase.
        self.patience = DAY * dice.choice((0, 0, 21, 400))
        self.instrument = dice.choice(SCANS)
        self.scan = self._rhythm((OF_SCANS[self.seed % len(OF_SCANS)],), 1)
        self.down = sorted([*self.down, *(self._downtime_of_scan() for _ in range(dice.randint(0, 3)))])

    def _rhythm(self, often: tuple[Every, ...] = RHYTHMS, most: int = 2) -> Rhythm:
        dice, every = self.dice, self.dice.choice(often)
        many = 1 if every not in WEEKS else dice.randint(1, most)
        days = tuple(sorted(dice.sample(SCHOOL_WEEK, many), key=WEEKDAYS.index))
        nth = dice.choice((1, 2, 3, 4, -1)) if every not in (*WEEKS, "term") else 1
        at = time(dice.randint(9, 16), dice.choice((0, 15, 30, 50)))
        until = self._day() if dice.random() < 0.3 else None
        on_free: OnFree = dice.choice(("skip", "skip", "before", "after"))
        return Rhythm(every, days, at, nth, until, on_free)

    def _ahead_of_meeting(self) -> Rhythm:
        """Return a rhythm that is ahead of a meeting on one day, at any time of it."""
        rhythm = self._rhythm(most=1)
        return replace(
            rhythm, until=None, on_free="skip", meets_at=time(self.dice.randint(8, 17), self.dice.choice((0, 30)))
        )

    def _day(self) -> date:
        return FIRST + DAY * self.dice.randint(20, (LAST - FIRST).days)

    def _stretch(self, longest: int) -> Days:
        first = self._day()
        return Days(first, first + DAY * self.dice.randint(0, longest))

    def _downtime(self) -> tuple[datetime, datetime]:
        start = datetime.combine(self._day(), time(self.dice.randint(0, 23), self.dice.randint(0, 59)), UTC)
        return start, start + timedelta(minutes=self.dice.choice((4, 30, 100, 200, 600, 3000)))

    def _downtime_of_scan(self) -> tuple[datetime, datetime]:
        """Return when the bot is down just as a scan may be owed."""
        day, weekday = self._day(), WEEKDAYS.index(self.scan.days[0])
        its_day = day + DAY * ((weekday - day.weekday()) % 7)
        start = datetime.combine(its_day, self.scan.at, self.zone).astimezone(UTC) - timedelta(minutes=10)
        return start, start + timedelta(minutes=self.dice.choice((12, 100, 900, 3000, 5000)))

    def _working_days(self) -> tuple[Weekday, ...]:
        days = self.dice.sample(SCHOOL_WEEK, self.dice.randint(1, 5))
        return tuple(sorted(days, key=WEEKDAYS.index))

    def awake(self, at: datetime) -> datetime:
        """Return when the clock acts on what is owed at an instant."""
        for start, end in self.down:
            if start <= at < end:
                at = end
        return at


# The account: what is owed, worked out a day at a time from the calendar and nothing else.


def falls_on(rhythm: Rhythm, day: date, anchor: date) -> bool:
    """Tell whether a rhythm falls on a day: by its week since the anchor's, or by its place in the month."""
    if WEEKDAYS[day.weekday()] not in rhythm.days:
        return False
    if rhythm.until and day > rhythm.until:
        return False
    if rhythm.every in WEEKS:
        between = (day - timedelta(days=day.weekday()) - (anchor - timedelta(days=anchor.weekday()))).days // 7
        return between % WEEKS[rhythm.every] == 0
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    if months % MONTHS[rhythm.every] or months < 0:
        return False
    same = [
        number
        for number in range(1, calendar.monthrange(day.year, day.month)[1] + 1)
        if date(day.year, day.month, number).weekday() == day.weekday()
    ]
    return same.index(day.day) == (rhythm.nth - 1 if rhythm.nth > 0 else len(same) - 1)


def takes_place(rhythm: Rhythm, anchor: date, free: FreeDays) -> Iterator[date]:
    """Yield the days on which a rhythm takes place: those it falls on, off a free day where it moves and can."""
    return (to for _, to in moved(rhythm, anchor, free))


def counted_from(rhythm: Rhythm, zone: ZoneInfo, free: FreeDays) -> date:
    """Return from when the weeks or months of a rhythm count: from its first day to come, were it each week or month,
    that is at school or moves there."""
    if rhythm.every not in COUNTED:
        return FIRST
    each = replace(rhythm, every="week" if rhythm.every in WEEKS else "month", until=None)
    coming = (
        day
        for day, to in moved(each, FIRST, free)
        if datetime.combine(to, rhythm.at, zone).astimezone(UTC) > BEGIN and not free.name(to)
    )
    return next(coming, FIRST)


def moved(rhythm: Rhythm, anchor: date, free: FreeDays) -> Iterator[tuple[date, date]]:
    """Yield the days that a rhythm falls on, each with the one on which it takes place."""
    every = [day for ahead in range(500) if falls_on(rhythm, day := FIRST - 60 * DAY + ahead * DAY, anchor)]
    endless = replace(rhythm, until=None)
    all_days = [day for ahead in range(560) if falls_on(endless, day := FIRST - 90 * DAY + ahead * DAY, anchor)]
    for day in every:
        to = three_before(day, free) if rhythm.meets_at else day
        if rhythm.on_free != "skip" and free.name(day):
            step = -DAY if rhythm.on_free == "before" else DAY
            near = [day + step * far for far in range(1, 7)]
            for other in near:
                if other in all_days:
                    break
                if other.weekday() < 5 and not free.name(other):
                    to = other
                    break
        yield day, to


def three_before(day: date, free: FreeDays) -> date:
    """Return the third school day before a meeting that takes place, or the last of fewer within a week."""
    within = [day - far * DAY for far in range(1, 7)]
    there = [one for one in within if is_school_day(one, free)]
    if free.name(day):
        return day
    return there[:3][-1] if there else next(one for one in within if one.weekday() < 5)


def has_break(year: Year, day: date, free: FreeDays) -> bool:
    return any(pause.first <= day <= pause.last for pause in year.pauses) or free.name(day) is not None


def is_school_day(day: date, free: FreeDays) -> bool:
    return day.weekday() < 5 and not free.name(day)


def becomes(year: Year, day: date, free: FreeDays, members_: list[Person]) -> str:
    """Return what becomes of a question on a day: started, skipped or missed."""
    zone = year.zone
    slot = datetime.combine(day, year.rhythm.at, zone).astimezone(UTC)
    if has_break(year, day, free):
        return "skipped"
    acted = year.awake(slot)
    late, local = acted - slot, acted.astimezone(zone)
    if late > PUNCTUAL:
        is_day = is_school_day(local.date(), free) and time(8, 30) <= local.time() < time(17)
        if late > GRACE or not is_day:
            return "missed"
    there = [one for one in members_ if is_in(one, local.date(), free)]
    return "started" if there else "skipped"


def is_in(person: Person, day: date, free: FreeDays) -> bool:
    on_leave = any(days.first <= day <= days.last for days in person.leave)
    return WEEKDAYS[day.weekday()] in person.working_days and not on_leave and not free.name(day)


def account(year: Year, free: FreeDays, everybody: list[Person]) -> dict[str, str]:
    """Return what becomes of each question of a year, by the instant at which it is owed."""
    found = {}
    for day in takes_place(year.rhythm, counted_from(year.rhythm, year.zone, free), free):
        slot = datetime.combine(day, year.rhythm.at, year.zone).astimezone(UTC)
        if slot > BEGIN and year.awake(slot) < END:
            found[stamp(slot)] = becomes(year, day, free, everybody)
    return found


def scan_begins(year: Year, free: FreeDays) -> date:
    """Return the day from which the months of a scan are counted: once or twice a year that is the first for which
    school is on then and the time after too, or then alone."""
    if year.scan.every == "term":
        return FIRST_TERM
    if year.scan.every not in ("half year", "year"):
        return counted_from(year.scan, year.zone, free)
    each_month = replace(year.scan, every="month")
    own_hour = datetime.combine(FIRST, year.scan.at, year.zone).astimezone(UTC)
    begin = FIRST if own_hour > BEGIN else FIRST + DAY
    days = [day for ahead in range(400) if falls_on(each_month, day := begin + ahead * DAY, FIRST)][:12]
    endless = replace(year.scan, until=None)
    later = {
        day: next(one for ahead in range(1, 400) if falls_on(endless, one := day + ahead * DAY, day)) for day in days
    }
    best = [day for day in days if not free.name(day) and not free.name(later[day])]
    return [*best, *(day for day in days if not free.name(day)), *days, FIRST][0]


def scans(year: Year, free: FreeDays, everybody: list[Person]) -> dict[str, str]:
    """Return what becomes of each scan of a year, by the instant at which it is owed: one is on at a time."""
    found, open_until = dict[str, str](), BEGIN
    for day in takes_place(year.scan, scan_begins(year, free), free):
        slot = datetime.combine(day, year.scan.at, year.zone).astimezone(UTC)
        acted = year.awake(slot)
        if slot <= BEGIN or acted >= END:
            continue
        comes = by_day(acted, year.zone, free) if acted - slot > PUNCTUAL else acted
        its_day = comes.astimezone(year.zone).date()
        found[stamp(slot)] = "skipped"
        if not has_break(year, day, free) and comes - slot > SCAN_GRACE:
            found[stamp(slot)] = "missed"
        elif acted >= open_until and can_begin(year, [day, its_day], free, everybody):
            found[stamp(slot)] = "started"
            days = [one for ahead in range(1, 100) if is_school_day(one := its_day + ahead * DAY, free)]
            open_until = datetime.combine(days[SCAN_DAYS - 1], time(16), year.zone).astimezone(UTC)
    return found


def can_begin(year: Year, days: list[date], free: FreeDays, everybody: list[Person]) -> bool:
    """Tell whether a scan can begin that is owed on a day and comes on another: there are enough people for it."""
    is_off = any(has_break(year, day, free) for day in days)
    is_enough = len(everybody) >= CONTENT.instruments[year.instrument].minimum
    return not is_off and is_enough and any(is_in(one, days[-1], free) for one in everybody)


def by_day(at: datetime, zone: ZoneInfo, free: FreeDays) -> datetime:
    """Return the first instant from one on that is by day, on a school day."""
    local = at.astimezone(zone)
    if is_school_day(local.date(), free) and local.time() < time(17):
        return max(at, datetime.combine(local.date(), time(8, 30), zone).astimezone(UTC))
    day = next(one for ahead in range(1, 100) if is_school_day(one := local.date() + ahead * DAY, free))
    return datetime.combine(day, time(8, 30), zone).astimezone(UTC)


def meetings(year: Year, free: FreeDays) -> dict[str, datetime]:
    """Return when a team meets ahead of which it is asked something, by the instant of the question."""
    if year.rhythm.meets_at is None:
        return {}
    anchor = counted_from(year.rhythm, year.zone, free)
    days = [day for ahead in range(500) if falls_on(year.rhythm, day := FIRST - 60 * DAY + ahead * DAY, anchor)]
    return {
        stamp(datetime.combine(three_before(day, free), year.rhythm.at, year.zone).astimezone(UTC)): datetime.combine(
            day, year.rhythm.meets_at, year.zone
        ).astimezone(UTC)
        for day in days
    }


# The bot, moved from one thing that it owes to the next.


@dataclass
class Lived:
    """What a bot kept and said in a year: what became of each moment, and each message; and what it foresaw."""

    everybody: dict[int, Person]
    moments: dict[str, str] = field(default_factory=dict)
    scans: dict[str, str] = field(default_factory=dict)
    said: dict[int, dict[str, Any]] = field(default_factory=dict)
    foreseen: set[tuple[str, str]] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    closings: dict[str, datetime] = field(default_factory=dict)


def live(year: Year, folder: Path) -> Lived:
    """Let a bot live through a year with a team."""
    database = open_for_writing(lay(folder / f"{year.seed}.db"))
    house = House(database, CONTENT, Renderer(CONTENT.sentences), Identity(1, "leerkring_bot"), TELEGRAM)
    database.execute(NOTED)
    for change in ("INSERT", "UPDATE"):
        database.execute(NOTING.format(change=change))
    with transaction(database):
        team = teams.add(database, Place(GROUP), "Onderbouw", "nl", year.zone.key, year.region)
        teams.set_pauses(database, team.id, year.pauses)
        teams.set_free_days(database, team.id, year.own)
        for number, (days, leave) in enumerate(zip(year.days, year.leave, strict=True), start=1):
            meet(database, team.id, number, Role.MEMBER)
            people.set_working_days(database, number, days)
            people.set_leave(database, number, leave)
        members.give_role(database, team.id, 1, Role.COORDINATOR, BEGIN)
        meet(database, team.id, LEADER, Role.LEADER)
        planning.set_rhythm(Occasion(house, BEGIN, team=teams.find(database, team.id)), year.rhythm)
        planning.set_scan(Occasion(house, BEGIN, team=teams.find(database, team.id)), year.scan, year.instrument)
        if year.programme:
            programmes.put(database, team.id, Course(year.programme))
    ids = [*range(1, len(year.days) + 1), LEADER]
    lived = Lived({number: person for number in ids if (person := people.find(database, number))})
    ahead = outlook(house, next(iter(teams.every(database))), BEGIN, (END - BEGIN).days + 1)
    lived.foreseen = {(one.schedule.kind, stamp(one.slot)) for one in ahead if not one.skipped}
    now = BEGIN
    while (now := next_look(house, year, now)) < END:
        deliver(database, now)
        _, failures = doors.tick(house, now)
        assert failures == []
        note(database, lived)
        go_on(database, year, now)
    lived.asked = [row["method"] for row in database.query(f"SELECT method FROM sessions {ASKED} ORDER BY id")]
    slots = "SELECT slot, due_at FROM sessions JOIN moments ON moments.id = moment_id JOIN schedules AS s"
    own = f"{slots} ON s.id = schedule_id WHERE s.kind = 'prompt'"
    lived.closings = {row["slot"]: instant(row["due_at"]) for row in database.query(own)}
    database.close()
    return lived


def go_on(database: Database, year: Year, now: datetime) -> None:
    """Let the group go on to the next phase once it has waited long enough."""
    course = programmes.of_team(database, 1)
    last = database.execute(f"SELECT max(opened_at) FROM sessions {ASKED}").fetchone()[0]
    if course and course.is_through and not course.is_last and now - instant(last) >= year.patience:
        programmes.put(database, 1, course.gone_on())


def meet(database: Database, team_id: int, number: int, role: Role) -> None:
    people.meet(database, number, f"Persoon {number}", None)
    people.set_reachable(database, number, is_reachable=True)
    members.give_role(database, team_id, number, role, BEGIN)


def next_look(house: House, year: Year, now: datetime) -> datetime:
    """Return when the clock looks next: when anything is owed that is not about sending."""
    instants = [at for one in owed.OWINGS if (at := one.next_at(house.database))]
    return year.awake(max(min(instants, default=END), now + BLINK))


def deliver(database: Database, now: datetime) -> None:
    """Let all that was to be sent by now have arrived."""
    sent = "UPDATE outbox SET state = 'sent', message_id = id, settled_at = send_after"
    database.execute(f"{sent} WHERE state = 'waiting' AND send_after <= ?", [stamp(now)])


def note(database: Database, lived: Lived) -> None:
    """Note what was said by now, and what became of each question."""
    for kind, became in (("prompt", lived.moments), ("scan", lived.scans)):
        noted = database.query("SELECT slot, state FROM noted WHERE kind = ? ORDER BY at", [kind])
        became |= {row["slot"]: row["state"] for row in noted}
    said = database.query("SELECT * FROM outbox WHERE kind = 'say' AND id > ?", [max(lived.said, default=0)])
    lived.said |= {row["id"]: row for row in said}


def is_out_of_place(row: dict[str, Any], year: Year, free: FreeDays, everybody: dict[int, Person]) -> bool:
    """Tell whether a message comes on a day that its reader has free; in the group only a sound disturbs."""
    at = datetime.fromisoformat(max(row["created_at"], row["send_after"]))
    day = at.astimezone(year.zone).date()
    if row["chat_id"] == GROUP:
        is_free = day.weekday() >= 5 or free.name(day) is not None
        return is_free and not json.loads(row["payload"]).get("is_silent")
    return not is_in(everybody[row["chat_id"]], day, free)


@pytest.mark.parametrize("seed", YEARS)
def test_every_question_comes_once_on_its_day_at_its_hour_and_nothing_on_a_free_day(seed: int, tmp_path: Path) -> None:
    year = Year(seed)
    lived, free = live(year, tmp_path), CONTENT.free_days(year.region, year.own)
    members_ = [person for number, person in lived.everybody.items() if number != LEADER]
    assert lived.moments == account(year, free, members_)
    assert lived.scans == scans(year, free, members_)
    # Nothing comes that the plan of the first day did not show.
    for purpose, kind, moments in ((PROMPT, "prompt", lived.moments), (MEASURE, "scan", lived.scans)):
        started = {(kind, slot) for slot, became in moments.items() if became == "started"}
        assert started <= lived.foreseen
        assert len([row for row in lived.said.values() if row["purpose"] == str(purpose)]) == len(started)
    assert [row for row in lived.said.values() if is_out_of_place(row, year, free, lived.everybody)] == []
    assert_in_programme(year, lived)
    ahead = meetings(year, free)
    late = [slot for slot, closes_at in lived.closings.items() if ahead and closes_at >= ahead[slot]]
    assert late == []


def assert_in_programme(year: Year, lived: Lived) -> None:
    """Raise AssertionError where a question of the programme came out of its order or place, or was lost."""
    own = [key for key in lived.asked if CONTENT.prompts[key].family in IN_PROGRAMMES]
    if year.programme is None:
        assert own == []
        return
    items = [item for phase in year.programme.phases for item in phase.items]
    named = [item.question for item in items if item.question]
    assert own == named[: len(own)]
    if not year.patience:
        came = lived.asked[: len(items)]
        assert [key if item.question else None for key, item in zip(came, items, strict=False)] == [
            item.question for item in items[: len(came)]
        ]
        families = [CONTENT.prompts[key].family for key in came]
        assert all(item.family in (None, family) for item, family in zip(items, families, strict=False))
