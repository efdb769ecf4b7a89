"""Killed at any moment of a busy hour and started again: nothing is lost, and nothing goes out twice unnoticed."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from long import accounts
from long.accounts import Deliveries
from long.process import Process
from sqlite_utils import Database
from stage import ZONE, is_prompt, local

from bot.clock import RunningTime
from bot.core.model import Rhythm
from bot.core.recurrence import slots
from bot.sandbox import Chat, Message, Person, Sandbox, serving
from bot.storage import entries, schedules, teams
from bot.storage.database import open_for_writing

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
KILLS = int(os.environ.get("LEERKRING_KILLS", 200 if IS_SOAK else 3))
TEAMS = 12 if IS_SOAK else 6
SPEED = 60
START = local("2026-11-24 12:29")
# By how much the bot's clock is wrong for a while, in the long form.
APART = (timedelta(hours=-1), timedelta(days=-3), timedelta(days=7)) if IS_SOAK else (timedelta(seconds=-50),)


@dataclass
class Busy:
    """A busy hour: many groups, people who write in bursts, and a bot that is killed and started."""

    process: Process
    groups: list[tuple[Chat, Person, Person]] = field(default_factory=list)
    replies: Counter[str] = field(default_factory=Counter)
    searches: dict[str, Chat] = field(default_factory=dict)

    def prompts(self, group: Chat) -> list[Message]:
        return [one for one in self.process.from_bot(group) if is_prompt(one)]

    def is_asked_everywhere(self) -> bool:
        """Tell whether every team's moment was decided."""
        return bool(
            self.process.database.execute("SELECT count(DISTINCT schedule_id) FROM moments").fetchone()[0] == TEAMS
        )

    def burst(self) -> None:
        """Let people answer and search, several at once."""
        dice = self.process.dice
        for _ in range(dice.randint(2, 12)):
            group, anna, bram = dice.choice(self.groups)
            speaker = dice.choice((anna, bram))
            if (prompts := self.prompts(group)) and dice.random() < 0.7:
                words = f"antwoord {len(self.replies)}"
                speaker.reply(prompts[-1], words)
                self.replies[words] += 1
            elif dice.random() < 0.5:
                word = f"zoekwoord{len(self.searches)}x"
                self.searches[word] = group
                speaker.write(group, f"/zoek@leerkring_bot {word}")


async def set_up(busy: Busy) -> None:
    """Make the teams, and owe each of them a prompt at a minute of its own."""
    process = busy.process
    await process.start()
    for number in range(TEAMS):
        anna, bram = process.people("Anna", "Bram")
        busy.groups.append((await process.team(f"Team {number}", anna, bram), anna, bram))
        for person in (anna, bram):
            # Only who takes part may search the log.
            person.write(busy.groups[-1][0], "/meedoen@leerkring_bot")
    await process.settle()
    await process.end(signal.SIGTERM)
    database = open_for_writing(process.path)
    process.time = RunningTime(START, SPEED)
    for team in teams.every(database):
        rhythm = Rhythm("week", ("tue",), time(12, 30 + team.id))
        slot = next(slots(rhythm, date(2026, 11, 24), ZONE, START))
        schedules.put(database, team.id, "prompt", rhythm, ("R1", "R6"), date(2026, 11, 24), slot)
    database.close()


async def live(busy: Busy) -> None:
    """Kill and start, again and again, while people go on and the clock is set to and fro."""
    process, loop = busy.process, asyncio.get_running_loop()
    dice = process.dice
    for kill in range(KILLS):
        await process.start(dice.choice(APART) if dice.random() < 0.1 else timedelta())
        # One in four is killed while it starts, at any moment of that.
        if kill % 4:
            busy.burst()
            await process.until_fetched()
        end = loop.time() + dice.uniform(0.0, 1.0)
        while (left := end - loop.time()) > 0:
            busy.burst()
            if dice.random() < 0.03:
                process.set_clock(dice.choice((timedelta(), *APART)))
            await asyncio.sleep(min(left, dice.uniform(0.0, 0.15)))
        await process.end(signal.SIGKILL)
    # The last run starts after every prompt is due, and ends in peace.
    last_due = START + timedelta(minutes=TEAMS + 3)
    if process.time.now() < last_due:
        process.time = RunningTime(last_due, SPEED)
    await process.start()
    await process.until(busy.is_asked_everywhere)
    await process.settle()
    busy.burst()
    await process.settle()
    await process.end(signal.SIGTERM)


def wrong_with(busy: Busy, deliveries: Deliveries) -> Iterator[str]:
    """Yield what does not add up once it is over."""
    process = busy.process
    database = process.database
    yield from (f"died: {code}" for code in process.deaths)
    yield from accounts.of_file(database)
    yield from deliveries.wrong(database, [group for group, _, _ in busy.groups], process.time.now().isoformat())
    yield from accounts.of_log(process.log.read_text(), [process.bot.token, *busy.replies, *busy.searches])
    logged = Counter(entry.text for entry in entries.every(database, None))
    yield from (f"lost: {words}" for words in (busy.replies - logged))
    yield from (f"kept twice: {words}" for words in (logged - busy.replies))
    yield from _wrong_with_moments(database)
    for group, _, _ in busy.groups:
        asked = Counter(data for one in busy.prompts(group) for data in _skips(one))
        yield from (f"asked twice in {group.title}: {data}" for data, count in asked.items() if count > 1)
        yield from _wrong_with_answers(busy, group)


def _wrong_with_moments(database: Database) -> Iterator[str]:
    rows = database.query("SELECT schedule_id, min(slot), state FROM moments GROUP BY schedule_id")
    states = {row["schedule_id"]: row["state"] for row in rows}
    if len(states) != TEAMS:
        yield f"asked {len(states)} of {TEAMS}"
    # What a clock that is a week ahead finds is long past, and is not made up for.
    allowed = {"started", "missed"} if IS_SOAK else {"started"}
    yield from (f"{schedule}: {state}" for schedule, state in states.items() if state not in allowed)


def _skips(message: Message) -> Iterator[str]:
    data = (button.data or "" for row in message.buttons for button in row)
    return (one for one in data if one.startswith("skip "))


def _wrong_with_answers(busy: Busy, group: Chat) -> Iterator[str]:
    """Yield searches that were answered twice, and more that were not than of which nobody knows: each answer replies
    to what asked for it."""
    words = [word for word, place in busy.searches.items() if place is group]
    replied = [one.reply_to.text for one in busy.process.from_bot(group) if one.reply_to]
    found = {word: sum(text.endswith(f" {word}") for text in replied) for word in words}
    yield from (f"answered {count} times: {word}" for word, count in found.items() if count > 1)
    silent = [word for word, count in found.items() if not count]
    given_up = accounts.given_up(busy.process.database, group)
    if len(silent) > len(given_up):
        yield f"not answered in {group.title}: {silent}, of {len(given_up)} given up"


@pytest.mark.soak
@pytest.mark.timeout(3000 if IS_SOAK else 110)
async def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    seed = int(os.environ.get("LEERKRING_SEED", random.randrange(10**6)))
    sandbox = Sandbox(limits=None, record_calls=False)
    bot = sandbox.add_bot()
    deliveries = Deliveries(sandbox, bot)
    async with serving(sandbox) as url:
        clock = RunningTime(START, SPEED)
        async with Process(sandbox, bot, url, tmp_path / "leerkring.db", random.Random(seed), clock) as process:
            busy = Busy(process)
            await set_up(busy)
            await live(busy)
            wrong = list(wrong_with(busy, deliveries))
            ended = Counter(row["state"] for row in process.database.query("SELECT state FROM went"))
    print(f"seed {seed}: {KILLS} kills, {len(busy.replies)} replies, {len(busy.searches)} searches, messages {ended}")
    assert wrong == [], f"seed {seed}"
    assert len(busy.replies) > (KILLS if IS_SOAK else 0), f"seed {seed}: the hour was not busy"


def test_the_clock_of_the_hour_is_the_one_the_program_gets() -> None:
    clock = RunningTime(START, SPEED)
    assert abs(clock.now() - START) < timedelta(seconds=SPEED)
    assert isinstance(clock.now(), datetime)
