"""Killed at any moment of a busy hour and started again: nothing is lost, and nothing goes out twice unnoticed."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from stage import ZONE, is_prompt, local

from bot.clock import RunningTime
from bot.core.model import Rhythm
from bot.core.timing import next_slot
from bot.sandbox import Bot, Chat, Message, Person, Sandbox, serving
from bot.storage import entries, inbox, schedules, teams
from bot.storage.database import open_for_reading, open_for_writing

KILLS = 200 if os.environ.get("LEERKRING_SOAK") else 12
TEAMS = 12
SPEED = 60
START = local("2026-11-24 12:29")


@dataclass
class Busy:
    """A busy hour: many groups, people who write in bursts, and a bot that is killed and started."""

    sandbox: Sandbox
    bot: Bot
    url: str
    database: Path
    dice: random.Random
    clock: RunningTime = field(default_factory=lambda: RunningTime(START, SPEED))
    groups: list[tuple[Chat, Person, Person]] = field(default_factory=list)
    replies: Counter[str] = field(default_factory=Counter)
    searches: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the unmodified program."""
        settings = {
            "LEERKRING_BOT_TOKEN": self.bot.token,
            "LEERKRING_API_URL": self.url,
            "LEERKRING_DATABASE": str(self.database),
        }
        moment = self.clock.now().astimezone(ZONE).isoformat(timespec="seconds")
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--rehearse-from", moment, "--rehearse-speed", str(SPEED)),
            env=os.environ | settings,
            cwd=self.database.parent,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def end(self, how: signal.Signals) -> None:
        """End the program and wait until it is gone."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(how)
        await self.process.wait()

    async def until_fetched(self) -> None:
        """Wait until the program has started and taken what was written meanwhile."""
        self.burst()
        async with asyncio.timeout(60):
            while self.sandbox.pending(self.bot):
                await asyncio.sleep(0.01)

    async def until_quiet(self) -> None:
        """Wait until every update is handled and everything owed has gone out."""
        async with asyncio.timeout(60):
            while self.sandbox.pending(self.bot) or self._has_work():
                await asyncio.sleep(0.05)

    def _has_work(self) -> bool:
        database = open_for_reading(self.database)
        waiting = database.execute("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
        unhandled = len(inbox.unhandled(database))
        database.close()
        return bool(waiting or unhandled)

    def prompts(self, group: Chat) -> list[Message]:
        found = [message for message in group.messages if message.sender is self.bot and message.buttons]
        return [one for one in found if is_prompt(one)]

    def burst(self) -> None:
        """Let people answer and search, several at once."""
        for _ in range(self.dice.randint(1, 12)):
            group, anna, bram = self.dice.choice(self.groups)
            speaker = self.dice.choice((anna, bram))
            if (prompts := self.prompts(group)) and self.dice.random() < 0.7:
                words = f"antwoord {len(self.replies)}"
                speaker.reply(prompts[-1], words)
                self.replies[words] += 1
            elif self.dice.random() < 0.5:
                word = f"zoekwoord{len(self.searches)}x"
                self.searches.append(word)
                speaker.write(group, f"/zoek@leerkring_bot {word}")


async def set_up(busy: Busy) -> None:
    """Make the teams, and owe each of them a prompt at a minute of its own."""
    await busy.start()
    for number in range(TEAMS):
        anna, bram = busy.sandbox.add_person("Anna"), busy.sandbox.add_person("Bram")
        group = anna.create_group(f"Team {number}", kind="supergroup")
        anna.invite(group, bram)
        anna.invite(group, busy.bot)
        busy.groups.append((group, anna, bram))
    await asyncio.sleep(0.5)
    async with asyncio.timeout(20):
        while not all(any(one.sender is busy.bot for one in group.messages) for group, _, _ in busy.groups):
            await asyncio.sleep(0.05)
    for group, *people in busy.groups:
        for person in people:
            # Only who takes part may search the log.
            person.write(group, "/meedoen@leerkring_bot")
    await busy.until_quiet()
    await busy.end(signal.SIGTERM)
    database = open_for_writing(busy.database)
    busy.clock = RunningTime(START, SPEED)
    for team in teams.every(database):
        rhythm = Rhythm("week", ("tue",), time(12, 30 + team.id))
        slot = next_slot(rhythm, date(2026, 11, 24), ZONE, START)
        schedules.put(database, team.id, "prompt", rhythm, ("R1", "R6"), date(2026, 11, 24), slot)
    database.close()


async def live(busy: Busy) -> None:
    """Kill and start, again and again, while people go on."""
    for kill in range(KILLS):
        await busy.start()
        # One in four is killed while it starts, at any moment of that.
        if kill % 4:
            await busy.until_fetched()
        end = asyncio.get_running_loop().time() + busy.dice.uniform(0.0, 1.0)
        while (left := end - asyncio.get_running_loop().time()) > 0:
            busy.burst()
            await asyncio.sleep(min(left, busy.dice.uniform(0.0, 0.15)))
        await busy.end(signal.SIGKILL)
    # The last run starts after every prompt is due, and ends in peace.
    last_due = START + timedelta(minutes=TEAMS + 3)
    if busy.clock.now() < last_due:
        busy.clock = RunningTime(last_due, SPEED)
    await busy.start()
    await asyncio.sleep(1.5)
    await busy.until_quiet()
    await busy.end(signal.SIGTERM)


def _answers(busy: Busy, word: str) -> int:
    """Return how often a search for a word was answered: each answer replies to what asked for it."""
    said = (one for group, _, _ in busy.groups for one in group.messages if one.sender is busy.bot and one.reply_to)
    return sum(bool(one.reply_to and one.reply_to.text.endswith(f" {word}")) for one in said)


@pytest.mark.soak
@pytest.mark.timeout(3000 if os.environ.get("LEERKRING_SOAK") else 110)
async def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    seed = int(os.environ.get("LEERKRING_SEED", random.randrange(10**6)))
    sandbox = Sandbox(limits=None, record_calls=False)
    bot = sandbox.add_bot()
    async with serving(sandbox) as url:
        busy = Busy(sandbox, bot, url, tmp_path / "leerkring.db", random.Random(seed))
        await set_up(busy)
        await live(busy)
    database = open_for_reading(busy.database)
    logged = Counter(entry.text for entry in entries.every(database, None))
    outbox = list(database.query("SELECT purpose, state, session_id FROM outbox WHERE kind = 'say'"))
    states = {(row["purpose"], row["state"]) for row in outbox}
    moments = Counter(row["state"] for row in database.query("SELECT state FROM moments"))
    aside = inbox.aside(database)
    database.close()

    assert logged == busy.replies, f"seed {seed}"
    assert aside == [], f"seed {seed}"
    assert moments == {"started": TEAMS}, f"seed {seed}"
    assert {state for _, state in states} <= {"sent", "uncertain"}, f"seed {seed}: {states}"
    for number, (group, _, _) in enumerate(busy.groups, start=1):
        mine = [row for row in outbox if row["purpose"] == "prompt" and row["session_id"]]
        assert len(busy.prompts(group)) <= 1, f"seed {seed}: team {number} got a prompt twice"
        assert len(mine) == TEAMS, f"seed {seed}"
    unsure = Counter(row["purpose"] for row in outbox if row["state"] == "uncertain")
    silent = sum(not busy.prompts(group) for group, _, _ in busy.groups)
    assert silent <= unsure["prompt"], f"seed {seed}: a prompt was lost without a word"
    found = {word: _answers(busy, word) for word in busy.searches}
    assert max(found.values(), default=0) <= 1, f"seed {seed}: an answer went out twice"
    missing = sum(count == 0 for count in found.values())
    assert missing <= unsure["summaries.log"], f"seed {seed}: an answer was lost without a word"
    assert len(busy.replies) > KILLS, f"seed {seed}: the hour was not busy"


def test_the_clock_of_the_hour_is_the_one_the_program_gets() -> None:
    clock = RunningTime(START, SPEED)
    assert abs(clock.now() - START) < timedelta(seconds=SPEED)
    assert isinstance(clock.now(), datetime)
