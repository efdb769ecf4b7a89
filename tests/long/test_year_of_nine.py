"""A school year of a team of nine: how much people are told and when, and that nothing of it is forgotten."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import pytest
from long.reckoning import Reckoning
from long.workdays import DATELESS, Workdays
from stage import ZONE, staged

from bot.storage import people, sessions

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
BEGINS = date(2026, 8, 17)
# School is on again for some weeks: what was begun before the summer is over by then.
AFTERWARDS = timedelta(weeks=9)
REGIONS = ("nl-zuid", "nl-noord", "nl-midden")
METHODS = ("leren-van-successen", "incident", "vijf-stappen")
METHODS_OF_CASES = set(METHODS)
PROGRAMME, VISITS = "/programma school-year begin", "/oproep lesbezoek"
DECISION, LABORATORY = "/werkvorm besluit-met-bezwaren calm", "/werkvorm changelab calm"


@dataclass(frozen=True)
class Away:
    """Somebody is away for some days, and the bot hears so: ahead, the evening before, that morning, or only the day
    after, by whoever coordinates."""

    name: str
    first: date
    days: int
    told: Literal["ahead", "the evening before", "that morning", "for them"]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def told_at(self) -> datetime:
        ahead, at = {
            "ahead": (-5, time(12, 10)),
            "the evening before": (-1, time(20, 40)),
            "that morning": (0, time(7, 40)),
            "for them": (1, time(8, 40)),
        }[self.told]
        return datetime.combine(self.first + timedelta(days=ahead), at, ZONE)


@dataclass(frozen=True)
class Plan:
    """What whoever coordinates begins from which week on, and who is away; a study day, told of the day before;
    the days that somebody works from a day on; and until when a year lasts."""

    last: date
    begun: tuple[tuple[int, str], ...]
    away: tuple[Away, ...]
    study: date
    works: tuple[date, str, str]


def the_year(seed: int) -> Plan:
    monthly = f"/ritme werkvorm {METHODS[seed % len(METHODS)]} maand do 15:30"
    return Plan(
        date(2027, 7, 31),
        ((0, PROGRAMME), (2, monthly), (7, VISITS), (13, DECISION), (26, VISITS), (31, LABORATORY)),
        (
            Away("Chris", date(2026, 9, 21), 3, "that morning"),
            Away("Bram", date(2026, 10, 28), 38, "for them"),
            Away("Anna", date(2027, 1, 18), 5, "the evening before"),
            Away("Fatima", date(2027, 3, 1), 12, "ahead"),
            Away("Karin", date(2027, 3, 15), 5, "that morning"),
        ),
        date(2026, 10, 30),
        (date(2027, 2, 1), "Noor", "ma wo"),
    )


def some_weeks(seed: int) -> Plan:
    method = METHODS[seed % len(METHODS)]
    return Plan(
        date(2026, 9, 20),
        ((0, PROGRAMME), (0, VISITS), (0, f"/werkvorm {method} calm")),
        (Away("Chris", date(2026, 8, 24), 3, "that morning"), Away("Bram", date(2026, 8, 26), 10, "for them")),
        date(2026, 9, 11),
        (date(2026, 9, 1), "Noor", "ma wo"),
    )


async def live_through(team: Workdays, plan: Plan) -> None:
    """Let a team go through its days: things are begun, people are away, and everybody looks at their phone."""
    left, day = list(plan.begun), BEGINS
    while day <= plan.last:
        for away in plan.away:
            if away.first == day:
                team.ill.append((away.name, away.first, away.last))
            if away.told_at.date() == day:
                await tell(team, away)
        await change(team, plan, day)
        if team.is_at_work(team.coordinator.name, day):
            await team.move_to(datetime.combine(day, time(8, 45), ZONE))
            due = [one for one in left if day >= BEGINS + timedelta(weeks=one[0])]
            for one in due:
                if await begin(team, one[1]):
                    left.remove(one)
        await team.day(day)
        day += timedelta(days=1)
    assert left == []


async def tell(team: Workdays, away: Away) -> None:
    """Let the bot hear that somebody is away; from then on it is to leave them alone."""
    await team.move_to(away.told_at)
    is_own = away.told != "for them"
    said = (
        f"{away.first:%d-%m-%Y} t/m {away.last:%d-%m-%Y}"
        if away.told_at.date() < away.first
        else f"t/m {away.last:%d-%m-%Y}"
    )
    who, command = (team.called[away.name], "/stil") if is_own else (team.coordinator, f"/weg {away.name}")
    await team.act(who, "tell", text=f"{command} {said}")
    starts = max(away.told_at, datetime.combine(away.first, time.min, ZONE))
    team.away.append((away.name, starts, away.last))
    kept = people.find(team.stage.database, team.called[away.name].id)
    assert kept is not None
    assert kept.leave[-1].last == away.last


async def change(team: Workdays, plan: Plan, day: date) -> None:
    """Let somebody work on other days from a day on, and school be closed on the next."""
    since, name, days = plan.works
    if day == since:
        await team.move_to(datetime.combine(day, time(8, 5), ZONE))
        await team.act(team.called[name], "tell", text=f"/werkdagen {days}")
        team.ways[name] = replace(team.ways[name], days=days)
    if day == plan.study - timedelta(days=1):
        await team.move_to(datetime.combine(day, time(8, 10), ZONE))
        await team.act(team.coordinator, "write", text=f"/vrijedagen {plan.study:%d-%m-%Y} studiedag")
        team.study.add(plan.study)


async def begin(team: Workdays, said: str) -> bool:
    """Let whoever coordinates begin something, and return whether nothing was in its way."""
    stage = team.stage
    if said == VISITS:
        await team.act(team.coordinator, "write", text="/practices")
        await team.act(team.coordinator, "press", stage.last(team.group), "call lesbezoek")
        team.visits += 1
        return True
    command, what, *_ = said.split()
    if command == "/werkvorm" and METHODS_OF_CASES & {what} and sessions.case_in(stage.database, 1):
        return False
    await team.act(team.coordinator, "write", text=said)
    return command != "/werkvorm" or any(one.method == what for one in sessions.walkthroughs_in(stage.database, 1))


@asynccontextmanager
async def played(folder: Path, seed: int, plan: Plan) -> AsyncIterator[Reckoning]:
    """Play a year, and then let time go on with nobody doing anything until all that was begun is to be over."""
    async with staged(folder / "leerkring.db", f"{BEGINS} 08:00") as stage:
        team = Workdays(stage, seed, REGIONS[seed % len(REGIONS)])
        await team.gather()
        await live_through(team, plan)
        await team.move_to(datetime.combine(plan.last + AFTERWARDS, time(18), ZONE))
        yield Reckoning(team, BEGINS, plan.last)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, 7 if IS_SOAK else 2))
async def test_in_a_year_nobody_is_told_too_much_or_at_a_wrong_time_and_nothing_is_forgotten(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with played(tmp_path, seed, the_year(seed) if IS_SOAK else some_weeks(seed)) as year:
        print(*year.figures(), sep="\n")
        refused = [call.description or "" for call in year.team.stage.sandbox.calls if not call.ok]
        errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
        wrong = [*year.too_much(), *year.untimely(), *year.forgotten(), *errors]
        wrong += [one for one in refused if "message is not modified" not in one]
        if IS_SOAK and not year.has_resting(DATELESS):
            wrong.append("every pair found a date")
        assert wrong == [], "\n".join(wrong)
