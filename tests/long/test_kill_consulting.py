"""Killed at any moment of a consultation, while its clock is set to and fro: no step is skipped or said twice."""

import asyncio
import os
import random
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from long import accounts
from long.accounts import Deliveries
from long.courses import COURSES, Course
from long.process import Process
from long.wandering import NAMES, Team, have_done_two
from stage import local

from bot.clock import RunningTime
from bot.sandbox import Sandbox, serving
from bot.storage import teams
from bot.storage.database import open_for_writing, transaction

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
KILLS = int(os.environ.get("LEERKRING_KILLS", 200 if IS_SOAK else 3))
SPEED, START = 60, local("2026-11-23 09:00")
# By how much the bot's clock is wrong for a while; mostly it is right.
APART = (timedelta(hours=-1), timedelta(days=-3), timedelta(days=7), timedelta(seconds=-20))


async def gathered(process: Process) -> list[Course]:
    """Return teams whose people take part and have consulted before, with the program ended."""
    await process.start()
    courses: list[Course] = []
    for number, coming in enumerate(COURSES[: None if IS_SOAK else 2], start=1):
        team = Team(process, process.dice, *coming[0], "nl", number=number)
        team.people = process.people(*NAMES[:5])
        team.group = await process.team(f"Kring {number}", *team.people)
        courses.append(Course(team, list(coming)))
        for person in team.people:
            person.write(team.group, f"/join@{process.bot.username}")
            person.start(process.bot)
    await process.settle()
    await process.end(signal.SIGTERM)
    database = open_for_writing(process.path)
    with transaction(database):
        for course in courses:
            course.team.team = teams.find_in_chat(database, course.team.group.id)[0].id
            have_done_two(database, course.team.team, process.time.now())
    database.close()
    return courses


async def live(process: Process, courses: list[Course]) -> None:
    """Kill and start, again and again, while people go on and the clock is set to and fro."""
    dice, loop = process.dice, asyncio.get_running_loop()
    for kill in range(KILLS):
        await process.start(dice.choice(APART) if dice.random() < 0.15 else timedelta())
        if kill % 4:
            await process.until_fetched()
        end = loop.time() + dice.uniform(0.0, 1.6)
        while (left := end - loop.time()) > 0:
            for _ in range(dice.randint(1, 4)):
                dice.choice(courses).turn()
            if dice.random() < 0.03:
                process.set_clock(dice.choice((timedelta(), *APART)))
            await asyncio.sleep(min(left, dice.uniform(0.0, 0.1)))
        await process.end(signal.SIGKILL)
        if dice.random() < 0.06:
            process.time = RunningTime(process.time.now() + timedelta(hours=dice.randint(1, 5)), SPEED)


async def see_off(process: Process, courses: list[Course]) -> None:
    """Let every team bring what is on to its end, in peace."""
    await process.start()
    await process.settle()
    loop = asyncio.get_running_loop()
    end = loop.time() + (90 if IS_SOAK else 0.5)
    while loop.time() < end and not all(hasattr(course.team, "session") and course.team.is_over for course in courses):
        for course in courses:
            if not hasattr(course.team, "session") or not course.team.is_over:
                course.turn()
        await asyncio.sleep(0.05)
    await process.settle()
    await process.end(signal.SIGTERM)


@pytest.mark.soak
@pytest.mark.timeout(3000 if IS_SOAK else 110)
async def test_a_consultation_survives_kills_and_a_clock_that_is_set_to_and_fro(tmp_path: Path) -> None:
    seed = int(os.environ.get("LEERKRING_SEED", random.randrange(10**6)))
    sandbox = Sandbox(limits=None, record_calls=False)
    bot = sandbox.add_bot()
    deliveries = Deliveries(sandbox, bot)
    async with serving(sandbox) as url:
        path, clock = tmp_path / "leerkring.db", RunningTime(START, SPEED)
        async with Process(sandbox, bot, url, path, random.Random(seed), clock) as process:
            courses = await gathered(process)
            await live(process, courses)
            await see_off(process, courses)
    database, wrong = process.database, [f"died: {code}" for code in process.deaths]
    wrong += accounts.of_file(database)
    wrong += accounts.of_steps(database)
    for course in courses:
        team = course.team
        private = [team.private(person) for person in team.people]
        wrong += deliveries.wrong(database, (team.group, *private), process.time.now().isoformat())
        wrong += accounts.of_words(database, bot, team.group, private)
    wrong += accounts.of_log_file(process.log, bot.token)
    ends = [(state.phase, state.position, len(state.plan)) for _, state in accounts.cases(database)]
    words = database.execute("SELECT count(*) FROM entries").fetchone()[0]
    process.close()
    print(f"seed {seed}: {KILLS} kills, {words} entries, cases {ends}")
    assert wrong == [], f"seed {seed}"
    assert sum(phase == "ended" for phase, _, _ in ends) >= KILLS // 40, f"seed {seed}: {ends}"
    # How far people come in a few seconds is up to the dice and the machine.
    assert ends
    assert not IS_SOAK or max(position for _, position, _ in ends) > 1, f"seed {seed}: {ends}"
