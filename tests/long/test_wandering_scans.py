"""Whatever a team does with a scan, it comes to what was marked in it, and nobody learns who marked what."""

import logging
import os
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from long.scanning import SCANS, Scanners
from long.seeing import seen_in
from long.watching_scans import ScanWatch
from stage import Stage, local, staged

from bot.core.model import LANGUAGES, Language
from bot.storage import commitments

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
SEEDS = int(os.environ.get("LEERKRING_SEEDS", 10))
# One of each kind: a spread twice, bands, a wish alone, leaders apart, about a change.
OF_EACH_KIND: tuple[str, ...] = ("hoe-leren-wij-samen", "polsslag", "zeven-gedragingen", "waar-ligt-het-leiderschap")
OF_EACH_KIND += ("hoe-sta-ik-hierin",)
# So many turns people take, of which so many are unruly.
TURNS, UNRULY = (400, 0.25) if IS_SOAK else (60, 0.3)
WEEKS_AFTER = 7


def runs() -> list[tuple[str, Language, int]]:
    """Return one run of each kind of scan, in one language in turn; in a long run, of every scan in both."""
    if IS_SOAK:
        return [(name, LANGUAGES[seed % 2], seed) for name in sorted(SCANS) for seed in range(1, SEEDS + 1)]
    return [(name, LANGUAGES[at % 2], 1 + at) for at, name in enumerate(OF_EACH_KIND)]


async def wander(watch: ScanWatch) -> None:
    """Let people fill in a scan, each thing after another, until it closes or is stopped."""
    stage, team, dice = watch.stage, watch.team, watch.team.dice
    for _ in range(TURNS):
        if team.is_over:
            return
        watch.remembered = team.cards()
        team.turn(UNRULY)
        await stage.settle()
        watch.look(is_turn=True)
        if dice.random() < 0.08:
            team.acted.clear()
            await pass_time(watch, stage.time.now() + team.linger())
        if dice.random() < 0.02:
            await stage.restart()


async def pass_time(watch: ScanWatch, until: datetime) -> None:
    """Move time on, with everything owed on the way."""
    stage = watch.stage
    while (owed := stage.rehearsal.next_owed()) and owed <= until:
        await _wake(watch, max(owed, stage.time.now()))
    await _wake(watch, until)


async def _wake(watch: ScanWatch, at: datetime) -> None:
    before = watch.before(at)
    watch.stage.time.move_to(at)
    watch.stage.rehearsal.program.tick()
    await watch.stage.settle()
    if before:
        watch.after(before)
    watch.look()


async def see_off(watch: ScanWatch) -> None:
    """Let the scan close, let people try what is over, agree on something, and be asked about that."""
    stage, team = watch.stage, watch.team
    team.acted.clear()
    due_at = team.walk.state.due_at
    if not team.is_over:
        # Whoever is late presses just before it closes.
        await pass_time(watch, due_at - timedelta(seconds=20))
        for person in team.people[:-1]:
            team.attempt(team.fill, person)
        await stage.settle()
        watch.look(is_turn=True)
        watch.remembered = team.cards()
        # Whoever is later yet sends it in time, and it arrives when all has been counted.
        for person in team.people[:-1]:
            team.attempt(team.type_a_mark, person)
        await pass_time(watch, due_at)
    for _ in range(4):
        # One that was stopped is tried before its hour too, and after it.
        team.try_what_is_over(watch.remembered)
        await stage.settle()
        watch.look(is_turn=True)
        await pass_time(watch, stage.time.now() + 2 * team.linger())
    await team.agree()
    watch.look()
    await pass_time(watch, stage.time.now() + timedelta(weeks=WEEKS_AFTER))
    watch.look_at_the_end()


def team_on(stage: Stage, name: str, language: Language, seed: int) -> Scanners:
    """Return a team that goes with the seed, like all that it will do."""
    dice = random.Random(f"{name} {language} {seed}")
    return Scanners(stage, dice, SCANS[name], language, number=seed, is_rough=seed % 3 == 0)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "language", "seed"), runs())
async def test_every_scan_comes_to_what_was_marked_and_shows_nobody_whose(
    name: str, language: Language, seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00") as stage:
        team = team_on(stage, name, language, seed)
        await team.gather()
        watch = ScanWatch(stage, team)
        stage.sandbox.watch(watch.see)
        if await team.begin():
            watch.look()
            await wander(watch)
            await see_off(watch)
            unasked = [one for one in commitments.of_session(stage.database, team.session) if one.asked_at is None]
            assert (team.is_over, unasked) == (True, [])
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert ("\n".join(watch.wrong), errors) == ("", [])


@dataclass(frozen=True)
class Plan:
    """Who fills in a scan when, and what each marks, line by line and pass by pass; the first two lead nobody."""

    marks: tuple[tuple[str, ...], ...]
    hours: tuple[int, ...]

    def exchanged(self) -> "Plan":
        """Return the same where the first two people mark what the other marked."""
        first, second, *others = self.marks
        return replace(self, marks=(second, first, *others))

    def turned_round(self) -> "Plan":
        """Return the same where whoever came first comes last."""
        return replace(self, hours=self.hours[::-1])


Seen = dict[str, list[tuple[datetime, str]]]


def plan_for(name: str, language: Language, seed: int) -> Plan:
    """Return a plan that goes with the seed, for one person more than a line needs and one who leads the team."""
    dice, scan = random.Random(f"plan {name} {language} {seed}"), SCANS[name]
    count = scan.minimum + 2
    choices = [*map(str, scan.values)] * 4 + ["-"]
    lines = len(scan.items) * scan.times
    marks = tuple(tuple(dice.choice(choices) for _ in range(dice.choice((lines, lines, 3)))) for _ in range(count))
    return Plan(marks, tuple(dice.sample(range(1, 40), count)))


async def play(path: Path, name: str, language: Language, plan: Plan) -> Seen:
    """Let people fill in a scan as planned, and return what each of them, the group and two others saw of it."""
    async with staged(path, "2026-11-23 09:00") as stage:
        team = Scanners(stage, random.Random(1), SCANS[name], language, number=1)
        await team.gather(taking_part=len(plan.marks), leading=0)
        team.lead([team.people[len(plan.marks) - 1]])
        assert await team.begin()
        for hour, person, marks in sorted(zip(plan.hours, range(len(plan.marks)), plan.marks, strict=True)):
            await stage.rehearsal.move_to(local("2026-11-23 09:00") + timedelta(hours=hour))
            await fill_in(stage, team, person, marks)
        await stage.move_to("2026-12-07 12:00")
        chats = {"group": team.group, "leader": team.private(team.leader)}
        chats |= {person.name: team.private(person) for person in team.people}
        return {called: seen_in(stage, chat) for called, chat in chats.items()}


async def fill_in(stage: Stage, team: Scanners, number: int, marks: tuple[str, ...]) -> None:
    """Let somebody mark line after line, the second pass too, and choose a wish where there is one."""
    person = team.people[number]
    team.open(person)
    await stage.settle()
    for at, mark in enumerate(marks):
        passing, item = divmod(at, len(team.scan.items))
        person.tell(stage.bot, f"/fill {team.session} {passing} {item} {mark}")
        await stage.settle()
    if team.scan.wish:
        person.tell(stage.bot, f"/fill {team.session} 9 0 {len(marks) % 2}")
        await stage.settle()


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "language", "seed"), runs()[:: 1 if IS_SOAK else 2])
async def test_who_marked_what_and_when_moves_nothing_that_others_see(
    name: str, language: Language, seed: int, tmp_path: Path
) -> None:
    plan = plan_for(name, language, seed)
    seen = await play(tmp_path / "one.db", name, language, plan)
    exchanged = await play(tmp_path / "two.db", name, language, plan.exchanged())
    turned_round = await play(tmp_path / "three.db", name, language, plan.turned_round())
    mine = ("Anna", "Bram")
    assert {called: chat for called, chat in seen.items() if called not in mine} == {
        called: chat for called, chat in exchanged.items() if called not in mine
    }
    assert (seen["group"], seen["leader"]) == (turned_round["group"], turned_round["leader"])
