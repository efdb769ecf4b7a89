"""Whatever a server answers, while teams answer questions and consult, nothing is lost, doubled or told to the log."""

import asyncio
import io
import logging
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from long import accounts
from long.accounts import Deliveries
from long.courses import COURSES, Course
from long.faulting import FaultyWire
from long.wandering import NAMES, Team
from odd import serving_oddly
from stage import Stage, is_prompt, staged

from bot import program
from bot.commandline.own_lines import LEVELS, OwnLines
from bot.messenger.telegram import polling
from bot.messenger.telegram.requesting import Requests
from bot.rehearsing.rehearsal import StuckError
from bot.sandbox import Chat, Message, Person, Sandbox

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
SEEDS = [int(os.environ["LEERKRING_SEED"])] if "LEERKRING_SEED" in os.environ else range(1, 11 if IS_SOAK else 2)
INJECTIONS = 500 if IS_SOAK else 80
# Of so many requests one fails: messages seldom enough for people to have something to answer.
SHARES = {"getupdates": 0.25, "sendmessage": 0.12, "getme": 0.0}
USUAL_SHARE = 0.35
# What a pause is, before anybody hurries.
PAUSE = asyncio.sleep


@dataclass
class Asked:
    """A team that is asked a question each week, and answers in every way."""

    stage: Stage
    dice: random.Random
    number: int
    group: Chat
    people: list[Person]
    written: list[Message] = field(default_factory=list)
    replies: int = 0

    def turn(self) -> None:
        """Let somebody answer, change an answer, press a button, or ask something."""
        dice, person = self.dice, self.dice.choice(self.people)
        prompts = [one for one in self.stage.from_bot(self.group) if is_prompt(one)]
        if not prompts:
            person.write(self.group, "/vraag")
        elif (how := dice.random()) < 0.55:
            self.written.append(person.reply(prompts[-1], self._words()))
            self.replies += 1
        elif how < 0.75 and self.written:
            message = dice.choice(self.written[-6:])
            assert isinstance(message.sender, Person)
            message.sender.edit(message, self._words())
        elif how < 0.85:
            person.press(prompts[-1], dice.choice(["skip", "answer", "later"]))
        else:
            person.write(self.group, dice.choice(["/status", "/zoek wachtte", "/overzicht", "/plan"]))

    def _words(self) -> str:
        return f"zaak{self.number}w{self.stage.sandbox.serial()}x wachtte even"


class Impatient(Requests):
    """The bot's own requests, which wait for half a second only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **(options | {"read_timeout": 0.5}))


class Polls(Requests):
    """The bot's own polls, which wait for two seconds only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **(options | {"read_timeout": 2.0}))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody pause, or wait for an answer that never comes, for long."""

    async def hurry(seconds: float, result: Any = None) -> Any:
        return await PAUSE(min(max(seconds, 0), 0.001), result)

    monkeypatch.setattr(asyncio, "sleep", hurry)
    monkeypatch.setattr(program, "Requests", Impatient)
    monkeypatch.setattr(polling, "Requests", Polls)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Write down what the program's log would hold."""
    root, kept = logging.getLogger(), {name: logging.getLogger(name).level for name in ("", "bot", *LEVELS)}
    handler = logging.StreamHandler(written := io.StringIO())
    handler.setFormatter(OwnLines())
    root.addHandler(handler)
    for name, level in ({"": logging.INFO, "bot": logging.DEBUG} | LEVELS).items():
        logging.getLogger(name).setLevel(level)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        for name, level in kept.items():
            logging.getLogger(name).setLevel(level)


async def gathered(stage: Stage, dice: random.Random) -> tuple[list[Asked], list[Course]]:
    """Return teams that are asked a question each week, and teams that consult."""
    asked, courses = list[Asked](), list[Course]()
    for number in (1, 2):
        people = stage.people(*NAMES[:4])
        group = await stage.team(f"Team {number}", *people)
        await stage.say(people[0], group, f"/rhythm week {('mon', 'tue')[number - 1]} 12:30")
        asked.append(Asked(stage, dice, number, group, people))
    for number in (3, 4):
        coming = COURSES[dice.randrange(len(COURSES))]
        team = Team(stage, dice, *coming[0], "nl", number=number)
        await team.gather()
        courses.append(Course(team, list(coming), begun=0))
    return asked, courses


@asynccontextmanager
async def ticking(stage: Stage) -> AsyncIterator[None]:
    """Let the clock look again and again, as it does each second, also while time is moved to let things settle."""

    async def tick() -> None:
        while True:
            await PAUSE(0.02)
            stage.rehearsal.program.tick()

    task = asyncio.create_task(tick())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def patiently(act: Callable[[], Awaitable[None]]) -> None:
    """Do something that lets the bot come to rest; with so much to do again it may take more than its half a minute."""
    for _ in range(4):
        with suppress(StuckError):
            await act()
            return
    await act()


async def live(stage: Stage, wire: FaultyWire, asked: list[Asked], courses: list[Course], dice: random.Random) -> None:
    """Let teams go on, and time pass, until enough went wrong; and then until all that waited is done."""
    wire.share = lambda name: SHARES.get(name, USUAL_SHARE)
    everybody: list[Asked | Course] = [*asked, *courses]
    while wire.injected.total() < INJECTIONS:
        for _ in range(dice.randint(1, 5)):
            with suppress(LookupError, PermissionError, ValueError):
                dice.choice(everybody).turn()
        if dice.random() < 0.8:
            await patiently(stage.settle)
        if dice.random() < 0.25:
            await patiently(stage.settle)
            until = stage.time.now() + min(one.linger() for one in courses)
            await patiently(partial(stage.rehearsal.move_to, until))
    wire.share = lambda name: 0.0
    await patiently(stage.settle)
    # Nobody is ordered to wait for longer than an hour.
    await patiently(partial(stage.rehearsal.move_to, stage.time.now() + timedelta(hours=3)))


def stale(stage: Stage, team: Asked) -> Iterator[str]:
    """Yield answers whose latest words are not those in the log."""
    for message in team.written:
        row = stage.database.execute(
            "SELECT text FROM entries WHERE chat_id = ? AND message_id = ?", [team.group.id, message.id]
        ).fetchone()
        if row and row[0] != message.text:
            yield f"stale: {row[0]!r} for {message.text!r}"


@pytest.mark.soak
@pytest.mark.timeout(900 if IS_SOAK else 110)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("hurried")
async def test_whatever_a_server_answers_nothing_is_lost_or_doubled(seed: int, tmp_path: Path) -> None:
    dice, wires = random.Random(seed), list[FaultyWire]()

    def serve(sandbox: Sandbox) -> Any:
        wires.append(FaultyWire(sandbox, dice))
        return serving_oddly(sandbox, wires[0])

    path = tmp_path / "leerkring.db"
    with logged() as log:
        async with staged(path, "2026-11-23 09:00", record_calls=False, serve=serve) as stage:
            accounts.open_books(stage.database)
            deliveries = Deliveries(stage.sandbox, stage.bot)
            asked, courses = await gathered(stage, dice)
            async with ticking(stage):
                await live(stage, wires[0], asked, courses, dice)
            wrong = accounts.of_file(stage.database)
            wrong += accounts.of_steps(stage.database)
            for group, people in [(one.group, one.people) for one in asked] + [
                (one.team.group, one.team.people) for one in courses
            ]:
                private = [person.chat_with(stage.bot) for person in people]
                wrong += deliveries.wrong(stage.database, (group, *private), stage.time.now().isoformat())
                wrong += accounts.of_words(stage.database, stage.bot, group, private)
            wrong += [line for one in asked for line in stale(stage, one)]
            ends = [(state.phase, state.position, len(state.plan)) for _, state in accounts.cases(stage.database)]
            unsure = stage.database.execute("SELECT count(*) FROM outbox WHERE state = 'uncertain'").fetchone()[0]
            token = stage.bot.token
    told = log.getvalue()
    wrong += accounts.of_log(told, [token, *accounts.WORD.findall(told)])
    replies = sum(one.replies for one in asked)
    injected = wires[0].injected
    print(f"seed {seed}: {injected.total()} of {len(injected)} kinds, {replies} replies, {unsure} unsure, cases {ends}")
    assert wrong == [], f"seed {seed}"
    assert replies > INJECTIONS // 20, f"seed {seed}"
